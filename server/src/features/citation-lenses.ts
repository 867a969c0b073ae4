/** How often each entry of a bibliography is cited, and where. */
import { readBibliography } from "../syntax/bibliography.ts";
import { isManuscript } from "../syntax/manuscript.ts";
import type { Document, Span } from "../text/document.ts";
import { usedKeysIn, usersOf } from "../workspace/keys.ts";
import type { Location } from "../workspace/occurrences.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

export interface CitationLens {
  readonly key: string;
  readonly span: Span;
}

/** A lens for each entry; `citationsOfEntry` says what it shows. Manuscripts have none, also where they hold references. */
export function citationLenses({ settings }: Snapshot, document: Document): readonly CitationLens[] {
  if (!settings["codeLens.citations"] || isManuscript(document)) return [];
  return readBibliography(document).entries.map(({ key, keySpan }) => ({ key, span: keySpan }));
}

export interface EntryCitations {
  /** "cited 3 times in 2 files", "cited once", "not cited". */
  readonly title: string;
  readonly locations: readonly Location[];
}

/** The citations in all manuscripts that use the bibliography. */
export function citationsOfEntry(snapshot: Snapshot, bibliography: Document, key: string): EntryCitations {
  const locations = citationsByKey(snapshot, bibliography).get(key) ?? [];
  return { title: titleOf(locations), locations };
}

function titleOf(locations: readonly Location[]): string {
  if (locations.length < 2) return locations.length === 0 ? "not cited" : "cited once";
  const files = new Set(locations.map(({ uri }) => uri)).size;
  return `cited ${locations.length} times${files > 1 ? ` in ${files} files` : ""}`;
}

type CitationsByKey = ReadonlyMap<string, readonly Location[]>;

const counted = new WeakMap<Snapshot, Map<Document, CitationsByKey>>();

/** All citations are gathered once for each snapshot, so that each lens costs one look. */
function citationsByKey(snapshot: Snapshot, bibliography: Document): CitationsByKey {
  const ofSnapshot = counted.get(snapshot) ?? new Map<Document, CitationsByKey>();
  counted.set(snapshot, ofSnapshot);
  const known = ofSnapshot.get(bibliography);
  if (known) return known;
  const citations = new Map<string, Location[]>();
  for (const manuscript of usersOf(snapshot, bibliography)) {
    for (const { key, span } of usedKeysIn(manuscript)) {
      const found = citations.get(key);
      if (found) found.push({ uri: manuscript.uri, span });
      else citations.set(key, [{ uri: manuscript.uri, span }]);
    }
  }
  ofSnapshot.set(bibliography, citations);
  return citations;
}
