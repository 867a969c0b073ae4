/** Blocks that hold no others: code, metadata, headings, rules, raw HTML and LaTeX, link definitions. */
import { blockTags, commentEnd, verbatimEnd, verbatimTags } from "./markdown-html.ts";
import { readInlines } from "./markdown-inlines.ts";
import {
  contentStart,
  endOf,
  indentOf,
  isBlank,
  isSpace,
  type Lines,
  lineCount,
  skipSpaces,
  startOf,
  tabStop,
} from "./markdown-lines.ts";
import { isIndentedBy, isRule } from "./markdown-lists.ts";
import { isRawLatexBlock, rawLatexEnd } from "./markdown-raw-latex.ts";
import type { Continues, Reading } from "./markdown-reading.ts";
import { attributesEnd, htmlTagAt } from "./markdown-tokens.ts";

/** Goes on in the middle of a line: what stands before `offset` has been read. */
export function resumeAt(lines: Lines, line: number, offset: number): number {
  let next = line;
  while (next < lineCount(lines) && offset > endOf(lines, next)) next++;
  if (next >= lineCount(lines)) return next;
  const start = skipSpaces(lines.text, Math.max(offset, startOf(lines, next)), endOf(lines, next));
  if (start >= endOf(lines, next)) return next + 1;
  lines.starts[next] = start;
  return next;
}

/** The number of fence characters at `at`, of the kind `sign`. */
function fenceLength(text: string, at: number, end: number, sign: number): number {
  let here = at;
  while (here < end && text.charCodeAt(here) === sign) here++;
  return here - at;
}

const directiveName = /\{[\w:-]+\}/y;

/** Whether the text after a fence is one that Pandoc takes: a word, attributes, or both. */
function isFenceInfo(text: string, from: number, end: number, anyBraces: boolean): boolean {
  let at = skipSpaces(text, from, end);
  if (at >= end) return true;
  // MyST's directives take an argument behind their name, R Markdown's chunks any options.
  directiveName.lastIndex = at;
  if (text.charCodeAt(at) === 123 && (anyBraces || directiveName.test(text))) return true;
  let attributes = attributesEnd(text, at, end);
  if (attributes !== -1) return skipSpaces(text, attributes, end) >= end;
  while (at < end && !isSpace(text.charCodeAt(at)) && text.charCodeAt(at) !== 96) at++;
  at = skipSpaces(text, at, end);
  if (at >= end) return true;
  attributes = attributesEnd(text, at, end);
  return attributes !== -1 && skipSpaces(text, attributes, end) >= end;
}

/** Fences for which no closing line was found: none of that length or longer will close further down. */
const unclosedFences = new WeakMap<Lines, Map<number, number>>();

/** The line after the closing fence of the code block that begins at `line`, or -1. */
export function fencedCodeEnd(reading: Reading, lines: Lines, line: number): number {
  const { text } = lines;
  const start = contentStart(lines, line);
  const end = endOf(lines, line);
  const sign = text.charCodeAt(start);
  if ((sign !== 96 && sign !== 126) || start >= end) return -1;
  const length = fenceLength(text, start, end, sign);
  if (length < 3 || indentOf(lines, line) >= tabStop) return -1;
  if (!isFenceInfo(text, start + length, end, reading.dialect !== "pandoc")) return -1;
  const unclosed = unclosedFences.get(lines) ?? new Map<number, number>();
  if (length >= (unclosed.get(sign) ?? Number.POSITIVE_INFINITY)) return -1;
  for (let next = line + 1; next < lineCount(lines); next++) {
    const at = contentStart(lines, next);
    if (text.charCodeAt(at) !== sign || at >= endOf(lines, next) || indentOf(lines, next) >= tabStop) continue;
    const closing = fenceLength(text, at, endOf(lines, next), sign);
    if (closing >= length && skipSpaces(text, at + closing, endOf(lines, next)) >= endOf(lines, next)) return next + 1;
  }
  unclosed.set(sign, length);
  unclosedFences.set(lines, unclosed);
  return -1;
}

export function readIndentedCode(_reading: Reading, lines: Lines, line: number): number {
  if (indentOf(lines, line) < tabStop) return -1;
  let next = line + 1;
  let after = next;
  while (next < lineCount(lines)) {
    if (isIndentedBy(lines, next, tabStop)) after = next + 1;
    else if (!isBlank(lines, next)) break;
    next++;
  }
  return after;
}

const metadataKey = /^(?:[^\s#:"'[{&*!|>%@`-][^:]*|-[^\s:][^:]*|"[^"]*"|'[^']*')\s*:(?:\s|$)/;

/** Whether the lines between `---` and its end can be a YAML mapping, which is what Pandoc takes as metadata. */
function looksLikeMapping(lines: Lines, from: number, to: number): boolean {
  for (let line = from; line < to; line++) {
    const start = contentStart(lines, line);
    const end = endOf(lines, line);
    const code = lines.text.charCodeAt(start);
    if (start >= end || code === 35) continue;
    return code === 123 || code === 63 || metadataKey.test(lines.text.slice(start, end));
  }
  return true;
}

function isMetadataDelimiter(lines: Lines, line: number, sign: string): boolean {
  const start = startOf(lines, line);
  const end = endOf(lines, line);
  return lines.text.startsWith(sign, start) && start + 3 <= end && skipSpaces(lines.text, start + 3, end) >= end;
}

export function readMetadata(reading: Reading, lines: Lines, line: number): number {
  if (!isMetadataDelimiter(lines, line, "---")) return -1;
  if (line + 1 >= lineCount(lines) || isBlank(lines, line + 1)) return -1;
  for (let next = line + 1; next < lineCount(lines); next++) {
    if (!isMetadataDelimiter(lines, next, "---") && !isMetadataDelimiter(lines, next, "...")) continue;
    if (!looksLikeMapping(lines, line + 1, next)) return -1;
    reading.metadata.push({ start: startOf(lines, line + 1), end: startOf(lines, next) });
    return next + 1;
  }
  return -1;
}

export function isDivEnd(lines: Lines, line: number): boolean {
  const { text } = lines;
  const start = startOf(lines, line);
  const end = endOf(lines, line);
  const colons = fenceLength(text, start, end, 58);
  return colons >= 3 && skipSpaces(text, start + colons, end) >= end;
}

export function readFencedDiv(reading: Reading, lines: Lines, line: number): number {
  const { text } = lines;
  const start = startOf(lines, line);
  const end = endOf(lines, line);
  const colons = fenceLength(text, start, end, 58);
  if (colons < 3) return -1;
  if (isDivEnd(lines, line)) {
    if (reading.divLevel === 0) return -1;
    reading.divLevel--;
    return line + 1;
  }
  let at = skipSpaces(text, start + colons, end);
  const attributes = attributesEnd(text, at, end);
  if (attributes !== -1) at = attributes;
  else while (at < end && !isSpace(text.charCodeAt(at))) at++;
  at = skipSpaces(text, at, end);
  at += fenceLength(text, at, end, 58);
  if (skipSpaces(text, at, end) < end) return -1;
  reading.divLevel++;
  return line + 1;
}

export function readRule(_reading: Reading, lines: Lines, line: number): number {
  return isRule(lines, line) ? line + 1 : -1;
}

export function readHeading(reading: Reading, lines: Lines, line: number): number {
  const { text } = lines;
  const start = startOf(lines, line);
  const level = fenceLength(text, start, endOf(lines, line), 35);
  if (level > 0) {
    const after = start + level;
    if (after < endOf(lines, line) && !isSpace(text.charCodeAt(after))) return -1;
    let end = headingTextEnd(text, after, endOf(lines, line));
    while (end > after && text.charCodeAt(end - 1) === 35) end--;
    readHeadingText(reading, lines, line, level, skipSpaces(text, after, end), end);
    return line + 1;
  }
  if (line + 1 >= lineCount(lines)) return -1;
  const underline = startOf(lines, line + 1);
  const sign = text.charCodeAt(underline);
  if ((sign !== 61 && sign !== 45) || underline >= endOf(lines, line + 1)) return -1;
  const length = fenceLength(text, underline, endOf(lines, line + 1), sign);
  if (skipSpaces(text, underline + length, endOf(lines, line + 1)) < endOf(lines, line + 1)) return -1;
  const first = contentStart(lines, line);
  readHeadingText(reading, lines, line, sign === 61 ? 1 : 2, first, headingTextEnd(text, first, endOf(lines, line)));
  return line + 2;
}

/** The end of a heading's text: before its attributes. */
function headingTextEnd(text: string, from: number, lineEnd: number): number {
  let end = lineEnd;
  while (end > from && isSpace(text.charCodeAt(end - 1))) end--;
  if (text.charCodeAt(end - 1) === 125) {
    const brace = text.lastIndexOf("{", end);
    if (brace >= from && attributesEnd(text, brace, end) === end) end = brace;
    while (end > from && isSpace(text.charCodeAt(end - 1))) end--;
  }
  return end;
}

function readHeadingText(reading: Reading, lines: Lines, line: number, level: number, from: number, to: number): void {
  const start = Math.min(from, to);
  let end = to;
  while (end > start && isSpace(lines.text.charCodeAt(end - 1))) end--;
  reading.headings.push({ level, text: lines.text.slice(start, end), span: { start: startOf(lines, line), end } });
  const heading: Lines = { text: lines.text, starts: [start], ends: [end] };
  readInlines(reading, heading, 0, start);
}

export function readHtml(reading: Reading, lines: Lines, line: number): number {
  const { text } = lines;
  const at = startOf(lines, line);
  if (text.charCodeAt(at) !== 60) return -1;
  const end = endOf(lines, lineCount(lines) - 1);
  const comment = commentEnd(text, at, end, reading.neverClosed);
  if (comment !== -1) return resumeAt(lines, line, comment);
  const tag = htmlTagAt(text, at, end);
  if (!tag) return -1;
  if (verbatimTags.has(tag.name)) {
    const close = tag.closing ? tag.end : verbatimEnd(text, tag.name, tag.end, end, reading.neverClosed);
    return resumeAt(lines, line, close === -1 ? tag.end : close);
  }
  return blockTags.has(tag.name) ? resumeAt(lines, line, tag.end) : -1;
}

export function readRawLatex(_reading: Reading, lines: Lines, line: number): number {
  const { text } = lines;
  const at = startOf(lines, line);
  if (!isRawLatexBlock(text, at)) return -1;
  const end = rawLatexEnd(lines, at);
  return end === -1 ? -1 : resumeAt(lines, line, end);
}

/** `| text` keeps its line breaks: every such line is read by itself. */
export function readLineBlock(reading: Reading, lines: Lines, line: number): number {
  const { text } = lines;
  const start = startOf(lines, line);
  if (text.charCodeAt(start) !== 124 || (start + 1 < endOf(lines, line) && !isSpace(text.charCodeAt(start + 1)))) {
    return -1;
  }
  const indented: Continues = (all, next) => !isBlank(all, next) && isSpace(text.charCodeAt(startOf(all, next)));
  return readInlines(reading, lines, line, Math.min(start + 1, endOf(lines, line)), indented).line + 1;
}

/** `[label]: destination "title"` */
export function readLinkDefinition(_reading: Reading, lines: Lines, line: number): number {
  const { text } = lines;
  const start = contentStart(lines, line);
  // A label is no `[@key]`: that is a citation before a colon.
  if (text.charCodeAt(start) !== 91 || text.charCodeAt(start + 1) === 64 || indentOf(lines, line) >= tabStop) return -1;
  const label = labelEnd(text, start, endOf(lines, line));
  if (label === -1 || text.charCodeAt(label) !== 58) return -1;
  let last = line;
  let at = skipSpaces(text, label + 1, endOf(lines, line));
  if (at >= endOf(lines, line)) {
    if (line + 1 >= lineCount(lines) || isBlank(lines, line + 1)) return line + 1;
    last = line + 1;
    at = contentStart(lines, last);
  }
  if (text.charCodeAt(at) === 91) return -1;
  const next = last + 1;
  return next < lineCount(lines) && isTitleLine(lines, next) ? next + 1 : next;
}

function isTitleLine(lines: Lines, line: number): boolean {
  const start = contentStart(lines, line);
  let end = endOf(lines, line);
  while (end > start && isSpace(lines.text.charCodeAt(end - 1))) end--;
  if (end - start < 2) return false;
  const pair = `${lines.text[start]}${lines.text[end - 1]}`;
  return pair === '""' || pair === "''" || pair === "()";
}

/** The end of a bracketed label on one line, brackets inside balanced, or -1. */
function labelEnd(text: string, at: number, end: number): number {
  let depth = 0;
  for (let here = at; here < end; here++) {
    const code = text.charCodeAt(here);
    if (code === 92) here++;
    else if (code === 91) depth++;
    else if (code === 93 && --depth === 0) return here + 1;
  }
  return -1;
}
