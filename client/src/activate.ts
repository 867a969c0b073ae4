/** Starts the language client and registers the commands; the same for Node and the browser. */
import { CancellationError, type ExtensionContext, Uri, WorkspaceEdit, window } from "vscode";
import type { BaseLanguageClient, LanguageClientOptions, Middleware } from "vscode-languageclient";
import type { InitializationOptions } from "../../server/src/protocol.ts";
import { registerCommands } from "./commands/register.ts";
import { answerFileRequests } from "./files.ts";
import type { MarkdownIt } from "./preview/markdown-it.ts";
import { extendMarkdownIt } from "./preview/plugin.ts";
import { createPreview } from "./preview/preview.ts";
import { installedRetractions } from "./retractions.ts";
import { styleFolder } from "./styles.ts";
import {
  compiledFolder,
  forServer,
  installedTerminologies,
  type Terminology,
  terminologyFolder,
} from "./terminologies.ts";

/** The files that the server follows: manuscripts and bibliographies, whatever language id the editor gives them. */
const documentSelector = [
  { language: "markdown" },
  { language: "latex" },
  { language: "tex" },
  { language: "quarto" },
  { language: "rmd" },
  { language: "typst" },
  { language: "bibtex" },
  { pattern: "**/*.{qmd,Rmd,rmd,typ,bib,ris,nbib,medline,enw}" },
  // Bibliographies in CSL-JSON and the like, Quarto projects and glossaries; the server leaves other such files alone.
  { pattern: "**/*.{json,yaml,yml,xml}" },
];

/**
 * A refused rename ends with its reason and no edit. As an error VS Code would pass the request on to its own Markdown
 * support, which takes `[@key]` for a link and writes over all of it.
 */
const middleware: Middleware = {
  provideRenameEdits: async (document, position, name, token, next) => {
    try {
      return await next(document, position, name, token);
    } catch (error) {
      if (error instanceof CancellationError) throw error;
      // The message stays until it is read; the rename has ended.
      void window.showErrorMessage(error instanceof Error ? error.message : String(error));
      return new WorkspaceEdit();
    }
  },
};

export type CreateClient = (options: LanguageClientOptions) => BaseLanguageClient;

/** What VS Code's own extensions find of this one. */
export interface Exports {
  /** Called by VS Code's Markdown preview. */
  readonly extendMarkdownIt: <Extended extends MarkdownIt>(md: Extended) => Extended;
}

export interface Started {
  /** To be stopped on deactivation. */
  readonly client: BaseLanguageClient;
  readonly exports: Exports;
}

export async function startClient(context: ExtensionContext, create: CreateClient): Promise<Started> {
  const terminologies = terminologyFolder(context.globalStorageUri);
  const compiled = compiledFolder(context.globalStorageUri);
  const retractions = await installedRetractions(context.globalStorageUri);
  const initializationOptions: InitializationOptions = {
    assets: Uri.joinPath(context.extensionUri, "dist").toString(),
    readsFiles: true,
    importsReferences: true,
    compiledTerminologies: compiled.toString(),
    citationStyles: styleFolder(context.globalStorageUri).toString(),
    terminologies: forServer(terminologies, await readTerminologies(terminologies)),
    ...(retractions && { retractions: retractions.toString() }),
  };
  const client = create({
    documentSelector,
    initializationOptions,
    outputChannel: window.createOutputChannel("BioManuscript", { log: true }),
    synchronize: { configurationSection: "biomanuscript" },
    // Hovers write superscripts, as in CD8+, as HTML: Markdown has none.
    markdown: { supportHtml: true },
    middleware,
  });
  answerFileRequests(client, compiled);
  registerCommands(context, client);
  const preview = createPreview(client);
  context.subscriptions.push(preview);
  await client.start();
  return { client, exports: { extendMarkdownIt: (md) => extendMarkdownIt(md, preview.factsAt) } };
}

/** All but these works without the storage, so that a fault of it is told and no more. */
async function readTerminologies(folder: Uri): Promise<readonly Terminology[]> {
  try {
    return await installedTerminologies(folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    window.showWarningMessage(`The installed terminologies can't be used: ${reason}`);
    return [];
  }
}
