/** What the readers of Markdown blocks and inlines write their findings into. */
import type { Dialect, Span } from "../text/document.ts";
import type { Citation, CitationCluster, Heading, WrittenPath } from "./facts.ts";
import type { NeverClosed } from "./markdown-html.ts";
import type { Lines } from "./markdown-lines.ts";

/** A cluster, and whether Pandoc may still read it as the number of an example list item: `@a`, but not `[@a]`. */
export interface FoundCluster extends CitationCluster {
  readonly textual: boolean;
}

/** One document being read. Lists are filled in any order and put in document order at the end. */
export interface Reading {
  readonly text: string;
  readonly dialect: Dialect;
  readonly clusters: FoundCluster[];
  readonly crossReferences: Citation[];
  /** Whole stretches of inline text; prose is what the holes leave of them. */
  readonly stretches: Span[];
  readonly holes: Span[];
  readonly headings: Heading[];
  readonly includes: WrittenPath[];
  /** Those that directives name; front matter is read later. */
  readonly bibliographies: WrittenPath[];
  /** YAML metadata blocks, between their delimiters. */
  readonly metadata: Span[];
  /** Labels that example list items define: `@label` is then their number and no citation. */
  readonly exampleLabels: Set<string>;
  /** Comments and verbatim elements for which no end was found. */
  readonly neverClosed: NeverClosed;
  /** How many fenced divs are open. */
  divLevel: number;
}

/** Where blocks or inlines stand. */
export interface BlockContext {
  /** In a list item every list marker begins an item, even within a paragraph. */
  readonly inList: boolean;
  readonly depth: number;
}

/** Says whether a line may go on the paragraph of the line before it. */
export type Continues = (lines: Lines, line: number) => boolean;

export function createReading(text: string, dialect: Dialect): Reading {
  return {
    text,
    dialect,
    clusters: [],
    crossReferences: [],
    stretches: [],
    holes: [],
    headings: [],
    includes: [],
    bibliographies: [],
    metadata: [],
    exampleLabels: new Set(),
    neverClosed: new Set(),
    divLevel: 0,
  };
}
