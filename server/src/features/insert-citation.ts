/** The edit behind Insert Citation. */
import { addToCluster, citationText, type Replacement, readManuscript, separatorAfter } from "../syntax/manuscript.ts";
import { contains, type Document } from "../text/document.ts";
import { addReferences } from "../workspace/add-references.ts";
import { referenceOf } from "../workspace/citations.ts";
import type { Edit } from "../workspace/edit.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

/**
 * Cites the keys at an offset in the manuscript's own syntax. Inside a citation they join it, those it has already left
 * out. References that another bibliography or the bundled set has are added to the manuscript's own.
 */
export function insertCitation(
  snapshot: Snapshot,
  manuscript: Document,
  offset: number,
  keys: readonly string[],
): Edit {
  const elsewhere = keys.flatMap((key) => {
    const cited = referenceOf(snapshot, manuscript, key);
    return cited && cited.layer !== "manuscript" ? [cited.reference] : [];
  });
  const { create, edits } = addReferences(snapshot, manuscript, elsewhere);
  return { create, edits: [{ uri: manuscript.uri, ...citationAt(manuscript, offset, keys) }, ...edits] };
}

/** What cites the keys at an offset; the references are not looked for. */
export function citationAt(manuscript: Document, offset: number, keys: readonly string[]): Replacement {
  const here = { start: offset, end: offset };
  const cluster = readManuscript(manuscript).clusters.find(
    ({ span }) => contains(span, offset) && offset !== span.start && offset !== span.end,
  );
  const cited = new Set(cluster?.citations.map(({ key }) => key));
  const added = keys.filter((key) => !cited.has(key));
  const joined = cluster && addToCluster(manuscript, cluster, added);
  if (joined) return added.length > 0 ? joined : { span: here, newText: "" };
  const glued = /[^\s([{~]/.test(manuscript.text.charAt(offset - 1)) ? " " : "";
  return { span: here, newText: glued + citationText(manuscript, keys) + separatorAfter(manuscript, offset) };
}
