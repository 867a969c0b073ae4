/** The edit behind Insert Citation. */
import { citationText, readManuscript } from "../syntax/manuscript.ts";
import { contains, type Document } from "../text/document.ts";
import { addReferences } from "../workspace/add-references.ts";
import { referenceOf } from "../workspace/citations.ts";
import type { Edit } from "../workspace/edit.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

/**
 * Cites the keys at an offset in the manuscript's own syntax. Inside a citation they join it, those it has already left
 * out. References that only the bundled set has are added to the manuscript's bibliography.
 */
export function insertCitation(
  snapshot: Snapshot,
  manuscript: Document,
  offset: number,
  keys: readonly string[],
): Edit {
  const bundled = keys.flatMap((key) => {
    const cited = referenceOf(snapshot, manuscript, key);
    return cited && !cited.source ? [cited.reference] : [];
  });
  const { create, edits } = addReferences(snapshot, manuscript, bundled);
  const { at, newText } = citationAt(manuscript, offset, keys);
  return { create, edits: [{ uri: manuscript.uri, span: { start: at, end: at }, newText }, ...edits] };
}

function citationAt(manuscript: Document, offset: number, keys: readonly string[]): { at: number; newText: string } {
  const { text } = manuscript;
  const cluster = readManuscript(manuscript).clusters.find(
    ({ span }) =>
      contains(span, offset) && offset !== span.start && offset !== span.end && /[\]}]/.test(text.charAt(span.end - 1)),
  );
  const last = cluster?.citations.at(-1);
  if (cluster && last) {
    const cited = new Set(cluster.citations.map(({ key }) => key));
    const added = keys.filter((key) => !cited.has(key));
    const latex = manuscript.format === "latex";
    const at = latex ? last.keySpan.end : cluster.span.end - 1;
    const items = latex ? added : citationText(manuscript, added).slice(1, -1).split("; ");
    return { at, newText: added.length === 0 ? "" : (latex ? "," : "; ") + items.join(latex ? "," : "; ") };
  }
  const glued = /[^\s([{~]/.test(text.charAt(offset - 1));
  return { at: offset, newText: (glued ? " " : "") + citationText(manuscript, keys) };
}
