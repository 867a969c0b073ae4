/** Follows changes on disk to the files that manuscripts depend on. */
import {
  type Connection,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type InitializeParams,
} from "vscode-languageserver";
import { canonicalUri } from "../text/uri.ts";
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
  if (!params.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration) return;
  const watchers = [{ globPattern: "**/*.{bib,json,yaml,yml,tex,typ,md,qmd,Rmd,obo,tsv,csv}" }];
  initialized
    .then(() => connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }))
    .catch((error: unknown) => connection.console.error(`watching files: ${String(error)}`));
}
