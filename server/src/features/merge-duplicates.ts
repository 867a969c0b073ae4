/** Merge Duplicates: every work that stands twice in some bibliographies, or across them, in one edit. */
import type { ListedEntry } from "../syntax/entry-merging.ts";
import type { Document } from "../text/document.ts";
import type { Edit } from "../workspace/edit.ts";
import { mergeEdit, planMerge, type WorkMerge } from "../workspace/merge-works.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { bibliographiesBeside, relatedBetween, relatedWithin } from "../workspace/works.ts";

export interface MergedDuplicates {
  readonly edit: Edit;
  readonly merges: readonly WorkMerge[];
  /** Entries of one work that can't be merged, because none of them can stand for all others. */
  readonly left: readonly (readonly ListedEntry[])[];
}

/** Across two bibliographies only works are merged that some manuscript uses from both. */
export function mergeDuplicates(snapshot: Snapshot, documents: readonly Document[]): MergedDuplicates {
  const merges: WorkMerge[] = [];
  const left: (readonly ListedEntry[])[] = [];
  for (const group of groupsIn(snapshot, documents)) {
    const merge = planMerge(snapshot, group);
    if (merge) merges.push(merge);
    else left.push(group);
  }
  return { edit: mergeEdit(snapshot, merges), merges, left };
}

/** Entries each of which is of one work with every other of its group. */
function groupsIn(snapshot: Snapshot, documents: readonly Document[]): ListedEntry[][] {
  const entries = new Map<string, ListedEntry>();
  const partners = new Map<string, Set<string>>();
  const idOf = ({ document, entry }: ListedEntry) => `${document.uri} ${entry.span.start}`;
  for (const [number, document] of documents.entries()) {
    const beside = bibliographiesBeside(snapshot, document);
    const others = documents.slice(number + 1).filter((it) => beside.includes(it));
    const pairs = [...relatedWithin(document), ...others.flatMap((other) => relatedBetween(document, other))];
    for (const { first, second, relation } of pairs) {
      if (relation !== "same") continue;
      for (const [mine, yours] of [
        [first, second],
        [second, first],
      ] as const) {
        entries.set(idOf(mine), mine);
        partners.set(idOf(mine), (partners.get(idOf(mine)) ?? new Set()).add(idOf(yours)));
      }
    }
  }
  const grouped = new Set<string>();
  return [...entries.keys()].flatMap((id): ListedEntry[][] => {
    if (grouped.has(id)) return [];
    const group = [id];
    for (const other of partners.get(id) ?? []) {
      if (!grouped.has(other) && group.every((it) => partners.get(it)?.has(other))) group.push(other);
    }
    for (const it of group) grouped.add(it);
    return group.length < 2 ? [] : [group.flatMap((it) => entries.get(it) ?? [])];
  });
}
