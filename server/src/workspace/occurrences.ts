/** Where a symbol occurs: in one manuscript, or in all that are read. */
import { readBibliography } from "../syntax/bibliography.ts";
import { isManuscript, readManuscript } from "../syntax/manuscript.ts";
import type { Mention } from "../terms/recogniser.ts";
import type { Document, Span } from "../text/document.ts";
import { bibliographyDocuments } from "./bibliographies.ts";
import { mentionsOf } from "./mentions.ts";
import type { Snapshot } from "./snapshot.ts";
import type { SymbolHere } from "./symbols.ts";

/** A place in a file. */
export interface Location {
  readonly uri: string;
  readonly span: Span;
}

/** Mentions of the symbol's concept, whatever name was written, or citations of its key, in one manuscript. */
export function occurrencesIn(snapshot: Snapshot, manuscript: Document, symbol: SymbolHere): readonly Span[] {
  if (symbol.kind === "term") return mentionsOfConcept(snapshot, manuscript, symbol.mention).map(({ span }) => span);
  return readManuscript(manuscript)
    .clusters.flatMap(({ citations }) => citations)
    .filter(({ key }) => key === symbol.citation.key)
    .map(({ keySpan }) => keySpan);
}

/** The same in all manuscripts, in the order of their URIs. */
export function occurrences(snapshot: Snapshot, symbol: SymbolHere): readonly Location[] {
  return manuscriptsOf(snapshot).flatMap((manuscript) =>
    occurrencesIn(snapshot, manuscript, symbol).map((span) => ({ uri: manuscript.uri, span })),
  );
}

/** Mentions that may mean the same as this one. */
export function mentionsOfConcept(snapshot: Snapshot, manuscript: Document, { terms }: Mention): readonly Mention[] {
  const ids = new Set(terms.map(({ id }) => id));
  return mentionsOf(manuscript, snapshot.vocabulary).filter((mention) => mention.terms.some(({ id }) => ids.has(id)));
}

/** The entries of a key in the bibliographies that a manuscript uses. */
export function entriesOf(snapshot: Snapshot, manuscript: Document, key: string): readonly Location[] {
  return bibliographyDocuments(snapshot, manuscript).flatMap((document) =>
    readBibliography(document)
      .entries.filter((entry) => entry.key === key)
      .map(({ keySpan }) => ({ uri: document.uri, span: keySpan })),
  );
}

export function manuscriptsOf(snapshot: Snapshot): readonly Document[] {
  return [...snapshot.documents.values()].filter(isManuscript).toSorted((a, b) => (a.uri < b.uri ? -1 : 1));
}
