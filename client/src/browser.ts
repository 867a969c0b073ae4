/** The extension's entry in the web-worker extension host: the server runs as a worker. */
import { type ExtensionContext, Uri } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { LanguageClient } from "vscode-languageclient/browser";
import { type Exports, startClient } from "./activate.ts";

let client: BaseLanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<Exports> {
  const worker = new Worker(Uri.joinPath(context.extensionUri, "dist/web/server.js").toString(true));
  const started = await startClient(
    context,
    (options) => new LanguageClient("biomanuscript", "BioManuscript", worker, options),
  );
  client = started.client;
  return started.exports;
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
