/** The concepts of a manuscript as an outline, and those of the workspace as a search. */
import { isManuscript } from "../syntax/manuscript.ts";
import { type Term, type TermKind, type TermSummary, termKinds } from "../terms/model.ts";
import type { Mention } from "../terms/recogniser.ts";
import type { Document, Span } from "../text/document.ts";
import { manuscriptsOf } from "../workspace/keys.ts";
import { mentionsOf } from "../workspace/mentions.ts";
import type { Location } from "../workspace/occurrences.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

export interface OutlinedConcept {
  readonly term: Term;
  /** Its first mention. */
  readonly span: Span;
  readonly count: number;
}

export interface OutlinedKind {
  readonly kind: TermKind;
  readonly concepts: readonly OutlinedConcept[];
}

/** The concepts of a manuscript by kind, each at its first mention, in order of that mention. */
export function outlineOf(snapshot: Snapshot, document: Document): readonly OutlinedKind[] {
  if (!isManuscript(document)) return [];
  const concepts = new Map<string, OutlinedConcept>();
  for (const { terms, span } of mentionsOf(document, snapshot.vocabulary)) {
    const known = concepts.get(terms[0].id);
    concepts.set(terms[0].id, known ? { ...known, count: known.count + 1 } : { term: terms[0], span, count: 1 });
  }
  return termKinds
    .map((kind) => ({ kind, concepts: [...concepts.values()].filter(({ term }) => term.kind === kind) }))
    .filter((group) => group.concepts.length > 0);
}

export interface FoundConcept {
  readonly term: TermSummary;
  readonly location: Location;
}

/** Concepts that the workspace's manuscripts mention and a query finds, each at its first mention in each manuscript. */
export function searchConcepts(snapshot: Snapshot, query: string, limit: number): readonly FoundConcept[] {
  const manuscripts = manuscriptsOf(snapshot);
  const found = snapshot.vocabulary.search({ text: query, limit });
  return found.flatMap(({ term }) =>
    manuscripts.flatMap((document): FoundConcept[] => {
      const first = mentionsOf(document, snapshot.vocabulary).find(
        (mention: Mention) => mention.terms[0].id === term.id,
      );
      return first ? [{ term, location: { uri: document.uri, span: first.span } }] : [];
    }),
  );
}
