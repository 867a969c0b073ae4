/** Where a symbol is defined: a citation in its bibliography, a term in its glossary or ontology. */
import { originOf } from "../terms/vocabulary.ts";
import type { Document } from "../text/document.ts";
import { entriesOf, type Location } from "../workspace/occurrences.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { symbolAt } from "../workspace/symbols.ts";

/** A file's place, the file that has a term somewhere, or the page of a bundled term, which has no file. */
export type Definition =
  | { readonly kind: "entry"; readonly location: Location }
  | { readonly kind: "term"; readonly uri: string; readonly id: string; readonly label: string }
  | { readonly kind: "page"; readonly id: string; readonly label: string };

export function definitionsAt(snapshot: Snapshot, document: Document, offset: number): readonly Definition[] {
  const symbol = symbolAt(snapshot, document, offset);
  if (!symbol) return [];
  if (symbol.kind !== "term") {
    return entriesOf(snapshot, document, symbol).map((location) => ({ kind: "entry", location }));
  }
  return symbol.mention.terms.map(({ id, label }): Definition => {
    const origin = originOf(snapshot.vocabulary, id);
    if (!origin) return { kind: "page", id, label };
    return { kind: "term", uri: origin.uri, id, label };
  });
}
