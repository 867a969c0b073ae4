/** Search over all that a manuscript can cite, the layers ranked together. */
import {
  createLibrary,
  type Library,
  type LibraryPart,
  searchLayers,
  searchReferences,
} from "../references/library.ts";
import { indexReferences, type ReferenceIndex } from "../references/reference-index.ts";
import { findEntry, readBibliography } from "../syntax/bibliography.ts";
import { BibtexFacts, entriesIn, referenceAt } from "../syntax/bibtex.ts";
import type { BibtexBatch } from "../syntax/bibtex-batch.ts";
import { type BibtexFile, placeInBatch } from "../syntax/bibtex-file.ts";
import { searchedFieldsAt } from "../syntax/bibtex-searched.ts";
import type { Reference } from "../syntax/reference.ts";
import type { Term } from "../terms/model.ts";
import type { Document } from "../text/document.ts";
import { bibliographyDocuments } from "./bibliographies.ts";
import { type Layer, layeredBibliographies } from "./citations.ts";
import { manuscriptsOf } from "./keys.ts";
import type { Location } from "./occurrences.ts";
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

/** The entries that a query finds in the bibliographies of all manuscripts, one bibliography after the other, each best first. */
export function searchWorkspaceReferences(
  snapshot: Snapshot,
  query: string,
  limit: number,
): readonly { readonly reference: Reference; readonly location: Location }[] {
  const uses = manuscriptsOf(snapshot).flatMap((manuscript) => bibliographyDocuments(snapshot, manuscript));
  const found = [...new Set(uses)].flatMap((document) =>
    searchReferences(libraryOf(document), query, limit).flatMap((reference) => {
      const entry = findEntry(document, reference.id);
      return entry ? [{ reference, location: { uri: document.uri, span: entry.keySpan } }] : [];
    }),
  );
  return found.slice(0, limit);
}

/** The same over one bibliography. */
export function searchBibliography(document: Document, query: string, limit: number): readonly Reference[] {
  return searchReferences(libraryOf(document), query, limit);
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
  const facts = readBibliography(document);
  const library =
    facts instanceof BibtexFacts
      ? libraryOfFile(facts.file)
      : createLibrary(facts.entries.map((entry) => entry.reference));
  libraries.set(document, library);
  return library;
}

const indexes = new WeakMap<BibtexBatch, ReferenceIndex>();

/** The index of a batch, where one has been made. */
export function knownIndex(batch: BibtexBatch): ReferenceIndex | undefined {
  return indexes.get(batch);
}

const supplied = new WeakMap<BibtexBatch, () => ReferenceIndex | undefined>();

/** Gives a batch an index that was kept. It is opened when it is first searched, and made anew where it is damaged. */
export function supplyIndex(batch: BibtexBatch, open: () => ReferenceIndex | undefined): void {
  supplied.set(batch, open);
}

/** No file has a block with as many entries. */
const placesOfBlock = 1024;

/** An index for each batch of entries, kept for as long as a version of the file has some of them. */
function libraryOfFile(file: BibtexFile): Library {
  const parts = file.batches.map((batch): LibraryPart => {
    const index = indexes.get(batch) ?? supplied.get(batch)?.() ?? indexOfBatch(file, batch);
    indexes.set(batch, index);
    const placeOf = (number: number) => {
      const place = placeInBatch(file, batch, number);
      return place && place.block * placesOfBlock + place.number;
    };
    const referenceOf = (number: number) => {
      const place = placeInBatch(file, batch, number);
      if (!place) throw new RangeError("An entry was looked for in a version of its file that lacks it.");
      return referenceAt(file, place);
    };
    return { index, placeOf, referenceOf };
  });
  return { parts, references: () => referencesIn(file) };
}

function indexOfBatch(file: BibtexFile, batch: BibtexBatch): ReferenceIndex {
  const size = batch.firsts[batch.blocks.length] ?? 0;
  return indexReferences(size, (number) => searchedFieldsAt(file, placeInBatch(file, batch, number)));
}

function* referencesIn(file: BibtexFile): Generator<Reference> {
  for (const { reference } of entriesIn(file)) yield reference;
}

const bundledLibraries = new WeakMap<Snapshot["bundled"], Library>();

function bundledLibrary({ bundled }: Snapshot): Library {
  const known = bundledLibraries.get(bundled);
  if (known) return known;
  const library = createLibrary([...bundled.values()]);
  bundledLibraries.set(bundled, library);
  return library;
}
