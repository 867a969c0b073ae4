/** Merges entries of one work into one, and has what was cited by the others' keys cited by its. */
import { isPreprint } from "../references/preprints.ts";
import { removalOfCitation } from "../syntax/citation-removal.ts";
import { factCount, type ListedEntry, missingFieldsEdit } from "../syntax/entry-merging.ts";
import type { BibliographyEntry, Citation } from "../syntax/facts.ts";
import { isManuscript, readManuscript } from "../syntax/manuscript.ts";
import { type Removal, removeEntriesAt } from "../syntax/remove-entries.ts";
import { citedKeyEdit, keyFault } from "../syntax/written-keys.ts";
import type { Document } from "../text/document.ts";
import { bibliographyDocuments } from "./bibliographies.ts";
import type { Edit, FileEdit } from "./edit.ts";
import { entrySpans, type KeyScope, scopeOf, usedKeysIn } from "./keys.ts";
import type { Snapshot } from "./snapshot.ts";

/** What becomes of entries of one work. */
export interface WorkMerge {
  readonly kept: ListedEntry;
  readonly removed: readonly ListedEntry[];
}

/**
 * Which of some entries of one work is kept: what is published before a preprint, then what says most, then the earliest.
 * `undefined` where none can stand for all others: where one stands in a file from which it can't be removed, where a manuscript
 * cites one and does not use the file of another, or where a key is also that of another work.
 */
export function planMerge(snapshot: Snapshot, entries: readonly ListedEntry[]): WorkMerge | undefined {
  const worth = ({ entry }: ListedEntry) => (isPreprint(entry.reference) ? 0 : 1_000) + factCount(entry);
  const byWorth = entries.toSorted((a, b) => worth(b) - worth(a));
  const plans = byWorth.map((kept) => ({ kept, removed: entries.filter((it) => it !== kept) }));
  return plans.find((plan) => canMerge(snapshot, plan, entries));
}

function canMerge(snapshot: Snapshot, { kept, removed }: WorkMerge, entries: readonly ListedEntry[]): boolean {
  return removed.every(({ document, entry }) => {
    if (removalOf(document, [entry])?.left.length !== 0) return false;
    const scope = scopeOf(snapshot, document, entry.key);
    if (!hasOnly(scope, entry.key, entries)) return false;
    if (entry.key === kept.entry.key) return usesAlso(snapshot, scope.manuscripts, kept);
    const citing = scope.manuscripts.filter((it) => usedKeysIn(it).some(({ key }) => key === entry.key));
    const naming = usedKeysIn(kept.document).some(
      ({ key, span }) => key === entry.key && kept.entry.span.start <= span.start && span.end <= kept.entry.span.end,
    );
    return (
      !naming && usesAlso(snapshot, citing, kept) && citing.every((it) => keyFault(it, kept.entry.key) === undefined)
    );
  });
}

/** Whether all entries of a key, wherever it means the same, are among these. */
function hasOnly({ declaring }: KeyScope, key: string, entries: readonly ListedEntry[]): boolean {
  return declaring.every((document) =>
    entrySpans(document, key).every((span) =>
      entries.some((it) => it.document === document && it.entry.keySpan.start === span.start),
    ),
  );
}

/** Whether the key of the entry leads to it, and to nothing else, from all of these. */
function usesAlso(snapshot: Snapshot, manuscripts: readonly Document[], { document, entry }: ListedEntry): boolean {
  return manuscripts.every((manuscript) => {
    const sources = bibliographyDocuments(snapshot, manuscript);
    const first = sources.find((source) => entrySpans(source, entry.key).length > 0);
    return first === document;
  });
}

/** The merges as one edit. No entry may be in two of them. */
export function mergeEdit(snapshot: Snapshot, merges: readonly WorkMerge[]): Edit {
  const edits: FileEdit[] = [];
  const renamed = new Map<Document, Map<string, string>>();
  for (const { kept, removed } of merges) {
    const lacking = missingFieldsEdit(kept, removed);
    if (lacking) {
      const { offset, newText } = lacking;
      edits.push({ uri: kept.document.uri, span: { start: offset, end: offset }, newText });
    }
    for (const { document, entry } of removed) {
      if (entry.key === kept.entry.key) continue;
      const { manuscripts, sources } = scopeOf(snapshot, document, entry.key);
      for (const it of new Set([...manuscripts, ...sources.filter((source) => !isManuscript(source))])) {
        renamed.set(it, (renamed.get(it) ?? new Map<string, string>()).set(entry.key, kept.entry.key));
      }
    }
  }
  const gone = merges.flatMap(({ removed }) => removed);
  for (const document of new Set(gone.map((it) => it.document))) {
    const entries = gone.filter((it) => it.document === document).map(({ entry }) => entry);
    edits.push(...(removalOf(document, entries)?.edits ?? []).map((edit) => ({ uri: document.uri, ...edit })));
  }
  return {
    create: [],
    edits: [...edits, ...[...renamed].flatMap(([document, keys]) => keyEdits(document, keys, gone))],
  };
}

function removalOf(document: Document, entries: readonly BibliographyEntry[]): Removal | undefined {
  return removeEntriesAt(document, new Set(entries.map(({ keySpan }) => keySpan.start)));
}

function keyEdits(document: Document, keys: ReadonlyMap<string, string>, gone: readonly ListedEntry[]): FileEdit[] {
  const { uri } = document;
  if (isManuscript(document)) {
    return readManuscript(document).clusters.flatMap(({ citations }) => clusterEdits(document, citations, keys));
  }
  const spans = gone.filter((it) => it.document === document).map(({ entry }) => entry.span);
  return usedKeysIn(document).flatMap(({ key, span }) => {
    const newKey = keys.get(key);
    const isGone = spans.some(({ start, end }) => start <= span.start && span.end <= end);
    return newKey === undefined || isGone ? [] : [{ uri, ...citedKeyEdit(document, span, newKey) }];
  });
}

/** A key that another key's change would make stand twice in one citation goes. */
function clusterEdits(
  document: Document,
  citations: readonly Citation[],
  keys: ReadonlyMap<string, string>,
): FileEdit[] {
  const { uri } = document;
  if (!citations.some(({ key }) => keys.has(key))) return [];
  /** The keys before, as they will be, and whether one of them is changed. */
  const seen = new Map<string, boolean>();
  return citations.flatMap((citation, number): FileEdit[] => {
    const key = keys.get(citation.key) ?? citation.key;
    const isChanged = key !== citation.key;
    const repeats = seen.has(key) && (isChanged || seen.get(key) === true);
    seen.set(key, isChanged || seen.get(key) === true);
    const span = repeats ? removalOfCitation(document, citations[number - 1], citation) : undefined;
    if (span) return [{ uri, span, newText: "" }];
    return isChanged ? [{ uri, ...citedKeyEdit(document, citation.keySpan, key) }] : [];
  });
}
