/**
 * Pandoc's inline Markdown, read for citations and prose in one pass. Code, maths, tags, raw LaTeX and link
 * destinations become holes in the prose; brackets are kept on a stack until it is known what they are.
 */
import type { Citation, CitationMode } from "./facts.ts";
import { blockTags, commentEnd, verbatimTags } from "./markdown-html.ts";
import type { Lines } from "./markdown-lines.ts";
import { contentStart, endOf, isSpace, isWhitespace, lineCount, skipSpaces, startOf } from "./markdown-lines.ts";
import { isRawLatexBlock, rawLatexEnd } from "./markdown-raw-latex.ts";
import type { Continues, Reading } from "./markdown-reading.ts";
import {
  attributesEnd,
  autolinkEnd,
  bracedKeyEnd,
  destinationEnd,
  htmlTagAt,
  isAsciiLetter,
  isDigit,
  keyEnd,
  wordCharacterAt,
} from "./markdown-tokens.ts";

/** Where the inline text ended: the line and the offset in it. */
export interface InlineEnd {
  readonly line: number;
  readonly offset: number;
}

interface KeyFound {
  readonly citation: Citation;
  readonly start: number;
  readonly end: number;
  readonly suppressed: boolean;
  readonly crossReference: boolean;
}

/** An open bracket, and what has been found directly inside it. */
interface Frame {
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
interface CodeRuns {
  readonly positions: number[];
  next: number;
}

interface Scanner {
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

const crossReferencePrefix =
  /^(?:fig|tbl|sec|eq|lst|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|tip|nte|wrn|imp|cau|vid|supp[a-z]*)-/i;

const onlyTheLine: Continues = () => false;

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
    scanner.at = plainEnd(scanner.text, scanner.at, scanner.lineEnd);
    if (scanner.at < scanner.lineEnd) readOne(scanner);
    else if (!nextLine(scanner)) break;
  }
  finish(scanner);
  return { line: scanner.line, offset: scanner.at };
}

const special = new Uint8Array(128).fill(1);
for (const character of " \t,()\"'/?!=+#%&~>}") special[character.charCodeAt(0)] = 0;

/** The next character that may mean something, past spaces and common punctuation. */
function plainEnd(text: string, from: number, end: number): number {
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

function endStretch(scanner: Scanner, end: number): void {
  if (end > scanner.stretchStart) scanner.reading.stretches.push({ start: scanner.stretchStart, end });
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

/** Goes on to a later line; a container's prefix between two lines splits the prose. */
function enterLine(scanner: Scanner, line: number, start: number): void {
  if (!onlyWhitespace(scanner.text, scanner.lineEnd, start)) {
    endStretch(scanner, scanner.lineEnd);
    scanner.stretchStart = start;
  }
  scanner.line = line;
  scanner.lineEnd = endOf(scanner.lines, line);
}

function onlyWhitespace(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!isWhitespace(text.charCodeAt(at))) return false;
  return true;
}

/** Moves on to `offset`, which may lie on a later line. */
function moveTo(scanner: Scanner, offset: number): void {
  while (offset > scanner.lineEnd && scanner.line + 1 < lineCount(scanner.lines)) {
    const next = scanner.line + 1;
    enterLine(scanner, next, startOf(scanner.lines, next));
  }
  scanner.at = offset;
}

function hole(scanner: Scanner, start: number, end: number): void {
  scanner.reading.holes.push({ start, end });
}

function skipAsHole(scanner: Scanner, end: number): void {
  const start = scanner.at;
  moveTo(scanner, end);
  hole(scanner, start, end);
}

/** The end of the text that the current paragraph may still reach. */
function paragraphEnd(scanner: Scanner): number {
  if (scanner.line > scanner.lastLine) {
    let line = scanner.line;
    while (line + 1 < lineCount(scanner.lines) && scanner.continues(scanner.lines, line + 1)) line++;
    scanner.lastLine = line;
  }
  return endOf(scanner.lines, scanner.lastLine);
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

/** `@key`, `-@key`, `@{key}`; `start` is the first character of it. */
function readKey(scanner: Scanner, start: number, suppressed: boolean): void {
  const { text, lineEnd } = scanner;
  const sign = suppressed ? start + 1 : start;
  if (scanner.wordEnd === start) {
    skipEmailRest(scanner, sign);
    return;
  }
  const braced = text.charCodeAt(sign + 1) === 123 && sign + 1 < lineEnd;
  const end = braced ? bracedKeyEnd(text, sign + 1, lineEnd) : keyEnd(text, sign + 1, lineEnd);
  const keyStart = braced ? sign + 2 : sign + 1;
  const keyStop = braced ? end - 1 : end;
  if (end === -1 || keyStop <= keyStart) {
    scanner.at = sign + 1;
    return;
  }
  const key = text.slice(keyStart, keyStop);
  const found: KeyFound = {
    citation: {
      key,
      keySpan: { start: keyStart, end: keyStop },
      mode: suppressed ? "suppress-author" : "author-in-text",
    },
    start,
    end,
    suppressed,
    crossReference: scanner.reading.dialect !== "pandoc" && crossReferencePrefix.test(key),
  };
  scanner.at = end;
  const frame = scanner.frames.at(-1);
  if (frame && !frame.note) {
    frame.keys.push(found);
    return;
  }
  settleTextual(scanner);
  scanner.lastTextual = found;
}

/** The `@` of an e-mail address: all of the address is a hole in the prose. */
function skipEmailRest(scanner: Scanner, sign: number): void {
  const { text, lineEnd } = scanner;
  const end = keyEnd(text, sign + 1, lineEnd);
  if (end > sign + 1 && scanner.wordStart !== -1) hole(scanner, scanner.wordStart, end);
  // Pandoc takes the `@` and the word after it as one, and an `@` right behind them begins anew.
  let at = sign + 1;
  for (let length = 1; at < lineEnd && length > 0; at += length) length = wordCharacterAt(text, at);
  scanner.at = Math.min(at, lineEnd);
  scanner.wordEnd = -1;
}

function cluster(scanner: Scanner, start: number, end: number, keys: readonly KeyFound[], textual: boolean): void {
  const { reading } = scanner;
  const citations: Citation[] = [];
  for (const { citation, crossReference } of keys) {
    if (crossReference) reading.crossReferences.push(citation);
    else citations.push(citation);
  }
  hole(scanner, start, end);
  if (citations.length > 0) reading.clusters.push({ span: { start, end }, citations, textual });
}

function emitTextual(scanner: Scanner, key: KeyFound): void {
  cluster(scanner, key.start, key.end, [key], true);
}

/** No `[locator]` came after the last `@key`. */
function settleTextual(scanner: Scanner): void {
  if (scanner.lastTextual) emitTextual(scanner, scanner.lastTextual);
  scanner.lastTextual = undefined;
}

function openBracket(scanner: Scanner): void {
  const { text, at, lineEnd } = scanner;
  if (text.charCodeAt(at + 1) === 94) {
    const end = noteMarkerEnd(text, at, lineEnd);
    if (end !== -1) {
      hole(scanner, at, end);
      scanner.at = end;
      return;
    }
  }
  pushFrame(scanner, at, false);
}

/** The end of `[^label]`, or -1. */
export function noteMarkerEnd(text: string, at: number, end: number): number {
  for (let here = at + 2; here < end; here++) {
    const code = text.charCodeAt(here);
    if (code === 93) return here > at + 2 ? here + 1 : -1;
    if (isSpace(code) || code === 91) return -1;
  }
  return -1;
}

function pushFrame(scanner: Scanner, bracket: number, note: boolean): void {
  const { lastTextual, text } = scanner;
  const parent = scanner.frames.at(-1);
  const candidate = parent && !parent.note ? undefined : lastTextual;
  const after = !note && candidate && onlyWhitespace(text, candidate.end, bracket) ? candidate : undefined;
  if (after) scanner.lastTextual = undefined;
  else settleTextual(scanner);
  scanner.frames.push({ open: bracket, note, keys: [], separators: [], label: bracket === scanner.plainEnd, after });
  scanner.at = bracket + 1;
}

function closeBracket(scanner: Scanner): void {
  const frame = scanner.frames.pop();
  const { at, text } = scanner;
  scanner.at = at + 1;
  if (!frame) return;
  if (frame.note) {
    settleTextual(scanner);
    return;
  }
  const next = at + 1 < scanner.lineEnd ? text.charCodeAt(at + 1) : 0;
  const attached = (next === 40 && !frame.label) || next === 123 ? attachmentEnd(scanner, next) : -1;
  const label = next === 91 && text.charCodeAt(at + 2) !== 94;
  if (attached === -1 && !label && closeCitation(scanner, frame, at + 1)) return;
  if (frame.after) emitTextual(scanner, frame.after);
  for (const key of frame.keys) emitTextual(scanner, key);
  if (attached === -1) {
    scanner.plainEnd = at + 1;
  } else {
    scanner.at = at;
    skipAsHole(scanner, attached);
    const attributes = scanner.at < scanner.lineEnd ? attributesEnd(text, scanner.at, scanner.lineEnd) : -1;
    if (next === 40 && attributes !== -1) skipAsHole(scanner, attributes);
  }
}

/** The end of the `(destination)` or `{attributes}` that makes a bracket a link or a span. */
function attachmentEnd(scanner: Scanner, next: number): number {
  const end = paragraphEnd(scanner);
  if (next === 123) return attributesEnd(scanner.text, scanner.at, end);
  if (scanner.brokenLinks > mostBrokenLinks) return -1;
  const close = destinationEnd(scanner.text, scanner.at, end);
  if (close === -1) scanner.brokenLinks++;
  return close;
}

/** A paragraph with more parentheses left open than this is not searched for links any more. */
const mostBrokenLinks = 50;

/** Closes a bracket as `[see @a; @b]` or as the `[p. 3; @b]` after `@a`; false where it is neither. */
function closeCitation(scanner: Scanner, frame: Frame, end: number): boolean {
  const keys: KeyFound[] = [];
  let next = 0;
  for (let part = 0; part <= frame.separators.length; part++) {
    const until = frame.separators[part] ?? end;
    const first = next;
    for (let key = frame.keys[next]; key && key.start < until; key = frame.keys[++next]) {
      keys.push(inBrackets(key, next === first));
    }
    // The first part may be the locator of the `@key` before the bracket.
    if (next === first && !(part === 0 && frame.after)) return false;
  }
  const start = frame.after ? frame.after.start : frame.open;
  cluster(scanner, start, end, frame.after ? [frame.after, ...keys] : keys, false);
  return true;
}

/** A key in brackets; a second one between two semicolons stands in the first one's suffix, as running text. */
function inBrackets(key: KeyFound, first: boolean): KeyFound {
  const mode: CitationMode = key.suppressed ? "suppress-author" : first ? "normal" : "author-in-text";
  return { ...key, citation: { ...key.citation, mode } };
}

function readCode(scanner: Scanner): void {
  const { text, lineEnd } = scanner;
  let end = scanner.at;
  while (end < lineEnd && text.charCodeAt(end) === 96) end++;
  for (let length = end - scanner.at; length > 0; length--) {
    const closer = codeCloser(scanner, end, length);
    if (closer === -1) continue;
    scanner.at = end - length;
    skipAsHole(scanner, closer);
    skipAttributes(scanner);
    return;
  }
  scanner.at = end;
}

function skipAttributes(scanner: Scanner): void {
  if (scanner.at >= scanner.lineEnd || scanner.text.charCodeAt(scanner.at) !== 123) return;
  const end = attributesEnd(scanner.text, scanner.at, scanner.lineEnd);
  if (end !== -1) skipAsHole(scanner, end);
}

/** The end of the next run of exactly `length` backticks in the paragraph, or -1. */
function codeCloser(scanner: Scanner, from: number, length: number): number {
  if (!scanner.codeRuns || from > scanner.codeRunsUntil) collectCodeRuns(scanner, from);
  const runs = scanner.codeRuns?.get(length);
  if (!runs) return -1;
  while ((runs.positions[runs.next] ?? from) < from) runs.next++;
  const found = runs.positions[runs.next];
  return found === undefined ? -1 : found + length;
}

/** Collects the backtick runs up to the paragraph's end once, so that unclosed runs cost nothing twice. */
function collectCodeRuns(scanner: Scanner, from: number): void {
  const { text } = scanner;
  const end = paragraphEnd(scanner);
  const runs = new Map<number, CodeRuns>();
  let at = text.indexOf("`", from);
  while (at !== -1 && at < end) {
    let stop = at + 1;
    while (stop < end && text.charCodeAt(stop) === 96) stop++;
    const known = runs.get(stop - at);
    if (known) known.positions.push(at);
    else runs.set(stop - at, { positions: [at], next: 0 });
    at = text.indexOf("`", stop);
  }
  scanner.codeRuns = runs;
  scanner.codeRunsUntil = end;
}

function readMaths(scanner: Scanner): void {
  const { text, at } = scanner;
  const end = text.charCodeAt(at + 1) === 36 ? displayMathsEnd(scanner) : inlineMathsEnd(scanner);
  if (end === -1) scanner.at++;
  else skipAsHole(scanner, end);
}

function displayMathsEnd(scanner: Scanner): number {
  const { text, at } = scanner;
  const close = text.indexOf("$$", at + 2);
  if (close === -1) return -1;
  return close + 2 <= paragraphEnd(scanner) ? close + 2 : -1;
}

/** `$…$`: no space inside the signs, no digit after them, no blank line. */
function inlineMathsEnd(scanner: Scanner): number {
  const { text, lines } = scanner;
  let line = scanner.line;
  let lineEnd = scanner.lineEnd;
  let at = scanner.at + 1;
  if (at >= lineEnd || isWhitespace(text.charCodeAt(at))) return -1;
  while (true) {
    if (at >= lineEnd) {
      line++;
      if (line >= lineCount(lines) || !scanner.continues(lines, line)) return -1;
      at = startOf(lines, line);
      lineEnd = endOf(lines, line);
      continue;
    }
    const code = text.charCodeAt(at);
    if (code === 36) {
      const closes = !isWhitespace(text.charCodeAt(at - 1)) && !isDigit(text.charCodeAt(at + 1));
      return closes ? at + 1 : -1;
    }
    at += code === 92 ? 2 : 1;
  }
}

/** Comments, autolinks and tags; a block tag ends the paragraph. */
function readAngle(scanner: Scanner): void {
  const { text, at, lines } = scanner;
  const containerEnd = endOf(lines, lineCount(lines) - 1);
  const comment = commentEnd(text, at, containerEnd, scanner.reading.neverClosed);
  if (comment !== -1) {
    skipAsHole(scanner, comment);
    return;
  }
  const link = autolinkEnd(text, at, scanner.lineEnd);
  if (link !== -1) {
    skipAsHole(scanner, link);
    skipAttributes(scanner);
    return;
  }
  const tag = htmlTagAt(text, at, containerEnd);
  if (!tag) scanner.at++;
  else if ((blockTags.has(tag.name) || verbatimTags.has(tag.name)) && stopsAt(scanner)) scanner.stopped = true;
  else skipAsHole(scanner, tag.end);
}

/** Whether a block that begins here, in the middle of a paragraph, ends it. A heading or a cell goes on. */
function stopsAt(scanner: Scanner): boolean {
  return scanner.at > scanner.start && scanner.continues !== onlyTheLine;
}

function readBackslash(scanner: Scanner): void {
  const { text, at, lineEnd } = scanner;
  const next = text.charCodeAt(at + 1);
  if (at + 1 >= lineEnd) {
    scanner.at++;
  } else if (isAsciiLetter(next)) {
    const end = rawLatexEnd(scanner.lines, at);
    if (end === -1) scanner.at++;
    else if (isRawLatexBlock(text, at) && stopsAt(scanner)) scanner.stopped = true;
    else skipAsHole(scanner, end);
  } else if (next === 64 && scanner.reading.dialect !== "pandoc" && text.startsWith("ref(", at + 2)) {
    readBookdownReference(scanner);
  } else if ((next === 40 || next === 91) && scanner.reading.dialect === "rmarkdown") {
    readBackslashMaths(scanner, next === 40 ? "\\)" : "\\]");
  } else {
    scanner.at += isDigit(next) ? 1 : 2;
  }
}

/** `\(…\)` and `\[…\]`, which R Markdown turns on. */
function readBackslashMaths(scanner: Scanner, closing: string): void {
  const close = scanner.text.indexOf(closing, scanner.at + 2);
  if (close === -1 || close >= paragraphEnd(scanner)) scanner.at += 2;
  else skipAsHole(scanner, close + closing.length);
}

/** bookdown's `\@ref(fig:x)`. */
function readBookdownReference(scanner: Scanner): void {
  const { text, at, lineEnd, reading } = scanner;
  const start = at + "\\@ref(".length;
  const end = text.indexOf(")", start);
  if (end === -1 || end >= lineEnd) {
    scanner.at += 2;
    return;
  }
  reading.crossReferences.push({ key: text.slice(start, end), keySpan: { start, end }, mode: "normal" });
  skipAsHole(scanner, end + 1);
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

/** `https://…` in running text is no prose. R Markdown makes a link of it; Pandoc still reads an `@` in it. */
function readColon(scanner: Scanner): void {
  const { text, at, lineEnd } = scanner;
  scanner.at++;
  if (scanner.wordEnd !== at || at < scanner.addressEnd || !text.startsWith("//", at + 1)) return;
  let end = at + 3;
  while (end < lineEnd) {
    const code = text.charCodeAt(end);
    if (isWhitespace(code) || code === 60 || code === 62 || code === 93 || code === 124) break;
    end++;
  }
  hole(scanner, scanner.wordStart, end);
  scanner.addressEnd = end;
  if (scanner.reading.dialect === "rmarkdown") scanner.at = end;
}

/** Quarto's `{{< … >}}`. */
function readBrace(scanner: Scanner): void {
  const { text, at, lineEnd, reading } = scanner;
  const close = reading.dialect !== "pandoc" && text.startsWith("{{<", at) ? text.indexOf(">}}", at) : -1;
  if (close === -1 || close >= lineEnd) {
    scanner.at++;
    return;
  }
  const pathStart = skipSpaces(text, at + 3, close);
  if (text.startsWith("include", pathStart)) {
    let start = skipSpaces(text, pathStart + "include".length, close);
    let end = close;
    while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
    const quote = text.charCodeAt(start);
    if ((quote === 34 || quote === 39) && text.charCodeAt(end - 1) === quote && end - 1 > start) {
      start++;
      end--;
    }
    if (end > start) reading.includes.push({ path: text.slice(start, end), span: { start, end } });
  }
  skipAsHole(scanner, close + 3);
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
