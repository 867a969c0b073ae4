/** Where a symbol occurs: in one document, or in all that are read. */
import { isManuscript } from "../syntax/manuscript.ts";
import type { Mention } from "../terms/recogniser.ts";
import type { Document, Span } from "../text/document.ts";
import { bibliographyDocuments } from "./bibliographies.ts";
import { layeredBibliographies } from "./citations.ts";
import { entrySpans, hasEntry, manuscriptsOf, scopeOf, usersOf, useSpans } from "./keys.ts";
import { mentionsOf } from "./mentions.ts";
import type { Snapshot } from "./snapshot.ts";
import { type KeySymbol, type SymbolHere, writtenKeyOf } from "./symbols.ts";

/** A place in a file. */
export interface Location {
  readonly uri: string;
  readonly span: Span;
}

/** In one document: mentions of the symbol's concept, whatever name was written, or all that its key stands on. */
export function occurrencesIn(snapshot: Snapshot, document: Document, symbol: SymbolHere): readonly Span[] {
  if (symbol.kind === "term") return mentionsOfConcept(snapshot, document, symbol.mention).map(({ span }) => span);
  const { key } = writtenKeyOf(symbol);
  return [...entrySpans(document, key), ...useSpans(document, key)];
}

/** Mentions of a concept in all manuscripts, or citations of a key and the entries that name it, in the order of URIs. */
export function occurrences(snapshot: Snapshot, document: Document, symbol: SymbolHere): readonly Location[] {
  if (symbol.kind === "term") {
    return manuscriptsOf(snapshot).flatMap((manuscript) =>
      mentionsOfConcept(snapshot, manuscript, symbol.mention).map(({ span }) => ({ uri: manuscript.uri, span })),
    );
  }
  const { key } = writtenKeyOf(symbol);
  const { manuscripts, sources } = scopeOf(snapshot, document, key);
  const citing = new Set([...manuscripts, ...sources.filter((source) => !isManuscript(source))]);
  return [...citing].flatMap((it) => locationsOf(it, useSpans(it, key)));
}

/** Every entry of a key, in all bibliographies and manuscripts where the key means the same. */
export function declarationsOf(snapshot: Snapshot, document: Document, symbol: KeySymbol): readonly Location[] {
  const { key } = writtenKeyOf(symbol);
  return scopeOf(snapshot, document, key).declaring.flatMap((it) => locationsOf(it, entrySpans(it, key)));
}

/** The entries that a key leads to from where it stands; an entry's own key leads to itself. */
export function entriesOf(snapshot: Snapshot, document: Document, symbol: KeySymbol): readonly Location[] {
  const { key, span } = writtenKeyOf(symbol);
  if (symbol.kind === "entry") return [{ uri: document.uri, span }];
  return sourcesFrom(snapshot, document, key).flatMap((it) => locationsOf(it, entrySpans(it, key)));
}

/**
 * A manuscript's bibliographies, and where none of them has the key, the other layers. An entry names entries of its own
 * file, and where there is none, of the bibliographies used along with it.
 */
function sourcesFrom(snapshot: Snapshot, document: Document, key: string): readonly Document[] {
  if (isManuscript(document)) {
    const own = bibliographyDocuments(snapshot, document);
    const isOwn = own.some((it) => hasEntry(it, key));
    return isOwn ? own : layeredBibliographies(snapshot, document).map((it) => it.document);
  }
  if (hasEntry(document, key)) return [document];
  return [...new Set(usersOf(snapshot, document).flatMap((manuscript) => bibliographyDocuments(snapshot, manuscript)))];
}

function locationsOf({ uri }: Document, spans: readonly Span[]): readonly Location[] {
  return spans.map((span) => ({ uri, span }));
}

/** Mentions that may mean the same as this one. */
export function mentionsOfConcept(snapshot: Snapshot, manuscript: Document, { terms }: Mention): readonly Mention[] {
  const ids = new Set(terms.map(({ id }) => id));
  return mentionsOf(manuscript, snapshot.vocabulary).filter((mention) => mention.terms.some(({ id }) => ids.has(id)));
}
