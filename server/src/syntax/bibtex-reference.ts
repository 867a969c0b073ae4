/** The raw fields of a BibTeX or biblatex entry as CSL-JSON; types and fields are mapped as Pandoc maps them. */

import { readDate, readYearMonthDay } from "./bibtex-dates.ts";
import type { RawFields } from "./bibtex-fields.ts";
import { readNames, splitList } from "./bibtex-names.ts";
import { normaliseArxiv, normaliseDoi, normalisePmcid, normalisePmid } from "./identifiers.ts";
import { latexToText } from "./latex-text.ts";
import type { NameVariable, Reference, TextVariable } from "./reference.ts";

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

/** biblatex's localisation keys that stand in `type`, `pubstate` and `location`, in its English. */
const localised: ReadonlyMap<string, string> = new Map([
  ["phdthesis", "PhD thesis"],
  ["mathesis", "Master’s thesis"],
  ["mastersthesis", "Master’s thesis"],
  ["bathesis", "Bachelor’s thesis"],
  ["candthesis", "Candidate thesis"],
  ["techreport", "technical report"],
  ["resreport", "research report"],
  ["patent", "patent"],
  ["patentde", "German patent"],
  ["patenteu", "European patent"],
  ["patentfr", "French patent"],
  ["patentuk", "British patent"],
  ["patentus", "U.S. patent"],
  ["inpreparation", "in preparation"],
  ["submitted", "submitted"],
  ["forthcoming", "forthcoming"],
  ["inpress", "in press"],
  ["prepublished", "pre-published"],
  ["countryde", "Germany"],
  ["countryep", "European Union"],
  ["countryeu", "European Union"],
  ["countryfr", "France"],
  ["countryuk", "United Kingdom"],
  ["countryus", "United States of America"],
]);

/** Variables that are one field's text, or that of the first of several fields that is there. */
const textFields: readonly (readonly [TextVariable, ...string[]])[] = [
  ["title-short", "shorttitle"],
  ["original-title", "origtitle"],
  ["container-title-short", "shortjournal"],
  ["collection-title", "series"],
  ["event-title", "eventtitle"],
  ["event-place", "venue"],
  ["original-publisher", "origpublisher"],
  ["original-publisher-place", "origlocation"],
  ["edition", "edition"],
  ["version", "version"],
  ["chapter-number", "chapter"],
  ["number-of-pages", "pagetotal"],
  ["number-of-volumes", "volumes"],
  ["annote", "annotation", "annote"],
  ["abstract", "abstract"],
  ["keyword", "keywords", "keyword"],
  ["language", "langid", "language", "hyphenation"],
  ["call-number", "library"],
  ["ISBN", "isbn"],
  ["ISSN", "issn"],
];

const nameFields: readonly (readonly [NameVariable, string])[] = [
  ["author", "author"],
  ["editor", "editor"],
  ["translator", "translator"],
  ["container-author", "bookauthor"],
  ["director", "director"],
];

/** biblatex's further editors; the role of each stands in a field of its own (`editoratype`). */
const roleFields = ["editora", "editorb", "editorc"];

const roles: Readonly<Record<string, NameVariable>> = {
  editor: "editor",
  compiler: "compiler",
  director: "director",
  organizer: "organizer",
  translator: "translator",
};

/** Entry types that stand in a series with a number of their own in it. */
const numberedInSeries: ReadonlySet<string> = new Set(
  (
    "book mvbook collection mvcollection proceedings mvproceedings reference mvreference inbook bookinbook suppbook " +
    "incollection suppcollection inproceedings conference inreference"
  ).split(" "),
);

/** Types that are part of a book. */
const partTypes: ReadonlySet<string> = new Set(["chapter", "paper-conference", "entry-encyclopedia"]);

type Draft = { -readonly [name in keyof Reference]: Reference[name] };

/** Makes the reference of an entry; `type` in lower case. */
export function referenceOfFields(key: string, type: string, fields: RawFields): Reference {
  const draft: Draft = { id: key, type: cslTypeOf(type, fields) };
  setTitles(draft, type, fields);
  setNames(draft, fields);
  setDates(draft, fields);
  for (const [variable, ...names] of textFields) setText(draft, variable, firstText(fields, names));
  setText(draft, "volume", joined(".", firstText(fields, ["volume"]), firstText(fields, ["part"])));
  setNumbers(draft, type, fields);
  setText(draft, "page", pagesOf(firstText(fields, ["pages"])) || firstText(fields, ["eid"]));
  setPublisher(draft, fields);
  setText(
    draft,
    "genre",
    localisedText(firstText(fields, ["type"])) || (/thesis$/.test(type) ? localised.get(type) : ""),
  );
  setText(draft, "status", localisedText(firstText(fields, ["pubstate"])));
  setText(draft, "note", joined(". ", firstText(fields, ["note"]), firstText(fields, ["addendum"])));
  setIdentifiers(draft, fields);
  return draft;
}

function setText(draft: Draft, variable: TextVariable, text: string | undefined): void {
  if (text !== undefined && text !== "") draft[variable] = text;
}

function joined(separator: string, first: string, second: string): string {
  return first && second ? first + separator + second : first || second;
}

function firstText(fields: RawFields, names: readonly string[]): string {
  for (const name of names) {
    const value = fields.get(name);
    if (value !== undefined && value !== "") return latexToText(value);
  }
  return "";
}

function localisedText(written: string): string {
  return localised.get(written.toLowerCase()) ?? written;
}

function cslTypeOf(type: string, fields: RawFields): string {
  const subtype = fields.get("entrysubtype")?.toLowerCase();
  if (type === "article" && (subtype === "magazine" || subtype === "newspaper")) return `article-${subtype}`;
  if (type === "unpublished" && (fields.has("eventdate") || fields.has("eventtitle") || fields.has("venue")))
    return "speech";
  return cslTypes.get(type) ?? "document";
}

function setNames(draft: Draft, fields: RawFields): void {
  const keepsParticle = /useprefix\s*(?:=\s*true\s*)?(?:,|$)/i.test(fields.get("options") ?? "");
  for (const [variable, field] of nameFields) setNameList(draft, variable, fields.get(field), keepsParticle);
  for (const field of roleFields) {
    const role = fields.get(`${field}type`)?.toLowerCase() ?? "editor";
    setNameList(draft, roles[role] ?? "contributor", fields.get(field), keepsParticle);
  }
}

function setNameList(draft: Draft, variable: NameVariable, value: string | undefined, keepsParticle: boolean): void {
  if (value === undefined) return;
  const { names, complete } = readNames(value, keepsParticle);
  if (variable === "author" && !complete) draft.custom = { "authors-complete": false };
  const known = draft[variable] ?? [];
  const found = complete || variable === "author" ? names : [...names, { literal: "others" }];
  if (found.length > 0) draft[variable] = known.length > 0 ? [...known, ...found] : found;
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

/**
 * A volume of a work in several has the work's title, and its own as `volume-title`: in a part of a book the container's, else
 * the title.
 */
function setTitles(draft: Draft, type: string, fields: RawFields): void {
  const title = titleParts(fields, "");
  const main = fields.has("maintitle") ? titleParts(fields, "main") : "";
  const book = draft.type === "book" ? "" : titleParts(fields, "book");
  const journal = journalOf(fields);
  if (type === "periodical") {
    setText(draft, "title", joinTitle(firstText(fields, ["issuetitle"]), firstText(fields, ["issuesubtitle"]), ""));
    setText(draft, "container-title", title);
  } else if (journal !== "") {
    setText(draft, "title", title || main);
    setText(draft, "container-title", journal);
  } else if (book !== "" || partTypes.has(draft.type)) {
    setText(draft, "title", title);
    setText(draft, "container-title", main || book);
    if (main !== "") setText(draft, "volume-title", book);
  } else {
    setText(draft, "title", main || title);
    if (main !== "") setText(draft, "volume-title", title);
  }
}

function journalOf(fields: RawFields): string {
  const title = firstText(fields, ["journaltitle", "journal"]);
  return joinTitle(title, firstText(fields, ["journalsubtitle"]), firstText(fields, ["journaltitleaddon"]));
}

/** An article's `number` is its issue, a book's its place in the series, another work's a number of its own. */
function setNumbers(draft: Draft, type: string, fields: RawFields): void {
  const number = firstText(fields, ["number"]);
  const issue = firstText(fields, ["issue"]);
  if (draft.type.startsWith("article")) setText(draft, "issue", joined(", ", number, issue));
  else {
    setText(draft, "issue", issue);
    setText(draft, numberedInSeries.has(type) ? "collection-number" : "number", number);
  }
}

const publisherFields = ["school", "institution", "organization", "howpublished", "publisher"];

function setPublisher(draft: Draft, fields: RawFields): void {
  const publishers: string[] = [];
  for (const name of publisherFields) {
    const value = fields.get(name);
    if (value !== undefined && !isAddress(value)) publishers.push(...literalList(value));
  }
  setText(draft, "publisher", publishers.join("; "));
  const places = literalList(fields.get("location") ?? fields.get("address") ?? "");
  if (draft.type === "patent") setText(draft, "jurisdiction", places.map(localisedText).join("; "));
  else setText(draft, "publisher-place", places.join("; "));
}

function literalList(value: string): string[] {
  if (value === "") return [];
  return splitList(value).map(latexToText).filter(Boolean);
}

/** `howpublished = {\url{https://…}}` is an address, no publisher. */
function isAddress(value: string | undefined): boolean {
  return value !== undefined && /^\s*(?:\\url\s*\{|https?:)/.test(value);
}

function pagesOf(pages: string): string {
  return pages.replace(/\s*[–—‐‑−-]+\s*/g, "-").replace(/\+$/, "");
}

function setDates(draft: Draft, fields: RawFields): void {
  const issued =
    readDate(fields.get("date") ?? "") ??
    readYearMonthDay(fields.get("year") ?? "", fields.get("month") ?? "", fields.get("day") ?? "");
  if (issued) draft.issued = issued;
  for (const [variable, field] of dateVariables) {
    const date = readDate(fields.get(field) ?? "");
    if (date) draft[variable] = date;
  }
}

const dateVariables = [
  ["accessed", "urldate"],
  ["event-date", "eventdate"],
  ["original-date", "origdate"],
] as const;

/** A verbatim field: no LaTeX but `\url{}`, angle brackets and escaped characters that reference managers write. */
export function verbatim(value: string | undefined): string {
  if (value === undefined) return "";
  if (!/[\\{}<\s]/.test(value)) return value;
  return value
    .trim()
    .replace(/^\\(?:url|path|nolinkurl)\s*\{([\s\S]*)\}$/, "$1")
    .replace(/^<(.*)>$/, "$1")
    .replace(/\{\\(?:textasciitilde|_)\}|\\textasciitilde(?:\{\})?/g, (found) => (found.includes("_") ? "_" : "~"))
    .replace(/\\([_%&#~$^{}])(?:\{\})?/g, "$1")
    .replace(/\s+/g, "")
    .replace(/^\{(.*)\}$/, "$1");
}

function setIdentifiers(draft: Draft, fields: RawFields): void {
  const eprint = verbatim(fields.get("eprint"));
  const archive = eprint && (fields.get("eprinttype") ?? fields.get("archiveprefix") ?? "").trim().toLowerCase();
  const howPublished = isAddress(fields.get("howpublished")) ? verbatim(fields.get("howpublished")) : "";
  const url = verbatim(fields.get("url")) || howPublished;
  const doi = verbatim(fields.get("doi"));
  // A DOI that is none is kept as written, for a check to point at.
  setText(draft, "DOI", doi ? (normaliseDoi(doi) ?? doi) : /doi\.org\//i.test(url) ? normaliseDoi(url) : "");
  const pmid = verbatim(fields.get("pmid")) || (archive === "pubmed" ? eprint : "");
  setText(draft, "PMID", pmid && normalisePmid(pmid));
  const pmcid = verbatim(fields.get("pmcid") ?? fields.get("pmc")) || (archive === "pmc" ? eprint : "");
  setText(draft, "PMCID", pmcid && normalisePmcid(pmcid));
  setText(draft, "URL", url || archiveAddress(archive, eprint));
}

/** Where the archives that biblatex knows keep a work. */
function archiveAddress(archive: string, eprint: string): string | undefined {
  if (archive === "arxiv") return arxivAddress(eprint);
  if (archive === "jstor") return `https://www.jstor.org/stable/${eprint}`;
  return archive === "hdl" ? `https://hdl.handle.net/${eprint}` : undefined;
}

function arxivAddress(eprint: string): string | undefined {
  const identifier = normaliseArxiv(eprint);
  return identifier && `https://arxiv.org/abs/${identifier}`;
}
