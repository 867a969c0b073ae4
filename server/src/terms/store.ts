/** A terminology compiled into one file that opens without being read: terms and the dictionaries of their names. */
import { lastNotAfter } from "../text/sorted.ts";
import type { NameRole, Term, TermSummary } from "./model.ts";
import { namesOf } from "./model.ts";
import { type CompiledNames, openNames } from "./recognition/compiled-names.ts";
import type { SourceProblem } from "./sources/source-file.ts";
import { type ByteSource, bytesOf, checksumOf, DamagedTerminology, Pages, pageSize, textOf } from "./store-bytes.ts";
import { type NearLayout, type NearString, openNear } from "./store-near.ts";
import { Postings, type PostingsLayout } from "./store-postings.ts";

/** What tells a version of a file from another without reading it. */
export interface FileStamp {
  readonly size: number;
  /** When it was last changed, in milliseconds since 1970. */
  readonly modified: number;
}

/** Where a terminology comes from. */
export interface TerminologySource {
  /** What people call it: "Cell Ontology". */
  readonly name: string;
  readonly version?: string;
  readonly licence?: string;
  /** True where each name was chosen for this product or project, so that a broad one is to be recognised, too. */
  readonly curated?: true;
  /** Where it was read from. */
  readonly address?: string;
  /** That file when it was read; `checksum` is of its text. */
  readonly read?: FileStamp & { readonly checksum: number };
  /** What is wrong in it. */
  readonly problems?: readonly SourceProblem[];
}

/** Entries in order of rank: those of living terms first, in each half by these groups. */
export const groups = ["label", "exact", "identifier", "related"] as const;

export type Group = (typeof groups)[number];

export function groupOf(role: NameRole): Group {
  if (role === "abbreviation") return "exact";
  return role === "narrow" || role === "broad" || role === "previous" ? "related" : role;
}

/** A name in one spelling. */
export interface Entry {
  /** The number of its term. */
  readonly term: number;
  /** Which of the term's names it is, as {@link nameAt} counts. */
  readonly name: number;
  /** Letters of the spelling, 255 at most. */
  readonly length: number;
}

/**
 * An open terminology. In memory are a word of each part of its dictionaries, where its terms are and which of them its
 * entries name, a few pages of what was asked last and, once a typing error was looked for, the words that may have any.
 * A number of a term is its place among those of {@link termCount}, which stand in the order of their best entries.
 */
export interface Terminology {
  readonly source: TerminologySource;
  /** Bytes of the compiled file. */
  readonly size: number;
  readonly termCount: number;
  readonly entryCount: number;
  /** Entries by the whole name, and by any word of it. */
  readonly names: Postings;
  readonly words: Postings;
  /** Those of `words` that are one or two typing errors from a given one. */
  near(word: string, most: 1 | 2): readonly NearString[];
  /** The number of the first entry of each group, and after the last: four of living terms, four of obsolete ones. */
  readonly bounds: readonly number[];
  entry(number: number): Entry;
  summary(term: number): TermSummary;
  term(term: number): Term;
  /** What the recogniser reads; read anew, and whole, at each call. */
  compiledNames(): CompiledNames;
}

/** What stands at the head of the file, after {@link magic}, as JSON. */
export interface Header {
  readonly source: TerminologySource;
  readonly termCount: number;
  readonly entryCount: number;
  readonly names: PostingsLayout;
  readonly words: PostingsLayout;
  readonly near: NearLayout;
  /** u32 an entry: in {@link termBits} its term, above them which of the term's names it is. */
  readonly entries: number;
  /** u32 of the first entry of each length in each part, in order: {@link lengthCount} a part; and the count of all. */
  readonly lengths: number;
  /** u32 where each term's summary is. */
  readonly terms: number;
  /** Where the bytes for `openNames` are, and how many. */
  readonly recognition: { readonly offset: number; readonly length: number };
}

/** Entries are told apart by lengths below this. */
export const lengthCount = 256;

/** How many bits the number of a term takes. */
export function termBits(termCount: number): number {
  return 32 - Math.clz32(termCount);
}

/**
 * "BMT" and the format's version; another version is compiled anew. The version counts up with every change of the
 * format, of the readers of ontologies and of the spellings and forms of names, for files outlive the program that compiled them.
 */
const magic = 0x06544d42;

/** Bytes before the header's JSON: u32 magic, checksum of all up to the first page, bytes of JSON, bytes of pages. */
const preamble = 16;

/**
 * @throws {DamagedTerminology} where the file isn't whole or of another version; later, where a page that is read
 * isn't as it was written.
 */
export function openTerminology(source: ByteSource): Terminology {
  const fixed = new Uint8Array(preamble);
  if (source.size > preamble) source.read(0, fixed);
  const view = new DataView(fixed.buffer);
  if (view.getUint32(0, true) !== magic)
    throw new DamagedTerminology("Not a terminology compiled by this version.", source);
  const jsonLength = view.getUint32(8, true);
  const length = view.getUint32(12, true);
  const start = preamble + jsonLength + Math.ceil(length / pageSize) * 4;
  if (source.size !== start + length) {
    throw new DamagedTerminology("The compiled terminology isn't whole.", source);
  }
  const head = new Uint8Array(start - 8);
  source.read(8, head);
  if (checksumOf(head) !== view.getUint32(4, true))
    throw new DamagedTerminology("The terminology's head is damaged.", source);
  const header = JSON.parse(textOf(head.subarray(8, 8 + jsonLength))) as Header;
  const checksums = new Uint32Array(head.buffer, 8 + jsonLength);
  return new OpenTerminology(source, header, new Pages(source, start, checksums));
}

class OpenTerminology implements Terminology {
  readonly source: TerminologySource;
  readonly size: number;
  readonly termCount: number;
  readonly entryCount: number;
  readonly bounds: readonly number[];
  readonly names: Postings;
  readonly words: Postings;
  readonly near: Terminology["near"];
  readonly #pages: Pages;
  readonly #file: ByteSource;
  readonly #recognition: Header["recognition"];
  readonly #entries: Uint32Array;
  readonly #lengths: Uint32Array;
  readonly #terms: Uint32Array;

  constructor(file: ByteSource, header: Header, pages: Pages) {
    this.source = header.source;
    this.size = file.size;
    this.termCount = header.termCount;
    this.entryCount = header.entryCount;
    this.names = new Postings(pages, header.names);
    this.words = new Postings(pages, header.words);
    this.near = openNear(pages, header.near);
    this.#pages = pages;
    this.#file = file;
    this.#recognition = header.recognition;
    this.#entries = pages.words(header.entries, header.entryCount);
    this.#lengths = pages.words(header.lengths, groups.length * 2 * lengthCount + 1);
    this.#terms = pages.words(header.terms, header.termCount);
    this.bounds = Array.from(this.#lengths.filter((_, place) => place % lengthCount === 0));
  }

  entry(number: number): Entry {
    const entry = this.#entries[number] ?? 0;
    const bits = termBits(this.termCount);
    const length = lastNotAfter(this.#lengths, number) % lengthCount;
    return { term: entry & ((1 << bits) - 1), name: entry >>> bits, length };
  }

  summary(term: number): TermSummary {
    return this.#line((this.#terms[term] ?? 0) + 4) as TermSummary;
  }

  term(term: number): Term {
    const details = this.#line(this.#pages.u32(this.#terms[term] ?? 0)) as Omit<Term, keyof TermSummary>;
    return { ...this.summary(term), ...details };
  }

  compiledNames(): CompiledNames {
    const { offset, length } = this.#recognition;
    const names = openNames(this.#pages.run(offset, length));
    if (!names) throw new DamagedTerminology("The terminology's names aren't compiled by this version.", this.#file);
    return names;
  }

  /** JSON of a term, after u32 of its length. */
  #line(offset: number): unknown {
    return JSON.parse(textOf(this.#pages.bytes(offset + 4, this.#pages.u32(offset))));
  }
}

/** The whole file: a header before the bytes of its pages. */
export function terminologyFile(header: Header, content: Uint8Array): Uint8Array {
  const json = bytesOf(JSON.stringify(header));
  const pageCount = Math.ceil(content.length / pageSize);
  // Spaces up to a multiple of four, so that pages in a buffer are aligned.
  const jsonLength = Math.ceil(json.length / 4) * 4;
  const start = preamble + jsonLength + pageCount * 4;
  const file = new Uint8Array(start + content.length).fill(0x20, preamble, preamble + jsonLength);
  const view = new DataView(file.buffer);
  view.setUint32(0, magic, true);
  view.setUint32(8, jsonLength, true);
  view.setUint32(12, content.length, true);
  file.set(json, preamble);
  for (let page = 0; page < pageCount; page++) {
    const checksum = checksumOf(content.subarray(page * pageSize, (page + 1) * pageSize));
    view.setUint32(preamble + jsonLength + page * 4, checksum, true);
  }
  file.set(content, start);
  view.setUint32(4, checksumOf(file.subarray(8, start)), true);
  return file;
}

/** A term's name by number, with its role: those of {@link namesOf}, then its identifiers. */
export function nameAt(term: TermSummary, number: number): readonly [string, NameRole] {
  const names = allNamesOf(term);
  return names[number] ?? [term.label, "label"];
}

export function allNamesOf(term: TermSummary): readonly (readonly [string, NameRole])[] {
  return [...namesOf(term), ...[term.id, ...(term.alternativeIds ?? [])].map((id) => [id, "identifier"] as const)];
}
