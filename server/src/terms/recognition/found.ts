/** Mentions as rows of numbers, which cost nothing until someone asks for one. */
import type { Span } from "../../text/document.ts";

/** A mention by numbers; spans count from the start of the stretch. */
export interface Found {
  readonly spans: readonly Span[];
  /** Best first. */
  readonly terms: readonly number[];
  /** Which name of the first term it is, as `namesOf` counts. */
  readonly name: number;
}

/**
 * Rows of: the row's length, the name, the number of spans, the spans' starts and ends, the terms. No typed array, which
 * takes longer to make than a stretch's few rows to find.
 */
export type FoundRows = readonly number[];

export const nothingFound: FoundRows = [];
/** The rows of the stretch being read, in an array that is used again and again. */
const rows: number[] = [];
let length = 0;
let isOrdered = true;
let latestStart = 0;

/** Begins the rows of a stretch. Those of one stretch only are being made at a time. */
export function beginRows(): void {
  length = 0;
  isOrdered = true;
  latestStart = 0;
}

/** Adds a mention of the term numbers, whose spans are given as starts and ends in turn. */
export function addRow(name: number, spans: readonly number[], terms: readonly number[]): void {
  beginRow(name, spans[0] as number, spans.length, terms);
  for (const offset of spans) rows[length++] = offset;
  for (const term of terms) rows[length++] = term;
}

/** Adds a mention of one span, as most are. */
export function addRun(name: number, start: number, end: number, terms: readonly number[]): void {
  beginRow(name, start, 2, terms);
  rows[length++] = start;
  rows[length++] = end;
  for (const term of terms) rows[length++] = term;
}

function beginRow(name: number, start: number, offsets: number, terms: readonly number[]): void {
  if (start < latestStart) isOrdered = false;
  latestStart = start;
  rows[length] = 3 + offsets + terms.length;
  rows[length + 1] = name;
  rows[length + 2] = offsets >> 1;
  length += 3;
}

/** The rows of the stretch, in order of their starts. */
export function endRows(): FoundRows {
  if (length === 0) return nothingFound;
  const values = rows.slice(0, length);
  return isOrdered ? values : ordered(values);
}

function ordered(values: FoundRows): FoundRows {
  const places: number[] = [];
  for (let at = 0; at < values.length; at += values[at] as number) places.push(at);
  places.sort((a, b) => (values[a + 3] as number) - (values[b + 3] as number));
  const sorted: number[] = [];
  for (const from of places) {
    for (let at = from; at < from + (values[from] as number); at++) sorted.push(values[at] as number);
  }
  return sorted;
}

export function foundIn(values: FoundRows): Found[] {
  const found: Found[] = [];
  for (let at = 0; at < values.length; at += values[at] as number) {
    const terms = at + 3 + (values[at + 2] as number) * 2;
    const spans: Span[] = [];
    for (let offset = at + 3; offset < terms; offset += 2) {
      spans.push({ start: values[offset] as number, end: values[offset + 1] as number });
    }
    found.push({
      spans,
      terms: values.slice(terms, at + (values[at] as number)),
      name: values[at + 1] as number,
    });
  }
  return found;
}
