/** Entries of bibliographies that are of one work, found anew only among what an edit touches. */
import { type ComparedWork, comparedWork, relationOf, type WorkRelation } from "../references/likeness.ts";
import { indexWorks, pairsBetween, pairsWithin, type WorkIndex } from "../references/work-index.ts";
import { readBibliography } from "../syntax/bibliography.ts";
import { BibtexEntry, BibtexFacts } from "../syntax/bibtex.ts";
import type { BibtexBatch } from "../syntax/bibtex-batch.ts";
import { comparedFieldsAt } from "../syntax/bibtex-compared.ts";
import { type BibtexFile, placeInBatch } from "../syntax/bibtex-file.ts";
import type { ListedEntry } from "../syntax/entry-merging.ts";
import type { BibliographyEntry } from "../syntax/facts.ts";
import { comparedFieldsOf, type Reference } from "../syntax/reference.ts";
import type { Document } from "../text/document.ts";
import { bibliographyDocuments } from "./bibliographies.ts";
import { usersOf } from "./keys.ts";
import type { Snapshot } from "./snapshot.ts";

/** Two entries of one work, or of a preprint and what was published of it. */
export interface RelatedEntries {
  readonly first: ListedEntry;
  readonly second: ListedEntry;
  readonly relation: WorkRelation;
}

/** Entries that were indexed together. An index outlives edits to other parts of its file, so some of its entries may be gone. */
interface WorkPart {
  readonly index: WorkIndex;
  readonly entryOf: (number: number) => BibliographyEntry | undefined;
}

interface NumberedPair {
  readonly first: number;
  readonly second: number;
  readonly relation: WorkRelation;
}

/** The related entries of one bibliography; the first stands before the second. */
export function relatedWithin(document: Document): readonly RelatedEntries[] {
  return relatedBetween(document, document);
}

const related = new WeakMap<Document, WeakMap<Document, readonly RelatedEntries[]>>();

/** The related entries of which one stands in the one bibliography and one in the other, in the order of the first. */
export function relatedBetween(one: Document, other: Document): readonly RelatedEntries[] {
  const known = related.get(one) ?? new WeakMap<Document, readonly RelatedEntries[]>();
  related.set(one, known);
  const found = known.get(other) ?? findRelated(one, other);
  known.set(other, found);
  return found;
}

function findRelated(one: Document, other: Document): RelatedEntries[] {
  const parts = partsOf(one);
  const others = partsOf(other);
  const found: RelatedEntries[] = [];
  for (const [number, part] of parts.entries()) {
    // Of one bibliography's parts, each two are looked at once.
    for (let place = one === other ? number : 0; place < others.length; place++) {
      const otherPart = others[place];
      if (!otherPart) continue;
      for (const { first, second, relation } of pairsOf(part, otherPart)) {
        const mine = part.entryOf(first);
        const yours = otherPart.entryOf(second);
        if (!mine || !yours) continue;
        const entries = [
          { document: one, entry: mine },
          { document: other, entry: yours },
        ] as const;
        const isTurned = one === other && mine.span.start > yours.span.start;
        found.push({ first: entries[isTurned ? 1 : 0], second: entries[isTurned ? 0 : 1], relation });
      }
    }
  }
  return found.sort((a, b) => startOf(a.first) - startOf(b.first) || startOf(a.second) - startOf(b.second));
}

function startOf({ entry }: ListedEntry): number {
  return entry.span.start;
}

const compared = new WeakMap<Reference, ComparedWork>();

function comparedOnce(reference: Reference): ComparedWork {
  const work = compared.get(reference) ?? comparedWork(reference);
  compared.set(reference, work);
  return work;
}

const pairs = new WeakMap<WorkIndex, WeakMap<WorkIndex, readonly NumberedPair[]>>();

/** The related entries of two parts, or of one. What is gone when they are first asked for never comes back. */
function pairsOf(one: WorkPart, other: WorkPart): readonly NumberedPair[] {
  const known = pairs.get(one.index) ?? new WeakMap<WorkIndex, readonly NumberedPair[]>();
  pairs.set(one.index, known);
  const before = known.get(other.index);
  if (before) return before;
  const candidates = one === other ? pairsWithin(one.index) : pairsBetween(one.index, other.index);
  const found = candidates.flatMap(([first, second]): NumberedPair[] => {
    const [mine, yours] = [one.entryOf(first), other.entryOf(second)];
    const relation = mine && yours && relationOf(comparedOnce(mine.reference), comparedOnce(yours.reference));
    return relation ? [{ first, second, relation }] : [];
  });
  known.set(other.index, found);
  return found;
}

const partsOfDocument = new WeakMap<Document, readonly WorkPart[]>();

function partsOf(document: Document): readonly WorkPart[] {
  const known = partsOfDocument.get(document);
  if (known) return known;
  const facts = readBibliography(document);
  const parts = facts instanceof BibtexFacts ? partsOfFile(facts.file) : [partOfEntries(facts.entries)];
  partsOfDocument.set(document, parts);
  return parts;
}

function partOfEntries(entries: readonly BibliographyEntry[]): WorkPart {
  const references = entries.map(({ reference }) => comparedFieldsOf(reference));
  return {
    index: indexWorks(references),
    entryOf: (number) => entries[number],
  };
}

const indexes = new WeakMap<BibtexBatch, WorkIndex>();

function partsOfFile(file: BibtexFile): WorkPart[] {
  return file.batches.map((batch) => {
    let index = indexes.get(batch);
    if (!index) {
      index = indexWorks(fieldsIn(file, batch));
      indexes.set(batch, index);
    }
    const entryOf = (number: number) => {
      const place = placeInBatch(file, batch, number);
      return place && new BibtexEntry(file, place);
    };
    return { index, entryOf };
  });
}

function* fieldsIn(file: BibtexFile, batch: BibtexBatch) {
  const size = batch.firsts[batch.blocks.length] ?? 0;
  for (let number = 0; number < size; number++) yield comparedFieldsAt(file, placeInBatch(file, batch, number));
}

/**
 * The bibliographies that some manuscript uses together with this one, itself among them, in the order in which they are
 * used: across them a work that stands twice is printed twice.
 */
export function bibliographiesBeside(snapshot: Snapshot, document: Document): readonly Document[] {
  const used = usersOf(snapshot, document).flatMap((manuscript) => bibliographyDocuments(snapshot, manuscript));
  return used.length === 0 ? [document] : [...new Set(used)];
}
