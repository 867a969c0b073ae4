import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createLibrary, searchLayers, searchReferences } from "../../../server/src/references/library.ts";
import type { Reference } from "../../../server/src/syntax/reference.ts";

function work(id: string, authors: string, year: number, title: string, journal = "Journal"): Reference {
  return {
    id,
    type: "article-journal",
    title,
    author: authors.split(" ").map((family) => ({ family })),
    issued: { "date-parts": [[year]] },
    "container-title": journal,
  };
}

const library = createLibrary([
  work("smith2019", "Smith Jones", 2019, "Kupffer cells in the liver"),
  work("jones2020tgf", "Jones Müller", 2020, "TGF-β and CD8<sup>+</sup> T cells", "Hepatology"),
  work("adams2021", "Adams", 2021, "A smith of jones", "Smith Reviews"),
  work("smedsrod2002", "Smedsrød", 2002, "Endothelial TGFβ", "Gut"),
]);

function keys(query: string, limit = 10): string[] {
  return searchReferences(library, query, limit).map((reference) => reference.id);
}

test("a reference is found by key, any author, title words, year and journal", () => {
  assert.deepEqual(keys("jones2020tgf"), ["jones2020tgf"]);
  assert.deepEqual(keys("muller"), ["jones2020tgf"]);
  assert.deepEqual(keys("liver kupf"), ["smith2019"]);
  assert.deepEqual(keys("gut 2002"), ["smedsrod2002"]);
  assert.deepEqual(keys("hepatol"), ["jones2020tgf"]);
});

test("every word of the query must match", () => {
  assert.deepEqual(keys("jones 2020"), ["jones2020tgf"]);
  assert.deepEqual(keys("jones 1999"), []);
  assert.deepEqual(keys("upffer"), []);
});

test("case, diacritics and Greek letters make no difference", () => {
  assert.deepEqual(keys("MÜLLER"), keys("muller"));
  assert.deepEqual(keys("Smedsrod"), ["smedsrod2002"]);
  for (const query of ["TGF-β", "tgf-beta", "tgfbeta", "TGFβ"])
    assert.deepEqual(new Set(keys(query)), new Set(["jones2020tgf", "smedsrod2002"]), query);
  assert.deepEqual(keys("CD8+"), ["jones2020tgf"]);
});

test("the key comes before the first author, that before other authors, those before the title and the journal", () => {
  assert.deepEqual(keys("smith"), ["smith2019", "adams2021"]);
  assert.deepEqual(keys("jones"), ["jones2020tgf", "smith2019", "adams2021"]);
  assert.deepEqual(keys("jones2"), ["jones2020tgf"]);
});

test("an empty query gives the first references in their own order", () => {
  assert.deepEqual(keys("", 2), ["smith2019", "jones2020tgf"]);
});

test("the manuscript's own references hide bundled ones of the same key and come first among equals", () => {
  const own = createLibrary([work("x", "Smith", 2001, "Own"), work("smith2019", "Smith", 2019, "Mine")]);
  const found = searchLayers([own, library], "smith 2019", 5);
  assert.deepEqual(
    found.map(({ reference, layer }) => [reference.title, layer]),
    [["Mine", 0]],
  );
  assert.deepEqual(
    searchLayers([own, library], "smith", 2).map(({ layer }) => layer),
    [0, 0],
  );
});

test("the bundled references are found by what their readers remember", () => {
  const bundled: readonly Reference[] = JSON.parse(
    readFileSync(new URL("../../../server/data/references.json", import.meta.url), "utf8"),
  );
  const all = createLibrary(bundled);
  for (const reference of bundled) {
    assert.equal(searchReferences(all, reference.id, 1)[0]?.id, reference.id);
    assert.ok(
      searchReferences(all, reference.title ?? "", 3).some(({ id }) => id === reference.id),
      reference.id,
    );
  }
});
