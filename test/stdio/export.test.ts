/** What the server gives to an export, printed by the Pandoc of this machine, if it has one. */
import assert from "node:assert/strict";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import type { GivenBibliography } from "../../client/src/export/manuscript-export.ts";
import { exportFindings } from "../../client/src/export/messages.ts";
import { manuscriptHtml } from "../../client/src/export/own-html.ts";
import { exportWithPandoc, findPdfEngines } from "../../client/src/export/pandoc.ts";
import { findTool } from "../../client/src/export/programs.ts";
import { nodePrograms } from "../../client/src/node-programs.ts";
import type { ExportFormat } from "../../server/src/protocol.ts";
import { startServer } from "./server.ts";

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

const { ask, open, stop } = await startServer(folder);
// The manuscript is in no file: it is exported as it stands in the editor.
await open(uri, review);

after(async () => {
  await stop();
  await rm(folder, { recursive: true });
});

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
