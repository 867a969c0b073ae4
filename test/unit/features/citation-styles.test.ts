import assert from "node:assert/strict";
import { test } from "node:test";
import { readStyleSources } from "../../../scripts/styles.mjs";
import { chooseStyle } from "../../../server/src/features/choose-style.ts";
import { previewReferences, printPreview } from "../../../server/src/features/style-preview.ts";
import { type ListedStyle, searchStyles } from "../../../server/src/features/style-search.ts";
import { createFormatter } from "../../../server/src/styles/formatter.ts";
import { applied, fixture } from "../fixture.ts";

const listed = (title: string, name: string): ListedStyle => ({ id: name, title, name, place: "this machine" });
const styles = [
  listed("Vancouver", "vancouver"),
  listed("The Lancet Oncology", "the-lancet-oncology"),
  listed("The Lancet", "the-lancet"),
  listed("Nature Reviews Immunology", "nature-reviews-immunology"),
  listed("Nature", "nature"),
  listed("Revista de Saúde Pública", "revista-de-saude-publica"),
  listed("Gut", "gut"),
];
const found = (query: string): readonly string[] => searchStyles(styles, query, 10).map(({ name }) => name);

test("styles are found by the words of their titles, those that are called so first", () => {
  assert.deepEqual(found("nature"), ["nature", "nature-reviews-immunology"]);
  assert.deepEqual(found("lancet"), ["the-lancet", "the-lancet-oncology"]);
  assert.deepEqual(found("onc lan"), ["the-lancet-oncology"]);
  assert.deepEqual(found("SAUDE"), ["revista-de-saude-publica"]);
  assert.deepEqual(found("ature"), []);
  assert.deepEqual(searchStyles(styles, "", 2), styles.slice(0, 2));
});

test("a preview prints three works that the manuscript cites, with their titles cut short", () => {
  const { snapshot, manuscript } = fixture("Niches [@brodt2016role; @peinado2017pre] and [@coffelt2015il17].\n");
  const references = previewReferences(snapshot, manuscript);
  assert.equal(references.length, 3);
  const { citation, references: printed } = printPreview(createFormatter(readStyleSources()), "nature", references);
  assert.equal(citation, "1–3");
  assert.ok(printed.every((text) => text.includes("…")));
  assert.match(printed.join("\n"), /Brodt/);
});

test("a manuscript that cites nothing is previewed with its bibliography, then with the bundled works", () => {
  const own = `--- a.md\n---\nbibliography: r.bib\n---\n--- r.bib\n@article{own, title = {Own}, author = {Doe, Jane}, year = 2020}\n`;
  const { snapshot, manuscript } = fixture(own);
  const [first, ...others] = previewReferences(snapshot, manuscript);
  assert.deepEqual([first?.id, others.length], ["own", 2]);
});

const bundled = { name: "nature", uri: undefined, independent: { name: "nature", text: "<style/>" } };

function chosen(text: string, style: Parameters<typeof chooseStyle>[2] = bundled) {
  const made = fixture(text);
  const { edit, copy, setting } = chooseStyle(made.snapshot, made.manuscript, style);
  return { texts: Object.values(applied(made, edit)), copy: copy?.uri.replace("file:///", ""), setting };
}

test("front matter gets a style, and every other byte stays", () => {
  const copy = "project/nature.csl";
  assert.deepEqual(chosen("Text.\n"), { texts: ["---\ncsl: nature.csl\n---\n\nText.\n"], copy, setting: undefined });
  assert.deepEqual(chosen("---\r\ntitle:  A\r\n---\r\nText.").texts, [
    "---\r\ncsl: nature.csl\r\ntitle:  A\r\n---\r\nText.",
  ]);
  assert.deepEqual(chosen("---\n\nA rule above.").texts, ["---\ncsl: nature.csl\n---\n\n---\n\nA rule above."]);
  assert.deepEqual(chosen("---\ntitle: A\ncsl: old.csl # mine\n---\n").texts, [
    "---\ntitle: A\ncsl: nature.csl # mine\n---\n",
  ]);
  assert.deepEqual(chosen("---\ncsl: 'old.csl'\n---\n").texts, ["---\ncsl: 'nature.csl'\n---\n"]);
});

test("a style of the workspace is named by its path, one from elsewhere is copied under a free name", () => {
  const uri = "file:///project/styles/my%20own%23.csl";
  const own = { name: "my own#", uri, independent: { name: "my own#", text: "<style/>" } };
  assert.deepEqual(chosen("--- a/b.md\n---\ntitle: A\n---\n", own), {
    texts: ['---\ncsl: "../styles/my own#.csl"\ntitle: A\n---\n'],
    copy: undefined,
    setting: undefined,
  });
  const there = (text: string) => `--- a.md\nText.\n--- nature.csl\n${text}`;
  assert.equal(chosen(there("<style/>")).copy, undefined);
  assert.equal(chosen(there("<other/>")).copy, "project/nature-2.csl");
});

test("LaTeX, and Typst that names none, take the setting", () => {
  const elsewhere = (uri: string) => ({ ...bundled, uri });
  assert.equal(chosen("--- a.tex\nText.\n").setting, "nature");
  assert.equal(chosen("--- a.typ\nText.\n", elsewhere("file:///project/s/x.csl")).setting, "s/x.csl");
  assert.equal(chosen("--- a.tex\nText.\n", elsewhere("file:///home/writer/a%20b/x.csl")).setting, "~/a b/x.csl");
  assert.equal(chosen("--- a.tex\nText.\n", elsewhere("file:///usr/x.csl")).setting, "/usr/x.csl");
  assert.equal(chosen("--- a.tex\nText.\n", elsewhere("vscode-userdata:/x/nature.csl")).setting, "nature");
  assert.deepEqual(chosen('--- a.typ\n#bibliography("r.bib", style: "apa")\n').texts, [
    '#bibliography("r.bib", style: "nature.csl")\n',
  ]);
});
