import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { findingsOf } from "../../../server/src/checks/all.ts";
import { mergeDuplicates } from "../../../server/src/features/merge-duplicates.ts";
import { isBibliography, readBibliography } from "../../../server/src/syntax/bibliography.ts";
import { bibtexEntry } from "../../../server/src/syntax/bibtex-write.ts";
import { applied, bundledReferences, type Fixture, fixture } from "../fixture.ts";

function merged(given: Fixture): Record<string, string> {
  const bibliographies = [...given.snapshot.documents.values()].filter(isBibliography);
  return applied(given, mergeDuplicates(given.snapshot, bibliographies).edit);
}

const kept = `@article{arda2019,
  author = {Arda, Bo and Nunez, Ana},
  title  = {Invented niches of the invented liver},
  journal = {Gut},
  year = 2019,
  volume = {3}
}
`;
const other = `@article{Arda2019b,
  author = "Arda, B. and N{\\'u}{\\~n}ez, A.",
  title = {Invented Niches of the Invented Liver},
  year = 2019,
  doi    = {10.0000/invented}
}
`;
const unrelated = "@book{zhou2022, author = {Zhou, Li}, title = {Another invented book}, year = 2022}\n";

test("across two files: the fuller entry takes what it lacks, the other goes, citations follow and don't repeat", () => {
  const files = merged(
    fixture(`--- review.md
---
bibliography: [a.bib, b.bib]
---
Niches [@arda2019; @Arda2019b; @zhou2022] and @Arda2019b [p. 3] and [@arda2019; see @Arda2019b].
--- review.tex
\\addbibresource{a.bib}\\addbibresource{b.bib}
Niches \\cite{arda2019, Arda2019b,zhou2022} and \\textcite{Arda2019b}.
--- a.bib
${kept}
${unrelated}--- b.bib
% mine
${other}`),
  );
  assert.equal(
    files["review.md"],
    `---
bibliography: [a.bib, b.bib]
---
Niches [@arda2019; @zhou2022] and @arda2019 [p. 3] and [@arda2019; see @arda2019].
`,
  );
  assert.equal(
    files["review.tex"],
    `\\addbibresource{a.bib}\\addbibresource{b.bib}
Niches \\cite{arda2019,zhou2022} and \\textcite{arda2019}.
`,
  );
  const field = "  volume = {3},\n  doi    = {10.0000/invented}\n";
  assert.equal(files["a.bib"], `${kept.replace("  volume = {3}\n", field)}\n${unrelated}`);
  assert.equal(files["b.bib"], "% mine\n");
});

test("an entry stays where a manuscript that cites it does not use the other's file", () => {
  const given = fixture(`--- review.md
---
bibliography: [a.bib, b.bib]
---
[@arda2019; @Arda2019b]
--- other.md
---
bibliography: b.bib
---
[@Arda2019b]
--- a.bib
${kept}--- b.bib
${other}`);
  const files = merged(given);
  assert.equal(files["a.bib"], "");
  assert.match(files["b.bib"] ?? "", /Arda2019b[\s\S]*volume = \{3\}/);
  assert.match(files["review.md"] ?? "", /\[@Arda2019b\]/);
});

test("a key that is another work's too is left alone", () => {
  const given = fixture(`--- review.md
---
bibliography: [a.bib, b.bib]
---
[@arda2019; @Arda2019b]
--- a.bib
${kept}@book{Arda2019b, author = {Zhou, Li}, title = {Another invented book}, year = 2022}
--- b.bib
${other}`);
  assert.deepEqual(Object.keys(merged(given)), []);
});

test("an item of CSL-JSON goes with its comma", () => {
  const item = (id: string) =>
    `{"id": "${id}", "type": "article-journal", "DOI": "10.0000/invented", "title": "Invented niches of an invented liver"}`;
  const given = fixture(`--- review.md
---
bibliography: refs.json
---
[@a; @b; @c]
--- refs.json
[${item("a")}, ${item("b")},
 {"id": "c", "type": "book", "title": "Another invented book"}]
`);
  assert.match(merged(given)["refs.json"] ?? "", /^\[\{"id": "a"[^}]*\}, \{"id": "c"[^}]*\}\]\n$/);
  assert.match(merged(given)["review.md"] ?? "", /\[@a; @c\]/);
});

const references = [...bundledReferences.values()];

test("merging again changes nothing, brings no finding, and leaves every other byte", () => {
  const picked = fc.uniqueArray(fc.integer({ min: 0, max: references.length - 1 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(picked, fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), (numbers, twice) => {
      const written = numbers.map((number) => references[number]).filter((it) => it !== undefined);
      const copies = written.filter((_, index) => twice[index]);
      const bare = copies.map(({ DOI: _DOI, volume: _volume, ...rest }) => ({ ...rest, id: `${rest.id}copy` }));
      const text = [...written, ...bare].map((it) => bibtexEntry(it)).join("\n\n");
      const cited = [...written, ...bare].map(({ id }) => `@${id}`).join("; ");
      const given = fixture(`--- review.md\n[${cited}]\n--- refs.bib\n${text}\n`);
      const codes = ({ snapshot }: Fixture) =>
        [...snapshot.documents.values()].flatMap((it) => findingsOf(snapshot, it).map(({ code }) => code));
      assert.equal(codes(given).filter((code) => code === "duplicate-work").length, copies.length);
      const files = merged(given);
      if (copies.length === 0) return assert.deepEqual(files, {});
      assert.equal(files["review.md"], `[${written.map(({ id }) => `@${id}`).join("; ")}]\n`);
      assert.equal(files["refs.bib"], `${written.map((it) => bibtexEntry(it)).join("\n\n")}\n`);
      const after = fixture(`--- review.md\n${files["review.md"]}--- refs.bib\n${files["refs.bib"]}`);
      assert.deepEqual(merged(after), {});
      assert.ok(!codes(after).includes("duplicate-work"));
      const [bibliography] = [...after.snapshot.documents.values()].filter(isBibliography);
      assert.equal(bibliography && readBibliography(bibliography).entries.length, written.length);
    }),
    { numRuns: 60 },
  );
});
