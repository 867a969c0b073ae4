/**
 * Formats the entries of a BibTeX file: one field a line, a comma after each, a blank line between entries. Only what stands
 * between the parts of an entry changes, and the case of types and field names: every value, key, comment, string and
 * preamble stays as it is, and so does an entry with a fault, whole.
 */
import type { Span } from "../text/document.ts";
import { type BibtexFile, type EntryPlace, fieldSpansOf, placesOf, problemsOf, spanOf, textOf } from "./bibtex-file.ts";

export interface BibtexStyle {
  /** What a field's line begins with. */
  readonly indent: string;
  /** Whether the equals signs of an entry stand below each other. */
  readonly aligned: boolean;
  /** Whether types and field names are written in lower case, or left as they are. */
  readonly lowerCase: boolean;
}

/** A stretch of the text and what it becomes. */
export interface Replacement {
  readonly span: Span;
  readonly newText: string;
}

/** The changes to the entries that lie in `range`, or reach into it; in file order, none where nothing would change. */
export function formatBibtex(file: BibtexFile, style: BibtexStyle, range: Span): readonly Replacement[] {
  const { text, scan } = file;
  // Where a comment is never closed, what follows it may be part of it.
  if (!scan.isLocal) return [];
  const newline = /\r?\n/.exec(text)?.[0] ?? "\n";
  const isSound = soundness(file);
  const found: Replacement[] = [];
  const replace = (start: number, end: number, newText: string): void => {
    if (text.slice(start, end) !== newText) found.push({ span: { start, end }, newText });
  };
  let before: Span | undefined;
  for (const place of placesOf(file)) {
    const entry = spanOf(file, place, "entry");
    if (entry.start > range.end) break;
    const isFormatted = entry.end >= range.start && isSound(entry);
    if (isFormatted && before && isBlank(text, before.end, entry.start))
      replace(before.end, entry.start, newline + newline);
    if (isFormatted) formatEntry(file, place, style, newline, replace);
    before = isFormatted ? entry : undefined;
  }
  return found;
}

/** Tells of entries, asked for in file order, whether the scan found no fault in them. */
export function soundness(file: BibtexFile): (entry: Span) => boolean {
  const faults = problemsOf(file)
    .map(({ span }) => span.start)
    .toSorted((a, b) => a - b);
  let next = 0;
  return ({ start, end }) => {
    while ((faults[next] ?? end) < start) next++;
    return (faults[next] ?? end) >= end;
  };
}

function isBlank(text: string, start: number, end: number): boolean {
  return /^\s*$/.test(text.slice(start, end));
}

function formatEntry(
  file: BibtexFile,
  place: EntryPlace,
  { indent, aligned, lowerCase }: BibtexStyle,
  newline: string,
  replace: (start: number, end: number, newText: string) => void,
): void {
  const { text } = file;
  const entry = spanOf(file, place, "entry");
  const type = spanOf(file, place, "type");
  const key = spanOf(file, place, "key");
  const fields = fieldSpansOf(file, place);
  const width = aligned ? Math.max(0, ...fields.map(({ name }) => name.end - name.start)) : 0;
  /** Writes what stands between two parts; where a comment stands there too, all stays. */
  const between = (start: number, end: number, allowed: RegExp, newText: string): void => {
    if (allowed.test(text.slice(start, end))) replace(start, end, newText);
  };
  const written = (span: Span): string => (lowerCase ? textOf(file, span).toLowerCase() : textOf(file, span));
  const opener = /[{(]/.exec(text.slice(type.end, key.start))?.[0] ?? "{";

  between(entry.start, type.start, /^@\s*$/, "@");
  replace(type.start, type.end, written(type));
  between(type.end, key.start, /^\s*[{(]\s*$/, opener);
  let end = key.end;
  for (const { name, value } of fields) {
    between(end, name.start, /^[\s,]*$/, `,${newline}${indent}`);
    replace(name.start, name.end, written(name));
    between(name.end, value.start, /^\s*=\s*$/, `${" ".repeat(Math.max(0, width - name.end + name.start))} = `);
    end = value.end;
  }
  between(end, entry.end - 1, /^[\s,]*$/, `,${newline}`);
}
