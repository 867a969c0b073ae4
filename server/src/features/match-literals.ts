/** The references that a work named in pasted text can be: through the entry of a pasted list, or by author and year. */
import { authorsFit, citedNames, isNamed, yearFits } from "../references/author-year-fit.ts";
import { type ComparedWork, comparedWork, relationOf } from "../references/likeness.ts";
import { isListed, listedLikeness, type ReadListing, readListing } from "../references/listed-likeness.ts";
import type { ListedWork } from "../references/listed-works.ts";
import type { AuthorYearWork, NamedWork } from "../references/literal-citations.ts";
import { hasAllAuthors, type Reference, yearOf } from "../syntax/reference.ts";
import type { Document } from "../text/document.ts";
import { type Layer, referenceOf } from "../workspace/citations.ts";
import { type FoundReference, searchManuscriptReferences } from "../workspace/reference-search.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

/**
 * `certain`: the list's entry has the reference's DOI, or its title and authors; `likely`: the reference alone has the author and the
 * year; `possible`: others have them too, or something differs.
 */
export type Certainty = "certain" | "likely" | "possible";

export interface Candidate {
  readonly reference: Reference;
  readonly certainty: Certainty;
}

export interface MatchedWork {
  /** The best first; only the first can be more than possible. */
  readonly candidates: readonly Candidate[];
  /** The entry of the pasted list that it stands for. */
  readonly listed: ListedWork | undefined;
}

/** Matches the works that one text names. */
export type MatchWork = (work: NamedWork) => MatchedWork;

const mostCandidates = 5;
const searched = 60;

export function literalMatcher(snapshot: Snapshot, manuscript: Document, list: readonly ListedWork[]): MatchWork {
  const listings = list.map((work) => ({ work, listing: readListing(work.text) }));
  const found = new Map<ListedWork, readonly Candidate[]>();
  const candidatesOf = (work: ListedWork, listing: ReadListing): readonly Candidate[] => {
    const known = found.get(work) ?? candidatesOfEntry(snapshot, manuscript, listing);
    found.set(work, known);
    return known;
  };
  return (named) => {
    if (named.kind === "number") {
      const entry = listings.find(({ work }) => work.number === named.number);
      return { candidates: entry ? candidatesOf(entry.work, entry.listing) : [], listed: entry?.work };
    }
    const entries = entriesOf(named, listings);
    const [only] = entries;
    if (!only) return { candidates: candidatesByAuthor(snapshot, manuscript, named), listed: undefined };
    if (entries.length === 1) return { candidates: candidatesOf(only.work, only.listing), listed: only.work };
    const candidates = entries.flatMap(({ work, listing }) => candidatesOf(work, listing).slice(0, 1));
    const fitting = candidates.filter(({ reference }) => isNamedSo(named, reference));
    const single = fitting.length === 1 && candidates.length === entries.length;
    return { candidates: single ? fitting : asPossible(candidates), listed: undefined };
  };
}

function asPossible(candidates: readonly Candidate[]): Candidate[] {
  const each = new Map(candidates.map(({ reference }) => [reference.id, reference]));
  return Array.from(each.values(), (reference) => ({ reference, certainty: "possible" as const })).slice(
    0,
    mostCandidates,
  );
}

interface Listing {
  readonly work: ListedWork;
  readonly listing: ReadListing;
}

/** The entries that begin with the authors and have the year, with its letter. */
function entriesOf({ authors, year, letter }: AuthorYearWork, listings: readonly Listing[]): readonly Listing[] {
  const [first = "", ...others] = authors;
  const initial = /^(\p{Lu})\./u.exec(first)?.[1];
  const dated = new RegExp(`(?<!\\d)${year}${letter}(?![\\p{L}\\d])`, "u");
  const fitting = listings.filter(({ listing }) => {
    const rest = listing.text.slice(listing.firstAuthor.length);
    const given = /^[,\s]+(\p{Lu})/u.exec(rest)?.[1];
    const head = listing.text.slice(0, Math.max(0, listing.text.search(dated)));
    return (
      dated.test(listing.text) &&
      isNamed(asAuthor(first), { literal: listing.firstAuthor }) &&
      (initial === undefined || given === undefined || initial === given) &&
      (head === "" || others.every((other) => isWithin(other, head)))
    );
  });
  const firstYears = fitting.filter(({ listing }) => listing.years[0] === year);
  return firstYears.length > 0 ? firstYears : fitting;
}

function isWithin(author: string, head: string): boolean {
  const family = author.replace(/^(?:\p{Lu}\.[\s-]?)+/u, "");
  return head.toLowerCase().includes(family.toLowerCase());
}

function asAuthor(text: string) {
  return { text, start: 0, end: text.length, isAfterComma: false };
}

function candidatesOfEntry(snapshot: Snapshot, manuscript: Document, listing: ReadListing): readonly Candidate[] {
  const known = listing.doi === undefined ? undefined : referenceOf(snapshot, manuscript, `doi:${listing.doi}`);
  const byAuthor = listing.years.map((year) => `${listing.firstAuthor} ${year}`);
  let ranked = rank(listing, known ? [known] : []);
  for (const query of [...new Set(byAuthor), ...titleQueries(listing)]) {
    if (ranked.some(isSure)) break;
    ranked = rank(listing, [...ranked, ...searchManuscriptReferences(snapshot, manuscript, query, searched)]);
  }
  const [best, next] = ranked;
  if (!best) return [];
  const rivals = next && isListed(next.likeness) && best.likeness.score - next.likeness.score < 1;
  return ranked.slice(0, mostCandidates).map((it, place): Candidate => {
    const certain = place === 0 && isSure(it) && !rivals;
    return { reference: it.reference, certainty: certain ? "certain" : "possible" };
  });
}

interface Ranked extends Found {
  readonly likeness: NonNullable<ReturnType<typeof listedLikeness>>;
}

type Found = Pick<FoundReference, "reference" | "layer">;

const layers: readonly Layer[] = ["manuscript", "workspace", "library", "bundled"];

/** One entry for each work, from the earliest layer: the writer's own may have it under another key than the bundled set. */
function distinctWorks<Item extends Found>(items: readonly Item[]): Item[] {
  const kept: { readonly item: Item; readonly work: ComparedWork }[] = [];
  for (const item of items.toSorted((a, b) => layers.indexOf(a.layer) - layers.indexOf(b.layer))) {
    const work = comparedWork(item.reference);
    if (!kept.some((it) => it.item.layer !== item.layer && relationOf(it.work, work) === "same"))
      kept.push({ item, work });
  }
  return kept.map(({ item }) => item);
}

function isSure({ likeness }: Ranked): boolean {
  return isListed(likeness) && likeness.relation === "same";
}

/** A title that is all there and nothing else; what is less than so like isn't worth a look. */
const leastScore = 4;

function rank(listing: ReadListing, found: readonly Found[]): Ranked[] {
  const each = new Map(found.map((it) => [it.reference.id, it]));
  const like = [...each.values()].flatMap(({ reference, layer }): Ranked[] => {
    const likeness = listedLikeness(listing, reference);
    return likeness && likeness.score >= leastScore ? [{ reference, layer, likeness }] : [];
  });
  return distinctWorks(like).sort((a, b) => compareScores(b.likeness.score, a.likeness.score));
}

function compareScores(first: number, second: number): number {
  return first === second ? 0 : first - second;
}

/** The longest stretches between stops and quotation marks; one of them is the title most often. */
function titleQueries({ text }: ReadListing): string[] {
  const stretches = text.split(/[.?!]\s|[“”‘’"«»]|\((?:1[89]|20)\d\d[a-z]?\)|\s[-–—]\s|:\s/u);
  const words = stretches.map((stretch) => stretch.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}-]+/gu) ?? []);
  return words
    .filter((it) => it.length > 2)
    .sort((a, b) => b.length - a.length)
    .slice(0, 4)
    .map((it) => it.slice(0, 6).join(" "));
}

/** Works by author and year, where no list says more. A bundled one is no rival of the writer's own. */
function candidatesByAuthor(snapshot: Snapshot, manuscript: Document, named: AuthorYearWork): readonly Candidate[] {
  const [first = ""] = named.authors;
  // Entries may have the particles elsewhere.
  const family = first.split(/\s+/).at(-1) ?? "";
  const found = searchManuscriptReferences(snapshot, manuscript, `${family} ${named.year}`, searched);
  const fitting = distinctWorks(found.filter(({ reference }) => isNamedSo(named, reference)));
  const own = fitting.filter(({ layer }) => layer !== "bundled");
  const [only] = own.length > 0 ? own : fitting;
  if (only && (own.length || fitting.length) === 1) {
    const others = fitting.filter((it) => it !== only).map(({ reference }) => possible(reference));
    const likely: Candidate = { reference: only.reference, certainty: "likely" };
    return [likely, ...others].slice(0, mostCandidates);
  }
  if (fitting.length > 0) return asPossible(fitting.map(({ reference }) => possible(reference)));
  const mention = {
    authors: named.authors.map(asAuthor),
    others: named.hasOthers === false ? "none" : "et al.",
    isPossessive: false,
  } as const;
  return asPossible(
    found
      .map(({ reference }) => reference)
      .filter((it) => authorsFit(mention, it) && yearFits(named.year, it))
      .map(possible),
  );
}

function possible(reference: Reference): Candidate {
  return { reference, certainty: "possible" };
}

/** Whether a style that abbreviates long lists of authors would name the reference so. */
function isNamedSo({ authors, hasOthers, year }: AuthorYearWork, reference: Reference): boolean {
  const names = citedNames(reference);
  const hasMore = names.length > authors.length || !hasAllAuthors(reference);
  const areAsMany = hasOthers === "untold" || hasMore === hasOthers;
  if (yearOf(reference) !== year || !areAsMany || names.length < authors.length) return false;
  return authors.every((author, place) => {
    const name = names[place];
    if (!name) return false;
    const { given, ...family } = name;
    const initial = /^(\p{Lu})\./u.exec(author)?.[1];
    return isNamed(asAuthor(author), family) && (initial === undefined || (given ?? initial).startsWith(initial));
  });
}
