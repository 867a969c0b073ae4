/** Follows the documents that are open in the editor, edit by edit. */
import type { Connection, TextDocumentContentChangeEvent } from "vscode-languageserver";
import { inheritBibliography } from "../syntax/bibliography.ts";
import { createDocument, type Document, editDocument } from "../text/document.ts";
import { canonicalUri } from "../text/uri.ts";
import { inheritMentions } from "../workspace/mentions.ts";
import { inheritLines, offsetAt } from "./convert.ts";
import type { Session } from "./session.ts";

/**
 * `changed` is called after every change. Changes are taken in the order in which they arrive; what is returned resolves
 * once all that have arrived so far are in the snapshot, so that a request sees the edits made before it.
 */
export function followDocuments(
  connection: Connection,
  opened: () => Promise<Session>,
  changed: () => void,
): () => Promise<Session> {
  let last: Promise<void> = Promise.resolve();
  const inOrder = (change: (session: Session) => void): void => {
    last = last
      .then(async () => {
        change(await opened());
        changed();
      })
      .catch((error: unknown) => connection.console.error(`following documents: ${String(error)}`));
  };
  connection.onDidOpenTextDocument(({ textDocument: { uri, text, languageId, version } }) =>
    inOrder((session) => {
      const document = createDocument(canonicalUri(uri), text, languageId);
      if (document) session.setOpen({ ...document, version });
    }),
  );
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) =>
    inOrder((session) => {
      const document = session.snapshot().documents.get(canonicalUri(uri));
      if (!document) return;
      let next = document;
      for (const change of contentChanges) next = withChange(next, change, version);
      session.setOpen(next);
    }),
  );
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) =>
    inOrder((session) => session.close(canonicalUri(uri))),
  );
  return () => last.then(opened);
}

function withChange(document: Document, change: TextDocumentContentChangeEvent, version: number): Document {
  if (!("range" in change)) return { ...document, version, text: change.text };
  const start = offsetAt(document, change.range.start);
  const end = offsetAt(document, change.range.end);
  const next = editDocument(document, { start, end }, change.text, version);
  const difference = { start, end: start + change.text.length, replaced: end - start };
  inheritLines(document, next, difference);
  inheritMentions(document, next, difference);
  inheritBibliography(document, next, difference);
  return next;
}
