/** The extension's entry in the desktop and remote extension host: the server runs as a Node process. */
import type { ExtensionContext } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { type Exports, startClient } from "./activate.ts";

let client: BaseLanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<Exports> {
  const module = context.asAbsolutePath("dist/node/server.cjs");
  const started = await startClient(
    context,
    (options) =>
      new LanguageClient(
        "biomanuscript",
        "BioManuscript",
        {
          run: { module, transport: TransportKind.ipc },
          debug: { module, transport: TransportKind.ipc, options: { execArgv: ["--nolazy", "--inspect=6011"] } },
        },
        options,
      ),
  );
  client = started.client;
  return started.exports;
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
