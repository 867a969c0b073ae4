/** Manuscripts in Pandoc's Markdown, Quarto and R Markdown. Pandoc is the judge of what is a citation. */
import type { Document, Span } from "../text/document.ts";
import type {
  BibliographyEntry,
  Citation,
  CitationCluster,
  CitationSlot,
  ManuscriptFacts,
  WrittenPath,
} from "./facts.ts";
import { type Metadata, readMetadataBlock } from "./front-matter.ts";
import { readBlocks } from "./markdown-blocks.ts";
import { splitLines } from "./markdown-lines.ts";
import type { FoundCluster, Reading } from "./markdown-reading.ts";
import { createReading } from "./markdown-reading.ts";
import { markdownSlot } from "./markdown-slot.ts";
import { proseBetween } from "./prose.ts";

const byteOrderMark = 0xfeff;

const metadataOf = new WeakMap<ManuscriptFacts, readonly Span[]>();

/** The citation key being written at `offset`, or `undefined` in code, maths, metadata, addresses and plain words. */
export function markdownCitationSlotAt(
  document: Document,
  offset: number,
  facts: ManuscriptFacts = readMarkdown(document),
): CitationSlot | undefined {
  return markdownSlot(document, offset, facts, metadataOf.get(facts) ?? []);
}

/** Reads a whole document; what Pandoc would read as a citation is one, wherever it stands. */
export function readMarkdown(document: Document): ManuscriptFacts {
  const { text, dialect } = document;
  const reading = createReading(text, dialect);
  const from = text.charCodeAt(0) === byteOrderMark ? 1 : 0;
  readBlocks(reading, splitLines(text, from, text.length), { inList: false, depth: 0 });
  const bibliographies: WrittenPath[] = reading.bibliographies;
  const ownEntries: BibliographyEntry[] = [];
  const metadata = reading.metadata.map((block) => readMetadata(reading, block, bibliographies, ownEntries));
  const prefixes = metadata.flatMap((it) => it.crossReferencePrefixes);
  const citesAll = metadata.some((it) => it.citesAll);
  setCrossReferencesApart(reading, prefixes);
  const facts: ManuscriptFacts = {
    clusters: inOrder(reading.clusters.filter((cluster) => !isExampleNumber(reading, cluster))).map(
      ({ span, citations }): CitationCluster => ({ span, citations }),
    ),
    crossReferences: [...reading.crossReferences].sort(byKey),
    prose: proseBetween(text, reading.stretches, reading.holes),
    headings: inOrder(reading.headings),
    bibliographies: inOrder(bibliographies),
    citationStyles: metadata.flatMap((it) => it.citationStyles),
    language: metadata.findLast((it) => it.language !== undefined)?.language,
    includes: inOrder(reading.includes),
    ownKeys: [...(dialect === "pandoc" ? aliasesIn(text) : []), ...ownEntries.map(({ key }) => key)],
    ownEntries,
    labels: [],
    citesAll,
  };
  metadataOf.set(facts, reading.metadata);
  return facts;
}

const alias = /^ {0,3}\[@([^\]\s]+)\]:[ \t]*(\S+)[ \t]*$/gm;

/** Manubot's `[@key]: doi:10.1/x`, which lets the key stand for the identifier. */
function aliasesIn(text: string): string[] {
  return text.includes("]:") ? Array.from(text.matchAll(alias), ([, key = ""]) => key) : [];
}

/** Keys with a prefix that the document itself defines for cross-references are no citations. */
function setCrossReferencesApart(reading: Reading, prefixes: readonly string[]): void {
  if (prefixes.length === 0) return;
  const isReference = ({ key }: Citation): boolean => prefixes.some((prefix) => key.startsWith(`${prefix}-`));
  const clusters = reading.clusters.splice(0);
  for (const cluster of clusters) {
    const citations = cluster.citations.filter((citation) => !isReference(citation));
    reading.crossReferences.push(...cluster.citations.filter(isReference));
    if (citations.length > 0) reading.clusters.push({ ...cluster, citations });
  }
}

/** Adds the facts of a YAML block, and returns it; its citations count, but its strings are no running prose. */
function readMetadata(
  reading: Reading,
  block: Span,
  bibliographies: WrittenPath[],
  ownEntries: BibliographyEntry[],
): Metadata {
  const metadata = readMetadataBlock(reading.text, block);
  bibliographies.push(...metadata.bibliographies);
  ownEntries.push(...metadata.ownEntries);
  for (const lines of metadata.citing) {
    const strings = createReading(reading.text, reading.dialect);
    readBlocks(strings, lines, { inList: false, depth: 0 });
    reading.clusters.push(...strings.clusters);
    reading.crossReferences.push(...strings.crossReferences);
  }
  return metadata;
}

/** `@label` of an example list item prints the item's number. */
function isExampleNumber(reading: Reading, { textual, citations }: FoundCluster): boolean {
  const key = citations[0]?.key;
  return textual && key !== undefined && reading.exampleLabels.has(key);
}

function inOrder<Item extends { readonly span: Span }>(items: readonly Item[]): Item[] {
  return [...items].sort((a, b) => a.span.start - b.span.start);
}

function byKey(a: Citation, b: Citation): number {
  return a.keySpan.start - b.keySpan.start;
}
