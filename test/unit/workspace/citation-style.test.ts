import assert from "node:assert/strict";
import { test } from "node:test";
import { missingStyle } from "../../../server/src/checks/missing-style.ts";
import { citationStyleOf } from "../../../server/src/workspace/citation-style.ts";
import { fixture, placeOf } from "../fixture.ts";

const style = (title: string): string => `<style class="in-text"><info><title>${title}</title></info>
<citation><layout><text variable="citation-number"/></layout></citation></style>
`;
const dependent = (parent: string, locale = ""): string => `<style ${locale}><info><title>Dependent</title>
<link href="http://www.zotero.org/styles/${parent}" rel="independent-parent"/></info></style>
`;

/** The style in use, its language, and what is reported of it. */
function chosen(text: string, settings: Readonly<Record<string, unknown>> = {}) {
  const styleFolders = ["file:///downloaded", "file:///system/styles"];
  const { snapshot, manuscript } = fixture(text, settings, { styleFolders });
  const { source, language } = citationStyleOf(snapshot, manuscript);
  const problems = missingStyle.run(snapshot, manuscript);
  return {
    style: typeof source === "string" ? source : source.uri.replace("file:///", ""),
    ...(language !== undefined && { language }),
    ...(problems.length > 0 && {
      problems: problems.map(({ span, message }) => `${placeOf(manuscript, span)} ${message}`),
    }),
  };
}

test("without a name the style of the settings counts, else the default", () => {
  assert.deepEqual(chosen("Text."), { style: "vancouver" });
  assert.deepEqual(chosen("Text.", { citationStyle: "apa" }), { style: "apa" });
  assert.deepEqual(chosen(`--- a.tex\nText.\n--- my/own.csl\n${style("Own")}`, { citationStyle: "my/own.csl" }), {
    style: "project/my/own.csl",
  });
});

test("a path counts from the manuscript, its project and the workspace", () => {
  assert.deepEqual(chosen(`--- a/b.md\n---\ncsl: ../own.csl\n---\n--- own.csl\n${style("Own")}`), {
    style: "project/own.csl",
  });
  assert.deepEqual(chosen(`--- a/b.md\n---\ncsl: "own.csl"\n---\n--- own.csl\n${style("Own")}`), {
    style: "project/own.csl",
  });
});

test("a name is that of a file beside the manuscript, of a bundled style, or of a file in a folder for styles", () => {
  assert.deepEqual(chosen(`---\ncsl: apa\n---\n`), { style: "apa" });
  assert.deepEqual(chosen(`--- b.md\n---\ncsl: apa\n---\n--- apa.csl\n${style("Own")}`), { style: "project/apa.csl" });
  assert.deepEqual(chosen(`--- b.md\n---\ncsl: gut\n---\n--- /system/styles/gut.csl\n${style("Gut")}`), {
    style: "system/styles/gut.csl",
  });
  const ours = `--- b.md\n---\ncsl: gut\n---\n--- /home/writer/csl/gut.csl\n${style("Gut")}`;
  assert.deepEqual(chosen(ours, { styleFolders: ["~/csl"] }), { style: "home/writer/csl/gut.csl" });
});

test("an address stands for the style of its last part", () => {
  const named = `--- b.md\n---\ncsl: https://www.zotero.org/styles/gut\n---\n`;
  assert.deepEqual(chosen(`${named}--- /downloaded/gut.csl\n${style("Gut")}`), { style: "downloaded/gut.csl" });
  assert.deepEqual(chosen(named).problems, [
    "2:6-39 The citation style “https://www.zotero.org/styles/gut” is not on this machine. Choose Citation Style can download it, where the CSL project has it.",
  ]);
});

test("Quarto's and R Markdown's formats and project files name styles", () => {
  const own = `--- own.csl\n${style("Own")}`;
  assert.deepEqual(chosen(`--- a.qmd\n---\nformat:\n  html:\n    csl: own.csl\n---\n${own}`), {
    style: "project/own.csl",
  });
  assert.deepEqual(chosen(`--- a.qmd\nText.\n--- _quarto.yml\ncsl: own.csl\nlang: fr\n${own}`), {
    style: "project/own.csl",
    language: "fr",
  });
});

test("Typst's names and paths, whatever else the bibliography is given", () => {
  const bibliography = (given: string) => `--- a.typ\n#bibliography("refs.bib", title: [Works], ${given})\n`;
  assert.deepEqual(chosen(bibliography('style: "american-psychological-association"')), { style: "apa" });
  assert.deepEqual(chosen(`${bibliography('style: "own.csl"')}--- own.csl\n${style("Own")}`), {
    style: "project/own.csl",
  });
  // Typst has it, and nothing is wrong with the manuscript.
  assert.deepEqual(chosen(bibliography('style: "copernicus"')), { style: "vancouver" });
});

test("a dependent style gives its parent's layout in its own language, which the front matter's precedes", () => {
  const files = `--- /system/styles/dependent/heart.csl\n${dependent("gut", 'default-locale="de-DE"')}--- /system/styles/gut.csl\n${style("Gut")}`;
  const environment = { styleFolders: ["file:///system/styles", "file:///system/styles/dependent"] };
  for (const [front, language] of [
    ["csl: heart", "de-DE"],
    ["csl: heart\nlang: pt-BR", "pt-BR"],
  ] as const) {
    const { snapshot, manuscript } = fixture(`--- a.md\n---\n${front}\n---\n${files}`, {}, environment);
    const found = citationStyleOf(snapshot, manuscript);
    assert.equal(typeof found.source === "string" ? "" : found.source.uri, "file:///system/styles/gut.csl");
    assert.deepEqual([found.language, found.fault], [language, undefined]);
  }
  assert.deepEqual(chosen(`--- a.md\n---\ncsl: heart.csl\n---\n--- heart.csl\n${dependent("apa")}`), { style: "apa" });
  assert.deepEqual(chosen(`--- a.md\n---\ncsl: heart.csl\n---\n--- heart.csl\n${dependent("gut")}`).problems, [
    "2:6-15 The citation style “heart.csl” can't be used: it takes everything from “gut”, which is not on this machine.",
  ]);
});

test("what can't be used is told with its place, and the settings' style stands in", () => {
  const faulty = "<style>\n  <info/>\n  <citation>\n</style>\n";
  assert.deepEqual(chosen(`--- a.md\n---\ncsl: own.csl\n---\n--- own.csl\n${faulty}`, { citationStyle: "apa" }), {
    style: "apa",
    problems: ["2:6-13 The citation style “own.csl” can't be used: line 4, column 1: </style> closes no open element."],
  });
  assert.deepEqual(chosen("---\ncsl: lost.csl\n---\n"), {
    style: "vancouver",
    problems: ["2:6-14 The citation style “lost.csl” can't be read: there is no such file."],
  });
  assert.equal(chosen("Text.", { citationStyle: "lost.csl" }).problems?.length, 1);
});

test("a name of no style is none, whatever else has it", () => {
  assert.match(chosen("---\ncsl: constructor\n---\n").problems?.[0] ?? "", /“constructor” is not on this machine/);
});

test("a language that can't be one is no part of a file's name", () => {
  assert.deepEqual(chosen("---\nlang: ../../x\n---\n"), { style: "vancouver" });
});
