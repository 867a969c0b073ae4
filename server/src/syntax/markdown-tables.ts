/** Pandoc's four kinds of table, cut into cells: a citation or a term belongs to one cell. */

import { readInlines } from "./markdown-inlines.ts";
import type { Lines } from "./markdown-lines.ts";
import {
  contentStart,
  emptyLines,
  endOf,
  indentOf,
  isBlank,
  isSpace,
  lineCount,
  pushLine,
  skipSpaces,
  startOf,
  tabStop,
} from "./markdown-lines.ts";
import type { Continues, Reading } from "./markdown-reading.ts";

type ReadCell = (cell: Lines) => void;

const pipeRule = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:[|+][ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
const gridRule = /^\+(?:[-=:]+\+)+[ \t]*$/;
const caption = /^[ \t]*(?::|[Tt]able:)/;

/** Reads the table at `line`, its caption too; the line after it, or -1. `readCell` reads a cell of a grid table. */
export function readTable(reading: Reading, lines: Lines, line: number, readCell: ReadCell): number {
  let next = readPipeTable(reading, lines, line);
  if (next === -1) next = readGridTable(lines, line, readCell);
  if (next === -1) next = readDashedTable(reading, lines, line);
  return next === -1 ? -1 : readCaption(reading, lines, next);
}

function sliceOf(lines: Lines, line: number): string {
  return lines.text.slice(startOf(lines, line), endOf(lines, line));
}

function readCaption(reading: Reading, lines: Lines, after: number): number {
  let line = after;
  while (line < lineCount(lines) && isBlank(lines, line)) line++;
  if (line >= lineCount(lines)) return after;
  const found = caption.exec(sliceOf(lines, line));
  if (!found) return after;
  const notBlank: Continues = (all, next) => !isBlank(all, next);
  return readInlines(reading, lines, line, startOf(lines, line) + found[0].length, notBlank).line + 1;
}

// Pipe tables

function hasBar(lines: Lines, line: number): boolean {
  const at = lines.text.indexOf("|", startOf(lines, line));
  return at !== -1 && at < endOf(lines, line);
}

function isPipeRule(lines: Lines, line: number): boolean {
  const first = lines.text.charCodeAt(contentStart(lines, line));
  if (first !== 124 && first !== 58 && first !== 45) return false;
  const text = sliceOf(lines, line);
  return (text.includes("|") || text.includes("+")) && pipeRule.test(text);
}

function readPipeTable(reading: Reading, lines: Lines, line: number): number {
  if (line + 1 >= lineCount(lines) || indentOf(lines, line) >= tabStop) return -1;
  if (!isPipeRule(lines, line + 1) || !hasBar(lines, line)) return -1;
  const columns = columnCount(sliceOf(lines, line + 1));
  readPipeRow(reading, lines, line, columns);
  let next = line + 2;
  while (next < lineCount(lines) && !isBlank(lines, next) && hasBar(lines, next)) {
    readPipeRow(reading, lines, next, columns);
    next++;
  }
  return next;
}

function columnCount(rule: string): number {
  return rule.split(/[|+]/).filter((column) => column.includes("-")).length;
}

function readPipeRow(reading: Reading, lines: Lines, line: number, columns: number): void {
  let start = contentStart(lines, line);
  if (lines.text.charCodeAt(start) === 124) start++;
  readInlines(reading, lines, line, start, undefined, columns);
}

// Tables under lines of dashes

/** Where the groups of dashes begin, as columns of the line; `undefined` where the line is no such line. */
function dashGroups(lines: Lines, line: number): number[] | undefined {
  const { text } = lines;
  const start = startOf(lines, line);
  const end = endOf(lines, line);
  let at = contentStart(lines, line);
  if (at >= end || text.charCodeAt(at) !== 45 || indentOf(lines, line) >= tabStop) return undefined;
  const groups: number[] = [];
  while (at < end) {
    if (text.charCodeAt(at) !== 45) return undefined;
    groups.push(at - start);
    while (at < end && text.charCodeAt(at) === 45) at++;
    at = skipSpaces(text, at, end);
  }
  return groups;
}

/** Simple tables (a row a line) and multiline tables (rows between blank lines, a line of dashes at the end). */
function readDashedTable(reading: Reading, lines: Lines, line: number): number {
  const top = dashGroups(lines, line);
  if (top) return readUnderTopLine(reading, lines, line, top);
  if (line + 1 >= lineCount(lines)) return -1;
  const groups = dashGroups(lines, line + 1);
  if (!groups) return -1;
  readRow(reading, lines, line, line + 1, groups);
  let next = line + 2;
  while (next < lineCount(lines) && !isBlank(lines, next) && !dashGroups(lines, next)) {
    readRow(reading, lines, next, next + 1, groups);
    next++;
  }
  return next < lineCount(lines) && dashGroups(lines, next) ? next + 1 : next;
}

function readUnderTopLine(reading: Reading, lines: Lines, line: number, top: readonly number[]): number {
  if (line + 1 >= lineCount(lines) || isBlank(lines, line + 1)) return -1;
  const second = nextDashes(lines, line + 1);
  if (second === -1) return -1;
  const last = lastDashes(lines, second);
  const groups = dashGroups(lines, second) ?? [];
  // A table without a header has its columns in the first line and nothing before the last but rows.
  const headless = last === second;
  if (headless && top.length < 2 && hasBlank(lines, line, second)) return -1;
  const columns = headless ? top : groups;
  const singleLines = headless && !hasBlank(lines, line, second);
  readRows(reading, lines, line + 1, second, columns, singleLines);
  if (!headless) readRows(reading, lines, second + 1, last, columns, false);
  return last + 1;
}

function nextDashes(lines: Lines, from: number): number {
  for (let line = from; line < lineCount(lines); line++) {
    if (dashGroups(lines, line)) return line;
    // Two blank lines end whatever may have been a table.
    if (isBlank(lines, line) && line + 1 < lineCount(lines) && isBlank(lines, line + 1)) return -1;
    if (line - from > longestRow && isBlank(lines, line)) return -1;
  }
  return -1;
}

/** A table's rows are searched for their end no further than this, so that rules between paragraphs stay cheap. */
const longestRow = 400;

/** How far down each container a table's last line was looked for in vain. */
const endlessTables = new WeakMap<Lines, number>();

/** The table's last line: dashes before a blank line or the end. */
function lastDashes(lines: Lines, second: number): number {
  const ends = (line: number): boolean => line + 1 >= lineCount(lines) || isBlank(lines, line + 1);
  if (ends(second) || second < (endlessTables.get(lines) ?? 0)) return second;
  let reached = second;
  for (let line = nextDashes(lines, second + 1); line !== -1; line = nextDashes(lines, line + 1)) {
    if (ends(line)) return line;
    reached = line;
  }
  endlessTables.set(lines, reached);
  return second;
}

function hasBlank(lines: Lines, from: number, to: number): boolean {
  for (let line = from; line < to; line++) if (isBlank(lines, line)) return true;
  return false;
}

function readRows(
  reading: Reading,
  lines: Lines,
  from: number,
  to: number,
  columns: readonly number[],
  singleLines: boolean,
): void {
  let first = from;
  for (let line = from; line < to; line++) {
    const blank = isBlank(lines, line);
    if (!blank && !singleLines) continue;
    readRow(reading, lines, first, blank ? line : line + 1, columns);
    first = line + 1;
  }
  readRow(reading, lines, first, to, columns);
}

/** Reads the cells of the row in the lines from `from` to `to`: what stands under each group of dashes. */
function readRow(reading: Reading, lines: Lines, from: number, to: number, columns: readonly number[]): void {
  if (from >= to) return;
  const notBlank: Continues = () => true;
  for (let column = 0; column < columns.length; column++) {
    const cell = emptyLines(lines.text);
    for (let line = from; line < to; line++) {
      const start = startOf(lines, line);
      const end = endOf(lines, line);
      const next = columns[column + 1];
      const left = Math.min(column === 0 ? start : start + (columns[column] ?? 0), end);
      const right = next === undefined ? end : Math.min(start + next, end);
      pushLine(cell, skipSpaces(lines.text, left, right), right);
    }
    readInlines(reading, cell, 0, startOf(cell, 0), notBlank);
  }
}

// Grid tables

function readGridTable(lines: Lines, line: number, readCell: ReadCell): number {
  if (lines.text.charCodeAt(startOf(lines, line)) !== 43 || !gridRule.test(sliceOf(lines, line))) return -1;
  const rule = sliceOf(lines, line);
  const columns: number[] = [];
  for (let at = 0; at < rule.length; at++) if (rule[at] === "+") columns.push(at);
  let next = line + 1;
  let row = next;
  while (next < lineCount(lines)) {
    const first = lines.text.charCodeAt(startOf(lines, next));
    if (first !== 43 && first !== 124) break;
    if (first === 43) {
      readGridRow(lines, row, next, columns, readCell);
      row = next + 1;
    }
    next++;
  }
  return row > line + 1 ? row : -1;
}

function readGridRow(lines: Lines, from: number, to: number, columns: readonly number[], readCell: ReadCell): void {
  for (let column = 0; column + 1 < columns.length; column++) {
    const cell = emptyLines(lines.text);
    for (let line = from; line < to; line++) {
      const start = startOf(lines, line);
      const end = endOf(lines, line);
      const left = Math.min(start + (columns[column] ?? 0) + 1, end);
      let right = Math.min(start + (columns[column + 1] ?? 0), end);
      while (right > left && isSpace(lines.text.charCodeAt(right - 1))) right--;
      pushLine(cell, left + (lines.text.charCodeAt(left) === 32 && left < right ? 1 : 0), right);
    }
    readCell(cell);
  }
}
