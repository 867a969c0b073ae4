/** What the checks of all that a manuscript cites share. */
import type { ManuscriptFacts } from "../syntax/facts.ts";
import { readManuscript } from "../syntax/manuscript.ts";
import type { Reference } from "../syntax/reference.ts";
import type { Document, Span } from "../text/document.ts";
import { referenceOf } from "../workspace/citations.ts";
import { connectedManuscripts } from "../workspace/inclusion.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

/**
 * The works that a manuscript cites together with all that it is one with, each once; keys that stand for none are left out. Empty
 * for its parts, so that a finding about the whole stands in one file: the first that names a bibliography; and where fewer
 * than half of the keys stand for a work, since a share of these says little of the whole.
 */
export function citedReferences(snapshot: Snapshot, manuscript: Document): readonly Reference[] {
  const parts = connectedManuscripts(snapshot, manuscript).toSorted((a, b) => (a.uri < b.uri ? -1 : 1));
  const whole = parts.find((part) => readManuscript(part).bibliographies.length > 0) ?? parts[0];
  if (whole !== manuscript) return [];
  const citations = parts.flatMap((part) => readManuscript(part).clusters.flatMap((cluster) => cluster.citations));
  const keys = new Set(citations.map(({ key }) => key));
  const known = [...keys].flatMap((key) => referenceOf(snapshot, manuscript, key)?.reference ?? []);
  return known.length < keys.size / 2 ? [] : [...new Set(known)];
}

/** Where a finding about the whole stands: on the bibliography's name, else on the first heading, else at the beginning. */
export function statementSpan({ bibliographies: [named], headings: [heading] }: ManuscriptFacts): Span {
  return named?.span ?? heading?.span ?? { start: 0, end: 0 };
}
