/** The fields of an EndNote record as CSL-JSON; `.enw` files and EndNote's XML have the same ones. */

import { normaliseDoi, normalisePmcid, normalisePmid } from "./identifiers.ts";
import { type Name, type Reference, referenceOfDraft } from "./reference.ts";
import { readWrittenDate } from "./written-dates.ts";
import { readInvertedName, readNameList } from "./written-names.ts";
import { plainRange, publicationDate, standalone } from "./written-works.ts";

/** Values by the names that EndNote's XML gives its fields; persons under `author` and `secondary-author`. */
export type EndnoteValues = ReadonlyMap<string, readonly string[]>;

const typeTable: Readonly<Record<string, string>> = {
  "article-journal": "journal article, electronic article",
  "article-magazine": "magazine article",
  "article-newspaper": "newspaper article",
  bill: "bill",
  book: "book, edited book, electronic book, classical work, ancient text, catalog",
  chapter: "book section, electronic book section",
  dataset: "dataset, aggregated database, online database",
  document: "generic, equation, grant",
  "entry-dictionary": "dictionary",
  "entry-encyclopedia": "encyclopedia",
  figure: "figure, chart or table",
  graphic: "artwork",
  hearing: "hearing",
  interview: "interview",
  legal_case: "case",
  legislation: "statute, legal rule or regulation",
  manuscript: "manuscript, unpublished work",
  map: "map",
  motion_picture: "film or broadcast, audiovisual material",
  musical_score: "music",
  pamphlet: "pamphlet",
  "paper-conference": "conference paper, conference proceedings",
  patent: "patent",
  periodical: "serial, serial publication",
  personal_communication: "personal communication",
  post: "discussion forum, social media",
  "post-weblog": "blog",
  report: "report, government document",
  software: "computer program",
  standard: "standard",
  thesis: "thesis",
  webpage: "web page, online multimedia, multimedia",
};

const cslTypes: ReadonlyMap<string, string> = new Map(
  Object.entries(typeTable).flatMap(([cslType, names]) =>
    names.split(", ").map((name): [string, string] => [name, cslType]),
  ),
);

export function isKnownEndnoteType(type: string): boolean {
  return cslTypes.has(type.toLowerCase());
}

/** Makes the reference of a record; `readName` says what a name without a comma is. */
export function referenceOfEndnote(
  key: string,
  endnoteType: string,
  values: EndnoteValues,
  readName: (text: string) => Name = readInvertedName,
): Reference {
  const all = (name: string) => values.get(name) ?? [];
  const first = (...names: readonly string[]) => names.map((name) => all(name)[0]).find((it) => it !== undefined);
  const type = cslTypes.get(endnoteType.toLowerCase()) ?? "document";
  const isAlone = standalone.has(type);
  const authors = readNameList(all("author"), readName);
  const container = isAlone ? undefined : first("secondary-title", "full-title");
  const short = isAlone ? undefined : first("abbr-1", "alt-title");
  const isbn = first("isbn")?.split(/[\s;(]/)[0];
  const hasIsbn = isAlone || type === "chapter";
  return referenceOfDraft({
    id: key,
    type,
    title: first("title"),
    author: authors.names,
    editor: readNameList(all("secondary-author"), readName).names,
    issued: publicationDate(first("year"), first("date")),
    "container-title": container ?? short,
    "container-title-short": container === undefined ? undefined : short,
    "collection-title": isAlone ? first("secondary-title", "tertiary-title") : first("tertiary-title"),
    publisher: first("publisher"),
    "publisher-place": first("pub-location"),
    edition: first("edition"),
    volume: first("volume"),
    issue: isAlone ? undefined : first("number", "issue"),
    page: plainRange(first("pages") ?? ""),
    number: isAlone ? first("number", "report-id") : undefined,
    genre: first("work-type"),
    note: all("notes").join("\n"),
    abstract: first("abstract"),
    keyword: all("keyword").join(", "),
    language: first("language"),
    DOI: doiOf(first("electronic-resource-num"), all("url")),
    PMID: pmidOf(values),
    PMCID: all("custom2").map(normalisePmcid).find(Boolean),
    ISBN: hasIsbn ? isbn : undefined,
    ISSN: hasIsbn ? undefined : isbn,
    URL: first("url"),
    accessed: readWrittenDate(first("access-date") ?? ""),
    custom: authors.complete ? undefined : { "authors-complete": false },
  });
}

function doiOf(written: string | undefined, addresses: readonly string[]): string | undefined {
  // A DOI that is none is kept as written, for a check to point at.
  if (written !== undefined) return normaliseDoi(written) ?? written;
  return addresses
    .filter((url) => /doi\.org\//i.test(url))
    .map(normaliseDoi)
    .find((doi) => doi !== undefined);
}

/** EndNote keeps the PMID of what came from PubMed as the accession number, often without naming the database. */
function pmidOf(values: EndnoteValues): string | undefined {
  const [database = "PubMed"] = values.get("remote-database-name") ?? [];
  const numbers = values.get("accession-num") ?? [];
  return /pubmed|medline|\bnlm\b/i.test(database) ? numbers.map(normalisePmid).find(Boolean) : undefined;
}
