import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { readBibliography } from "../../../server/src/syntax/bibliography.ts";
import { bibtexEntry, insertEntries } from "../../../server/src/syntax/bibtex-write.ts";
import type { Reference } from "../../../server/src/syntax/reference.ts";
import { createDocument, type Document } from "../../../server/src/text/document.ts";

const bundled: readonly Reference[] = JSON.parse(
  readFileSync(new URL("../../../server/data/references.json", import.meta.url), "utf8"),
);

function documentOf(name: string, text: string): Document {
  const document = createDocument(`file:///${name}`, text);
  assert.ok(document);
  return document;
}

function readBack(text: string): Reference {
  const { entries, problems } = readBibliography(documentOf("a.bib", text));
  assert.deepEqual(problems, [], text);
  assert.equal(entries.length, 1, text);
  assert.ok(entries[0]);
  return entries[0].reference;
}

/** A .bib has no place for topics and notes; that all authors are known is what it says by saying nothing. */
function factsIn({ custom, ...facts }: Reference): object {
  return { ...facts, complete: custom?.["authors-complete"] !== false };
}

function inserted(name: string, text: string, references: readonly Reference[]): string {
  const insertion = insertEntries(documentOf(name, text), references);
  assert.ok(insertion);
  return text.slice(0, insertion.offset) + insertion.newText + text.slice(insertion.offset);
}

const paper: Reference = {
  id: "doe2020",
  type: "article-journal",
  title: "Kupffer cells & <i>KRAS</i> in CD8<sup>+</sup> T cells: 50% of TGF-β",
  author: [{ family: "Doe", given: "Jane" }, { literal: "The {Odd} Group" }, { family: "de Souza", given: "C" }],
  issued: { "date-parts": [[2020, 2, 29]] },
  page: "12-19",
  DOI: "10.1000/a_b%c#d",
  PMID: "123",
};

test("every bundled reference, written as BibTeX and read again, says the same", () => {
  assert.equal(bundled.length, 381);
  for (const reference of bundled) assert.deepEqual(factsIn(readBack(bibtexEntry(reference))), factsIn(reference));
});

test("an entry keeps Unicode, escapes LaTeX, and protects what must keep its capitals", () => {
  assert.equal(
    bibtexEntry(paper, "k"),
    `@article{k,
  author = {Doe, Jane and {The \\{Odd\\} Group} and {de Souza}, C},
  title = {Kupffer cells \\& {\\textit{KRAS}} in {CD8\\textsuperscript{+}} {T} cells: 50\\% of {TGF-β}},
  year = {2020},
  month = feb,
  day = {29},
  pages = {12--19},
  doi = {10.1000/a_b%c#d},
  pmid = {123},
}`,
  );
  assert.deepEqual(readBack(bibtexEntry(paper)), paper);
});

test("authors that are not all known are followed by `and others`", () => {
  const entry = bibtexEntry({ ...paper, custom: { "authors-complete": false } });
  assert.match(entry, /, C and others\},/);
});

test("in a title in title case only words with unusual capitals are protected", () => {
  const entry = bibtexEntry({ ...paper, title: "Hallmarks of Cancer: The mTOR and PD-1 Story" });
  assert.match(entry, /title = \{Hallmarks of Cancer: The \{mTOR\} and \{PD-1\} Story\}/);
});

test("any title, author and journal come back as written", () => {
  const text = fc
    .string({ unit: fc.constantFrom(..."aBcÉø β-–'\"`{}\\%&$#_~^<>/.,:+5=@()[]") })
    .map((value) => value.replace(/\s+/g, " ").trim())
    .filter((value) => value !== "");
  fc.assert(
    fc.property(text, text, text, (title, family, journal) => {
      const reference: Reference = {
        id: "k",
        type: "article-journal",
        title,
        author: [{ family, given: "A B" }],
        "container-title": journal,
      };
      // A lone backquote is an opening quotation mark in LaTeX, and comes back as one.
      const written = JSON.stringify(reference).replaceAll("`", "‘");
      assert.equal(JSON.stringify(readBack(bibtexEntry(reference))), written);
    }),
  );
});

test("entries are appended to a .bib after one blank line, in the file's own line endings", () => {
  const entry = bibtexEntry(paper);
  assert.equal(inserted("a.bib", "", [paper]), `${entry}\n`);
  assert.equal(inserted("a.bib", "@book{b}\n", [paper]), `@book{b}\n\n${entry}\n`);
  assert.equal(inserted("a.bib", "@book{b}", [paper]), `@book{b}\n\n${entry}\n`);
  assert.equal(inserted("a.bib", "@book{b}\n\n", [paper, paper]), `@book{b}\n\n${entry}\n\n${entry}\n`);
  assert.equal(inserted("a.bib", "@book{b}\r\n", [paper]), `@book{b}\r\n\r\n${entry}\n`.replace(/\r?\n/g, "\r\n"));
});

test("items are appended to CSL-JSON lists of every layout", () => {
  const files = [
    "",
    "[]",
    "[\n]\n",
    '{"references": []}',
    '[{"id":"a","type":"book"}]',
    '[\n  {\n    "id": "a",\n    "type": "book"\n  }\n]\n',
    '{"references": [\r\n\t{\r\n\t\t"id": "a",\r\n\t\t"type": "book"\r\n\t}\r\n]}\r\n',
  ];
  for (const text of files) {
    const after = readBibliography(documentOf("a.json", inserted("a.json", text, [paper, { ...paper, id: "x" }])));
    assert.deepEqual(after.problems, [], text);
    assert.deepEqual(
      after.entries.map((entry) => entry.key),
      [...(text.includes('"a"') ? ["a"] : []), "doe2020", "x"],
    );
    assert.deepEqual(after.entries.at(-2)?.reference, paper);
  }
});

test("items are appended to CSL-YAML lists, before what follows the list", () => {
  const files = [
    "",
    "- id: a\n  type: book\n",
    "---\nreferences:\n- id: a\n  type: book\nnocite: x\n...\n",
    "references:\n  - id: a\n    title: >\n      folded\n      text\n\n# the end\n",
    "references:\r\n- id: a\r\n  type: book",
    "[]\n",
    "nocite: x\nreferences: [] # none yet\ntitle: y\n",
    "references:\n",
    "references: # none yet\r\nnocite: x\r\n",
    "[{id: a, type: book}]",
    "references: [{id: a, type: book},\n  {id: b}]\n",
  ];
  for (const text of files) {
    const written = inserted("a.yaml", text, [paper, { ...paper, id: "x" }]);
    const after = readBibliography(documentOf("a.yaml", written));
    assert.deepEqual(after.problems, [], written);
    assert.deepEqual(
      after.entries.map((entry) => entry.key),
      [...(text.includes("id: a") ? ["a"] : []), ...(text.includes("id: b") ? ["b"] : []), "doe2020", "x"],
      written,
    );
    assert.deepEqual(after.entries.at(-2)?.reference, paper);
  }
});

test("entries are appended to a Hayagriva file in its own line endings", () => {
  for (const text of [
    "a:\n  type: Book\n",
    "a:\n  type: Book",
    "a:\r\n  type: Book\r\n\r\n",
    "a:\n  type: Book\n\n# the end\n",
  ]) {
    const written = inserted("a.yaml", text, [paper, { ...paper, id: "x" }]);
    const after = readBibliography(documentOf("a.yaml", written));
    assert.deepEqual(after.problems, [], written);
    assert.deepEqual(
      after.entries.map((entry) => entry.key),
      ["a", "doe2020", "x"],
    );
    assert.equal(/(?<!\r)\n/.test(written), !text.includes("\r"), written);
  }
});

test("what another program exports is not written to", () => {
  const files = ["a.ris", "a.nbib", "a.xml", "a.enw", "review.md"];
  assert.deepEqual(
    files.map((name) => insertEntries(documentOf(name, ""), [paper])),
    files.map(() => undefined),
  );
});

test("a file that is no bibliography is not written to", () => {
  assert.equal(insertEntries(documentOf("package.json", '{"name": "x"}'), [paper]), undefined);
  assert.equal(insertEntries(documentOf("a.yaml", "name: x\n"), [paper]), undefined);
});
