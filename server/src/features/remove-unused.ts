/** Remove Unused Entries: which entries may go, and the edit by which they do. */
import { findEntry, isBibliography } from "../syntax/bibliography.ts";
import { isManuscript } from "../syntax/manuscript.ts";
import type { Reference } from "../syntax/reference.ts";
import { removeEntries } from "../syntax/remove-entries.ts";
import type { Document } from "../text/document.ts";
import { fileNameOf } from "../text/uri.ts";
import { bibliographyDocuments, ownAmong } from "../workspace/bibliographies.ts";
import type { Edit } from "../workspace/edit.ts";
import { usersOf } from "../workspace/keys.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { uncitedEntries } from "../workspace/uncited-entries.ts";

/** An entry that nobody cites. */
export interface UnusedEntry {
  readonly bibliography: Document;
  readonly key: string;
  /** `undefined` for `@xdata`, which is no reference. */
  readonly reference: Reference | undefined;
}

/**
 * The unused entries of a bibliography, or of those of a manuscript: but for the writer's library and files outside the
 * workspace, which others may use.
 * @returns a sentence where nothing is known of their use
 */
export function findUnused(
  snapshot: Snapshot,
  document: Document,
): readonly UnusedEntry[] | { readonly refused: string } {
  if (!isManuscript(document) && !isBibliography(document))
    return { refused: "Open a bibliography or a manuscript first." };
  const bibliographies = isManuscript(document)
    ? ownAmong(snapshot, bibliographyDocuments(snapshot, document))
    : [document];
  if (bibliographies.length === 0)
    return { refused: "This manuscript has no bibliography of its own in the workspace." };
  if (bibliographies.every((it) => usersOf(snapshot, it).length === 0))
    return {
      refused: `No manuscript of the workspace uses ${fileNameOf(document.uri)}, so all of its entries may be wanted.`,
    };
  return bibliographies.flatMap((bibliography) =>
    [...new Set(uncitedEntries(snapshot, bibliography).map(({ key }) => key))].map((key) => ({
      bibliography,
      key,
      reference: findEntry(bibliography, key)?.reference,
    })),
  );
}

export interface UnusedRemoval {
  readonly edit: Edit;
  /** The keys whose entries stay, since a fault makes unsure where they end. */
  readonly left: readonly string[];
}

/** The edit that removes entries, of one or several bibliographies. */
export function removeUnused(entries: readonly Pick<UnusedEntry, "bibliography" | "key">[]): UnusedRemoval {
  const documents = [...new Set(entries.map(({ bibliography }) => bibliography))];
  const found = documents.map((document) => {
    const keys = entries.filter(({ bibliography }) => bibliography === document).map(({ key }) => key);
    const removal = removeEntries(document, new Set(keys)) ?? { edits: [], left: keys };
    return { edits: removal.edits.map((edit) => ({ uri: document.uri, ...edit })), left: removal.left };
  });
  return {
    edit: { create: [], edits: found.flatMap(({ edits }) => edits) },
    left: found.flatMap(({ left }) => left),
  };
}
