/** What RIS, MEDLINE and Refer have in common: a tag at the start of a line, its value to the line's end and on the next ones. */

import type { Span } from "../text/document.ts";

/** A tag and its value. */
export interface TaggedField {
  readonly tag: string;
  /** From the tag to the end of the value. */
  readonly span: Span;
  /** The value without space around it, up to the end of its last line. */
  readonly valueSpan: Span;
  /** The value, its lines joined by single spaces. */
  readonly value: string;
}

/** A line: one that begins a field, one that may go on with the field before it, or one with nothing on it. */
export type TaggedLine =
  | { readonly kind: "field"; readonly field: TaggedField }
  | { readonly kind: "text"; readonly span: Span }
  | { readonly kind: "blank" };

/** The lines of a text without a byte order mark; `tagged` matches the whole of a tag with the space after it, tag in group 1. */
export function* taggedLines(text: string, tagged: RegExp): Generator<TaggedLine> {
  const line = /[^\r\n]*/y;
  for (let at = text.startsWith("\ufeff") ? 1 : 0; at < text.length; at += text.startsWith("\r\n", at) ? 2 : 1) {
    line.lastIndex = at;
    const written = line.exec(text)?.[0] ?? "";
    const value = written.trim();
    if (value === "") yield { kind: "blank" };
    else {
      const found = tagged.exec(written);
      if (found) yield { kind: "field", field: fieldAt(at, written, found[0].length, found[1] ?? "") };
      else yield { kind: "text", span: trimmed(at, written) };
    }
    at += written.length;
  }
}

function fieldAt(at: number, written: string, valueAt: number, tag: string): TaggedField {
  const value = written.slice(valueAt).trim();
  const valueSpan =
    value === "" ? { start: at + valueAt, end: at + valueAt } : trimmed(at + valueAt, written.slice(valueAt));
  return { tag, span: { start: at, end: Math.max(valueSpan.end, at + written.trimEnd().length) }, valueSpan, value };
}

function trimmed(at: number, written: string): Span {
  const start = at + written.length - written.trimStart().length;
  return { start, end: start + written.trim().length };
}

/** The field with one more line. */
export function continued(field: TaggedField, text: string, line: Span): TaggedField {
  const start = field.value === "" ? line.start : field.valueSpan.start;
  const more = text.slice(line.start, line.end);
  return {
    tag: field.tag,
    span: { start: field.span.start, end: line.end },
    valueSpan: { start, end: line.end },
    value: field.value === "" ? more : `${field.value} ${more}`,
  };
}

/** Values by tag, in the order of the record. */
export type TagValues = ReadonlyMap<string, readonly string[]>;

/** The values of a record by tag; empty ones are left out. */
export function valuesByTag(fields: readonly TaggedField[]): TagValues {
  const values = new Map<string, string[]>();
  for (const { tag, value } of fields) {
    if (value === "") continue;
    const known = values.get(tag);
    if (known) known.push(value);
    else values.set(tag, [value]);
  }
  return values;
}
