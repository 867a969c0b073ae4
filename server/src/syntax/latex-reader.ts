/** Where the reader of LaTeX stands, and what it has found. */

import type { Span } from "../text/document.ts";
import type { BibliographyEntry, Citation, CitationCluster, Heading, WrittenPath } from "./facts.ts";
import type { LatexSource } from "./latex-source.ts";

interface FoundHeading extends Heading {
  readonly depth: number;
}

export interface Reader {
  readonly source: LatexSource;
  readonly text: string;
  at: number;
  /** The next comment or verbatim text. */
  nextOpaque: number;
  preamble: boolean;
  /** Whether `\begin{document}` was read. */
  bodySeen: boolean;
  /** Where prose was last cut: it goes on from there. */
  stretchStart: number;
  readonly clusters: CitationCluster[];
  readonly crossReferences: Citation[];
  readonly stretches: Span[];
  readonly holes: Span[];
  readonly headings: FoundHeading[];
  readonly bibliographies: WrittenPath[];
  readonly includes: WrittenPath[];
  readonly ownEntries: BibliographyEntry[];
  /** Whether `\nocite{*}` was read. */
  citesAll: boolean;
  /** Commands without arguments that the file defines: `\def\root{..}`. */
  readonly macros: Map<string, string>;
  readonly mathsNeverClosed: Set<string>;
  /** How far a closing sign of maths was looked for in vain. */
  readonly noMathsEndBefore: Map<string, number>;
  /** Closing braces of arguments that are prose. */
  readonly argumentEnds: Set<number>;
}

export function createReader(source: LatexSource): Reader {
  return {
    source,
    text: source.text,
    at: source.text.charCodeAt(0) === 0xfeff ? 1 : 0,
    nextOpaque: 0,
    preamble: false,
    bodySeen: false,
    stretchStart: 0,
    clusters: [],
    crossReferences: [],
    stretches: [],
    holes: [],
    headings: [],
    bibliographies: [],
    includes: [],
    ownEntries: [],
    citesAll: false,
    macros: new Map(),
    mathsNeverClosed: new Set(),
    noMathsEndBefore: new Map(),
    argumentEnds: new Set(),
  };
}

export function endStretch(reader: Reader, end: number): void {
  if (!reader.preamble && end > reader.stretchStart) reader.stretches.push({ start: reader.stretchStart, end });
  reader.stretchStart = end;
}

function hole(reader: Reader, start: number, end: number): void {
  if (end > start) reader.holes.push({ start, end });
}

export function skipTo(reader: Reader, end: number): void {
  hole(reader, reader.at, end);
  reader.at = end;
}
