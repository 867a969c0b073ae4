/** Keys that several entries of a BibTeX file have. */
import type { Span } from "../text/document.ts";
import { type BibtexBatch, entriesNamed } from "./bibtex-batch.ts";
import { type BibtexFile, type EntryPlace, placeInBatch, placesInBlock, spanOf, textOf } from "./bibtex-file.ts";
import { keysBetweenCommas } from "./bibtex-places.ts";
import { detached } from "./bibtex-value.ts";
import { hasFieldIn, selectFields, writtenBibtexEntry } from "./written-entries.ts";

export interface RepeatedKey {
  readonly key: string;
  /** Where it stands again. */
  readonly span: Span;
  readonly first: Span;
  readonly entries: readonly [first: Span, again: Span];
}

interface Keyed {
  readonly key: string;
  readonly span: Span;
  readonly entry: Span;
}

const repeatedOf = new WeakMap<BibtexFile, readonly RepeatedKey[]>();

/** Every use of a key after its first, in file order; biblatex's `ids` are keys of their entry too. */
export function repeatedKeysIn(file: BibtexFile): readonly RepeatedKey[] {
  const known = repeatedOf.get(file);
  if (known) return known;
  const further = furtherKeysIn(file);
  const furtherByKey = new Map<string, Keyed[]>();
  for (const keyed of further) furtherByKey.set(keyed.key, [...(furtherByKey.get(keyed.key) ?? []), keyed]);
  const found: RepeatedKey[] = [];
  for (const key of new Set([...suspects(file), ...furtherByKey.keys()])) {
    const uses = [...entriesWith(file, key), ...(furtherByKey.get(key) ?? [])];
    const [first, ...again] = uses.sort((a, b) => a.span.start - b.span.start);
    if (!first) continue;
    for (const { span, entry } of again) {
      // An entry that has its own key among its `ids` is still one entry.
      if (entry.start === first.entry.start) continue;
      found.push({ key, span, first: first.span, entries: [first.entry, entry] });
    }
  }
  found.sort((a, b) => a.span.start - b.span.start);
  repeatedOf.set(file, found);
  return found;
}

const repeatedInBatch = new WeakMap<BibtexBatch, readonly string[]>();

/**
 * Keys that may be repeated: those that are so within a batch, which its table tells, and all keys of every batch but the
 * largest, which an edit makes of what it touches.
 */
function* suspects(file: BibtexFile): Generator<string> {
  const largest = file.batches.reduce<BibtexBatch | undefined>(
    (best, batch) => (best && best.same.length >= batch.same.length ? best : batch),
    undefined,
  );
  for (const batch of file.batches) {
    if (batch !== largest) yield* keysOf(file, batch, () => true);
    else {
      const known = repeatedInBatch.get(batch) ?? keysOf(file, batch, (number) => (batch.same[number] ?? 0) > 0);
      repeatedInBatch.set(batch, known);
      yield* known;
    }
  }
}

function keysOf(file: BibtexFile, batch: BibtexBatch, isWanted: (number: number) => boolean): string[] {
  const keys: string[] = [];
  for (let number = 0; number < batch.same.length; number++) {
    if (!isWanted(number)) continue;
    const place = placeInBatch(file, batch, number);
    if (place) keys.push(detached(keyAt(file, place)));
  }
  return keys;
}

function keyAt(file: BibtexFile, place: EntryPlace): string {
  return textOf(file, spanOf(file, place, "key"));
}

function entriesWith(file: BibtexFile, key: string): Keyed[] {
  return file.batches.flatMap((batch) => {
    const placeOf = (number: number) => placeInBatch(file, batch, number);
    const hasKey = (number: number) => {
      const place = placeOf(number);
      return place !== undefined && keyAt(file, place) === key;
    };
    return [...entriesNamed(batch, key, hasKey)].flatMap((number) => {
      const place = placeOf(number);
      return place ? [{ key, span: spanOf(file, place, "key"), entry: spanOf(file, place, "entry") }] : [];
    });
  });
}

const furtherKeys = selectFields(["ids"]);

function furtherKeysIn(file: BibtexFile): Keyed[] {
  return file.scan.blocks.flatMap((_, block) => {
    if (!hasFieldIn(file, block, furtherKeys)) return [];
    return placesInBlock(file, block).flatMap((place) => {
      const entry = spanOf(file, place, "entry");
      const { fields } = writtenBibtexEntry(file, place, furtherKeys);
      return fields
        .filter(({ isExact }) => isExact)
        .flatMap((field) => keysBetweenCommas(file.text, field.span).map((written) => ({ ...written, entry })));
    });
  });
}
