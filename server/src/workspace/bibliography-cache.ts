/**
 * What was found out about a large BibTeX file, as bytes that are opened without reading it again: its blocks, its table of
 * keys and its search index. The numbers are in the machine's own order, so the bytes are for the machine that wrote them.
 */
import type { PackedStrings } from "../references/packed-strings.ts";
import type { ReferenceIndex } from "../references/reference-index.ts";
import { type BibtexBatch, createBatch } from "../syntax/bibtex-batch.ts";
import type { ScannedBlock } from "../syntax/bibtex-blocks.ts";
import { type BibtexFile, readBibtexFile, restoreBibtexFile } from "../syntax/bibtex-file.ts";
import type { SyntaxProblem } from "../syntax/facts.ts";
import type { FileStamp } from "../terms/store.ts";
import { bytesOf, checksumOf, textOf } from "../terms/store-bytes.ts";
import { KeptBlocks, packBlocks } from "./kept-blocks.ts";

/** The first word of the bytes. Another version of any part has another. */
const format = 0x33424d42;

/** Words before the header: the format, the header's checksum, its length in bytes. */
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
  /** The blocks but for their rows, the table of keys, the index, the rows of the blocks. */
  readonly parts: readonly PartHeader[];
}

/** A part's sections, by their lengths in bytes. */
interface PartHeader {
  readonly lengths: readonly number[];
  readonly checksum: number;
}

interface Part extends PartHeader {
  readonly bytes: Uint8Array;
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

/** @param file as it was first read: all its blocks in one batch; @param index that batch's */
export function writeBibliographyCache(file: BibtexFile, index: ReferenceIndex, source: CachedSource): Uint8Array {
  const { blocks, isLocal } = file.scan;
  const [batch] = file.batches;
  const { table, strings, inheriting, rows } = packBlocks(blocks);
  const words = [index.keys, index.titles, index.words].flatMap(({ starts, text }) => [starts, bytesOf(text)]);
  const parts = [
    partOf([table, strings, inheriting]),
    partOf([batch?.table ?? new Int32Array(), batch?.same ?? new Int32Array()]),
    partOf([index.years, index.byKey, index.starts, index.postings, ...words]),
    partOf([rows]),
  ];
  const header: Header = {
    source,
    text: sampleOf(file.text),
    isLocal,
    problems: blocks.flatMap(({ problems }, number) => (problems.length > 0 ? [[number, problems] as const] : [])),
    parts: parts.map(({ lengths, checksum }) => ({ lengths, checksum })),
  };
  const head = bytesOf(JSON.stringify(header));
  const start = Uint32Array.of(format, checksumOf(head), head.length);
  return joined([start, head, ...parts.map(({ bytes }) => bytes)]);
}

type Section = Int32Array | Uint32Array | Int16Array | Uint8Array;

function partOf(sections: readonly Section[]): Part {
  const bytes = joined(sections);
  return { lengths: sections.map(({ byteLength }) => byteLength), checksum: checksumOf(bytes), bytes };
}

/** The bytes of sections one after another, each where words can be read. */
function joined(sections: readonly Section[]): Uint8Array {
  const all = new Uint8Array(sections.reduce((end, { byteLength }) => aligned(end + byteLength), 0));
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of sections) {
    all.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at = aligned(at + byteLength);
  }
  return all;
}

function aligned(offset: number): number {
  return Math.ceil(offset / 4) * 4;
}

/** Whose cache this is, as far as its first bytes tell. */
export function sourceOfCache(bytes: Uint8Array): CachedSource | undefined {
  return headerOf(bytes)?.source;
}

function headerOf(bytes: Uint8Array): Header | undefined {
  if (bytes.length < 4 * preface) return undefined;
  const [found, checksum, length = 0] = new Uint32Array(bytes.buffer, bytes.byteOffset, preface);
  const head = bytes.subarray(4 * preface, 4 * preface + length);
  if (found !== format || checksum !== checksumOf(head)) return undefined;
  return JSON.parse(textOf(head)) as Header;
}

/** What is known of a file without reading it. */
export interface CachedBibliography {
  readonly file: BibtexFile;
  /** Looks at the index for the first time: `undefined` where it is damaged. */
  readonly openIndex: () => ReferenceIndex | undefined;
}

/**
 * Opens a cache for the text that was read of the file. `undefined` where the bytes are of another version, the file is
 * another or was changed since, the text is not the one that was read then, or something is damaged that is needed at once.
 * The rest is checked when it is first used; what of the file is damaged is then read from the text.
 * @param bytes start at a multiple of 4 of their buffer
 * @param onDamage is told when damage is found later
 */
export function openBibliographyCache(
  bytes: Uint8Array,
  source: CachedSource,
  text: string,
  onDamage: () => void,
): CachedBibliography | undefined {
  const header = bytes.byteOffset % 4 === 0 ? headerOf(bytes) : undefined;
  if (!header || !isSameSource(header.source, source)) return undefined;
  const sample = sampleOf(text);
  if (header.text.length !== sample.length || header.text.checksum !== sample.checksum) return undefined;
  const [known, keys, searched, rows] = partsIn(bytes, header.parts);
  const section = known && sectionsIn(known);
  if (!section || !keys || !searched || !rows) return undefined;
  // Of a file that isn't local no block can be read by itself.
  if (!header.isLocal && !sectionsIn(rows)) return undefined;

  const int32 = () => viewOf(Int32Array, section());
  const packed = { table: int32(), strings: int32(), inheriting: int32(), rows: viewOf(Int32Array, rows.bytes) };
  const { blocks, starts, firsts } = new KeptBlocks(packed, new Map(header.problems), text, onDamage);
  const batch = new KeptBatch(blocks, firsts, () => {
    const found = sectionsIn(keys);
    if (found) return { table: viewOf(Int32Array, found()), same: viewOf(Int32Array, found()) };
    onDamage();
    return readBibtexFile(text).batches[0] ?? createBatch([], []);
  });
  return {
    file: restoreBibtexFile(text, { blocks, starts, isLocal: header.isLocal }, batch),
    openIndex: () => {
      const found = sectionsIn(searched);
      if (!found) onDamage();
      return found && indexOf(found);
    },
  };
}

/** None where the bytes end elsewhere than the parts. */
function partsIn(bytes: Uint8Array, headers: readonly PartHeader[]): readonly Part[] {
  const [, , headerLength = 0] = new Uint32Array(bytes.buffer, bytes.byteOffset, preface);
  let at = aligned(4 * preface + headerLength);
  const parts = headers.map(({ lengths, checksum }) => {
    const start = at;
    at = lengths.reduce((end, length) => aligned(end + length), start);
    return { lengths, checksum, bytes: bytes.subarray(start, at) };
  });
  return at === bytes.length ? parts : [];
}

/** Gives a part's sections one after another. `undefined` where the part is damaged. */
function sectionsIn({ lengths, checksum, bytes }: Part): (() => Uint8Array) | undefined {
  if (checksumOf(bytes) !== checksum) return undefined;
  const left = lengths.values();
  let at = 0;
  return () => {
    const start = at;
    const end = start + (left.next().value ?? 0);
    at = aligned(end);
    return bytes.subarray(start, end);
  };
}

type KeyTable = Pick<BibtexBatch, "table" | "same">;

/** A batch whose table of keys is opened when it is first asked for. */
class KeptBatch implements BibtexBatch {
  readonly blocks: readonly ScannedBlock[];
  readonly firsts: Int32Array;
  readonly #open: () => KeyTable;
  #keys: KeyTable | undefined;

  constructor(blocks: readonly ScannedBlock[], firsts: Int32Array, open: () => KeyTable) {
    this.blocks = blocks;
    this.firsts = firsts;
    this.#open = open;
  }

  get table(): Int32Array {
    return this.#opened().table;
  }

  get same(): Int32Array {
    return this.#opened().same;
  }

  #opened(): KeyTable {
    this.#keys ??= this.#open();
    return this.#keys;
  }
}

function indexOf(section: () => Uint8Array): ReferenceIndex {
  const uint32 = () => viewOf(Uint32Array, section());
  const strings = (): PackedStrings => unpackedLater(uint32(), section());
  const years = viewOf(Int16Array, section());
  const [byKey, starts, postings] = [uint32(), uint32(), uint32()];
  return {
    size: years.length,
    years,
    byKey,
    starts,
    postings,
    keys: strings(),
    titles: strings(),
    words: strings(),
  };
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
