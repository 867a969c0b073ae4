/**
 * Whether two references are of one work: by their identifiers, else by the likeness of title, authors, year and place. What each
 * agreement is worth, and the threshold, were measured by scripts/evaluate/duplicates.ts.
 */
import { normaliseDoi, normalisePmcid, normalisePmid } from "../syntax/identifiers.ts";
import { familyNameOf, hasAllAuthors, type Name, type Reference, yearOf } from "../syntax/reference.ts";
import { areOneContainer, containerWords } from "./container-likeness.ts";
import { isPreprint, unversionedDoi } from "./preprints.ts";
import { type ComparedTitle, comparedTitle, isSlip, titleLikeness } from "./title-likeness.ts";
import { foldedChunks } from "./words.ts";

/** `same`: one work twice; `preprint`: a preprint and what was published of it. */
export type WorkRelation = "same" | "preprint";

/** A reference made ready to be compared. */
export interface ComparedWork {
  readonly identifiers: readonly (string | undefined)[];
  readonly isPreprint: boolean;
  readonly kind: WorkKind;
  readonly edition: string;
  /** A report's number, folded. */
  readonly number: string;
  readonly title: ComparedTitle;
  readonly authors: readonly ComparedName[];
  readonly hasAllAuthors: boolean;
  /** 0 where there is none. */
  readonly year: number;
  readonly containers: readonly (readonly string[])[];
  readonly volume: string;
  readonly firstPage: string;
}

interface ComparedName {
  /** Folded letters. */
  readonly family: string;
  /** The given name's first letter. */
  readonly initial: string;
}

type WorkKind = "article" | "book" | "part" | "conference" | "thesis" | "report" | "manuscript" | "other";

const kinds: Readonly<Record<string, WorkKind>> = {
  "article-journal": "article",
  "article-magazine": "article",
  "article-newspaper": "article",
  review: "article",
  book: "book",
  chapter: "part",
  "entry-encyclopedia": "part",
  "entry-dictionary": "part",
  "paper-conference": "conference",
  speech: "conference",
  thesis: "thesis",
  report: "report",
  manuscript: "manuscript",
};

export function comparedWork(reference: Reference): ComparedWork {
  const { DOI = "", PMID = "", PMCID = "", title = "", edition = "", volume = "" } = reference;
  const doi = normaliseDoi(DOI)?.toLowerCase();
  const containers = [reference["container-title"], reference["container-title-short"]];
  return {
    identifiers: [doi && unversionedDoi(doi), normalisePmid(PMID), normalisePmcid(PMCID)],
    isPreprint: isPreprint(reference),
    kind: kinds[reference.type] ?? "other",
    edition: /\d+/.exec(edition)?.[0] ?? "",
    number: reference.type === "report" ? folded(reference.number ?? "") : "",
    title: comparedTitle([title, reference["volume-title"]].filter(Boolean).join(": ")),
    authors: (reference.author ?? reference.editor ?? []).map(comparedName),
    hasAllAuthors: hasAllAuthors(reference),
    year: yearOf(reference) ?? 0,
    containers: containers.flatMap((name) => (name === undefined ? [] : [containerWords(name)])),
    volume: /\d+/.exec(volume)?.[0].replace(/^0+/, "") ?? volume.toLowerCase(),
    firstPage: firstPageOf(reference.page ?? ""),
  };
}

/** The digits of the first page, or of the article's number, whatever letter stands before them. */
export function firstPageOf(pages: string): string {
  return /\d+/.exec(pages)?.[0].replace(/^0+/, "") ?? "";
}

function comparedName(name: Name): ComparedName {
  const family = familyNameOf(name);
  const given = name.given ?? "";
  // "Aceto N" without a comma is read as a person called N.
  const isTurned = /^\p{Lu}{1,3}$/u.test(family) && given.length > family.length;
  const initials = isTurned ? family : given;
  return { family: folded(isTurned ? given : family), initial: folded(initials).charAt(0) };
}

function folded(text: string): string {
  return foldedChunks(text).flat().join("");
}

/** A threshold above which nearly all pairs are of one work. */
export const likenessThreshold = 7;

/** How two references are related; `undefined` where they are of different works as far as can be told. */
export function relationOf(first: ComparedWork, second: ComparedWork): WorkRelation | undefined {
  const likeness = likenessOf(first, second);
  return likeness && likeness.score >= likenessThreshold ? likeness.relation : undefined;
}

export interface WorkLikeness {
  readonly relation: WorkRelation;
  /** Above `likenessThreshold` where the two are taken to be related. */
  readonly score: number;
}

/** `undefined` where something excludes that the two are related, whatever else agrees. */
export function likenessOf(first: ComparedWork, second: ComparedWork): WorkLikeness | undefined {
  const { agree, contradict } = compareIdentifiers(first, second);
  const title = titleScore(first, second);
  if (agree) {
    if (!isPlausible(first, second, title)) return undefined;
    if (!contradict) return { relation: "same", score: Number.POSITIVE_INFINITY };
  }
  if (title === undefined) return undefined;
  if (first.isPreprint !== second.isPreprint) {
    const [preprint, published] = first.isPreprint ? [first, second] : [second, first];
    const score = title + authorScore(first, second) + delayScore(preprint, published);
    return { relation: "preprint", score };
  }
  if (contradict || areDifferentKinds(first, second)) return undefined;
  const score = title + authorScore(first, second) + yearScore(first, second) + placeScore(first, second);
  return { relation: "same", score };
}

function compareIdentifiers(first: ComparedWork, second: ComparedWork): { agree: boolean; contradict: boolean } {
  const both = first.identifiers.flatMap((mine, kind) => {
    const yours = second.identifiers[kind];
    return mine === undefined || yours === undefined ? [] : [mine === yours];
  });
  return { agree: both.includes(true), contradict: both.includes(false) };
}

/** One identifier on two titles is a mistake in one of them, or a book's DOI on its chapters. */
function isPlausible(first: ComparedWork, second: ComparedWork, title: number | undefined): boolean {
  if (first.title.words.length === 0 || second.title.words.length === 0) return true;
  if (title !== undefined) return title > 0;
  const isShortened = first.title.main.join("") === second.title.main.join("");
  return isShortened && authorScore(first, second) > 0 && pageScore(first, second) > 0;
}

/** What the whole title is worth, and the letters that it takes to be worth it: many works are called "Editorial". */
const titleWorth = 6;
const tellingLetters = 24;
/** Titles that share less are of different works. */
const leastShare = 0.8;

function titleScore(first: ComparedWork, second: ComparedWork): number | undefined {
  const { share, letters, isShortened, differs } = titleLikeness(first.title, second.title);
  if (share < leastShare) return undefined;
  const worth = titleWorth * ((share - leastShare) / (1 - leastShare)) * Math.min(1, letters / tellingLetters);
  return worth - (isShortened ? 1 : 0) - (differs ? 4 : 0);
}

function authorScore(first: ComparedWork, second: ComparedWork): number {
  const [mine, nextMine] = first.authors;
  const [yours, nextYours] = second.authors;
  if (!mine || !yours) return 0;
  if (!areOneFamily(mine, yours)) return second.authors.some((other) => areOneFamily(mine, other)) ? -1 : -4;
  const hasOtherInitial = mine.initial !== "" && yours.initial !== "" && mine.initial !== yours.initial;
  if (!nextMine || !nextYours) return hasOtherInitial ? -2 : 2 - loneAuthorDoubt(first, second);
  return (hasOtherInitial ? -1 : 2) + (areOneFamily(nextMine, nextYours) ? 1 : -1);
}

/** Something is wrong where only one of two has further authors and says that it has all. */
function loneAuthorDoubt(first: ComparedWork, second: ComparedWork): number {
  if (first.authors.length > 1 === second.authors.length > 1) return 0;
  const short = first.authors.length < second.authors.length ? first : second;
  return short.hasAllAuthors ? 1 : 0;
}

/** The same but for a lost diacritic, one written as two letters (`ue`), or a particle. */
function areOneFamily({ family: first }: ComparedName, { family: second }: ComparedName): boolean {
  if (first === second) return true;
  const [short, long] = first.length < second.length ? [first, second] : [second, first];
  if (short.length >= 4 && (isSlip(short, long) || long.endsWith(short))) return true;
  return umlautsJoined(first) === umlautsJoined(second);
}

function umlautsJoined(family: string): string {
  return family.replace(/([aou])e/g, "$1");
}

/** In print a work may be a year older than online; but what has few words for a title may come out every year. */
function yearScore(first: ComparedWork, second: ComparedWork): number {
  if (first.year === 0 || second.year === 0) return 0;
  const letters = Math.min(first.title.words.join("").length, second.title.words.join("").length);
  const apart = Math.abs(first.year - second.year);
  if (apart === 0) return 1;
  if (apart === 1) return letters < tellingLetters ? -1.5 : 0;
  return apart === 2 ? -1.5 : -3;
}

/** Years from the preprint to what was published of it. */
function delayScore({ year: posted }: ComparedWork, { year: published }: ComparedWork): number {
  if (posted === 0 || published === 0) return 0;
  const delay = published - posted;
  if (delay >= 0 && delay <= 3) return 1;
  return delay >= -1 && delay <= 5 ? -1 : -4;
}

function placeScore(first: ComparedWork, second: ComparedWork): number {
  return containerScore(first, second) + agreement(first.volume, second.volume, 1, -1.5) + pageScore(first, second);
}

function containerScore({ containers: first }: ComparedWork, { containers: second }: ComparedWork): number {
  if (first.length === 0 || second.length === 0) return 0;
  return first.some((mine) => second.some((yours) => areOneContainer(mine, yours))) ? 1 : -2;
}

function pageScore(first: ComparedWork, second: ComparedWork): number {
  return agreement(first.firstPage, second.firstPage, 2, -2);
}

function agreement(first: string, second: string, same: number, other: number): number {
  if (first === "" || second === "") return 0;
  return first === second ? same : other;
}

/** A book and its chapter, a thesis or report and the article of it, two editions, an abstract and the article that followed. */
function areDifferentKinds(first: ComparedWork, second: ComparedWork): boolean {
  if (first.kind === "book" && second.kind === "book") return areDifferentBooks(first, second);
  if (first.number !== "" && second.number !== "") {
    const [short, long] = [first.number, second.number].sort((a, b) => a.length - b.length);
    if (!long?.includes(short ?? "")) return true;
  }
  if (first.kind === second.kind || first.kind === "other" || second.kind === "other") return false;
  const isArticleOf = (one: ComparedWork, other: ComparedWork) =>
    one.kind === "conference" && (other.kind === "article" || other.kind === "part");
  if (!isArticleOf(first, second) && !isArticleOf(second, first)) return true;
  return containerScore(first, second) <= 0 || pageScore(first, second) <= 0;
}

/** Editions, and volumes of a work in several, have one title. */
function areDifferentBooks(first: ComparedWork, second: ComparedWork): boolean {
  const isLater = first.year !== 0 && second.year !== 0 && Math.abs(first.year - second.year) > 1;
  return isLater || first.edition !== second.edition || first.volume !== second.volume;
}
