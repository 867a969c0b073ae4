/** Writes references into bibliographies: BibTeX entries, and the edit that adds references to a file of any format. */

import type { Document } from "../text/document.ts";
import { insertJsonItems } from "./csl-json.ts";
import { insertYamlItems } from "./csl-yaml.ts";
import { looksLikeHayagriva } from "./hayagriva.ts";
import { insertHayagriva } from "./hayagriva-write.ts";
import { textToLatex } from "./latex-text.ts";
import type { Name, Reference } from "./reference.ts";

/** One insertion; `offset` in UTF-16 code units of the document's text. */
export interface Insertion {
  readonly offset: number;
  readonly newText: string;
}

const entryTypes: Readonly<Record<string, string>> = {
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
  pamphlet: "booklet",
};

const monthMacros = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** One entry, fields in a fixed order, without a final newline. Read again it gives the same facts. */
export function bibtexEntry(reference: Reference, key: string = reference.id): string {
  const type = entryTypes[reference.type] ?? "misc";
  const fields = fieldsOf(reference, type).filter(([, value]) => value !== "");
  return `@${type}{${key},\n${fields.map(([name, value]) => `  ${name} = ${value},\n`).join("")}}`;
}

function fieldsOf(reference: Reference, type: string): [string, string][] {
  const container = type === "incollection" || type === "inproceedings" ? "booktitle" : "journal";
  const publisher = type === "phdthesis" ? "school" : type === "techreport" ? "institution" : "publisher";
  const isArticle = type === "article";
  return [
    ["author", nameList(reference.author, reference.custom?.["authors-complete"] === false)],
    ["editor", nameList(reference.editor, false)],
    ["title", braced(protectCapitals(reference.title ?? ""))],
    [container, plain(reference["container-title"])],
    ["shortjournal", plain(reference["container-title-short"])],
    ...dateFields(reference),
    ["volume", plain(reference.volume)],
    ["number", plain(isArticle ? reference.issue : reference.number)],
    ["issue", isArticle ? "" : plain(reference.issue)],
    ["pages", braced((reference.page ?? "").replace(/(\d)-(?=\d)/g, "$1--"))],
    ["series", plain(reference["collection-title"])],
    ["edition", plain(reference.edition)],
    [publisher, plain(reference.publisher)],
    ["address", plain(reference["publisher-place"])],
    ["type", plain(reference.genre)],
    ["doi", braced(reference.DOI ?? "")],
    ["pmid", braced(reference.PMID ?? "")],
    ["pmcid", braced(reference.PMCID ?? "")],
    ["isbn", plain(reference.ISBN)],
    ["issn", plain(reference.ISSN)],
    ["url", braced(reference.URL ?? "")],
    ["urldate", braced(isoDate(reference.accessed?.["date-parts"]?.[0] ?? []))],
    ["language", plain(reference.language)],
    ["keywords", plain(reference.keyword)],
    ["note", plain(reference.note)],
    ["abstract", plain(reference.abstract)],
    ["options", hasKeptParticle(reference) ? "{useprefix=true}" : ""],
  ];
}

function braced(latex: string): string {
  return latex === "" ? "" : `{${latex}}`;
}

function plain(text: string | undefined): string {
  return braced(textToLatex(text ?? ""));
}

function isoDate(parts: readonly number[]): string {
  return parts.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, "0")).join("-");
}

/** `year`, `month` and `day`, which BibTeX and biblatex both read; `date` for a range, which only biblatex has. */
function dateFields(reference: Reference): [string, string][] {
  const [from, to] = reference.issued?.["date-parts"] ?? [];
  if (!from) return [["year", plain(reference.issued?.literal)]];
  if (to) return [["date", `{${isoDate(from)}/${isoDate(to)}}`]];
  const [year = 0, month, day] = from;
  return [
    ["year", `{${year}}`],
    ["month", month === undefined ? "" : (monthMacros[month - 1] ?? `{${month}}`)],
    ["day", day === undefined ? "" : `{${day}}`],
  ];
}

function hasKeptParticle(reference: Reference): boolean {
  return [...(reference.author ?? []), ...(reference.editor ?? [])].some((name) => name["non-dropping-particle"]);
}

function nameList(names: readonly Name[] | undefined, moreFollow: boolean): string {
  const written = (names ?? []).map(nameText);
  if (moreFollow && written.length > 0) written.push("others");
  return braced(written.join(" and "));
}

function nameText(name: Name): string {
  if (name.family === undefined) return `{${textToLatex(name.literal ?? name.given ?? "")}}`;
  const particle = name["non-dropping-particle"] ?? name["dropping-particle"] ?? "";
  const family = protectName(name.family);
  const suffix = name.suffix === undefined ? "" : `, ${protectName(name.suffix)}`;
  const given = name.given === undefined ? "" : `, ${protectName(name.given)}`;
  const comma = suffix !== "" && given === "" ? ", " : "";
  return [particle && textToLatex(particle), family].filter(Boolean).join(" ") + suffix + comma + given;
}

/** Braces where BibTeX would see a particle, a separator or a suffix in a part of a name. */
function protectName(part: string): string {
  const latex = textToLatex(part);
  return /,|\sand\s/i.test(part) || /^\P{L}*\p{Ll}/u.test(part) ? `{${latex}}` : latex;
}

/**
 * A title in LaTeX, with braces around the words whose letters no style may change: acronyms, gene symbols, Greek letters,
 * and, in a title in sentence case, names. A title with most words capitalised is in title case, where a capital says nothing.
 */
function protectCapitals(title: string): string {
  const words = title.split(/(\s+)/);
  const long = words.filter((word) => /^\P{L}*\p{L}{4,}/u.test(word));
  const capitalised = long.filter((word) => /^\P{L}*\p{Lu}/u.test(word));
  const isTitleCase = long.length > 2 && capitalised.length > long.length / 2;
  let startsSentence = true;
  return words
    .map((word) => {
      if (/^\s*$/.test(word)) return word;
      const protects = keepsLetters(word) || (!isTitleCase && !startsSentence && /^\P{L}*\p{Lu}/u.test(word));
      startsSentence = /[:.?!—–]["”’)]?$/.test(word);
      return protects ? protectWord(word) : textToLatex(word);
    })
    .join("");
}

/** A capital that is not the word's first letter, a capital beside a digit, or a Greek letter. */
function keepsLetters(word: string): boolean {
  const bare = word.replace(/<[^>]*>/g, "");
  return (
    /\p{L}.*\p{Lu}/u.test(bare.replace(/(?<=[-–/])\p{Lu}(?=\p{Ll})/gu, "x")) ||
    /\p{Script=Greek}|\p{Lu}\d|\d\p{Lu}/u.test(bare)
  );
}

/** Braces around the word without the punctuation at its ends. */
function protectWord(word: string): string {
  const parts = /^([("“‘'[]*)(.*?)([)"”’'\].,:;?!]*)$/su.exec(word);
  const [, before = "", core = word, after = ""] = parts ?? [];
  return `${textToLatex(before)}{${textToLatex(core)}}${textToLatex(after)}`;
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
