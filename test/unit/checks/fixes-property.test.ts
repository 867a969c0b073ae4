import assert from "node:assert/strict";
import { test } from "node:test";
import { faultsOfFix, fixesInTurn } from "../../../scripts/evaluate/fix-properties.ts";
import { allChecks, findingsOf } from "../../../server/src/checks/all.ts";
import { silencingFixes } from "../../../server/src/checks/silence.ts";
import type { Edit } from "../../../server/src/workspace/edit.ts";
import { fixture } from "../fixture.ts";

/** Every check at a level that shows. */
const everyCheck = {
  check: Object.fromEntries(allChecks.map(({ setting }) => [setting.slice("check.".length), "warning"])),
};

const examples = allChecks.flatMap(({ code, examples }) => examples.map(({ bad }) => ({ code, bad })));

for (const { code, bad } of examples) {
  test(`${code}: each fix settles its finding, brings no other, is done after once and touches nothing else`, () => {
    const { snapshot } = fixture(bad, everyCheck);
    for (const document of snapshot.documents.values()) {
      const findings = findingsOf(snapshot, document);
      for (const finding of findings) {
        for (const fix of [...finding.fixes(), ...silencingFixes(document, finding.code, finding.span)]) {
          assert.deepEqual(faultsOfFix(snapshot, document, finding, fix), [], `“${fix.title}” of ${finding.message}`);
        }
      }
      const own = findings.filter((finding) => finding.code === code);
      assert.ok(fixesInTurn(snapshot, document, code, own.length + 1) <= own.length, "fixes in turn come to an end");
    }
  });
}

test("a fix that does anything else is told", () => {
  const { snapshot } = fixture(
    `--- refs.bib
@article{a, title = {Invented niches}, author = {Doe, Ann}, journal = {Gut}, year = 2011, pages = {285--134}}
% A remark.
@article{b, title = {Invented soils}, author = {Doe, Ann}, journal = {Gut}, year = 2012}
`,
    everyCheck,
  );
  const [document] = snapshot.documents.values();
  assert.ok(document);
  const finding = findingsOf(snapshot, document).find(({ code }) => code === "malformed-pages");
  assert.ok(finding);
  const replacing = (from: string, newText: string): Edit => {
    const start = document.text.indexOf(from);
    return { create: [], edits: [{ uri: document.uri, span: { start, end: start + from.length }, newText }] };
  };
  const faultsOf = (edit: Edit) =>
    faultsOfFix(snapshot, document, finding, { title: "Mend", edit, preferred: true }).map((it) =>
      it.split(/[ :]/, 2).join(" "),
    );
  assert.deepEqual(faultsOf(replacing("285--134", "134--285")), []);
  assert.deepEqual(faultsOf(replacing("285--134", "285--134")), ["The finding", "It changes"]);
  assert.deepEqual(faultsOf(replacing("285--134}}\n% A remark.", "134--285}}")), ["It reaches"]);
  assert.deepEqual(faultsOf(replacing("2011, pages = {285--134}", "3011, pages = {134--285}")), ["It brings"]);
});
