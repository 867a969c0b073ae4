/** Search over the vocabulary, for Look Up Term. */
import type { TermKind } from "../terms/model.ts";
import { searchTerms, type TermMatch } from "../terms/term-index.ts";
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
  return (
    answerAboutPathway(snapshot, query)?.slice(0, limit) ?? matchesOf(snapshot, query.trim(), limit).map(foundTerm)
  );
}

function matchesOf({ vocabulary }: Snapshot, query: string, limit: number): readonly TermMatch[] {
  const whole = (term: TermMatch["term"]): TermMatch => ({ term, name: term.label, role: "label", plural: false });
  if (query === "") {
    const sorted = vocabulary.terms.toSorted((a, b) => a.label.localeCompare(b.label));
    return sorted.slice(0, limit).map(whole);
  }
  const identified = vocabulary.byId.get(query.toUpperCase());
  return identified ? [whole(identified)] : searchTerms(vocabulary.index, { text: query, limit });
}

function foundTerm({ term: { id, label, kind, definition }, name, role }: TermMatch): FoundTerm {
  return { id, label, kind, definition, note: role === "label" ? "" : name };
}
