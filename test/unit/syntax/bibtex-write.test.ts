import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { writeBibliography } from "../../../server/src/references/convert.ts";
import { readBibliography } from "../../../server/src/syntax/bibliography.ts";
import { type BibtexDialect, bibtexEntry, insertEntries } from "../../../server/src/syntax/bibtex-write.ts";
import type { Reference } from "../../../server/src/syntax/reference.ts";
import { createDocument, type Document } from "../../../server/src/text/document.ts";

const bundled: readonly Reference[] = JSON.parse(
  readFileSync(new URL("../../../server/data/references.json", import.meta.url), "utf8"),
);

function documentOf(name: string, text: string): Document {
  const document = createDocument(`file:///${name}`, text);
  assert.ok(document);
  return document;
}

function readBack(text: string): Reference {
  const { entries, problems } = readBibliography(documentOf("a.bib", text));
  assert.deepEqual(problems, [], text);
  assert.equal(entries.length, 1, text);
  assert.ok(entries[0]);
  return entries[0].reference;
}

/** A .bib has no place for topics and notes; that all authors are known is what it says by saying nothing. */
function factsIn({ custom, ...facts }: Reference): object {
  return { ...facts, complete: custom?.["authors-complete"] !== false };
}

function inserted(name: string, text: string, references: readonly Reference[]): string {
  const insertion = insertEntries(documentOf(name, text), references);
  assert.ok(insertion);
  return text.slice(0, insertion.offset) + insertion.newText + text.slice(insertion.offset);
}

const paper: Reference = {
  id: "doe2020",
  type: "article-journal",
  title: "Kupffer cells & <i>KRAS</i> in CD8<sup>+</sup> T cells: 50% of TGF-β",
  author: [{ family: "Doe", given: "Jane" }, { literal: "The {Odd} Group" }, { family: "de Souza", given: "C" }],
  issued: { "date-parts": [[2020, 2, 29]] },
  page: "12-19",
  DOI: "10.1000/a_b%c#d",
  PMID: "123",
};

test("every bundled reference, written as BibTeX and read again, says the same", () => {
  assert.equal(bundled.length, 381);
  for (const reference of bundled) assert.deepEqual(factsIn(readBack(bibtexEntry(reference))), factsIn(reference));
});

test("an entry keeps Unicode, escapes LaTeX, and protects what must keep its capitals", () => {
  assert.equal(
    bibtexEntry(paper, { key: "k" }),
    `@article{k,
  author = {Doe, Jane and {The \\{Odd\\} Group} and {de Souza}, C},
  title = {Kupffer cells \\& {\\textit{KRAS}} in {CD8\\textsuperscript{+}} {T} cells: 50\\% of {TGF-β}},
  year = {2020},
  month = feb,
  day = {29},
  pages = {12--19},
  doi = {10.1000/a_b%c#d},
  pmid = {123},
}`,
  );
  assert.deepEqual(readBack(bibtexEntry(paper)), paper);
});

test("authors that are not all known are followed by `and others`", () => {
  const entry = bibtexEntry({ ...paper, custom: { "authors-complete": false } });
  assert.match(entry, /, C and others\},/);
});

test("in a title in title case only words with unusual capitals are protected", () => {
  const entry = bibtexEntry({ ...paper, title: "Hallmarks of Cancer: The mTOR and PD-1 Story" });
  assert.match(entry, /title = \{Hallmarks of Cancer: The \{mTOR\} and \{PD-1\} Story\}/);
});

test("any title, author and journal come back as written", () => {
  const text = fc
    .string({ unit: fc.constantFrom(..."aBcÉø β-–'\"`{}\\%&$#_~^<>/.,:+5=@()[]") })
    .map((value) => value.replace(/\s+/g, " ").trim())
    .filter((value) => value !== "");
  fc.assert(
    fc.property(text, text, text, (title, family, journal) => {
      const reference: Reference = {
        id: "k",
        type: "article-journal",
        title,
        author: [{ family, given: "A B" }],
        "container-title": journal,
      };
      // A lone backquote is an opening quotation mark in LaTeX, and comes back as one.
      const written: Reference = JSON.parse(JSON.stringify(reference).replaceAll("`", "‘"));
      assert.deepEqual(readBack(bibtexEntry(reference)), written);
    }),
  );
});

const dialects: readonly BibtexDialect[] = ["bibtex", "biblatex"];

const anyText = fc
  .string({ unit: fc.constantFrom(..."aBcÉøß β-–'\"‘’“”{}\\%&$#_~^<>/.,:+5=@()[]\u00a0") })
  .map((value) => value.replace(/[ \n]+/g, " ").trim())
  .filter((value) => value !== "");

/** Text that no reader takes for something else: words of letters and digits. */
const words = fc
  .array(fc.stringMatching(/^[A-ZÉØ][a-zéß5]{1,6}$/), { minLength: 1, maxLength: 4 })
  .map((list) => list.join(" "));

const person = fc.oneof(
  fc.record(
    {
      family: words,
      given: words,
      suffix: fc.constantFrom("Jr.", "III"),
      "dropping-particle": fc.constantFrom("von", "de la", "d’"),
    },
    { requiredKeys: ["family", "given"] },
  ),
  fc.record({ family: words, given: words, "non-dropping-particle": fc.constantFrom("van den", "de") }),
  fc.record({ family: fc.stringMatching(/^[A-Za-z]{2,7}$/).filter((name) => !/^(?:others|and)$/i.test(name)) }),
  fc.record({ literal: words.map((name) => `${name} and the Group, Ltd`) }),
);

const people = fc.array(person, { minLength: 1, maxLength: 4 });

const calendarDay = fc.tuple(
  fc.integer({ min: -300, max: 2100 }),
  fc.integer({ min: 1, max: 12 }),
  fc.integer({ min: 1, max: 28 }),
);
const point = fc
  .tuple(calendarDay, fc.integer({ min: 1, max: 3 }))
  .filter(([[year]]) => year !== 0)
  .map(([parts, exactness]): number[] => parts.slice(0, exactness));
const date = fc.oneof(
  fc.record({ "date-parts": fc.tuple(point) }),
  fc.record({ "date-parts": fc.tuple(point), circa: fc.constant(true as const) }),
  fc
    .record({ "date-parts": fc.tuple(point, fc.oneof(point, fc.constant([0]))) })
    .filter(({ "date-parts": [from, to] }) => from.join() !== to.join()),
  fc.record({
    "date-parts": fc.tuple(fc.tuple(fc.integer({ min: 1500, max: 2100 }), fc.integer({ min: 21, max: 24 }))),
  }),
  fc.record({ literal: fc.constantFrom("in press", "the year 2000 or so") }),
);
const numeral = fc.stringMatching(/^[1-9]\d{0,3}$/);

const common = {
  title: words,
  "title-short": words,
  author: people,
  editor: people,
  translator: people,
  compiler: people,
  contributor: people,
  issued: date,
  accessed: date,
  "original-date": date,
  "original-title": words,
  "event-title": words,
  "event-date": date,
  "collection-title": words,
  publisher: words.map((name) => `${name} and Sons`),
  edition: words,
  volume: numeral,
  page: fc.tuple(numeral, numeral).map((pages) => pages.join("-")),
  "number-of-pages": numeral,
  version: numeral,
  status: words,
  note: words,
  abstract: anyText.filter((text) => !text.includes("`")),
  keyword: words,
  language: words,
  DOI: fc.stringMatching(/^10\.\d{4}\/[a-z0-9._;()<>/-]{1,9}$/),
  PMID: numeral,
  URL: fc.webUrl({ withQueryParameters: true, withFragments: true }),
} as const;

const reference = fc.oneof(
  fc.record(
    {
      id: fc.constant("k"),
      type: fc.constantFrom("article-journal", "article-magazine", "article-newspaper"),
      ...common,
      "container-title": words,
      "container-title-short": words,
      issue: numeral,
    },
    { requiredKeys: ["id", "type", "container-title"] },
  ),
  fc.record(
    {
      id: fc.constant("k"),
      type: fc.constantFrom("chapter", "paper-conference"),
      ...common,
      "container-title": words,
      "container-author": people,
      "collection-number": numeral,
      "volume-title": words,
      "publisher-place": words,
    },
    { requiredKeys: ["id", "type", "container-title"] },
  ),
  fc.record(
    {
      id: fc.constant("k"),
      type: fc.constant("book"),
      ...common,
      "number-of-volumes": numeral,
      "publisher-place": words,
    },
    { requiredKeys: ["id", "type", "title"] },
  ),
  fc.record(
    {
      id: fc.constant("k"),
      type: fc.constantFrom("report", "thesis", "webpage", "dataset", "software", "graphic"),
      ...common,
      number: numeral,
      genre: words,
    },
    { requiredKeys: ["id", "type", "genre"] },
  ),
);

const lossesOf = (generated: Reference, dialect: BibtexDialect) =>
  writeBibliography([generated], dialect).losses[0]?.fields ?? [];

test("a reference comes back from either dialect as it was, but for the types that BibTeX does not have", () => {
  fc.assert(
    fc.property(reference, fc.constantFrom(...dialects), (record: Reference, dialect) => {
      const generated: Reference = JSON.parse(JSON.stringify(record));
      const again = readBack(bibtexEntry(generated, { dialect }));
      const isKnown = dialect === "biblatex" || !/^(?:webpage|dataset|software|graphic)$/.test(generated.type);
      assert.deepEqual(again, isKnown ? generated : { ...generated, type: "document" });
      assert.deepEqual(lossesOf(generated, dialect), isKnown ? [] : ["type"]);
    }),
  );
});

test("whatever a reference holds, its entry is one entry and breaks no other", () => {
  const anyName = fc.record(
    { family: anyText, given: anyText, suffix: anyText, literal: anyText },
    { requiredKeys: [] },
  );
  const wild = fc.record(
    {
      id: anyText,
      type: anyText,
      title: anyText,
      author: fc.array(anyName),
      URL: anyText,
      DOI: anyText,
      page: anyText,
    },
    { requiredKeys: ["id", "type"] },
  );
  fc.assert(
    fc.property(wild, fc.constantFrom(...dialects), (generated: Reference, dialect) => {
      const text = `${bibtexEntry(generated, { dialect })}\n@book{next, title = {Next}}`;
      const { entries, problems } = readBibliography(documentOf("a.bib", text));
      assert.deepEqual(problems, [], text);
      assert.equal(entries.length, 2, text);
      assert.equal(entries[1]?.reference.title, "Next", text);
    }),
  );
});

test("what a dialect can't say is listed, and nothing else", () => {
  const losses = (facts: Partial<Reference>, dialect: BibtexDialect) =>
    lossesOf({ id: "k", type: "book", title: "A title", ...facts }, dialect);
  assert.deepEqual(losses({}, "bibtex"), []);
  assert.deepEqual(losses({ "collection-editor": [{ family: "Doe" }] }, "biblatex"), ["collection-editor"]);
  assert.deepEqual(losses({ type: "patent", jurisdiction: "Germany" }, "biblatex"), []);
  assert.deepEqual(losses({ type: "patent", jurisdiction: "Germany" }, "bibtex"), ["type", "jurisdiction"]);
  assert.deepEqual(losses({ id: "a key" }, "biblatex"), ["id"]);
  const name = { family: "Berg", given: "A", "dropping-particle": "von", "non-dropping-particle": "den" };
  assert.deepEqual(losses({ author: [name] }, "biblatex"), ["author"]);
  assert.deepEqual(losses({ abstract: "One paragraph.\n\nAnother." }, "bibtex"), ["abstract"]);
});

test("each dialect has fields and dates of its own", () => {
  const article: Reference = {
    id: "k",
    type: "article-journal",
    "container-title": "Journal",
    issued: {
      "date-parts": [
        [2020, 3],
        [2020, 4],
      ],
    },
  };
  assert.equal(
    bibtexEntry(article),
    '@article{k,\n  journal = {Journal},\n  year = {2020},\n  month = mar # "--" # apr,\n}',
  );
  assert.equal(
    bibtexEntry(article, { dialect: "biblatex" }),
    "@article{k,\n  journaltitle = {Journal},\n  date = {2020-03/2020-04},\n}",
  );
});

test("entries are appended to a .bib after one blank line, in the file's own line endings", () => {
  const entry = bibtexEntry(paper);
  assert.equal(inserted("a.bib", "", [paper]), `${entry}\n`);
  assert.equal(inserted("a.bib", "@book{b}\n", [paper]), `@book{b}\n\n${entry}\n`);
  assert.equal(inserted("a.bib", "@book{b}", [paper]), `@book{b}\n\n${entry}\n`);
  assert.equal(inserted("a.bib", "@book{b}\n\n", [paper, paper]), `@book{b}\n\n${entry}\n\n${entry}\n`);
  assert.equal(inserted("a.bib", "@book{b}\r\n", [paper]), `@book{b}\r\n\r\n${entry}\n`.replace(/\r?\n/g, "\r\n"));
});

test("items are appended to CSL-JSON lists of every layout", () => {
  const files = [
    "",
    "[]",
    "[\n]\n",
    '{"references": []}',
    '[{"id":"a","type":"book"}]',
    '[\n  {\n    "id": "a",\n    "type": "book"\n  }\n]\n',
    '{"references": [\r\n\t{\r\n\t\t"id": "a",\r\n\t\t"type": "book"\r\n\t}\r\n]}\r\n',
  ];
  for (const text of files) {
    const after = readBibliography(documentOf("a.json", inserted("a.json", text, [paper, { ...paper, id: "x" }])));
    assert.deepEqual(after.problems, [], text);
    assert.deepEqual(
      after.entries.map((entry) => entry.key),
      [...(text.includes('"a"') ? ["a"] : []), "doe2020", "x"],
    );
    assert.deepEqual(after.entries.at(-2)?.reference, paper);
  }
});

test("items are appended to CSL-YAML lists, before what follows the list", () => {
  const files = [
    "",
    "- id: a\n  type: book\n",
    "---\nreferences:\n- id: a\n  type: book\nnocite: x\n...\n",
    "references:\n  - id: a\n    title: >\n      folded\n      text\n\n# the end\n",
    "references:\r\n- id: a\r\n  type: book",
    "[]\n",
    "nocite: x\nreferences: [] # none yet\ntitle: y\n",
    "references:\n",
    "references: # none yet\r\nnocite: x\r\n",
    "[{id: a, type: book}]",
    "references: [{id: a, type: book},\n  {id: b}]\n",
  ];
  for (const text of files) {
    const written = inserted("a.yaml", text, [paper, { ...paper, id: "x" }]);
    const after = readBibliography(documentOf("a.yaml", written));
    assert.deepEqual(after.problems, [], written);
    assert.deepEqual(
      after.entries.map((entry) => entry.key),
      [...(text.includes("id: a") ? ["a"] : []), ...(text.includes("id: b") ? ["b"] : []), "doe2020", "x"],
      written,
    );
    assert.deepEqual(after.entries.at(-2)?.reference, paper);
  }
});

test("entries are appended to a Hayagriva file in its own line endings", () => {
  for (const text of [
    "a:\n  type: Book\n",
    "a:\n  type: Book",
    "a:\r\n  type: Book\r\n\r\n",
    "a:\n  type: Book\n\n# the end\n",
  ]) {
    const written = inserted("a.yaml", text, [paper, { ...paper, id: "x" }]);
    const after = readBibliography(documentOf("a.yaml", written));
    assert.deepEqual(after.problems, [], written);
    assert.deepEqual(
      after.entries.map((entry) => entry.key),
      ["a", "doe2020", "x"],
    );
    assert.equal(/(?<!\r)\n/.test(written), !text.includes("\r"), written);
  }
});

test("what another program exports is not written to", () => {
  const files = ["a.ris", "a.nbib", "a.xml", "a.enw", "review.md"];
  assert.deepEqual(
    files.map((name) => insertEntries(documentOf(name, ""), [paper])),
    files.map(() => undefined),
  );
});

test("a file that is no bibliography is not written to", () => {
  assert.equal(insertEntries(documentOf("package.json", '{"name": "x"}'), [paper]), undefined);
  assert.equal(insertEntries(documentOf("a.yaml", "name: x\n"), [paper]), undefined);
});
