/** Manuscripts in LaTeX, with the citation commands of natbib and biblatex. */

import type { Document } from "../text/document.ts";
import type { CitationSlot, ManuscriptFacts } from "./facts.ts";
import { readCitationArguments } from "./latex-citations.ts";
import {
  bibliographyCommands,
  citationMode,
  citingEnvironments,
  codeArgumentsOf,
  definitions,
  drawingEnvironments,
  environmentArguments,
  headingDepth,
  importCommands,
  inputCommands,
  isCitationCommand,
  mathsEnvironments,
  referenceCommands,
} from "./latex-commands.ts";
import {
  readBibitem,
  readDef,
  readDefinition,
  readImport,
  readPaths,
  readRootComment,
  readSubfileClass,
} from "./latex-files.ts";
import { createReader, endStretch, type Reader, skipTo } from "./latex-reader.ts";
import { latexSlot } from "./latex-slot.ts";
import {
  environmentName,
  type LatexSource,
  letterRunEnd,
  optionEnd,
  readSource,
  skipBetweenArguments,
} from "./latex-source.ts";
import { isAsciiLetter } from "./markdown-tokens.ts";
import { proseBetween } from "./prose.ts";

/** Commands that stand only before `\begin{document}`. */
const preambleCommands: ReadonlySet<string> = new Set([
  "documentclass",
  "documentstyle",
  "usepackage",
  "RequirePackage",
]);

const sourceOf = new WeakMap<Document, LatexSource>();

function sourceFor(document: Document): LatexSource {
  const known = sourceOf.get(document);
  if (known) return known;
  const source = readSource(document.text, document.citationCommands ?? []);
  sourceOf.set(document, source);
  return source;
}

/** The citation key being written at `offset`, or `undefined` outside the braces of a citation command. */
export function latexCitationSlotAt(document: Document, offset: number): CitationSlot | undefined {
  return latexSlot(sourceFor(document), offset);
}

/**
 * Reads one file. Before `\begin{document}` only `\title` and its like hold prose; a file without `\documentclass` is
 * part of another and all text.
 */
export function readLatex(document: Document): ManuscriptFacts {
  const reader = createReader(sourceFor(document));
  readRootComment(reader);
  while (reader.at < reader.text.length) readOne(reader);
  endStretch(reader, reader.text.length);
  const top = Math.min(...reader.headings.map(({ depth }) => depth));
  return {
    clusters: reader.clusters.sort((a, b) => a.span.start - b.span.start),
    crossReferences: reader.crossReferences,
    prose: proseBetween(reader.text, reader.stretches, reader.holes),
    headings: reader.headings.map(({ text, span, depth }) => ({ level: depth - top + 1, text, span })),
    bibliographies: reader.bibliographies,
    citationStyles: [],
    language: undefined,
    includes: reader.includes,
    ownKeys: reader.ownEntries.map(({ key }) => key),
    ownEntries: reader.ownEntries,
    labels: [],
    citesAll: reader.citesAll,
  };
}

function readOne(reader: Reader): void {
  const { text, at } = reader;
  if (skipOpaque(reader)) return;
  switch (text.charCodeAt(at)) {
    case 92: // \
      readCommand(reader);
      break;
    case 36: // $
      readMaths(reader, text.charCodeAt(at + 1) === 36 ? "$$" : "$");
      break;
    case 38: // & between two cells
      skipTo(reader, at + 1);
      break;
    case 10:
      readLineBreak(reader);
      break;
    case 125: // }
      if (reader.argumentEnds.delete(at)) skipTo(reader, at + 1);
      else reader.at++;
      break;
    default:
      reader.at++;
  }
}

function skipOpaque(reader: Reader): boolean {
  const { opaque } = reader.source;
  let next = opaque[reader.nextOpaque];
  while (next && next.end <= reader.at) next = opaque[++reader.nextOpaque];
  if (!next || next.start > reader.at) return false;
  skipTo(reader, next.end);
  reader.nextOpaque++;
  return true;
}

/** A blank line ends a paragraph, and with it a stretch of prose. */
function readLineBreak(reader: Reader): void {
  const { text } = reader;
  let at = reader.at + 1;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9 || text.charCodeAt(at) === 13) at++;
  if (text.charCodeAt(at) === 10) {
    endStretch(reader, reader.at);
    reader.stretchStart = at;
  }
  reader.at = at;
}

/** Maths up to the closing sign, which stands in the same paragraph; a lone sign is passed over. */
function readMaths(reader: Reader, closing: string): void {
  const { text, at } = reader;
  const start = at + (closing.startsWith("\\") ? 2 : closing.length);
  let end = at < (reader.noMathsEndBefore.get(closing) ?? 0) ? text.length : start;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (text.startsWith(closing, end)) {
      skipTo(reader, end + closing.length);
      return;
    }
    if (code === 92) end++;
    else if (code === 10 && isBlankLineAt(text, end + 1)) break;
  }
  reader.noMathsEndBefore.set(closing, Math.max(end, reader.noMathsEndBefore.get(closing) ?? 0));
  skipTo(reader, start);
}

function isBlankLineAt(text: string, from: number): boolean {
  let at = from;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9 || text.charCodeAt(at) === 13) at++;
  return text.charCodeAt(at) === 10;
}

function readCommand(reader: Reader): void {
  const { text, at } = reader;
  if (!isAsciiLetter(text.charCodeAt(at + 1))) {
    readSymbol(reader);
    return;
  }
  const nameEnd = letterRunEnd(text, at + 1);
  const name = text.slice(at + 1, nameEnd);
  const starred = text.charCodeAt(nameEnd) === 42;
  const after = starred ? nameEnd + 1 : nameEnd;
  if (name === "begin" || name === "end") readEnvironment(reader, name, nameEnd);
  else if (definitions.has(name)) readDefinition(reader, name, after);
  else if (name === "def" || name === "gdef" || name === "edef") readDef(reader, nameEnd);
  else if (isCitationCommand(name, reader.source.ownCitations)) readCitation(reader, name, after, starred);
  else if (Object.hasOwn(headingDepth, name)) readHeading(reader, name, after);
  else readOther(reader, name, after);
}

/** `\\[2mm]`, `\(…\)`, `\[…\]`, and signs such as `\%`, which stay in the prose. */
function readSymbol(reader: Reader): void {
  const { text, at, source } = reader;
  const sign = text.charCodeAt(at + 1);
  if (sign === 40) readMaths(reader, "\\)");
  else if (sign === 91) readMaths(reader, "\\]");
  else if (sign === 92) {
    let end = text.charCodeAt(at + 2) === 42 ? at + 3 : at + 2;
    if (text.charCodeAt(end) === 91) end = Math.max(end, optionEnd(source, end));
    skipTo(reader, end);
  } else reader.at = at + (sign === 10 ? 1 : 2);
}

/** The end of the options that follow at once; citations in them are read. */
function skipOptions(reader: Reader, from: number): number {
  let at = from;
  while (reader.text.charCodeAt(at) === 91) {
    const end = optionEnd(reader.source, at);
    if (end === -1) break;
    readCitationsIn(reader, at + 1, end - 1);
    at = end;
  }
  return at;
}

/** Reads citations, and no prose, in a part of the text that lies ahead. */
function readCitationsIn(reader: Reader, from: number, to: number): void {
  const { text } = reader;
  for (let at = text.indexOf("\\", from); at !== -1 && at < to; at = text.indexOf("\\", at + 1)) {
    const nameEnd = letterRunEnd(text, at + 1);
    const name = text.slice(at + 1, nameEnd);
    if (nameEnd === at + 1) at++;
    else if (isCitationCommand(name, reader.source.ownCitations)) {
      const starred = text.charCodeAt(nameEnd) === 42;
      const end = addCitation(reader, name, at, starred ? nameEnd + 1 : nameEnd, starred);
      // What the citation encloses has been read with it.
      if (end !== -1) at = end - 1;
    }
  }
}

/** Adds the cluster of a citation command at `start`; the offset after it, or -1 where it cites nothing. */
function addCitation(reader: Reader, name: string, start: number, after: number, starred: boolean): number {
  const found = readCitationArguments(reader.source, name, after, citationMode(name, starred));
  if (!found) return -1;
  reader.citesAll ||= name === "nocite" && /[{,]\s*\*\s*[,}]/.test(reader.text.slice(after, found.end));
  if (found.citations.length > 0) {
    reader.clusters.push({ span: { start, end: found.end }, citations: found.citations });
  }
  for (const note of found.notes) readCitationsIn(reader, note.start, note.end);
  return found.end;
}

function readCitation(reader: Reader, name: string, after: number, starred: boolean): void {
  const end = addCitation(reader, name, reader.at, after, starred);
  skipTo(reader, end === -1 ? skipOptions(reader, after) : end);
}

/** `\section*[short]{title}`: the title is prose. */
function readHeading(reader: Reader, name: string, after: number): void {
  const { text, at, source } = reader;
  const options = skipOptions(reader, skipBetweenArguments(source, after));
  const open = skipBetweenArguments(source, options);
  const close = source.braces.get(open);
  endStretch(reader, at);
  if (close === undefined) {
    skipTo(reader, options);
    return;
  }
  const title = plainTitle(text.slice(open + 1, close - 1));
  reader.headings.push({ level: 1, depth: headingDepth[name] ?? 1, text: title, span: { start: at, end: close } });
  skipIntoArgument(reader, open);
}

/** A title without commands, for an outline. */
function plainTitle(title: string): string {
  return title
    .replace(/%[^\n]*\n\s*/g, "")
    .replace(/\\(?:texorpdfstring|[a-zA-Z]+\*?) ?/g, "")
    .replace(/\\([^a-zA-Z])/g, "$1")
    .replace(/[{}$]/g, "")
    .replace(/~|\s+/g, " ")
    .trim();
}

function readEnvironment(reader: Reader, command: string, nameEnd: number): void {
  const { text, at, source } = reader;
  const name = environmentName(text, nameEnd);
  const end = name === "" ? nameEnd : nameEnd + name.length + 2;
  endStretch(reader, at);
  if (command === "end") {
    if (name === "document" && reader.bodySeen) {
      reader.at = text.length;
      reader.stretchStart = reader.at;
    } else skipTo(reader, end);
    return;
  }
  if (name === "document") {
    reader.preamble = false;
    reader.bodySeen = true;
    reader.at = end;
    reader.stretchStart = end;
    return;
  }
  if (Object.hasOwn(citingEnvironments, name)) {
    const key = citingEnvironments[name] === 1 ? source.braces.get(skipBetweenArguments(source, end)) : end;
    const cited = addCitation(reader, "cite", at, key ?? end, false);
    skipTo(reader, cited === -1 ? end : cited);
  } else if (mathsEnvironments.has(name) || drawingEnvironments.has(name)) skipEnvironment(reader, name, end);
  else skipTo(reader, environmentArgumentsEnd(reader, name, end));
}

/** Passes over an environment without prose. Citations in it still count. */
function skipEnvironment(reader: Reader, name: string, from: number): void {
  const { text, mathsNeverClosed } = reader;
  const close = mathsNeverClosed.has(name) ? -1 : text.indexOf(`\\end{${name}}`, from);
  if (close === -1) {
    mathsNeverClosed.add(name);
    skipTo(reader, from);
    return;
  }
  readCitationsIn(reader, from, close);
  skipTo(reader, close);
}

function environmentArgumentsEnd(reader: Reader, name: string, from: number): number {
  let at = skipOptions(reader, from);
  const count = Object.hasOwn(environmentArguments, name) ? (environmentArguments[name] ?? 0) : 0;
  for (let argument = 0; argument < count; argument++) {
    const close = reader.source.braces.get(skipBetweenArguments(reader.source, at));
    if (close === undefined) break;
    at = skipOptions(reader, close);
  }
  return at;
}

function readOther(reader: Reader, name: string, after: number): void {
  const { text, source } = reader;
  if (preambleCommands.has(name)) startPreamble(reader);
  if (name === "documentclass") readSubfileClass(reader, after);
  if (bibliographyCommands.has(name)) readPaths(reader, after, reader.bibliographies, true);
  else if (inputCommands.has(name)) readPaths(reader, after, reader.includes, false);
  else if (importCommands.has(name)) readImport(reader, after);
  else if (name === "bibitem") readBibitem(reader, after);
  else if (referenceCommands.has(name)) readReference(reader, after);
  let at = skipOptions(reader, after);
  for (let argument = codeArgumentsOf(name); argument > 0; argument--) {
    const open = skipBetweenArguments(source, at);
    const close = source.braces.get(open);
    if (close === undefined) break;
    if (name !== "bibliography") readCitationsIn(reader, open + 1, close - 1);
    at = skipOptions(reader, close);
  }
  if (text.charCodeAt(at) !== 123) {
    skipTo(reader, at);
    return;
  }
  if (reader.preamble && (name === "title" || name === "subtitle")) {
    reader.stretches.push({ start: at + 1, end: (source.braces.get(at) ?? at + 2) - 1 });
  }
  skipIntoArgument(reader, at);
}

/** Passes over the brace at `open`: what follows it is prose, up to the brace that closes it. */
function skipIntoArgument(reader: Reader, open: number): void {
  const close = reader.source.braces.get(open);
  if (close !== undefined) reader.argumentEnds.add(close - 1);
  skipTo(reader, open + 1);
}

function startPreamble(reader: Reader): void {
  if (reader.preamble || reader.bodySeen) return;
  reader.preamble = true;
  reader.stretches.length = 0;
}

function readReference(reader: Reader, after: number): void {
  const { text, source } = reader;
  const open = skipBetweenArguments(source, after);
  const close = source.braces.get(open);
  if (close === undefined) return;
  for (const match of text.slice(open + 1, close - 1).matchAll(/[^,\s][^,]*/g)) {
    const start = open + 1 + match.index;
    const key = match[0].trimEnd();
    reader.crossReferences.push({ key, keySpan: { start, end: start + key.length }, mode: "normal" });
  }
}
