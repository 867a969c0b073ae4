import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { identifierLinks, normaliseDoi, recogniseIdentifier } from "../../../server/src/references/identifiers.ts";
import type { Reference } from "../../../server/src/syntax/reference.ts";

test("identifiers are recognised bare, with their names and as addresses", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["10.1016/S0140-6736(12)60001-0", "doi", "10.1016/S0140-6736(12)60001-0"],
    ["doi:10.1000/xyz", "doi", "10.1000/xyz"],
    ["https://dx.doi.org/10.1000/xyz", "doi", "10.1000/xyz"],
    ["12345678", "pmid", "12345678"],
    ["PMID: 123", "pmid", "123"],
    ["https://pubmed.ncbi.nlm.nih.gov/12345678/", "pmid", "12345678"],
    ["PMC1234567", "pmcid", "PMC1234567"],
    ["https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1234567/", "pmcid", "PMC1234567"],
    ["arXiv:2101.00001v2", "arxiv", "2101.00001v2"],
  ];
  for (const [text, kind, value] of cases) assert.deepEqual(recogniseIdentifier(text), { kind, value }, text);
});

test("a year, a citation key and words are no identifiers", () => {
  for (const text of ["2015", "zhou2022", "liver metastasis", "10.1000", ""])
    assert.equal(recogniseIdentifier(text), undefined, text);
});

test("every bundled DOI is one, and leads to doi.org", () => {
  const bundled: readonly Reference[] = JSON.parse(
    readFileSync(new URL("../../../server/data/references.json", import.meta.url), "utf8"),
  );
  for (const reference of bundled) {
    if (reference.DOI === undefined) continue;
    assert.equal(normaliseDoi(reference.DOI), reference.DOI);
    assert.ok(identifierLinks(reference)[0]?.url.startsWith("https://doi.org/10."));
  }
});

test("links stand in the order DOI, PMID, PMCID; what is no identifier has none", () => {
  const links = identifierLinks({ id: "a", type: "book", DOI: "none", PMID: "123", PMCID: "PMC45" });
  assert.deepEqual(
    links.map(({ label, url }) => `${label} ${url}`),
    ["PMID https://pubmed.ncbi.nlm.nih.gov/123/", "PMCID https://www.ncbi.nlm.nih.gov/pmc/articles/PMC45/"],
  );
});
