import assert from "node:assert/strict";
import { test } from "node:test";
import { findingsOf } from "../../../server/src/checks/all.ts";
import { inheritBibliography, readBibliography } from "../../../server/src/syntax/bibliography.ts";
import { withFile } from "../../../server/src/workspace/snapshot.ts";
import { bundledReferences, bundledRetractions, fixture } from "../fixture.ts";

const cox = `@article{cox2015,
  title = {The hypoxic cancer secretome induces pre-metastatic bone lesions through lysyl oxidase},
  author = {Cox, Thomas R. and others}, journal = {Nature}, year = 2015, doi = {10.1038/nature14492}
}`;

/** The findings about retracted and corrected works in the first manuscript, or else bibliography, of a fixture. */
function found(text: string) {
  const { snapshot, manuscript } = fixture(text);
  return findingsOf(snapshot, manuscript).filter(({ code }) => /^(?:retracted|corrected)-/.test(code));
}

test("a finding says what became of the work, when, and where the notice is, and leads to the entry", () => {
  const [finding] = found(`--- review.md\nAs was shown [@cox2015].\n--- refs.bib\n${cox}\n`);
  assert.equal(finding?.message, "“cox2015” was retracted on 2023-04-17; notice 10.1038/s41586-023-06048-x.");
  assert.equal(finding?.link, "https://doi.org/10.1038/s41586-023-06048-x");
  assert.equal(finding?.level, "warning");
  const [related] = finding?.related ?? [];
  assert.deepEqual(related?.location, { uri: "file:///project/refs.bib", span: { start: 9, end: 16 } });
});

test("every bundled retracted work is found in a bibliography of each format", () => {
  for (const { title, author = "Nobody, N", year, DOI } of bundledRetractions) {
    const [family, given] = author.split(", ");
    const bib = `--- a.bib\n@article{key, title = {${title.replaceAll("κ", "{$\\kappa$}")}}, author = {${author}}, year = ${year}}\n`;
    assert.equal(found(bib).length, 1, `BibTeX without identifiers: ${title}`);
    const item = {
      id: "key",
      type: "article-journal",
      title,
      author: [{ family, given }],
      DOI,
      issued: { "date-parts": [[year]] },
    };
    const manuscript = "--- review.md\n---\nbibliography: a.json\n---\nA [@key].\n";
    assert.equal(found(`${manuscript}--- a.json\n${JSON.stringify([item])}\n`).length, 1, `CSL-JSON: ${title}`);
    if (DOI)
      assert.equal(found(`--- a.bib\n@misc{key, url = {https://doi.org/${DOI}}}\n`).length, 1, `address: ${DOI}`);
  }
});

test("no citation of a bundled reference is reported", () => {
  const keys = [...bundledReferences.keys()];
  assert.deepEqual(found(`--- review.md\n[${keys.map((key) => `@${key}`).join("; ")}]\n`), []);
});

test("a key that is the identifier of a retracted work needs no entry", () => {
  const [finding, ...others] = found("--- review.md\nAs was shown [@doi:10.1038/nature14492].\n");
  assert.equal(finding?.code, "retracted-citation");
  assert.deepEqual(others, []);
});

test("a comment before the entry silences its citations too", () => {
  const comment = "% biomanuscript-disable-next-entry retracted-entry, retracted-citation";
  assert.deepEqual(found(`--- review.md\nIt was retracted [@cox2015].\n--- refs.bib\n${comment}\n${cox}\n`), []);
});

test("after an edit the finding is where the entry is now, and gone with what it was about", () => {
  const { snapshot, manuscript } = fixture(`--- refs.bib\n${cox}\n`);
  readBibliography(manuscript);
  const edited = (start: number, end: number, newText: string) => {
    const text = manuscript.text.slice(0, start) + newText + manuscript.text.slice(end);
    const next = { ...manuscript, text };
    inheritBibliography(manuscript, next, { start, end: start + newText.length, replaced: end - start });
    const findings = findingsOf(withFile(snapshot, next.uri, next), next);
    return findings.filter(({ code }) => code === "retracted-entry").map(({ span }) => span.start);
  };
  assert.deepEqual(edited(0, 0, "@misc{other, title = {Other}}\n\n"), [9 + 31]);
  const doi = manuscript.text.indexOf("10.1038/nature14492");
  assert.deepEqual(edited(doi, doi + "10.1038/nature14492".length, "10.5555/other"), []);
});
