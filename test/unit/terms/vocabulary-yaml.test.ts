import assert from "node:assert/strict";
import { test } from "node:test";
import { readVocabularyYaml } from "../../../server/src/terms/vocabulary-yaml.ts";

const good = `- id: BM:1
  label: good cell
  kind: cell-type
  synonyms: { exact: [fine cell] }
  definition: A cell.
`;

test("a faulty entry costs that entry alone and is named with its fault", () => {
  const { terms, problems } = readVocabularyYaml(`${good}- id: BM:2\n  label: odd cell\n  kind: cells\n`);
  assert.deepEqual(
    terms.map(({ label }) => label),
    ["good cell"],
  );
  assert.equal(problems.length, 2);
  assert.match(problems[0]?.message ?? "", /^Entry 2 \(odd cell\): "kind" must be one of cell-type, /);
  assert.match(problems[1]?.message ?? "", /^Entry 2 \(odd cell\): "definition" must be a text\./);
});

test("an unknown synonym scope is a fault", () => {
  const { problems } = readVocabularyYaml(good.replace("exact", "same"));
  assert.match(problems[0]?.message ?? "", /"same" is no synonym scope; use exact, narrow, broad, related\./);
});

test("a file that isn't YAML or isn't a list gives a problem and no terms", () => {
  for (const text of ["- [", "label: alone\n"]) {
    const { terms, problems } = readVocabularyYaml(text);
    assert.deepEqual(terms, []);
    assert.ok(problems.length > 0);
  }
});
