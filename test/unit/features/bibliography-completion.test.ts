import assert from "node:assert/strict";
import { test } from "node:test";
import { readStyleSources } from "../../../scripts/styles.mjs";
import { type Completion, completionsAt, describeCompletion } from "../../../server/src/features/completion.ts";
import { createFormatter } from "../../../server/src/styles/formatter.ts";
import { bundledReferences, fixture } from "../fixture.ts";

function offered(bib: string): readonly Completion[] {
  const { snapshot, manuscript, offset } = fixture(`--- refs.bib\n${bib}`);
  return completionsAt(snapshot, manuscript, offset);
}

function labels(bib: string): string[] {
  return offered(bib).map(({ label }) => label);
}

/** The bibliography after the item with this label was accepted, its snippet where it has one. */
function accepted(bib: string, label: string): string {
  const item = offered(bib).find((it) => it.label === label);
  assert.ok(item, `${label} is not offered`);
  const text = bib.replace("<|>", "");
  return text.slice(0, item.replace.start) + (item.snippet ?? item.insert) + text.slice(item.replace.end);
}

test("after @ the entry types, each with its required fields to fill in", () => {
  assert.deepEqual(labels("@artic<|>"), ["article"]);
  assert.equal(
    accepted("@artic<|>", "article"),
    `@article{\${1:key},\n\tauthor = {$2},\n\ttitle = {$3},\n\tjournal = {$4},\n\tyear = {$5},\n}$0`,
  );
  assert.equal(accepted("@inp<|>roc{k, title = {T}}", "inproceedings"), "@inproceedings{k, title = {T}}");
  assert.deepEqual(labels("@<|>").slice(0, 2), ["article", "book"]);
});

test("a file of biblatex gets its names", () => {
  const text = accepted("@book{a, date = {2020}}\n\n@artic<|>", "article");
  assert.match(text, /journaltitle = \{\$4\},\n\tdate = \{\$5\}/);
});

test("fields of the type come first, and none that is there", () => {
  const found = offered("@article{k,\n  author = {A},\n  <|>\n  year = 2020\n}");
  assert.deepEqual(
    found.slice(0, 3).map(({ label, detail }) => `${label} ${detail}`),
    ["title required", "journal required", "volume optional"],
  );
  assert.ok(!found.some(({ label }) => label === "author" || label === "year"));
  assert.deepEqual(labels("@article{k, journaltitle = {J},\n jour<|>}").slice(0, 1), ["journalsubtitle"]);
  assert.ok(!labels("@article{k, journaltitle = {J},\n jour<|>}").includes("journal"));
});

test("a field comes with its braces, or without where its value is there", () => {
  assert.equal(accepted("@article{k,\n  jou<|>\n}", "journal"), "@article{k,\n  journal = {$1},$0\n}");
  assert.equal(accepted("@article{k,\n  jou<|> = {J}\n}", "journal"), "@article{k,\n  journal = {J}\n}");
});

test("nothing is offered in keys, comments, titles, between entries and right after a comma", () => {
  for (const bib of [
    "@article{k<|>ey, title = {T}}",
    "@article{key, title = {A jour<|>nal}}",
    "@article{key, % jour<|>\n}",
    "@article{key}\n jour<|>",
    "@comment{jour<|>}",
    "@article{key,\n  title = {T},<|>\n}",
  ])
    assert.deepEqual(labels(bib), [], bib);
});

test("fields are offered after a comma and a blank, and in an entry that was never closed", () => {
  assert.ok(labels("@article{key, <|>}").includes("title"));
  assert.ok(labels("@article{key,\n  titl<|>\n\n@book{other, title = {T}}").includes("title"));
});

test("names of strings by name or value, and those of months", () => {
  const strings = "@string{jex = {Journal of Examples}}\n@string{acm = {Another}}\n";
  assert.deepEqual(labels(`${strings}@article{k, journal = je<|>}`), ["jex"]);
  assert.deepEqual(labels(`${strings}@article{k, publisher = exam<|>}`), ["jex"]);
  assert.deepEqual(labels(`${strings}@article{k, note = {See } # a<|>}`), ["acm"]);
  assert.deepEqual(labels("@article{k, month = <|>}").slice(0, 2), ["jan", "feb"]);
  assert.deepEqual(labels("@article{k, month = ju<|>}"), ["jun", "jul"]);
});

test("keys of other entries by key, author or title, as in citations", () => {
  const parents =
    "@proceedings{conf20, title = {Meeting on Stellate Cells}, editor = {Zhou, Li}, year = 2020}\n@book{b, title = {Other}}\n";
  assert.equal(
    accepted(`${parents}@inproceedings{k, crossref = {stell<|>}}`, "conf20"),
    `${parents}@inproceedings{k, crossref = {conf20}}`,
  );
  assert.deepEqual(labels(`${parents}@inproceedings{k, crossref = {zhou 2020<|>}}`), ["conf20"]);
  assert.deepEqual(labels(`${parents}@misc{k, related = {b, <|>}}`), ["conf20"]);
  assert.equal(
    accepted(`${parents}@misc{k, related = {con<|>, b}}`, "conf20"),
    `${parents}@misc{k, related = {conf20, b}}`,
  );
  assert.deepEqual(labels("@xdata{pub, publisher = {P}}\n@book{k, xdata = {p<|>}}"), ["pub"]);
});

test("journals by any word: those of other entries and of the bundled references", () => {
  const bib = "@article{a, journal = {Journal of Invented Examples}}\n@article{k, journal = {invented<|>}}";
  assert.deepEqual(labels(bib), ["Journal of Invented Examples"]);
  const bundled = [...bundledReferences.values()].map((it) => it["container-title"] ?? "");
  assert.ok(bundled.includes("Nature Cell Biology"), "a journal of the bundled set");
  assert.ok(labels("@article{k, journal = {bio cell<|>}}").includes("Nature Cell Biology"));
  assert.match(accepted("@article{k, journal = natu<|>}", "Nature Cell Biology"), /journal = \{Nature Cell Biology\}/);
  assert.ok(!labels("@article{k, journal = {Inventum<|>}}").includes("Inventum"), "what is being typed");
});

test("closed lists", () => {
  assert.deepEqual(labels("@misc{k, pubstate = {inp<|>}}"), ["inpreparation", "inpress"]);
  assert.deepEqual(labels("@misc{k, langid = {ngerm<|>}}"), ["ngerman"]);
  assert.deepEqual(labels("@thesis{k, type = {phd<|>}}"), ["phdthesis"]);
});

test("a field, a type and an entry tell what they are", () => {
  const style = { formatter: createFormatter(readStyleSources()), style: "vancouver" };
  const bib = "--- refs.bib\n@book{par, title = {The Parent}}\n@inbook{k, crossref = {pa<|>}}";
  const { snapshot, manuscript, offset } = fixture(bib);
  const [parent] = completionsAt(snapshot, manuscript, offset);
  assert.ok(parent?.subject);
  assert.match(JSON.stringify(describeCompletion(snapshot, parent.subject, style)), /The Parent/);
  const field = describeCompletion(snapshot, { kind: "field", name: "doi" }, style);
  assert.match(JSON.stringify(field), /Digital Object Identifier/);
});
