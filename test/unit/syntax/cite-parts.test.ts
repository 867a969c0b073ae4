import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { writtenCitations } from "../../../server/src/syntax/cite-parts.ts";
import { readManuscript } from "../../../server/src/syntax/manuscript.ts";
import { fixture } from "../fixture.ts";

/** `prefix|key|locator|suffix` of each work, `-key` with its author suppressed, behind the form where it isn't the plain one. */
function written(name: string, text: string): readonly string[] {
  const { manuscript } = fixture(`--- ${name}\n${text}\n`);
  return readManuscript(manuscript).clusters.flatMap((cluster) =>
    writtenCitations(manuscript, cluster).map(({ form, isBare, cites }) => {
      const works = cites.map(({ citation, prefix, suffix, locator, label, isAuthorSuppressed }) => {
        const key = (isAuthorSuppressed ? "-" : "") + citation.key;
        return `${prefix}|${key}|${locator === undefined ? "" : `${label} ${locator}`}|${suffix}`;
      });
      const kind = [form === "citation" ? "" : form, isBare ? "bare" : ""].filter((it) => it !== "").join(" ");
      return (kind === "" ? "" : `${kind}: `) + works.join(" & ");
    }),
  );
}

/** What Pandoc 2.17 gives a style as locator, and what it prints around it. */
const inMarkdown: Readonly<Record<string, string>> = {
  "[see @a, pp. 33-35, 38; @b, chap. 2 and passim]": "see |a|page 33-35, 38| & |b|chapter 2| and passim",
  "[@a, p.3]": "|a|page 3|",
  "[@a, Pages 3 & 5]": "|a|page 3| & 5",
  "[@a, figure 3, p. 12]": "|a|figure 3|, p. 12",
  "[@a, Fig. S3B]": "|a|figure S3B|",
  "[@a, S3-S4]": "|a|page S3-S4|",
  "[@a, sec. 2.1 bis]": "|a|section 2.1| bis",
  "[@a, §§3-4]": "|a|section 3-4|",
  "[@a, part II]": "|a|part II|",
  "[@a, chapter three]": "|a||, chapter three",
  "[@a, p. x-xii]": "|a|page x-xii|",
  "[@a, vi, 12]": "|a||, vi, 12",
  "[@a, mix]": "|a||, mix",
  "[@a, I think]": "|a||, I think",
  "[@a 3]": "|a|page 3|",
  "[@a, p3]": "|a|page p3|",
  "[@a, 3, 4, and 5]": "|a|page 3, 4|, and 5",
  "[@a, p. 3 (note)]": "|a|page 3| (note)",
  "[@a, p. (3)]": "|a|page (3)|",
  "[@a, p. 3.]": "|a|page 3|.",
  "[@a, 3ff.]": "|a|page 3ff|.",
  "[@a, 3--5]": "|a|page 3–5|",
  "[@a, p.\\ 3]": "|a|page 3|",
  "[@a, p. *3*]": "|a|page 3|",
  "[@a: p. 3]": "|a||: p. 3",
  "[@a , p. 3]": "|a|| , p. 3",
  "[@a, see p. 3]": "|a||, see p. 3",
  "[@a, table 2]": "|a||, table 2",
  "[@a{ii, A, D-Z}, with a suffix]": "|a|page ii, A, D-Z|, with a suffix",
  "[@a, {pp. iv, vi-xi, (xv)-(xvii)} with suffix here]": "|a|page iv, vi-xi, (xv)-(xvii)| with suffix here",
  "[@a, {chap. foo bar}, rest]": "|a|chapter foo bar|, rest",
  "[@a{}, 99 years later]": "|a||, 99 years later",
  "[-@a, 12]": "|-a|page 12|",
  "[e.g., *foo* @a, **bar** p. 3]": "e.g., <i>foo</i> |a||, <b>bar</b> p. 3",
  "[H~2~O --- see [this](https://example.org) @{a}; @b]": "H<sub>2</sub>O — see this |a|| & |b||",
  "@a": "textual: |a||",
  "@a [p. 3]": "textual: |a|page 3|",
  "@a [see p. 3]": "textual: |a||, see p. 3",
  "@a [p. 3; see also @b, 12]": "textual: |a|page 3| & see also |b|page 12|",
  "@a [see @b]": "textual: |a|| & see |b||",
  "@a [-@b]": "textual: |a|| & |-b||",
};

const inLatex: Readonly<Record<string, string>> = {
  "\\citep[p.~4]{a}": "|a|page 4|",
  "\\citep[see][pp.~4--7]{a,b}": "see |a|| & |b|page 4–7|",
  "\\citep[see][]{a}": "see |a||",
  "\\citep[for a review]{a}": "|a||, for a review",
  "\\parencite[12]{a}": "|a|page 12|",
  "\\citep[\\emph{cf.}][]{a}": "<i>cf.</i> |a||",
  "\\citet[p. 3]{a}": "textual: |a|page 3|",
  "\\citealp{a}": "bare: |a||",
  "\\citealt{a}": "textual bare: |a||",
  "\\citeauthor{a}": "names: |a||",
  "\\citeyear{a}": "bare: |-a||",
  "\\citeyearpar{a}": "|-a||",
  "\\parencite*{a}": "|-a||",
  "\\citep*{a}": "|a||",
  "\\fullcite{a}": "entry: |a||",
  "\\citetitle{a}": "title: |a||",
  "\\nocite{a,b}": "hidden: |a|| & |b||",
  "\\parencites(see)(end)[1]{a}[also][2]{b}": "see |a|page 1| & also |b|page 2|, end",
  "\\volcite[see]{2}[33]{a}": "see |a|volume 2|, p. 33",
  "\\textcquote[see][4]{a}{quoted}": "see |a|page 4|",
};

const inTypst: Readonly<Record<string, string>> = {
  "@a": "|a||",
  "@a[p. 7] @b": "|a|page 7| & |b||",
  "@a[7]": "|a||, 7",
  "@a[_passim_]": "|a||, <i>passim</i>",
  "#cite(<a>, supplement: [chap. 3])": "|a|chapter 3|",
  '#cite(<a>, form: "prose")': "textual: |a||",
  '#cite(<a>, form: "year")': "bare: |-a||",
  '#cite(supplement: [p. 7], form: "author", <a>)': "names: |a|page 7|",
  '#cite(<a>, form: "full")': "entry: |a||",
  "#cite(<a>, form: none)": "hidden: |a||",
};

const inMyst: Readonly<Record<string, string>> = {
  "{cite:p}`{see}a{p. 3}; b`": "see |a|page 3| & |b||",
  "{cite:t}`a`": "textual: |a||",
  "{cite:year}`a`": "bare: |-a||",
};

describe("the parts of citations", () => {
  for (const [name, cases] of [
    ["review.md", inMarkdown],
    ["review.md", inMyst],
    ["review.tex", inLatex],
    ["review.typ", inTypst],
  ] as const) {
    for (const [text, parts] of Object.entries(cases)) {
      it(`${name}: ${text}`, () => assert.deepEqual(written(name, text), [parts]));
    }
  }

  it("each work of a textual citation prints in the text by itself", () => {
    assert.deepEqual(written("review.tex", "\\citet[see][p. 4]{a,b}"), ["textual: see |a||", "textual: |b|page 4|"]);
  });
});
