/** Where the reader of Typst stands, what it has found, and how it moves on: past what is no prose, over brackets. */

import type { Span } from "../text/document.ts";
import type { Citation, CitationMode, Heading, WrittenPath } from "./facts.ts";
import { createEnds, type Ends, stringEnd } from "./typst-tokens.ts";

/** `@key[supplement]` or one call of `cite`: the whole, and the keys in it. */
export interface FoundCitation {
  readonly span: Span;
  readonly citations: readonly Citation[];
}

export interface TypstReader {
  readonly text: string;
  at: number;
  /** Where prose was last cut: it goes on from there. */
  stretchStart: number;
  readonly stretches: Span[];
  readonly holes: Span[];
  /** Comments, raw text, strings and maths, where no key is being written. */
  readonly opaque: Span[];
  readonly found: FoundCitation[];
  readonly labels: Set<string>;
  /** Whether a `bibliography` lists its entries cited or not. */
  citesAll: boolean;
  readonly headings: Heading[];
  readonly bibliographies: WrittenPath[];
  /** The `style:` of a `bibliography`. */
  readonly citationStyles: WrittenPath[];
  readonly includes: WrittenPath[];
  readonly ends: Ends;
  /** The functions whose labels are citation keys: `cite`, `ref`, and those that the file defines by them. */
  readonly citing: ReadonlySet<string>;
  depth: number;
  /** Opening brackets of code that never close; they are read as text. */
  readonly unclosed: Set<number>;
}

/** Content and code nested deeper than this is read as text, so that the stack lasts. */
const deepest = 100;

/** A file with more unclosed brackets than this is read as if they closed at its end. */
const mostUnclosed = 20;

export function createTypstReader(text: string): TypstReader {
  return {
    text,
    at: text.charCodeAt(0) === 0xfeff ? 1 : 0,
    stretchStart: 0,
    stretches: [],
    holes: [],
    opaque: [],
    found: [],
    labels: new Set(),
    citesAll: false,
    headings: [],
    bibliographies: [],
    citationStyles: [],
    includes: [],
    ends: createEnds(),
    citing: citingFunctions(text),
    depth: 0,
    unclosed: new Set(),
  };
}

const citingDefinition = /\blet\s+([\p{XIDS}_][\p{XIDC}_-]*)\s*(?:\([^()]*\)\s*)?=\s*(?:cite|ref)\b/gu;

/** `#let c = cite.with(form: "prose")` and `#let c(key) = cite(key)`. */
function citingFunctions(text: string): ReadonlySet<string> {
  return new Set(["cite", "ref", ...Array.from(text.matchAll(citingDefinition), ([, name = ""]) => name)]);
}

export function skipTo(reader: TypstReader, end: number): void {
  const last = reader.holes.at(-1);
  if (last?.end === reader.at) reader.holes[reader.holes.length - 1] = { start: last.start, end };
  else reader.holes.push({ start: reader.at, end });
  reader.at = end;
}

export function skipOpaque(reader: TypstReader, end: number): void {
  reader.opaque.push({ start: reader.at, end });
  skipTo(reader, end);
}

export function endStretch(reader: TypstReader, end: number, next: number): void {
  if (end > reader.stretchStart) reader.stretches.push({ start: reader.stretchStart, end });
  reader.stretchStart = next;
}

export function addCitation(reader: TypstReader, start: number, keys: readonly Span[], mode: CitationMode): void {
  const span = { start, end: reader.at };
  // What a supplement holds is printed with the citation, and no running prose.
  reader.holes.push(span);
  if (keys.length === 0) return;
  const citations = keys.map((keySpan) => ({ key: reader.text.slice(keySpan.start, keySpan.end), keySpan, mode }));
  reader.found.push({ span, citations });
}

/** Reads from an opening bracket over its closing one; what turns out never to close is read as text instead. */
export function readEnclosed(reader: TypstReader, readInside: () => void): boolean {
  const { text, at: open } = reader;
  skipTo(reader, open + 1);
  if (reader.depth >= deepest || reader.unclosed.has(open)) return false;
  const before = sizesOf(reader);
  const { stretchStart } = reader;
  reader.depth++;
  readInside();
  reader.depth--;
  if (reader.at < text.length) {
    if (isClosing(text.charCodeAt(open), text.charCodeAt(reader.at))) skipTo(reader, reader.at + 1);
    return true;
  }
  if (reader.unclosed.size >= mostUnclosed) return true;
  reader.unclosed.add(open);
  if (reader.depth > 0) return false;
  for (const [list, size] of before) list.length = size;
  reader.stretchStart = stretchStart;
  reader.at = open + 1;
  return false;
}

function isClosing(open: number, close: number): boolean {
  return close === (open === 40 ? 41 : open === 91 ? 93 : 125);
}

function sizesOf({ stretches, holes, opaque, found, headings, bibliographies, citationStyles, includes }: TypstReader) {
  return [stretches, holes, opaque, found, headings, bibliographies, citationStyles, includes].map(
    (list) => [list, list.length] as const,
  );
}

export function skipBlanks(reader: TypstReader): void {
  let end = reader.at;
  while (reader.text.charCodeAt(end) === 32 || reader.text.charCodeAt(end) === 9) end++;
  if (end > reader.at) skipTo(reader, end);
}

/** Passes over the string at the reader; its span without the quotation marks, or `undefined` where it never closes. */
export function skipString(reader: TypstReader): Span | undefined {
  const { text, at, ends } = reader;
  const end = stringEnd(ends, text, at);
  if (end === -1) {
    skipTo(reader, at + 1);
    return undefined;
  }
  skipOpaque(reader, end);
  return { start: at + 1, end: end - 1 };
}

export function pushPath(reader: TypstReader, span: Span, into: WrittenPath[]): void {
  const path = reader.text.slice(span.start, span.end).replace(/\\(.)/g, "$1");
  if (path !== "") into.push({ path, span });
}
