/** The fields of one BibTeX entry as raw LaTeX text: strings put in, parts joined, `xdata` and `crossref` inherited. */
import { type BibtexFile, type EntryPlace, fieldSpansOf, findEntry, spanOf, textOf, valueAt } from "./bibtex-file.ts";
import { detached } from "./bibtex-value.ts";

/** Field names in lower case to raw values without their delimiters. */
export type RawFields = ReadonlyMap<string, string>;

/** Entries inherit from entries that inherit; nobody writes longer chains. */
const deepestInheritance = 16;

/** Fields that say something about one entry only (biblatex manual, appendix B: nothing inherits them). */
const neverInherited: ReadonlySet<string> = new Set(
  (
    "crossref xref xdata entryset entrysubtype execute ids label options presort related relatedoptions relatedstring " +
    "relatedtype shortauthor shorteditor shorthand shorthandintro shorttitle sortkey sorttitle indextitle indexsorttitle"
  ).split(" "),
);

const titleFields = ["title", "subtitle", "titleaddon"];

/** For a parent's type and a child's: how the parent's title is called in the child. */
function titlePrefix(parent: string, child: string): string {
  if (parent.startsWith("mv")) return "main";
  if (parent === "periodical") return "journal";
  if (/^(?:in|supp|bookin|conference)/.test(child)) return "book";
  return "";
}

/** An entry's type in lower case. */
export function entryTypeOf(file: BibtexFile, place: EntryPlace): string {
  return textOf(file, spanOf(file, place, "type")).toLowerCase();
}

/** False for what only lends its fields to others. */
export function isCitable(file: BibtexFile, place: EntryPlace): boolean {
  const { start, end } = spanOf(file, place, "type");
  return end - start !== 5 || entryTypeOf(file, place) !== "xdata";
}

/** An entry's fields, with what it inherits. */
export function fieldsOf(file: BibtexFile, place: EntryPlace): RawFields {
  return withInherited(file, place, new Set());
}

/** @param above the entries that are inheriting from this one, by the offset of their keys. */
function withInherited(file: BibtexFile, place: EntryPlace, above: ReadonlySet<number>): Map<string, string> {
  const fields = ownFields(file, place);
  const crossref = fields.get("crossref")?.trim();
  const xdata = fields.get("xdata");
  if (crossref === undefined && xdata === undefined) return fields;
  const seen = new Set(above).add(idOf(file, place));
  if (seen.size > deepestInheritance) return fields;
  for (const key of (xdata ?? "").split(",")) {
    const source = find(file, key.trim());
    if (source && !seen.has(idOf(file, source))) addMissing(fields, withInherited(file, source, seen));
  }
  const parent = find(file, crossref ?? "");
  if (parent && !seen.has(idOf(file, parent))) inherit(file, place, fields, parent, seen);
  return fields;
}

function idOf(file: BibtexFile, place: EntryPlace): number {
  return spanOf(file, place, "key").start;
}

function find(file: BibtexFile, key: string): EntryPlace | undefined {
  return key === "" ? undefined : findEntry(file, key);
}

function inherit(
  file: BibtexFile,
  place: EntryPlace,
  fields: Map<string, string>,
  parent: EntryPlace,
  seen: ReadonlySet<number>,
): void {
  const inherited = withInherited(file, parent, seen);
  const prefix = titlePrefix(entryTypeOf(file, parent), entryTypeOf(file, place));
  for (const name of prefix === "" ? [] : titleFields) {
    const value = inherited.get(name);
    inherited.delete(name);
    if (value !== undefined && !inherited.has(prefix + name)) inherited.set(prefix + name, value);
  }
  // A child's own `year` and an inherited `date` are the same fact twice.
  if (fields.has("year") || fields.has("date")) for (const name of ["year", "month", "date"]) inherited.delete(name);
  addMissing(fields, inherited);
}

/** The entry's own fields; of two with one name the first counts, as in BibTeX. */
function ownFields(file: BibtexFile, place: EntryPlace): Map<string, string> {
  const found = new Map<string, string>();
  for (const { name, value } of fieldSpansOf(file, place)) {
    const lower = textOf(file, name).toLowerCase();
    if (!found.has(lower)) found.set(lower, detached(valueAt(file, value)));
  }
  return found;
}

function addMissing(fields: Map<string, string>, inherited: RawFields): void {
  for (const [name, value] of inherited) if (!neverInherited.has(name) && !fields.has(name)) fields.set(name, value);
}
