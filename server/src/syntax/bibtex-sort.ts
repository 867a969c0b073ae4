/**
 * Sorts the entries of a BibTeX file. What stands before an entry moves with it, and so does what follows it on its line;
 * of a file's head only what touches the first entry does. No byte is lost or added.
 *
 * - `@string`s come before all entries, in their own order, since BibTeX knows a string only after its definition.
 * - Entries that others name in `crossref` come after these: BibTeX finds a parent only after its children.
 * - What has a fault stays where it is, and nothing moves across it: an entry that was never closed may hold others.
 */
import type { Span } from "../text/document.ts";
import { type BibtexFile, type EntryPlace, fieldSpansOf, placesOf, spanOf, textOf, valueAt } from "./bibtex-file.ts";
import { type Replacement, soundness } from "./bibtex-format.ts";
import { stringsIn } from "./bibtex-places.ts";
import { searchedFieldsAt } from "./bibtex-searched.ts";

export const sortOrders = ["key", "authorYearTitle", "typeKey"] as const;

export type SortOrder = (typeof sortOrders)[number];

/** A `@string` or an entry with what moves along. */
interface Item extends Span {
  /** Nothing moves across it. */
  readonly isFixed: boolean;
  /** Strings 0, entries 1, their crossref parents 2, and so on. */
  readonly rank: number;
  /** What it is sorted by, the first first; strings have nothing. */
  readonly by: readonly string[];
}

const collator = new Intl.Collator("en", { numeric: true });

/** The changes that sort a file, in file order; none where it is sorted. */
export function sortBibtex(file: BibtexFile, order: SortOrder): readonly Replacement[] {
  // Where a comment is never closed, what follows it may be part of it.
  if (!file.scan.isLocal) return [];
  const items = itemsOf(file, order);
  const found: Replacement[] = [];
  for (let start = 0; start < items.length; start++) {
    let end = start;
    while (items[end]?.isFixed === false) end++;
    const run = items.slice(start, end);
    for (const [place, item] of run.toSorted(compare).entries()) {
      const slot = run[place] ?? item;
      const newText = textOf(file, item);
      if (newText !== textOf(file, slot)) found.push({ span: { start: slot.start, end: slot.end }, newText });
    }
    start = end;
  }
  return found;
}

/** Negative where the first comes before the second; equal ones keep their order. */
function compare(a: Item, b: Item): number {
  if (a.rank !== b.rank) return a.rank - b.rank;
  for (const [place, value] of a.by.entries()) {
    const difference = collator.compare(value, b.by[place] ?? "");
    if (difference !== 0) return difference;
  }
  return 0;
}

/** In the text between entries: a `@preamble`, or what would be an entry but for a fault. */
const holdsCommand = /@\s*(?!comment\b)[a-z]+[\s{(]/i;

function itemsOf(file: BibtexFile, order: SortOrder): Item[] {
  const { text } = file;
  const places = [...placesOf(file)];
  const keyOf = (place: EntryPlace) => textOf(file, spanOf(file, place, "key"));
  const ranks = ranksOf(file, places, keyOf);
  const values = new Map<string, readonly string[]>();
  const parts: Omit<Item, "isFixed">[] = stringItems(file);
  for (const place of places) {
    const key = keyOf(place).toLowerCase();
    // Of two entries with one key the first counts, and must stay the first.
    const by = values.get(key) ?? sortedBy(file, place, order);
    values.set(key, by);
    parts.push({ ...spanOf(file, place, "entry"), rank: ranks.get(key) ?? 1, by });
  }
  parts.sort((a, b) => a.start - b.start);
  const isSound = soundness(file);
  const isRedefined = hasTwiceDefinedString(file);
  let end = 0;
  let isAfterFault = false;
  return parts.map((part, number) => {
    const start = startWithComments(text, end, part.start, number === 0);
    const isFaulty = !isSound({ start: end, end: part.end });
    const isFixed =
      (isRedefined && part.rank === 0) || isFaulty || isAfterFault || holdsCommand.test(text.slice(start, part.start));
    // What is never closed ends at the item after it, and might not end at another.
    isAfterFault = isFaulty;
    end = endOfLine(text, part.end, parts[number + 1]?.start ?? part.end);
    return { ...part, start, end, isFixed };
  });
}

/** Where an item starts with the comments before it, the white space between the items left out. */
function startWithComments(text: string, from: number, start: number, isFirst: boolean): number {
  return isFirst ? startWithTouching(text, from, start) : from + text.slice(from, start).search(/\S|$/);
}

/** Where an item starts with the lines right above it that no other item, `@comment` or `@preamble` has a part in. */
export function startWithTouching(text: string, from: number, start: number): number {
  const before = text.slice(from, start);
  const blankLine = [...before.matchAll(/\n[ \t\r]*\n/g)].at(-1);
  const head = blankLine ? blankLine.index + blankLine[0].length : 0;
  const touching = before.slice(head);
  // Part of a `@comment` or `@preamble` that reaches here is no comment of its own.
  return /[@}]/.test(touching) ? start : from + head + touching.search(/\S|$/);
}

/** Where an item ends with what stands behind it on its line, unless that is the next item or a part of something else. */
export function endOfLine(text: string, end: number, next: number): number {
  const newline = text.indexOf("\n", end);
  if (newline < 0 || newline >= next) return end;
  const behind = text.slice(end, newline).trimEnd();
  return behind.includes("@") ? end : end + behind.length;
}

function stringItems(file: BibtexFile): Omit<Item, "isFixed">[] {
  return stringSpans(file).map((span) => ({ ...span, rank: 0, by: [] }));
}

/** The `@string`s whole, from `@` to the closing delimiter, in file order. */
export function stringSpans(file: BibtexFile): readonly Span[] {
  return stringsIn(file).map(({ span, value }) => {
    const closer = /(?:[\s,]|%[^\n]*\n)*[})]/y;
    closer.lastIndex = value.end;
    const end = value.end + (closer.exec(file.text)?.[0].length ?? 0);
    let start = file.text.lastIndexOf("@", span.start);
    // A comment before the name may hold another.
    while (start > 0 && !/^@\s*string\s*[{(]/i.test(file.text.slice(start, span.start)))
      start = file.text.lastIndexOf("@", start - 1);
    return { start, end };
  });
}

function hasTwiceDefinedString(file: BibtexFile): boolean {
  const names = stringsIn(file).map(({ key }) => key.toLowerCase());
  return new Set(names).size < names.length;
}

/** Parents above their children, by key in lower case; a circle of parents stays level. */
function ranksOf(file: BibtexFile, places: readonly EntryPlace[], keyOf: (place: EntryPlace) => string) {
  const parents = new Map<string, string>();
  for (const place of places) {
    const field = fieldSpansOf(file, place).find(({ name }) => /^crossref$/i.test(textOf(file, name)));
    if (field) parents.set(keyOf(place).toLowerCase(), valueAt(file, field.value).toLowerCase());
  }
  const ranks = new Map<string, number>();
  for (const child of parents.keys()) {
    const seen = new Set([child]);
    let rank = 1;
    for (let key = parents.get(child); key !== undefined && !seen.has(key); key = parents.get(key)) {
      seen.add(key);
      rank++;
      ranks.set(key, Math.max(rank, ranks.get(key) ?? 1));
    }
  }
  return ranks;
}

function sortedBy(file: BibtexFile, place: EntryPlace, order: SortOrder): readonly string[] {
  const key = textOf(file, spanOf(file, place, "key"));
  if (order === "key") return [key];
  if (order === "typeKey") return [textOf(file, spanOf(file, place, "type")).toLowerCase(), key];
  const { families, year, title } = searchedFieldsAt(file, place);
  return [families.join(" "), String(year), title, key];
}
