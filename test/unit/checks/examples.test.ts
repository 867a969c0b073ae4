import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { checkPages } from "../../../scripts/check-pages.ts";
import { allChecks, findingsOf } from "../../../server/src/checks/all.ts";
import type { Check } from "../../../server/src/checks/check.ts";
import { isBibliography } from "../../../server/src/syntax/bibliography.ts";
import { isManuscript } from "../../../server/src/syntax/manuscript.ts";
import { fixture, placeOf } from "../fixture.ts";

/** What a check finds in a fixture, at any level, and what the fixture asks for. */
function run({ code, setting, subject }: Check, text: string): { found: string[]; expected: readonly string[] } {
  const [, name] = setting.split(".");
  const { snapshot, expected } = fixture(text, { check: { [name ?? ""]: "warning" } });
  const isSubject = subject === "manuscript" ? isManuscript : isBibliography;
  const document = [...snapshot.documents.values()].find(isSubject);
  assert.ok(document, `the example holds no ${subject}`);
  const found = findingsOf(snapshot, document)
    .filter((finding) => finding.code === code)
    .map(({ span }) => `${placeOf(document, span)} ${code}`);
  return { found, expected };
}

for (const check of allChecks) {
  test(`${check.code}: its examples`, () => {
    for (const { bad, good } of check.examples) {
      const { found, expected } = run(check, bad);
      assert.ok(expected.length > 0, "the bad example marks nothing");
      assert.deepEqual(found, expected);
      assert.deepEqual(run(check, good), { found: [], expected: [] });
    }
  });
}

test("the pages of the checks are those in docs/checks; `npm run docs` writes them", () => {
  const folder = join(import.meta.dirname, "../../../docs/checks");
  const written = readdirSync(folder).map((name): [string, string] => [name, readFileSync(join(folder, name), "utf8")]);
  assert.deepEqual(new Map(written.sort()), new Map([...checkPages()].sort()));
});
