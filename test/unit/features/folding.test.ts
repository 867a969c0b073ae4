import assert from "node:assert/strict";
import { test } from "node:test";
import { foldsIn } from "../../../server/src/features/folding.ts";
import { fixture, placeOf } from "../fixture.ts";

/** The first and last line of each fold, from 1. */
function folds(file: string, text: string): string[] | undefined {
  const { snapshot } = fixture(`--- review.md\nText.\n--- ${file}\n${text}`);
  const document = snapshot.documents.get(`file:///project/${file}`);
  assert.ok(document);
  return foldsIn(document)?.map(({ span, isComment }) => {
    const [first, last] = [span.start, span.end].map((at) => placeOf(document, { start: at, end: at }).split(":")[0]);
    return `${first}-${last}${isComment ? " comment" : ""}`;
  });
}

test("entries, comments and groups of strings fold", () => {
  const bib =
    "@comment{\n  meta\n}\n@string{a = {A}}\n\n@string(b = a # {B})\n% between\n@string{c = {C}}\n@book{k,\n  title = {@comment{\n  no}}\n}\n@misc{l}";
  assert.deepEqual(folds("refs.bib", bib), ["1-3 comment", "4-6", "8-8", "9-12", "13-13"]);
});

test("an entry that is never closed folds to the next", () => {
  assert.deepEqual(folds("refs.bib", "@book{a,\n  title = {A},\n\n@book{b,\n}"), ["1-2", "4-5"]);
});

test("records of RIS and NBIB fold", () => {
  assert.deepEqual(folds("refs.ris", "TY  - BOOK\nTI  - A\nER  - \n\nTY  - BOOK\nTI  - B\nER  - \n"), ["1-3", "5-7"]);
  assert.deepEqual(folds("refs.nbib", "PMID- 1\nTI  - A\n\nPMID- 2\nTI  - B\n"), ["1-2", "4-5"]);
});

test("manuscripts and JSON fold as the editor has it", () => {
  assert.equal(folds("refs.json", '[{"id": "a", "type": "book"}]'), undefined);
  const { manuscript } = fixture("# Heading\n\nText.");
  assert.equal(foldsIn(manuscript), undefined);
});
