import assert from "node:assert/strict";
import { test } from "node:test";
import { completionsAt } from "../../../server/src/features/completion.ts";
import { insertCitation } from "../../../server/src/features/insert-citation.ts";
import { bibliographiesOf } from "../../../server/src/workspace/bibliographies.ts";
import { layeredBibliographies, referenceOf } from "../../../server/src/workspace/citations.ts";
import { applied, fixture } from "../fixture.ts";

const entry = (key: string, title: string, fields = "") =>
  `@article{${key}, author = {Zzyzx, Li}, title = {${title}}, journal = {Gut}, year = 2022${fields}}\n`;

const layers = `--- review.md
---
bibliography: own.bib
---
Cells <|>.
--- own.bib
${entry("own2022", "Own")}${entry("shared2022", "From own")}--- other/old.bib
${entry("old2022", "Old")}${entry("shared2022", "From old")}--- /home/writer/Zotero/all.bib
${entry("mine2022", "Mine")}${entry("shared2022", "From mine")}${entry("old2022", "From mine")}`;

const settings = { library: ["~/Zotero/all.bib"] };

/** Where a key is found: its title and layer. */
function found(key: string): string | undefined {
  const { snapshot, manuscript } = fixture(layers, settings);
  const cited = referenceOf(snapshot, manuscript, key);
  return cited && `${cited.layer}: ${cited.reference.title}`;
}

test("a key is looked up in the manuscript's bibliographies, the workspace's, the library, the bundled set", () => {
  assert.equal(found("shared2022"), "manuscript: From own");
  assert.equal(found("old2022"), "workspace: Old");
  assert.equal(found("mine2022"), "library: Mine");
  assert.match(found("aceto2014circulating") ?? "", /^bundled: /);
  assert.equal(found("nowhere"), undefined);
});

test("completion offers every layer, with the file of an entry that the manuscript doesn't have", () => {
  const { snapshot, manuscript, offset } = fixture(layers.replace("<|>", "@zzyzx<|>"), settings);
  assert.deepEqual(
    completionsAt(snapshot, manuscript, offset).map(({ label, detail }) => `${label}: ${detail}`),
    [
      "own2022: Zzyzx 2022 · Gut",
      "shared2022: Zzyzx 2022 · Gut",
      "old2022: Zzyzx 2022 · Gut · old.bib",
      "mine2022: Zzyzx 2022 · Gut · all.bib",
    ],
  );
});

test("an inserted entry of another layer is added to the manuscript's bibliography; other files stay", () => {
  const given = fixture(layers, settings);
  const files = applied(given, insertCitation(given.snapshot, given.manuscript, given.offset, ["own2022", "mine2022"]));
  assert.deepEqual(Object.keys(files), ["review.md", "own.bib"]);
  assert.match(files["own.bib"] ?? "", /own2022.*shared2022.*mine2022/s);
});

test("a key that names an identifier finds the work in any layer", () => {
  const { snapshot, manuscript } = fixture(`--- review.md
---
bibliography: x.bib
---
--- x.bib
${entry("a2022", "A", ", doi = {10.1000/ABC.1}, pmid = {12345678}, url = {https://example.org/a/}, isbn = {978-0-00-000000-2}")}${entry("p2022", "P", ", doi = {10.48550/arXiv.2101.00001}")}`);
  const title = (key: string) => referenceOf(snapshot, manuscript, key)?.reference.title;
  for (const key of [
    "doi:10.1000/abc.1",
    "10.1000/abc.1",
    "pmid:12345678",
    "url:https://example.org/a",
    "https://doi.org/10.1000/abc.1",
    "isbn:9780000000002",
  ]) {
    assert.equal(title(key), "A", key);
  }
  assert.equal(title("arxiv:2101.00001v2"), "P");
  assert.equal(title("doi:10.1000/other"), undefined);
  const [bundled] = [...snapshot.bundled.values()].filter(({ DOI }) => DOI);
  assert.equal(title(`doi:${bundled?.DOI}`), bundled?.title);
});

test("questions about one snapshot find the bibliographies once", () => {
  const { snapshot, manuscript } = fixture(layers, settings);
  assert.equal(bibliographiesOf(snapshot, manuscript), bibliographiesOf(snapshot, manuscript));
  assert.equal(layeredBibliographies(snapshot, manuscript), layeredBibliographies(snapshot, manuscript));
});
