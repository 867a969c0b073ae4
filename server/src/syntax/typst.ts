/** Manuscripts in Typst. */
import type { Document, Span } from "../text/document.ts";
import type { Citation, CitationCluster, CitationSlot, ManuscriptFacts } from "./facts.ts";
import { proseBetween } from "./prose.ts";
import { readMarkup } from "./typst-reader.ts";
import { createTypstReader, type FoundCitation } from "./typst-scanner.ts";
import { typstSlot } from "./typst-slot.ts";
import { labelNameEnd, referenceEnd } from "./typst-tokens.ts";

const opaqueOf = new WeakMap<ManuscriptFacts, readonly Span[]>();

/** The citation key being written at `offset`: after `@`, or in the label of a call of `cite`. */
export function typstCitationSlotAt(
  document: Document,
  offset: number,
  facts: ManuscriptFacts,
): CitationSlot | undefined {
  return typstSlot(document.text, offset, facts, opaqueOf.get(facts) ?? []);
}

/** Reads one file. A `@name` to a label of the same file is a cross-reference, every other may cite. */
export function readTypst({ text }: Document): ManuscriptFacts {
  const reader = createTypstReader(text);
  readMarkup(reader, false);
  if (text.length > reader.stretchStart) reader.stretches.push({ start: reader.stretchStart, end: text.length });
  const found = reader.found.sort((a, b) => a.span.start - b.span.start);
  const isLabel = ({ key }: Citation): boolean => reader.labels.has(key);
  const citing = found
    .map(({ span, citations }) => ({ span, citations: citations.filter((citation) => !isLabel(citation)) }))
    .filter(({ citations }) => citations.length > 0);
  const facts: ManuscriptFacts = {
    clusters: clustersOf(text, citing),
    crossReferences: found.flatMap(({ citations }) => citations.filter(isLabel)),
    prose: proseBetween(text, reader.stretches, reader.holes),
    headings: reader.headings,
    bibliographies: reader.bibliographies,
    citationStyles: reader.citationStyles,
    language: undefined,
    includes: reader.includes,
    ownKeys: [],
    ownEntries: [],
    labels: [...reader.labels],
    citesAll: reader.citesAll,
  };
  opaqueOf.set(facts, reader.opaque);
  return facts;
}

/** Typst prints citations with nothing but white space between them as one group. */
function clustersOf(text: string, found: readonly FoundCitation[]): CitationCluster[] {
  const clusters: { span: Span; readonly citations: Citation[] }[] = [];
  for (const { span, citations } of found) {
    const last = clusters.at(-1);
    if (last && isGroupedWith(text, last.span, span)) {
      last.span = { start: last.span.start, end: span.end };
      last.citations.push(...citations);
    } else clusters.push({ span, citations: [...citations] });
  }
  return clusters;
}

function isGroupedWith(text: string, before: Span, { start }: Span): boolean {
  if (start < before.end) return false;
  const between = text.slice(before.end, start);
  return /^\s*$/.test(between) && !/\n[ \t\r]*\n/.test(between);
}

/** One key cited as Typst's label rules let it: `@key`, `#cite(<key.>)` or `#cite(label("a/key"))`. */
export function typstCitation(key: string): string {
  return isReference(key) ? `@${key}` : `#cite(${typstLabel(key)})`;
}

/** Whether `@key` refers to the whole of the key. */
function isReference(key: string): boolean {
  return key !== "" && referenceEnd(key, 0) === key.length;
}

/** A key as the label that calls take. */
export function typstLabel(key: string): string {
  return labelNameEnd(key, 0) === key.length ? `<${key}>` : `label(${JSON.stringify(key)})`;
}

/** Writes `key` over what is being written after `@`, `<` or in `label("…")`; the signs go where they can't hold it. */
export function typstKeyReplacement(text: string, written: Span, key: string): { span: Span; newText: string } {
  const sign = text.charAt(written.start - 1);
  if (sign === "@" && !isReference(key)) {
    return { span: { start: written.start - 1, end: written.end }, newText: typstCitation(key) };
  }
  if (sign === "<" && labelNameEnd(key, 0) < key.length) {
    const end = text.charAt(written.end) === ">" ? written.end + 1 : written.end;
    return { span: { start: written.start - 1, end }, newText: typstLabel(key) };
  }
  return { span: written, newText: sign === '"' ? JSON.stringify(key).slice(1, -1) : key };
}
