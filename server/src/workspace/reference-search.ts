/** Search over all that a manuscript can cite, the layers ranked together. */
import { createLibrary, type Library, searchLayers, searchReferences } from "../references/library.ts";
import { readBibliography } from "../syntax/bibliography.ts";
import type { Reference } from "../syntax/reference.ts";
import type { Term } from "../terms/model.ts";
import type { Document } from "../text/document.ts";
import { type Layer, layeredBibliographies } from "./citations.ts";
import type { Snapshot } from "./snapshot.ts";

export interface FoundReference {
  readonly reference: Reference;
  readonly layer: Layer;
  /** The bibliography that it stands in; the bundled set has none. */
  readonly document?: Document | undefined;
}

/** Best first, each key once; an empty query gives all entries in the order of the layers. */
export function searchManuscriptReferences(
  snapshot: Snapshot,
  manuscript: Document,
  query: string,
  limit: number,
): readonly FoundReference[] {
  const layers = layeredBibliographies(snapshot, manuscript);
  const libraries = [...layers.map(({ document }) => libraryOf(document)), bundledLibrary(snapshot)];
  return searchLayers(libraries, query, limit).map(({ reference, layer }) => ({
    reference,
    ...(layers[layer] ?? { layer: "bundled" }),
  }));
}

/** The same over the bundled references that support a term. */
export function searchSupportingReferences(
  { bundled }: Snapshot,
  term: Term,
  query: string,
  limit: number,
): readonly Reference[] {
  const references = term.references.flatMap((key) => bundled.get(key) ?? []);
  return searchReferences(createLibrary(references), query, limit);
}

const libraries = new WeakMap<Document, Library>();

function libraryOf(document: Document): Library {
  const known = libraries.get(document);
  if (known) return known;
  const library = createLibrary(readBibliography(document).entries.map((entry) => entry.reference));
  libraries.set(document, library);
  return library;
}

const bundledLibraries = new WeakMap<Snapshot["bundled"], Library>();

function bundledLibrary({ bundled }: Snapshot): Library {
  const known = bundledLibraries.get(bundled);
  if (known) return known;
  const library = createLibrary([...bundled.values()]);
  bundledLibraries.set(bundled, library);
  return library;
}
