/** Snapshots for benchmarks and evaluations: a workspace of the documents that are given, and nothing of this machine. */
import { createVocabulary } from "../server/src/terms/vocabulary.ts";
import type { Document } from "../server/src/text/document.ts";
import { readSettings } from "../server/src/workspace/settings.ts";
import type { Snapshot } from "../server/src/workspace/snapshot.ts";

const vocabulary = createVocabulary([], []);
const settings = readSettings({});

/** @param more what the Snapshot has besides */
export function snapshotOf(documents: readonly Document[], more: Partial<Snapshot> = {}): Snapshot {
  return {
    revision: 1,
    folders: [],
    files: [],
    documents: new Map(documents.map((document) => [document.uri, document])),
    unreadable: new Map(),
    vocabulary,
    bundled: new Map(),
    retractions: [],
    settings,
    environment: { home: undefined, bibFolders: [], texFolders: [], styleFolders: [], thisYear: 2026 },
    ...more,
  };
}
