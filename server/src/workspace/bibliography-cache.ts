/**
 * What was found out about a large BibTeX file, as bytes that are opened without reading it again: its blocks, its table of
 * keys and its search index. The numbers are in the machine's own order, so the bytes are for the machine that wrote them.
 */
import type { PackedStrings } from "../references/packed-strings.ts";
import type { ReferenceIndex } from "../references/reference-index.ts";
import { type BibtexBatch, firstsOf } from "../syntax/bibtex-batch.ts";
import { type ScannedBlock, scanOf } from "../syntax/bibtex-blocks.ts";
import { type BibtexFile, restoreBibtexFile } from "../syntax/bibtex-file.ts";
import type { SyntaxProblem } from "../syntax/facts.ts";
import type { FileStamp } from "../terms/store.ts";
import { bytesOf, checksumOf, textOf } from "../terms/store-bytes.ts";

/** The first word of the bytes. Another version of any part has another. */
const format = 0x32424d42;

/** Words before the header: the format, the checksum of all that follows, the header's length in bytes. */
const preface = 3;

/** Which file this is of. */
export interface CachedSource extends FileStamp {
  readonly address: string;
}

interface Header {
  readonly source: CachedSource;
  readonly text: TextSample;
  readonly isLocal: boolean;
  /** The faults of those blocks that have some. */
  readonly problems: readonly (readonly [block: number, problems: readonly SyntaxProblem[]])[];
  /** The length of each section in bytes. */
  readonly sections: readonly number[];
}

/** A quick check that the text is the one of which the cache tells: its length, and a checksum of stretches all over it. */
interface TextSample {
  readonly length: number;
  readonly checksum: number;
}

const samples = 256;
const sampleLength = 32;

function sampleOf(text: string): TextSample {
  let sampled = text.slice(-sampleLength);
  for (let sample = 0; sample < samples; sample++) {
    const at = Math.floor((text.length * sample) / samples);
    sampled += text.slice(at, at + sampleLength);
  }
  return { length: text.length, checksum: checksumOf(bytesOf(sampled)) };
}

type Numbers = Int32Array | Uint32Array | Int16Array;

const blockColumns = 6;

/** @param file as it was first read: all its blocks in one batch; @param index that batch's */
export function writeBibliographyCache(file: BibtexFile, index: ReferenceIndex, source: CachedSource): Uint8Array {
  const { blocks, isLocal } = file.scan;
  const [batch] = file.batches;
  const table = new Int32Array(blocks.length * blockColumns);
  for (const [number, { length, reach, entries, fields, strings, inheriting }] of blocks.entries())
    table.set([length, reach, entries.length, fields.length, strings.length, inheriting.length], number * blockColumns);
  const sections: readonly (readonly (Numbers | Uint8Array)[])[] = [
    [table],
    blocks.map(({ entries }) => entries),
    blocks.map(({ fields }) => fields),
    blocks.map(({ strings }) => strings),
    blocks.map(({ inheriting }) => inheriting),
    [batch?.table ?? new Int32Array()],
    [batch?.same ?? new Int32Array()],
    [index.years],
    [index.byKey],
    [index.starts],
    [index.postings],
    ...[index.keys, index.titles, index.words].flatMap(({ starts, text }) => [[starts], [bytesOf(text)]]),
  ];
  const header: Header = {
    source,
    text: sampleOf(file.text),
    isLocal,
    problems: blocks.flatMap(({ problems }, number) => (problems.length > 0 ? [[number, problems] as const] : [])),
    sections: sections.map((parts) => parts.reduce((sum, { byteLength }) => sum + byteLength, 0)),
  };
  const head = bytesOf(JSON.stringify(header));
  const bytes = new Uint8Array(
    header.sections.reduce((end, length) => aligned(end) + length, 4 * preface + head.length),
  );
  const words = new Uint32Array(bytes.buffer, 0, preface);
  words.set([format, 0, head.length]);
  bytes.set(head, 4 * preface);
  let end = 4 * preface + head.length;
  for (const parts of sections) {
    end = aligned(end);
    for (const { buffer, byteOffset, byteLength } of parts) {
      bytes.set(new Uint8Array(buffer, byteOffset, byteLength), end);
      end += byteLength;
    }
  }
  words[1] = checksumOf(bytes.subarray(8));
  return bytes;
}

/** Sections begin where words can be read. */
function aligned(offset: number): number {
  return Math.ceil(offset / 4) * 4;
}

/** Whose cache this is, as far as its first bytes tell. */
export function sourceOfCache(bytes: Uint8Array): CachedSource | undefined {
  return headerOf(bytes)?.source;
}

function headerOf(bytes: Uint8Array): Header | undefined {
  if (bytes.length < 4 * preface) return undefined;
  const [found, , length = 0] = new Uint32Array(bytes.buffer, bytes.byteOffset, preface);
  if (found !== format) return undefined;
  try {
    return JSON.parse(textOf(bytes.subarray(4 * preface, 4 * preface + length))) as Header;
  } catch {
    return undefined;
  }
}

/**
 * Opens a cache for the text that was read of the file. `undefined` where the bytes are damaged or of another version, the
 * file is another or was changed since, or the text is not the one that was read then.
 * @param bytes start at a multiple of 4 of their buffer
 */
export function openBibliographyCache(
  bytes: Uint8Array,
  source: CachedSource,
  text: string,
): { readonly file: BibtexFile; readonly index: ReferenceIndex } | undefined {
  if (bytes.length < 4 * preface || bytes.byteOffset % 4 !== 0) return undefined;
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, preface);
  if (words[0] !== format || words[1] !== checksumOf(bytes.subarray(8))) return undefined;
  const header = headerOf(bytes);
  if (!header || !isSameSource(header.source, source)) return undefined;
  const sample = sampleOf(text);
  if (header.text.length !== sample.length || header.text.checksum !== sample.checksum) return undefined;

  let at = 4 * preface + (words[2] ?? 0);
  const sections = header.sections.values();
  const section = (): Uint8Array => {
    at = aligned(at);
    const length = sections.next().value ?? 0;
    at += length;
    return bytes.subarray(at - length, at);
  };
  const int32 = () => viewOf(Int32Array, section());
  const uint32 = () => viewOf(Uint32Array, section());
  const strings = (): PackedStrings => unpackedLater(uint32(), section());

  const blocks = blocksOf(int32(), [int32(), int32(), int32(), int32()], header.problems);
  const batch: BibtexBatch = { blocks, firsts: firstsOf(blocks), table: int32(), same: int32() };
  const years = viewOf(Int16Array, section());
  const [byKey, starts, postings] = [uint32(), uint32(), uint32()];
  const index: ReferenceIndex = {
    size: years.length,
    years,
    byKey,
    starts,
    postings,
    keys: strings(),
    titles: strings(),
    words: strings(),
  };
  return { file: restoreBibtexFile(text, scanOf(blocks, header.isLocal), batch), index };
}

function isSameSource(one: CachedSource, other: CachedSource): boolean {
  return one.address === other.address && one.size === other.size && one.modified === other.modified;
}

type View<Found> = new (buffer: ArrayBufferLike, offset: number, length: number) => Found;

function viewOf<Found>(type: View<Found> & { BYTES_PER_ELEMENT: number }, section: Uint8Array): Found {
  return new type(section.buffer, section.byteOffset, section.byteLength / type.BYTES_PER_ELEMENT);
}

/** Strings whose text is decoded when it is first looked at. */
function unpackedLater(starts: Uint32Array, section: Uint8Array): PackedStrings {
  let text: string | undefined;
  return {
    starts,
    get text() {
      text ??= textOf(section);
      return text;
    },
  };
}

function blocksOf(table: Int32Array, columns: readonly Int32Array[], problems: Header["problems"]): ScannedBlock[] {
  const [allEntries, allFields, allStrings, allInheriting] = columns.map((numbers) => {
    let from = 0;
    return (length: number) => {
      from += length;
      return numbers.subarray(from - length, from);
    };
  });
  const problemsOf = new Map(problems);
  const none = new Int32Array();
  return Array.from({ length: table.length / blockColumns }, (_, number) => {
    const row = number * blockColumns;
    const take = (next: ((length: number) => Int32Array) | undefined, column: number) =>
      next?.(table[row + column] ?? 0) ?? none;
    return {
      length: table[row] ?? 0,
      reach: table[row + 1] ?? 0,
      entries: take(allEntries, 2),
      fields: take(allFields, 3),
      strings: take(allStrings, 4),
      inheriting: take(allInheriting, 5),
      problems: problemsOf.get(number) ?? [],
    };
  });
}
