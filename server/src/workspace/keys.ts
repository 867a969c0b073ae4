/** Citation keys across files: which documents hold the entries of a manuscript, and which belong to one key. */
import { findEntry, isBibliography, keyUsesIn, lendingKeysIn, readBibliography } from "../syntax/bibliography.ts";
import type { WrittenKey } from "../syntax/facts.ts";
import { isManuscript, readManuscript } from "../syntax/manuscript.ts";
import type { Document, Span } from "../text/document.ts";
import { bibliographyDocuments } from "./bibliographies.ts";
import type { Snapshot } from "./snapshot.ts";

/** The keys of a document's entries, in file order but for those that can't be cited, which come last. */
export function entryKeysIn(document: Document): readonly WrittenKey[] {
  return [
    ...readBibliography(document).entries.map(({ key, keySpan }) => ({ key, span: keySpan })),
    ...lendingKeysIn(document),
  ];
}

/** Where the key heads an entry of a document. */
export function entrySpans(document: Document, key: string): readonly Span[] {
  if (!hasEntry(document, key)) return [];
  const entries = readBibliography(document).entries.filter((entry) => entry.key === key);
  return [...entries.map(({ keySpan }) => keySpan), ...spansOf(lendingKeysIn(document), key)];
}

/** Where a document cites the key, or its entries name it. */
export function useSpans(document: Document, key: string): readonly Span[] {
  return spansOf(usedKeysIn(document), key);
}

function spansOf(written: readonly WrittenKey[], key: string): readonly Span[] {
  return written.filter((it) => it.key === key).map(({ span }) => span);
}

/** The keys that a document cites, or that its entries name. */
export function usedKeysIn(document: Document): readonly WrittenKey[] {
  if (!isManuscript(document)) return keyUsesIn(document);
  return readManuscript(document).clusters.flatMap(({ citations }) =>
    citations.map(({ key, keySpan }) => ({ key, span: keySpan })),
  );
}

/** Whether a document has an entry of this key. */
export function hasEntry(document: Document, key: string): boolean {
  return findEntry(document, key) !== undefined || lendingKeysIn(document).some((it) => it.key === key);
}

/** The documents among which a key means the same. */
export interface KeyScope {
  /** Those that hold an entry of the key. */
  readonly declaring: readonly Document[];
  /** Those whose citations of the key lead to one of these entries; where there is no entry, to none. */
  readonly manuscripts: readonly Document[];
  /** Those that hold entries for these manuscripts; every declaring one is among them. */
  readonly sources: readonly Document[];
}

/**
 * The documents that a key of `document` concerns. Where a manuscript uses two bibliographies that both have the key, both
 * belong here, and so do the manuscripts that use either.
 */
export function scopeOf(snapshot: Snapshot, document: Document, key: string): KeyScope {
  const all = manuscriptsOf(snapshot);
  let sources: ReadonlySet<Document> = new Set(startingSources(snapshot, document));
  for (;;) {
    const declaring = [...sources].filter((source) => hasEntry(source, key));
    const manuscripts = all.filter((manuscript) =>
      leadsTo(bibliographyDocuments(snapshot, manuscript), declaring, key),
    );
    const next = new Set([
      ...sources,
      ...manuscripts.flatMap((manuscript) => bibliographyDocuments(snapshot, manuscript)),
    ]);
    if (next.size === sources.size) return { declaring, manuscripts, sources: [...sources] };
    sources = next;
  }
}

/** Whether the key leads from these sources to one of the declaring, or, as there, to none. */
function leadsTo(sources: readonly Document[], declaring: readonly Document[], key: string): boolean {
  if (declaring.length > 0) return sources.some((source) => declaring.includes(source));
  return !sources.some((source) => hasEntry(source, key));
}

function startingSources(snapshot: Snapshot, document: Document): readonly Document[] {
  if (isManuscript(document)) return [document, ...bibliographyDocuments(snapshot, document)];
  return [
    document,
    ...usersOf(snapshot, document).flatMap((manuscript) => bibliographyDocuments(snapshot, manuscript)),
  ];
}

/** The manuscripts that use a bibliography. */
export function usersOf(snapshot: Snapshot, bibliography: Document): readonly Document[] {
  return manuscriptsOf(snapshot).filter((manuscript) =>
    bibliographyDocuments(snapshot, manuscript).includes(bibliography),
  );
}

/** Whether a document is a bibliography: by its format, or, since any file may be JSON, YAML or XML, by a manuscript that uses it. */
export function isBibliographyInUse(snapshot: Snapshot, document: Document): boolean {
  if (!isBibliography(document)) return false;
  return !/\.(?:json|ya?ml|xml)$/i.test(document.uri) || usersOf(snapshot, document).length > 0;
}

const manuscripts = new WeakMap<Snapshot, readonly Document[]>();

/** All manuscripts that have been read, in the order of their URIs. */
export function manuscriptsOf(snapshot: Snapshot): readonly Document[] {
  const known = manuscripts.get(snapshot);
  if (known) return known;
  const found = [...snapshot.documents.values()].filter(isManuscript).toSorted((a, b) => (a.uri < b.uri ? -1 : 1));
  manuscripts.set(snapshot, found);
  return found;
}
