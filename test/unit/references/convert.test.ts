import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { convertBibliography, targetFormats, writeBibliography } from "../../../server/src/references/convert.ts";
import { readBibliography } from "../../../server/src/syntax/bibliography.ts";
import type { Reference } from "../../../server/src/syntax/reference.ts";
import { createDocument, type Document } from "../../../server/src/text/document.ts";
import { bundledReferences } from "../fixture.ts";

function documentOf(name: string, text: string): Document {
  const document = createDocument(`file:///${name}`, text);
  assert.ok(document);
  return document;
}

const bundled = [...bundledReferences.values()];
const fileNames = { ris: "a.ris", nbib: "a.nbib", "csl-json": "a.json", "csl-yaml": "a.yaml", hayagriva: "a.yaml" };

describe("the bundled references", () => {
  const alwaysLost: Readonly<Record<string, readonly string[]>> = {
    "csl-json": [],
    "csl-yaml": [],
    bibtex: ["custom.notes", "custom.topics"],
    biblatex: ["custom.notes", "custom.topics"],
    ris: ["custom.notes", "custom.topics"],
    // A PMID is the only key; "L.A. Jr." as a given name is read as a suffix.
    nbib: ["author", "custom.notes", "custom.topics", "id"],
    hayagriva: ["custom.authors-complete", "custom.notes", "custom.topics"],
  };
  for (const target of targetFormats)
    test(`lose nothing in ${target} but what it can't say`, () => {
      const { losses } = writeBibliography(bundled, target);
      assert.deepEqual([...new Set(losses.flatMap(({ fields }) => fields))].sort(), alwaysLost[target]);
      assert.ok(losses.filter(({ fields }) => fields.includes("author")).length <= 2);
    });
});

/** Words without what a format gives a meaning of its own: RIS and NBIB part keywords at commas, NBIB ends a title with a stop. */
const word = fc.string({ unit: fc.constantFrom(..."aBcÉøβ–-'\"&<>%#:{}@*_~^"), minLength: 1, maxLength: 6 });
const words = fc.array(word, { minLength: 1, maxLength: 30 }).map((it) => `A${it.join(" ")}z`);
const digits = fc.integer({ min: 1, max: 99_999 }).map(String);
const family = fc.constantFrom("Doe", "Müller-Lüdenscheid", "O’Neil", "van den Berg", "李");
const given = fc.constantFrom("Jane", "J A", "J.-P.", "Élise");
const name = fc.oneof(
  fc.record({ family, given }),
  fc.record({ family, given, suffix: fc.constant("Jr") }),
  fc.record({ literal: fc.constantFrom("The Odd Group", "Institute of X", "UNICEF") }),
);
const date = fc
  .tuple(
    fc.integer({ min: 1000, max: 2100 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
    fc.integer({ min: 1, max: 3 }),
  )
  .map(([year, month, day, precision]) => ({ "date-parts": [[year, month, day].slice(0, precision)] }));
const doi = fc.constantFrom("10.1000/abc(1)", "10.1016/S0140-6736(07)60781-8", "10.1000/a<b>;2-X");
const page = fc.oneof(
  digits,
  fc.tuple(fc.nat(9999), fc.nat(99)).map(([from, more]) => `${from}-${from + more + 1}`),
  fc.constant("e1001"),
);

/** An article with the facts that every one of the formats can say. */
const article = fc.record(
  {
    title: words,
    author: fc.array(name, { minLength: 1, maxLength: 4 }),
    "container-title": words,
    "container-title-short": words,
    issued: date,
    volume: digits,
    issue: digits,
    page,
    DOI: doi,
    PMID: digits,
    PMCID: digits.map((number) => `PMC${number}0`),
    ISSN: fc.constant("1234-567X"),
    abstract: words,
    language: fc.constantFrom("en", "de"),
  },
  { requiredKeys: ["title", "author", "container-title", "PMID"] },
);

for (const target of ["csl-json", "csl-yaml", "ris", "nbib", "hayagriva"] as const)
  test(`any article comes back from ${target} as it was`, () => {
    fc.assert(
      fc.property(fc.array(article, { minLength: 1, maxLength: 3 }), (drafts) => {
        const references = drafts.map((draft, index): Reference => {
          const id = target === "nbib" ? `${draft.PMID}` : `key${index}`;
          return { ...(JSON.parse(JSON.stringify(draft)) as object), id, type: "article-journal" };
        });
        const { text, losses } = writeBibliography(references, target);
        // Hayagriva sets the particles of a name apart.
        const unexpected = losses.filter(
          ({ fields }) => target !== "hayagriva" || fields.some((field) => field !== "author"),
        );
        assert.deepEqual(unexpected, [], text);
        const { entries, problems } = readBibliography(documentOf(fileNames[target], text));
        assert.deepEqual(problems, [], text);
        assert.deepEqual(
          entries.map(({ key, reference }) => [key, reference.title]),
          references.map(({ id, title }) => [id, title]),
        );
      }),
      { numRuns: 150 },
    );
  });

test("books, reports, theses and web pages keep what is theirs in RIS, CSL and Hayagriva", () => {
  const works: readonly Reference[] = [
    {
      id: "book",
      type: "book",
      title: "An Invented Book",
      editor: [{ family: "Doe", given: "Jane" }],
      "collection-title": "A Series",
      edition: "2",
      publisher: "A Press",
      "publisher-place": "Bergen",
      ISBN: "978-3-16-148410-0",
      volume: "3",
    },
    {
      id: "report",
      type: "report",
      title: "A report",
      number: "TR-7",
      genre: "Technical report",
      publisher: "An Institute",
    },
    { id: "thesis", type: "thesis", title: "A thesis", genre: "PhD thesis", publisher: "A University" },
    {
      id: "page",
      type: "webpage",
      title: "A page",
      "container-title": "A site",
      URL: "https://example.org/?a=b#c",
      accessed: { "date-parts": [[2020, 3, 9]] },
      note: "Seen once",
    },
  ];
  for (const target of ["csl-json", "csl-yaml", "ris", "hayagriva"] as const)
    assert.deepEqual(writeBibliography(works, target).losses, [], target);
});

test("what a format can't say is listed, by the entry's key and CSL's names", () => {
  const reference: Reference = {
    id: "k",
    type: "software",
    title: "T",
    URL: "https://example.org",
    issued: { "date-parts": [[2019], [2020]] },
  };
  assert.deepEqual(writeBibliography([reference], "ris").losses, [{ key: "k", fields: ["issued"] }]);
  assert.deepEqual(writeBibliography([reference], "nbib").losses, [{ key: "k", fields: ["id", "type", "URL"] }]);
});

test("a conversion keeps what the source's faults have left, and says where they are", () => {
  const source = documentOf("a.ris", "junk\nTY  - JOUR\nTI  - One\nPY  - 20l4\nTY  - BOOK\nID  - b\nER  - \n");
  const { text, problems, entries } = convertBibliography(source, "csl-json");
  assert.deepEqual(JSON.parse(text), [
    { id: "one", type: "article-journal", title: "One", issued: { literal: "20l4" } },
    { id: "b", type: "book" },
  ]);
  assert.equal(entries.length, 2);
  assert.deepEqual(
    problems.map(({ code, span }) => `${code} ${source.text.slice(span.start, span.end)}`),
    ["stray-text junk", "missing-end TY  - JOUR", "bad-date 20l4"],
  );
});
