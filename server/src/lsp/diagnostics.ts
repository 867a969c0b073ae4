/** Diagnostics: pulled by clients that can, for a document or the whole workspace; pushed to those that can't. */
import {
  type CancellationToken,
  type Connection,
  type Diagnostic,
  DocumentDiagnosticReportKind,
  type FullDocumentDiagnosticReport,
  type InitializeParams,
  type UnchangedDocumentDiagnosticReport,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
} from "vscode-languageserver";
import { findingsOf } from "../checks/all.ts";
import { isManuscript } from "../syntax/manuscript.ts";
import type { Document } from "../text/document.ts";
import { canonicalUri } from "../text/uri.ts";
import { isBibliographyInUse } from "../workspace/keys.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { toDiagnostic, toGlossaryDiagnostic } from "./convert.ts";
import { guarded, repairing } from "./guard.ts";
import type { Session } from "./session.ts";
import { glossaryFaults } from "./terminologies.ts";

export interface Diagnostics {
  /** True where the client pulls. */
  readonly pulled: boolean;
  /** To be called when anything has changed that findings depend on. */
  readonly changed: () => void;
}

export function createDiagnostics(
  connection: Connection,
  current: () => Promise<Session>,
  { capabilities }: InitializeParams,
): Diagnostics {
  if (!capabilities.textDocument?.diagnostic) return { pulled: false, changed: pusher(connection, current) };
  const changes = createChanges();
  connection.languages.diagnostics.on(
    guarded(connection, current, "diagnostics", async ({ textDocument, previousResultId }) => {
      const { snapshot, document } = await (await current()).ready(canonicalUri(textDocument.uri));
      return reportOf(document ? diagnosticsOf(snapshot, document) : [], previousResultId);
    }),
  );
  connection.languages.diagnostics.onWorkspace(
    guarded(connection, current, "workspace diagnostics", (params: WorkspaceDiagnosticParams, token) =>
      workspaceReport(current, params, changes, token),
    ),
  );
  const refreshes = capabilities.workspace?.diagnostics?.refreshSupport === true;
  return {
    pulled: true,
    changed: () => {
      changes.happened();
      if (refreshes) connection.languages.diagnostics.refresh();
    },
  };
}

function diagnosticsOf(snapshot: Snapshot, document: Document): Diagnostic[] {
  const faults = glossaryFaults(snapshot, document).map((fault) => toGlossaryDiagnostic(document, fault));
  // Of JSON, YAML and XML files only those are bibliographies that a manuscript uses.
  if (!isManuscript(document) && !isBibliographyInUse(snapshot, document)) return faults;
  return [...faults, ...findingsOf(snapshot, document).map((finding) => toDiagnostic(snapshot, document, finding))];
}

/** A report that says no more than "unchanged" where the client has these diagnostics already. */
function reportOf(
  items: Diagnostic[],
  previousResultId: string | undefined,
): FullDocumentDiagnosticReport | UnchangedDocumentDiagnosticReport {
  const resultId = resultIdOf(items);
  return resultId === previousResultId
    ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
    : { kind: DocumentDiagnosticReportKind.Full, resultId, items };
}

/** The same for the same diagnostics. */
function resultIdOf(items: readonly Diagnostic[]): string {
  let hash = 0;
  const text = JSON.stringify(items);
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return `${text.length}:${hash}`;
}

/** Answers when there is anything that the client has not: clients ask again as soon as they are answered. */
async function workspaceReport(
  current: () => Promise<Session>,
  { previousResultIds }: WorkspaceDiagnosticParams,
  changes: Changes,
  token: CancellationToken,
): Promise<WorkspaceDiagnosticReport> {
  const known = new Map(previousResultIds.map(({ uri, value }) => [canonicalUri(uri), value]));
  for (;;) {
    const next = changes.next(token);
    const snapshot = await (await current()).readManuscripts();
    const documents = documentsOfWorkspace(snapshot);
    const gone = new Set([...known.keys()].filter((uri) => !snapshot.documents.has(uri)));
    const items = [
      ...documents.map((document) => ({
        uri: document.uri,
        version: document.version ?? null,
        ...reportOf(diagnosticsOf(snapshot, document), known.get(document.uri)),
      })),
      ...[...gone].map((uri) => ({ uri, version: null, ...reportOf([], known.get(uri)) })),
    ];
    const isNews = items.some(({ kind }) => kind === DocumentDiagnosticReportKind.Full);
    if (isNews || token.isCancellationRequested) return { items };
    await next;
  }
}

function documentsOfWorkspace({ documents, folders }: Snapshot): Document[] {
  const isInside = (uri: string) => folders.some((folder) => uri.startsWith(`${folder}/`));
  return [...documents.values()].filter(({ uri }) => isInside(uri));
}

interface Changes {
  readonly happened: () => void;
  /** Resolves with the next change, or when the token is cancelled. */
  readonly next: (token: CancellationToken) => Promise<void>;
}

function createChanges(): Changes {
  let waiting: (() => void)[] = [];
  return {
    happened: () => {
      for (const resolve of waiting.splice(0)) resolve();
    },
    next: (token) =>
      new Promise((resolve) => {
        waiting.push(resolve);
        token.onCancellationRequested(() => {
          waiting = waiting.filter((it) => it !== resolve);
          resolve();
        });
      }),
  };
}

/** Sends the diagnostics of all open files; a call during a run starts one more run after it. */
function pusher(connection: Connection, current: () => Promise<Session>): () => void {
  let running = false;
  let again = false;
  const run = async (): Promise<void> => {
    const session = await current();
    for (const { uri } of session.openDocuments()) {
      const diagnostics = await repairing(current, async () => {
        const { snapshot, document } = await session.ready(uri);
        return document ? diagnosticsOf(snapshot, document) : [];
      });
      await connection.sendDiagnostics({ uri, diagnostics });
    }
  };
  const push = async (): Promise<void> => {
    again = true;
    if (running) return;
    running = true;
    while (again) {
      again = false;
      await run().catch((error: unknown) => connection.console.error(`diagnostics: ${String(error)}`));
    }
    running = false;
  };
  return () => void push();
}
