/** The server as a web worker, for VS Code in the browser. */
import type { InitializeParams } from "vscode-languageserver";
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { clientFiles } from "./lsp/client-files.ts";
import type { Compilation, Host } from "./lsp/host.ts";
import { startServer } from "./lsp/server.ts";
import { network } from "./network.ts";
import type { InitializationOptions } from "./protocol.ts";
import { compileFile, type FileToCompile } from "./terms/compile-file.ts";
import { sourceOfBytes } from "./terms/store-bytes.ts";

declare const self: DedicatedWorkerGlobalScope;

function browserHost({ initializationOptions }: InitializeParams): Host {
  const options = initializationOptions as InitializationOptions | undefined;
  const files = clientFiles(connection, options);
  const asset = (path: string) => files.read(`${options?.assets}/${path}`);
  return {
    ...files,
    network,
    environment: {},
    asset,
    assetBytes: async (path) => {
      const bytes = await files.readBytes(`${options?.assets}/${path}`);
      if (!bytes) throw new Error(`The extension has no ${path}.`);
      return sourceOfBytes(bytes);
    },
    compile: (file) => compileInWorker(scriptAddress(asset("web/compiler.js")), file),
  };
}

async function scriptAddress(script: Promise<string>): Promise<string> {
  return URL.createObjectURL(new Blob([await script], { type: "text/javascript" }));
}

/** Compiles in a worker of the worker's own, and here where the browser gives it none. */
function compileInWorker(script: Promise<string>, file: FileToCompile): Compilation {
  let cancel: () => void = () => undefined;
  const bytes = script.then(
    (address) =>
      new Promise<Uint8Array>((resolve, reject) => {
        if (typeof Worker === "undefined") {
          resolve(compileFile(file));
          return;
        }
        const worker = new Worker(address);
        const end = (): void => {
          worker.terminate();
          URL.revokeObjectURL(address);
        };
        cancel = () => {
          end();
          reject(new Error("compiling it was ended"));
        };
        worker.onmessage = ({ data }: MessageEvent<Uint8Array>) => {
          end();
          resolve(data);
        };
        // Reading a terminology never fails; what fails is the worker's start, where a page's policy forbids it.
        worker.onerror = () => {
          end();
          resolve(compileFile(file));
        };
        worker.postMessage(file);
      }),
  );
  return { bytes, cancel: () => cancel() };
}

const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));
startServer(connection, browserHost);
