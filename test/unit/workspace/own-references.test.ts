/** References that a manuscript holds itself: `\bibitem` and `references:` in the front matter. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { unknownCitation } from "../../../server/src/checks/unknown-citation.ts";
import { definitionsAt } from "../../../server/src/features/definition.ts";
import { readManuscript } from "../../../server/src/syntax/manuscript.ts";
import { addReferences } from "../../../server/src/workspace/add-references.ts";
import { referenceOf } from "../../../server/src/workspace/citations.ts";
import { searchManuscriptReferences } from "../../../server/src/workspace/reference-search.ts";
import { applied, bundledReferences, fixture, placeOf } from "../fixture.ts";

const latex = `
--- main.tex
\\documentclass{article}
\\begin{document}
\\input{part}
\\begin{thebibliography}{9}
\\bibitem[Doe(2020)]{doe} J. Doe, % the first
  \\newblock \\emph{An invented title}, 2020.

\\bibitem{roe}R. Roe \\& others.
\\end{thebibliography}
\\end{document}
--- part.tex
As seen \\cite{do<|>e,roe}.
`;

test("a \\bibitem is found from every file of the project, with its text and its place", () => {
  const { snapshot, manuscript, offset } = fixture(latex);
  assert.deepEqual(unknownCitation.run(snapshot, manuscript), []);
  assert.deepEqual(referenceOf(snapshot, manuscript, "doe")?.reference, {
    id: "doe",
    type: "document",
    title: "J. Doe, <i>An invented title</i>, 2020.",
  });
  assert.equal(referenceOf(snapshot, manuscript, "roe")?.reference.title, "R. Roe & others.");
  const [definition] = definitionsAt(snapshot, manuscript, offset);
  assert.equal(definition?.kind, "entry");
  const main = snapshot.documents.get("file:///project/main.tex");
  assert.ok(main && definition?.kind === "entry");
  assert.equal(placeOf(main, definition.location.span), "5:21-24");
  const [first] = readManuscript(main).ownEntries;
  assert.equal(main.text.slice(first?.span.start, first?.span.end).split("\n").length, 2);
});

test("items under references: are read like a bibliography, where they stand", () => {
  const { snapshot, manuscript } = fixture(`---
title: A review
references:
- id: doe2020
  type: article-journal
  title: Growth of *E. coli*
  volume: 012
---

As seen [@doe2020].
`);
  const found = referenceOf(snapshot, manuscript, "doe2020");
  assert.deepEqual(found?.reference, {
    id: "doe2020",
    type: "article-journal",
    title: "Growth of <i>E. coli</i>",
    volume: "012",
  });
  assert.equal(found?.source && placeOf(found.source.document, found.source.entry.keySpan), "4:7-14");
  const [best] = searchManuscriptReferences(snapshot, manuscript, "growth coli", 1);
  assert.deepEqual([best?.reference.id, best?.layer], ["doe2020", "manuscript"]);
});

test("while a bibliography is missing, keys of its own do not make the others unknown", () => {
  const { snapshot, manuscript } = fixture("---\nbibliography: gone.bib\nreferences:\n- id: a\n---\n\n[@a; @b]\n");
  assert.deepEqual(unknownCitation.run(snapshot, manuscript), []);
});

test("references are added to the next bibliography where the first is a manuscript or another program's export", () => {
  const reference = bundledReferences.get("aceto2014circulating");
  assert.ok(reference);
  const text = `
--- review.md
---
bibliography: [export.ris, own.bib]
references:
- id: doe2020
---
Text.<|>
--- export.ris
TY  - JOUR
ID  - x
ER  - 
--- own.bib
`;
  const made = fixture(text);
  const files = applied(made, addReferences(made.snapshot, made.manuscript, [reference]));
  assert.deepEqual(Object.keys(files), ["own.bib"]);
  assert.match(files["own.bib"] ?? "", /@article\{aceto2014circulating,/);
});
