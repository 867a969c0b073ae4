/** Find all references and highlights: the same concept or the same citation key, wherever it stands. */
import type { Document, Span } from "../text/document.ts";
import { declarationsOf, type Location, occurrences, occurrencesIn } from "../workspace/occurrences.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { symbolAt } from "../workspace/symbols.ts";

/** `withDeclaration` adds the entries of a citation key. */
export function referencesAt(
  snapshot: Snapshot,
  document: Document,
  offset: number,
  withDeclaration: boolean,
): readonly Location[] {
  const symbol = symbolAt(snapshot, document, offset);
  if (!symbol) return [];
  const declared = withDeclaration && symbol.kind !== "term" ? declarationsOf(snapshot, document, symbol) : [];
  return [...declared, ...occurrences(snapshot, document, symbol)];
}

export function highlightsAt(snapshot: Snapshot, document: Document, offset: number): readonly Span[] {
  const symbol = symbolAt(snapshot, document, offset);
  return symbol ? occurrencesIn(snapshot, document, symbol) : [];
}
