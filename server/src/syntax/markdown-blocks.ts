/**
 * Pandoc's block structure: which lines are text, and which are code, raw HTML or LaTeX, metadata or link
 * definitions. Containers are taken apart into lines and read anew, as Pandoc does.
 */

import { noteMarkerEnd } from "./markdown-brackets.ts";
import { readChildren, readDirective } from "./markdown-fences.ts";
import { readInlines } from "./markdown-inlines.ts";
import {
  fencedCodeEnd,
  isDivEnd,
  readFencedDiv,
  readHeading,
  readHtml,
  readIndentedCode,
  readLineBlock,
  readLinkDefinition,
  readMetadata,
  readRawLatex,
  readRule,
  resumeAt,
} from "./markdown-leaves.ts";
import {
  columnsBetween,
  contentStart,
  emptyLines,
  endOf,
  indentOf,
  isBlank,
  type Lines,
  lineCount,
  pushLine,
  skipSpaces,
  startOf,
  tabStop,
} from "./markdown-lines.ts";
import {
  bulletAt,
  dedented,
  definitionAt,
  isIndentedBy,
  isListStart,
  isListStartWithin,
  type ListMarker,
  orderedAt,
} from "./markdown-lists.ts";
import type { BlockContext, Continues, Reading } from "./markdown-reading.ts";
import { readTable } from "./markdown-tables.ts";

/** Containers deeper than this are read as text, so that a line of ten thousand `>` stays cheap. */
const deepest = 40;

/** A reader of one kind of block: the line after it, or -1 where the block is not of this kind. */
type BlockReader = (reading: Reading, lines: Lines, line: number, context: BlockContext) => number;

/** In Pandoc's own order, which decides what a line is that could be several things. */
const blockReaders: readonly BlockReader[] = [
  readFence,
  readMetadata,
  readBulletItem,
  readFencedDiv,
  readHeading,
  readHtml,
  (reading, lines, line, context) =>
    readTable(reading, lines, line, (cell) => readBlocks(reading, cell, nested(context, false))),
  readIndentedCode,
  readRawLatex,
  readLineBlock,
  readQuotation,
  readRule,
  readOrderedItem,
  readDefinitionList,
  readNote,
  readLinkDefinition,
  readParagraph,
];

export function readBlocks(reading: Reading, lines: Lines, context: BlockContext): void {
  let line = 0;
  const count = lineCount(lines);
  while (line < count) {
    if (isBlank(lines, line)) {
      line++;
      continue;
    }
    if (context.depth > deepest) {
      line = readParagraph(reading, lines, line, context);
      continue;
    }
    for (const read of blockReaders) {
      const next = read(reading, lines, line, context);
      if (next !== -1) {
        line = next;
        break;
      }
    }
  }
}

/** Tells where a paragraph of this context ends, besides at a blank line. */
function paragraphRule(reading: Reading, context: BlockContext): Continues {
  return (lines, line) => {
    const start = contentStart(lines, line);
    if (start >= endOf(lines, line)) return false;
    if (context.inList && isListStart(lines, line)) return false;
    const code = lines.text.charCodeAt(start);
    if (code === 96 && start === startOf(lines, line) && fencedCodeEnd(reading, lines, line) !== -1) return false;
    return !(code === 58 && reading.divLevel > 0 && isDivEnd(lines, line));
  };
}

function readParagraph(reading: Reading, lines: Lines, line: number, context: BlockContext): number {
  const stopped = readInlines(reading, lines, line, contentStart(lines, line), paragraphRule(reading, context));
  return resumeAt(lines, stopped.line, stopped.offset);
}

function nested(context: BlockContext, inList: boolean): BlockContext {
  return { inList, depth: context.depth + 1 };
}

function readBulletItem(reading: Reading, lines: Lines, line: number, context: BlockContext): number {
  const marker = bulletAt(lines, line);
  return marker ? readItem(reading, lines, line, marker, context) : -1;
}

function readOrderedItem(reading: Reading, lines: Lines, line: number, context: BlockContext): number {
  const marker = orderedAt(lines, line);
  if (!marker) return -1;
  if (marker.exampleLabel) reading.exampleLabels.add(marker.exampleLabel);
  return readItem(reading, lines, line, marker, context);
}

function readItem(reading: Reading, lines: Lines, line: number, marker: ListMarker, context: BlockContext): number {
  const item = emptyLines(lines.text);
  pushLine(item, marker.content, endOf(lines, line));
  const columns =
    marker.exampleLabel === undefined ? columnsBetween(lines.text, startOf(lines, line), marker.content) : tabStop;
  const next = collectItem(reading, lines, line + 1, columns, isListStart, item);
  readBlocks(reading, item, nested(context, true));
  return next;
}

/** Says where the next item may begin. */
type IsStart = (lines: Lines, line: number) => boolean;

const isDefinition: IsStart = (lines, line) => definitionAt(lines, line) !== undefined;

function readDefinition(
  reading: Reading,
  lines: Lines,
  line: number,
  marker: ListMarker,
  context: BlockContext,
): number {
  const definition = emptyLines(lines.text);
  pushLine(definition, marker.content, endOf(lines, line));
  const next = collectItem(reading, lines, line + 1, tabStop, isDefinition, definition);
  readBlocks(reading, definition, nested(context, context.inList));
  return next;
}

/** Puts the lines of a list item after its first into `item`; returns the line after them. */
function collectItem(
  reading: Reading,
  lines: Lines,
  from: number,
  columns: number,
  isStart: IsStart,
  item: Lines,
): number {
  const count = lineCount(lines);
  let line = from;
  const closes = (at: number): boolean => reading.divLevel > 0 && isDivEnd(lines, at);
  while (line < count && !isBlank(lines, line) && !closes(line)) {
    if (isStart(lines, line) || (isStart === isListStart && isListStartWithin(lines, line, columns))) break;
    if (fencedCodeEnd(reading, lines, line) !== -1) break;
    pushLine(item, dedented(lines, line, columns), endOf(lines, line));
    line++;
  }
  line = collectBlank(lines, line, item);
  while (line < count && isIndentedBy(lines, line, columns) && !closes(line)) {
    do {
      pushLine(item, dedented(lines, line, columns), endOf(lines, line));
      line++;
    } while (
      line < count &&
      !isBlank(lines, line) &&
      !closes(line) &&
      (isIndentedBy(lines, line, columns) || !isStart(lines, line))
    );
    line = collectBlank(lines, line, item);
  }
  return line;
}

function collectBlank(lines: Lines, from: number, into: Lines): number {
  let line = from;
  while (line < lineCount(lines) && isBlank(lines, line)) {
    pushLine(into, endOf(lines, line), endOf(lines, line));
    line++;
  }
  return line;
}

/** A code block; MyST's directives and R Markdown's children in the same fences name files or hold text. */
function readFence(reading: Reading, lines: Lines, line: number, context: BlockContext): number {
  const next = fencedCodeEnd(reading, lines, line);
  if (next === -1) return -1;
  const content = reading.dialect === "pandoc" ? readDirective(reading, lines, line, next) : undefined;
  if (content) readBlocks(reading, content, nested(context, false));
  if (reading.dialect !== "pandoc") readChildren(reading, lines, line, next);
  return next;
}

function readQuotation(reading: Reading, lines: Lines, line: number, context: BlockContext): number {
  if (!isQuoted(lines, line)) return -1;
  const quotation = emptyLines(lines.text);
  const goesOn = paragraphRule(reading, context);
  let next = line;
  while (next < lineCount(lines) && (isQuoted(lines, next) || goesOn(lines, next))) {
    let start = startOf(lines, next);
    if (isQuoted(lines, next)) {
      start = contentStart(lines, next) + 1;
      if (lines.text.charCodeAt(start) === 32) start++;
    }
    pushLine(quotation, start, endOf(lines, next));
    next++;
  }
  readBlocks(reading, quotation, nested(context, context.inList));
  return next;
}

function isQuoted(lines: Lines, line: number): boolean {
  const start = contentStart(lines, line);
  return lines.text.charCodeAt(start) === 62 && start < endOf(lines, line) && indentOf(lines, line) < tabStop;
}

function readDefinitionList(reading: Reading, lines: Lines, line: number, context: BlockContext): number {
  let next = line + 1;
  if (next < lineCount(lines) && isBlank(lines, next)) next++;
  if (next >= lineCount(lines) || !definitionAt(lines, next)) return -1;
  readInlines(reading, lines, line, contentStart(lines, line));
  while (next < lineCount(lines)) {
    const marker = definitionAt(lines, next);
    if (!marker) break;
    next = readDefinition(reading, lines, next, marker, context);
  }
  return next;
}

function readNote(reading: Reading, lines: Lines, line: number, context: BlockContext): number {
  const afterMarker = noteDefinitionAt(lines, line);
  if (afterMarker === -1) return -1;
  const note = emptyLines(lines.text);
  let first = skipSpaces(lines.text, afterMarker, endOf(lines, line));
  let next = line + 1;
  if (first >= endOf(lines, line) && next < lineCount(lines)) {
    first = dedented(lines, next, tabStop);
    next++;
  }
  pushLine(note, first, endOf(lines, next - 1));
  next = collectNote(lines, next, note);
  readBlocks(reading, note, nested(context, context.inList));
  return next;
}

function collectNote(lines: Lines, from: number, note: Lines): number {
  let line = from;
  while (line < lineCount(lines)) {
    if (isBlank(lines, line)) {
      let text = line;
      while (text < lineCount(lines) && isBlank(lines, text)) text++;
      if (text >= lineCount(lines) || !isIndentedBy(lines, text, tabStop)) return line;
      line = collectBlank(lines, line, note);
    } else if (noteDefinitionAt(lines, line) !== -1) {
      return line;
    }
    pushLine(note, dedented(lines, line, tabStop), endOf(lines, line));
    line++;
  }
  return line;
}

/** The offset after `[^label]:` at the beginning of a line, or -1. */
function noteDefinitionAt(lines: Lines, line: number): number {
  const start = contentStart(lines, line);
  if (!lines.text.startsWith("[^", start) || indentOf(lines, line) >= tabStop) return -1;
  const end = noteMarkerEnd(lines.text, start, endOf(lines, line));
  return end !== -1 && end < endOf(lines, line) && lines.text.charCodeAt(end) === 58 ? end + 1 : -1;
}
