/**
 * Starts the built server given first beside the library given second, as an editor does: from the start of its process to
 * the first completion that knows the library. The folder given third is where the server keeps what it found out; after
 * the answer this waits until it has, where it is to. Prints seconds as JSON.
 */
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import {
  type CompletionList,
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";

const [, , server = "", library = "", kept = ""] = process.argv;
const start = performance.now();
const child = spawn(process.execPath, [server, "--stdio"], { stdio: ["pipe", "pipe", "ignore"] });
const connection = createProtocolConnection(
  new StreamMessageReader(child.stdout),
  new StreamMessageWriter(child.stdin),
);
connection.listen();
const folder = dirname(library);
await connection.sendRequest("initialize", {
  processId: process.pid,
  rootUri: pathToFileURL(join(folder, "manuscripts")).href,
  capabilities: {},
  initializationOptions: {
    compiledTerminologies: pathToFileURL(kept).href,
    settings: { bibliographies: [library] },
  },
});
await connection.sendNotification("initialized", {});
const uri = pathToFileURL(join(folder, "manuscripts/review.md")).href;
await connection.sendNotification("textDocument/didOpen", {
  textDocument: { uri, languageId: "markdown", version: 1, text: "As shown [@smi" },
});
const complete = () =>
  connection.sendRequest<CompletionList>("textDocument/completion", {
    textDocument: { uri },
    position: { line: 0, character: 14 },
  });
const { items } = await complete();
const seconds = (performance.now() - start) / 1000;
await complete();
const again = (performance.now() - start) / 1000 - seconds;
const isKept = () => {
  try {
    return readdirSync(kept).some((name) => name.endsWith(".bmb"));
  } catch {
    return false;
  }
};
for (let tries = 0; tries < 100 && !isKept(); tries++) await setTimeout(100);
await connection.sendRequest("shutdown");
await connection.sendNotification("exit");
connection.dispose();
console.log(JSON.stringify({ items: items.length, seconds, again }));
