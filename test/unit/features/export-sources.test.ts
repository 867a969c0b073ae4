import assert from "node:assert/strict";
import { test } from "node:test";
import { exportSources } from "../../../server/src/features/export-sources.ts";
import type { ExportFormat } from "../../../server/src/syntax/pandoc-options.ts";
import { fileNameOf } from "../../../server/src/text/uri.ts";
import { fixture, placeOf } from "../fixture.ts";

const entry = "@article{doe20, author = {Doe, Jane}, title = {An invented title}, year = 2020}";

function optionsOf(frontMatter: string, format: ExportFormat) {
  const { snapshot, manuscript } = fixture(`--- review.md\n---\n${frontMatter}\n---\n\nText.\n`);
  return exportSources(snapshot, manuscript, format).options;
}

/** Each bibliography as its name, whether the manuscript names it, and its text where Pandoc gets another. */
function bibliographiesOf(files: string) {
  const { snapshot, manuscript } = fixture(files);
  return exportSources(snapshot, manuscript, "docx").bibliographies.map(({ document, isNamed, text }) => [
    fileNameOf(document.uri),
    isNamed,
    text,
  ]);
}

test("bibliographies that the manuscript names, and those that it does not", () => {
  assert.deepEqual(
    bibliographiesOf(`--- review.md\n---\nbibliography: own.bib\n---\n[@doe20]\n--- own.bib\n${entry}\n`),
    [["own.bib", true, undefined]],
  );
  assert.deepEqual(bibliographiesOf(`--- review.md\n[@doe20]\n--- own.bib\n${entry}\n`), [
    ["own.bib", false, undefined],
  ]);
  assert.deepEqual(
    bibliographiesOf(`--- review.tex\n\\cite{doe20}\\bibliography{refs/own}\n--- refs/own.bib\n${entry}\n`),
    [["own.bib", true, undefined]],
  );
});

test("a bibliography in a format that Pandoc may not read is given as CSL-JSON", () => {
  const ris = "TY  - JOUR\nID  - doe20\nAU  - Doe, Jane\nTI  - An invented title\nPY  - 2020\nER  - \n";
  const [[name, , text] = []] = bibliographiesOf(
    `--- review.md\n---\nbibliography: own.ris\n---\n[@doe20]\n--- own.ris\n${ris}`,
  );
  assert.equal(name, "own.ris");
  const [item] = JSON.parse(String(text)) as { id: string; title: string }[];
  assert.deepEqual([item?.id, item?.title], ["doe20", "An invented title"]);
});

test("a bibliography that is named but not there is told of", () => {
  const { snapshot, manuscript } = fixture(
    `--- review.md\n---\nbibliography: [own.bib, gone.bib]\n---\n[@doe20]\n--- own.bib\n${entry}\n`,
  );
  const { missing } = exportSources(snapshot, manuscript, "docx");
  assert.deepEqual(
    missing.map(({ path, span }) => `${path} ${placeOf(manuscript, span)}`),
    ["gone.bib 2:25-33"],
  );
});

test("each citation has its place, and so have cross-references, which Pandoc takes for citations", () => {
  const { snapshot, manuscript } = fixture("--- review.qmd\nSee [@doe20; @doe20] and @fig-one.\n");
  const { citations } = exportSources(snapshot, manuscript, "docx");
  assert.deepEqual(
    citations.map(({ key, span }) => `${key} ${placeOf(manuscript, span)}`),
    ["doe20 1:7-12", "doe20 1:15-20", "fig-one 1:27-34"],
  );
});

test("the front matter asks for arguments in Pandoc's, Quarto's and R Markdown's words", () => {
  const quarto =
    "toc: true\nformat:\n  docx:\n    reference-doc: house.docx\n    toc: false\n  pdf:\n    pdf-engine: lualatex";
  assert.deepEqual(optionsOf(quarto, "docx"), { arguments: ["--reference-doc=house.docx"], pdfEngine: undefined });
  assert.deepEqual(optionsOf(quarto, "pdf"), { arguments: ["--toc"], pdfEngine: "lualatex" });
  const rmarkdown =
    "output:\n  bookdown::word_document2:\n    reference_docx: house.docx\n    number_sections: true\n    pandoc_args: [--wrap=none]";
  assert.deepEqual(optionsOf(rmarkdown, "docx").arguments, [
    "--number-sections",
    "--reference-doc=house.docx",
    "--wrap=none",
  ]);
  assert.deepEqual(optionsOf("defaults: [house.yaml, own.yaml]", "html").arguments, [
    "--defaults=house.yaml",
    "--defaults=own.yaml",
  ]);
});

test("the front matter can't say where the export goes", () => {
  const asked = "pandoc_args: ['--output=/etc/hosts', '-o', '/etc/hosts', '-o/etc/hosts', '--to=html', --toc-depth=2]";
  assert.deepEqual(optionsOf(asked, "docx").arguments, ["--toc-depth=2"]);
});

test("of metadata with a fault counts what can be read, if anything", () => {
  assert.deepEqual(optionsOf("toc: true\ntitle: a: b", "docx").arguments, ["--toc"]);
  assert.deepEqual(optionsOf("toc: true\ntitle: *nowhere", "docx").arguments, []);
});
