import assert from "node:assert/strict";
import { test } from "node:test";
import { bibliographiesOf } from "../../../server/src/workspace/bibliographies.ts";
import type { Environment } from "../../../server/src/workspace/snapshot.ts";
import { fixture } from "../fixture.ts";

/** The found bibliographies' names and the missing ones' in brackets. */
function bibliographies(
  text: string,
  settings?: Record<string, unknown>,
  environment?: Partial<Environment>,
): string[] {
  const { snapshot, manuscript } = fixture(text, settings, environment);
  return bibliographiesOf(snapshot, manuscript).map((use) =>
    use.state === "found"
      ? use.document.uri.replace(/^file:\/\/(?:\/project\/)?/, "")
      : `(${use.state === "missing" ? use.path : ""})`,
  );
}

test("front matter names one or several", () => {
  assert.deepEqual(bibliographies("--- a.md\n---\nbibliography: r/x.bib\n---\n--- r/x.bib\n"), ["r/x.bib"]);
  assert.deepEqual(
    bibliographies("--- d/a.md\n---\nbibliography: [../x.bib, y.json]\n---\n--- x.bib\n--- d/y.json\n[]\n"),
    ["x.bib", "d/y.json"],
  );
});

test("a Quarto project names them for its documents, from its own folder", () => {
  assert.deepEqual(bibliographies("--- ch/one.qmd\nText\n--- _quarto.yml\nbibliography: all.bib\n--- all.bib\n"), [
    "all.bib",
  ]);
});

test("LaTeX: \\bibliography without extension, \\addbibresource with", () => {
  assert.deepEqual(bibliographies("--- a.tex\n\\bibliography{x,y}\n--- x.bib\n--- y.bib\n"), ["x.bib", "y.bib"]);
  assert.deepEqual(bibliographies("--- a.tex\n\\addbibresource{x.bib}\n--- x.bib\n"), ["x.bib"]);
});

test("a LaTeX part uses the bibliographies of the file that takes it in, through others too", () => {
  assert.deepEqual(
    bibliographies(`--- parts/deep/cells.tex
Text<|>
--- main.tex
\\documentclass{article}\\addbibresource{refs.bib}\\input{parts/all}
--- parts/all.tex
\\input{parts/deep/cells}
--- refs.bib
`),
    ["refs.bib"],
  );
});

test("the settings add to what the manuscript names", () => {
  const text = "--- a.md\n---\nbibliography: x.bib\n---\n--- x.bib\n--- mine/zotero.bib\n";
  assert.deepEqual(bibliographies(text, { bibliographies: ["mine/zotero.bib"] }), ["x.bib", "mine/zotero.bib"]);
});

test("without any name, the .bib beside the manuscript", () => {
  assert.deepEqual(bibliographies("--- d/a.md\nText\n--- d/x.bib\n--- other/y.bib\n"), ["d/x.bib"]);
});

test("a missing one is said to be missing", () => {
  assert.deepEqual(bibliographies("--- a.md\n---\nbibliography: [lost.bib, x.bib]\n---\n--- x.bib\n"), [
    "(lost.bib)",
    "x.bib",
  ]);
});

test("what a LaTeX file takes in names bibliographies for all that it takes in", () => {
  const main = "--- main.tex\n\\documentclass{book}\\input{preamble}\\include{ch/one}\n";
  const others = "--- preamble.tex\n\\addbibresource{refs.bib}\n--- refs.bib\n--- other.bib\n";
  assert.deepEqual(bibliographies(`--- ch/one.tex\nText<|>\n${main}${others}`), ["refs.bib"]);
  assert.deepEqual(bibliographies(`${main}--- ch/one.tex\nText\n${others}`), ["refs.bib"]);
});

test("a subfile and a file with a root comment use the main file's, though that doesn't take them in", () => {
  const main = "--- main.tex\n\\documentclass{book}\\addbibresource{refs.bib}\n--- refs.bib\n--- ch/x.bib\n";
  const subfile = "\\documentclass[../main.tex]{subfiles}\n\\begin{document}Text<|>\\end{document}\n";
  assert.deepEqual(bibliographies(`--- ch/one.tex\n${subfile}${main}`), ["refs.bib"]);
  assert.deepEqual(bibliographies(`--- ch/one.tex\n% !TeX root = ../main.tex\nText<|>\n${main}`), ["refs.bib"]);
});

test("\\import and \\subimport take files in from a folder", () => {
  const main = "--- main.tex\n\\addbibresource{refs.bib}\\import{parts/}{one}\n--- refs.bib\n--- parts/x.bib\n";
  assert.deepEqual(
    bibliographies(`--- parts/deep/two.tex\nText<|>\n--- parts/one.tex\n\\subimport{deep/}{two}\n${main}`),
    ["refs.bib"],
  );
});

test("bibliographies and files on TeX's search path are found", () => {
  const bibFolders = ["file:///home/writer/texmf/bibtex/bib/mine"];
  const library = "--- /home/writer/texmf/bibtex/bib/mine/all.bib\n";
  assert.deepEqual(bibliographies(`--- a.tex\n\\bibliography{all}\n${library}`, {}, { bibFolders }), [
    "/home/writer/texmf/bibtex/bib/mine/all.bib",
  ]);
  assert.deepEqual(
    bibliographies(
      "--- a.tex\n\\input{house-style}\n--- /tex/house-style.tex\n\\addbibresource{x.bib}\n--- x.bib\n--- y.bib\n",
      {},
      { texFolders: ["file:///tex"] },
    ),
    ["x.bib"],
  );
});

test("Typst: from the file's folder or the root, for all files of the document", () => {
  const main =
    '--- main.typ\n#include "ch/one.typ"\n#include "back.typ"\n--- back.typ\n#bibliography("/lib/refs.bib")\n';
  assert.deepEqual(bibliographies(`--- ch/one.typ\nText<|>\n${main}--- lib/refs.bib\n--- ch/x.bib\n`), [
    "lib/refs.bib",
  ]);
  assert.deepEqual(bibliographies('--- d/a.typ\n#bibliography("../x.bib")\n--- x.bib\n'), ["x.bib"]);
});

test("Quarto: metadata files, one format's bibliographies, profiles and the index of a book", () => {
  assert.deepEqual(
    bibliographies(`--- ch/one.qmd
Text<|>
--- _quarto.yml
project: {type: book}
metadata-files: [meta/refs.yml]
format: {pdf: {bibliography: print.bib}}
--- _quarto-draft.yml
bibliography: draft.bib
--- index.qmd
---
bibliography: index.bib
---
--- meta/refs.yml
bibliography: shared.bib
--- print.bib
--- draft.bib
--- index.bib
--- meta/shared.bib
`),
    ["index.bib", "print.bib", "meta/shared.bib", "draft.bib"],
  );
  assert.deepEqual(
    bibliographies(
      "--- a.qmd\n---\nformat:\n  pdf:\n    bibliography: p.bib\nbibliography: x.bib\n---\n--- x.bib\n--- p.bib\n",
    ),
    ["p.bib", "x.bib"],
  );
});

test("bookdown: the chapters of a book use what its index names; a child document what its parent does", () => {
  const book = "--- _bookdown.yml\nbook_filename: b\n--- index.Rmd\n---\nbibliography: book.bib\n---\n--- book.bib\n";
  assert.deepEqual(bibliographies(`--- 02-cells.Rmd\nText<|>\n${book}--- other.bib\n`), ["book.bib"]);
  assert.deepEqual(
    bibliographies(`--- parts/child.Rmd
Text<|>
--- main.Rmd
---
bibliography: x.bib
---
\`\`\`{r, child = c("parts/child.Rmd", 'parts/more.Rmd')}
\`\`\`
--- x.bib
--- parts/y.bib
`),
    ["x.bib"],
  );
});

test("MyST and Jupyter Book: the project's file, and the bibliography directive", () => {
  assert.deepEqual(
    bibliographies("--- docs/a.md\nText<|>\n--- myst.yml\nproject: {bibliography: [x.bib]}\n--- x.bib\n"),
    ["x.bib"],
  );
  assert.deepEqual(bibliographies("--- docs/a.md\nText<|>\n--- myst.yml\nversion: 1\n--- x.bib\n"), ["x.bib"]);
  assert.deepEqual(bibliographies("--- a.md\nText<|>\n--- _config.yml\nbibtex_bibfiles: [x.bib]\n--- x.bib\n"), [
    "x.bib",
  ]);
  assert.deepEqual(
    bibliographies("--- a.md\n```{bibliography} r/x.bib\n:style: unsrt\n```\n--- r/x.bib\n--- y.bib\n"),
    ["r/x.bib"],
  );
});

test("Manubot: manual references beside the manuscripts", () => {
  assert.deepEqual(
    bibliographies(
      "--- content/02.cells.md\nText<|>\n--- content/metadata.yaml\ntitle: T\n--- content/manual-references.json\n[]\n",
    ),
    ["content/manual-references.json"],
  );
});
