/**
 * Pandoc's inline Markdown, read for citations and prose in one pass. What is no prose becomes a hole in it; brackets are
 * kept on a stack until it is known what they are.
 */

import { closeBracket, emitTextual, openBracket, pushFrame, readKey, settleTextual } from "./markdown-brackets.ts";
import { contentStart, endOf, isWhitespace, type Lines, lineCount, startOf } from "./markdown-lines.ts";
import { readAngle, readBackslash, readBrace, readCode, readColon, readMaths } from "./markdown-opaque.ts";
import type { Continues, Reading } from "./markdown-reading.ts";
import { endStretch, enterLine, onlyTheLine, type Scanner } from "./markdown-scanner.ts";
import { wordCharacterAt } from "./markdown-tokens.ts";

/** Where the inline text ended: the line and the offset in it. */
export interface InlineEnd {
  readonly line: number;
  readonly offset: number;
}

/**
 * Reads inline text from `offset` in `line`, over as many lines as `continues` lets it.
 * In a row of a pipe table every `|` ends a cell, and what stands after the last of `cells` is dropped.
 */
export function readInlines(
  reading: Reading,
  lines: Lines,
  line: number,
  offset: number,
  continues: Continues = onlyTheLine,
  cells = 0,
): InlineEnd {
  const scanner: Scanner = {
    reading,
    lines,
    text: lines.text,
    continues,
    line,
    lineEnd: endOf(lines, line),
    at: offset,
    stretchStart: offset,
    start: offset,
    wordStart: -1,
    wordEnd: -1,
    plainEnd: -1,
    addressEnd: -1,
    brokenLinks: 0,
    emphasisOpen: false,
    frames: [],
    lastTextual: undefined,
    codeRuns: undefined,
    codeRunsUntil: -1,
    lastLine: -1,
    cells,
    stopped: false,
  };
  while (!scanner.stopped) {
    scanner.at = skipPlain(scanner.text, scanner.at, scanner.lineEnd);
    if (scanner.at < scanner.lineEnd) readOne(scanner);
    else if (!nextLine(scanner)) break;
  }
  finish(scanner);
  return { line: scanner.line, offset: scanner.at };
}

const special = new Uint8Array(128).fill(1);
for (const character of " \t,()\"'/?!=+#%&~>}") special[character.charCodeAt(0)] = 0;

/** The next character that may mean something, past spaces and common punctuation. */
function skipPlain(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && special[text.charCodeAt(at)] === 0) at++;
  return at;
}

/** Ends what is open: brackets that never closed, and the stretch of prose. */
function finish(scanner: Scanner): void {
  for (const frame of scanner.frames) {
    if (frame.after) emitTextual(scanner, frame.after);
    for (const key of frame.keys) emitTextual(scanner, key);
  }
  scanner.frames.length = 0;
  settleTextual(scanner);
  endStretch(scanner, scanner.at);
}

function nextLine(scanner: Scanner): boolean {
  const next = scanner.line + 1;
  if (next >= lineCount(scanner.lines) || !scanner.continues(scanner.lines, next)) return false;
  const start = contentStart(scanner.lines, next);
  enterLine(scanner, next, start);
  scanner.at = start;
  scanner.wordEnd = -1;
  return true;
}

function readOne(scanner: Scanner): void {
  const { text, at } = scanner;
  const code = text.charCodeAt(at);
  const word = wordCharacterAt(text, at);
  if (word > 0) {
    readWord(scanner, word);
    return;
  }
  switch (code) {
    case 64: // @
      readKey(scanner, at, false);
      break;
    case 45: // -
      if (text.charCodeAt(at + 1) === 64 && at + 1 < scanner.lineEnd && scanner.wordEnd !== at)
        readKey(scanner, at, true);
      else scanner.at++;
      break;
    case 91: // [
      openBracket(scanner);
      break;
    case 93: // ]
      closeBracket(scanner);
      break;
    case 94: // ^
      if (text.charCodeAt(at + 1) === 91) pushFrame(scanner, at + 1, true);
      else scanner.at++;
      break;
    case 59: // ;
      scanner.frames.at(-1)?.separators.push(at);
      scanner.at++;
      break;
    case 96: // `
      readCode(scanner);
      break;
    case 36: // $
      readMaths(scanner);
      break;
    case 60: // <
      readAngle(scanner);
      break;
    case 92: // \
      readBackslash(scanner);
      break;
    case 42: // *
    case 95: // _
      readEmphasis(scanner, code);
      break;
    case 58: // :
      readColon(scanner);
      break;
    case 46: // .
      readStops(scanner);
      break;
    case 123: // {
      readBrace(scanner);
      break;
    case 124: // |
      readBar(scanner);
      break;
    default:
      scanner.at++;
  }
}

/** A full stop belongs to the word before it, as in `e.g.@`; an ellipsis does not. */
function readStops(scanner: Scanner): void {
  if (scanner.text.startsWith("...", scanner.at)) {
    scanner.at += 3;
    return;
  }
  scanner.at++;
  if (scanner.text.charCodeAt(scanner.at) !== 46) scanner.wordEnd = scanner.at;
}

function readWord(scanner: Scanner, first: number): void {
  const { text, lineEnd } = scanner;
  scanner.wordStart = scanner.at;
  let at = scanner.at + first;
  while (at < lineEnd) {
    const length = wordCharacterAt(text, at);
    if (length === 0) break;
    at += length;
  }
  scanner.at = Math.min(at, lineEnd);
  scanner.wordEnd = scanner.at;
}

/** Tells whether `*` or `_` closes emphasis: what follows directly is then the end of a word. */
function readEmphasis(scanner: Scanner, sign: number): void {
  const { text, at, lineEnd } = scanner;
  let end = at;
  while (end < lineEnd && text.charCodeAt(end) === sign) end++;
  scanner.at = end;
  const spaceBefore = at === startOf(scanner.lines, scanner.line) || isWhitespace(text.charCodeAt(at - 1));
  const spaceAfter = end >= lineEnd || isWhitespace(text.charCodeAt(end));
  if (scanner.emphasisOpen && !spaceBefore) {
    scanner.emphasisOpen = false;
    scanner.wordEnd = end;
  } else if (!spaceAfter) {
    scanner.emphasisOpen = true;
  }
}

/** The end of a cell, in a row of a pipe table. */
function readBar(scanner: Scanner): void {
  if (scanner.cells > 0) {
    finish(scanner);
    scanner.stretchStart = scanner.at + 1;
    scanner.wordEnd = -1;
    scanner.emphasisOpen = false;
    if (--scanner.cells === 0) {
      scanner.stopped = true;
      scanner.stretchStart = scanner.lineEnd;
    }
  }
  scanner.at++;
}
