/** The references that support the term at a place of a manuscript. */
import type { Reference } from "../syntax/reference.ts";
import type { Document } from "../text/document.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { symbolAt } from "../workspace/symbols.ts";

export interface SupportingReferences {
  /** The preferred labels of what the term may mean. */
  readonly labels: readonly string[];
  /** Where a citation of the term belongs: right after it. */
  readonly offset: number;
  readonly references: readonly Reference[];
}

/** `undefined` where no term stands at the offset. */
export function supportingReferencesAt(
  snapshot: Snapshot,
  manuscript: Document,
  offset: number,
): SupportingReferences | undefined {
  const symbol = symbolAt(snapshot, manuscript, offset);
  if (symbol?.kind !== "term") return undefined;
  const { span, terms } = symbol.mention;
  const keys = new Set(terms.flatMap((term) => term.references));
  return {
    labels: terms.map(({ label }) => label),
    offset: span.end,
    references: [...keys].flatMap((key) => snapshot.bundled.get(key) ?? []),
  };
}
