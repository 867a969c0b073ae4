/** The Snapshot: all that the server knows at one moment. It never changes; an edit makes a new one that shares the rest. */
import type { Retractions } from "../references/retractions.ts";
import type { Reference } from "../syntax/reference.ts";
import type { Vocabulary } from "../terms/vocabulary.ts";
import type { Document } from "../text/document.ts";
import type { Settings } from "./settings.ts";

/** What the machine on which the server runs says of the time and of places to look for files; folders are URIs. */
export interface Environment {
  readonly home: string | undefined;
  /** Where BibTeX and biber look for bibliographies besides the manuscript's folder: `BIBINPUTS`. */
  readonly bibFolders: readonly string[];
  /** Where TeX looks for files: `TEXINPUTS`. */
  readonly texFolders: readonly string[];
  /** Where citation styles are sought by their names: what the writer has downloaded, Pandoc's, Zotero's, the system's. */
  readonly styleFolders: readonly string[];
  /** The calendar year when the server started. */
  readonly thisYear: number;
}

export interface Snapshot {
  /** Counts up by one with every change. */
  readonly revision: number;
  /** The workspace folders' URIs. */
  readonly folders: readonly string[];
  /** Files of the workspace that manuscripts may depend on, by URI. */
  readonly files: readonly string[];
  /** Documents open in the editor (their unsaved text) and files read from disk, by URI. */
  readonly documents: ReadonlyMap<string, Document>;
  /** Files that were asked for and could not be read, and why. */
  readonly unreadable: ReadonlyMap<string, string>;
  readonly vocabulary: Vocabulary;
  /** The bundled references by citation key. */
  readonly bundled: ReadonlyMap<string, Reference>;
  /** Lists of retracted and corrected works: the writer's own, and the bundled one. */
  readonly retractions: Retractions;
  readonly settings: Settings;
  readonly environment: Environment;
}

/** The next Snapshot, with some of its parts replaced. */
export function withChanges(snapshot: Snapshot, changes: Partial<Omit<Snapshot, "revision">>): Snapshot {
  return { ...snapshot, ...changes, revision: snapshot.revision + 1 };
}

/** The next Snapshot, in which a file has this text or, with a reason, can't be read. */
export function withFile(snapshot: Snapshot, uri: string, file: Document | { readonly reason: string }): Snapshot {
  const documents = new Map(snapshot.documents);
  const unreadable = new Map(snapshot.unreadable);
  documents.delete(uri);
  unreadable.delete(uri);
  if ("reason" in file) unreadable.set(uri, file.reason);
  else documents.set(uri, file);
  return withChanges(snapshot, { documents, unreadable });
}

/** The next Snapshot, in which nothing is known of a file; it is read again when it is needed. */
export function withoutFile(snapshot: Snapshot, uri: string): Snapshot {
  const documents = new Map(snapshot.documents);
  const unreadable = new Map(snapshot.unreadable);
  if (!documents.delete(uri) && !unreadable.delete(uri)) return snapshot;
  return withChanges(snapshot, { documents, unreadable });
}
