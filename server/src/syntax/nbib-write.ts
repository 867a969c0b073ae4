/** Writes references as PubMed's NBIB, the MEDLINE display format. */

import { nlmLanguage } from "./nbib-reference.ts";
import type { Name, Reference } from "./reference.ts";
import { medlineDate } from "./written-dates.ts";
import { invertedName } from "./written-names.ts";

/** Records apart by an empty line, long values wrapped below their beginning. */
export function writeNbib(references: readonly Reference[]): string {
  return references.map(record).join("\n");
}

function record(reference: Reference): string {
  const lines = fieldsOf(reference).filter(([, value]) => value !== undefined && value !== "");
  return lines.map(([tag, value = ""]) => `${wrapped(`${tag.padEnd(4)}- `, value.split(/\s+/))}\n`).join("");
}

const widest = 88;
const indent = " ".repeat(6);

/** Words after a tag, in lines as wide as PubMed's; a line after the first is indented below the value. */
function wrapped(tag: string, words: readonly string[]): string {
  const lines: string[] = [];
  let line = tag;
  for (const word of words.filter((it) => it !== "")) {
    const isFirst = line === tag || line === indent;
    if (!isFirst && line.length + 1 + word.length > widest) {
      lines.push(line);
      line = indent + word;
    } else line += isFirst ? word : ` ${word}`;
  }
  return [...lines, line].join("\n");
}

/** Publication types by CSL type; articles in journals and all else are journal articles, as PubMed has no other. */
const publicationTypes: Readonly<Record<string, string>> = {
  article: "Preprint",
  "article-newspaper": "Newspaper Article",
  book: "Book",
  chapter: "Book Chapter",
  dataset: "Dataset",
  thesis: "Academic Dissertation",
};

function fieldsOf(reference: Reference): [string, string | undefined][] {
  const { title = "", DOI, type } = reference;
  const isBook = type === "book";
  const ended = title === "" || /[?!]$/.test(title) ? title : `${title}.`;
  return [
    ["PMID", reference.PMID],
    ["IS", reference.ISSN],
    ["ISBN", reference.ISBN],
    ["VI", reference.volume],
    ["IP", reference.issue],
    ["DP", reference.issued?.["date-parts"]?.map(medlineDate).join("-") ?? reference.issued?.literal],
    [isBook ? "BTI" : "TI", ended],
    ["PG", reference.page],
    ["LID", DOI && `${DOI} [doi]`],
    ["AB", reference.abstract],
    ...(reference.author ?? []).flatMap(authorFields),
    ["AU", reference.custom?.["authors-complete"] === false ? "et al" : undefined],
    ...(reference.editor ?? []).map((name): [string, string] => ["FED", fullName(name)]),
    ["LA", reference.language && nlmLanguage(reference.language)],
    ["PT", publicationTypes[type] ?? "Journal Article"],
    ["EN", reference.edition],
    ["PB", reference.publisher],
    ["CTI", reference["collection-title"]],
    ["TA", reference["container-title-short"]],
    [type === "chapter" ? "BTI" : "JT", isBook ? undefined : reference["container-title"]],
    ...(reference.keyword ?? "").split(/\s*,\s*/).map((term): [string, string] => ["OT", term]),
    ["PMC", reference.PMCID],
    ["AID", DOI && `${DOI} [doi]`],
  ];
}

/** A person in full and abbreviated, a group as such. */
function authorFields(name: Name): [string, string][] {
  if (name.family === undefined) return [["CN", name.literal ?? name.given ?? ""]];
  const initials =
    (name.given ?? "")
      .match(/\p{Lu}/gu)
      ?.join("")
      .slice(0, 2) ?? "";
  const family = [name["dropping-particle"], name["non-dropping-particle"], name.family].filter(Boolean).join(" ");
  return [
    ["FAU", fullName(name)],
    ["AU", [family, initials, name.suffix].filter(Boolean).join(" ")],
  ];
}

/** `Doe, Jane A Jr`: MEDLINE has no comma before the suffix. */
function fullName({ suffix, ...name }: Name): string {
  return suffix === undefined ? invertedName(name) : `${invertedName(name)} ${suffix}`;
}
