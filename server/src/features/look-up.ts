/** Search over the vocabulary, for Look Up Term. */
import { searchTerms, type TermMatch } from "../terms/term-index.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

/** Terms by words of any name, or by identifier; an empty query lists the vocabulary by label. */
export function lookUpTerms({ vocabulary }: Snapshot, query: string, limit: number): readonly TermMatch[] {
  const wanted = query.trim();
  if (wanted === "") {
    const sorted = vocabulary.terms.toSorted((a, b) => a.label.localeCompare(b.label));
    return sorted.slice(0, limit).map((term) => ({ term, name: term.label, role: "label", plural: false }));
  }
  const identified = vocabulary.byId.get(wanted.toUpperCase());
  if (identified) return [{ term: identified, name: identified.label, role: "label", plural: false }];
  return searchTerms(vocabulary.index, { text: wanted, limit });
}
