/** What is recognised in pasted text. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type TargetFormat, writeBibliography } from "../../../server/src/references/convert.ts";
import { importItems } from "../../../server/src/references/import-items.ts";
import { bundledReferences } from "../fixture.ts";

/** `kind:value` of each identifier, `?text` of what can't be read. */
function found(text: string): string[] {
  return importItems(text).map((item) => {
    if (item.kind === "identifier") return `${item.identifier.kind}:${item.identifier.value}`;
    return item.kind === "record" ? `record ${item.reference.id}` : `?${text.slice(item.span.start, item.span.end)}`;
  });
}

test("identifiers with their names, bare, and in addresses, in the order of the text", () => {
  const written = [
    ["10.1016/j.cell.2014.07.013", "doi:10.1016/j.cell.2014.07.013"],
    ["doi: 10.1016/j.cell.2014.07.013.", "doi:10.1016/j.cell.2014.07.013"],
    ["https://doi.org/10.1016/j.cell.2014.07.013", "doi:10.1016/j.cell.2014.07.013"],
    ["(10.1016/S0092-8674(00)81683-9)", "doi:10.1016/S0092-8674(00)81683-9"],
    ["https://www.biorxiv.org/content/10.1101/2099.01.31.000001v2.full", "doi:10.1101/2099.01.31.000001"],
    ["https://onlinelibrary.wiley.com/doi/full/10.1000/abc?x=1", "doi:10.1000/abc"],
    ["PMID: 12345678", "pmid:12345678"],
    ["https://pubmed.ncbi.nlm.nih.gov/12345678/", "pmid:12345678"],
    ["PMCID: PMC1234567", "pmcid:PMC1234567"],
    ["PMC1234567", "pmcid:PMC1234567"],
    ["https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1234567/", "pmcid:PMC1234567"],
    ["https://pmc.ncbi.nlm.nih.gov/articles/PMC1234567/", "pmcid:PMC1234567"],
    ["arXiv:9901.00001v2", "arxiv:9901.00001v2"],
    ["https://arxiv.org/pdf/9901.00001", "arxiv:9901.00001"],
    ["hep-th/9901001", "?hep-th/9901001"],
    ["arXiv:hep-th/9901001", "arxiv:hep-th/9901001"],
    ["12345678", "pmid:12345678"],
  ] as const;
  for (const [text, expected] of written) assert.deepEqual(found(text), [expected], text);
});

test("several at once, each once; words that are none are told, prose around them is not", () => {
  assert.deepEqual(found("12345678, 23456789\n9901.00001\nPMID:12345678\n"), [
    "pmid:12345678",
    "pmid:23456789",
    "arxiv:9901.00001",
  ]);
  assert.deepEqual(found("10.1000/a\n10.10O0/b\n2014\n"), ["doi:10.1000/a", "?10.10O0/b", "?2014"]);
  const list = "1. Doe J. On examples.\n   J Examples. 2014;3(2):1110-22. doi:10.1000/a.\n";
  assert.deepEqual(found(list), ["doi:10.1000/a"]);
  assert.deepEqual(found("On examples, by Doe\nand others"), ["?On examples, by Doe"]);
  assert.deepEqual(found(""), []);
});

test("records of every format that is read, with the keys that someone chose", () => {
  const work = bundledReferences.get("brodt2016role");
  assert.ok(work);
  const formats: readonly (readonly [TargetFormat, boolean])[] = [
    ["bibtex", true],
    ["ris", true],
    ["csl-json", true],
    ["csl-yaml", true],
    ["nbib", false],
  ];
  for (const [format, isChosen] of formats) {
    const { text } = writeBibliography([{ ...work, PMID: "12345678" }], format);
    const [item, ...others] = importItems(text);
    assert.equal(others.length, 0, format);
    assert.ok(item?.kind === "record", format);
    assert.equal(item.reference.title, work.title, format);
    assert.deepEqual([item.hasOwnKey, item.hasOwnKey && item.reference.id === work.id], [isChosen, isChosen], format);
  }
  assert.deepEqual(found('{"id": "a", "type": "book", "title": "A"}'), ["record a"]);
  assert.deepEqual(found("%0 Book\n%A Doe, Ann\n%D 1999\n%T Examples\n"), ["record doe1999examples"]);
});

test("what a fault has cost is told with its reason and place; records before and after it stay", () => {
  const text = "TY  - BOOK\nID  - a\nTI  - A\nER  - \nlost\nTY  - BOOK\nID  - b\nTI  - B\nER  - \n";
  assert.deepEqual(found(text), ["record a", "?lost", "record b"]);
});
