/** Follows changes on disk to the files that manuscripts depend on. */
import {
  type Connection,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type FileSystemWatcher,
  type InitializeParams,
  type RelativePattern,
} from "vscode-languageserver";
import { canonicalUri, fileNameOf, folderOf } from "../text/uri.ts";
import type { Session } from "./session.ts";

/** Asks the client to watch, where it can; an editor that can't is told nothing and its files are read once. */
export function watchFiles(
  connection: Connection,
  current: () => Promise<Session>,
  initialized: Promise<void>,
  params: InitializeParams,
  changed: () => void,
): void {
  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    const session = await current();
    session.filesChanged(
      changes.map(({ uri, type }) => ({ uri: canonicalUri(uri), exists: type !== FileChangeType.Deleted })),
    );
    changed();
  });
  const watchers = [
    { globPattern: "**/*.{bib,ris,nbib,medline,enw,csl,json,yaml,yml,tex,typ,md,qmd,Rmd,obo,tsv,csv}" },
  ];
  if (canWatch(params)) register(connection, initialized, watchers);
}

/** Asks the client to watch one file that lies outside the workspace, such as the writer's own library. */
export function watchOutside(
  connection: Connection,
  initialized: Promise<void>,
  params: InitializeParams,
  uri: string,
): void {
  if (!canWatch(params) || !params.capabilities.workspace?.didChangeWatchedFiles?.relativePatternSupport) return;
  // A glob would take some signs of a file's name for its own.
  const pattern = fileNameOf(uri).replace(/[[\]{}*?]/g, "?");
  const globPattern: RelativePattern = { baseUri: folderOf(uri), pattern };
  register(connection, initialized, [{ globPattern }]);
}

function canWatch({ capabilities }: InitializeParams): boolean {
  return capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
}

function register(connection: Connection, initialized: Promise<void>, watchers: FileSystemWatcher[]): void {
  initialized
    .then(() => connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }))
    .catch((error: unknown) => connection.console.error(`watching files: ${String(error)}`));
}
