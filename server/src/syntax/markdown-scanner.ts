/** Where the reader of inline Markdown stands, and how it moves on: over lines, and past what is no prose. */

import type { Citation } from "./facts.ts";
import { endOf, isWhitespace, type Lines, lineCount, startOf } from "./markdown-lines.ts";
import type { Continues, Reading } from "./markdown-reading.ts";
import { attributesEnd } from "./markdown-tokens.ts";

export interface KeyFound {
  readonly citation: Citation;
  readonly start: number;
  readonly end: number;
  readonly suppressed: boolean;
  readonly crossReference: boolean;
}

/** An open bracket, and what has been found directly inside it. */
export interface Frame {
  readonly open: number;
  readonly note: boolean;
  readonly keys: KeyFound[];
  readonly separators: number[];
  /** Whether the bracket stands directly behind another, as the label of a link: `[text][label]`. */
  readonly label: boolean;
  /** The `@key` in the text directly before the bracket, to which `[p. 3]` belongs. */
  readonly after: KeyFound | undefined;
}

/** Backtick runs of one length ahead of the reader, in order. */
export interface CodeRuns {
  readonly positions: number[];
  next: number;
}

export interface Scanner {
  readonly reading: Reading;
  readonly lines: Lines;
  readonly text: string;
  readonly continues: Continues;
  line: number;
  lineEnd: number;
  at: number;
  stretchStart: number;
  /** Where reading began. */
  readonly start: number;
  /** The end of the last word: an `@` directly there is part of an e-mail address, not a citation. */
  wordStart: number;
  wordEnd: number;
  /** The end of the last bracket that was neither citation nor link. */
  plainEnd: number;
  /** The end of the last bare address. */
  addressEnd: number;
  /** Links in this paragraph whose parenthesis never closed. */
  brokenLinks: number;
  emphasisOpen: boolean;
  readonly frames: Frame[];
  /** The last `@key` outside any citation brackets that may still take a `[locator]`. */
  lastTextual: KeyFound | undefined;
  codeRuns: Map<number, CodeRuns> | undefined;
  codeRunsUntil: number;
  /** The last line of the paragraph, once it was looked for. */
  lastLine: number;
  /** Cells of a pipe table's row still to read; 0 outside such a table. */
  cells: number;
  stopped: boolean;
}

export const onlyTheLine: Continues = () => false;

export function onlyWhitespace(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!isWhitespace(text.charCodeAt(at))) return false;
  return true;
}

export function endStretch(scanner: Scanner, end: number): void {
  if (end > scanner.stretchStart) scanner.reading.stretches.push({ start: scanner.stretchStart, end });
}

/** Goes on to a later line; a container's prefix between two lines splits the prose. */
export function enterLine(scanner: Scanner, line: number, start: number): void {
  if (!onlyWhitespace(scanner.text, scanner.lineEnd, start)) {
    endStretch(scanner, scanner.lineEnd);
    scanner.stretchStart = start;
  }
  scanner.line = line;
  scanner.lineEnd = endOf(scanner.lines, line);
}

/** Moves on to `offset`, which may lie on a later line. */
function moveTo(scanner: Scanner, offset: number): void {
  while (offset > scanner.lineEnd && scanner.line + 1 < lineCount(scanner.lines)) {
    const next = scanner.line + 1;
    enterLine(scanner, next, startOf(scanner.lines, next));
  }
  scanner.at = offset;
}

export function hole(scanner: Scanner, start: number, end: number): void {
  scanner.reading.holes.push({ start, end });
}

export function skipAsHole(scanner: Scanner, end: number): void {
  const start = scanner.at;
  moveTo(scanner, end);
  hole(scanner, start, end);
}

export function skipAttributes(scanner: Scanner): void {
  if (scanner.at >= scanner.lineEnd || scanner.text.charCodeAt(scanner.at) !== 123) return;
  const end = attributesEnd(scanner.text, scanner.at, scanner.lineEnd);
  if (end !== -1) skipAsHole(scanner, end);
}

/** The end of the text that the current paragraph may still reach. */
export function paragraphEnd(scanner: Scanner): number {
  if (scanner.line > scanner.lastLine) {
    let line = scanner.line;
    while (line + 1 < lineCount(scanner.lines) && scanner.continues(scanner.lines, line + 1)) line++;
    scanner.lastLine = line;
  }
  return endOf(scanner.lines, scanner.lastLine);
}
