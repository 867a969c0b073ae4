/**
 * Finds, among many references, the few pairs that may be of one work: those that share an identifier, a title or the
 * beginning of one, or first author, year and first page. Whether they are is for `likeness.ts` to say.
 */
import { normaliseArxiv, normaliseDoi, normalisePmcid, normalisePmid } from "../syntax/identifiers.ts";
import type { ComparedFields } from "../syntax/reference.ts";
import { firstNotBefore } from "../text/sorted.ts";
import { firstPageOf } from "./likeness.ts";
import { unversionedDoi } from "./preprints.ts";
import { foldedChunks } from "./words.ts";

/** Postings in the order of their hashes. */
export interface WorkIndex {
  /** The hash of a key. */
  readonly hashes: Uint32Array;
  /** The number of the reference that has the key. */
  readonly works: Uint32Array;
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
  const sorted = Float64Array.from(postings).sort();
  return {
    hashes: Uint32Array.from(sorted, (posting) => posting / numbers),
    works: Uint32Array.from(sorted, (posting) => posting % numbers),
  };
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
export function pairsWithin({ hashes, works }: WorkIndex): [number, number][] {
  const pairs = new Set<number>();
  for (let start = 0, end = 0; start < hashes.length; start = end) {
    for (end = start + 1; end < hashes.length && hashes[end] === hashes[start]; ) end++;
    if (end - start > crowd) continue;
    for (let a = start; a < end; a++) {
      for (let b = a + 1; b < end; b++) if (works[a] !== works[b]) addPair(pairs, works[a], works[b]);
    }
  }
  return pairsOf(pairs);
}

/** The pairs of a reference of the first index and one of the second that share a key, each once. */
export function pairsBetween(first: WorkIndex, second: WorkIndex): [number, number][] {
  if (first.hashes.length > second.hashes.length)
    return pairsBetween(second, first).map(([mine, yours]) => [yours, mine]);
  const pairs = new Set<number>();
  const { hashes } = second;
  // Side by side where both are of a size; else the few are looked up among the many.
  const isFew = first.hashes.length * 16 < hashes.length;
  for (let at = 0, start = 0; at < first.hashes.length; at++) {
    const hash = first.hashes[at] ?? 0;
    if (isFew) start = firstNotBefore(hashes.length, (place) => (hashes[place] ?? 0) < hash);
    else while (start < hashes.length && (hashes[start] ?? 0) < hash) start++;
    if (hashes[start + crowd] === hash) continue;
    for (let place = start; hashes[place] === hash; place++) addPair(pairs, first.works[at], second.works[place]);
  }
  return pairsOf(pairs);
}

function addPair(pairs: Set<number>, first = 0, second = 0): void {
  pairs.add(first * numbers + second);
}

function pairsOf(pairs: ReadonlySet<number>): [number, number][] {
  return [...pairs].sort((a, b) => a - b).map((pair) => [Math.floor(pair / numbers), pair % numbers]);
}
