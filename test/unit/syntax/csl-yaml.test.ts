import assert from "node:assert/strict";
import { test } from "node:test";
import { readBibliography } from "../../../server/src/syntax/bibliography.ts";
import { writeCslYaml } from "../../../server/src/syntax/csl-yaml.ts";
import type { Reference } from "../../../server/src/syntax/reference.ts";
import { createDocument } from "../../../server/src/text/document.ts";

function read(text: string) {
  const document = createDocument("file:///refs.yaml", text);
  assert.ok(document);
  return readBibliography(document);
}

const references = `---
references:
- id: doe2014
  type: article-journal
  title: Growth of *E. coli* with [TGF]{.nocase}
  author:
  - family: Doe
    given: Jane
  volume: 012
  issued:
    date-parts:
    - - 2014
      - 3
  custom:
    authors-complete: false
- id: "10.1234"
  issued: 2001-05
...
`;

test("items under references: are read with the spans of their keys", () => {
  const { entries, problems } = read(references);
  assert.deepEqual(problems, []);
  assert.deepEqual(
    entries.map(({ keySpan }) => references.slice(keySpan.start, keySpan.end)),
    ["doe2014", "10.1234"],
  );
  assert.deepEqual(entries[0]?.reference, {
    id: "doe2014",
    type: "article-journal",
    title: "Growth of <i>E. coli</i> with TGF",
    author: [{ family: "Doe", given: "Jane" }],
    volume: "012",
    issued: { "date-parts": [[2014, 3]] },
    custom: { "authors-complete": false },
  });
  assert.deepEqual(entries[1]?.reference.issued, { "date-parts": [[2001, 5]] });
});

test("a bare list is a bibliography too", () => {
  assert.deepEqual(
    read("- id: a\n- id: b\n").entries.map((entry) => entry.key),
    ["a", "b"],
  );
});

test("a fault in one item is reported; the others stay", () => {
  const { entries, problems } = read('- id: a\n  title: "T\n- id: b\n  title: x\n');
  assert.ok(problems.length > 0);
  assert.equal(entries[0]?.key, "a");
});

test("YAML that is no bibliography gives no entries and one problem", () => {
  for (const text of ["name: x\n", "- one\n- two\n", "", "references: none\n"]) {
    const { entries, problems } = read(text);
    assert.equal(entries.length, 0, text);
    assert.deepEqual(
      problems.map((problem) => problem.code),
      ["not-a-bibliography"],
      text,
    );
  }
});

test("what is written is what Pandoc reads: its Markdown escaped, YAML 1.1's other words for yes and no quoted", () => {
  const reference: Reference = {
    id: "k",
    type: "article-journal",
    title: "'Seed & soil' <i>in</i> CD8<sup>+</sup> cells -- a [note], p<0.05, IL_6*, …",
    author: [{ family: "Doe", given: "N" }],
    publisher: "A & B's @home",
  };
  const written = writeCslYaml([reference]);
  assert.equal(
    written,
    `references:
- id: k
  type: article-journal
  title: \\'Seed & soil\\' *in* CD8^+^ cells -\\- a \\[note\\], p\\<0.05, IL\\_6\\*, …
  author:
    - family: Doe
      given: "N"
  publisher: A & B\\'s \\@home
`,
  );
  assert.deepEqual(read(written).entries[0]?.reference, reference);
});
