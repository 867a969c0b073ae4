import assert from "node:assert/strict";
import { test } from "node:test";
import { findingsOf } from "../../../server/src/checks/all.ts";
import { applied, fixture, placeOf } from "../fixture.ts";

function check(text: string, settings?: Record<string, unknown>): void {
  const { snapshot, manuscript, expected } = fixture(text, settings);
  const found = findingsOf(snapshot, manuscript).map(({ span, code }) => `${placeOf(manuscript, span)} ${code}`);
  assert.deepEqual(found, expected);
}

/** The titles of the fixes of the only finding. */
function fixes(text: string) {
  const given = fixture(text);
  const [finding, ...others] = findingsOf(given.snapshot, given.manuscript);
  assert.ok(finding && others.length === 0, `one finding expected, got ${others.length + (finding ? 1 : 0)}`);
  return finding.fixes().map(({ title, edit }) => ({ title, files: applied(given, edit) }));
}

const refs = `--- refs.bib
@article{zhou2022colorectal, author = {Zhou, Li}, title = {A}, journal = {Gut}, year = 2022}
@article{arda2019, author = {Arda, Bo}, title = {B}, journal = {Gut}, year = 2019}
`;

test("a key that is nowhere is reported, over the key alone", () => {
  check(`--- review.md
Known [@arda2019; @zhuo2022colorectal, p. 3] and in text @nowhere9999 again.
                   ^^^^^^^^^^^^^^^^^^ unknown-citation
                                                          ^^^^^^^^^^^ unknown-citation
${refs}`);
});

test("the same in LaTeX, over several lines", () => {
  check(`--- review.tex
\\addbibresource{refs.bib}
\\textcite{arda2019,
  zhuo2022colorectal}
  ^^^^^^^^^^^^^^^^^^ unknown-citation
${refs}`);
});

test("a cross-reference of a Pandoc filter is no citation that is missing", () => {
  check(`--- review.md
![Niches](niches.png){#fig:niches}

Niches (@fig:niches, Table @tbl:counts in another chapter, [@eq:rate; -@sec:time]) as in [@figure:niches].
                                                                                           ^^^^^^^^^^^^^ unknown-citation
${refs}`);
});

test("did you mean: the nearest keys, nearest first", () => {
  const [first] = fixes(`--- review.md\nKnown [@zhuo2022colorectal].\n${refs}`);
  assert.equal(first?.title, "Change to “zhou2022colorectal”");
  assert.equal(first.files["review.md"], "Known [@zhou2022colorectal].\n");
});

test("a key that only the bundled set has is information, with a fix that adds the entry", () => {
  check(`--- review.md
Clusters seed [@aceto2014circulating].
                ^^^^^^^^^^^^^^^^^^^^ bundled-only-citation
${refs}`);
  const [fix] = fixes(`--- review.md\nClusters seed [@aceto2014circulating].\n${refs}`);
  assert.equal(fix?.title, "Add “aceto2014circulating” to refs.bib");
  const bib = fix.files["refs.bib"] ?? "";
  assert.ok(bib.startsWith(refs.slice("--- refs.bib\n".length)), "the other entries stay as they were");
  assert.match(bib, /@article\{aceto2014circulating,\n {2}author = \{Aceto, N and others\}/);
});

test("without a bibliography the fix makes one and names it in the front matter", () => {
  const [fix] = fixes("---\ntitle: T\n---\nClusters seed [@aceto2014circulating].\n");
  assert.match(fix?.files["references.bib"] ?? "", /^@article\{aceto2014circulating,/);
  assert.match(fix?.files["review.md"] ?? "", /^---\nbibliography: references\.bib\ntitle: T\n---\n/);
});

test("a bibliography that is named but missing is reported where it is named; its keys are not", () => {
  check(`--- review.md
---
bibliography: lost.bib
              ^^^^^^^^ missing-bibliography
---
Words [@arda2019].
`);
});

test("one missing bibliography of several does not silence the others", () => {
  check(`--- review.md
---
bibliography:
  - refs.bib
  - lost.bib
    ^^^^^^^^ missing-bibliography
---
Words [@arda2019; @nowhere9999].
                   ^^^^^^^^^^^ unknown-citation
${refs}`);
});

test("names, packages, e-mail addresses, identifiers and cross-references are no unknown citations", () => {
  check("Thanks to @someone and @types/node, me@example.org, `@code`, [@doi:10.1000/x].\n");
  check(`--- review.qmd
---
bibliography: refs.bib
---
See @fig-liver and @tbl-cells [@arda2019].
${refs}`);
});

test("a severity of off silences the check", () => {
  check(`--- review.md\nKnown [@zhuo2022colorectal].\n${refs}`, { check: { unknownCitation: "off" } });
});

test("keys of \\bibitem are known", () => {
  check("--- review.tex\n\\cite{own}\n\\begin{thebibliography}{1}\\bibitem{own} A book.\\end{thebibliography}\n");
});

test("a key of a bibliography that the manuscript doesn't use is information, with a fix that copies the entry", () => {
  const text = `--- review.md
---
bibliography: own.bib
---
Known [@arda2019].
        ^^^^^^^^ bundled-only-citation
--- own.bib
${refs.replace("refs.bib", "old/refs.bib")}`;
  check(text);
  const [fix] = fixes(text);
  assert.equal(fix?.title, "Add “arda2019” to own.bib");
});

test("a label of another file of a Typst document is no unknown citation", () => {
  check(`--- ch/one.typ
See @sec-two and @nowhere and @arda2019.<|>
                  ^^^^^^^ unknown-citation
--- main.typ
#include "ch/one.typ"
#include "ch/two.typ"
#bibliography("refs.bib")
--- ch/two.typ
= Two <sec-two>
${refs}`);
});

test("an identifier as a key is no problem, wherever the work is found", () => {
  const [known] = [...fixture("x").snapshot.bundled.values()].filter(({ DOI }) => DOI);
  check(`--- review.md\nSee [@doi:${known?.DOI}; @pmid:1].\n${refs}`);
});

test("cross-references of kinds that the document or its project defines are no unknown citations", () => {
  check(`--- review.qmd
---
bibliography: refs.bib
crossref:
  custom:
    - {kind: float, key: dia, reference-prefix: Diagram}
---
See @dia-liver and @vid-one and @map-x [@arda2019; @nowhere9].
                                                    ^^^^^^^^ unknown-citation
--- _quarto.yml
crossref: {custom: [{kind: float, key: map}]}
${refs}`);
});

test("a share of the cited works is told only where most of them are known", () => {
  const old = "--- refs.bib\n@article{zhou2001, author = {Zhou, Li}, title = {Niches}, journal = {Gut}, year = 2001}\n";
  const shareOf = (text: string) => {
    const given = fixture(`--- review.md\n${text}\n${old}`, { check: { oldReferences: "hint" } });
    return findingsOf(given.snapshot, given.manuscript).map(({ message }) => message);
  };
  assert.deepEqual(shareOf("Niches [@zhou2001] and [@pmid:1]."), [
    "1 of 1 cited works (100%) are older than 10 years.",
  ]);
  assert.deepEqual(shareOf("Niches [@zhou2001] and [@pmid:1; @pmid:2]."), []);
});
