/** Search over the vocabulary, for Look Up Term. */
import { findTerm, searchTerms, type TermMatch } from "../terms/term-index.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

/** Terms by words of any name, or by identifier; an empty query lists the vocabulary by label. */
export function lookUpTerms({ vocabulary }: Snapshot, query: string, limit: number): readonly TermMatch[] {
  const wanted = query.trim();
  if (wanted === "") {
    const sorted = vocabulary.terms.toSorted((a, b) => a.label.localeCompare(b.label));
    return sorted.slice(0, limit).flatMap(({ id }) => findTerm(vocabulary.index, id) ?? []);
  }
  const identified = findTerm(vocabulary.index, wanted.toUpperCase());
  return identified ? [identified] : searchTerms(vocabulary.index, { text: wanted, limit });
}
