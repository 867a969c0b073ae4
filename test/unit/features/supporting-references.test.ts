import assert from "node:assert/strict";
import { test } from "node:test";
import { completionsAt } from "../../../server/src/features/completion.ts";
import { supportingReferencesAt } from "../../../server/src/features/supporting-references.ts";
import { fixture } from "../fixture.ts";

test("a term offers the references that support it, to be cited right after it", () => {
  const { snapshot, manuscript, offset } = fixture("Kupf<|>fer cells engulf them.");
  const found = supportingReferencesAt(snapshot, manuscript, offset);
  assert.deepEqual(found?.labels, ["Kupffer cell"]);
  assert.equal(found.offset, "Kupffer cells".length);
  assert.ok(found.references.some(({ id }) => id === "matsumura2014kupffer"));
});

test("beside a term there is nothing to support", () => {
  const { snapshot, manuscript, offset } = fixture("A plain <|>sentence.");
  assert.equal(supportingReferencesAt(snapshot, manuscript, offset), undefined);
});

test("a citation that follows a term completes its supporting references first", () => {
  for (const text of ["Kupffer cells [@<|>", "Kupffer cells @<|>", "--- a.tex\nKupffer cells~\\cite{<|>"]) {
    const { snapshot, manuscript, offset } = fixture(text);
    const supporting = new Set(snapshot.vocabulary.find("CL:0000091")?.references);
    const offered = completionsAt(snapshot, manuscript, offset).map(({ label }) => label);
    assert.ok(supporting.size > 1);
    assert.deepEqual(new Set(offered.slice(0, supporting.size)), supporting, text);
  }
});
