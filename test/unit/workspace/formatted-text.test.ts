import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readStyleSources } from "../../../scripts/styles.mjs";
import { createFormatter, toText } from "../../../server/src/styles/formatter.ts";
import { editDocument } from "../../../server/src/text/document.ts";
import { formattedTextOf } from "../../../server/src/workspace/formatted-text.ts";
import { withFile } from "../../../server/src/workspace/snapshot.ts";
import { type Fixture, fixture } from "../fixture.ts";

const noteStyle = `<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
<info><title>Notes</title><id>notes</id></info>
<citation><layout delimiter="; "><choose>
<if position="ibid"><text value="ibid"/></if>
<else-if position="subsequent"><text value="note "/><text variable="first-reference-note-number"/></else-if>
<else><text variable="title"/></else>
</choose></layout></citation></style>`;

const formatter = createFormatter(readStyleSources());
formatter.addStyle("notes", noteStyle);

const bib = `--- refs.bib
@article{doe, author = {Doe, Ann}, title = {Liver}, journal = {J Plain}, year = {2020}}
@article{roe, author = {Roe, Bob and Poe, Pam and Coe, Cy}, title = {Lung}, journal = {J Plain}, year = {2021}}
@article{doeTwo, author = {Doe, Ann}, title = {Spleen}, journal = {J Plain}, year = {2020}}
`;

function printed({ snapshot, manuscript }: Fixture, style: string): readonly string[] {
  return formattedTextOf(snapshot, manuscript, { formatter, style }).clusters.map(({ content }) => toText(content));
}

function listed({ snapshot, manuscript }: Fixture, style: string): readonly string[] {
  return formattedTextOf(snapshot, manuscript, { formatter, style })
    .bibliography()
    .map(({ key }) => key);
}

describe("a manuscript as it prints", () => {
  it("cites with names told apart, locators, prefixes and suffixes, as Pandoc prints them", () => {
    const text = `[see @doe, p. 4] and @roe [chap. 2] and [-@doe] and [@doe; @doeTwo] and @roe [see @doe; -@roe]`;
    assert.deepEqual(printed(fixture(`--- a.md\n${text}\n${bib}`), "apa"), [
      "(see Doe, 2020a, p. 4)",
      "Roe et al. (2021, Chapter 2)",
      "(2020a)",
      "(Doe, 2020a, 2020b)",
      "Roe et al. (2021; see Doe, 2020a; 2021)",
    ]);
  });

  it("numbers are given in the order of the text, and a citation in the sentence is its number", () => {
    const text = "[@roe] [@doe; @roe] @doeTwo and [-@doe]";
    assert.deepEqual(printed(fixture(`--- a.md\n${text}\n${bib}`), "vancouver"), ["(1)", "(1,2)", "(3)", "(2)"]);
  });

  it("files are taken in where they stand, whichever of them is asked about", () => {
    const files = `--- main.tex
\\bibliography{refs}
\\cite{roe}
\\input{part}
\\cite{doeTwo}
--- part.tex
\\citep[see][p.~3]{doe}<|>
${bib}`;
    const part = fixture(files);
    assert.equal(part.manuscript.uri, "file:///project/part.tex");
    assert.deepEqual(printed(part, "vancouver"), ["(1)", "(see 2)", "(3)"]);
    const text = formattedTextOf(part.snapshot, part.manuscript, { formatter, style: "vancouver" });
    assert.deepEqual(
      text.clustersIn(part.manuscript).map(({ content }) => toText(content)),
      ["(see 2)"],
    );
  });

  it("the reference list has what nocite names, and prints nothing for it in the text", () => {
    const named = fixture(`--- a.md\n---\nnocite: |\n  @doeTwo\n---\n\n[@roe]\n${bib}`);
    assert.deepEqual(printed(named, "vancouver"), ["", "(1)"]);
    assert.deepEqual(listed(named, "vancouver"), ["roe", "doeTwo"]);
    assert.deepEqual(listed(fixture(`--- a.md\n---\nnocite: "@*"\n---\n\n[@roe]\n${bib}`), "vancouver"), [
      "roe",
      "doe",
      "doeTwo",
    ]);
    const latex = fixture(`--- a.tex\n\\bibliography{refs}\\cite{roe}\\nocite{doe}\n${bib}`);
    assert.deepEqual(listed(latex, "vancouver"), ["roe", "doe"]);
    const project = `--- a.qmd\n[@roe]\n--- _quarto.yml\nnocite: "@doe"\n${bib}`;
    assert.deepEqual(listed(fixture(project), "vancouver"), ["roe", "doe"]);
  });

  it("each citation of a style of notes is a note", () => {
    const text = "[@doe] [@doe] [@roe] [@doe]";
    assert.deepEqual(printed(fixture(`--- a.md\n${text}\n${bib}`), "notes"), ["Liver", "ibid", "Lung", "note 1"]);
  });

  it("LaTeX and Typst print names, years and whole entries where their commands do", () => {
    const latex = "\\citeauthor{roe} \\citeyear{roe} \\citealp{roe} \\citealt{roe} \\citet{doe,roe} \\citetitle{doe}";
    assert.deepEqual(printed(fixture(`--- a.tex\n\\bibliography{refs}\n${latex}\n${bib}`), "apa"), [
      "Roe et al.",
      "2021",
      "Roe et al., 2021",
      "Roe et al. 2021",
      "Doe (2020); Roe et al. (2021)",
      "Liver",
    ]);
    const typst = `#bibliography("refs.bib")\n\n@roe[p. 4] and #cite(<doe>, form: "prose") and #cite(<doe>, form: "full")`;
    assert.deepEqual(printed(fixture(`--- a.typ\n${typst}\n${bib}`), "apa"), [
      "(Roe et al., 2021, p. 4)",
      "Doe (2020)",
      "Doe, A. (2020). Liver. J Plain.",
    ]);
  });

  it("says which keys it doesn't know", () => {
    const { snapshot, manuscript } = fixture(`--- a.md\n[@nobody2020; @doe] [@nobody2020]\n${bib}`);
    const { clusters } = formattedTextOf(snapshot, manuscript, { formatter, style: "vancouver" });
    assert.deepEqual(
      clusters.map(({ content, unknown }) => [toText(content), unknown]),
      [
        ["(1)", ["nobody2020"]],
        ["", ["nobody2020"]],
      ],
    );
  });

  it("an edit changes what depends on it, and leaves the rest as it was", () => {
    const before = fixture(`--- a.md\n[@doe] [@roe, p. 3] [@doe]\n${bib}`);
    const style = { formatter, style: "apa" };
    const old = formattedTextOf(before.snapshot, before.manuscript, style);
    const at = before.manuscript.text.lastIndexOf("]");
    const manuscript = editDocument(before.manuscript, { start: at, end: at }, ", p. 5; @doeTwo");
    const snapshot = withFile(before.snapshot, manuscript.uri, manuscript);
    const now = formattedTextOf(snapshot, manuscript, style);
    assert.deepEqual(
      now.clusters.map(({ content }) => toText(content)),
      ["(Doe, 2020a)", "(Roe et al., 2021, p. 3)", "(Doe, 2020a, p. 5, 2020b)"],
    );
    assert.deepEqual(now.clusters[1]?.content, old.clusters[1]?.content);
    assert.equal(formattedTextOf(snapshot, manuscript, style), now);
  });
});
