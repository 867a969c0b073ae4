/**
 * Finds, among many references, the few pairs that may be of one work: those that share an identifier, a title or the
 * beginning of one, or first author, year and first page. Whether they are is for `likeness.ts` to say.
 */
import { normaliseArxiv, normaliseDoi, normalisePmcid, normalisePmid } from "../syntax/identifiers.ts";
import { familyNameOf, type Reference, yearOf } from "../syntax/reference.ts";
import { firstPageOf } from "./likeness.ts";
import { unversionedDoi } from "./preprints.ts";
import { foldedChunks } from "./words.ts";

/** What references are compared by at first: the least that has to be read of each entry of a large bibliography. */
export interface BlockingFields {
  readonly title: string;
  /** The first author's family name, or where there is none the first editor's. */
  readonly family: string;
  /** 0 where there is none. */
  readonly year: number;
  readonly pages: string;
  readonly doi: string;
  readonly pmid: string;
  readonly pmcid: string;
  /** An address, which may be that of a preprint. */
  readonly url: string;
}

export function blockingFieldsOf(reference: Reference): BlockingFields {
  const { title = "", page = "", DOI = "", PMID = "", PMCID = "", URL = "" } = reference;
  const [first] = reference.author ?? reference.editor ?? [];
  const family = first ? familyNameOf(first) : "";
  return { title, family, year: yearOf(reference) ?? 0, pages: page, doi: DOI, pmid: PMID, pmcid: PMCID, url: URL };
}

export interface WorkIndex {
  /** A key's hash times `numbers` and the reference's number, in ascending order. */
  readonly postings: Float64Array;
}

/** References that one index can hold; a hash has 32 bits, so a posting stays below 2 to the 53. */
const numbers = 2 ** 20;

/** Builds the index of so many references, whole; it never changes. */
export function indexWorks(size: number, fieldsOf: (number: number) => BlockingFields): WorkIndex {
  if (size > numbers) throw new RangeError(`An index holds up to ${numbers} references, not ${size}.`);
  const postings: number[] = [];
  for (let number = 0; number < size; number++) {
    for (const key of keysOf(fieldsOf(number))) postings.push(hashOf(key) * numbers + number);
  }
  return { postings: Float64Array.from(postings).sort() };
}

/** So many letters at a title's beginning or end, with the author's first, tell most works apart. */
const edgeLetters = 20;
/** A shorter title is that of too many. */
const leastLetters = 8;

function keysOf({ title, family, year, pages, doi, pmid, pmcid, url }: BlockingFields): string[] {
  const keys: string[] = [];
  const add = (kind: string, value: string | undefined) => {
    if (value !== undefined && value !== "") keys.push(kind + value);
  };
  add("d", unversionedDoi(doi === "" ? "" : (normaliseDoi(doi) ?? "")).toLowerCase());
  add("p", pmid === "" ? "" : normalisePmid(pmid));
  add("c", pmcid === "" ? "" : normalisePmcid(pmcid));
  if (/arxiv/i.test(url)) add("x", normaliseArxiv(url)?.replace(/v\d+$/, ""));
  const author = lettersOf(family).charAt(0);
  const letters = lettersOf(title).replace(/^(?:the|an?)(?=.{20})/, "");
  if (letters.length >= leastLetters) {
    keys.push(`t${letters}`, `b${author}${letters.slice(0, edgeLetters)}`, `e${author}${letters.slice(-edgeLetters)}`);
    const end = title.search(/[:.?!;]\s|\s[-–—]+\s|[–—]\s/);
    const main = end < 0 ? letters : lettersOf(title.slice(0, end)).replace(/^(?:the|an?)(?=.{20})/, "");
    if (main.length >= leastLetters) keys.push(`m${author}${main}`);
  }
  const page = pages === "" ? "" : firstPageOf(pages);
  // In print a work may be a year older than online.
  if (page !== "" && author !== "" && year > 0) keys.push(`y${author}${year} ${page}`, `y${author}${year + 1} ${page}`);
  return keys;
}

/** A text's letters and digits, folded. */
function lettersOf(text: string): string {
  if (/^[\x20-\x3b\x3d-\x7e]*$/.test(text)) return text.toLowerCase().replace(/[^a-z0-9]+/g, "");
  return foldedChunks(text).flat().join("");
}

function hashOf(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
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
  for (let at = 0; at < first.postings.length; at++) {
    const hash = hashAt(first.postings, at);
    const start = firstOfHash(other, hash);
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
