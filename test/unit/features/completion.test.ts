import assert from "node:assert/strict";
import { test } from "node:test";
import { completionsAt } from "../../../server/src/features/completion.ts";
import { fixture } from "../fixture.ts";

const limit = 5;

/** Accepts the first item whose label is `label` and gives the line that results. */
function accept(text: string, label: string, settings?: Record<string, unknown>): string {
  const { snapshot, manuscript, offset } = fixture(text, settings);
  const item = completionsAt(snapshot, manuscript, offset).find((it) => it.label === label);
  assert.ok(item, `${label} is not offered at ${text}`);
  const { text: before } = manuscript;
  return before.slice(0, item.replace.start) + item.insert + before.slice(item.replace.end);
}

function labels(text: string): string[] {
  const { snapshot, manuscript, offset } = fixture(text);
  return completionsAt(snapshot, manuscript, offset).map(({ label }) => label);
}

test("any word of a label completes the term, the term's own kind with it", () => {
  const { snapshot, manuscript, offset } = fixture("Signals from stellate<|>");
  const [first] = completionsAt(snapshot, manuscript, offset);
  assert.equal(first?.label, "hepatic stellate cell");
  assert.equal(first?.kind, "cell-type");
});

test("a synonym completes the preferred label and is shown", () => {
  const { snapshot, manuscript, offset } = fixture("These are Ito<|>");
  const item = completionsAt(snapshot, manuscript, offset).find(({ label }) => label === "hepatic stellate cell");
  assert.equal(item?.detail, "Ito cell");
  assert.equal(item?.insert, "hepatic stellate cell");
});

test("the setting keeps the synonym that was typed", () => {
  const settings = { completion: { insert: "matchedName" } };
  assert.equal(accept("These are Ito<|>", "hepatic stellate cell", settings), "These are Ito cell");
});

test("the words before the cursor count as far as they belong to the name", () => {
  assert.equal(accept("many hepatic stel<|> here", "hepatic stellate cell"), "many hepatic stellate cell here");
  assert.equal(accept("the pre-met<|>", "pre-metastatic niche"), "the pre-metastatic niche");
  assert.equal(labels("in activated hepatic ste<|>")[0], "activated hepatic stellate cell");
});

test("the writer's plural and capital are kept", () => {
  assert.equal(accept("Stellate cells<|>", "hepatic stellate cell"), "Hepatic stellate cells");
  assert.equal(accept("Kupf<|>", "Kupffer cell"), "Kupffer cell");
});

test("American spelling, Greek letters and their names find the same terms", () => {
  assert.ok(labels("a tumor-ass<|>").slice(0, limit).includes("tumour-associated macrophage"));
  assert.deepEqual(labels("TGF-β<|>"), labels("TGF-beta<|>"));
});

test("nothing is offered in code, maths, URLs, YAML and short or function words", () => {
  for (const text of [
    "`stellate<|>`",
    "$stellate<|>$",
    "<https://example.org/stellate<|>>",
    "```\nstellate<|>\n```",
    "---\ntitle: stellate<|>\n---\n",
    "a st<|>",
    "with<|>",
  ]) {
    assert.deepEqual(labels(text), [], text);
  }
});

test("citations complete by key, author, title words, year and journal", () => {
  const bib = `
--- refs.bib
@article{zhou2022, author = {Zhou, Li and Ñandú, Anna}, title = {Stellate cells awaken}, journal = {Zeitschrift}, year = 2022}
@article{arda2019, author = {Arda, Bo}, title = {Niches}, journal = {Cell}, year = 2019}
`;
  for (const query of ["@zhou", "[@nand", "[see @arda2019; @awaken", "@{zeits", "[-@2022"]) {
    const first = labels(`--- review.md\n---\nbibliography: refs.bib\n---\n${query}<|>\n${bib.slice(1)}`)[0];
    assert.equal(first, "zhou2022", query);
  }
});

test("LaTeX citations complete between the braces, keys already cited left out", () => {
  const offered = labels(`--- review.tex
\\addbibresource{refs.bib}
\\parencite[p.~3]{zhou2022, <|>
--- refs.bib
@article{zhou2022, author = {Zhou, Li}, title = {A}, year = 2022}
@article{arda2019, author = {Arda, Bo}, title = {B}, year = 2019}
`);
  assert.equal(offered[0], "arda2019");
  assert.ok(!offered.includes("zhou2022"));
});

test("the manuscript's own entries and the bundled references are both offered", () => {
  const offered = labels("[@aceto<|>");
  assert.ok(offered.includes("aceto2014circulating"));
});

test("a key that can't stand behind the sign is inserted in the form that holds it", () => {
  const bib = "--- refs.bib\n@misc{DBLP:conf/x., author = {Zhou, Li}, title = {A}, year = 2022}\n";
  assert.equal(accept(`--- review.md\nSee @dbl<|>\n${bib}`, "DBLP:conf/x."), "See @{DBLP:conf/x.}\n");
  assert.equal(accept(`--- review.tex\n\\cite{dbl<|>}\n${bib}`, "DBLP:conf/x."), "\\cite{DBLP:conf/x.}\n");
  assert.equal(accept(`--- review.typ\nSee @dbl<|>\n${bib}`, "DBLP:conf/x."), 'See #cite(label("DBLP:conf/x."))\n');
  assert.equal(accept(`--- review.typ\n#cite(<dbl<|>>)\n${bib}`, "DBLP:conf/x."), '#cite(label("DBLP:conf/x."))\n');
});
