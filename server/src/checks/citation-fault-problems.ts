/** What the checks of malformed citations share: faults of some kinds as problems. */
import { type CitationFault, citationFaults } from "../syntax/citation-faults.ts";
import type { Document } from "../text/document.ts";
import { isIdentifierKey, referenceOf } from "../workspace/citations.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Problem } from "./check.ts";

/** The manuscript's faults of these kinds whose keys, where there are any, are identifiers or in its own bibliographies. */
export function faultProblems(
  snapshot: Snapshot,
  manuscript: Document,
  messages: Partial<Record<CitationFault["kind"], string>>,
): readonly Problem[] {
  const isKnown = (key: string) =>
    isIdentifierKey(key) || referenceOf(snapshot, manuscript, key)?.layer === "manuscript";
  return citationFaults(manuscript).flatMap(({ kind, span, keys, mends }) => {
    const message = messages[kind];
    if (message === undefined || !keys.every(isKnown)) return [];
    const fixes = () =>
      mends.map(({ span: place, newText }, number) => {
        const edit = { create: [], edits: [{ uri: manuscript.uri, span: place, newText }] };
        const change =
          manuscript.text.slice(span.start, place.start) + newText + manuscript.text.slice(place.end, span.end);
        return { title: `Change to “${change.trim().replace(/\s+/g, " ")}”`, edit, preferred: number === 0 };
      });
    return [{ span, message, fixes }];
  });
}
