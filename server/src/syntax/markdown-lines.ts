/**
 * A block of Markdown as its lines. Pandoc takes a container (quotation, list item, note, table cell) apart into
 * lines, strips what marks the container, and reads the rest anew. Here the stripped lines stay where they are in
 * the document: a line is a pair of offsets, so that every fact found inside keeps its place.
 */
export interface Lines {
  readonly text: string;
  /** Where each line's own content begins: after the container's prefix. */
  readonly starts: number[];
  /** Where each line ends, before its line break. */
  readonly ends: number[];
}

const newline = 10;
const carriageReturn = 13;
const space = 32;
const tab = 9;

export const tabStop = 4;

export function splitLines(text: string, from: number, to: number): Lines {
  const starts: number[] = [];
  const ends: number[] = [];
  let start = from;
  while (start <= to) {
    let end = text.indexOf("\n", start);
    if (end === -1 || end > to) end = to;
    starts.push(start);
    ends.push(end > start && text.charCodeAt(end - 1) === carriageReturn ? end - 1 : end);
    start = end + 1;
  }
  return { text, starts, ends };
}

export function emptyLines(text: string): Lines {
  return { text, starts: [], ends: [] };
}

export function lineCount(lines: Lines): number {
  return lines.starts.length;
}

export function startOf(lines: Lines, line: number): number {
  return lines.starts[line] ?? lines.text.length;
}

export function endOf(lines: Lines, line: number): number {
  return lines.ends[line] ?? lines.text.length;
}

export function pushLine(lines: Lines, start: number, end: number): void {
  lines.starts.push(Math.min(start, end));
  lines.ends.push(end);
}

export function isSpace(code: number): boolean {
  return code === space || code === tab;
}

export function isWhitespace(code: number): boolean {
  return code === space || code === tab || code === newline || code === carriageReturn;
}

export function skipSpaces(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** The first character of a line that is not a space, or the line's end. */
export function contentStart(lines: Lines, line: number): number {
  return skipSpaces(lines.text, startOf(lines, line), endOf(lines, line));
}

export function isBlank(lines: Lines, line: number): boolean {
  return contentStart(lines, line) >= endOf(lines, line);
}

/** Columns from `from` to `to`, where a tab reaches the next multiple of four. */
export function columnsBetween(text: string, from: number, to: number): number {
  let column = 0;
  for (let at = from; at < to; at++) {
    column += text.charCodeAt(at) === tab ? tabStop - (column % tabStop) : 1;
  }
  return column;
}

/** Columns of white space before a line's content. */
export function indentOf(lines: Lines, line: number): number {
  return columnsBetween(lines.text, startOf(lines, line), contentStart(lines, line));
}

/** The offset after exactly `columns` columns of white space, or -1 where the line has fewer. */
export function skipColumns(lines: Lines, line: number, columns: number): number {
  const end = endOf(lines, line);
  let at = startOf(lines, line);
  let column = 0;
  while (column < columns) {
    if (at >= end || !isSpace(lines.text.charCodeAt(at))) return -1;
    column += lines.text.charCodeAt(at) === tab ? tabStop - (column % tabStop) : 1;
    at++;
  }
  return at;
}
