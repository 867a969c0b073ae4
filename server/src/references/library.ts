/** Search over the references that a manuscript can cite: its bibliographies and the bundled set, one over the other. */
import { type Reference, searchedFieldsOf } from "../syntax/reference.ts";
import { stringAt } from "./packed-strings.ts";
import { indexReferences, type ReferenceIndex } from "./reference-index.ts";
import { numbersOfKey, prepareQuery, scoresOf } from "./reference-scores.ts";

/** The references of one bibliography, or of the bundled set. References are made when they are asked for. */
export interface Library {
  /** Indexes over parts of the library; of what one part has, another may be a newer version. */
  readonly parts: readonly LibraryPart[];
  /** All references, in the library's own order. */
  readonly references: () => Iterable<Reference>;
}

export interface LibraryPart {
  readonly index: ReferenceIndex;
  /** The place of a reference of the index in the library's own order; `undefined` where the library lacks it. */
  readonly placeOf: (number: number) => number | undefined;
  readonly referenceOf: (number: number) => Reference;
}

/** The library of references that are decoded already. */
export function createLibrary(references: readonly Reference[]): Library {
  const at = (number: number) => {
    const reference = references[number];
    if (!reference) throw new RangeError(`There are ${references.length} references, but no number ${number}.`);
    return reference;
  };
  const index = indexReferences(references.length, (number) => searchedFieldsOf(at(number)));
  return { parts: [{ index, placeOf: (number) => number, referenceOf: at }], references: () => references };
}

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
  const prepared = prepareQuery(query);
  if (!prepared) return firstOf(layers, limit);
  const best = new BestCandidates(limit);
  for (const [layer, library] of layers.entries()) {
    const above = layers.slice(0, layer);
    for (const part of library.parts) {
      const scores = scoresOf(part.index, prepared);
      if (!scores) continue;
      let least = best.leastScore;
      for (let number = 0; number < scores.length; number++) {
        const score = scores[number] ?? 0;
        if (score < least) continue;
        const year = part.index.years[number] ?? 0;
        if (best.isFullOfBetter(score, layer, year)) continue;
        const place = part.placeOf(number);
        const key = stringAt(part.index.keys, number);
        if (place === undefined || above.some((other) => has(other, key))) continue;
        best.add({ part, number, layer, key, score, place, year });
        least = best.leastScore;
      }
    }
  }
  return best.candidates.map(({ part, number, layer }) => ({ reference: part.referenceOf(number), layer }));
}

function firstOf(layers: readonly Library[], limit: number): FoundInLayer[] {
  const found = new Map<string, FoundInLayer>();
  for (const [layer, library] of layers.entries()) {
    for (const reference of library.references()) {
      if (found.size >= limit) return [...found.values()];
      if (!found.has(reference.id)) found.set(reference.id, { reference, layer });
    }
  }
  return [...found.values()];
}

function has(library: Library, key: string): boolean {
  return library.parts.some(({ index, placeOf }) =>
    numbersOfKey(index, key).some((number) => placeOf(number) !== undefined),
  );
}

interface Candidate {
  readonly part: LibraryPart;
  readonly number: number;
  readonly layer: number;
  readonly key: string;
  readonly score: number;
  readonly place: number;
  readonly year: number;
}

/** Negative where the first comes before the second. */
function compare(a: Candidate, b: Candidate): number {
  return b.score - a.score || a.layer - b.layer || b.year - a.year || a.place - b.place;
}

/** The best so many candidates so far, best first, each key once. */
class BestCandidates {
  readonly candidates: Candidate[] = [];
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** What scores less can't be among the best any more. */
  get leastScore(): number {
    return this.candidates[this.#limit - 1]?.score ?? 1;
  }

  /** A quick no to most of what scores no better than the last: its place in the file counts only among equals in all this. */
  isFullOfBetter(score: number, layer: number, year: number): boolean {
    const last = this.candidates[this.#limit - 1];
    return last?.score === score && (layer > last.layer || (layer === last.layer && year < last.year));
  }

  add(candidate: Candidate): void {
    const { candidates } = this;
    const last = candidates.at(-1);
    if (candidates.length >= this.#limit && (!last || compare(last, candidate) <= 0)) return;
    const same = candidates.findIndex(({ key }) => key === candidate.key);
    const rival = candidates[same];
    if (rival) {
      if (compare(rival, candidate) <= 0) return;
      candidates.splice(same, 1);
    }
    let at = candidates.length;
    for (let before = candidates[at - 1]; before && compare(candidate, before) < 0; before = candidates[at - 1]) at--;
    candidates.splice(at, 0, candidate);
    if (candidates.length > this.#limit) candidates.pop();
  }
}
