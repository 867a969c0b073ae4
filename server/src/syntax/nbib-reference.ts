/** The elements of a MEDLINE record as CSL-JSON (NLM's "MEDLINE/PubMed Data Element Descriptions"). */

import { normaliseDoi, normalisePmcid, normalisePmid } from "./identifiers.ts";
import { type Name, type Reference, referenceOfDraft } from "./reference.ts";
import type { TaggedField, TagValues } from "./tagged-lines.ts";
import { readWrittenDate } from "./written-dates.ts";
import { readInvertedName, readNameList } from "./written-names.ts";
import { plainRange } from "./written-works.ts";

/** NLM's three-letter codes of the languages most written in; another code stays as it is. */
const languages: Readonly<Record<string, string>> = {
  eng: "en",
  fre: "fr",
  ger: "de",
  spa: "es",
  ita: "it",
  por: "pt",
  jpn: "ja",
  chi: "zh",
  kor: "ko",
  rus: "ru",
  pol: "pl",
  dut: "nl",
  cze: "cs",
  hun: "hu",
  swe: "sv",
  dan: "da",
  nor: "no",
  fin: "fi",
  tur: "tr",
  gre: "el",
};

const nlmCodes: ReadonlyMap<string, string> = new Map(Object.entries(languages).map(([code, tag]) => [tag, code]));

export function nlmLanguage(tag: string): string {
  return nlmCodes.get(tag.toLowerCase()) ?? tag;
}

/** Makes the reference of a record. `fields` give the order in which persons and groups are named. */
export function referenceOfNbib(key: string, values: TagValues, fields: readonly TaggedField[]): Reference {
  const all = (tag: string) => values.get(tag) ?? [];
  const first = (...tags: readonly string[]) => tags.map((tag) => all(tag)[0]).find((it) => it !== undefined);
  const authors = authorsOf(fields);
  const type = typeOf(all("PT"), values);
  const isBook = type === "book";
  return referenceOfDraft({
    id: key,
    type,
    title: (isBook ? first("TI", "BTI") : first("TI", "TT", "BTI"))?.replace(/^\[(.*)\]\.?$/, "$1").replace(/\.$/, ""),
    author: authors.names,
    editor: readNameList(first("FED") === undefined ? all("ED") : all("FED"), readPerson).names,
    issued:
      readWrittenDate(first("DP") ?? "") ?? (first("DP") === undefined ? undefined : { literal: first("DP") ?? "" }),
    "container-title": isBook ? undefined : first("JT", "BTI", "TA"),
    "container-title-short": isBook || first("JT") === undefined ? undefined : first("TA"),
    "collection-title": first("CTI"),
    publisher: first("PB"),
    edition: first("EN"),
    volume: first("VI"),
    issue: first("IP"),
    page: first("PG") === undefined ? locationOf(all("LID")) : pagesOf(first("PG") ?? ""),
    abstract: first("AB"),
    keyword: all("OT")
      .map((term) => term.replace(/^\*/, ""))
      .join(", "),
    language: first("LA") === undefined ? undefined : (languages[first("LA") ?? ""] ?? first("LA")),
    DOI: [...all("AID"), ...all("LID")].map(doiOf).find((doi) => doi !== undefined),
    PMID: normalisePmid(first("PMID") ?? ""),
    PMCID: normalisePmcid(first("PMC") ?? ""),
    ISBN: first("ISBN")?.replace(/ \(.*\)$/, ""),
    ISSN: first("IS")?.replace(/ \(.*\)$/, ""),
    custom: authors.complete ? undefined : { "authors-complete": false },
  });
}

/** Publication types that are works of their own; a chapter has a book title beside its own. */
function typeOf(publicationTypes: readonly string[], values: TagValues): string {
  const hasType = (pattern: RegExp) => publicationTypes.some((type) => pattern.test(type));
  if (values.has("BTI")) return values.has("TI") ? "chapter" : "book";
  if (hasType(/^Book Chapter$|^Book$/i)) return values.has("JT") || values.has("TA") ? "chapter" : "book";
  if (hasType(/^Preprint$/i)) return "article";
  if (hasType(/^Newspaper Article$/i)) return "article-newspaper";
  if (hasType(/^Dataset$/i)) return "dataset";
  if (hasType(/^Academic Dissertation$/i)) return "thesis";
  return "article-journal";
}

/** Full names where the record has them, abbreviated ones elsewhere; groups where they stand among the persons. */
function authorsOf(fields: readonly TaggedField[]): { readonly names: readonly Name[]; readonly complete: boolean } {
  const tag = fields.some((field) => field.tag === "FAU") ? "FAU" : "AU";
  // "et al" has no full form.
  const named = fields.filter((field) => field.tag === tag || field.tag === "CN" || /^et al\.?$/i.test(field.value));
  const groups = new Set(named.filter((field) => field.tag === "CN").map(({ value }) => value));
  return readNameList(
    named.map(({ value }) => value),
    (text) => (groups.has(text) ? { literal: text } : readPerson(text)),
  );
}

/** `Doe, Jane A`, `Doe, Jane A Jr`, or `Doe JA`, `Doe JA Jr`. */
function readPerson(text: string): Name {
  const [, bare = text, suffix] = /^(.*\S) (Jr|Sr|2nd|3rd|4th|I{2,3}|IV)\.?$/.exec(text) ?? [];
  const [, family, initials] = /^([^,]+) (\p{Lu}{1,4})$/u.exec(bare) ?? [];
  const name = family === undefined || initials === undefined ? readInvertedName(bare) : { family, given: initials };
  return suffix === undefined ? name : { ...name, suffix };
}

/** MEDLINE leaves out the digits that the last page shares with the first: `1110-22`. */
function pagesOf(written: string): string {
  return plainRange(written).replace(/\b(\d+)-(\d+)\b/g, (range, from: string, to: string) =>
    to.length < from.length ? `${from}-${from.slice(0, from.length - to.length)}${to}` : range,
  );
}

/** An article number: `e1001 [pii]`, where the record has no pages. */
function locationOf(identifiers: readonly string[]): string | undefined {
  return identifiers.map((it) => /^(e?\d{2,8}) \[pii\]$/i.exec(it)?.[1]).find((it) => it !== undefined);
}

function doiOf(identifier: string): string | undefined {
  return /\[doi\]$/i.test(identifier) ? normaliseDoi(identifier.replace(/\s*\[doi\]$/i, "")) : undefined;
}
