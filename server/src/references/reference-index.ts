/**
 * A search index over references: every folded word once, sorted, with typed postings. A query word is a range of that
 * list, so a search reads no reference, and building the index needs only what references are searched by.
 */
import type { SearchedFields } from "../syntax/reference.ts";
import { firstNotBefore, type PackedStrings, packStrings, stringAt } from "./packed-strings.ts";
import { foldedChunks } from "./words.ts";

/** Where a word stands in a reference. A posting holds the entry's number times 8 and one of these. */
const wordFields = { journal: 0, title: 1, keyPart: 2, author: 3, year: 4, firstAuthor: 5 } as const;

/** What a match in a field is worth, by the field's number; the years of authors' papers are how keys are remembered. */
const weights: readonly number[] = [10, 20, 20, 40, 45, 60];

const wholeWordBonus = 5;
/** For a query of several words: those with which the title begins, or all of it. */
const titlePrefixBonus = 1_000;
const wholeTitleBonus = 2_000;
const keyPrefixScore = 10_000;
const exactKeyScore = 20_000;

export interface ReferenceIndex {
  readonly size: number;
  /** Keys as written, by reference. */
  readonly keys: PackedStrings;
  /** The references in the order of their keys in lower case. */
  readonly byKey: Uint32Array;
  /** Titles as folded words with blanks between, by reference. */
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
  const builder = new IndexBuilder();
  const keys: string[] = [];
  const titles: string[] = [];
  const years = new Int16Array(size);
  for (let number = 0; number < size; number++) {
    const fields = fieldsOf(number);
    keys.push(fields.key);
    titles.push(builder.add(number, fields));
    years[number] = fields.year;
  }
  const lower = keys.map((key) => key.toLowerCase());
  const byKey = Uint32Array.from(sortedNumbers(lower));
  return { size, keys: packStrings(keys), byKey, titles: packStrings(titles), years, ...builder.finish() };
}

/** The numbers of strings in the strings' code-unit order. */
function sortedNumbers(strings: readonly string[]): number[] {
  return [...strings.keys()].sort((a, b) => {
    const first = strings[a] ?? "";
    const second = strings[b] ?? "";
    return first < second ? -1 : first > second ? 1 : a - b;
  });
}

/** Texts that come again and again: journals, and the names of people. */
const mostKnownTexts = 50_000;

class IndexBuilder {
  readonly #numberOfWord = new Map<string, number>();
  readonly #words: string[] = [];
  /** For each word, how often it was added and where last. */
  readonly #counts: number[] = [];
  readonly #last: number[] = [];
  /** The words of texts, for those that come again. */
  readonly #known = new Map<string, readonly number[]>();
  /** Pairs of a word's number and a posting. */
  #pairs = new Uint32Array(1024);
  #length = 0;

  /** Adds a reference's words; gives its folded title. */
  add(number: number, { key, families, title, year, journals }: SearchedFields): string {
    const base = number * 8;
    const parts = key.replace(/(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})|(?<=\p{Ll})(?=\p{Lu})/gu, " ");
    if (parts !== key) this.#addChunks(foldedChunks(parts), base + wordFields.keyPart);
    this.#addChunks(foldedChunks(key), base + wordFields.keyPart);
    for (const [place, family] of families.entries())
      this.#addKnown(family, base + (place === 0 ? wordFields.firstAuthor : wordFields.author));
    if (year !== 0) this.#post(this.#numberOf(String(year)), base + wordFields.year);
    const chunks = foldedChunks(title);
    this.#addChunks(chunks, base + wordFields.title);
    for (const journal of journals) this.#addKnown(journal, base + wordFields.journal);
    return titleOfChunks(chunks);
  }

  /** Words, and what a hyphen joins as one word too: `TGF-β` is found by `tgf`, `beta` and `tgfbeta`. */
  #addChunks(chunks: readonly (readonly string[])[], posting: number): void {
    for (const chunk of chunks) {
      for (const word of chunk) this.#post(this.#numberOf(word), posting);
      if (chunk.length > 1) this.#post(this.#numberOf(chunk.join("")), posting);
    }
  }

  #addKnown(text: string, posting: number): void {
    let words = this.#known.get(text);
    if (!words) {
      words = foldedChunks(text)
        .flatMap((chunk) => (chunk.length > 1 ? [...chunk, chunk.join("")] : chunk))
        .map((word) => this.#numberOf(word));
      if (this.#known.size < mostKnownTexts) this.#known.set(text, words);
    }
    for (const word of words) this.#post(word, posting);
  }

  #numberOf(word: string): number {
    const known = this.#numberOfWord.get(word);
    if (known !== undefined) return known;
    const number = this.#words.length;
    this.#words.push(word);
    this.#counts.push(0);
    this.#last.push(-1);
    this.#numberOfWord.set(word, number);
    return number;
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

  finish(): Pick<ReferenceIndex, "words" | "starts" | "postings"> {
    const order = sortedNumbers(this.#words);
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
    return { words: packStrings(order.map((word) => this.#words[word] ?? "")), starts, postings };
  }
}

function titleOfChunks(chunks: readonly (readonly string[])[]): string {
  return chunks.map((chunk) => chunk.join(" ")).join(" ");
}

/** The numbers of the references that have exactly this key. */
export function numbersOfKey(index: ReferenceIndex, key: string): number[] {
  const lower = key.toLowerCase();
  const keyAt = (place: number) => stringAt(index.keys, index.byKey[place] ?? 0);
  const numbers: number[] = [];
  let place = firstNotBefore(index.size, (at) => keyAt(at).toLowerCase() < lower);
  for (; place < index.size && keyAt(place).toLowerCase() === lower; place++)
    if (keyAt(place) === key) numbers.push(index.byKey[place] ?? 0);
  return numbers;
}

/** What a query asks for, made ready once for all indexes that are searched. */
export interface PreparedQuery {
  readonly key: string;
  readonly chunks: readonly (readonly string[])[];
  /** The folded query where it is of several words, with which a title may begin. */
  readonly title: string | undefined;
}

/** A query that asks for nothing gives `undefined`. */
export function prepareQuery(query: string): PreparedQuery | undefined {
  const key = query.trim().toLowerCase();
  if (key === "") return undefined;
  const chunks = foldedChunks(key);
  return { key, chunks, title: chunks.length > 1 ? titleOfChunks(chunks) : undefined };
}

/** Per reference how well it matches by its key or by every word of the query; 0 where it does not. */
export function scoresOf(index: ReferenceIndex, { key, chunks, title }: PreparedQuery): Int32Array {
  const scores =
    chunks.map((chunk) => chunkScores(index, chunk)).reduce<Int32Array | undefined>(sumOfBoth, undefined) ??
    new Int32Array(index.size);
  // A title that begins with the query has all of its words.
  if (title !== undefined) {
    for (let number = 0; number < index.size; number++) {
      const score = scores[number] ?? 0;
      if (score > 0) scores[number] = score + titleBonus(index.titles, number, title);
    }
  }
  const keyAt = (place: number) => stringAt(index.keys, index.byKey[place] ?? 0).toLowerCase();
  for (let place = firstNotBefore(index.size, (at) => keyAt(at) < key); place < index.size; place++) {
    const found = keyAt(place);
    if (!found.startsWith(key)) break;
    const number = index.byKey[place] ?? 0;
    scores[number] = Math.max(found === key ? exactKeyScore : keyPrefixScore, scores[number] ?? 0);
  }
  return scores;
}

function titleBonus({ text, starts }: PackedStrings, number: number, wanted: string): number {
  const start = starts[number] ?? 0;
  const length = (starts[number + 1] ?? 0) - start;
  if (length < wanted.length || !text.startsWith(wanted, start)) return 0;
  return length === wanted.length ? wholeTitleBonus : titlePrefixBonus;
}

/** Per entry the sum where both matched, else 0. */
function sumOfBoth(above: Int32Array | undefined, scores: Int32Array): Int32Array {
  if (!above) return scores;
  for (let entry = 0; entry < scores.length; entry++) {
    const score = scores[entry] ?? 0;
    const before = above[entry] ?? 0;
    scores[entry] = score > 0 && before > 0 ? score + before : 0;
  }
  return scores;
}

/** A chunk matches as one word (`tgfbeta`) or by each of its words (`tgf`, `beta`). */
function chunkScores(index: ReferenceIndex, chunk: readonly string[]): Int32Array {
  const joined = wordScores(index, chunk.join(""));
  if (chunk.length < 2) return joined;
  const apart = chunk.map((word) => wordScores(index, word)).reduce<Int32Array | undefined>(sumOfBoth, undefined);
  return joined.map((score, entry) => Math.max(score, Math.round((apart?.[entry] ?? 0) / chunk.length)));
}

/** Per entry the worth of the best field in which some word begins with `prefix`; 0 where none does. */
function wordScores({ size, words, starts, postings }: ReferenceIndex, prefix: string): Int32Array {
  const scores = new Int32Array(size);
  const count = starts.length - 1;
  for (let word = firstNotBefore(count, (at) => stringAt(words, at) < prefix); word < count; word++) {
    const length = (words.starts[word + 1] ?? 0) - (words.starts[word] ?? 0);
    if (length < prefix.length || !words.text.startsWith(prefix, words.starts[word])) break;
    const bonus = length === prefix.length ? wholeWordBonus : 0;
    const end = starts[word + 1] ?? 0;
    for (let at = starts[word] ?? 0; at < end; at++) {
      const posting = postings[at] ?? 0;
      const score = (weights[posting & 7] ?? 0) + bonus;
      if (score > (scores[posting >> 3] ?? 0)) scores[posting >> 3] = score;
    }
  }
  return scores;
}
