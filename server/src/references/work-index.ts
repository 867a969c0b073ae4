/**
 * Finds, among many references, the few pairs that may be of one work: those that share an identifier, a title or the
 * beginning of one, or first author, year and first page. Whether they are is for `likeness.ts` to say.
 */
import { normaliseArxiv, normaliseDoi, normalisePmcid, normalisePmid } from "../syntax/identifiers.ts";
import type { ComparedFields } from "../syntax/reference.ts";
import { firstPageOf } from "./likeness.ts";
import { unversionedDoi } from "./preprints.ts";
import { foldedChunks } from "./words.ts";

export interface WorkIndex {
  /** A key's hash times `numbers` and the reference's number, in ascending order. */
  readonly postings: Float64Array;
}

/** References that one index can hold; a hash has 32 bits, so a posting stays below 2 to the 53. */
const numbers = 2 ** 20;

/** Builds the index of some references, whole; it never changes. They are numbered in their order. */
export function indexWorks(works: Iterable<ComparedFields>): WorkIndex {
  const postings: number[] = [];
  let number = 0;
  const post = (hash: number) => postings.push(hash * numbers + number);
  for (const fields of works) {
    if (number === numbers) throw new RangeError(`An index holds up to ${numbers} references.`);
    postIdentifiers(fields, post);
    postTitle(fields, post);
    number++;
  }
  return { postings: Float64Array.from(postings).sort() };
}

/** What a key is made of; the number is where its hash starts from, so that keys of two kinds differ. */
const keyKinds = {
  doi: 1,
  pmid: 2,
  pmcid: 3,
  arxiv: 4,
  title: 5,
  beginning: 6,
  end: 7,
  mainTitle: 8,
  page: 9,
} as const;

function postIdentifiers({ doi, pmid, pmcid, url }: ComparedFields, post: (hash: number) => void): void {
  const add = (kind: number, value: string | undefined) => {
    if (value !== undefined && value !== "") post(hashOf(kind, value));
  };
  if (doi !== "") add(keyKinds.doi, unversionedDoi(normaliseDoi(doi) ?? "").toLowerCase());
  if (pmid !== "") add(keyKinds.pmid, normalisePmid(pmid));
  if (pmcid !== "") add(keyKinds.pmcid, normalisePmcid(pmcid));
  if (/arxiv/i.test(url)) add(keyKinds.arxiv, normaliseArxiv(url)?.replace(/v\d+$/, ""));
}

/** So many letters at a title's beginning or end, with two of the author's, tell most works apart. */
const edgeLetters = 20;
/** A shorter title is that of too many. */
const leastLetters = 8;

const subtitleStart = /[:.?!;]\s|\s[-–—]+\s|[–—]\s/;

function postTitle({ title, family, year, pages }: ComparedFields, post: (hash: number) => void): void {
  const name = consonantsIn(lettersOf(family));
  const author = hashOf(0, name, 0, Math.min(name.length, 2)) * 16;
  const letters = withoutArticle(lettersOf(title));
  const { length } = letters;
  if (length >= leastLetters) {
    post(hashOf(keyKinds.title, letters));
    post(hashOf(keyKinds.beginning + author, letters, 0, Math.min(length, edgeLetters)));
    post(hashOf(keyKinds.end + author, letters, Math.max(0, length - edgeLetters)));
    const end = title.search(subtitleStart);
    const main = end < 0 ? letters : withoutArticle(lettersOf(title.slice(0, end)));
    if (main.length >= leastLetters) post(hashOf(keyKinds.mainTitle + author, main));
  }
  const page = pages === "" ? "" : firstPageOf(pages);
  if (page === "" || name === "" || year === 0 || length === 0) return;
  const kind = keyKinds.page + letters.charCodeAt(0) * 16;
  const place = `${name} ${page} `;
  post(hashOf(kind, place + year));
  // In print a work may be a year older than online.
  post(hashOf(kind, place + (year + 1)));
}

function withoutArticle(letters: string): string {
  return letters.length > edgeLetters && /^(?:the|an?)/.test(letters) ? letters.replace(/^(?:the|an?)/, "") : letters;
}

/** A text's letters and digits, folded. */
function lettersOf(text: string): string {
  if (/^[\x20-\x3b\x3d-\x7e]*$/.test(text)) return text.toLowerCase().replace(/[^a-z0-9]+/g, "");
  return foldedChunks(text).flat().join("");
}

/** What is left of a name whichever way the diacritics of its vowels were lost: `mllr` of Müller, Mueller and M?ller. */
function consonantsIn(name: string): string {
  return name.replace(/[aeiou]/g, "");
}

function hashOf(kind: number, text: string, start = 0, end = text.length): number {
  let hash = kind | 0;
  for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** A key that more references share says nothing; those that are of one work share another too. */
const crowd = 64;

/** The pairs of references that share a key, each once, the lower number first. */
export function pairsWithin({ postings }: WorkIndex): [number, number][] {
  const pairs = new Set<number>();
  for (let start = 0, end = 0; start < postings.length; start = end) {
    const hash = hashAt(postings, start);
    for (end = start + 1; hashAt(postings, end) === hash; ) end++;
    if (end - start > crowd) continue;
    for (let a = start; a < end; a++) for (let b = a + 1; b < end; b++) addPair(pairs, postings, a, postings, b);
  }
  return pairsOf(pairs);
}

/** The pairs of a reference of the first index and one of the second that share a key, each once. */
export function pairsBetween(first: WorkIndex, second: WorkIndex): [number, number][] {
  if (first.postings.length > second.postings.length)
    return pairsBetween(second, first).map(([mine, yours]) => [yours, mine]);
  const pairs = new Set<number>();
  const other = second.postings;
  // Side by side where both are of a size; else the few are looked up among the many.
  const isFew = first.postings.length * 16 < other.length;
  for (let at = 0, start = 0; at < first.postings.length; at++) {
    const hash = hashAt(first.postings, at);
    if (isFew) start = firstOfHash(other, hash);
    else while (hashAt(other, start) < hash && start < other.length) start++;
    if (hashAt(other, start + crowd) === hash) continue;
    for (let place = start; hashAt(other, place) === hash; place++) addPair(pairs, first.postings, at, other, place);
  }
  return pairsOf(pairs);
}

function hashAt(postings: Float64Array, at: number): number {
  const posting = postings[at];
  return posting === undefined ? -1 : Math.floor(posting / numbers);
}

function firstOfHash(postings: Float64Array, hash: number): number {
  let low = 0;
  let high = postings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((postings[middle] ?? 0) < hash * numbers) low = middle + 1;
    else high = middle;
  }
  return low;
}

function addPair(pairs: Set<number>, mine: Float64Array, at: number, yours: Float64Array, place: number): void {
  const first = (mine[at] ?? 0) % numbers;
  const second = (yours[place] ?? 0) % numbers;
  if (mine !== yours || first !== second) pairs.add(first * numbers + second);
}

function pairsOf(pairs: ReadonlySet<number>): [number, number][] {
  return [...pairs].sort((a, b) => a - b).map((pair) => [Math.floor(pair / numbers), pair % numbers]);
}
