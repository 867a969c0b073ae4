import assert from "node:assert/strict";
import { test } from "node:test";
import { findingsOf } from "../../../server/src/checks/all.ts";
import { silencingFixes } from "../../../server/src/checks/silence.ts";
import { inheritBibliography } from "../../../server/src/syntax/bibliography.ts";
import { editDocument } from "../../../server/src/text/document.ts";
import { applied, fixture, placeOf } from "../fixture.ts";

const faulty = "@article{a,\n  title = {Liver},\n  year 2022\n}\n";

const manuscripts: Readonly<Record<string, string>> = {
  "review.md": "Seeding needs a niche [@nowhere9999] in the liver.\n\nAnd time [@nowhere8888].\n",
  "review.tex": "\\addbibresource{refs.bib}\nNiches \\cite{nowhere9999} matter.\n\nSo does time \\cite{nowhere8888}.",
};
const refs = "--- refs.bib\n@article{a, author = {Zhou, Li}, title = {Niches}, journal = {Gut}, year = 2022}\n";

function found(text: string): string[] {
  const { snapshot, manuscript } = fixture(text);
  return findingsOf(snapshot, manuscript).map(({ code, span }) => `${placeOf(manuscript, span)} ${code}`);
}

/** The file after the finding was silenced by the fix of this number. */
function silenced(text: string, number: number): string {
  const given = fixture(text);
  const [finding] = findingsOf(given.snapshot, given.manuscript);
  assert.ok(finding, "there is a finding");
  const fix = silencingFixes(given.manuscript, finding.code, finding.span)[number];
  assert.ok(fix, "there is a fix");
  const [[name, content] = []] = Object.entries(applied(given, fix.edit));
  return `--- ${name}\n${content}\n${refs}`;
}

for (const [name, text] of Object.entries(manuscripts)) {
  test(`${name}: a line's comment silences what begins on that line, and no more`, () => {
    assert.equal(found(`--- ${name}\n${text}\n${refs}`).length, 2);
    assert.equal(found(silenced(`--- ${name}\n${text}\n${refs}`, 0)).length, 1);
  });

  test(`${name}: a file's comment silences the whole file`, () => {
    assert.equal(found(silenced(`--- ${name}\n${text}\n${refs}`, 1)).length, 0);
  });
}

test("an entry's comment silences that entry, and no other", () => {
  const text = `--- refs.bib\n${faulty}\n${faulty.replace("a,", "b,")}`;
  assert.equal(found(text).length, 2);
  assert.deepEqual(found(silenced(text, 0).replace(refs, "")), ["9:3-7 malformed-bibliography"]);
});

test("a comment that names another check silences nothing", () => {
  const text = "Niches [@nowhere9999]. <!-- biomanuscript-disable-line missing-bibliography -->\n";
  assert.deepEqual(found(`--- review.md\n${text}${refs}`), ["1:10-21 unknown-citation"]);
});

test("one comment names several checks", () => {
  const text = "Niches [@nowhere9999]. <!-- biomanuscript-disable-line missing-bibliography, unknown-citation -->\n";
  assert.deepEqual(found(`--- review.md\n${text}${refs}`), []);
});

test("after edits of a bibliography, comments silence what they did and what they now stand before", () => {
  const entries = Array.from({ length: 100 }, (_, number) => faulty.replace("a,", `a${number},`)).join("\n");
  const { manuscript, snapshot } = fixture(`--- refs.bib\n${entries}`);
  let document = manuscript;
  const edited = (before: string, inserted: string): number => {
    const at = document.text.indexOf(before);
    const next = editDocument(document, { start: at, end: at }, inserted);
    inheritBibliography(document, next, { start: at, end: at + inserted.length, replaced: 0 });
    document = next;
    const now = { ...snapshot, documents: new Map([...snapshot.documents, [document.uri, document]]) };
    return findingsOf(now, document).length;
  };
  const silence = "% biomanuscript-disable-next-entry malformed-bibliography\n";
  assert.equal(edited("@article{a50,", "\n"), 100);
  assert.equal(edited("@article{a50,", silence), 99);
  assert.equal(edited("@article{a3,", "% A remark.\n"), 99);
  assert.equal(edited("@article{a99,", silence), 98);
  assert.equal(edited("biomanuscript-disable-next-entry malformed-bibliography\n@article{a50", "not "), 98);
  assert.equal(edited("disable-next-entry malformed-bibliography\n@article{a99", "not-"), 99);
});
