/** Writes references into bibliographies: BibTeX entries, and the edit that adds references to a file of any format. */

import type { Document } from "../text/document.ts";
import { edtf, nameList, titleToLatex, yearMonthDay } from "./bibtex-values.ts";
import { insertJsonItems } from "./csl-json.ts";
import { insertYamlItems } from "./csl-yaml.ts";
import { looksLikeHayagriva } from "./hayagriva.ts";
import { insertHayagriva } from "./hayagriva-write.ts";
import { balances, textToLatex } from "./latex-text.ts";
import { type DateVariable, hasAllAuthors, type NameVariable, type Reference, type TextVariable } from "./reference.ts";

/** One insertion; `offset` in UTF-16 code units of the document's text. */
export interface Insertion {
  readonly offset: number;
  readonly newText: string;
}

/** BibTeX's own data model, which any style reads, or biblatex's. Either's reader passes over the other's fields. */
export type BibtexDialect = "bibtex" | "biblatex";

export interface BibtexOptions {
  readonly dialect?: BibtexDialect;
  /** The citation key, where it is another than the reference's own. */
  readonly key?: string;
}

const bibtexTypes: Readonly<Record<string, string>> = {
  article: "article",
  "article-journal": "article",
  "article-magazine": "article",
  "article-newspaper": "article",
  review: "article",
  book: "book",
  chapter: "incollection",
  "entry-encyclopedia": "incollection",
  "paper-conference": "inproceedings",
  report: "techreport",
  thesis: "phdthesis",
  manuscript: "unpublished",
  speech: "unpublished",
  pamphlet: "booklet",
};

const biblatexTypes: Readonly<Record<string, string>> = {
  ...bibtexTypes,
  review: "review",
  "entry-encyclopedia": "inreference",
  report: "report",
  thesis: "thesis",
  speech: "performance",
  dataset: "dataset",
  webpage: "online",
  patent: "patent",
  software: "software",
  graphic: "artwork",
  song: "music",
  legal_case: "jurisdiction",
  legislation: "legislation",
  treaty: "legal",
  personal_communication: "letter",
  motion_picture: "movie",
};

/**
 * One entry, fields in a fixed order, without a final newline. Read again it gives the same facts but for those that the dialect has no place for.
 * What can't stand in a key becomes `_`.
 */
export function bibtexEntry(reference: Reference, options: BibtexOptions = {}): string {
  const dialect = options.dialect ?? "bibtex";
  const type = entryType(reference, dialect);
  const fields = fieldsOf(reference, type, dialect).filter(([, value]) => value !== "" && value !== "{}");
  const key = (options.key ?? reference.id).replace(/[\s"#%(),={}~\\]+/g, "_");
  return `@${type}{${key},\n${fields.map(([name, value]) => `  ${name} = ${value},\n`).join("")}}`;
}

function entryType(reference: Reference, dialect: BibtexDialect): string {
  if (dialect === "biblatex") return biblatexTypes[reference.type] ?? "misc";
  const isMaster = reference.type === "thesis" && /^master/i.test(reference.genre ?? "");
  return isMaster ? "mastersthesis" : (bibtexTypes[reference.type] ?? "misc");
}

/** The fields of the variables that BibTeX and biblatex keep in one text field of the same name. */
const textFields: readonly (readonly [string, TextVariable])[] = [
  ["shorttitle", "title-short"],
  ["edition", "edition"],
  ["version", "version"],
  ["chapter", "chapter-number"],
  ["pagetotal", "number-of-pages"],
  ["volumes", "number-of-volumes"],
  ["eventtitle", "event-title"],
  ["venue", "event-place"],
  ["origtitle", "original-title"],
  ["origpublisher", "original-publisher"],
  ["origlocation", "original-publisher-place"],
  ["pubstate", "status"],
  ["isbn", "ISBN"],
  ["issn", "ISSN"],
  ["library", "call-number"],
  ["keywords", "keyword"],
  ["note", "note"],
  ["annote", "annote"],
  ["abstract", "abstract"],
];

type Fields = readonly (readonly [string, string])[];

function fieldsOf(reference: Reference, type: string, dialect: BibtexDialect): Fields {
  const isArticle = reference.type.startsWith("article") || type === "article";
  const subtype = /^article-(magazine|newspaper)$/.exec(reference.type)?.[1] ?? "";
  const isBiblatex = dialect === "biblatex";
  const numbered = numberOf(reference, isArticle);
  return [
    ["entrysubtype", braced(subtype)],
    ...nameFields(reference),
    ...titleFields(reference, isArticle, isBiblatex),
    ["shortjournal", plain(reference["container-title-short"])],
    ...dateFields(reference, isBiblatex),
    ["volume", plain(reference.volume)],
    ["number", plain(numbered)],
    ["issue", isArticle ? "" : plain(reference.issue)],
    ["pages", braced(textToLatex(reference.page ?? "").replace(/(\d)-(?=\d)/g, "$1--"))],
    ["series", plain(reference["collection-title"])],
    [publisherField(type), list(reference.publisher)],
    [
      isBiblatex || type === "patent" ? "location" : "address",
      list(reference.jurisdiction ?? reference["publisher-place"]),
    ],
    ["type", plain(genreField(reference, type))],
    ["doi", verbatim(reference.DOI)],
    ["pmid", verbatim(reference.PMID)],
    ["pmcid", verbatim(reference.PMCID)],
    ["url", verbatim(reference.URL)],
    [isBiblatex ? "langid" : "language", plain(reference.language)],
    ...textFields.map(([field, variable]): [string, string] => [field, plain(reference[variable])]),
  ];
}

/** What stands in `number`: an article's issue, a book's place in its series, another work's own number. */
function numberOf(reference: Reference, isArticle: boolean): string | undefined {
  return isArticle ? reference.issue : (reference.number ?? reference["collection-number"]);
}

function publisherField(type: string): string {
  if (type === "phdthesis" || type === "mastersthesis") return "school";
  return type === "techreport" || type === "report" || type === "thesis" ? "institution" : "publisher";
}

/** BibTeX prints its own words for a thesis without a `type`; they must not say more than is known. */
function genreField(reference: Reference, type: string): string | undefined {
  if (type === "phdthesis") return reference.genre === "PhD thesis" ? undefined : (reference.genre ?? "Thesis");
  return type === "mastersthesis" && reference.genre === "Master’s thesis" ? undefined : reference.genre;
}

/** Roles that have no field of their own, and what biblatex calls them. */
const otherRoles: readonly (readonly [NameVariable, string])[] = [
  ["compiler", "compiler"],
  ["organizer", "organizer"],
  ["contributor", "collaborator"],
];

function nameFields(reference: Reference): Fields {
  const all = nameVariables.flatMap((variable) => reference[variable] ?? []);
  const keeps = all.some((name) => name["non-dropping-particle"] !== undefined);
  const isMixed = keeps && all.some((name) => name["dropping-particle"] !== undefined);
  const names = (variable: NameVariable, complete: boolean) =>
    braced(nameList(reference[variable] ?? [], complete, isMixed));
  const others = otherRoles.filter(([variable]) => reference[variable] !== undefined);
  return [
    ["author", names("author", hasAllAuthors(reference))],
    ["editor", names("editor", true)],
    ["translator", names("translator", true)],
    ["bookauthor", names("container-author", true)],
    ["director", names("director", true)],
    ...others.flatMap(([variable, role], index): Fields => {
      const field = `editor${"abc".charAt(index)}`;
      return [
        [field, names(variable, true)],
        [`${field}type`, braced(role)],
      ];
    }),
    ["options", keeps && !isMixed ? "{useprefix=true}" : ""],
  ];
}

const nameVariables: readonly NameVariable[] = [
  "author",
  "editor",
  "translator",
  "container-author",
  "director",
  "compiler",
  "organizer",
  "contributor",
];

function titleFields(reference: Reference, isArticle: boolean, isBiblatex: boolean): Fields {
  const title = braced(titleToLatex(reference.title ?? ""));
  const container = plain(reference["container-title"]);
  const volume = plain(reference["volume-title"]);
  // A book is in no other book, so what contains it stands where a journal does.
  if (isArticle || (volume === "" && reference.type === "book"))
    return [
      ["title", title],
      [isBiblatex ? "journaltitle" : "journal", container],
    ];
  if (volume === "")
    return [
      ["title", title],
      ["booktitle", container],
    ];
  return container === ""
    ? [
        ["maintitle", title],
        ["title", volume],
      ]
    : [
        ["title", title],
        ["maintitle", container],
        ["booktitle", volume],
      ];
}

function dateFields(reference: Reference, isBiblatex: boolean): Fields {
  const { issued, accessed } = reference;
  const own =
    isBiblatex && issued?.["date-parts"] ? [["date", braced(edtf(issued))] as const] : yearMonthDay(issued ?? {});
  return [
    ...own,
    ["eventdate", dateField(reference["event-date"])],
    ["origdate", dateField(reference["original-date"])],
    ["urldate", dateField(accessed)],
  ];
}

function dateField(date: DateVariable | undefined): string {
  return braced(date ? edtf(date) || textToLatex(date.literal ?? "") : "");
}

function braced(latex: string): string {
  return latex === "" ? "" : `{${latex}}`;
}

function plain(text: string | undefined): string {
  return braced(textToLatex(text ?? ""));
}

/** A literal list, whose `and` parts its members; what CSL joins is one member. */
function list(text: string | undefined): string {
  const latex = textToLatex(text ?? "");
  return braced(/\sand\s/i.test(latex) ? `{${latex}}` : latex);
}

/** A field that is not read as LaTeX. What would end it too soon is written as addresses have it. */
function verbatim(text = ""): string {
  const safe = text.replace(/\\(?=[{}]|$)/g, "%5C");
  return braced(balances(safe) ? safe : safe.replaceAll("{", "%7B").replaceAll("}", "%7D"));
}

/**
 * The edit that adds references to a bibliography: at the end of a .bib with one blank line before each entry, or after
 * the last item of a CSL list or a Hayagriva file; every other byte stays. `undefined` where the file is no bibliography that
 * can be added to: another program's export (RIS, NBIB, EndNote) is never written into.
 */
export function insertEntries(document: Document, references: readonly Reference[]): Insertion | undefined {
  if (references.length === 0) return undefined;
  if (document.format === "csl-json") return insertJsonItems(document.text, references);
  if (document.format === "hayagriva" || (document.format === "csl-yaml" && looksLikeHayagriva(document.text)))
    return insertHayagriva(document.text, references);
  if (document.format === "csl-yaml") return insertYamlItems(document.text, references);
  return document.format === "bibtex" ? insertBibtex(document.text, references) : undefined;
}

function insertBibtex(text: string, references: readonly Reference[]): Insertion {
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const entries = references.map((reference) => bibtexEntry(reference)).join("\n\n");
  const ending = /(?:\r?\n)*$/.exec(text)?.[0].split("\n").length ?? 1;
  const blankLines = text.trim() === "" ? 0 : Math.max(0, 3 - ending);
  return { offset: text.length, newText: eol.repeat(blankLines) + `${entries}\n`.replaceAll("\n", eol) };
}
