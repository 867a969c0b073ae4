/** The one answer to "what is written here?", from which every feature starts. */
import { keyUsesIn, lendingKeysIn, readBibliography } from "../syntax/bibliography.ts";
import type { BibliographyEntry, Citation, WrittenKey } from "../syntax/facts.ts";
import { isManuscript, readManuscript } from "../syntax/manuscript.ts";
import type { Mention } from "../terms/recogniser.ts";
import { contains, type Document } from "../text/document.ts";
import { firstNotBefore } from "../text/sorted.ts";
import { mentionsOf } from "./mentions.ts";
import type { Snapshot } from "./snapshot.ts";

/** A citation key: cited, heading its entry (a `\bibitem`, a reference of the front matter), or named by another entry. */
export type KeySymbol =
  | { readonly kind: "citation"; readonly citation: Citation }
  | { readonly kind: "entry"; readonly written: WrittenKey }
  | { readonly kind: "entry-use"; readonly written: WrittenKey };

export type SymbolHere = KeySymbol | { readonly kind: "term"; readonly mention: Mention };

/** What stands at an offset, its either end included; `undefined` where it is neither a citation key nor a known term. */
export function symbolAt(snapshot: Snapshot, document: Document, offset: number): SymbolHere | undefined {
  if (!isManuscript(document)) return keyInBibliography(document, offset);
  const { clusters, ownEntries } = readManuscript(document);
  const citation = clusters.flatMap(({ citations }) => citations).find(({ keySpan }) => contains(keySpan, offset));
  if (citation) return { kind: "citation", citation };
  const entry = ownEntries.find(({ keySpan }) => contains(keySpan, offset));
  if (entry) return { kind: "entry", written: { key: entry.key, span: entry.keySpan } };
  const mention = mentionsOf(document, snapshot.vocabulary).find(({ spans }) =>
    spans.some((span) => contains(span, offset)),
  );
  return mention && { kind: "term", mention };
}

/** The key of a symbol and where it stands. */
export function writtenKeyOf(symbol: KeySymbol): WrittenKey {
  if (symbol.kind !== "citation") return symbol.written;
  return { key: symbol.citation.key, span: symbol.citation.keySpan };
}

function keyInBibliography(document: Document, offset: number): KeySymbol | undefined {
  const entry = entryBefore(readBibliography(document).entries, offset);
  if (entry && contains(entry.keySpan, offset)) {
    return { kind: "entry", written: { key: entry.key, span: entry.keySpan } };
  }
  const isHere = ({ span }: WrittenKey) => contains(span, offset);
  const lending = lendingKeysIn(document).find(isHere);
  if (lending) return { kind: "entry", written: lending };
  const written = keyUsesIn(document).find(isHere);
  return written && { kind: "entry-use", written };
}

/** The last entry that begins at an offset or before it. */
function entryBefore(entries: readonly BibliographyEntry[], offset: number): BibliographyEntry | undefined {
  return entries[firstNotBefore(entries.length, (number) => (entries[number]?.span.start ?? 0) <= offset) - 1];
}
