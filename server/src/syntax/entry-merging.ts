/** Merges two entries of one work as text: what one lacks is taken from the other as it is written there, and that one goes. */
import type { Document } from "../text/document.ts";
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
