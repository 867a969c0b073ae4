/** What an import adds to a bibliography, under which keys, and what it leaves alone. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { writeBibliography } from "../../../server/src/references/convert.ts";
import { importItems } from "../../../server/src/references/import-items.ts";
import { readBibliography } from "../../../server/src/syntax/bibliography.ts";
import type { Reference } from "../../../server/src/syntax/reference.ts";
import { createDocument } from "../../../server/src/text/document.ts";
import { type LookedUp, type Outcome, planImport } from "../../../server/src/workspace/import-references.ts";
import { applied, bundledReferences, fixture } from "../fixture.ts";

function bundled(key: string): Reference {
  const found = bundledReferences.get(key);
  assert.ok(found);
  return found;
}

const aceto = bundled("aceto2014circulating");
const brodt = bundled("brodt2016role");

function shown(outcomes: readonly Outcome[]): string[] {
  return outcomes.map((it) => ("key" in it ? `${it.kind} ${it.key}` : `${it.kind}: ${it.reason}`));
}

function imported(files: string, text: string, found: Readonly<Record<string, LookedUp>> = {}, citedAs?: string) {
  const made = fixture(files);
  const { snapshot, manuscript: document } = made;
  const plan = planImport(snapshot, { document, citedAs }, importItems(text), new Map(Object.entries(found)));
  return { files: applied(made, plan.edit), outcomes: shown(plan.outcomes), plan };
}

function keysIn(name: string, text: string): string[] {
  const document = createDocument(`file:///project/${name}`, text);
  return document ? readBibliography(document).entries.map(({ key }) => key) : [];
}

const nbib = writeBibliography([{ ...aceto, PMID: "12345678" }], "nbib").text;

test("a pasted record gets a key of author, year and title, free in the library, at the end of the bibliography", () => {
  const own = "@article{aceto2014circulating, title = {Another work}}\n";
  const { files, outcomes } = imported(`--- review.md\nText.<|>\n--- refs.bib\n${own}`, nbib);
  assert.deepEqual(outcomes, ["added aceto2014circulatingb"]);
  assert.ok(files["refs.bib"]?.startsWith(own));
  assert.deepEqual(keysIn("refs.bib", files["refs.bib"] ?? ""), ["aceto2014circulating", "aceto2014circulatingb"]);
  assert.match(files["refs.bib"] ?? "", /pmid = \{12345678\}/);
});

test("entries are written in the bibliography's own format; without one a new one is made and named", () => {
  const json = '[\n  {"id": "x", "type": "book", "title": "X"}\n]\n';
  const added = imported(`--- review.md\n---\nbibliography: refs.json\n---\nText.<|>\n--- refs.json\n${json}`, nbib);
  assert.deepEqual(keysIn("refs.json", added.files["refs.json"] ?? ""), ["x", "aceto2014circulating"]);
  const made = imported("--- review.md\nText.<|>\n", nbib);
  assert.deepEqual(made.plan.edit.create, ["file:///project/references.bib"]);
  assert.match(made.files["review.md"] ?? "", /^---\nbibliography: references\.bib\n---\n/);
});

test("chosen keys stay, taken ones get a letter, and those that BibTeX can't hold are made anew", () => {
  const text = writeBibliography(
    [
      { ...aceto, id: "mine" },
      { ...brodt, id: "taken" },
      { id: "a,b", type: "book", title: "Examples" },
    ],
    "ris",
  ).text;
  const { outcomes } = imported("--- refs.bib\n@book{taken, title = {Another}}\n", text);
  assert.deepEqual(outcomes, ["added mine", "added takenb", "added examples"]);
});

test("a work that the library has is not added, whatever identifier it is known by; the key is told", () => {
  const own = `--- review.md\n[@a]<|>\n--- refs.bib\n@article{a, doi = {${aceto.DOI?.toUpperCase()}}, pmid = {12345678}}\n`;
  for (const text of [nbib, aceto.DOI ?? "", "PMID:12345678", writeBibliography([aceto], "bibtex").text]) {
    const { files, outcomes } = imported(own, text);
    assert.deepEqual([outcomes, files], [["known a"], {}], text);
  }
});

test("a work that stands twice in what is imported is added once, and a second time adds nothing", () => {
  const book: Reference = { id: "doe1999", type: "book", title: "On Examples" };
  const text = writeBibliography([aceto, { ...aceto, id: "again" }, book], "bibtex").text;
  const first = imported("--- refs.bib\n", text);
  assert.deepEqual(first.outcomes, ["added aceto2014circulating", "known aceto2014circulating", "added doe1999"]);
  const second = imported(`--- refs.bib\n${first.files["refs.bib"]}`, text);
  assert.deepEqual(second.outcomes, ["known aceto2014circulating", "known aceto2014circulating", "known doe1999"]);
  assert.deepEqual(second.files, {});
});

test("what was not found adds nothing and does not keep the others from being added", () => {
  const found: Record<string, LookedUp> = {
    "doi:10.1000/a": { kind: "missing", reason: "Nobody has it." },
    "pmid:12345678": { kind: "reference", reference: { ...aceto, id: "" } },
    "pmid:23456789": { kind: "failed", reason: "The service sleeps." },
  };
  const { files, outcomes } = imported("--- refs.bib\n", "10.1000/a\n12345678\n23456789\n", found);
  const expected = ["missing: Nobody has it.", "added aceto2014circulating", "failed: The service sleeps."];
  assert.deepEqual(outcomes, expected);
  assert.deepEqual(keysIn("refs.bib", files["refs.bib"] ?? ""), ["aceto2014circulating"]);
  const none = imported("--- refs.bib\n", "10.1000/a\n", found);
  assert.deepEqual(none.files, {});
});

test("an identifier that is cited gives way to the new key", () => {
  const found: Record<string, LookedUp> = {
    "doi:10.1000/a": { kind: "reference", reference: { id: "", type: "book", title: "Examples" } },
  };
  const review = "--- review.md\nOne [@doi:10.1000/a, p. 3], two [@{doi:10.1000/a}]<|>.\n--- refs.bib\n";
  const { files } = imported(review, "doi:10.1000/a", found, "doi:10.1000/a");
  assert.equal(files["review.md"], "One [@examples, p. 3], two [@{examples}].\n");
});
