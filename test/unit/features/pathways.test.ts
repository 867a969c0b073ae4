import assert from "node:assert/strict";
import { test } from "node:test";
import { lookUpTerms } from "../../../server/src/features/look-up.ts";
import { describeParticipation, describePathway } from "../../../server/src/features/pathways.ts";
import { toMarkdownText } from "../../../server/src/lsp/convert.ts";
import { termOf } from "../../../server/src/terms/term-index.ts";
import { fixture } from "../fixture.ts";

const { snapshot } = fixture("Text");

function pathway(label: string): string {
  const [match] = snapshot.vocabulary.search({ text: label, limit: 1 });
  assert.equal(match?.name, label);
  return toMarkdownText(describePathway(snapshot, termOf(match)));
}

test("a pathway lists its members by role and what the literature says", () => {
  const shown = pathway("HGF/c-MET pathway");
  assert.match(shown, /^\*Members\*/);
  assert.match(shown, /- Ligand: HGF\n/);
  assert.match(shown, /- Receptor: MET\n/);
  assert.match(shown, /- Adaptors: GAB1, GRB2, SHC1/);
  assert.match(shown, /\*In the literature\*\n\n- .+\(.+ \d{4}\)/);
});

test("a molecule shows its pathways and neighbours", () => {
  const shown = toMarkdownText(describeParticipation(snapshot, "HGNC:7029"));
  assert.match(shown, /\*Pathways\*: .*HGF\/c-MET pathway \(receptor\)/);
  assert.match(shown, /\*Upstream\*: .*HGF \(activates\)/);
  assert.match(shown, /\*Downstream\*: .*GAB1 \(activates\)/);
});

test("questions about pathways are answered in the look-up", () => {
  const answers = (query: string) => lookUpTerms(snapshot, query, 50).map(({ label, note }) => `${label} | ${note}`);
  assert.match(answers("members of HGF/c-MET")[0] ?? "", /^HGF .*\| ligand, extracellular$/);
  assert.ok(answers("upstream of c-MET").some((it) => /^HGF .*\| activates c-MET in HGF\/c-MET pathway$/.test(it)));
  assert.ok(answers("downstream of c-MET").some((it) => /^GRB2.*\| c-MET activates it in /.test(it)));
  assert.deepEqual(answers("upstream of Notch pathway").length > 0, true);
  assert.deepEqual(answers("members of nothing known"), []);
});
