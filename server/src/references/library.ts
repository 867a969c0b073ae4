/** Search over the references that a manuscript can cite: its bibliographies and the bundled set, one over the other. */
import type { Reference } from "../syntax/reference.ts";
import { createLibrary, type Library, matchesOf } from "./reference-index.ts";

export { createLibrary, type Library };

export interface FoundInLayer {
  readonly reference: Reference;
  /** The number of the layer that it stands in. */
  readonly layer: number;
}

/**
 * The references of one library that match every word of the query, best first: exact key, key prefix, beginning of the
 * title (of several words), first author with year, author, title words, journal and topics. A word matches where some word of the reference begins with it, whatever
 * its case and diacritics; `β` and `beta` are one. Among equals newer ones come first. All match an empty query, in the
 * library's own order.
 */
export function searchReferences(library: Library, query: string, limit: number): Reference[] {
  return searchLayers([library], query, limit).map((found) => found.reference);
}

/**
 * The same over several libraries ranked together. Of references with one key only that of the first layer is found; among
 * equals the earlier layer comes first.
 */
export function searchLayers(layers: readonly Library[], query: string, limit: number): FoundInLayer[] {
  const ranked = layers.flatMap((library, layer) =>
    matchesOf(library, query).map(({ number, score }) => ({ library, layer, number, score })),
  );
  if (query.trim() !== "")
    ranked.sort(
      (a, b) =>
        b.score - a.score ||
        a.layer - b.layer ||
        (b.library.years[b.number] ?? 0) - (a.library.years[a.number] ?? 0) ||
        a.number - b.number,
    );
  const found: FoundInLayer[] = [];
  for (const { library, layer, number } of ranked) {
    if (found.length >= limit) break;
    const reference = library.references[number];
    const isHidden = reference && layers.slice(0, layer).some((above) => keySetOf(above).has(reference.id));
    const isRepeated = reference && found.some((other) => other.reference.id === reference.id);
    if (reference && !isHidden && !isRepeated) found.push({ reference, layer });
  }
  return found;
}

const keySets = new WeakMap<Library, ReadonlySet<string>>();

function keySetOf(library: Library): ReadonlySet<string> {
  const known = keySets.get(library);
  if (known) return known;
  const keys = new Set(library.references.map((reference) => reference.id));
  keySets.set(library, keys);
  return keys;
}
