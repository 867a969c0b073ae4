/**
 * The names of one terminology as the recogniser reads them: one block of bytes that opens without parsing, to be kept
 * in a file. Words are in it by their hashes only, so that blocks of several terminologies can be read side by side.
 */
import type { Slots } from "./hash.ts";

/**
 * A name is a path of word roots. `paths` gives, by the hashes of a path, 0 where it only begins names, else where in
 * `patterns` the names lie that end there. A pattern is a {@link head}, its details, and a word hash for each word of
 * the path: that of its stem or, for a symbol, of the word as a symbol has it.
 */
export interface CompiledNames {
  readonly termCount: number;
  readonly paths: Slots;
  readonly patterns: Int32Array;
  /** For each word that is first or second in a name, with which words it is so (`pairs.ts`). */
  readonly pairs: Int32Array;
  /** The terms' identifiers as numbers, in ascending order, and the term of each. */
  readonly ids: Float64Array;
  readonly idTerms: Int32Array;
  /** By term number: 1 if a form of the term counts only where the text names the term in full. */
  readonly conditional: Uint8Array;
}

/** Bits of a pattern's demands. */
export enum demand {
  /** The words must be written as the name has them, a symbol: with its capitals. */
  spelling = 1,
  /** An adjective may stand for the last word. */
  adjectival = 2,
  /** The text must name the concept in a fuller form. */
  conditional = 4,
}

/** Bits of a pattern's first number, below the term's number. */
export enum head {
  /** The last pattern of its path. */
  last = 1,
  /** It counts only where no other term has the name. */
  exclusive = 2,
}

export const headBits = 2;

export interface Details {
  /** Which of the term's names it is, as `namesOf` counts. */
  readonly name: number;
  /** Lower is preferred; below 256. */
  readonly rank: number;
  readonly demands: number;
  /** The word that is no part of the name, -1 for none; below 31. */
  readonly hole: number;
}

export const packed = ({ name, rank, demands, hole }: Details): number =>
  (name << 16) | ((hole + 1) << 11) | (rank << 3) | demands;

export const nameOf = (details: number): number => details >>> 16;
export const holeOf = (details: number): number => ((details >>> 11) & 31) - 1;
export const rankOf = (details: number): number => (details >>> 3) & 255;

const magic = 0x4e4d4f42;
/** Raised with every change of the format, of the hashes and of the forms that names have. */
const version = 3;
const headerLength = 8;

export function bytesOfNames({
  termCount,
  ids,
  idTerms,
  paths,
  patterns,
  pairs,
  conditional,
}: CompiledNames): Uint8Array {
  const sections = [new Int32Array(ids.buffer), idTerms, paths, patterns, pairs];
  const lengths = sections.map(({ length }) => length);
  const length = lengths.reduce((sum, one) => sum + one, headerLength);
  const numbers = new Int32Array(length + Math.ceil(termCount / 4));
  numbers.set([magic, version, termCount, ...lengths]);
  let at = headerLength;
  for (const section of sections) {
    numbers.set(section, at);
    at += section.length;
  }
  const bytes = new Uint8Array(numbers.buffer);
  bytes.set(conditional, length * 4);
  return bytes;
}

/** The names in a block of bytes; `undefined` for bytes of another format or version, or cut short. */
export function openNames(bytes: Uint8Array): CompiledNames | undefined {
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  const numbers = new Int32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >>> 2);
  const [found, foundVersion, termCount = 0, ...lengths] = numbers.subarray(0, headerLength);
  const ends = lengths.map((_, number) => lengths.slice(0, number + 1).reduce((sum, one) => sum + one, headerLength));
  const [idsEnd = 0, , , , end = 0] = ends;
  if (found !== magic || foundVersion !== version || numbers.length !== end + Math.ceil(termCount / 4))
    return undefined;
  const section = (number: number) => numbers.subarray(ends[number - 1], ends[number]);
  return {
    termCount,
    ids: new Float64Array(aligned.buffer, aligned.byteOffset + headerLength * 4, (idsEnd - headerLength) >>> 1),
    idTerms: section(1),
    paths: section(2),
    patterns: section(3),
    pairs: section(4),
    conditional: aligned.subarray(end * 4, end * 4 + termCount),
  };
}
