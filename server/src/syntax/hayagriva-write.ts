/** Writes references as entries of a Hayagriva file, what they appeared in as their parent. */

import { stringify } from "yaml";
import type { Name, Reference } from "./reference.ts";
import { invertedName } from "./written-names.ts";
import { standalone } from "./written-works.ts";

/** The type of a work and of its parent, by CSL type. */
const types: Readonly<Record<string, readonly [string, string?]>> = {
  "article-journal": ["Article", "Periodical"],
  "article-magazine": ["Article", "Periodical"],
  "article-newspaper": ["Article", "Newspaper"],
  "post-weblog": ["Article", "Blog"],
  "paper-conference": ["Article", "Proceedings"],
  chapter: ["Chapter", "Book"],
  "entry-encyclopedia": ["Entry", "Reference"],
  "entry-dictionary": ["Entry", "Reference"],
  book: ["Book"],
  report: ["Report"],
  thesis: ["Thesis"],
  webpage: ["Web"],
  graphic: ["Artwork"],
  patent: ["Patent"],
  legal_case: ["Case"],
  legislation: ["Legislation"],
  manuscript: ["Manuscript"],
  periodical: ["Periodical"],
  software: ["Repository"],
  motion_picture: ["Video"],
  song: ["Audio"],
  speech: ["Conference"],
  post: ["Post"],
  performance: ["Performance"],
};

/** One mapping, keys in the order of the references. */
export function writeHayagriva(references: readonly Reference[]): string {
  return references
    .map((reference) => stringify({ [reference.id]: entryOf(reference) }, { lineWidth: 0, compat: "yaml-1.1" }))
    .join("\n");
}

/** At the end of the file, an empty line before each entry; every other byte stays. */
export function insertHayagriva(text: string, references: readonly Reference[]): { offset: number; newText: string } {
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const end = text.trimEnd().length;
  const isEnded = /^\r?\n/.test(text.slice(end));
  const before = end === 0 ? "" : eol.repeat(isEnded ? 1 : 2);
  const offset = isEnded ? text.indexOf("\n", end) + 1 : text.length;
  return { offset, newText: before + writeHayagriva(references).replaceAll("\n", eol) };
}

function entryOf(reference: Reference): object {
  const [type = "Misc", parentType] = types[reference.type] ?? [];
  const container = reference["container-title"];
  const isAlone = standalone.has(reference.type);
  const isPart = !isAlone && (parentType !== undefined || container !== undefined);
  const issuing = {
    volume: numeric(reference.volume),
    issue: numeric(reference.issue),
    edition: numeric(reference.edition),
    publisher: publisherOf(reference),
    "serial-number": present({ isbn: reference.ISBN, issn: reference.ISSN }),
  };
  return defined({
    type,
    title: reference.title,
    author: reference.author?.map(personOf),
    date: dateOf(reference.issued),
    ...(isPart ? {} : { editor: reference.editor?.map(personOf), ...issuing }),
    "page-range": reference.page,
    "serial-number": present({
      ...(isPart ? {} : issuing["serial-number"]),
      doi: reference.DOI,
      pmid: reference.PMID,
      pmcid: reference.PMCID,
      serial: reference.number,
    }),
    url: urlOf(reference),
    genre: reference.genre,
    language: reference.language,
    note: reference.note,
    abstract: reference.abstract,
    parent: isPart
      ? present({
          type: parentType,
          title: titleOf(container, reference["container-title-short"]),
          editor: reference.editor?.map(personOf),
          ...issuing,
          parent: seriesOf(reference),
        })
      : seriesOf(reference),
  });
}

function seriesOf({ "collection-title": title }: Reference): object | undefined {
  return present({ title });
}

function defined(fields: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** The fields that have a value, or nothing where none has. */
function present(fields: Readonly<Record<string, unknown>>): object | undefined {
  const kept = defined(fields);
  return Object.keys(kept).length === 0 ? undefined : kept;
}

/** Digits without a sign, which need no quotes. */
function numeric(text: string | undefined): string | number | undefined {
  return text !== undefined && /^(?:0|[1-9]\d{0,8})$/.test(text) ? Number(text) : text;
}

function personOf(name: Name): string | object {
  const { family, given, suffix, literal } = name;
  const prefix = name["non-dropping-particle"] ?? name["dropping-particle"];
  if (family === undefined) return /,/.test(literal ?? "") ? { name: literal } : (literal ?? given ?? "");
  const isPlain = prefix === undefined && given !== undefined && !/,|^\p{Ll}/u.test(family) && !/,/.test(given);
  return isPlain ? invertedName(name) : defined({ name: family, "given-name": given, prefix, suffix });
}

function titleOf(title: string | undefined, short: string | undefined): string | object | undefined {
  return title === undefined || short === undefined ? title : { value: title, short };
}

function publisherOf(reference: Reference): string | object | undefined {
  const { publisher: name, "publisher-place": location } = reference;
  return location === undefined ? name : defined({ name, location });
}

function urlOf({ URL: value, accessed }: Reference): string | object | undefined {
  const date = dateOf(accessed);
  return value === undefined || date === undefined ? value : { value, date };
}

function dateOf(date: Reference["issued"]): string | number | undefined {
  const [parts] = date?.["date-parts"] ?? [];
  if (!parts) return undefined;
  if (parts.length === 1) return parts[0];
  return parts.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, "0")).join("-");
}
