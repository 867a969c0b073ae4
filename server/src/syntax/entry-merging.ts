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

/** An entry and the bibliography that it stands in. */
export interface ListedEntry {
  readonly document: Document;
  readonly entry: BibliographyEntry;
}

/**
 * The edit that gives an entry the fields that it lacks and others have, as the first of them writes each. `undefined` where
 * it lacks none, or is no BibTeX; others that are none give nothing.
 */
export function missingFieldsEdit(
  { document, entry }: ListedEntry,
  others: readonly ListedEntry[],
): Insertion | undefined {
  if (!(entry instanceof BibtexEntry)) return undefined;
  const { text } = document;
  const own = entry.fields;
  const last = own.at(-1);
  const names = new Set(own.map(({ name }) => text.slice(name.start, name.end).toLowerCase()));
  // What an entry inherits it does not lack, but its own fields don't tell what that is.
  if (!last || names.has("crossref") || names.has("xdata")) return undefined;
  const separator = /\r?\n[ \t]*$/.exec(text.slice(entry.keySpan.end, last.name.start))?.[0] ?? " ";
  let written = "";
  for (const other of others) {
    const taken = fieldsToTake(other, names, other.document === document);
    for (const { name, text: field } of taken) {
      names.add(name);
      written += `,${separator}${field}`;
    }
  }
  return written === "" ? undefined : { offset: last.value.end, newText: written };
}

function fieldsToTake(
  { document: { text }, entry }: ListedEntry,
  names: ReadonlySet<string>,
  isSameFile: boolean,
): { readonly name: string; readonly text: string }[] {
  if (!(entry instanceof BibtexEntry)) return [];
  const taken = new Set<string>();
  return entry.fields.flatMap(({ name, value }) => {
    const lower = text.slice(name.start, name.end).toLowerCase();
    const written = text.slice(value.start, value.end);
    const isKnown = taken.has(lower) || kinOf(lower).some((it) => names.has(it));
    if (isKnown || neverTaken.has(lower) || /^(?:\{\s*\}|"\s*")?$/.test(written)) return [];
    if (!isSameFile && namesString(written)) return [];
    taken.add(lower);
    return [{ name: lower, text: text.slice(name.start, value.end) }];
  });
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

/** False for another program's export, and for a format in which entries can't be told apart by delimiters. */
export function canRemoveEntries({ format }: Document): boolean {
  return format === "bibtex" || format === "csl-json";
}

/** What to delete for some entries of a document to go, with the space or the commas that set them apart. */
export function removalsOfEntries(document: Document, entries: readonly BibliographyEntry[]): readonly Span[] {
  if (!canRemoveEntries(document)) return [];
  const runs: Span[] = [];
  for (const { span } of entries.toSorted((a, b) => a.span.start - b.span.start)) {
    const before = runs.at(-1);
    const isNext = before && /^\s*,?\s*$/.test(document.text.slice(before.end, span.start));
    if (isNext) runs[runs.length - 1] = { start: before.start, end: span.end };
    else runs.push(span);
  }
  return runs.map((run) =>
    document.format === "bibtex" ? withLines(document.text, run) : withComma(document.text, run),
  );
}

/** The lines that a run of entries has to itself, and the blank lines that follow, or at the file's end those before. */
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
