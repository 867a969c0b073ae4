import assert from "node:assert/strict";
import { test } from "node:test";
import { bibliographiesOf } from "../../../server/src/workspace/bibliographies.ts";
import { fixture } from "../fixture.ts";

/** The found bibliographies' names and the missing ones' in brackets. */
function bibliographies(text: string, settings?: Record<string, unknown>): string[] {
  const { snapshot, manuscript } = fixture(text, settings);
  return bibliographiesOf(snapshot, manuscript).map((use) =>
    use.state === "found"
      ? use.document.uri.slice("file:///project/".length)
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
