/**
 * YAML metadata of a manuscript: bibliographies, citation style, language, references of its own, and the strings that Pandoc reads as
 * Markdown (an abstract may cite). The `yaml` package is asked only when one of these is there.
 */

import type { Node, Pair, Scalar } from "yaml";
import { isAlias, isMap, isPair, isScalar, isSeq, parseDocument } from "yaml";
import type { Span } from "../text/document.ts";
import { readCslItems } from "./csl-yaml.ts";
import { movedEntry } from "./entries.ts";
import type { BibliographyEntry, WrittenPath } from "./facts.ts";
import type { Lines } from "./markdown-lines.ts";
import {
  contentStart,
  emptyLines,
  endOf,
  isBlank,
  lineCount,
  pushLine,
  skipSpaces,
  splitLines,
  startOf,
} from "./markdown-lines.ts";

export interface Metadata {
  readonly bibliographies: readonly WrittenPath[];
  /** What `csl:` names, for the whole or for one output format; Pandoc knows it as `citation-style:`, too. */
  readonly citationStyles: readonly WrittenPath[];
  readonly language: string | undefined;
  /** Items under `references:`, which are cited without a bibliography file. */
  readonly ownEntries: readonly BibliographyEntry[];
  /** The prefixes of cross-references that Quarto's `crossref: custom:` defines. */
  readonly crossReferencePrefixes: readonly string[];
  /** Whether `nocite` holds `@*`, every entry. */
  readonly citesAll: boolean;
  /** The strings that hold an `@`, as lines of the document. */
  readonly citing: readonly Lines[];
}

const none: Metadata = {
  bibliographies: [],
  citationStyles: [],
  language: undefined,
  ownEntries: [],
  crossReferencePrefixes: [],
  citesAll: false,
  citing: [],
};
const ofInterest = /@|bibliography|references|crossref|csl|citation-style|lang/;

/** The metadata of the blocks read last, by their text: a writer's edits are seldom in the front matter. */
const recent = new Map<string, Metadata>();
const mostRecent = 16;

/** Reads the YAML in `span` of `text`. A fault in it hides nothing that the `yaml` package can still see. */
export function readMetadataBlock(text: string, span: Span): Metadata {
  const source = text.slice(span.start, span.end);
  if (!ofInterest.test(source)) return none;
  let metadata = recent.get(source);
  if (!metadata) {
    metadata = readSource(source);
    for (const oldest of recent.keys()) if (recent.size >= mostRecent) recent.delete(oldest);
    recent.set(source, metadata);
  }
  return moved(metadata, text, span.start);
}

/** The same metadata with the offsets of the document that holds the block at `base`. */
function moved(metadata: Metadata, text: string, base: number): Metadata {
  const { bibliographies, citationStyles, ownEntries, citing, ...rest } = metadata;
  const move = (offset: number): number => base + offset;
  const movedPath = ({ path, span }: WrittenPath): WrittenPath => ({
    path,
    span: { start: move(span.start), end: move(span.end) },
  });
  return {
    bibliographies: bibliographies.map(movedPath),
    citationStyles: citationStyles.map(movedPath),
    ownEntries: ownEntries.map((entry) => movedEntry(entry, base)),
    ...rest,
    citing: citing.map(({ starts, ends }) => ({ text, starts: starts.map(move), ends: ends.map(move) })),
  };
}

function readSource(source: string): Metadata {
  const root = parseDocument(source, { keepSourceTokens: false, logLevel: "silent" }).contents;
  if (!isMap(root)) return none;
  const bibliographies: WrittenPath[] = [];
  const citationStyles: WrittenPath[] = [];
  let language: string | undefined;
  const ownEntries: BibliographyEntry[] = [];
  const crossReferencePrefixes: string[] = [];
  let citesAll = false;
  for (const pair of root.items) {
    const key = keyOf(pair);
    if (key === "bibliography") collectPaths(pair.value, source, bibliographies);
    else if (isStyleKey(key)) collectPaths(pair.value, source, citationStyles);
    else if (key === "lang" && isScalar(pair.value)) language = String(pair.value.value).trim();
    else if (key === "format" || key === "output") {
      collectFormatPaths(pair.value, source, (name) => name === "bibliography", bibliographies);
      collectFormatPaths(pair.value, source, isStyleKey, citationStyles);
    } else if (key === "nocite") citesAll ||= /@\*/.test(String(pair.value));
    else if (key === "references") ownEntries.push(...(readCslItems(source)?.entries ?? []));
    else if (key === "crossref" && isMap(pair.value)) {
      collectKeys(pair.value.get("custom", true), crossReferencePrefixes);
    }
  }
  const citing: Lines[] = [];
  if (source.includes("@")) collectCiting(root, source, citing);
  return { bibliographies, citationStyles, language, ownEntries, crossReferencePrefixes, citesAll, citing };
}

function keyOf(pair: Pair<unknown, unknown>): string {
  return isScalar(pair.key) ? String(pair.key.value) : "";
}

function rangeOf(node: Node): [number, number] {
  return [node.range?.[0] ?? 0, node.range?.[1] ?? 0];
}

function collectPaths(node: unknown, source: string, into: WrittenPath[]): void {
  if (isSeq(node)) for (const item of node.items) collectPaths(item, source, into);
  else if (isMap(node)) for (const pair of node.items) collectPaths(pair.value, source, into);
  else if (isScalar(node) && typeof node.value === "string" && node.value.trim() !== "") {
    let [start, end] = rangeOf(node);
    const quote = source[start];
    if ((quote === '"' || quote === "'") && end - start >= 2) {
      start++;
      end--;
    }
    into.push({ path: node.value.trim(), span: { start, end } });
  }
}

/** What Quarto and R Markdown let one output format name for itself. */
function collectFormatPaths(
  formats: unknown,
  source: string,
  isWanted: (key: string) => boolean,
  into: WrittenPath[],
): void {
  if (!isMap(formats)) return;
  for (const pair of formats.items) {
    if (isWanted(keyOf(pair))) collectPaths(pair.value, source, into);
    else collectFormatPaths(pair.value, source, isWanted, into);
  }
}

function isStyleKey(key: string): boolean {
  return key === "csl" || key === "citation-style";
}

function collectKeys(node: unknown, into: string[]): void {
  if (!isSeq(node)) return;
  for (const item of node.items) {
    if (!isMap(item)) continue;
    const key = item.items.find((pair) => keyOf(pair) === "key")?.value;
    if (isScalar(key)) into.push(String(key.value));
  }
}

/** Finds the strings with an `@`. Pandoc passes over fields whose name ends in `_`. */
function collectCiting(node: unknown, source: string, into: Lines[]): void {
  if (isSeq(node)) for (const item of node.items) collectCiting(item, source, into);
  else if (isMap(node)) {
    for (const pair of node.items) if (!keyOf(pair).endsWith("_")) collectCiting(pair.value, source, into);
  } else if (isPair(node)) collectCiting(node.value, source, into);
  else if (isScalar(node) && !isAlias(node) && typeof node.value === "string" && node.value.includes("@")) {
    into.push(scalarLines(node, source));
  }
}

/** A string's text where it stands in the block, without quotes, block header and indentation. */
function scalarLines(node: Scalar, text: string): Lines {
  const [start, end] = rangeOf(node);
  const block = node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED";
  const quoted = node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE";
  const written = splitLines(text, quoted ? start + 1 : start, quoted ? end - 1 : end);
  const lines = emptyLines(text);
  const indent = block ? blockIndent(written) : 0;
  for (let line = block ? 1 : 0; line < lineCount(written); line++) {
    const first = startOf(written, line);
    const content = block
      ? Math.min(first + indent, contentStart(written, line))
      : skipSpaces(text, first, endOf(written, line));
    pushLine(lines, content, endOf(written, line));
  }
  return lines;
}

function blockIndent(lines: Lines): number {
  for (let line = 1; line < lineCount(lines); line++) {
    if (!isBlank(lines, line)) return contentStart(lines, line) - startOf(lines, line);
  }
  return 0;
}
