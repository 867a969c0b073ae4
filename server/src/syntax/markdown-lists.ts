/** Where Pandoc sees list items begin, and which lines belong to one. */

import type { Lines } from "./markdown-lines.ts";
import { contentStart, endOf, indentOf, isBlank, isSpace, skipColumns, startOf, tabStop } from "./markdown-lines.ts";

export interface ListMarker {
  /** Where the item's own text begins. */
  readonly content: number;
  /** The label of an example list item `(@label)`; empty for `(@)`. */
  readonly exampleLabel: string | undefined;
}

const orderedMarker =
  /(?:\((\d+|#|[A-Za-z]|[ivxlcdm]+|[IVXLCDM]+|@[\p{L}\p{N}_-]*)\)|(\d+|#|[A-Za-z]|[ivxlcdm]+|[IVXLCDM]+|@[\p{L}\p{N}_-]*)([.)]))(?=[ \t\r\n]|$)/uy;
const romanNumeral = /^m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$/i;
const singleRoman = /^[IVXLCDM]$/;

export function isRule(lines: Lines, line: number): boolean {
  const end = endOf(lines, line);
  const start = contentStart(lines, line);
  const sign = lines.text.charCodeAt(start);
  if (start >= end || (sign !== 42 && sign !== 45 && sign !== 95)) return false;
  let count = 0;
  for (let at = start; at < end; at++) {
    const code = lines.text.charCodeAt(at);
    if (code === sign) count++;
    else if (!isSpace(code)) return false;
  }
  return count >= 3;
}

/** Up to three more spaces after a marker belong to it, if text follows. */
function afterMarker(lines: Lines, line: number, marker: number): number {
  const end = endOf(lines, line);
  if (marker >= end) return end;
  let content = marker + 1;
  let more = content;
  while (more < end && isSpace(lines.text.charCodeAt(more))) more++;
  if (more - content <= 3) content = more;
  return content;
}

/** The bullet at the beginning of a line, or `undefined`. */
export function bulletAt(lines: Lines, line: number): ListMarker | undefined {
  const start = contentStart(lines, line);
  const end = endOf(lines, line);
  const code = lines.text.charCodeAt(start);
  if (start >= end || (code !== 42 && code !== 43 && code !== 45)) return undefined;
  if (start + 1 < end && !isSpace(lines.text.charCodeAt(start + 1))) return undefined;
  if (indentOf(lines, line) >= tabStop || isRule(lines, line)) return undefined;
  return { content: afterMarker(lines, line, start + 1), exampleLabel: undefined };
}

/** The number, letter or example label at the beginning of a line, or `undefined`. */
export function orderedAt(lines: Lines, line: number): ListMarker | undefined {
  const { text } = lines;
  const start = contentStart(lines, line);
  const end = endOf(lines, line);
  if (start >= end || indentOf(lines, line) >= tabStop) return undefined;
  orderedMarker.lastIndex = start;
  const found = orderedMarker.exec(text);
  if (!found || orderedMarker.lastIndex > end) return undefined;
  const number = found[1] ?? found[2] ?? "";
  const after = start + found[0].length;
  if (number.length > 1 && /^[A-Za-z]/.test(number) && !romanNumeral.test(number)) return undefined;
  if (found[3] === "." && /^[A-Z]/.test(number) && (number.length === 1 || singleRoman.test(number))) {
    // One capital and a full stop may be a name's initial: Pandoc wants two spaces.
    if (after < end && !isSpace(text.charCodeAt(after + 1))) return undefined;
  }
  if (number === "p" && found[3] === "." && /^[ \t]\d/.test(text.slice(after, after + 2))) return undefined;
  return {
    content: afterMarker(lines, line, after),
    exampleLabel: number.startsWith("@") ? number.slice(1) : undefined,
  };
}

/** The `:` or `~` that begins a definition, with a space after it, or `undefined`. */
export function definitionAt(lines: Lines, line: number): ListMarker | undefined {
  const start = contentStart(lines, line);
  const end = endOf(lines, line);
  const code = lines.text.charCodeAt(start);
  if (start >= end || (code !== 58 && code !== 126)) return undefined;
  if (start + 1 >= end || !isSpace(lines.text.charCodeAt(start + 1))) return undefined;
  if (indentOf(lines, line) >= tabStop) return undefined;
  return { content: afterMarker(lines, line, start + 1), exampleLabel: undefined };
}

export function isListStart(lines: Lines, line: number): boolean {
  const code = lines.text.charCodeAt(contentStart(lines, line));
  // Most lines begin with a letter of a word: only a marker's first characters are worth a look.
  if (code === 42 || code === 43 || code === 45) return bulletAt(lines, line) !== undefined;
  if (code === 58 || code === 126) return definitionAt(lines, line) !== undefined;
  return orderedAt(lines, line) !== undefined;
}

/** A line whose content begins `columns` further in than its own start, as a list start. */
export function isListStartWithin(lines: Lines, line: number, columns: number): boolean {
  const start = skipColumns(lines, line, columns);
  if (start === -1) return false;
  let content = start;
  const end = endOf(lines, line);
  while (content < end && isSpace(lines.text.charCodeAt(content))) content++;
  return isListStart({ text: lines.text, starts: [content], ends: [end] }, 0);
}

export function isIndentedBy(lines: Lines, line: number, columns: number): boolean {
  return !isBlank(lines, line) && skipColumns(lines, line, columns) !== -1;
}

/** The start of a line without up to `columns` columns of white space. */
export function dedented(lines: Lines, line: number, columns: number): number {
  const full = skipColumns(lines, line, columns);
  return full === -1 ? startOf(lines, line) : full;
}
