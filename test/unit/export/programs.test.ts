import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { ManuscriptExport } from "../../../client/src/export/manuscript-export.ts";
import { exportWithPandoc, pandocArguments } from "../../../client/src/export/pandoc.ts";
import { findTool, isAtLeast, versionIn } from "../../../client/src/export/programs.ts";
import { exportWithQuarto } from "../../../client/src/export/quarto.ts";
import { nodePrograms } from "../../../client/src/node-programs.ts";

const sources = { syntax: "markdown", style: null, arguments: [], pdfEngine: null } as const;
const isPosix = process.platform !== "win32";

async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "export-test-"));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A program in the shell's language. */
async function programIn(folder: string, script: string): Promise<string> {
  const path = join(folder, "program");
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

function manuscriptIn(folder: string, format: ManuscriptExport["format"]): ManuscriptExport {
  return { format, text: "# A\n", folder, otherFolders: [], sources, bibliographies: [] };
}

test("versions are read from what Pandoc and Quarto say, and compared as numbers", () => {
  assert.equal(versionIn("pandoc 2.17.1.1\nCompiled with pandoc-types 1.22.2.1\n"), "2.17.1.1");
  assert.equal(versionIn("1.4.550\n"), "1.4.550");
  assert.equal(versionIn("who knows\n"), "");
  assert.equal(isAtLeast("2.9.2", "2.11"), false);
  assert.equal(isAtLeast("2.11", "2.11"), true);
  assert.equal(isAtLeast("3.1", "2.19.2"), true);
  assert.equal(isAtLeast("", "2.11"), true);
});

test("Pandoc's arguments", () => {
  const made = {
    version: "2.17",
    pathSeparator: ":",
    files: { bibliographies: ["/a b/refs.bib"], style: "/tmp/x/style.csl" },
    engine: undefined,
    output: "/tmp/x/export.html",
  };
  const html = { format: "html", sources, folder: "/a b", otherFolders: ["/w"] } as const;
  assert.deepEqual(pandocArguments(html, made), [
    "--from=markdown",
    "--to=html",
    "--standalone",
    "--citeproc",
    "--resource-path=/a b:/w",
    "--bibliography=/a b/refs.bib",
    "--csl=/tmp/x/style.csl",
    "--mathml",
    "--self-contained",
    "--output=/tmp/x/export.html",
  ]);
  assert.ok(pandocArguments(html, { ...made, version: "3.1.9" }).includes("--embed-resources"));
  const pdf = pandocArguments({ ...html, format: "pdf" }, { ...made, engine: "xelatex", output: "/tmp/x/export.pdf" });
  assert.ok(pdf.includes("--pdf-engine=xelatex"));
  assert.ok(!pdf.some((argument) => argument.startsWith("--to")));
  const asked = { ...html, sources: { ...sources, arguments: ["--toc"] } };
  assert.deepEqual(pandocArguments(asked, made).slice(-2), ["--toc", "--output=/tmp/x/export.html"]);
});

test("a program is found by its path, with its version", { skip: !isPosix }, async () => {
  await inFolder(async (folder) => {
    const path = await programIn(folder, 'echo "pandoc 9.8.7"');
    assert.deepEqual(await findTool(nodePrograms, "pandoc", path), { path, version: "9.8.7" });
    await assert.rejects(findTool(nodePrograms, "pandoc", join(folder, "none")), /no program at .*none/);
  });
});

test("arguments and input reach the program as they are", { skip: !isPosix }, async () => {
  await inFolder(async (folder) => {
    const path = await programIn(folder, 'cat; for it in "$@"; do echo "<$it>"; done; echo "$PWD" >&2');
    const given = ["$(touch hit)", "a b", "; touch hit", '"'];
    const { output, status } = await nodePrograms.run(path, given, { folder, input: "µ\n" });
    assert.equal(output, `µ\n${given.map((it) => `<${it}>\n`).join("")}`);
    assert.equal(status, 0);
    assert.deepEqual(await readdir(folder), ["program"]);
  });
});

test("cancelling ends the program and what it has started", { skip: !isPosix, timeout: 30_000 }, async () => {
  await inFolder(async (folder) => {
    const path = await programIn(folder, "sleep 1000 & echo started >&2\nwait");
    const aborter = new AbortController();
    const onErrors = () => aborter.abort(new Error("Cancelled"));
    // This ends only when every process that could still write has ended.
    await assert.rejects(nodePrograms.run(path, [], { signal: aborter.signal, onErrors }), /Cancelled/);
  });
});

test("a Pandoc without a citation processor is refused", { skip: !isPosix }, async () => {
  await inFolder(async (folder) => {
    const pandoc = { path: await programIn(folder, "exit 1"), version: "2.9.2" };
    await assert.rejects(exportWithPandoc(nodePrograms, pandoc, manuscriptIn(folder, "docx")), /2\.9\.2 is too old/);
  });
});

test("Quarto gets a copy of the text beside the manuscript, and leaves nothing there", { skip: !isPosix }, async () => {
  await inFolder(async (folder) => {
    const script = [
      'copy="$2"; mkdir -p out; echo "made from $(cat "$copy")" > "out/$6"',
      'echo "Output created: out/$6" >&2; mkdir "$(basename "$copy" .qmd)_files"',
    ].join("\n");
    const quarto = { path: await programIn(folder, script), version: "1.4" };
    const wanted = { ...manuscriptIn(folder, "docx"), name: "my review.qmd", mark: "1a2b" };
    const { content } = await exportWithQuarto(nodePrograms, quarto, wanted);
    assert.equal(new TextDecoder().decode(content), "made from # A\n");
    assert.deepEqual((await readdir(folder)).sort(), ["out", "program"]);
    assert.deepEqual(await readdir(join(folder, "out")), []);
    const failing = { path: await programIn(folder, 'echo "ERROR: no" >&2; exit 1'), version: "1.4" };
    assert.deepEqual(await exportWithQuarto(nodePrograms, failing, wanted), {
      content: undefined,
      said: "ERROR: no\n",
    });
    assert.ok(!existsSync(join(folder, "my review-export-1a2b.qmd")));
  });
});
