import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readBibliography } from "../../../server/src/syntax/bibliography.ts";
import { createDocument } from "../../../server/src/text/document.ts";

function read(text: string) {
  const document = createDocument("file:///refs.json", text);
  assert.ok(document);
  return readBibliography(document);
}

const list = `[
  {
    "id": "doi:10.1000/x",
    "type": "article-journal",
    "title": "A {\\"quoted\\"} title",
    "author": [{ "id": "not this", "family": "Doe", "given": "J" }],
    "volume": 12,
    "issued": { "date-parts": [["2014", "3"]] },
    "DOI": "https://doi.org/10.1000/x",
    "note": "standard_id: x\\nPMID: 12345"
  },
  { "id": 7, "type": "book", "title": "Numbered", "issued": { "raw": "2001-05-06" } }
]
`;

test("items are read with the spans of their keys", () => {
  const { entries, problems } = read(list);
  assert.deepEqual(problems, []);
  assert.deepEqual(
    entries.map(({ keySpan }) => list.slice(keySpan.start, keySpan.end)),
    ["doi:10.1000/x", "7"],
  );
  assert.match(list.slice(entries[1]?.span.start, entries[1]?.span.end), /^\{ "id": 7.*\}$/);
});

test("numbers become text, dates numbers, identifiers bare; Zotero's note gives the PMID", () => {
  const { title, volume, issued, DOI, PMID, author } = read(list).entries[0]?.reference ?? {};
  assert.deepEqual(
    { title, volume, issued, DOI, PMID, author },
    {
      title: 'A {"quoted"} title',
      volume: "12",
      issued: { "date-parts": [[2014, 3]] },
      DOI: "10.1000/x",
      PMID: "12345",
      author: [{ family: "Doe", given: "J" }],
    },
  );
  assert.deepEqual(read(list).entries[1]?.reference.issued, { "date-parts": [[2001, 5, 6]] });
});

test("a broken item costs that item alone", () => {
  const text =
    '[\n  {"id": "a", "type": "book"},\n  {"id": "b", "type": },\n  {"id": "c", "title": "C"\n  {"id": "d"}\n]';
  const { entries, problems } = read(text);
  assert.deepEqual(
    entries.map((entry) => entry.key),
    ["a", "d"],
  );
  assert.deepEqual(
    problems.map((problem) => [problem.code, text.slice(0, problem.span.start).split("\n").length]),
    [
      ["broken-json", 3],
      ["broken-json", 4],
    ],
  );
});

test("a missing comma between good items is reported and costs none", () => {
  const { entries, problems } = read('[{"id": "a"} {"id": "b"}]');
  assert.equal(entries.length, 2);
  assert.equal(problems.length, 1);
});

test("an item without an id is reported", () => {
  const { entries, problems } = read('[{"title": "x"}]');
  assert.equal(entries.length, 0);
  assert.deepEqual(
    problems.map((problem) => problem.code),
    ["missing-key"],
  );
});

test("JSON that is no bibliography gives no entries and one problem", () => {
  for (const text of ['{"name": "x", "list": [{"id": "a"}]}', "[1, 2]", "", "nonsense", '"text"']) {
    const { entries, problems } = read(text);
    assert.equal(entries.length, 0, text);
    assert.deepEqual(
      problems.map((problem) => problem.code),
      ["not-a-bibliography"],
      text,
    );
  }
  assert.deepEqual(read("[]"), { entries: [], problems: [] });
});

test("the bundled references are read as they stand", () => {
  const text = readFileSync(new URL("../../../server/data/references.json", import.meta.url), "utf8");
  const { entries, problems } = read(text);
  assert.deepEqual(problems, []);
  assert.deepEqual(
    entries.map((entry) => entry.reference),
    JSON.parse(text),
  );
});
