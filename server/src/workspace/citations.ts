/** What a citation key of a manuscript stands for, in the layers of what can be cited. */
import { identifierOfKey, identifiersOf, isIdentifierKey } from "../references/identifier-keys.ts";
import { findEntry, readBibliography } from "../syntax/bibliography.ts";
import type { BibliographyEntry } from "../syntax/facts.ts";
import { isManuscript } from "../syntax/manuscript.ts";
import type { Reference } from "../syntax/reference.ts";
import type { Document } from "../text/document.ts";
import { fileNameOf } from "../text/uri.ts";
import { bibliographyDocuments, libraryFiles, workspaceBibliographies } from "./bibliographies.ts";
import type { Snapshot } from "./snapshot.ts";

export { isIdentifierKey };

/**
 * Where a reference stands, in the order of look-up: the manuscript's bibliographies, the other ones of the workspace, the
 * writer's own library, the bundled references. Only the first can be cited as it is; from the others an entry is copied.
 */
export type Layer = "manuscript" | "workspace" | "library" | "bundled";

/** A bibliography and its layer. */
export interface LayeredBibliography {
  readonly layer: Exclude<Layer, "bundled">;
  readonly document: Document;
}

/** A reference and where it stands: an entry of a bibliography; the bundled set has no file. */
export interface CitedReference {
  readonly reference: Reference;
  readonly layer: Layer;
  readonly source?: { readonly document: Document; readonly entry: BibliographyEntry };
}

const layersOf = new WeakMap<readonly Document[], readonly LayeredBibliography[]>();

/** The bibliographies of all layers in the order of look-up, each once. */
export function layeredBibliographies(snapshot: Snapshot, manuscript: Document): readonly LayeredBibliography[] {
  const own = bibliographyDocuments(snapshot, manuscript);
  const known = layersOf.get(own);
  if (known) return known;
  const isOwn = new Set(own.map(({ uri }) => uri));
  const library = new Set(libraryFiles(snapshot).filter((uri) => !isOwn.has(uri)));
  const others = workspaceBibliographies(snapshot).filter((uri) => !isOwn.has(uri) && !library.has(uri));
  const read = (uris: Iterable<string>): Document[] => [...uris].flatMap((uri) => snapshot.documents.get(uri) ?? []);
  const layers = [
    ...own.map((document) => ({ layer: "manuscript" as const, document })),
    ...read(others).map((document) => ({ layer: "workspace" as const, document })),
    ...read(library).map((document) => ({ layer: "library" as const, document })),
  ];
  layersOf.set(own, layers);
  return layers;
}

/** The first layer that has the key, or a work with the identifier that it names, counts. */
export function referenceOf(snapshot: Snapshot, manuscript: Document, key: string): CitedReference | undefined {
  const layers = layeredBibliographies(snapshot, manuscript);
  for (const { layer, document } of layers) {
    const entry = findEntry(document, key);
    if (entry) return { reference: entry.reference, layer, source: { document, entry } };
  }
  const reference = snapshot.bundled.get(key);
  return reference ? { reference, layer: "bundled" } : referenceWithIdentifier(snapshot, layers, key);
}

/** What a key stands for in any document: in a bibliography it is one of its own. */
export function citedFrom(snapshot: Snapshot, document: Document, key: string): CitedReference | undefined {
  if (isManuscript(document)) return referenceOf(snapshot, document, key);
  const entry = findEntry(document, key);
  return entry && { reference: entry.reference, layer: "manuscript", source: { document, entry } };
}

function referenceWithIdentifier(
  { bundled }: Snapshot,
  layers: readonly LayeredBibliography[],
  key: string,
): CitedReference | undefined {
  const identifier = identifierOfKey(key);
  if (identifier === undefined) return undefined;
  for (const { layer, document } of layers) {
    const entry = entriesByIdentifier(document).get(identifier);
    if (entry) return { reference: entry.reference, layer, source: { document, entry } };
  }
  const reference = bundledByIdentifier(bundled).get(identifier);
  return reference && { reference, layer: "bundled" };
}

/** The first entry of a work with one of these identifiers, each spelled as `identifiersOf` does. */
export function entryWithIdentifier(document: Document, identifiers: readonly string[]): BibliographyEntry | undefined {
  const index = entriesByIdentifier(document);
  return identifiers.map((identifier) => index.get(identifier)).find((entry) => entry !== undefined);
}

const entryIndexes = new WeakMap<Document, ReadonlyMap<string, BibliographyEntry>>();

function entriesByIdentifier(document: Document): ReadonlyMap<string, BibliographyEntry> {
  const known = entryIndexes.get(document);
  if (known) return known;
  const index = indexed(readBibliography(document).entries, ({ reference }) => reference);
  entryIndexes.set(document, index);
  return index;
}

const bundledIndexes = new WeakMap<Snapshot["bundled"], ReadonlyMap<string, Reference>>();

function bundledByIdentifier(bundled: Snapshot["bundled"]): ReadonlyMap<string, Reference> {
  const known = bundledIndexes.get(bundled);
  if (known) return known;
  const index = indexed(bundled.values(), (reference) => reference);
  bundledIndexes.set(bundled, index);
  return index;
}

function indexed<Item>(items: Iterable<Item>, referenceIn: (item: Item) => Reference): ReadonlyMap<string, Item> {
  const index = new Map<string, Item>();
  for (const item of items) {
    for (const identifier of identifiersOf(referenceIn(item))) if (!index.has(identifier)) index.set(identifier, item);
  }
  return index;
}

/** Where a reference stands, for people: a file's name, or the bundled set. */
export function placeOf(document: Document | undefined): string {
  return document ? fileNameOf(document.uri) : "the bundled references";
}
