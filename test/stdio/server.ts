/** The built server, spoken to over standard input as any editor does. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";
import type { Requests } from "../../server/src/protocol.ts";

/** Starts a server whose workspace is one folder. `stop` ends it as an editor would. */
export async function startServer(folder: string, initializationOptions?: object) {
  const server = spawn(process.execPath, [join(import.meta.dirname, "../../dist/node/server.cjs"), "--stdio"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  connection.listen();
  await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "review" }],
    capabilities: {},
    ...(initializationOptions && { initializationOptions }),
  });
  await connection.sendNotification("initialized", {});
  return {
    connection,
    open: (uri: string, text: string): Promise<void> =>
      connection.sendNotification("textDocument/didOpen", {
        textDocument: { uri, languageId: "markdown", version: 1, text },
      }),
    ask: <Method extends keyof Requests & string>(method: Method, params: Requests[Method]["params"]) =>
      connection.sendRequest<Requests[Method]["result"]>(method, params),
    stop: async (): Promise<void> => {
      await connection.sendRequest("shutdown");
      await connection.sendNotification("exit");
      await once(server, "exit");
      connection.dispose();
    },
  };
}
