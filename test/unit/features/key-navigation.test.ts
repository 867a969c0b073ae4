import assert from "node:assert/strict";
import { test } from "node:test";
import { definitionsAt } from "../../../server/src/features/definition.ts";
import { highlightsAt, referencesAt } from "../../../server/src/features/references.ts";
import { fixture, placeOf } from "../fixture.ts";

/** Where the key at the cursor leads: `file line:column-column`. */
function checkDefinition(text: string, expected: readonly string[]): void {
  const { snapshot, manuscript, offset } = fixture(text);
  const found = definitionsAt(snapshot, manuscript, offset).map((it) =>
    it.kind === "entry" ? placeIn(snapshot.documents, it.location) : it.kind,
  );
  assert.deepEqual(found, expected);
}

function checkReferences(text: string, expected: readonly string[], withDeclaration = true): void {
  const { snapshot, manuscript, offset } = fixture(text);
  const found = referencesAt(snapshot, manuscript, offset, withDeclaration);
  assert.deepEqual(
    found.map((it) => placeIn(snapshot.documents, it)),
    expected,
  );
}

function checkHighlights(text: string, expected: readonly string[]): void {
  const { snapshot, manuscript, offset } = fixture(text);
  assert.deepEqual(
    highlightsAt(snapshot, manuscript, offset).map((span) => placeOf(manuscript, span)),
    expected,
  );
}

type Documents = ReturnType<typeof fixture>["snapshot"]["documents"];

function placeIn(documents: Documents, { uri, span }: { uri: string; span: { start: number; end: number } }): string {
  const document = documents.get(uri);
  assert.ok(document);
  return `${uri.slice("file:///project/".length)} ${placeOf(document, span)}`;
}

const bib = `--- refs.bib
@article{doe99, title = {A}}
`;

test("a citation leads to its entry, with the cursor at either end of the key", () => {
  for (const cited of ["[@<|>doe99]", "[@do<|>e99]", "[@doe99<|>]"]) {
    checkDefinition(`--- a.md\n${cited}\n${bib}`, ["refs.bib 1:10-15"]);
  }
  checkDefinition(`--- a.tex\n\\addbibresource{refs.bib}\\citep[p.~3]{x,doe99<|>}\n${bib}`, ["refs.bib 1:10-15"]);
});

test("a citation leads into every format of bibliography", () => {
  const front = (name: string) => `--- a.md\n---\nbibliography: ${name}\n---\n@doe99<|>\n--- ${name}\n`;
  checkDefinition(`${front("r.json")}[{ "id": "doe99", "type": "book" }]\n`, ["r.json 1:11-16"]);
  checkDefinition(`${front("r.yaml")}references:\n- id: doe99\n  type: book\n`, ["r.yaml 2:7-12"]);
});

test("of several entries with one key all are shown", () => {
  checkDefinition(
    "--- a.md\n---\nbibliography: [x.bib, y.bib]\n---\n@k<|>\n--- x.bib\n@book{k,}\n@book{k,}\n--- y.bib\n@misc{k,}\n",
    ["x.bib 1:7-8", "x.bib 2:7-8", "y.bib 1:7-8"],
  );
});

test("a citation leads to the \\bibitem of its project and to the front matter's own reference", () => {
  checkDefinition(
    `--- part.tex
\\cite{a<|>}
--- main.tex
\\input{part}\\input{list}
--- list.tex
\\begin{thebibliography}{9}\\bibitem[A(1999)]{a} A.\\end{thebibliography}
`,
    ["list.tex 1:45-46"],
  );
  checkDefinition("---\nreferences:\n- id: 'own'\n  title: T\n---\n\n@own<|>\n", ["review.md 3:8-11"]);
});

test("nocite in the front matter cites too", () => {
  checkDefinition(`--- a.md\n---\nnocite: |\n  @x, @doe99<|>\n---\n${bib}`, ["refs.bib 1:10-15"]);
});

test("crossref leads to the parent, in its file before others; an entry's key to itself", () => {
  const entries = '@book{par, title = {P}}\n@inbook{kid, crossref = "par<|>"}\n@book{par,}\n';
  checkDefinition(`--- refs.bib\n${entries}--- other.bib\n@book{par,}\n--- a.md\n`, [
    "refs.bib 1:7-10",
    "refs.bib 3:7-10",
  ]);
  checkDefinition("--- a.md\n--- x.bib\n@inbook{kid, crossref = {par<|>}}\n--- y.bib\n@book{par,}\n", ["y.bib 1:7-10"]);
  checkDefinition("--- refs.bib\n@book{par<|>,}\n@book{par,}\n--- a.md\n", ["refs.bib 1:7-10"]);
});

test("xdata, related and sets lead to what they name; text that looks alike does not", () => {
  const parts = (field: string) => `--- refs.bib\n@xdata{x-d, title = {T}}\n@book{b,}\n@misc{m, ${field}}\n--- a.md\n`;
  checkDefinition(parts("xdata = {b, x-d<|>}"), ["refs.bib 1:8-11"]);
  checkDefinition(parts("title = {xdata=x-d<|>-title}"), ["refs.bib 1:8-11"]);
  checkDefinition(parts("related = {b<|>, x}"), ["refs.bib 2:7-8"]);
  checkDefinition(parts("entryset = {b<|>}"), ["refs.bib 2:7-8"]);
  checkDefinition(parts("note = {crossref = {b<|>}}"), []);
  checkDefinition(parts("crossref = {b<|>} # {x}"), []);
});

test("a key that no bibliography has leads nowhere", () => {
  checkDefinition(`--- a.md\n@nobody2020<|>\n${bib}`, []);
});

const twoBibliographies = `--- a.md
---
bibliography: one.bib
---
[@k] and @k
--- b.tex
\\addbibresource{one.bib}\\cite{k,j}
--- c.md
---
bibliography: two.bib
---
@k
--- one.bib
@book{k,}
@inbook{j, crossref = {k}}
--- two.bib
@book{k,}
`;

test("references are the citations that lead to the same bibliography, from a citation, an entry or a crossref", () => {
  const found = ["one.bib 1:7-8", "a.md 4:3-4", "a.md 4:11-12", "b.tex 1:31-32", "one.bib 2:24-25"];
  for (const [at, marked] of [
    ["[@k]", "[@k<|>]"],
    ["@book{k,}\n@in", "@book{<|>k,}\n@in"],
    ["crossref = {k}", "crossref = {k<|>}"],
  ] as const) {
    const text = twoBibliographies.replace(at, marked);
    checkReferences(text, found);
    checkReferences(text, found.slice(1), false);
  }
  checkReferences(twoBibliographies.replace("two.bib\n@book{k", "two.bib\n@book{k<|>"), [
    "two.bib 1:7-8",
    "c.md 4:2-3",
  ]);
});

test("a key without any entry is found wherever it has none", () => {
  checkReferences("--- a.md\n@x<|>\n--- b.md\n@x\n--- c/d.md\n@x\n--- c/d.bib\n@book{x,}\n", [
    "a.md 1:2-3",
    "b.md 1:2-3",
  ]);
});

test("highlights: citations in a manuscript, entry and crossrefs in a bibliography", () => {
  checkHighlights("@k<|> and [-@k; @kk] and @{k}\n", ["1:2-3", "1:11-12", "1:25-26"]);
  checkHighlights("--- refs.bib\n@book{k,}\n@book{j, crossref = {k<|>}, note = {k}}\n--- a.md\n", ["1:7-8", "2:22-23"]);
  checkHighlights("---\nreferences:\n- id: own<|>\n---\n\n@own\n", ["3:7-10", "6:2-5"]);
});
