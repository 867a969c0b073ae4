/** The entries of a bibliography as an outline, and those of the workspace's bibliographies as a search. */

import { authorYear } from "../references/author-year.ts";
import { bibtexFileOf, readBibliography } from "../syntax/bibliography.ts";
import { stringsIn } from "../syntax/bibtex-places.ts";
import type { WrittenKey } from "../syntax/facts.ts";
import type { Reference } from "../syntax/reference.ts";
import type { Document, Span } from "../text/document.ts";
import type { Location } from "../workspace/occurrences.ts";
import { searchWorkspaceReferences } from "../workspace/reference-search.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

export interface OutlinedEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly span: Span;
  /** Author, year and title; empty in a very long bibliography. */
  readonly detail: string;
}

export interface BibliographyOutline {
  /** The names that `@string` defines in BibTeX. */
  readonly strings: readonly WrittenKey[];
  readonly entries: readonly OutlinedEntry[];
}

/** To decode more entries than these after every edit would hold up the answers to what the writer types. */
const mostDetailed = 5_000;

/** In file order. */
export function outlineOfBibliography(document: Document): BibliographyOutline {
  const { entries } = readBibliography(document);
  const file = bibtexFileOf(document);
  const isDetailed = entries.length <= mostDetailed;
  return {
    strings: file ? stringsIn(file) : [],
    entries: entries.map((entry) => {
      const { key, keySpan, span } = entry;
      return { key, keySpan, span, detail: isDetailed ? summaryOf(entry.reference) : "" };
    }),
  };
}

/** "Costa-Silva et al. 2015. Title" */
function summaryOf(reference: Reference): string {
  return [authorYear(reference), reference.title].filter(Boolean).join(". ");
}

export interface FoundEntry {
  /** The key, author, year and title: editors look in it for what was typed. */
  readonly name: string;
  readonly location: Location;
}

/** The entries that a query finds in the bibliographies of the workspace's manuscripts, best first. */
export function searchEntries(snapshot: Snapshot, query: string, limit: number): readonly FoundEntry[] {
  return searchWorkspaceReferences(snapshot, query, limit).map(({ reference, location }) => ({
    name: [reference.id, summaryOf(reference)].filter(Boolean).join(" · "),
    location,
  }));
}
