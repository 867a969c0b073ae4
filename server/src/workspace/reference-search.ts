/** Search over all that a manuscript can cite: its bibliographies and the bundled references, ranked together. */
import { createLibrary, type Library, searchLayers, searchReferences } from "../references/library.ts";
import { readBibliography } from "../syntax/bibliography.ts";
import type { Reference } from "../syntax/reference.ts";
import type { Term } from "../terms/model.ts";
import type { Document } from "../text/document.ts";
import { bibliographyDocuments, entriesByKey } from "./bibliographies.ts";
import { manuscriptsOf } from "./keys.ts";
import type { Location } from "./occurrences.ts";
import type { Snapshot } from "./snapshot.ts";

export interface FoundReference {
  readonly reference: Reference;
  /** True where no bibliography of the manuscript has it. */
  readonly bundledOnly: boolean;
}

/** Best first, each key once; an empty query gives the bibliographies' entries in their own order, then the bundled. */
export function searchManuscriptReferences(
  snapshot: Snapshot,
  manuscript: Document,
  query: string,
  limit: number,
): readonly FoundReference[] {
  const own = bibliographyDocuments(snapshot, manuscript).map(libraryOf);
  return searchLayers([...own, bundledLibrary(snapshot)], query, limit).map(({ reference, layer }) => ({
    reference,
    bundledOnly: layer === own.length,
  }));
}

/** The entries that a query finds in the bibliographies of all manuscripts, one bibliography after the other, each best first. */
export function searchWorkspaceReferences(
  snapshot: Snapshot,
  query: string,
  limit: number,
): readonly { readonly reference: Reference; readonly location: Location }[] {
  const uses = manuscriptsOf(snapshot).flatMap((manuscript) => bibliographyDocuments(snapshot, manuscript));
  const found = [...new Set(uses)].flatMap((document) =>
    searchReferences(libraryOf(document), query, limit).flatMap((reference) => {
      const entry = entriesByKey(document).get(reference.id);
      return entry ? [{ reference, location: { uri: document.uri, span: entry.keySpan } }] : [];
    }),
  );
  return found.slice(0, limit);
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
