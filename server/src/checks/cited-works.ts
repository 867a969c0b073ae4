/** What the checks of all that a manuscript cites share. */
import type { ManuscriptFacts } from "../syntax/facts.ts";
import { readManuscript } from "../syntax/manuscript.ts";
import type { Reference } from "../syntax/reference.ts";
import type { Document, Span } from "../text/document.ts";
import { referenceOf } from "../workspace/citations.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

/** The works that a manuscript cites, each once; keys that stand for none are left out. */
export function citedReferences(snapshot: Snapshot, manuscript: Document): readonly Reference[] {
  const keys = readManuscript(manuscript).clusters.flatMap(({ citations }) => citations.map(({ key }) => key));
  const found = [...new Set(keys)].flatMap((key) => referenceOf(snapshot, manuscript, key)?.reference ?? []);
  return [...new Set(found)];
}

/** Where a finding about the whole stands: on the bibliography's name, else on the first heading, else at the beginning. */
export function statementSpan({ bibliographies: [named], headings: [heading] }: ManuscriptFacts): Span {
  return named?.span ?? heading?.span ?? { start: 0, end: 0 };
}
