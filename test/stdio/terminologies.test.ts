/** The built server with an installed terminology, from one start to the next. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import {
  createProtocolConnection,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";
import type { Requests } from "../../server/src/protocol.ts";

const root = join(import.meta.dirname, "../..");
const folder = await mkdtemp(join(tmpdir(), "biomanuscript-"));
const compiled = join(folder, "compiled");
const terminologies = [{ name: "Pond cells", uri: pathToFileURL(join(folder, "pond.obo")).href }];
const ontology = `format-version: 1.2
data-version: 2026-01-31

[Term]
id: XX:1
name: quillwort gate cell

[Term]
id: XX:2
name: quillwort reservoir cell
`;

after(() => rm(folder, { recursive: true }));

interface Server {
  readonly ask: <Method extends keyof Requests & string>(
    method: Method,
    params: Requests[Method]["params"],
  ) => Promise<Requests[Method]["result"]>;
  /** Titles of the progress that was shown. */
  readonly shown: readonly string[];
}

async function withServer(run: (server: Server) => Promise<void>): Promise<void> {
  const server: ChildProcess = spawn(process.execPath, [join(root, "dist/node/server.cjs"), "--stdio"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  assert.ok(server.stdout && server.stdin);
  const connection: ProtocolConnection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const shown: string[] = [];
  connection.onRequest("window/workDoneProgress/create", () => null);
  connection.onNotification("$/progress", ({ value }: { value: { kind: string; title: string } }) => {
    if (value.kind === "begin") shown.push(value.title);
  });
  connection.listen();
  await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri: null,
    capabilities: { window: { workDoneProgress: true } },
    initializationOptions: { terminologies, compiledTerminologies: pathToFileURL(compiled).href },
  });
  await connection.sendNotification("initialized", {});
  await run({ ask: (method, params) => connection.sendRequest(method, params), shown });
  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  await once(server, "exit");
  connection.dispose();
}

async function labels({ ask }: Server): Promise<string[]> {
  const found = await ask("biomanuscript/searchTerms", { query: "quillwort", limit: 9 });
  return found.map(({ label }) => label);
}

/** Resolves once all is compiled. */
async function ready({ ask }: Server): Promise<void> {
  const [report] = await ask("biomanuscript/setTerminologies", { terminologies });
  assert.deepEqual([report?.terms, report?.release], [2, "2026-01-31"]);
}

const both = ["quillwort gate cell", "quillwort reservoir cell"];

test("a pack is compiled at the first start, which answers meanwhile, and only opened at the second", async () => {
  await writeFile(join(folder, "pond.obo"), ontology);
  await withServer(async (server) => {
    const bundled = await server.ask("biomanuscript/searchTerms", { query: "hepatocyte", limit: 1 });
    assert.equal(bundled[0]?.label, "hepatocyte");
    await ready(server);
    assert.deepEqual(await labels(server), both);
    assert.deepEqual(server.shown, ["Preparing Pond cells…"]);
  });
  await withServer(async (server) => {
    assert.deepEqual(await labels(server), both);
    assert.deepEqual(server.shown, []);
  });
});

test("a question that meets a damaged page is answered, and the pack is compiled anew", async () => {
  const [name = ""] = await readdir(compiled);
  const path = join(compiled, name);
  const whole = await readFile(path);
  // What stands after the head is checked page by page, when it is read.
  await writeFile(path, whole.with(whole.length - 2, (whole.at(-2) ?? 0) ^ 255));
  await withServer(async (server) => {
    const met = await labels(server);
    assert.ok(met.length === 0 || met.length === both.length);
    await ready(server);
    assert.deepEqual(await labels(server), both);
    assert.deepEqual(server.shown, ["Preparing Pond cells…"]);
  });
  assert.deepEqual(await readFile(path), whole);
});
