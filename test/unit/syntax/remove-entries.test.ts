import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { writeBibliography } from "../../../server/src/references/convert.ts";
import { readBibliography } from "../../../server/src/syntax/bibliography.ts";
import { insertEntries } from "../../../server/src/syntax/bibtex-write.ts";
import { removeEntries } from "../../../server/src/syntax/remove-entries.ts";
import { createDocument, type Document } from "../../../server/src/text/document.ts";
import { textAfter } from "../../../server/src/workspace/edit.ts";
import { bundledReferences } from "../fixture.ts";

function documentOf(name: string, text: string): Document {
  const document = createDocument(`file:///${name}`, text);
  assert.ok(document);
  return document;
}

/** The text without the entries of the keys. */
function without(name: string, text: string, ...keys: string[]): string | undefined {
  const document = documentOf(name, text);
  const removal = removeEntries(document, new Set(keys));
  return (
    removal &&
    textAfter(
      text,
      removal.edits.map((edit) => ({ uri: document.uri, ...edit })),
    )
  );
}

describe("an entry goes with its comment and one blank line", () => {
  const bib = `% My library

@string{g = "Gut"}

% Read twice.
@article{a, title = {A}} % and once more
@book{b, title = {B}}

About c, whom nobody cites.

@article{c,
  title = {C},
}

@xdata{x, publisher = {P}}
`;

  test("in BibTeX", () => {
    assert.equal(
      without("r.bib", bib, "a"),
      bib.replace("% Read twice.\n@article{a, title = {A}} % and once more\n", ""),
    );
    assert.equal(without("r.bib", bib, "b"), bib.replace("@book{b, title = {B}}\n\n", ""));
    assert.equal(without("r.bib", bib, "c"), bib.replace("@article{c,\n  title = {C},\n}\n\n", ""));
    assert.equal(without("r.bib", bib, "x"), bib.replace("\n@xdata{x, publisher = {P}}\n", ""));
  });

  test("in BibTeX at the file's start, where only a comment that silences a check is the entry's", () => {
    const silenced = "% biomanuscript-disable-next-entry retracted-entry\n@misc{a,}\n";
    assert.equal(without("r.bib", "% My library\n@misc{a,}\n@misc{b,}\n", "a"), "% My library\n@misc{b,}\n");
    assert.equal(without("r.bib", `% My library\n${silenced}@misc{b,}\n`, "a"), "% My library\n@misc{b,}\n");
    assert.equal(without("r.bib", `@misc{b,}\n${silenced}`, "a"), "@misc{b,}\n");
  });

  test("in BibTeX on one line, with a comment of another command's above, with Windows' line ends", () => {
    assert.equal(without("r.bib", "@misc{a,} @misc{b,} @misc{c,}\n", "b"), "@misc{a,} @misc{c,}\n");
    assert.equal(without("r.bib", "@comment{x\n}\n@misc{a,}\n", "a"), "@comment{x\n}\n");
    assert.equal(without("r.bib", "@misc{a,}\r\n\r\n@misc{b,}\r\n", "a"), "@misc{b,}\r\n");
    assert.equal(without("r.bib", "@misc{a,}\r\n\r\n@misc{b,}\r\n", "b"), "@misc{a,}\r\n");
  });

  test("in CSL-JSON with its comma", () => {
    const json = '[\n  { "id": "a" },\n  { "id": "b", "x": "]," },\n  {"id": "c"}\n]\n';
    assert.equal(without("r.json", json, "a"), '[\n  { "id": "b", "x": "]," },\n  {"id": "c"}\n]\n');
    assert.equal(without("r.json", json, "c"), '[\n  { "id": "a" },\n  { "id": "b", "x": "]," }\n]\n');
    assert.equal(without("r.json", json, "a", "b"), '[\n  {"id": "c"}\n]\n');
    assert.equal(without("r.json", json, "a", "b", "c"), "[]\n");
    assert.equal(without("r.json", '{"items": [{"id": "a"}], "version": 1}', "a"), '{"items": [], "version": 1}');
  });

  test("in CSL-YAML, in lines and in brackets", () => {
    const yaml =
      "---\nreferences:\n- id: a\n  abstract: |\n    One.\n    # two\n- id: b\n\n# About c.\n- # lead\n  id: c\n  type: book\n...\n";
    assert.equal(without("r.yaml", yaml, "b"), yaml.replace("- id: b\n\n", ""));
    assert.equal(without("r.yaml", yaml, "c"), yaml.replace("# About c.\n- # lead\n  id: c\n  type: book\n", ""));
    assert.equal(without("r.yaml", yaml, "a", "b", "c"), "---\nreferences: []\n...\n");
    assert.equal(without("r.yaml", "- id: a\n- id: b\n", "a", "b"), "[]\n");
    assert.equal(without("r.yaml", "references: [{id: a}, {id: b}]\n", "b"), "references: [{id: a}]\n");
  });

  test("in Hayagriva, RIS, NBIB and Refer", () => {
    const hayagriva = "a:\n  type: Book\n\n# About b.\nb:\n  type: Book\n  title: B\nc:\n  type: Misc\n";
    assert.equal(without("r.yml", hayagriva, "b"), "a:\n  type: Book\n\nc:\n  type: Misc\n");
    const ris = "TY  - JOUR\nID  - a\nER  - \n\nTY  - BOOK\nID  - b\nER  - \n";
    assert.equal(without("r.ris", ris, "a"), "TY  - BOOK\nID  - b\nER  - \n");
    assert.equal(without("r.ris", ris, "b"), "TY  - JOUR\nID  - a\nER  - \n");
    const nbib = "\ufeffPMID- 10001\nTI  - One\n\nPMID- 10002\nTI  - Two\n";
    assert.equal(without("r.nbib", nbib, "10001"), "\ufeffPMID- 10002\nTI  - Two\n");
    assert.equal(without("r.enw", "%F a\n%T A\n\n%F b\n%T B\n", "b"), "%F a\n%T A\n");
  });
});

describe("what a fault makes unsure stays", () => {
  test("an entry that is never closed, and the one after it", () => {
    const text = "@misc{a, title = {A}}\n\n@misc{b, title = {B\n\n@misc{c,}\n\n@misc{d,}\n";
    const removal = removeEntries(documentOf("r.bib", text), new Set(["a", "b", "c", "d"]));
    assert.deepEqual(removal?.left, ["b", "c"]);
    assert.equal(without("r.bib", text, "a", "b", "c", "d"), "@misc{b, title = {B\n\n@misc{c,}\n");
  });

  test("all of broken JSON and YAML, and of YAML in which an entry is used by another", () => {
    assert.equal(without("r.json", '[{"id": "a"} {"id": "b"}]', "a"), undefined);
    assert.equal(without("r.yaml", 'references:\n- id: a\n- id: "b\n', "a"), undefined);
    assert.equal(without("r.yaml", "- id: a\n  author: &x [{family: A}]\n- id: b\n  author: *x\n", "a"), undefined);
  });

  test("a record whose key others were made after", () => {
    const record = "TY  - JOUR\nAU  - Doe, J\nTI  - Soil\nPY  - 2001\nER  - \n";
    assert.equal(without("r.ris", `${record}\n${record}`, "doe2001soil"), undefined);
  });
});

const fileNames = {
  bibtex: "r.bib",
  "csl-json": "r.json",
  "csl-yaml": "r.yaml",
  hayagriva: "r.yaml",
  ris: "r.ris",
  nbib: "r.nbib",
} as const;

for (const target of ["bibtex", "csl-json", "csl-yaml", "hayagriva", "ris", "nbib"] as const)
  test(`any entries of any ${target} file go, and the others keep their bytes`, () => {
    const some = [...bundledReferences.values()].filter(({ PMID }) => PMID !== undefined);
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.constantFrom(...some), fc.boolean()), {
          selector: ([reference]) => reference.PMID,
          minLength: 1,
          maxLength: 8,
        }),
        fc.constantFrom("\n", "\r\n"),
        (drawn, eol) => {
          const references = drawn.map(([reference]) => reference);
          const text = writeBibliography(references, target).text.replaceAll("\n", eol);
          const document = documentOf(fileNames[target], text);
          const { entries } = readBibliography(document);
          assert.equal(entries.length, references.length);
          const kept = entries.filter((_, place) => drawn[place]?.[1]);
          const removed = entries.filter((_, place) => !drawn[place]?.[1]).map(({ key }) => key);
          const after = without(fileNames[target], text, ...removed);
          assert.ok(after !== undefined);
          const now = readBibliography(documentOf(fileNames[target], after));
          assert.deepEqual(
            now.entries.map(({ span }) => after.slice(span.start, span.end)),
            kept.map(({ span }) => text.slice(span.start, span.end)),
          );
          assert.ok(kept.length === 0 || now.problems.length <= readBibliography(document).problems.length);
          assert.equal(without(fileNames[target], after, ...removed), after);
          if (removed.length === 0) assert.equal(after, text);
          if (target === "csl-json") JSON.parse(after);
        },
      ),
      { numRuns: 30 },
    );
  });

test("a file without entries takes new ones", () => {
  for (const target of ["bibtex", "csl-json", "csl-yaml"] as const) {
    const references = [...bundledReferences.values()].slice(0, 3);
    const keys = references.map(({ id }) => id);
    const empty = without(fileNames[target], writeBibliography(references, target).text, ...keys);
    assert.ok(empty !== undefined);
    const document = documentOf(fileNames[target], empty);
    assert.deepEqual(readBibliography(document).entries, []);
    assert.deepEqual(readBibliography(document).problems, []);
    const insertion = insertEntries(document, references);
    assert.ok(insertion);
    const filled = textAfter(empty, [
      { uri: document.uri, span: { start: insertion.offset, end: insertion.offset }, newText: insertion.newText },
    ]);
    const now = readBibliography(documentOf(fileNames[target], filled)).entries.map(({ key }) => key);
    assert.deepEqual(now, keys);
  }
});
