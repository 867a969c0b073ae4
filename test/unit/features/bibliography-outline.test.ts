import assert from "node:assert/strict";
import { test } from "node:test";
import { outlineOfBibliography, searchEntries } from "../../../server/src/features/bibliography-outline.ts";
import { citationLenses, citationsOfEntry } from "../../../server/src/features/citation-lenses.ts";
import { isBibliographyInUse } from "../../../server/src/workspace/keys.ts";
import { fixture, placeOf } from "../fixture.ts";

const twoManuscripts = `--- a.md
---
bibliography: [one.bib, two.json]
---
[@doe99; @roe01] and @doe99
--- b.tex
\\addbibresource{one.bib}\\cite{doe99}
--- one.bib
@string{jx = {Journal of Examples}}
@STRING(Pub = "Publisher")
@article{doe99, author = {Doe, Ann and Poe, Ed and Moe, Io}, title = {On {Examples}}, year = 1999}
@article{never02, title = {Never cited}, related = {doe99}}
@xdata{shared, publisher = Pub}
--- two.json
[{"id": "roe01", "type": "book", "title": "Examples, too", "author": [{"family": "Roe"}]}]
--- other.json
{"items": [{"id": "x"}]}
--- alone.bib
@book{unused,}
`;

function documentOf(name: string) {
  const { snapshot } = fixture(twoManuscripts);
  const document = snapshot.documents.get(`file:///project/${name}`);
  assert.ok(document);
  return { snapshot, document };
}

test("the outline of a bibliography: its strings, then its entries with author, year and title", () => {
  const { document } = documentOf("one.bib");
  const { strings, entries } = outlineOfBibliography(document);
  assert.deepEqual(
    strings.map(({ key, span }) => `${key} ${placeOf(document, span)}`),
    ["jx 1:9-11", "Pub 2:9-12"],
  );
  assert.deepEqual(
    entries.map(({ key, detail, keySpan }) => `${key}: ${detail} ${placeOf(document, keySpan)}`),
    ["doe99: Doe et al. 1999. On Examples 3:10-15", "never02: Never cited 4:10-17"],
  );
});

function checkSearch(query: string, expected: readonly string[]): void {
  const { snapshot } = documentOf("one.bib");
  const found = searchEntries(snapshot, query, 20).map(
    ({ name, location }) => `${name} ${location.uri.slice("file:///project/".length)}:${location.span.start}`,
  );
  assert.deepEqual(found, expected);
}

test("workspace symbols find entries of all bibliographies in use by key, author and title", () => {
  const doe = "doe99 · Doe et al. 1999. On Examples one.bib:72";
  const roe = "roe01 · Roe. Examples, too two.json:9";
  checkSearch("roe01", [roe]);
  checkSearch("poe", [doe]);
  checkSearch("examples", [doe, roe]);
  checkSearch("unused", []);
});

/** What the lens over each entry of a bibliography says. */
function checkLenses(text: string, name: string, expected: readonly string[], settings = {}): void {
  const { snapshot } = fixture(text, settings);
  const document = snapshot.documents.get(`file:///project/${name}`);
  assert.ok(document);
  const lenses = citationLenses(snapshot, document).map(({ key, span }) => {
    return `${placeOf(document, span)} ${citationsOfEntry(snapshot, document, key).title}`;
  });
  assert.deepEqual(lenses, expected);
}

test("lenses count the citations of the manuscripts that use the bibliography", () => {
  checkLenses(twoManuscripts, "one.bib", ["3:10-15 cited 3 times in 2 files", "4:10-17 not cited"]);
  checkLenses(twoManuscripts, "two.json", ["1:10-15 cited once"]);
  checkLenses("--- a.md\n@x @x\n--- a.bib\n@book{x,}\n", "a.bib", ["1:7-8 cited 2 times"]);
  checkLenses(twoManuscripts, "one.bib", [], { codeLens: { citations: false } });
});

test("a lens leads to the citations that it counts", () => {
  const { snapshot, document } = documentOf("one.bib");
  const { locations } = citationsOfEntry(snapshot, document, "doe99");
  assert.deepEqual(
    locations.map(({ uri }) => uri.slice("file:///project/".length)),
    ["a.md", "a.md", "b.tex"],
  );
});

test("a .json file is a bibliography only where a manuscript uses it, a .bib file always", () => {
  const isInUse = (name: string) => {
    const { snapshot, document } = documentOf(name);
    return isBibliographyInUse(snapshot, document);
  };
  assert.deepEqual(["two.json", "other.json", "alone.bib", "a.md"].map(isInUse), [true, false, true, false]);
});
