import assert from "node:assert/strict";
import { test } from "node:test";
import { exportFindings } from "../../../client/src/export/messages.ts";

const manuscript = `---
title: Niches
bibliography: refs.bib
csl: styles/none.csl
---

Niches form [@doe2020; @nobody1999], see @nobody1999.

![Niche](figures/niche.png)

Text[^1] has $\\foo{x}$ and 5 µg.

[^1]: once

# Liver {#liver}

# Lung {#liver}
`;

const lines = manuscript.split("\n");
const nobody = [...manuscript.matchAll(/nobody1999/g)].map(({ index }) => {
  const before = manuscript.slice(0, index).split("\n");
  const line = before.length - 1;
  const character = before.at(-1)?.length ?? 0;
  return { key: "nobody1999", range: { start: { line, character }, end: { line, character: character + 10 } } };
});

/** Each finding as its severity, its line from 1, what stands at its place, and the message. */
function findingsOf(said: string, { succeeded = false, text = manuscript } = {}): string[] {
  return exportFindings(said, succeeded, { text, citations: nobody }).map(({ severity, message, range }) => {
    const { start, end } = range;
    assert.equal(start.line, end.line);
    const at = text.split("\n")[start.line]?.slice(start.character, end.character);
    return `${severity} ${start.line + 1} «${at}» ${message}`;
  });
}

test("an unknown citation is found wherever it is cited", () => {
  assert.deepEqual(findingsOf("[WARNING] Citeproc: citation nobody1999 not found\n", { succeeded: true }), [
    "warning 7 «nobody1999» Citeproc: citation nobody1999 not found",
    "warning 7 «nobody1999» Citeproc: citation nobody1999 not found",
  ]);
});

test("warnings with a line, a file or a formula are at their places", () => {
  const said = `[WARNING] Duplicate note reference '1' at line 13 column 1
[WARNING] Duplicate identifier 'liver' at line 18 column 1
[WARNING] Could not fetch resource figures/niche.png: replacing image with description
[INFO] Loaded refs.bib from refs.bib
[WARNING] Could not convert TeX math \\foo{x}, rendering as TeX:
  \\foo{x}
      ^
  unexpected control sequence \\foo
  expecting "%", "\\\\label", "\\\\tag", "\\\\nonumber" or whitespace
`;
  assert.deepEqual(findingsOf(said, { succeeded: true }), [
    "warning 13 «[^1]: once» Duplicate note reference '1' at line 13 column 1",
    "warning 17 «liver» Duplicate identifier 'liver' at line 18 column 1",
    "warning 9 «figures/niche.png» Could not fetch resource figures/niche.png: replacing image with description",
    "warning 11 «\\foo{x}» Could not convert TeX math \\foo{x}, rendering as TeX: \\foo{x} unexpected control sequence \\foo",
  ]);
});

test("the place of a fault in the metadata counts from the line that opens them", () => {
  const text = "Before.\n\n---\ntitle: a: b\n---\n";
  const fault = "YAML parse exception at line 1, column 8:\nmapping values are not allowed in this context\n";
  const message = "YAML parse exception at line 1, column 8: mapping values are not allowed in this context";
  assert.deepEqual(findingsOf(fault, { text }), [`error 4 «: b» ${message}`]);
  const later = `Error parsing YAML metadata at "-" (line 3, column 1):\n${fault}`;
  assert.deepEqual(findingsOf(later, { text: `---\na: 1\n---\ntitle: a: b\n---\n` }), [
    `error 4 «: b» Error parsing YAML metadata at "-" (line 3, column 1): ${message}`,
  ]);
});

test("a file that is missing or can't be read is at its name", () => {
  assert.deepEqual(findingsOf("File styles/none.csl not found in resource path\n"), [
    "error 4 «styles/none.csl» File styles/none.csl not found in resource path",
  ]);
  assert.deepEqual(
    findingsOf("Error reading bibliography file refs.bib:\n(line 2, column 1):\nunexpected end of input\n"),
    ["error 3 «refs.bib» Error reading bibliography file refs.bib: (line 2, column 1): unexpected end of input"],
  );
  assert.deepEqual(findingsOf("pandoc: none.docx: openBinaryFile: does not exist (No such file or directory)\n"), [
    "error 1 «---» none.docx: openBinaryFile: does not exist (No such file or directory)",
  ]);
});

test("LaTeX's errors are where the text before them ends", () => {
  const text = "---\ntitle: A\n---\n\nFirst 5 µ here.\n\nSee \\unheard{x}, $a^2^3$ and \\usepackage{unheardof}.\n";
  const undefined_ = "Error producing PDF.\n! Undefined control sequence.\nl.60 See \\unheard\n\n";
  assert.deepEqual(findingsOf(undefined_, { text }), [
    "error 7 «See \\unheard» LaTeX: Undefined control sequence. \\unheard",
  ]);
  const formula = "Error producing PDF.\n! Double superscript.\nl.60 See some words, \\(a^2^\n\n";
  assert.deepEqual(findingsOf(formula, { text }), ["error 7 «$a^2^» LaTeX: Double superscript."]);
  const sign =
    "Error producing PDF.\n! LaTeX Error: Unicode character µ (U+00B5)\n               not set up for use with LaTeX.\n\nSee the LaTeX manual or LaTeX Companion for explanation.\nType  H <return>  for immediate help.\n ...\n\nl.58 First 5 µ\n\n";
  assert.deepEqual(findingsOf(sign, { text }), [
    "error 5 «µ» LaTeX: Unicode character µ (U+00B5) not set up for use with LaTeX.",
  ]);
  const file =
    "Error producing PDF.\n! LaTeX Error: File `unheardof.sty' not found.\n\nType X to quit or <RETURN> to proceed,\nor enter new name. (Default extension: sty)\n\nEnter file name: \n! Emergency stop.\n<read *> \n         \nl.48 \\ifLuaTeX\n\n";
  assert.deepEqual(findingsOf(file, { text }), ["error 7 «unheardof» LaTeX: File `unheardof.sty' not found."]);
});

test("a missing LaTeX is told of in plain words", () => {
  const said =
    "xelatex not found. Please select a different --pdf-engine or install xelatex -- see also /usr/share/doc/pandoc\n";
  assert.deepEqual(findingsOf(said), [
    "error 1 «---» xelatex, which makes the PDF, is not installed, or not on the PATH.",
  ]);
});

test("a place outside the text, as in a text that was cut short, is its last line", () => {
  assert.deepEqual(findingsOf("Error at (line 99, column 2):\nunexpected end of input\n\n ^\n"), [
    `error ${lines.length} «» Error at (line 99, column 2): unexpected end of input`,
  ]);
});

test("what is said of the work in progress is no finding", () => {
  const said = "pandoc \n  to: docx\n  output-file: niches.docx\n\nOutput created: niches.docx\n\n";
  assert.deepEqual(findingsOf(said, { succeeded: true }), []);
  assert.deepEqual(findingsOf(`${said}\u001B[31mERROR: No such engine\u001B[39m\n`), ["error 1 «---» No such engine"]);
});
