/** Extract Cited References: a bibliography of what manuscripts cite, from all layers. */
import type { Loss, TargetFormat } from "../references/convert.ts";
import { extractReferences } from "../references/extract.ts";
import { readBibliography } from "../syntax/bibliography.ts";
import { readManuscript } from "../syntax/manuscript.ts";
import type { Document } from "../text/document.ts";
import { bibliographyDocuments } from "../workspace/bibliographies.ts";
import { type CitedReference, referenceOf } from "../workspace/citations.ts";
import { includedManuscripts } from "../workspace/inclusion.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

export interface CitedExtract {
  readonly text: string;
  /** How many references were copied byte for byte, and how many converted. */
  readonly copied: number;
  readonly converted: number;
  readonly losses: readonly Loss[];
  /** Keys that lead to no reference. */
  readonly unknown: readonly string[];
  /** Keys that mean another work in a later manuscript than in the first that cites them. */
  readonly differing: readonly string[];
}

/**
 * The references that manuscripts cite, and what they take in; in the order of their first citations. Where a manuscript
 * lists all entries of its bibliographies, these too.
 */
export function extractCited(snapshot: Snapshot, manuscripts: readonly Document[], target: TargetFormat): CitedExtract {
  const chosen = new Map<string, CitedReference>();
  const unknown = new Set<string>();
  const differing = new Set<string>();
  const add = (cited: CitedReference): void => {
    const { id } = cited.reference;
    const known = chosen.get(id);
    if (!known) chosen.set(id, cited);
    else if (!isSame(known, cited)) differing.add(id);
  };
  for (const document of new Set(manuscripts.flatMap((it) => includedManuscripts(snapshot, it)))) {
    const { clusters, citesAll } = readManuscript(document);
    for (const { key } of clusters.flatMap(({ citations }) => citations)) {
      const cited = referenceOf(snapshot, document, key);
      if (cited) add(cited);
      else unknown.add(key);
    }
    if (citesAll) for (const cited of allReferences(snapshot, document)) add(cited);
  }
  const { text, copied, losses } = extractReferences([...chosen.values()], target);
  const converted = chosen.size - copied;
  return { text, copied, converted, losses, unknown: [...unknown], differing: [...differing] };
}

function isSame(a: CitedReference, b: CitedReference): boolean {
  const isSameEntry = a.source?.entry.span.start === b.source?.entry.span.start;
  if (a.source?.document === b.source?.document && isSameEntry) return true;
  return JSON.stringify(a.reference) === JSON.stringify(b.reference);
}

function allReferences(snapshot: Snapshot, manuscript: Document): readonly CitedReference[] {
  return bibliographyDocuments(snapshot, manuscript).flatMap((document) =>
    readBibliography(document).entries.map(
      (entry): CitedReference => ({ reference: entry.reference, layer: "manuscript", source: { document, entry } }),
    ),
  );
}
