import { importItems } from "../references/import-items.ts";
import { readManuscript } from "../syntax/manuscript.ts";
import type { Document, Span } from "../text/document.ts";
import { isIdentifierKey, referenceOf } from "../workspace/citations.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

/** The cited key in a stretch of a manuscript that names a work by an identifier, where its bibliographies lack the work. */
export function keyToImport(snapshot: Snapshot, manuscript: Document, { start, end }: Span): string | undefined {
  return readManuscript(manuscript)
    .clusters.flatMap(({ citations }) => citations)
    .filter(({ keySpan }) => keySpan.start <= end && start <= keySpan.end)
    .map(({ key }) => key)
    .filter((key) => isIdentifierKey(key) && importItems(key).some(({ kind }) => kind === "identifier"))
    .find((key) => referenceOf(snapshot, manuscript, key)?.layer !== "manuscript");
}
