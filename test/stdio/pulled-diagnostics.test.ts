/** The built server and a client that pulls diagnostics, for one file and for the whole workspace. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import {
  CancellationTokenSource,
  createProtocolConnection,
  type DocumentDiagnosticReport,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type WorkspaceDiagnosticReport,
} from "vscode-languageserver-protocol/node";

const server = spawn(process.execPath, [join(import.meta.dirname, "../../dist/node/server.cjs"), "--stdio"], {
  stdio: ["pipe", "pipe", "inherit"],
});
const connection: ProtocolConnection = createProtocolConnection(
  new StreamMessageReader(server.stdout),
  new StreamMessageWriter(server.stdin),
);
const folder = await mkdtemp(join(tmpdir(), "biomanuscript-"));
const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;

before(async () => {
  await writeFile(join(folder, "one.md"), "Niches [@nowhere9999] matter.\n");
  await writeFile(join(folder, "two.md"), "Niches [@zhou2022] matter.\n");
  await writeFile(join(folder, "refs.bib"), "@article{zhou2022,\n  title = {Niches}\n  year = 2022\n}\n");
  connection.listen();
  await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "review" }],
    capabilities: { textDocument: { diagnostic: {} } },
  });
  await connection.sendNotification("initialized", {});
});

after(async () => {
  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  await once(server, "exit");
  await rm(folder, { recursive: true });
});

const idsOf = ({ items }: WorkspaceDiagnosticReport) =>
  items.flatMap(({ uri, resultId }) => (resultId === undefined ? [] : [{ uri, value: resultId }]));

function codesIn({ items }: WorkspaceDiagnosticReport): Record<string, string> {
  return Object.fromEntries(
    items.map((item) => [
      item.uri.split("/").at(-1),
      item.kind === "full" ? `${item.version}: ${item.items.map(({ code }) => code).join()}` : item.kind,
    ]),
  );
}

const pull = (previousResultIds: readonly { uri: string; value: string }[]) =>
  connection.sendRequest<WorkspaceDiagnosticReport>("workspace/diagnostic", { previousResultIds });

test("the whole workspace is checked without opening a file; what is known is not told again", async () => {
  const first = await pull([]);
  assert.deepEqual(codesIn(first), {
    "one.md": "null: unknown-citation",
    "two.md": "null: ",
    "refs.bib": "null: malformed-bibliography",
  });
  const next = pull(idsOf(first));
  const text = "Niches [@zhou2022] matter.\n";
  await connection.sendNotification("textDocument/didOpen", {
    textDocument: { uri: uriOf("one.md"), languageId: "markdown", version: 7, text },
  });
  assert.deepEqual(codesIn(await next), { "one.md": "7: ", "two.md": "unchanged", "refs.bib": "unchanged" });
});

test("a client that has everything waits for a change, and may stop waiting", async () => {
  const known = idsOf(await pull([]));
  const source = new CancellationTokenSource();
  const waiting = connection.sendRequest("workspace/diagnostic", { previousResultIds: known }, source.token);
  const report = await connection.sendRequest<DocumentDiagnosticReport>("textDocument/diagnostic", {
    textDocument: { uri: uriOf("refs.bib") },
  });
  assert.equal(report.kind, "full", "other questions are answered meanwhile");
  source.cancel();
  await assert.rejects(waiting, /[Cc]ancel/);
});
