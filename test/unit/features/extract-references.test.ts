import assert from "node:assert/strict";
import { test } from "node:test";
import { extractCited } from "../../../server/src/features/extract-references.ts";
import { type TargetFormat, targetFormats, writtenDocument } from "../../../server/src/references/convert.ts";
import { readBibliography } from "../../../server/src/syntax/bibliography.ts";
import { fixture } from "../fixture.ts";

function extract(text: string, target: TargetFormat, ...others: string[]) {
  const { snapshot, manuscript } = fixture(text);
  const more = others.flatMap((name) => snapshot.documents.get(`file:///project/${name}`) ?? []);
  return extractCited(snapshot, [manuscript, ...more], target);
}

test("BibTeX is copied byte for byte, with the strings, parents and xdata that it needs", () => {
  const { text, copied, converted, losses } = extract(
    `--- review.tex
\\cite{chapter} \\input{part}
\\bibliography{refs}
--- part.tex
\\citep{B}
--- refs.bib
@string{unused = "U"}
@STRING(press = "Press " # of # " Bergen")
@string{of = {of}}
@Book{book, title = {Whole}, xdata={house},}
@xdata{house, publisher=press}
@misc{other, title = {Other}}
@inbook{chapter,
   TITLE = "Part",   crossref = {book} }
@article( B , title={Bee} )
`,
    "bibtex",
  );
  assert.equal(
    text,
    `@string{of = {of}}
@STRING(press = "Press " # of # " Bergen")

@inbook{chapter,
   TITLE = "Part",   crossref = {book} }

@Book{book, title = {Whole}, xdata={house},}

@xdata{house, publisher=press}

@article( B , title={Bee} )
`,
  );
  assert.deepEqual([copied, converted, losses], [2, 0, []]);
});

test("other layers and formats are converted, and what that loses is told", () => {
  const { text, copied, converted, losses } = extract(
    `--- review.md
[@b; @aceto2014circulating] and @doi:10.1000/x
--- refs.bib
@misc{a, title = {A}, doi = {10.1000/X}}
@misc{b, title = {Bee}}
--- other.ris
TY  - GEN
ID  - r
ER  - 
`,
    "bibtex",
  );
  assert.match(
    text,
    /^@misc\{b, title = \{Bee\}\}\n\n@misc\{a, title = \{A\}, doi = \{10\.1000\/X\}\}\n\n@article\{aceto2014circulating,\n/,
  );
  assert.deepEqual([copied, converted], [2, 1]);
  assert.deepEqual(losses, [{ key: "aceto2014circulating", fields: ["custom.topics"] }]);
});

test("unknown keys are told, and keys that mean another work in a second manuscript", () => {
  const { text, unknown, differing } = extract(
    `--- one.md
---
bibliography: one.bib
---
[@a; @b; @gone]
--- two.md
---
bibliography: two.bib
---
[@a; @b; @c]
--- one.bib
@misc{a, title = {A}}
@misc{b, title = {B}}
--- two.bib
@misc{a, title = {A}}
@misc{b, title = {Another}}
@misc{c, title = {C}}
`,
    "bibtex",
    "two.md",
  );
  assert.equal(text, "@misc{a, title = {A}}\n\n@misc{b, title = {B}}\n\n@misc{c, title = {C}}\n");
  assert.deepEqual([unknown, differing], [["gone"], ["b"]]);
});

test("a string or a parent that two files have otherwise is written into the entry", () => {
  const { text, copied, converted } = extract(
    `--- one.md
---
bibliography: [one.bib, two.bib]
---
[@a; @b]
--- one.bib
@string{j = {Gut}}
@article{a, journal = j}
--- two.bib
@string{j = {Cell}}
@article{b, journal = j}
`,
    "bibtex",
  );
  assert.equal(text, "@string{j = {Gut}}\n\n@article{a, journal = j}\n\n@article{b,\n  journal = {Cell},\n}\n");
  assert.deepEqual([copied, converted], [1, 1]);
});

const sources = {
  "refs.json": '[{"id": "b"},\n   {"id":"a", "type" : "book",\n     "title": "A"}]\n',
  "refs.yaml": "references:\n  - id: b\n    type: book\n  - id: 'a'\n    # kept\n    type: book\n",
  "hayagriva.yaml": "b:\n  type: Book\na:\n  type: Book # kept\n  title: A\n",
  "refs.ris": "TY  - GEN\nID  - b\nER  - \n\nTY  - BOOK\nID  -  a\nER  - \n",
};
const copies: Readonly<Record<string, readonly [TargetFormat, string]>> = {
  "refs.json": ["csl-json", '[\n  {"id":"a", "type" : "book",\n     "title": "A"}\n]\n'],
  "refs.yaml": ["csl-yaml", "references:\n- id: 'a'\n  # kept\n  type: book\n"],
  "hayagriva.yaml": ["hayagriva", "a:\n  type: Book # kept\n  title: A\n"],
  "refs.ris": ["ris", "TY  - BOOK\nID  -  a\nER  - \n"],
};

for (const [name, source] of Object.entries(sources))
  test(`${name} is copied into its own format, and converted into every other`, () => {
    const text = `--- review.md\n---\nbibliography: ${name}\n---\n@a\n--- ${name}\n${source}`;
    const [own = "ris", copy = ""] = copies[name] ?? [];
    assert.equal(extract(text, own).text, copy);
    for (const target of targetFormats) {
      const extracted = extract(text, target);
      const { entries, problems } = readBibliography(writtenDocument(extracted.text, target));
      assert.equal(entries.length, 1, target);
      if (target !== "nbib") assert.deepEqual([entries[0]?.key, problems], ["a", []], target);
      assert.equal(extracted.copied, target === own ? 1 : 0, target);
    }
  });

test("copied and converted references stand in one file of any format", () => {
  for (const [name, source] of Object.entries(sources)) {
    const text = `--- review.md\n---\nbibliography: ${name}\n---\n[@a; @aceto2014circulating; @b]\n--- ${name}\n${source}`;
    const [own = "ris"] = copies[name] ?? [];
    const extracted = extract(text, own);
    const { entries, problems } = readBibliography(writtenDocument(extracted.text, own));
    assert.deepEqual(
      entries.map(({ key }) => key),
      ["a", "b", "aceto2014circulating"],
      own,
    );
    assert.deepEqual([problems, extracted.copied, extracted.converted], [[], 2, 1]);
  }
});

test("where all entries are listed, all are extracted", () => {
  const { text } = extract(
    "--- review.tex\n\\nocite{*}\\bibliography{refs}\n--- refs.bib\n@misc{a,}\n@misc{b,}\n",
    "biblatex",
  );
  assert.equal(text, "@misc{a,}\n\n@misc{b,}\n");
});
