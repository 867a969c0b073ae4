/** Files that a LaTeX manuscript names, the macros in their paths, and the definitions of commands. */

import type { Span } from "../text/document.ts";
import { decodedOnce } from "./entries.ts";
import type { WrittenPath } from "./facts.ts";
import { codeArgumentsOf } from "./latex-commands.ts";
import { type Reader, skipTo } from "./latex-reader.ts";
import { letterRunEnd, optionEnd, skipBetweenArguments } from "./latex-source.ts";
import { latexToText } from "./latex-text.ts";
import { referenceOfDraft } from "./reference.ts";

/** The span of a braced argument after `from`, past options; `\input file` may do without braces. */
function argumentSpan(reader: Reader, from: number): Span | undefined {
  const { text, source } = reader;
  let at = skipBetweenArguments(source, from);
  if (text.charCodeAt(at) === 91) {
    const end = optionEnd(source, at);
    if (end === -1) return undefined;
    at = skipBetweenArguments(source, end);
  }
  const close = source.braces.get(at);
  return close === undefined ? undefined : { start: at + 1, end: close - 1 };
}

export function readPaths(reader: Reader, after: number, into: WrittenPath[], several: boolean): void {
  const { text } = reader;
  const span = argumentSpan(reader, after) ?? bareWord(text, after);
  if (!span || /\blocation\s*=\s*remote\b/.test(text.slice(after, span.start))) return;
  let start = span.start;
  while (start <= span.end) {
    const comma = several ? text.indexOf(",", start) : -1;
    const end = comma === -1 || comma > span.end ? span.end : comma;
    pushPath(reader, start, end, into);
    start = end + 1;
  }
}

/** TeX's own `\input file`. */
function bareWord(text: string, after: number): Span | undefined {
  const found = /^ +([^\s{}[\]\\%]+)/.exec(text.slice(after, after + 200));
  return found ? { start: after + found[0].length - (found[1]?.length ?? 0), end: after + found[0].length } : undefined;
}

function pushPath(reader: Reader, from: number, to: number, into: WrittenPath[], folder = ""): void {
  const { text } = reader;
  let start = from;
  let end = to;
  while (start < end && text.charCodeAt(start) <= 32) start++;
  while (end > start && text.charCodeAt(end - 1) <= 32) end--;
  const path = expandPath(reader, text.slice(start, end));
  if (path !== "" && !path.includes("#")) into.push({ path: folder + path, span: { start, end } });
}

/** A path with the file's own macros in it; an unknown macro at its beginning is left out, as `\subfix{…}` is. */
function expandPath(reader: Reader, written: string): string {
  return written
    .replace(/^\\subfix\{(.*)\}$/s, "$1")
    .replace(/\\[A-Za-z]+/g, (command) => reader.macros.get(command) ?? command)
    .replace(/^\\[A-Za-z]+\/?/, "");
}

export function readImport(reader: Reader, after: number): void {
  const folder = argumentSpan(reader, after);
  const file = folder && argumentSpan(reader, folder.end + 1);
  if (!folder || !file) return;
  const written = expandPath(reader, reader.text.slice(folder.start, folder.end).trim());
  pushPath(
    reader,
    file.start,
    file.end,
    reader.includes,
    written === "" || written.endsWith("/") ? written : `${written}/`,
  );
}

const rootComment = /^[ \t]*%[ \t]*!TeX[ \t]+root[ \t]*=[ \t]*(\S[^\r\n]*?)[ \t]*$/im;

/** `% !TeX root = main.tex` among the first lines: editors take the named file for the main one. */
export function readRootComment({ text, includes }: Reader): void {
  const found = rootComment.exec(text.slice(0, 2000));
  if (!found?.[1]) return;
  const end = found.index + found[0].trimEnd().length;
  includes.push({ path: found[1], span: { start: end - found[1].length, end } });
}

/** `\documentclass[main.tex]{subfiles}` takes in the main file's preamble. */
export function readSubfileClass(reader: Reader, after: number): void {
  const { text, source } = reader;
  const open = skipBetweenArguments(source, after);
  const end = text.charCodeAt(open) === 91 ? optionEnd(source, open) : -1;
  if (end !== -1 && text.startsWith("{subfiles}", end)) pushPath(reader, open + 1, end - 1, reader.includes);
}

/** What ends the text of a `\bibitem`. */
const bibitemEnd = /\\bibitem(?![A-Za-z])|\\end *\{|$(?![\s\S])/g;

/** `\bibitem[label]{key} text`: the text, up to the next one or the end of the list, is all that is known of the work. */
export function readBibitem(reader: Reader, after: number): void {
  const { text, at } = reader;
  const argument = argumentSpan(reader, after);
  const key = argument && text.slice(argument.start, argument.end).trim();
  if (!argument || !key) return;
  const start = text.indexOf(key, argument.start);
  bibitemEnd.lastIndex = argument.end;
  const end = bibitemEnd.exec(text)?.index ?? text.length;
  const written = text.slice(argument.end + 1, end);
  const keySpan = { start, end: start + key.length };
  const span = { start: at, end: argument.end + 1 + written.trimEnd().length };
  reader.ownEntries.push(
    decodedOnce({ key, keySpan, span }, () =>
      referenceOfDraft({ id: key, type: "document", title: latexToText(withoutComments(written)).trim() }),
    ),
  );
}

function withoutComments(latex: string): string {
  return latex.replace(/(?<!\\)%[^\n]*\n[ \t]*/g, "").replace(/\\newblock(?![A-Za-z]) */g, "");
}

function rememberMacro(reader: Reader, name: Span | undefined, body: Span | undefined): void {
  if (!name || !body) return;
  const command = reader.text.slice(name.start, name.end).trim();
  const value = reader.text.slice(body.start, body.end);
  // Only what can stand in a path: the rest is no business of this reader.
  if (/^\\[A-Za-z]+$/.test(command) && /^[^\s{}\\#]*$/.test(value)) reader.macros.set(command, value);
}

/** `\newcommand{\name}[1]{…}` and its kin: no prose, and no citations. */
export function readDefinition(reader: Reader, name: string, after: number): void {
  const { text, source } = reader;
  let at = skipBetweenArguments(source, after);
  const parts: Span[] = [];
  if (text.charCodeAt(at) === 92) {
    const end = letterRunEnd(text, at + 1);
    parts.push({ start: at, end });
    at = end;
  }
  for (let left = codeArgumentsOf(name) - parts.length; left > 0; ) {
    const start = skipBetweenArguments(source, at);
    const option = text.charCodeAt(start) === 91;
    const end = option ? optionEnd(source, start) : (source.braces.get(start) ?? -1);
    if (end === -1) break;
    if (!option) {
      parts.push({ start: start + 1, end: end - 1 });
      left--;
    }
    at = end;
  }
  rememberMacro(reader, parts[0], parts[1]);
  skipTo(reader, at);
}

export function readDef(reader: Reader, nameEnd: number): void {
  const { text, source } = reader;
  const start = skipBetweenArguments(source, nameEnd);
  const end = text.charCodeAt(start) === 92 ? letterRunEnd(text, start + 1) : start;
  let open = end;
  while (open < text.length && open - end < 40 && text.charCodeAt(open) !== 123 && text.charCodeAt(open) !== 10) open++;
  const close = source.braces.get(open);
  if (close !== undefined && open === end) rememberMacro(reader, { start, end }, { start: open + 1, end: close - 1 });
  skipTo(reader, close ?? end);
}
