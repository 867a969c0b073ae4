/**
 * The tags of a RIS record as CSL-JSON. Tags as the Reference Manager specification defines them; where EndNote and Zotero
 * give one another meaning for a type, both are read.
 */

import { normaliseDoi, normalisePmcid, normalisePmid } from "./identifiers.ts";
import { type Reference, referenceOfDraft } from "./reference.ts";
import type { TagValues } from "./tagged-lines.ts";
import { readMonthAndDay, readWrittenDate } from "./written-dates.ts";
import { readNameList } from "./written-names.ts";
import { plainRange, publicationDate, standalone } from "./written-works.ts";

/** Of the RIS types of one CSL type, the first is the one to write. */
export const risTypes: Readonly<Record<string, string>> = {
  "article-journal": "JOUR EJOUR ABST INPR",
  "article-magazine": "MGZN",
  "article-newspaper": "NEWS",
  article: "UNPD",
  bill: "BILL UNBILL",
  book: "BOOK EBOOK EDBOOK CTLG SER ANCIENT CLSWK",
  chapter: "CHAP ECHAP",
  dataset: "DATA DBASE AGGR",
  document: "GEN GRANT EQUA",
  "entry-dictionary": "DICT",
  "entry-encyclopedia": "ENCYC",
  figure: "FIGURE CHART",
  graphic: "ART SLIDE",
  hearing: "HEAR",
  legal_case: "CASE",
  legislation: "STAT LEGAL",
  manuscript: "UNPB MANSCPT",
  map: "MAP",
  motion_picture: "VIDEO MPCT ADVS",
  musical_score: "MUSIC",
  pamphlet: "PAMP",
  "paper-conference": "CPAPER CONF",
  patent: "PAT",
  periodical: "JFULL",
  personal_communication: "PCOMM ICOMM",
  "post-weblog": "BLOG",
  report: "RPRT GOVDOC",
  software: "COMP",
  song: "SOUND",
  standard: "STAND",
  thesis: "THES",
  webpage: "ELEC WEB MULTI",
};

const cslTypes: ReadonlyMap<string, string> = new Map(
  Object.entries(risTypes).flatMap(([cslType, names]) =>
    names.split(" ").map((name): [string, string] => [name, cslType]),
  ),
);

export function cslTypeOfRis(type: string): string | undefined {
  return cslTypes.get(type.toUpperCase());
}

export const dateTags: ReadonlySet<string> = new Set(["PY", "Y1", "DA", "Y2"]);

/** `DA` may leave the year to `PY`, and `PY` may be blank but for its slashes. */
export function isReadableRisDate({ tag, value }: { readonly tag: string; readonly value: string }): boolean {
  if (/^\/*$/.test(value) || readWrittenDate(value)) return true;
  return tag === "DA" && !/\d{4}/.test(value) && readMonthAndDay(value).month !== undefined;
}

/** Makes the reference of a record; tags in capitals. */
export function referenceOfRis(key: string, values: TagValues): Reference {
  const all = (...tags: readonly string[]) => tags.flatMap((tag) => values.get(tag) ?? []);
  const first = (...tags: readonly string[]): string | undefined => all(...tags)[0];
  const type = cslTypeOfRis(first("TY") ?? "") ?? "document";
  const isAlone = standalone.has(type);
  const authors = readNameList(all("AU", "A1"));
  const notes = all("N1", "RN");
  return referenceOfDraft({
    id: key,
    type,
    title: first("TI", "T1", "CT", ...(isAlone ? ["BT"] : [])),
    author: authors.names,
    editor: readNameList(all("ED", "A2")).names,
    issued: publicationDate(first("PY", "Y1"), first("DA")),
    ...containersOf(type, first),
    publisher: first("PB"),
    "publisher-place": first("CY", "PP"),
    edition: first("ET"),
    volume: first("VL"),
    issue: isAlone ? undefined : first("IS", "CP"),
    page: pagesOf(first("SP"), first("EP")),
    ...numbersOf(type, first),
    genre: all("M3").find((value) => normaliseDoi(value) === undefined),
    note: notes.join("\n"),
    abstract: first("AB", "N2"),
    keyword: all("KW").join(", "),
    language: first("LA"),
    DOI: doiOf(first("DO", "DI"), [...all("M3", "UR", "LK", "L3"), ...notes]),
    PMID: pmidOf(values, notes),
    PMCID: [...all("C2"), ...notes.map((note) => noted(note, "PMCID"))].map(normalisePmcid).find(Boolean),
    URL: first("UR", "LK"),
    accessed: readWrittenDate(first("Y2") ?? ""),
    custom: authors.complete ? undefined : { "authors-complete": false },
  });
}

type First = (...tags: readonly string[]) => string | undefined;

function containersOf(
  type: string,
  first: First,
): { readonly [name in "container-title" | "container-title-short" | "collection-title"]: string | undefined } {
  if (standalone.has(type))
    return {
      "container-title": undefined,
      "container-title-short": undefined,
      "collection-title": first("T2", "T3"),
    };
  // EndNote's conference papers name the event in T2 and the proceedings in C3.
  const container = first(...(type === "paper-conference" ? ["C3"] : []), "T2", "JF", "BT", "JO", "JA", "J2");
  const short = first("J2", "JA", "J1", "JO");
  return {
    "container-title": container,
    "container-title-short": short === container && first("J2", "JA", "J1") === undefined ? undefined : short,
    "collection-title": first("T3"),
  };
}

/** `SN` is what its form says; on reports and patents it is their number. */
function numbersOf(type: string, first: First): { readonly [name in "number" | "ISBN" | "ISSN"]: string | undefined } {
  const written = first("SN");
  const issn = /\b\d{4}-?\d{3}[\dXx]\b(?!-?\d)/.exec(written ?? "")?.[0];
  const isbn = /\b(?:97[89][- ]?)?\d(?:[- ]?\d){8}[- ]?[\dXx]\b/.exec(written ?? "")?.[0];
  const other = isbn === undefined && issn === undefined ? written : undefined;
  return {
    number: standalone.has(type) ? (first("M1", "IS") ?? (type === "book" ? undefined : other)) : undefined,
    ISBN: isbn ?? (type === "book" || type === "chapter" ? other : undefined),
    ISSN: isbn === undefined ? (issn ?? (standalone.has(type) || type === "chapter" ? undefined : other)) : undefined,
  };
}

/** `SP` and `EP` as one range; `SP` may hold a whole one. */
function pagesOf(start: string | undefined, end: string | undefined): string {
  const from = plainRange(start ?? "");
  const to = plainRange(end ?? "");
  return from === "" || to === "" || to === from || from.includes("-") ? from || to : `${from}-${to}`;
}

function doiOf(written: string | undefined, others: readonly string[]): string | undefined {
  // A DOI that is none is kept as written, for a check to point at.
  if (written !== undefined) return normaliseDoi(written) ?? written;
  const found = others.flatMap((text) => [
    noted(text, "DOI") ?? "",
    /^(?:doi|10\.)|doi\.org\//i.test(text) ? text : "",
  ]);
  return found.map(normaliseDoi).find((doi) => doi !== undefined);
}

/** An accession number is a PMID where it says so, or where the database is PubMed. */
function pmidOf(values: TagValues, notes: readonly string[]): string | undefined {
  const isPubmed = ["DB", "DP"].some((tag) => values.get(tag)?.some((it) => /pubmed|medline|\bnlm\b/i.test(it)));
  const numbers = (values.get("AN") ?? []).filter((number) => isPubmed || /pmid|pubmed/i.test(number));
  return [...numbers, ...notes.map((note) => noted(note, "PMID"))]
    .map(normalisePmid)
    .find((pmid) => pmid !== undefined);
}

/** `PMID: 12345678` on a line of a note, or after a semicolon. */
function noted(note: string | undefined, name: string): string {
  return new RegExp(`(?:^|[;\\n]) *${name}: *([^\\s;]+)`).exec(note ?? "")?.[1] ?? "";
}
