/** The server as a web worker, for VS Code in the browser. */
import type { InitializeParams } from "vscode-languageserver";
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { clientFiles } from "./lsp/client-files.ts";
import type { Host } from "./lsp/host.ts";
import { startServer } from "./lsp/server.ts";
import type { InitializationOptions } from "./protocol.ts";
import type { StylesGlobal } from "./styles/citeproc-entry.ts";

declare const self: DedicatedWorkerGlobalScope & StylesGlobal;

function browserHost({ initializationOptions }: InitializeParams): Host {
  const options = initializationOptions as InitializationOptions | undefined;
  const files = clientFiles(connection, options);
  return {
    ...files,
    environment: {},
    asset: (path) => files.read(`${options?.assets}/${path}`),
    loadStyles: async () => {
      const script = new Blob([await files.read(`${options?.assets}/web/styles.js`)], { type: "text/javascript" });
      const address = URL.createObjectURL(script);
      try {
        self.importScripts(address);
      } finally {
        URL.revokeObjectURL(address);
      }
      if (!self.biomanuscriptStyles) throw new Error("The citation style processor could not be loaded.");
      return self.biomanuscriptStyles.createFormatter;
    },
  };
}

const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));
startServer(connection, browserHost);
