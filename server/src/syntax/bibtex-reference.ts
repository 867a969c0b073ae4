/** The raw fields of a BibTeX or biblatex entry as CSL-JSON; types and fields are mapped as Pandoc maps them. */

import { readDate, readYearMonthDay } from "./bibtex-dates.ts";
import type { RawFields } from "./bibtex-fields.ts";
import { readNames } from "./bibtex-names.ts";
import { normaliseArxiv, normaliseDoi, normalisePmcid, normalisePmid } from "./identifiers.ts";
import { latexToText } from "./latex-text.ts";
import type { DateVariable, Name, Reference } from "./reference.ts";

/** A type that stands in neither table is a "document". */
const typeTable: Readonly<Record<string, string>> = {
  "article-journal": "article periodical suppperiodical",
  book: "book mvbook collection mvcollection manual proceedings mvproceedings reference mvreference",
  chapter: "inbook bookinbook suppbook incollection suppcollection",
  pamphlet: "booklet",
  dataset: "dataset",
  webpage: "online electronic www",
  patent: "patent",
  "paper-conference": "inproceedings conference",
  "entry-encyclopedia": "inreference",
  report: "report techreport",
  thesis: "thesis phdthesis mastersthesis",
  manuscript: "unpublished",
  software: "software",
  graphic: "artwork image",
  song: "audio music",
  legal_case: "jurisdiction",
  legislation: "legislation standard",
  treaty: "legal",
  personal_communication: "letter",
  motion_picture: "movie video",
  speech: "performance",
  review: "review",
};

const cslTypes: ReadonlyMap<string, string> = new Map(
  Object.entries(typeTable).flatMap(([cslType, names]) =>
    names.split(" ").map((name): [string, string] => [name, cslType]),
  ),
);

/** biblatex's localisation keys that stand in `type`. */
const genres: Readonly<Record<string, string>> = {
  phdthesis: "PhD thesis",
  mathesis: "Master’s thesis",
  mastersthesis: "Master’s thesis",
  bathesis: "Bachelor’s thesis",
  candthesis: "Candidate thesis",
  techreport: "technical report",
  resreport: "research report",
};

/** Makes the reference of an entry; `type` in lower case. */
export function referenceOfFields(key: string, type: string, fields: RawFields): Reference {
  const cslType = cslTypeOf(type, fields);
  const text = (...names: string[]) => firstText(fields, names);
  const names = namesOf(fields);
  const isSerial = cslType.startsWith("article");
  const number = text("number");
  return withoutEmpty({
    id: key,
    type: cslType,
    title: titleOf(fields),
    author: names.author,
    editor: names.editor,
    issued: dateOf(fields, ""),
    "container-title": containerTitleOf(fields),
    "container-title-short": text("shortjournal"),
    "collection-title": text("series"),
    publisher: publisherOf(fields),
    "publisher-place": text("location", "address"),
    edition: text("edition"),
    volume: [text("volume"), text("part")].filter(Boolean).join("."),
    issue: isSerial ? [number, text("issue")].filter(Boolean).join(", ") : text("issue"),
    page: pagesOf(text("pages")) || text("eid"),
    number: isSerial ? undefined : number,
    genre: genreOf(type, text("type")),
    note: [text("note"), text("addendum")].filter(Boolean).join(". "),
    abstract: text("abstract"),
    keyword: text("keywords", "keyword"),
    language: text("langid", "language", "hyphenation"),
    ISBN: text("isbn"),
    ISSN: text("issn"),
    ...identifiersOf(fields),
    accessed: dateOf(fields, "url"),
    custom: names.complete ? undefined : { "authors-complete": false },
  });
}

/** Drops what is empty: `exactOptionalPropertyTypes` wants such a property absent. */
function withoutEmpty(draft: { [name in keyof Reference]: Reference[name] | undefined }): Reference {
  const kept = Object.entries(draft).filter(([, value]) => value !== undefined && value !== "" && !isEmptyList(value));
  return Object.fromEntries(kept) as unknown as Reference;
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function firstText(fields: RawFields, names: readonly string[]): string {
  for (const name of names) {
    const value = fields.get(name);
    if (value !== undefined && value !== "") return latexToText(value);
  }
  return "";
}

function cslTypeOf(type: string, fields: RawFields): string {
  const subtype = fields.get("entrysubtype")?.toLowerCase();
  if (type === "article" && (subtype === "magazine" || subtype === "newspaper")) return `article-${subtype}`;
  if (type === "unpublished" && (fields.has("eventdate") || fields.has("eventtitle") || fields.has("venue")))
    return "speech";
  return cslTypes.get(type) ?? "document";
}

function namesOf(fields: RawFields): { author: readonly Name[]; editor: readonly Name[]; complete: boolean } {
  const keepsParticle = /useprefix\s*(?:=\s*true\s*)?(?:,|$)/i.test(fields.get("options") ?? "");
  const author = readNames(fields.get("author") ?? "", keepsParticle);
  const editor = readNames(fields.get("editor") ?? "", keepsParticle);
  return { author: author.names, editor: editor.names, complete: author.complete };
}

/** "Title: subtitle. Addition"; no colon where the title ends in punctuation of its own. */
function joinTitle(title: string, subtitle: string, addition: string): string {
  const withSubtitle = join(title, subtitle, ": ");
  return join(withSubtitle, addition, ". ");
}

function join(first: string, second: string, separator: string): string {
  if (first === "" || second === "") return first || second;
  return /[.:?!]$/.test(first) ? `${first} ${second}` : first + separator + second;
}

function titleParts(fields: RawFields, prefix: string): string {
  const part = (name: string) => firstText(fields, [prefix + name]);
  return joinTitle(part("title"), part("subtitle"), part("titleaddon"));
}

function titleOf(fields: RawFields): string {
  const title = titleParts(fields, "");
  const main = titleParts(fields, "main");
  const isPart = fields.has("booktitle") || fields.has("journal") || fields.has("journaltitle");
  return main === "" || isPart ? title || main : join(main, title, ". ");
}

function containerTitleOf(fields: RawFields): string {
  const journal = joinTitle(
    firstText(fields, ["journaltitle", "journal"]),
    firstText(fields, ["journalsubtitle"]),
    firstText(fields, ["journaltitleaddon"]),
  );
  if (journal !== "") return journal;
  const book = titleParts(fields, "book");
  const main = titleParts(fields, "main");
  return book === "" ? "" : join(main, book, ". ");
}

function publisherOf(fields: RawFields): string {
  const names = ["school", "institution", "organization", "howpublished", "publisher"];
  const texts = names.map((name) =>
    isAddress(fields.get(name)) ? "" : firstText(fields, [name]).replace(/ and /g, "; "),
  );
  return texts.filter((text) => text !== "").join("; ");
}

/** `howpublished = {\url{https://…}}` is an address, no publisher. */
function isAddress(value: string | undefined): boolean {
  return value !== undefined && /^\s*(?:\\url\s*\{|https?:)/.test(value);
}

function pagesOf(pages: string): string {
  return pages.replace(/\s*[–—‐‑−-]+\s*/g, "-").replace(/\+$/, "");
}

function genreOf(type: string, written: string): string {
  if (written !== "") return genres[written.toLowerCase()] ?? written;
  return type === "phdthesis" || type === "mastersthesis" ? (genres[type] ?? "") : "";
}

function dateOf(fields: RawFields, prefix: "" | "url"): DateVariable | undefined {
  const date = readDate(fields.get(`${prefix}date`) ?? "");
  if (date || prefix !== "") return date;
  return readYearMonthDay(fields.get("year") ?? "", fields.get("month") ?? "", fields.get("day") ?? "");
}

/** A verbatim field: no LaTeX but `\url{}`, angle brackets and escaped characters that reference managers write. */
export function verbatim(value: string | undefined): string {
  return (value ?? "")
    .trim()
    .replace(/^\\(?:url|path|nolinkurl)\s*\{([\s\S]*)\}$/, "$1")
    .replace(/^<(.*)>$/, "$1")
    .replace(/\{\\(?:textasciitilde|_)\}|\\textasciitilde(?:\{\})?/g, (found) => (found.includes("_") ? "_" : "~"))
    .replace(/\\([_%&#~$^{}])(?:\{\})?/g, "$1")
    .replace(/\s+/g, "")
    .replace(/^\{(.*)\}$/, "$1");
}

function identifiersOf(
  fields: RawFields,
): Pick<{ [name in keyof Reference]: string | undefined }, "DOI" | "PMID" | "PMCID" | "URL"> {
  const eprint = verbatim(fields.get("eprint"));
  const archive = (fields.get("eprinttype") ?? fields.get("archiveprefix") ?? "").trim().toLowerCase();
  const howPublished = isAddress(fields.get("howpublished")) ? verbatim(fields.get("howpublished")) : "";
  const url = verbatim(fields.get("url")) || howPublished;
  const doi = verbatim(fields.get("doi"));
  return {
    // A DOI that is none is kept as written, for a check to point at.
    DOI: normaliseDoi(doi) ?? (doi || normaliseDoi(/doi\.org\//i.test(url) ? url : "")),
    PMID: normalisePmid(verbatim(fields.get("pmid"))) ?? (archive === "pubmed" ? normalisePmid(eprint) : undefined),
    PMCID:
      normalisePmcid(verbatim(fields.get("pmcid") ?? fields.get("pmc"))) ??
      (archive === "pmc" ? normalisePmcid(eprint) : undefined),
    URL: url || (archive === "arxiv" ? arxivAddress(eprint) : undefined),
  };
}

function arxivAddress(eprint: string): string | undefined {
  const identifier = normaliseArxiv(eprint);
  return identifier && `https://arxiv.org/abs/${identifier}`;
}
