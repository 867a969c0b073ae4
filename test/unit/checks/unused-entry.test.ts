import assert from "node:assert/strict";
import { test } from "node:test";
import { findingsOf } from "../../../server/src/checks/all.ts";
import { isBibliography } from "../../../server/src/syntax/bibliography.ts";
import { textAfter } from "../../../server/src/workspace/edit.ts";
import { withoutFile } from "../../../server/src/workspace/snapshot.ts";
import { fixture } from "../fixture.ts";

const entry = (key: string, more = "") =>
  `@article{${key}, author = {Zhou, Li}, title = {Niches}${more}, year = 2022}\n`;
const bib = `--- refs.bib\n${entry("a", ", crossref = {c}")}\n${entry("b")}\n${entry("c")}`;

function unusedIn(text: string, settings?: Record<string, unknown>) {
  const { snapshot } = fixture(text, settings);
  const document = [...snapshot.documents.values()].find(isBibliography);
  assert.ok(document);
  const findings = findingsOf(snapshot, document).filter(({ code }) => code === "unused-entry");
  return { snapshot, document, findings, keys: findings.map(({ span }) => document.text.slice(span.start, span.end)) };
}

test("what is neither cited nor named by a cited entry is unused, and removed with its blank line", () => {
  const { document, findings, keys } = unusedIn(`--- review.tex\n\\bibliography{refs}\nA \\cite{a}.\n${bib}`);
  assert.deepEqual(keys, ["b"]);
  assert.equal(findings[0]?.unnecessary, true);
  const edits = findings[0]?.fixes()[0]?.edit.edits ?? [];
  assert.equal(textAfter(document.text, edits), `${entry("a", ", crossref = {c}")}\n${entry("c")}`);
});

test("the last entry is removed with the blank line before it", () => {
  const { document, findings } = unusedIn(
    `--- review.tex\n\\bibliography{refs}\nA \\cite{a}.\n--- refs.bib\n${entry("a")}\n${entry("b")}`,
  );
  assert.equal(textAfter(document.text, findings[0]?.fixes()[0]?.edit.edits ?? []), entry("a"));
});

const silent: Readonly<Record<string, string>> = {
  "a file beside the manuscript that none names": `--- review.md\nA [@a].\n${bib}`,
  "a file of which nothing is cited": `--- review.tex\n\\bibliography{refs}\nA \\cite{x}.\n${bib}`,
  "\\nocite{*}": `--- review.tex\n\\bibliography{refs}\nA \\cite{a}. \\nocite{*}\n${bib}`,
  "nocite in front matter": `--- review.md\n---\nbibliography: refs.bib\nnocite: "@*"\n---\nA [@a].\n${bib}`,
  "full: true": `--- review.typ\n#bibliography("refs.bib", full: true)\nA @a.\n${bib}`,
};

for (const [name, text] of Object.entries(silent))
  test(`nothing is unused: ${name}`, () => assert.deepEqual(unusedIn(text).keys, []));

test("another manuscript's and a part's citations count", () => {
  const parts = "--- part.tex\nA \\cite{a}.\n--- other.md\n---\nbibliography: refs.bib\n---\nB [@b].\n";
  assert.deepEqual(unusedIn(`--- main.tex\n\\bibliography{refs}\n\\input{part}\n${parts}${bib}`).keys, []);
});

test("nothing is said before every manuscript has been read", () => {
  const { snapshot, document } = unusedIn(
    `--- review.tex\n\\bibliography{refs}\nA \\cite{a}.\n--- other.md\nWords.\n${bib}`,
  );
  const unread = withoutFile(snapshot, "file:///project/other.md");
  assert.equal(
    findingsOf(unread, document).some(({ code }) => code === "unused-entry"),
    false,
  );
});
