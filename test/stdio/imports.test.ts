/** Imports over standard input, against a local server that speaks the services' formats. */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, beforeEach, test } from "node:test";
import { pathToFileURL } from "node:url";
import { CancellationTokenSource, type CodeAction } from "vscode-languageserver-protocol/node";
import type { ImportReport } from "../../server/src/protocol.ts";
import { reference, startServices } from "../services.ts";
import { startServer } from "./server.ts";

const folder = await mkdtemp(join(tmpdir(), "biomanuscript-import-"));
const services = await startServices();
const uri = pathToFileURL(join(folder, "review.md")).href;
const bibliography = pathToFileURL(join(folder, "own.bib")).href;
const doi = reference("aceto2014circulating").DOI ?? "";
const review = `---\nbibliography: own.bib\n---\n\nClusters [@doi:${doi}].\n`;
const own = "@book{own, title = {Own}}\n";
await writeFile(join(folder, "review.md"), review);
await writeFile(join(folder, "own.bib"), own);

const { ask, connection, open, stop } = await startServer(folder, {
  settings: { import: { services: services.setting } },
  importsReferences: true,
});
await open(uri, review);

beforeEach(() => {
  services.requests.length = 0;
  services.faults.length = 0;
});

after(async () => {
  services.close();
  await stop();
  await rm(folder, { recursive: true });
});

function told({ items }: ImportReport): string[] {
  return items.map(({ line, state, key, reason }) => [line, state, key ?? reason].join(" "));
}

test("an identifier is cited: the quick fix imports it, and the citation gets the new key", async () => {
  const range = { start: { line: 4, character: 14 }, end: { line: 4, character: 14 } };
  const params = { textDocument: { uri }, range, context: { diagnostics: [] } };
  const actions = await connection.sendRequest<CodeAction[]>("textDocument/codeAction", params);
  const command = actions.find(({ title }) => title.startsWith("Import “doi:"))?.command;
  assert.equal(command?.command, "biomanuscript.importReferences");
  const report = await ask("biomanuscript/importReferences", command.arguments?.[0]);
  assert.deepEqual(told(report), ["1 added aceto2014circulating"]);
  const { changes, create } = report.edits;
  assert.deepEqual(create, []);
  assert.deepEqual(
    changes[uri]?.map(({ newText }) => newText),
    ["aceto2014circulating"],
  );
  assert.match(changes[bibliography]?.[0]?.newText ?? "", /^\n@article\{aceto2014circulating,/);
});

test("records are cited where the writer asks for it, beside what stands there and under the keys of what is known", async () => {
  const text = "@book{again, title = {Own}, isbn = {1}}\n\n@book{own, title = {Own}}\n";
  const cite = (character: number) =>
    ask("biomanuscript/importReferences", { uri, text, cite: { line: 4, character } });
  const report = await cite(8);
  assert.deepEqual(told(report), ["1 added again", "3 known own"]);
  assert.deepEqual(report.citation, {
    range: { start: { line: 4, character: 8 }, end: { line: 4, character: 8 } },
    newText: " [@again; @own]",
  });
  assert.deepEqual(Object.keys(report.edits.changes), [bibliography]);
  const joined = await cite(review.split("\n")[4]?.indexOf("@doi") ?? 0);
  assert.match(joined.citation?.newText ?? "", /^; @again; @own$/);
  const missing = await ask("biomanuscript/importReferences", {
    uri,
    text: "10.1000/nowhere",
    cite: { line: 4, character: 8 },
  });
  assert.equal(missing.citation, undefined);
});

test("what is missing, fails or is no identifier is told line by line, and nothing is written", async () => {
  services.faults.push({ status: 403 });
  const refused = await ask("biomanuscript/importReferences", { uri, text: "PMID:12345678" });
  assert.deepEqual(told(refused), ["1 failed PubMed refuses the request (403)."]);
  const report = await ask("biomanuscript/importReferences", { uri, text: "10.1000/nowhere\n\n10.10O0/x\n" });
  assert.deepEqual(told(report), [
    "1 missing Crossref and DataCite have no such work.",
    "3 unreadable This is no DOI, PMID, PMCID or arXiv identifier, nor a record of a bibliography.",
  ]);
  assert.deepEqual(report.edits, { create: [], changes: {} });
  assert.equal(await readFile(join(folder, "own.bib"), "utf8"), own);
});

test("a cancelled import answers as cancelled, ends its request and changes nothing", async () => {
  const source = new CancellationTokenSource();
  services.faults.push({ status: 0, silent: true });
  const asked = services.asked();
  const answer = connection.sendRequest("biomanuscript/importReferences", { uri, text: "10.1000/late" }, source.token);
  await asked;
  source.cancel();
  await assert.rejects(answer, { code: -32800 });
  assert.equal(await readFile(join(folder, "own.bib"), "utf8"), own);
});

test("Zotero is searched, and an item found is imported under its own key without the network", async () => {
  const [found] = (await ask("biomanuscript/searchZotero", { query: "aceto circulating", limit: 5 })) ?? [];
  assert.equal(found?.item.key, "zotero-aceto2014circulating");
  services.requests.length = 0;
  const report = await ask("biomanuscript/importReferences", { uri, text: found.record });
  assert.deepEqual(told(report), ["1 added zotero-aceto2014circulating"]);
  assert.deepEqual(services.requests, []);
});

test("bibliographies to import into, and a file that is none", async () => {
  assert.deepEqual(await ask("biomanuscript/importTargets", { uri }), [{ uri: bibliography, name: "own.bib" }]);
  await assert.rejects(ask("biomanuscript/importTargets", { uri: `${uri}.nothing` }), /Open a manuscript/);
  const target = `${bibliography}.ris`;
  await assert.rejects(
    ask("biomanuscript/importReferences", { uri, text: "PMID:1", target }),
    /is no bibliography of review\.md/,
  );
});
