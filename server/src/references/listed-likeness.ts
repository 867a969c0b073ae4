/** Whether an entry of a pasted list is a given reference: by its DOI, else by title, first author, year and first page. */
import { normaliseDoi } from "../syntax/identifiers.ts";
import { familyNameOf, type Reference, yearOf } from "../syntax/reference.ts";
import { citedNames, isNamed } from "./author-year-fit.ts";
import { comparedWork, firstPageOf, likenessOf, likenessThreshold, type WorkRelation } from "./likeness.ts";
import { comparedTitle, titleLikeness } from "./title-likeness.ts";
import { foldedChunks } from "./words.ts";

/** What an entry says of its work, whatever the style that it is written in. */
export interface ReadListing {
  readonly text: string;
  readonly doi: string | undefined;
  /** The name before which nothing but particles stands, without initials. */
  readonly firstAuthor: string;
  readonly years: readonly number[];
  /** The title by itself can't be told from what stands beside it, so all is kept, as folded words. */
  readonly words: readonly string[];
}

const server = /\b(?:bio|med|chem)rxiv\b|\barxiv\b|\bresearch square\b|\bssrn\b/i;

export function readListing(text: string): ReadListing {
  const written = /\b10\.\d{4,9}\/[^\s<>"“”;,]+/.exec(text)?.[0].replace(/[.)\]]+$/, "");
  const bare = text.replace(/(?:https?:\/\/|\bdoi:?\s?10\.|\b10\.\d{4,9}\/)\S+/gi, " ");
  const head = /^[^,.;:(“‘"]+/u.exec(bare)?.[0] ?? "";
  return {
    text: bare,
    doi: written === undefined ? undefined : normaliseDoi(written)?.toLowerCase(),
    firstAuthor: head
      .replace(/\set\sal$/, "")
      .replace(/(?:\s\p{Lu}{1,3})+\s*$/u, "")
      .trim(),
    years: Array.from(bare.matchAll(/(?<!\d)(?:1[89]|20)\d\d(?!\d)/g), ([digits]) => Number(digits)),
    words: foldedChunks(bare).flat(),
  };
}

export interface ListedLikeness {
  readonly relation: WorkRelation;
  /** Infinite where the DOI says so; above `likenessThreshold` where the two are taken to be one work. */
  readonly score: number;
}

/** `undefined` where something excludes that the entry is the reference. */
export function listedLikeness(listing: ReadListing, reference: Reference): ListedLikeness | undefined {
  const title = titleIn(listing.words, reference.title ?? "");
  if (title === undefined && listing.doi === undefined) return undefined;
  const year = yearOf(reference);
  const page = firstPageOf(reference.page ?? "");
  const read: Reference = {
    id: "",
    type: reference.type,
    ...(title !== undefined && { title }),
    ...(listing.firstAuthor !== "" && { author: [firstAuthorAs(listing, reference)] }),
    ...(listing.doi !== undefined && { DOI: listing.doi }),
    ...(server.test(listing.text) && { "container-title": "bioRxiv" }),
    ...issuedIn(listing, year),
    // A number that isn't the page may be anything.
    ...(page !== "" && new RegExp(`(?<!\\d)${page}(?!\\d)`).test(listing.text) && { page }),
    custom: { "authors-complete": false },
  };
  const likeness = likenessOf(comparedWork(read), comparedWork(reference));
  return likeness && { relation: likeness.relation, score: likeness.score };
}

export function isListed({ score }: ListedLikeness): boolean {
  return score >= likenessThreshold;
}

/** The author as the reference writes the name, where the two are one. */
function firstAuthorAs({ firstAuthor }: ReadListing, reference: Reference) {
  const [first] = citedNames(reference);
  const author = { text: firstAuthor, start: 0, end: firstAuthor.length, isAfterComma: false };
  return first && isNamed(author, first) ? { family: familyNameOf(first) } : { family: firstAuthor };
}

function issuedIn({ years }: ReadListing, year: number | undefined): Pick<Reference, "issued"> {
  const stated = years.find((it) => it === year) ?? years.find((it) => Math.abs(it - (year ?? 0)) === 1) ?? years[0];
  return stated === undefined ? {} : { issued: { "date-parts": [[stated]] } };
}

/** The words of an entry that are most like a title, where any are. */
function titleIn(words: readonly string[], title: string): string | undefined {
  const wanted = foldedChunks(title).flat();
  const [first, second] = wanted;
  if (first === undefined) return undefined;
  const compared = comparedTitle(wanted.join(" "));
  let best: { readonly text: string; readonly share: number } | undefined;
  for (let start = 0; start < words.length; start++) {
    const isStart = words[start] === first || words[start] === second;
    if (!isStart) continue;
    for (const length of [wanted.length, wanted.length + 1, wanted.length - 1, mainLength(title)]) {
      if (length < 1) continue;
      const text = words.slice(start, start + length).join(" ");
      const { share } = titleLikeness(comparedTitle(text), compared);
      if (share > (best?.share ?? 0)) best = { text, share };
      if (share === 1) return text;
    }
  }
  return best?.text;
}

/** How many words stand before the subtitle, which an entry may leave out. */
function mainLength(title: string): number {
  const [main = title] = title.split(/[:?!]\s|\s[-–—]\s/);
  return foldedChunks(main).flat().length;
}
