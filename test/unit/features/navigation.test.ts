import assert from "node:assert/strict";
import { test } from "node:test";
import { outlineOf, searchConcepts } from "../../../server/src/features/outline.ts";
import { highlightsAt, referencesAt } from "../../../server/src/features/references.ts";
import { renameAt, renameRangeAt } from "../../../server/src/features/rename.ts";
import { semanticTokens } from "../../../server/src/features/semantic-tokens.ts";
import { applied, fixture } from "../fixture.ts";

const threeFiles = `--- one.md
Ito<|> cells are here. The hepatic stellate cell (HSC) rests; HSCs wake.
--- two.tex
Hepatic stellate cells in \\LaTeX.
--- three.qmd
No such cell here but a Kupffer cell.
`;

test("references find a concept whatever name was written, in every manuscript", () => {
  const { snapshot, manuscript, offset } = fixture(threeFiles);
  const found = referencesAt(snapshot, manuscript, offset, true).map(({ uri, span }) => {
    const text = snapshot.documents.get(uri)?.text ?? "";
    return `${uri.slice(uri.lastIndexOf("/") + 1)} ${text.slice(span.start, span.end)}`;
  });
  assert.deepEqual(found, [
    "one.md Ito cells",
    "one.md hepatic stellate cell",
    "one.md HSC",
    "one.md HSCs",
    "two.tex Hepatic stellate cells",
  ]);
});

test("references of a citation are its entry and every citation of its key", () => {
  const { snapshot, manuscript, offset } = fixture(`--- a.md
See [@zhou<|>2022]. Again @zhou2022.
--- b.tex
\\addbibresource{refs.bib}\\cite{zhou2022}
--- refs.bib
@article{zhou2022, title = {A}}
`);
  const names = referencesAt(snapshot, manuscript, offset, true).map(({ uri }) => uri.slice(uri.lastIndexOf("/") + 1));
  assert.deepEqual(names, ["refs.bib", "a.md", "a.md", "b.tex"]);
});

test("highlights stay in the manuscript", () => {
  const { snapshot, manuscript, offset } = fixture(threeFiles);
  assert.equal(highlightsAt(snapshot, manuscript, offset).length, 4);
});

test("rename writes a concept's full names anew, with their plurals and capitals, and leaves abbreviations", () => {
  const given = fixture(threeFiles);
  const edit = renameAt(given.snapshot, given.manuscript, given.offset, "perisinusoidal cell");
  assert.ok(edit && "edits" in edit);
  assert.deepEqual(applied(given, edit), {
    "one.md": "perisinusoidal cells are here. The perisinusoidal cell (HSC) rests; HSCs wake.\n",
    "two.tex": "Perisinusoidal cells in \\LaTeX.\n",
  });
});

test("there is nothing to rename beside a term", () => {
  const { snapshot, manuscript, offset } = fixture("A plain <|>sentence.");
  assert.equal(renameRangeAt(snapshot, manuscript, offset), undefined);
  assert.equal(renameAt(snapshot, manuscript, offset, "x"), undefined);
});

test("the outline groups concepts by kind at their first mention", () => {
  const { snapshot, manuscript } = fixture("Kupffer cells meet platelets. Kupffer cells engulf. Fibrosis follows.");
  const outline = outlineOf(snapshot, manuscript).map(
    ({ kind, concepts }) => `${kind}: ${concepts.map(({ term, count }) => `${term.label} ${count}`).join(", ")}`,
  );
  assert.deepEqual(outline, ["cell-type: Kupffer cell 2, platelet 1", "process: fibrosis 1"]);
});

test("workspace symbols find what manuscripts mention, by any name", () => {
  const { snapshot } = fixture(threeFiles);
  const found = searchConcepts(snapshot, "stellate", 20).map(({ location }) => location.uri.slice(-6));
  assert.deepEqual(found, ["one.md", "wo.tex"]);
});

test("tokens colour each kind; quiet colours a concept once, full always, off never", () => {
  const kinds = (setting: string) => {
    const { snapshot, manuscript } = fixture("Kupffer\ncells, Kupffer cells, fibrosis.", { semanticTokens: setting });
    return semanticTokens(snapshot, manuscript).map(
      ({ span, kind }) => `${manuscript.text.slice(span.start, span.end)} ${kind}`,
    );
  };
  assert.deepEqual(kinds("quiet"), ["Kupffer cell-type", "cells cell-type", "fibrosis process"]);
  assert.deepEqual(kinds("full"), [
    "Kupffer cell-type",
    "cells cell-type",
    "Kupffer cells cell-type",
    "fibrosis process",
  ]);
  assert.deepEqual(kinds("off"), []);
});
