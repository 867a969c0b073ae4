/** The language server, whatever host it runs in. */
import {
  CodeActionKind,
  type Connection,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import type { InitializationOptions } from "../protocol.ts";
import { canonicalUri } from "../text/uri.ts";
import { readSettings } from "../workspace/settings.ts";
import { answerBibliographies, createLensRefresh } from "./bibliography.ts";
import { answerBibliographyEditing, offerFormatting } from "./bibliography-editing.ts";
import { answerCommands } from "./commands.ts";
import { answerConversions } from "./conversions.ts";
import { createDiagnostics } from "./diagnostics.ts";
import { followDocuments } from "./documents.ts";
import { answerFeatures } from "./features.ts";
import type { Host } from "./host.ts";
import { answerImports } from "./import.ts";
import { answerLibraryCommands } from "./library-commands.ts";
import { answerNavigation, tokenTypes } from "./navigation.ts";
import { answerPreviews } from "./preview.ts";
import { answerPrinted, createHintRefresh } from "./printed-citations.ts";
import { createSession } from "./session.ts";
import { answerStyleCommands } from "./style-commands.ts";
import type { Observer } from "./terminology-files.ts";
import { watchFiles, watchOutside } from "./watch.ts";

/** Serves the connection until the client ends it. `createHost` is called once, with what the client said of itself. */
export function startServer(connection: Connection, createHost: (params: InitializeParams) => Host): void {
  // Earlier than this a client need not answer; VS Code's then refuses the requests by which a worker reads files.
  const initialized = new Promise<void>((resolve) => connection.onInitialized(() => resolve()));

  connection.onInitialize((params): InitializeResult => {
    const folders = params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []);
    const host = createHost(params);
    const options = params.initializationOptions as InitializationOptions | undefined;
    const session = initialized.then(() =>
      createSession(host, {
        folders: folders.map(canonicalUri),
        settings: params.initializationOptions?.settings,
        installed: options?.terminologies ?? [],
        retractions: options?.retractions,
        downloadedStyles: options?.citationStyles && canonicalUri(options.citationStyles),
        watch: (uri) => watchOutside(connection, initialized, params, uri),
        report: (message) => connection.window.showWarningMessage(message),
        observer: { ...progressObserver(connection), changed: () => terminologiesChanged() },
      }),
    );
    const current = followDocuments(
      connection,
      () => session,
      () => changed(),
    );
    const diagnostics = createDiagnostics(connection, current, params);
    const refreshLenses = createLensRefresh(connection, current, params);
    const refreshHints = createHintRefresh(connection, current, params);
    const refreshPreviews = answerPreviews(connection, current);
    const changed = (): void => {
      diagnostics.changed();
      refreshLenses();
      refreshHints();
      refreshPreviews();
    };
    const refreshesTokens = params.capabilities.workspace?.semanticTokens?.refreshSupport === true;
    const terminologiesChanged = async (): Promise<void> => {
      await (await current()).takeTerminologies();
      diagnostics.changed();
      refreshPreviews();
      if (refreshesTokens) connection.languages.semanticTokens.refresh();
    };
    answerFeatures(connection, current, params);
    answerNavigation(connection, current);
    answerBibliographies(connection, current);
    answerBibliographyEditing(connection, current);
    answerCommands(connection, current);
    answerImports(connection, current, host);
    answerLibraryCommands(connection, current);
    answerConversions(connection, current);
    answerPrinted(connection, current);
    answerStyleCommands(connection, current, host, options?.citationStyles);
    watchFiles(connection, current, initialized, params, changed);
    connection.onDidChangeConfiguration(async ({ settings }) => {
      const section = (settings as { biomanuscript?: unknown } | undefined)?.biomanuscript;
      (await current()).setSettings(readSettings(section));
      changed();
    });
    return {
      serverInfo: { name: "BioManuscript" },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        completionProvider: {
          resolveProvider: true,
          triggerCharacters: ["@", "{", ",", "-", "<", "`", "=", "#", '"'],
        },
        hoverProvider: true,
        definitionProvider: true,
        referencesProvider: true,
        documentHighlightProvider: true,
        documentSymbolProvider: { label: "Concepts" },
        documentLinkProvider: { resolveProvider: true },
        foldingRangeProvider: true,
        codeLensProvider: { resolveProvider: true },
        inlayHintProvider: { resolveProvider: true },
        workspaceSymbolProvider: true,
        renameProvider: { prepareProvider: true },
        semanticTokensProvider: { legend: { tokenTypes, tokenModifiers: [] }, full: true },
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
        ...offerFormatting(connection, initialized, params),
        ...(diagnostics.pulled && {
          diagnosticProvider: { identifier: "biomanuscript", interFileDependencies: true, workspaceDiagnostics: true },
        }),
      },
    };
  });

  connection.listen();
}

/** Shows the compiling of terminologies to the writer, and logs what only the curious need to know. */
function progressObserver({ console, window }: Connection): Pick<Observer, "log" | "begin"> {
  return {
    log: (message) => console.info(message),
    begin: async (title) => {
      // A client that refuses to show it has the work done all the same.
      const progress = await window.createWorkDoneProgress().catch(() => undefined);
      progress?.begin(title);
      return () => progress?.done();
    },
  };
}
