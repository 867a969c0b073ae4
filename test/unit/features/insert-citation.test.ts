import assert from "node:assert/strict";
import { test } from "node:test";
import { insertCitation } from "../../../server/src/features/insert-citation.ts";
import { applied, fixture } from "../fixture.ts";

const refs = `--- refs.bib
@article{a1, author = {A, B}, title = {A}, journal = {Gut}, year = 2022}
@article{b2, author = {B, C}, title = {B}, journal = {Gut}, year = 2019}
`;

function insert(text: string, ...keys: string[]): Record<string, string> {
  const given = fixture(text);
  return applied(given, insertCitation(given.snapshot, given.manuscript, given.offset, keys));
}

test("each format gets its own syntax, apart from the word before", () => {
  assert.equal(insert(`--- review.md\nAs shown<|>.\n${refs}`, "a1", "b2")["review.md"], "As shown [@a1; @b2].\n");
  assert.equal(insert(`--- review.tex\nAs shown <|>.\n${refs}`, "a1", "b2")["review.tex"], "As shown \\cite{a1,b2}.\n");
  assert.equal(insert(`--- review.typ\nAs shown<|>.\n${refs}`, "a1", "b2")["review.typ"], "As shown @a1 @b2.\n");
  assert.equal(insert(`--- review.typ\nAs <|>[x].\n${refs}`, "a1")["review.typ"], "As @a1 [x].\n");
});

test("inside a citation the keys join it, each once", () => {
  assert.equal(
    insert(`--- review.md\nAs [see @a1<|>, p. 3].\n${refs}`, "a1", "b2")["review.md"],
    "As [see @a1, p. 3; @b2].\n",
  );
  assert.equal(
    insert(`--- review.tex\nAs \\cite[p.~3]{a1<|>}.\n${refs}`, "b2")["review.tex"],
    "As \\cite[p.~3]{a1,b2}.\n",
  );
  assert.equal(insert(`--- review.typ\nAs @a<|>1[p. 3].\n${refs}`, "a1", "b2")["review.typ"], "As @a1[p. 3] @b2.\n");
});

test("a bundled reference goes into the bibliography; one that is there does not again", () => {
  const files = insert(`--- review.md\nAs shown<|>.\n${refs}`, "a1", "aceto2014circulating");
  assert.equal(files["review.md"], "As shown [@a1; @aceto2014circulating].\n");
  assert.equal(files["refs.bib"]?.match(/@article\{/g)?.length, 3);
});
