/** The arguments of LaTeX citation commands. */
import type { Span } from "../text/document.ts";
import type { Citation, CitationMode } from "./facts.ts";
import { isMultiCitation, isSecondBraceCitation } from "./latex-commands.ts";
import type { LatexSource } from "./latex-source.ts";
import { optionEnd, skipBetweenArguments } from "./latex-source.ts";

export interface CitationArguments {
  readonly citations: readonly Citation[];
  /** After the last argument. */
  readonly end: number;
  /** Pre- and postnotes, which may cite in turn. */
  readonly notes: readonly Span[];
}

/** Reads the arguments after a citation command's name (and star); `undefined` where the braces never close. */
export function readCitationArguments(
  source: LatexSource,
  name: string,
  from: number,
  mode: CitationMode,
): CitationArguments | undefined {
  const citations: Citation[] = [];
  const notes: Span[] = [];
  const multiple = isMultiCitation(name);
  let at = from;
  if (multiple) at = readNotes(source, at, 40, notes);
  let end = -1;
  do {
    at = readNotes(source, at, 60, notes);
    at = readNotes(source, at, 91, notes);
    if (isSecondBraceCitation(name)) at = readNotes(source, skipBraces(source, at), 91, notes);
    const open = skipBetweenArguments(source, at);
    const close = source.text.charCodeAt(open) === 123 ? source.braces.get(open) : undefined;
    if (close === undefined || !isKeyList(source.text, open, close)) break;
    readKeys(source, open + 1, close - 1, mode, citations);
    at = close;
    end = close;
  } while (multiple);
  return end === -1 ? undefined : { citations, end, notes };
}

/** Passes over `[…]`, `(…)` or `<…>` arguments. */
function readNotes(source: LatexSource, from: number, opening: number, notes: Span[]): number {
  let at = from;
  while (true) {
    const start = skipBetweenArguments(source, at);
    if (source.text.charCodeAt(start) !== opening) return at;
    const end = optionEnd(source, start);
    if (end === -1) return at;
    notes.push({ start: start + 1, end: end - 1 });
    at = end;
  }
}

function skipBraces(source: LatexSource, from: number): number {
  const open = skipBetweenArguments(source, from);
  return source.braces.get(open) ?? from;
}

/** Braces that close far away, over commands or blank lines, are braces that someone has yet to close. */
function isKeyList(text: string, open: number, close: number): boolean {
  const list = text.slice(open + 1, close - 1);
  return !/[{}\\]|\n[ \t\r]*\n/.test(list);
}

function readKeys(source: LatexSource, from: number, to: number, mode: CitationMode, into: Citation[]): void {
  for (const { start, end } of keySpans(source.text, from, to)) {
    const key = source.text.slice(start, end);
    if (key !== "*" && !key.includes("#")) into.push({ key, keySpan: { start, end }, mode });
  }
}

function isWhitespace(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13;
}

/** The keys between commas, without the white space and comments around them. */
function keySpans(text: string, from: number, to: number): Span[] {
  const spans: Span[] = [];
  let start = -1;
  let end = -1;
  for (let at = from; at <= to; at++) {
    const code = at < to ? text.charCodeAt(at) : 44;
    if (code === 44) {
      if (start !== -1) spans.push({ start, end });
      start = -1;
    } else if (code === 37) {
      const line = text.indexOf("\n", at);
      at = line === -1 || line > to ? to - 1 : line;
    } else if (!isWhitespace(code)) {
      if (start === -1) start = at;
      end = at + 1;
    }
  }
  return spans;
}
