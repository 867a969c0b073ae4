/** What the server gives to an export, printed by the Pandoc of this machine, if it has one. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";
import type { GivenBibliography } from "../../client/src/export/manuscript-export.ts";
import { exportFindings } from "../../client/src/export/messages.ts";
import { manuscriptHtml } from "../../client/src/export/own-html.ts";
import { exportWithPandoc, findPdfEngines } from "../../client/src/export/pandoc.ts";
import { findTool } from "../../client/src/export/programs.ts";
import { nodePrograms } from "../../client/src/node-programs.ts";
import type { ExportFormat, Requests } from "../../server/src/protocol.ts";

const root = join(import.meta.dirname, "../..");
const folder = await mkdtemp(join(tmpdir(), "biomanuscript-export-"));
const uri = pathToFileURL(join(folder, "review.md")).href;
const review = `---
title: Niches
csl: apa
---

Niches form [see @doe20, p. 3; @nobody99]. So says @doe20.

![A niche](figure.svg)
`;
const own =
  "@article{doe20, author = {Doe, Jane}, title = {An invented title}, journal = {Journal of Examples}, year = {2020}}\n";
await writeFile(join(folder, "own.bib"), own);
await writeFile(join(folder, "figure.svg"), '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');

const pandoc = await findTool(nodePrograms, "pandoc", "");
const withoutPandoc = pandoc ? false : "Pandoc is not installed here";
const engines = pandoc ? await findPdfEngines(nodePrograms, pandoc, null) : [];

const server = spawn(process.execPath, [join(root, "dist/node/server.cjs"), "--stdio"], {
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
});
await connection.sendNotification("initialized", {});
// The manuscript is in no file: it is exported as it stands in the editor.
await connection.sendNotification("textDocument/didOpen", {
  textDocument: { uri, languageId: "markdown", version: 1, text: review },
});

after(async () => {
  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  await once(server, "exit");
  connection.dispose();
  await rm(folder, { recursive: true });
});

function ask<Method extends keyof Requests & string>(method: Method, params: Requests[Method]["params"]) {
  return connection.sendRequest<Requests[Method]["result"]>(method, params);
}

async function exported(format: ExportFormat, text = review) {
  assert.ok(pandoc);
  const sources = await ask("biomanuscript/exportSources", { uri, format });
  const bibliographies = sources.bibliographies.map((it): GivenBibliography => ({ path: new URL(it.uri).pathname }));
  const wanted = { format, text, folder, otherFolders: [], sources, bibliographies };
  const { content, said } = await exportWithPandoc(nodePrograms, pandoc, wanted);
  const findings = exportFindings(said, content !== undefined, { text, citations: sources.citations });
  return {
    content: content && new TextDecoder("latin1").decode(content),
    text: content && new TextDecoder().decode(content),
    findings: findings.map(({ severity, range, message }) => `${severity} ${range.start.line + 1} ${message}`),
  };
}

/** What stands in the text of a page, on one line. */
function shown(html: string | undefined): string {
  return (html ?? "")
    .replace(/<[^>]*>/g, "")
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, " ");
}

test("HTML by Pandoc prints the citations as our own rendering does", { skip: withoutPandoc }, async () => {
  const { text, findings } = await exported("html");
  const printed = "Niches form (see Doe, 2020, p. 3; nobody99?). So says Doe (2020).";
  assert.ok(shown(text).includes(printed), shown(text));
  assert.deepEqual(findings, ["warning 6 Citeproc: citation nobody99 not found"]);
  assert.match(text ?? "", /src="data:image\/svg/);
  const facts = await ask("biomanuscript/printedManuscript", { uri });
  assert.ok(facts);
  const ours = shown(manuscriptHtml({ text: review, facts, uri, target: uri }));
  for (const part of [
    "Niches form (see Doe, 2020, p. 3",
    "So says Doe (2020).",
    "Doe, J. (2020). An invented title.",
  ]) {
    assert.ok(ours.includes(part), ours);
  }
});

test("Word and JATS", { skip: withoutPandoc }, async () => {
  assert.match((await exported("docx")).content ?? "", /^PK/);
  const jats = (await exported("jats")).text ?? "";
  assert.match(jats, /<article-title>Niches<\/article-title>/);
  assert.match(jats, /<ref id="ref-doe20">/);
});

test("PDF, or why there is none", { skip: withoutPandoc }, async () => {
  if (engines.length === 0) await assert.rejects(exported("pdf"), /A PDF is made by LaTeX, which is not installed/);
  else {
    const text = review.replace("![A niche](figure.svg)", "");
    assert.match((await exported("pdf", text)).content ?? "", /^%PDF/);
    const { content, findings } = await exported("pdf", `${text}\nSee \\unheardof{x}.\n`);
    assert.equal(content, undefined);
    assert.match(findings.join("\n"), /error \d+ /);
  }
});

test("a fault in the metadata is at its line, and nothing is left in the folder", { skip: withoutPandoc }, async () => {
  const before = await readdir(folder);
  const { content, findings } = await exported("html", review.replace("title: Niches", "title: a: b"));
  assert.equal(content, undefined);
  assert.equal(findings.length, 1);
  assert.match(findings[0] ?? "", /^error 2 .*mapping values are not allowed in this context$/s);
  assert.deepEqual(await readdir(folder), before);
});
