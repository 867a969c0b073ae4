/** How well each reference of an index matches what was typed. */
import { firstNotBefore } from "../text/sorted.ts";
import { lengthAt, type PackedStrings, stringAt } from "./packed-strings.ts";
import { foldedKey, type ReferenceIndex, wordFields } from "./reference-index.ts";
import { foldedChunks } from "./words.ts";

/** What a match in a field is worth, by its number in `wordFields`; the years of authors' papers are how keys are remembered. */
const weights: readonly number[] = [10, 20, 20, 40, 45, 60];

const wholeWordBonus = 5;
/** For a query of several words: those with which the title begins, or all of it. */
const titlePrefixBonus = 1_000;
const wholeTitleBonus = 2_000;
const keyPrefixScore = 10_000;
const exactKeyScore = 20_000;

/** The numbers of the references that have exactly this key. */
export function numbersOfKey(index: ReferenceIndex, key: string): number[] {
  const { first, end } = keyRange(index, foldedKey(key));
  const numbers: number[] = [];
  for (let place = first; place < end; place++) {
    const number = index.byKey[place] ?? 0;
    if (stringAt(index.keys, number) === key) numbers.push(number);
  }
  return numbers;
}

/** The places in `byKey` of keys that begin with a folded prefix. */
function keyRange({ size, keys, byKey }: ReferenceIndex, prefix: string): { first: number; end: number } {
  const keyAt = (place: number) => foldedKey(stringAt(keys, byKey[place] ?? 0));
  const first = firstNotBefore(size, (place) => keyAt(place) < prefix);
  const end = firstNotBefore(size, (place) => place < first || keyAt(place).startsWith(prefix));
  return { first, end };
}

/** Whether a key begins with what was typed, in whatever case; `wanted` is in lower case. */
function isKeyPrefix({ text, starts }: PackedStrings, number: number, wanted: string): boolean {
  const start = starts[number] ?? 0;
  const end = starts[number + 1] ?? 0;
  if (end - start < wanted.length) return false;
  for (let at = 0; at < wanted.length; at++) {
    const code = text.charCodeAt(start + at);
    if (code >= 128) return text.slice(start, end).toLowerCase().startsWith(wanted);
    if ((code >= 65 && code <= 90 ? code + 32 : code) !== wanted.charCodeAt(at)) return false;
  }
  return true;
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

function titleOfChunks(chunks: readonly (readonly string[])[]): string {
  return chunks.map((chunk) => chunk.join(" ")).join(" ");
}

/** Per reference how well it matches by its key or by every word of the query, 0 where it does not; `undefined` where none does. */
export function scoresOf(index: ReferenceIndex, { key, chunks, title }: PreparedQuery): Int32Array | undefined {
  let scores = sumsOfAll(chunks, (chunk) => chunkScores(index, chunk));
  // A title that begins with the query has all of its words.
  if (scores && title !== undefined) {
    for (let number = 0; number < index.size; number++) {
      const score = scores[number] ?? 0;
      if (score > 0) scores[number] = score + titleBonus(index.titles, number, title);
    }
  }
  const { first, end } = keyRange(index, foldedKey(key));
  for (let place = first; place < end; place++) {
    const number = index.byKey[place] ?? 0;
    if (!isKeyPrefix(index.keys, number, key)) continue;
    scores ??= new Int32Array(index.size);
    scores[number] = Math.max(
      lengthAt(index.keys, number) === key.length ? exactKeyScore : keyPrefixScore,
      scores[number] ?? 0,
    );
  }
  return scores;
}

function titleBonus({ text, starts }: PackedStrings, number: number, wanted: string): number {
  const start = starts[number] ?? 0;
  const length = (starts[number + 1] ?? 0) - start - 1;
  if (length < wanted.length || !text.startsWith(wanted, start)) return 0;
  return length === wanted.length ? wholeTitleBonus : titlePrefixBonus;
}

/** Per entry the sum of the scores for each of some parts of a query where all matched, else 0; `undefined` where one matched nowhere. */
function sumsOfAll<Part>(
  parts: readonly Part[],
  scoresFor: (part: Part) => Int32Array | undefined,
): Int32Array | undefined {
  let sums: Int32Array | undefined;
  for (const part of parts) {
    const scores = scoresFor(part);
    if (!scores) return undefined;
    if (sums) addWhereBoth(scores, sums);
    sums = scores;
  }
  return sums;
}

function addWhereBoth(scores: Int32Array, others: Int32Array): void {
  for (let entry = 0; entry < scores.length; entry++) {
    const score = scores[entry] ?? 0;
    const other = others[entry] ?? 0;
    scores[entry] = score > 0 && other > 0 ? score + other : 0;
  }
}

/** A chunk matches as one word (`tgfbeta`) or by each of its words (`tgf`, `beta`). */
function chunkScores(index: ReferenceIndex, chunk: readonly string[]): Int32Array | undefined {
  const joined = wordScores(index, chunk.join(""));
  const apart = chunk.length < 2 ? undefined : sumsOfAll(chunk, (word) => wordScores(index, word));
  return apart?.map((sum, entry) => Math.max(joined?.[entry] ?? 0, Math.round(sum / chunk.length))) ?? joined;
}

/** Per entry the worth of the best field in which some word begins with `prefix`, 0 where none does; `undefined` where none has it. */
function wordScores(index: ReferenceIndex, prefix: string): Int32Array | undefined {
  const { size, words, starts, postings } = index;
  let scores: Int32Array | undefined;
  const count = starts.length - 1;
  for (let word = firstNotBefore(count, (at) => stringAt(words, at) < prefix); word < count; word++) {
    const length = lengthAt(words, word);
    if (length < prefix.length || !words.text.startsWith(prefix, words.starts[word])) break;
    const bonus = length === prefix.length ? wholeWordBonus : 0;
    const end = starts[word + 1] ?? 0;
    scores ??= new Int32Array(size);
    for (let at = starts[word] ?? 0; at < end; at++) {
      const posting = postings[at] ?? 0;
      const score = (weights[posting & 7] ?? 0) + bonus;
      if (score > (scores[posting >> 3] ?? 0)) scores[posting >> 3] = score;
    }
  }
  // A whole key counts as one word too. One letter says nothing that its first part has not said.
  if (prefix.length > 1) {
    const { first, end: last } = keyRange(index, prefix);
    for (let place = first; place < last; place++) {
      const number = index.byKey[place] ?? 0;
      const bonus = lengthAt(index.keys, number) === prefix.length ? wholeWordBonus : 0;
      scores ??= new Int32Array(size);
      scores[number] = Math.max(scores[number] ?? 0, (weights[wordFields.keyPart] ?? 0) + bonus);
    }
  }
  return scores;
}
