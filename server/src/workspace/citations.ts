/** What a citation key of a manuscript stands for. */

import { findEntry } from "../syntax/bibliography.ts";
import type { BibliographyEntry } from "../syntax/facts.ts";
import { isManuscript } from "../syntax/manuscript.ts";
import type { Reference } from "../syntax/reference.ts";
import type { Document } from "../text/document.ts";
import { bibliographyDocuments } from "./bibliographies.ts";
import type { Snapshot } from "./snapshot.ts";

/** A reference and where it stands: an entry of a bibliography, or of the bundled set where `source` is missing. */
export interface CitedReference {
  readonly reference: Reference;
  readonly source?: { readonly document: Document; readonly entry: BibliographyEntry };
}

/** The manuscript's bibliographies come before the bundled set. */
export function referenceOf(snapshot: Snapshot, manuscript: Document, key: string): CitedReference | undefined {
  for (const document of bibliographyDocuments(snapshot, manuscript)) {
    const entry = findEntry(document, key);
    if (entry) return { reference: entry.reference, source: { document, entry } };
  }
  const reference = snapshot.bundled.get(key);
  return reference && { reference };
}

/** What a key stands for in any document: in a bibliography it is one of its own. */
export function citedFrom(snapshot: Snapshot, document: Document, key: string): CitedReference | undefined {
  if (isManuscript(document)) return referenceOf(snapshot, document, key);
  const entry = findEntry(document, key);
  return entry && { reference: entry.reference, source: { document, entry } };
}

/** Keys that name a work by a public identifier (`doi:10.1/x`) or a link, which tools such as Manubot resolve themselves. */
export function isIdentifierKey(key: string): boolean {
  return /^(doi|pmid|pmcid|pmc|arxiv|isbn|url|https?|wikidata|tag|raw|clinicaltrials):/i.test(key);
}
