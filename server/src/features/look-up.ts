/** Search over the vocabulary, for Look Up Term. */
import type { Term, TermKind } from "../terms/model.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { answerAboutPathway } from "./pathways.ts";

export interface FoundTerm {
  readonly id: string;
  readonly label: string;
  readonly kind: TermKind;
  /** The synonym that matched, or a molecule's part in a pathway; empty where the label itself matched. */
  readonly note: string;
  readonly definition: string;
}

/**
 * Terms by words of any name, or by identifier; members and neighbours of pathways where the query asks for them; an
 * empty query lists the vocabulary by label.
 */
export function lookUpTerms(snapshot: Snapshot, query: string, limit: number): readonly FoundTerm[] {
  if (query.trim() === "") return firstTerms(snapshot, limit);
  return answerAboutPathway(snapshot, query)?.slice(0, limit) ?? matchesOf(snapshot, query, limit);
}

function firstTerms({ vocabulary }: Snapshot, limit: number): FoundTerm[] {
  return vocabulary.first(limit).flatMap(({ id }) => {
    const whole = vocabulary.find(id);
    return whole ? [foundTerm(whole, "")] : [];
  });
}

function matchesOf({ vocabulary }: Snapshot, query: string, limit: number): FoundTerm[] {
  return vocabulary.search({ text: query, limit }).flatMap(({ term, name, role }) => {
    const whole = vocabulary.find(term.id);
    return whole ? [foundTerm(whole, role === "label" ? "" : name)] : [];
  });
}

function foundTerm({ id, label, kind, definition, obsolete }: Term, note: string): FoundTerm {
  return { id, label, kind, definition, note: obsolete ? ["obsolete", note].filter(Boolean).join(" · ") : note };
}
