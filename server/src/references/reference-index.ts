/**
 * A search index over references: every folded word once, sorted, with typed postings. A query word is a range of that
 * list, so a search (`reference-scores.ts`) reads no reference, and building the index needs only what references are searched by.
 */
import type { SearchedFields } from "../syntax/reference.ts";
import { CodeUnits, orderOf } from "./code-units.ts";
import { type PackedStrings, packStrings } from "./packed-strings.ts";
import { WordPool } from "./word-pool.ts";
import { foldedChunks } from "./words.ts";

/** Where a word stands in a reference. A posting holds the entry's number times 8 and one of these. */
export const wordFields = { journal: 0, title: 1, keyPart: 2, author: 3, year: 4, firstAuthor: 5 } as const;

/** Room for the postings of a reference in the index that is being made, two numbers each. */
const usualNumbers = 64;
/** And for its title. */
const usualTitle = 96;
const longestKept = 32;

export interface ReferenceIndex {
  readonly size: number;
  /** Keys as written, by reference. */
  readonly keys: PackedStrings;
  /** The references in the order of their keys' folded letters and digits. */
  readonly byKey: Uint32Array;
  /** Titles as folded words with a blank after each, by reference. */
  readonly titles: PackedStrings;
  /** Years by reference, 0 where there is none. */
  readonly years: Int16Array;
  /** Distinct words in code-unit order. */
  readonly words: PackedStrings;
  /** The postings of word `w` are `starts[w]` to `starts[w + 1] - 1`. */
  readonly starts: Uint32Array;
  readonly postings: Uint32Array;
}

/** Builds the index of so many references, whole; it never changes. */
export function indexReferences(size: number, fieldsOf: (number: number) => SearchedFields): ReferenceIndex {
  const builder = new IndexBuilder(size);
  const keys: string[] = [];
  const years = new Int16Array(size);
  for (let number = 0; number < size; number++) {
    const fields = fieldsOf(number);
    keys.push(fields.key);
    years[number] = fields.year;
    builder.add(number, fields);
  }
  return { size, keys: packStrings(keys), byKey: orderOfKeys(keys), years, ...builder.finish() };
}

/** By ASCII code: letters and digits in lower case, 1 for what parts words, 0 for a blank. */
const foldedCodes = Uint8Array.from({ length: 128 }, (_, code) => {
  if (/[a-z0-9]/i.test(String.fromCharCode(code))) return String.fromCharCode(code).toLowerCase().charCodeAt(0);
  return code === 32 || (code >= 9 && code <= 13) ? 0 : 1;
});

/** The numbers of keys in the order of their folded letters and digits. */
function orderOfKeys(keys: readonly string[]): Uint32Array {
  const units = new CodeUnits();
  const starts = new Uint32Array(keys.length + 1);
  for (const [number, key] of keys.entries()) {
    if (!appendPlainKey(units, key)) units.appendText(foldedKey(key));
    starts[number + 1] = units.length;
  }
  return orderOf(units.units, starts);
}

/** Appends a key of ASCII letters and digits folded, as nearly all are. False where it has others. */
function appendPlainKey(units: CodeUnits, key: string): boolean {
  units.reserve(key.length);
  let { length } = units;
  for (let at = 0; at < key.length; at++) {
    const folded = foldedCodes[key.charCodeAt(at)] ?? 0;
    if (folded < 2) return false;
    units.units[length++] = folded;
  }
  units.length = length;
  return true;
}

/** A key's letters and digits, folded. */
export function foldedKey(key: string): string {
  return /^[a-z0-9]*$/i.test(key) ? key.toLowerCase() : foldedChunks(key).flat().join("");
}

/** Collects words with their postings. ASCII text, nearly all there is, is folded here; the rest as queries are. */
class IndexBuilder {
  readonly #pool = new WordPool();
  /** For each word, how often it was posted and what last. */
  readonly #counts: number[] = [];
  readonly #last: number[] = [];
  /** Pairs of a word's number and a posting. */
  #pairs: Uint32Array;
  #length = 0;
  readonly #folded = new Map<string, readonly (readonly string[])[]>();
  /** The words of each journal's title. */
  readonly #journals = new Map<string, Uint32Array>();
  readonly #titles: CodeUnits;
  readonly #titleStarts: Uint32Array;
  /** The words of the stretch between blanks that is being read, one after another; empty before and after. */
  readonly #chunk = new CodeUnits();

  constructor(size: number) {
    this.#titles = new CodeUnits(usualTitle * (size + 1));
    this.#titleStarts = new Uint32Array(size + 1);
    this.#pairs = new Uint32Array(usualNumbers * (size + 1));
  }

  add(number: number, { key, families, title, year, journals }: SearchedFields): void {
    const base = number * 8;
    this.#addKey(key, base + wordFields.keyPart);
    for (const [place, family] of families.entries())
      this.#addText(family, base + (place === 0 ? wordFields.firstAuthor : wordFields.author));
    if (year !== 0) this.#addText(String(year), base + wordFields.year);
    this.#addText(title, base + wordFields.title, this.#titles);
    this.#titleStarts[number + 1] = this.#titles.length;
    for (const journal of journals) this.#addJournal(journal, base + wordFields.journal);
  }

  /** Few journals have most articles, so each is taken apart once. */
  #addJournal(journal: string, posting: number): void {
    const known = this.#journals.get(journal);
    if (known) for (const word of known) this.#post(word, posting);
    else {
      const from = this.#length;
      this.#addText(journal, posting);
      this.#journals.set(
        journal,
        this.#pairs.subarray(from, this.#length).filter((_, place) => place % 2 === 0),
      );
    }
  }

  /** The parts of a key: what its punctuation, its capitals and its digits set apart. The whole key is found by the order of keys. */
  #addKey(key: string, posting: number): void {
    const chunk = this.#chunk;
    if (appendPlainKey(chunk, key)) {
      this.#addPlainKey(key, posting);
      chunk.length = 0;
      return;
    }
    const parts = key.replace(/(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})|(?<=\p{Ll})(?=\p{Lu})/gu, " ");
    this.#addText(parts, posting);
    if (parts !== key) this.#addText(key, posting);
  }

  /** The same for a key of ASCII letters and digits, which stands folded in the chunk. */
  #addPlainKey(key: string, posting: number): void {
    const { units } = this.#chunk;
    let start = 0;
    let before = 0;
    for (let at = 0; at < key.length; at++) {
      const code = key.charCodeAt(at);
      const kind = code < 58 ? 1 : code < 91 ? 2 : 3;
      const isBoundary = (kind === 1) !== (before === 1) || (kind === 2 && before === 3);
      if (at > 0 && isBoundary) {
        this.#post(this.#pool.numberOf(units, start, at), posting);
        start = at;
      }
      before = kind;
    }
    if (key.length > start) this.#post(this.#pool.numberOf(units, start, key.length), posting);
  }

  /** Words, and what a hyphen joins as one word too: `TGF-β` is found by `tgf`, `beta` and `tgfbeta`. */
  #addText(text: string, posting: number, copy?: CodeUnits): void {
    if (text.includes("<")) {
      this.#addFolded(text, posting, copy);
      return;
    }
    this.#chunk.reserve(text.length);
    const { units } = this.#chunk;
    const codes = foldedCodes;
    let chunkStart = 0;
    let length = 0;
    let wordStart = 0;
    let words = 0;
    for (let at = 0; at <= text.length; at++) {
      const code = at < text.length ? text.charCodeAt(at) : 32;
      if (code >= 128) {
        // All between these blanks is folded as a whole.
        if (copy) copy.length -= wordStart + words;
        for (at++; at < text.length && !/\s/.test(text.charAt(at)); ) at++;
        this.#addFolded(text.slice(chunkStart, at), posting, copy);
      } else {
        const folded = codes[code] ?? 0;
        if (folded > 1) {
          units[length++] = folded;
          continue;
        }
        if (length > wordStart) {
          this.#postWord(units, wordStart, length, posting, copy);
          words++;
          wordStart = length;
        }
        if (folded === 1) continue;
        if (words > 1) this.#post(this.#pool.numberOf(units, 0, length), posting);
      }
      chunkStart = at + 1;
      length = 0;
      wordStart = 0;
      words = 0;
    }
  }

  #addFolded(text: string, posting: number, copy: CodeUnits | undefined): void {
    const units = new CodeUnits(text.length);
    for (const words of this.#foldedChunks(text)) {
      units.length = 0;
      for (const word of words) {
        const start = units.length;
        units.appendText(word);
        this.#postWord(units.units, start, units.length, posting, copy);
      }
      if (words.length > 1) this.#post(this.#pool.numberOf(units.units, 0, units.length), posting);
    }
  }

  /** Names with letters beyond ASCII come again and again, so short texts are folded once. */
  #foldedChunks(text: string): readonly (readonly string[])[] {
    const known = this.#folded.get(text);
    if (known) return known;
    // Of a mark alone nothing is left.
    const chunks = foldedChunks(text).map((words) => words.filter((word) => word !== ""));
    if (text.length <= longestKept) this.#folded.set(text, chunks);
    return chunks;
  }

  #postWord(units: Uint16Array, start: number, end: number, posting: number, copy: CodeUnits | undefined): void {
    this.#post(this.#pool.numberOf(units, start, end), posting);
    if (!copy) return;
    copy.append(units, start, end);
    copy.push(32);
  }

  #post(word: number, posting: number): void {
    if (this.#last[word] === posting) return;
    this.#last[word] = posting;
    this.#counts[word] = (this.#counts[word] ?? 0) + 1;
    if (this.#length === this.#pairs.length) {
      const larger = new Uint32Array(2 * this.#length);
      larger.set(this.#pairs);
      this.#pairs = larger;
    }
    this.#pairs[this.#length++] = word;
    this.#pairs[this.#length++] = posting;
  }

  finish(): Pick<ReferenceIndex, "titles" | "words" | "starts" | "postings"> {
    const { order, words } = this.#pool.sorted();
    const starts = new Uint32Array(order.length + 1);
    const next = new Uint32Array(order.length);
    for (const [place, word] of order.entries()) {
      next[word] = starts[place] ?? 0;
      starts[place + 1] = (starts[place] ?? 0) + (this.#counts[word] ?? 0);
    }
    const postings = new Uint32Array(this.#length / 2);
    for (let pair = 0; pair < this.#length; pair += 2) {
      const word = this.#pairs[pair] ?? 0;
      const at = next[word] ?? 0;
      postings[at] = this.#pairs[pair + 1] ?? 0;
      next[word] = at + 1;
    }
    const titles = { text: this.#titles.text(), starts: this.#titleStarts };
    return { titles, words, starts, postings };
  }
}
