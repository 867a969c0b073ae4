import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { findUnused, removeUnused } from "../../../server/src/features/remove-unused.ts";
import { applied, fixture } from "../fixture.ts";

/** The keys of the unused entries, of the file with the cursor or else the first manuscript. */
function unused(text: string, settings = {}): readonly string[] | string {
  const { snapshot, manuscript } = fixture(text, settings);
  const found = findUnused(snapshot, manuscript);
  return "refused" in found ? found.refused : found.map(({ key }) => key);
}

const bib = `@article{a, title = {A}}
@article{b, title = {B}}
@article{c, title = {C}, doi = {10.1000/c}}
`;

describe("unused are entries that no manuscript of the workspace cites", () => {
  test("from the bibliography and from a manuscript", () => {
    assert.deepEqual(unused(`--- refs.bib\n<|>${bib}--- one.md\n[@a]\n--- two.md\n[@b]\n`), ["c"]);
    assert.deepEqual(unused(`--- one.md\n[@a]\n--- refs.bib\n${bib}--- sub/two.tex\n\\cite{C}\n`), ["b"]);
  });

  test("nocite, one entry or all", () => {
    assert.deepEqual(unused(`--- one.md\n---\nnocite: |\n  @a, @b\n---\n--- refs.bib\n${bib}`), ["c"]);
    assert.deepEqual(unused(`--- one.qmd\n---\nnocite: "@*"\n---\n--- refs.bib\n${bib}`), []);
    assert.deepEqual(unused(`--- one.Rmd\n---\nnocite: ["@a", "@c"]\n---\n[@b]\n--- refs.bib\n${bib}`), []);
    assert.deepEqual(unused(`--- one.tex\n\\nocite{a, b}\\bibliography{refs}\n--- refs.bib\n${bib}`), ["c"]);
    assert.deepEqual(unused(`--- one.tex\n\\cite{a}\\nocite{*}\n\\bibliography{refs}\n--- refs.bib\n${bib}`), []);
    assert.deepEqual(unused(`--- one.tex\n\\cite{a} % \\nocite{*}\n\\bibliography{refs}\n--- refs.bib\n${bib}`), [
      "b",
      "c",
    ]);
    assert.deepEqual(unused(`--- one.typ\n@a\n#bibliography("refs.bib", full: true)\n--- refs.bib\n${bib}`), []);
    assert.deepEqual(unused(`--- one.typ\n@a\n#bibliography("refs.bib", full: false)\n--- refs.bib\n${bib}`), [
      "b",
      "c",
    ]);
    assert.deepEqual(unused(`--- one.qmd\n[@b]\n--- _quarto.yml\nnocite: "@a"\n--- refs.bib\n${bib}`), ["c"]);
    assert.deepEqual(unused(`--- one.qmd\n[@b]\n--- _quarto.yml\nnocite: "@*"\n--- refs.bib\n${bib}`), []);
  });

  test("by an identifier, or another key of the entry's", () => {
    assert.deepEqual(unused(`--- one.md\n[@doi:10.1000/C]\n--- refs.bib\n${bib}`), ["a", "b"]);
    assert.deepEqual(unused("--- one.md\n[@old]\n--- refs.bib\n@misc{a, ids = {older, old}}\n@misc{b,}\n"), ["b"]);
  });

  test("what entries in use name is in use, what unused ones name is not", () => {
    const inherited = `@inbook{a, crossref = {b}, xdata = {x}}
@book{b, related = {c}}
@book{c,}
@inbook{d, crossref = {e}, xdata = {y}}
@book{e,}
@set{s, entryset = {a, e}}
@xdata{x, publisher = {P}}
@xdata{y, publisher = {Q}}
`;
    assert.deepEqual(unused(`--- one.md\n[@a]\n--- refs.bib\n${inherited}`), ["d", "e", "s", "y"]);
    assert.deepEqual(unused(`--- one.md\n[@s]\n--- refs.bib\n${inherited}`), ["d", "y"]);
  });
});

test("nothing is known of a bibliography that no manuscript uses", () => {
  assert.equal(
    unused(`--- refs.bib\n<|>${bib}--- sub/one.md\n[@a]\n`),
    "No manuscript of the workspace uses refs.bib, so all of its entries may be wanted.",
  );
});

test("from a manuscript, the writer's library and files outside the workspace are left alone", () => {
  const text = `--- one.md
---
bibliography: [/all.bib, lib.bib, refs.bib]
---
[@a]
--- /all.bib
@misc{out,}
--- lib.bib
@misc{mine,}
--- refs.bib
@misc{a,}
@misc{b,}
`;
  assert.deepEqual(unused(text, { library: ["lib.bib"] }), ["b"]);
});

test("one edit removes entries from several bibliographies, and tells which a fault keeps", () => {
  const given = fixture(`--- one.md
---
bibliography: [refs.bib, refs.json, broken.bib]
---
[@a]
--- refs.bib
@misc{a,}

@misc{b,}
--- refs.json
[{"id": "c"}]
--- broken.bib
@misc{d, title = {D
`);
  const found = findUnused(given.snapshot, given.manuscript);
  assert.ok(!("refused" in found));
  const { edit, left } = removeUnused(found);
  assert.deepEqual(left, ["d"]);
  assert.deepEqual(applied(given, edit), { "refs.bib": "@misc{a,}\n", "refs.json": "[]\n" });
});
