/**
 * Where we read BibTeX otherwise than Pandoc 2.17 does (`pandoc -f biblatex -t csljson`), an entry for each kind of
 * difference. The kinds say why; `npm run evaluate:bibtex` holds a corpus to them.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type ComparedField,
  comparable,
  divergences,
  explain,
  notations,
} from "../../../scripts/evaluate/bibtex-differences.ts";
import { readBibtex } from "../../../server/src/syntax/bibtex.ts";
import type { Reference } from "../../../server/src/syntax/reference.ts";
import { createDocument } from "../../../server/src/text/document.ts";

interface Example {
  readonly kind: string;
  /** Fields of the entry; or, where it begins with `@`, the entry with key `k` and those that it inherits from. */
  readonly entry: string;
  readonly field: ComparedField;
  readonly ours: Reference[ComparedField];
  readonly pandoc: Reference[ComparedField] | undefined;
}

const examples: readonly Example[] = [
  {
    kind: "letter case",
    entry: "title = {A Long Story of Kupffer Cells}",
    field: "title",
    ours: "A Long Story of Kupffer Cells",
    pandoc: "A long story of kupffer cells",
  },
  {
    kind: "quotation marks",
    entry: "author = {O'Hara, Ann}",
    field: "author",
    ours: [{ family: "O'Hara", given: "Ann" }],
    pandoc: [{ family: "O’Hara", given: "Ann" }],
  },
  {
    kind: "maths",
    entry: "title = {Heat at 20\\,$^\\circ\\mathrm{C}$}",
    field: "title",
    ours: "Heat at 20\u202f°C",
    pandoc: "Heat at 20 ^\\circ\\mathrm{C}",
  },
  {
    kind: "spaces between initials",
    entry: "author = {Doe, J.M.}",
    field: "author",
    ours: [{ family: "Doe", given: "J.M." }],
    pandoc: [{ family: "Doe", given: "J. M." }],
  },
  {
    kind: "and others",
    entry: "author = {Doe, Ann and others}",
    field: "author",
    ours: [{ family: "Doe", given: "Ann" }],
    pandoc: [{ family: "Doe", given: "Ann" }, { literal: "others" }],
  },
  {
    kind: "dotless i",
    entry: "author = {Mart{\\'\\i}nez, Ann}",
    field: "author",
    ours: [{ family: "Martínez", given: "Ann" }],
    pandoc: [{ family: "Martı́nez", given: "Ann" }],
  },
  { kind: "page ranges", entry: "pages = {12---15}", field: "page", ours: "12-15", pandoc: "12—15" },
  {
    kind: "DOI with an address or a name before it",
    entry: "doi = {https://doi.org/10.1000/x}",
    field: "DOI",
    ours: "10.1000/x",
    pandoc: "https://doi.org/10.1000/x",
  },
  { kind: "type without a name", entry: "@misc{k, title = {A}}", field: "type", ours: "document", pandoc: "" },
  {
    kind: "commands that Pandoc does not know",
    entry: "title = {Core\\textendash{}shell particles}",
    field: "title",
    ours: "Core–shell particles",
    pandoc: "Coreshell particles",
  },
  {
    kind: "dates that Pandoc leaves out",
    entry: "year = {1982--1983}",
    field: "issued",
    ours: { "date-parts": [[1982], [1983]] },
    pandoc: { "date-parts": [] },
  },
  {
    kind: "months with a day or a word",
    entry: "year = 1990, month = {October 1}",
    field: "issued",
    ours: { "date-parts": [[1990, 10, 1]] },
    pandoc: { "date-parts": [[1990]] },
  },
  {
    kind: "months that do not exist",
    entry: "date = {1996-13-03}",
    field: "issued",
    ours: { "date-parts": [[1996]] },
    pandoc: { "date-parts": [[1996, 13, 3]] },
  },
  {
    kind: "uncertain dates",
    entry: "date = {1984?}",
    field: "issued",
    ours: { "date-parts": [[1984]], circa: true },
    pandoc: { "date-parts": [[1984]] },
  },
  {
    kind: "ranges without a start",
    entry: "date = {/2004-01}",
    field: "issued",
    ours: { literal: "/2004-01" },
    pandoc: { "date-parts": [[0], [2004, 1]] },
  },
  { kind: "article numbers", entry: "eid = {e124}", field: "page", ours: "e124", pandoc: undefined },
  { kind: "issues without a number", entry: "issue = {3}", field: "issue", ours: "3", pandoc: undefined },
  {
    kind: "DOI in the address",
    entry: "url = {https://doi.org/10.1000/x}",
    field: "DOI",
    ours: "10.1000/x",
    pandoc: undefined,
  },
  {
    kind: "crossref to a book with a booktitle",
    entry: "@inproceedings{k, crossref = {p}} @proceedings{p, title = {Meeting}, booktitle = {Papers of the Meeting}}",
    field: "container-title",
    ours: "Papers of the Meeting",
    pandoc: "Meeting",
  },
  {
    kind: "accents before a name's first letter",
    entry: "author = {{\\'{E}}mile Dupont}",
    field: "author",
    ours: [{ family: "Dupont", given: "Émile" }],
    pandoc: [{ "dropping-particle": "Émile", family: "Dupont" }],
  },
  {
    kind: "empty names",
    entry: "author = {Ann Doe and and Bob Roe}",
    field: "author",
    ours: [
      { family: "Doe", given: "Ann" },
      { family: "Roe", given: "Bob" },
    ],
    pandoc: [
      { family: "Doe", given: "Ann" },
      { "dropping-particle": "and", family: "Bob Roe" },
    ],
  },
  {
    kind: "a field twice",
    entry: "title = {First}, title = {Second}",
    field: "title",
    ours: "First",
    pandoc: "Second",
  },
  {
    kind: "AND in capitals",
    entry: "author = {Doe, A. AND Roe, B.}",
    field: "author",
    ours: [
      { family: "Doe", given: "A." },
      { family: "Roe", given: "B." },
    ],
    pandoc: [{ family: "Doe", given: "B.", suffix: "A. AND Roe" }],
  },
];

for (const { kind, entry, field, ours, pandoc } of examples)
  test(`Pandoc reads otherwise: ${kind}`, () => {
    const source = entry.startsWith("@") ? entry : `@article{k, ${entry}}`;
    const document = createDocument("file:///a.bib", source);
    assert.ok(document);
    const reference = readBibtex(document).entries.find(({ key }) => key === "k")?.reference;
    assert.deepEqual(reference?.[field], ours);
    const comparison = {
      field,
      ours: comparable({ [field]: ours }, field),
      pandoc: comparable({ [field]: pandoc }, field),
      source,
    };
    assert.notEqual(comparison.ours, comparison.pandoc);
    assert.deepEqual(explain(comparison), [kind]);
  });

test("each kind of difference from Pandoc has an example", () => {
  const kinds = [...notations, ...divergences].map(({ name }) => name);
  assert.deepEqual(new Set(examples.map(({ kind }) => kind)), new Set(kinds));
});

test("a difference without a known reason is left over", () => {
  assert.equal(
    explain({ field: "title", ours: "One thing", pandoc: "Another", source: "title = {One thing}" }),
    undefined,
  );
  assert.equal(explain({ field: "volume", ours: "1", pandoc: "2", source: "volume = 1" }), undefined);
});
