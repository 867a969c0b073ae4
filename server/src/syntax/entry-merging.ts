/** Merges two entries of one work as text: what one lacks is taken from the other as it is written there, and that one goes. */
import type { Document, Span } from "../text/document.ts";
import { BibtexEntry } from "./bibtex.ts";
import type { Insertion } from "./bibtex-write.ts";
import type { BibliographyEntry } from "./facts.ts";

/** Fields that say one thing between them: who has one of these lacks none. */
const kin: readonly (readonly string[])[] = [
  ["title", "subtitle", "titleaddon"],
  ["maintitle", "mainsubtitle", "maintitleaddon"],
  ["booktitle", "booksubtitle", "booktitleaddon"],
  ["journal", "journaltitle", "journalsubtitle", "journaltitleaddon"],
  ["date", "year", "month", "day"],
  ["pages", "eid"],
  ["number", "issue"],
  ["address", "location"],
  ["school", "institution"],
  ["annote", "annotation"],
  ["keywords", "keyword"],
  ["language", "langid", "hyphenation"],
  ["eprint", "eprinttype", "archiveprefix", "eprintclass", "primaryclass"],
  ["pmcid", "pmc"],
];

/** What an entry inherits or how it is processed is its own affair. */
const neverTaken: ReadonlySet<string> = new Set(
  (
    "crossref xref xdata related relatedtype relatedstring relatedoptions entryset execute ids options presort sortkey " +
    "sorttitle sortname sortyear shorthand label timestamp owner"
  ).split(" "),
);

function kinOf(name: string): readonly string[] {
  return kin.find((names) => names.includes(name)) ?? [name];
}

/**
 * The edit that gives an entry the fields that it lacks and another has, as they are written there. `undefined` where it
 * lacks none, or one of the two is no BibTeX.
 */
export function missingFieldsEdit(
  { text }: Document,
  entry: BibliographyEntry,
  source: Document,
  other: BibliographyEntry,
): Insertion | undefined {
  if (!(entry instanceof BibtexEntry) || !(other instanceof BibtexEntry)) return undefined;
  const own = entry.fields;
  const last = own.at(-1);
  const nameOf = (written: string, { name }: { readonly name: Span }) =>
    written.slice(name.start, name.end).toLowerCase();
  const names = new Set(own.map((field) => nameOf(text, field)));
  // What it inherits it does not lack, and what that is can't be seen from the fields.
  if (!last || names.has("crossref") || names.has("xdata")) return undefined;
  const taken = other.fields.filter((field) => {
    const name = nameOf(source.text, field);
    const value = source.text.slice(field.value.start, field.value.end);
    if (neverTaken.has(name) || kinOf(name).some((it) => names.has(it)) || /^(?:\{\s*\}|"\s*")?$/.test(value))
      return false;
    return source.text === text || !namesString(value);
  });
  if (taken.length === 0) return undefined;
  const separator = /[\r\n]?[\r\n][ \t]*$/.exec(text.slice(entry.keySpan.end, last.name.start))?.[0] ?? " ";
  const written = taken.map(({ name, value }) => `,${separator}${source.text.slice(name.start, value.end)}`);
  return { offset: last.value.end, newText: written.join("") };
}

/** Whether a value is joined of parts or names a `@string`, which another file need not have; months all files have. */
function namesString(value: string): boolean {
  return (
    !/^(?:\{[\s\S]*\}|"[\s\S]*"|\d+|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)$/i.test(value) ||
    /[}"]\s*#/.test(value)
  );
}

/** How much an entry says: its fields, or in another format the variables of its reference. */
export function factCount(entry: BibliographyEntry): number {
  if (entry instanceof BibtexEntry) return entry.fields.length;
  return Object.keys(entry.reference).length;
}

/**
 * What to delete for an entry to go, with the space that sets it apart. `undefined` where the format is another program's
 * export, or one in which entries can't be told apart by delimiters.
 */
export function removalOfEntry({ format, text }: Document, { span }: BibliographyEntry): Span | undefined {
  if (format === "bibtex") return withLines(text, span);
  return format === "csl-json" ? withComma(text, span) : undefined;
}

/** The lines that an entry has to itself, and the blank lines that follow, or at the file's end those before. */
function withLines(text: string, { start, end }: Span): Span {
  const indent = /(?<=^|\n)[ \t]*$/.exec(text.slice(0, start));
  const rest = /^[ \t]*,?[ \t]*(?:\r?\n|$)/.exec(text.slice(end));
  if (!indent || !rest) return { start, end };
  const after = end + rest[0].length;
  const blank = /^(?:[ \t]*\r?\n)*/.exec(text.slice(after))?.[0].length ?? 0;
  if (after + blank < text.length) return { start: indent.index, end: after + blank };
  const before = /(?<=\n)(?:[ \t]*\r?\n)+$/.exec(text.slice(0, indent.index));
  return { start: before?.index ?? indent.index, end: after };
}

function withComma(text: string, { start, end }: Span): Span {
  const after = /^\s*,\s*/.exec(text.slice(end));
  if (after) return { start, end: end + after[0].length };
  const before = /\s*,\s*$/.exec(text.slice(0, start));
  return { start: before?.index ?? start, end };
}
