/**
 * The library of one bibliography, or of the bundled set, for search: every folded word once, sorted, with typed postings. A query word is a range of
 * that list, so a search reads no reference.
 */
import { familyNameOf, type Reference, yearOf } from "../syntax/reference.ts";
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

export interface Library {
  /** In the bibliography's own order. */
  readonly references: readonly Reference[];
  /** Keys in lower case, by reference. */
  readonly keys: readonly string[];
  /** Titles as folded words with blanks between, by reference. */
  readonly titles: readonly string[];
  /** Years by reference, 0 where there is none. */
  readonly years: Int16Array;
  /** Distinct words in code-unit order. */
  readonly words: readonly string[];
  /** The postings of word `w` are `starts[w]` to `starts[w + 1] - 1`. */
  readonly starts: Uint32Array;
  readonly postings: Uint32Array;
}

/** A reference that matches, by its number. */
export interface ReferenceMatch {
  readonly number: number;
  readonly score: number;
}

/** Builds the library of one bibliography, whole; it never changes. */
export function createLibrary(references: readonly Reference[]): Library {
  const postingsOfWord = new Map<string, number[]>();
  const years = new Int16Array(references.length);
  references.forEach((reference, number) => {
    years[number] = yearOf(reference) ?? 0;
    for (const [word, field] of wordsOfReference(reference)) {
      const posting = number * 8 + field;
      const postings = postingsOfWord.get(word);
      if (!postings) postingsOfWord.set(word, [posting]);
      else if (postings.at(-1) !== posting) postings.push(posting);
    }
  });
  const words = [...postingsOfWord.keys()].sort();
  const starts = new Uint32Array(words.length + 1);
  words.forEach((word, number) => {
    starts[number + 1] = (starts[number] ?? 0) + (postingsOfWord.get(word)?.length ?? 0);
  });
  const postings = new Uint32Array(starts[words.length] ?? 0);
  words.forEach((word, number) => {
    postings.set(postingsOfWord.get(word) ?? [], starts[number]);
  });
  const keys = references.map((reference) => reference.id.toLowerCase());
  const titles = references.map((reference) => foldedTitle(reference.title ?? ""));
  return { references, keys, titles, years, words, starts, postings };
}

function foldedTitle(title: string): string {
  return foldedChunks(title).flat().join(" ");
}

function* wordsOfReference(reference: Reference): Generator<[string, number]> {
  const key = reference.id;
  yield* wordsOfText(
    key.replace(/(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})|(?<=\p{Ll})(?=\p{Lu})/gu, " "),
    wordFields.keyPart,
  );
  yield* wordsOfText(key, wordFields.keyPart);
  const authors = reference.author ?? reference.editor ?? [];
  for (const [number, name] of authors.entries())
    yield* wordsOfText(familyNameOf(name), number === 0 ? wordFields.firstAuthor : wordFields.author);
  const year = yearOf(reference);
  if (year !== undefined) yield [String(year), wordFields.year];
  yield* wordsOfText(reference.title ?? "", wordFields.title);
  yield* wordsOfText(reference["container-title"] ?? "", wordFields.journal);
  yield* wordsOfText(reference["container-title-short"] ?? "", wordFields.journal);
  for (const topic of reference.custom?.topics ?? []) yield* wordsOfText(topic, wordFields.journal);
}

/** Words, and what a hyphen joins as one word too: `TGF-β` is found by `tgf`, `beta` and `tgfbeta`. */
function* wordsOfText(text: string, field: number): Generator<[string, number]> {
  for (const chunk of foldedChunks(text)) {
    for (const word of chunk) yield [word, field];
    if (chunk.length > 1) yield [chunk.join(""), field];
  }
}

/** The references that the query matches by its key or by every word, unsorted. All match an empty query. */
export function matchesOf(library: Library, query: string): ReferenceMatch[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === "") return library.references.map((_, number) => ({ number, score: 0 }));
  const chunks = foldedChunks(wanted);
  const title = chunks.length > 1 ? foldedTitle(wanted) : undefined;
  const scores = chunks
    .map((chunk) => chunkScores(library, chunk))
    .reduce<Int32Array | undefined>(sumOfBoth, undefined);
  const matches: ReferenceMatch[] = [];
  library.keys.forEach((key, number) => {
    const keyScore = !key.startsWith(wanted) ? 0 : key === wanted ? exactKeyScore : keyPrefixScore;
    const bonus = title === undefined ? 0 : titleBonus(library.titles[number] ?? "", title);
    const score = Math.max(keyScore, bonus + (scores?.[number] ?? 0));
    if (score > 0) matches.push({ number, score });
  });
  return matches;
}

function titleBonus(title: string, wanted: string): number {
  if (!title.startsWith(wanted)) return 0;
  return title.length === wanted.length ? wholeTitleBonus : titlePrefixBonus;
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
function chunkScores(library: Library, chunk: readonly string[]): Int32Array {
  const joined = wordScores(library, chunk.join(""));
  if (chunk.length < 2) return joined;
  const apart = chunk.map((word) => wordScores(library, word)).reduce<Int32Array | undefined>(sumOfBoth, undefined);
  return joined.map((score, entry) => Math.max(score, Math.round((apart?.[entry] ?? 0) / chunk.length)));
}

/** Per entry the worth of the best field in which some word begins with `prefix`; 0 where none does. */
function wordScores(library: Library, prefix: string): Int32Array {
  const scores = new Int32Array(library.references.length);
  for (let word = lowerBound(library.words, prefix); library.words[word]?.startsWith(prefix); word++) {
    const bonus = library.words[word]?.length === prefix.length ? wholeWordBonus : 0;
    const end = library.starts[word + 1] ?? 0;
    for (let at = library.starts[word] ?? 0; at < end; at++) {
      const posting = library.postings[at] ?? 0;
      const score = (weights[posting & 7] ?? 0) + bonus;
      if (score > (scores[posting >> 3] ?? 0)) scores[posting >> 3] = score;
    }
  }
  return scores;
}

function lowerBound(words: readonly string[], prefix: string): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle] ?? "") < prefix) low = middle + 1;
    else high = middle;
  }
  return low;
}
