/** Inline Markdown whose inside is not read: code, maths, tags, comments, raw LaTeX, addresses, shortcodes. */
import { blockTags, commentEnd, verbatimTags } from "./markdown-html.ts";
import { endOf, isSpace, isWhitespace, lineCount, skipSpaces, startOf } from "./markdown-lines.ts";
import { isRawLatexBlock, rawLatexEnd } from "./markdown-raw-latex.ts";
import { readCiteRole } from "./markdown-roles.ts";
import {
  type CodeRuns,
  hole,
  onlyTheLine,
  paragraphEnd,
  type Scanner,
  skipAsHole,
  skipAttributes,
} from "./markdown-scanner.ts";
import { autolinkEnd, htmlTagAt, isAsciiLetter, isDigit } from "./markdown-tokens.ts";

export function readCode(scanner: Scanner): void {
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

export function readMaths(scanner: Scanner): void {
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
export function readAngle(scanner: Scanner): void {
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

export function readBackslash(scanner: Scanner): void {
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

/** `https://…` in running text is no prose. R Markdown makes a link of it; Pandoc still reads an `@` in it. */
export function readColon(scanner: Scanner): void {
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

/** Quarto's `{{< … >}}` and MyST's citation roles. */
export function readBrace(scanner: Scanner): void {
  const { text, at, lineEnd, reading } = scanner;
  if (reading.dialect === "pandoc" && readCiteRole(scanner, (from, length) => codeCloser(scanner, from, length)))
    return;
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
