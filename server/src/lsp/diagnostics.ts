/** Diagnostics: pulled by clients that can, pushed to those that can't. */
import { type Connection, DocumentDiagnosticReportKind, type InitializeParams } from "vscode-languageserver";
import { findingsOf } from "../checks/all.ts";
import { canonicalUri } from "../text/uri.ts";
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
  const diagnosticsOf = async (uri: string) => {
    const { snapshot, document } = await (await current()).ready(canonicalUri(uri));
    if (!document) return [];
    const faults = glossaryFaults(snapshot, document).map((fault) => toGlossaryDiagnostic(document, fault));
    return [...faults, ...findingsOf(snapshot, document).map((finding) => toDiagnostic(document, finding))];
  };
  if (capabilities.textDocument?.diagnostic) {
    connection.languages.diagnostics.on(
      guarded(connection, current, "diagnostics", async ({ textDocument }) => ({
        kind: DocumentDiagnosticReportKind.Full,
        items: await diagnosticsOf(textDocument.uri),
      })),
    );
    const refreshes = capabilities.workspace?.diagnostics?.refreshSupport === true;
    return { pulled: true, changed: () => refreshes && connection.languages.diagnostics.refresh() };
  }
  return { pulled: false, changed: pusher(connection, current, diagnosticsOf) };
}

/** Sends the diagnostics of all open manuscripts; a call during a run starts one more run after it. */
function pusher(
  connection: Connection,
  current: () => Promise<Session>,
  diagnosticsOf: (uri: string) => Promise<ReturnType<typeof toDiagnostic>[]>,
): () => void {
  let running = false;
  let again = false;
  const run = async (): Promise<void> => {
    const session = await current();
    for (const { uri } of session.openManuscripts()) {
      await connection.sendDiagnostics({ uri, diagnostics: await repairing(current, () => diagnosticsOf(uri)) });
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
