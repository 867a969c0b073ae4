import assert from "node:assert/strict";
import { test } from "node:test";
import { allChecks, findingsOf } from "../../../server/src/checks/all.ts";
import { inheritBibliography, readBibliography } from "../../../server/src/syntax/bibliography.ts";
import type { Change, Document } from "../../../server/src/text/document.ts";
import { createDocument } from "../../../server/src/text/document.ts";
import { textAfter } from "../../../server/src/workspace/edit.ts";
import type { Snapshot } from "../../../server/src/workspace/snapshot.ts";
import { fixture, placeOf } from "../fixture.ts";

/** Every check of bibliographies is on, so that one which speaks where it should not is heard; `off` are silent. */
function settings(off: readonly string[] = ["missingField", "recommendedField"]): Record<string, unknown> {
  const names = allChecks.map(({ setting }) => setting.slice("check.".length));
  return { check: Object.fromEntries(names.map((name) => [name, off.includes(name) ? "off" : "warning"])) };
}

function found(text: string): readonly string[] {
  const { snapshot, manuscript } = fixture(text, settings());
  return findingsOf(snapshot, manuscript).map(({ code }) => code);
}

/** The file after the first fix of its only finding. */
function mended(text: string): string {
  const { snapshot, manuscript } = fixture(text, settings());
  const [finding, ...others] = findingsOf(snapshot, manuscript);
  assert.ok(finding && others.length === 0, `one finding expected, got ${[finding, ...others].map((it) => it?.code)}`);
  const [fix] = finding.fixes();
  assert.ok(fix, `${finding.code} has a fix`);
  const after = textAfter(manuscript.text, fix.edit.edits);
  assert.deepEqual(found(`--- ${manuscript.uri.split("/").at(-1)}\n${after}`), [], "nothing is left to find");
  return after;
}

const bib = (fields: string, type = "misc") => `--- refs.bib\n@${type}{zhou2022, ${fields}}\n`;
const one = (fields: string, type = "misc") => `@${type}{zhou2022, ${fields}}\n`;

const quiet: Readonly<Record<string, readonly string[]>> = {
  "a DOI with what DOIs may hold": ["doi = {10.1000/(SICI)1-2(3)4:5<6::AID-7>8.0.CO;2-9}", "doi = {10.1000/a\\_b}"],
  "numbers with words beside them": [
    "isbn = {978-0-00-000000-2 (pbk.), 0-00-000001-9}",
    "isbn = {ISBN-13: 978 0 00 000000 2}",
    "issn = {0000-0019 (Print) 0000-0000 (Electronic)}",
    "issn = {00000019}",
  ],
  "an address of a part or version of what the DOI names": [
    "doi = {10.1000/xyz}, url = {https://doi.org/10.1000%2FXYZ}",
    "doi = {10.1000/xyz.v2}, url = {https://doi.org/10.1000/xyz}",
    "doi = {10.1000/xyz}, url = {https://journal.example.org/abc}",
  ],
  "dates that can be": [
    "year = {in press}",
    "year = {1998/99}",
    "year = {{2022}}, month = feb, day = 28",
    "date = {-0350}",
    "date = {2022-21/2022-24}",
    "date = {199X}, urldate = {2024-02-29}",
  ],
  "pages that are no range, or a shortened one": [
    "pages = {1234-45}",
    "pages = {xii--xv, 12--14}",
    "pages = {e12345}",
    "pages = {LL16-04}",
    "pages = {106108--3}",
    "pages = {12–19}",
    "pages = {123--}",
  ],
  "titles with some words in capitals": ["title = {DNA and RNA IN VITRO}", "title = {{NASA}}"],
  "LaTeX in BibTeX": ["title = {$\\alpha$ for \\$5 \\& more \\emph{in vivo}}"],
  "signs that are no HTML": [
    "title = {p < 0.05 and q > 3}",
    "publisher = {AT\\&T; R\\&D;}",
    "url = {https://x.org/?a=1&amp;b=2}",
  ],
  "letters that are what they are": [
    "author = {SÃO, Åsa and Lindström, “Ö”}",
    "title = {What? How}",
    "title = {ÂB Ä–Ö}",
  ],
};

for (const [what, entries] of Object.entries(quiet)) {
  test(`no finding: ${what}`, () => {
    for (const fields of entries) assert.deepEqual(found(bib(fields)), [], fields);
  });
}

const faults: readonly (readonly [code: string, fields: string])[] = [
  ["malformed-identifier", "doi = {10.1000}"],
  ["malformed-identifier", "pmid = {123456789}"],
  ["malformed-identifier", "isbn = {978-0-00-000000-3}"],
  ["malformed-identifier", "orcid = {0000-0000-0000-0002}"],
  ["malformed-identifier", "eprint = {hep-th}, eprinttype = {arxiv}"],
  ["contradictory-identifier", "pmid = {12345678}, pmcid = {PMC12345678}"],
  ["contradictory-identifier", "pmid = {12345678}, url = {https://pubmed.ncbi.nlm.nih.gov/23456789/}"],
  ["impossible-date", "year = 2028"],
  ["impossible-date", "year = {22}"],
  ["impossible-date", "year = 2023, month = feb, day = 29"],
  ["impossible-date", "date = {2020-01-01/2020-13-01}"],
  ["malformed-pages", "pages = {S12--S5}"],
  ["malformed-pages", "pages = {--}"],
  ["lost-diacritics", "author = {M\ufffdller, A}"],
];

for (const [code, fields] of faults) test(`${code}: ${fields}`, () => assert.deepEqual(found(bib(fields)), [code]));

test("an article from before there were journals", () => {
  assert.deepEqual(found(bib("year = 1202", "article")), ["impossible-date"]);
  assert.deepEqual(found(bib("year = 1202", "book")), []);
});

const fixes: readonly (readonly [what: string, before: string, after: string])[] = [
  ["a DOI as an address", "doi = {https://dx.doi.org/10.1000/a_b}", "doi = {10.1000/a_b}"],
  ["a DOI from a proxy's address", 'doi = "http://doi-org.proxy.example/10.1000/ab"', 'doi = "10.1000/ab"'],
  ["a full stop after a DOI", "doi = {10.1000/ab.}", "doi = {10.1000/ab}"],
  ["a PMCID without its letters", "pmcid = {1234567}", "pmcid = {PMC1234567}"],
  ["an en dash in an ISSN", "issn = {0000–0019}", "issn = {0000-0019}"],
  [
    "a prefix in eprint",
    "eprint = {arXiv:2101.00001v2}, archiveprefix = {arXiv}",
    "eprint = {2101.00001v2}, archiveprefix = {arXiv}",
  ],
  ["PMID and PMCID swapped", "pmid = {PMC12345}, pmcid = {67890}", "pmid = {67890}, pmcid = {PMC12345}"],
  ["a PMCID for the PMID", "pmid = {PMC12345}", "pmcid = {PMC12345}"],
  ["a DOI as the address", "url = {https://doi.org/10.1000/ab}, note = {x}", "doi = {10.1000/ab}, note = {x}"],
  ["a prefix of pages", "pages = {pp. 12--34}", "pages = {12--34}"],
  ["a dash that makes no range", "pages = {12—34}", "pages = {12--34}"],
  [
    "capitals",
    "title = {{ROLE OF TP53 IN LIVER METASTASIS: A REVIEW}}",
    "title = {Role of {TP53} in liver metastasis: A review}",
  ],
  [
    "markup and entities",
    "title = {<i>E. coli</i> &amp; H<sub>2</sub>O}",
    "title = {\\emph{E. coli} \\& H\\textsubscript{2}O}",
  ],
  [
    "markup as reference managers write it",
    "title = {{\\textless}i{\\textgreater}X{\\textless}/i{\\textgreater}}",
    "title = {\\emph{X}}",
  ],
  ["an entity in a quoted value, escaped twice", 'title = "The &amp;quot;seed&amp;quot;"', 'title = "The {"}seed{"}"'],
  ["UTF-8 taken for Latin-1, twice", "author = {MÃƒÂ¼ller, A}, year = 2020", "author = {Müller, A}, year = 2020"],
  ["a quotation mark of UTF-8", "title = {The cellâ€™s fate}", "title = {The cell’s fate}"],
];

for (const [what, before, after] of fixes)
  test(`the fix of ${what}`, () => assert.equal(mended(bib(before)), one(after)));

test("LaTeX in CSL-JSON becomes text where the file can hold it as it stands", () => {
  const item = (title: string) => `[{"id": "a", "type": "book", "title": "${title}"}]\n`;
  assert.equal(mended(`--- refs.json\n${item("Repair of {DNA}")}`), item("Repair of DNA"));
  assert.equal(
    mended(`--- refs.json\n${item("Repair in the {New York Cohort}")}`),
    item("Repair in the New York Cohort"),
  );
  for (const title of [
    "Growth of \\\\textit{E. coli}",
    "Burning H$_2$",
    "Rise of {{pH}}",
    "The {\\\\ae}sthetics",
    "A $ \\\\pm$ B",
  ])
    assert.deepEqual(found(`--- refs.json\n${item(title)}`), ["stray-latex"], title);
  for (const title of ["Costs of $5 or $10", "The sets {a, b} and {x | x > 0}", "C:\\\\data"])
    assert.deepEqual(found(`--- refs.json\n${item(title)}`), [], title);
});

test("what programs write where they know nothing is no value", () => {
  assert.deepEqual(found(bib("pages = {n/a-n/a}")), ["malformed-pages"]);
  assert.deepEqual(found(bib("pages = {No Pagination Specified}")), ["malformed-pages"]);
  assert.deepEqual(found(bib("issn = {null}")), ["malformed-identifier"]);
  assert.deepEqual(found(bib("isbn = {n/a}")), ["malformed-identifier"]);
});

test("a command of LaTeX that was escaped as text is reported, a backslash of a path isn't", () => {
  assert.deepEqual(found(bib("journal = {\\textbackslash pasp}")), ["stray-latex"]);
  assert.deepEqual(found(bib("title = {A 2 {\\textbackslash}times 2 design}")), ["stray-latex"]);
  assert.deepEqual(found(bib("title = {How C:\\textbackslash{}Users and \\textbackslash{} came about}")), []);
});

test("the same entry twice: the fix leaves one and the rest of the file as it is", () => {
  const entry = "@misc{a,\n  title = {T}\n}\n";
  const rest = "\n% note\n@misc{b, title = {U}}\n";
  assert.equal(
    mended(`--- refs.bib\n${entry}\n${entry}${rest}`).replace(/\n+/g, "\n"),
    `${entry}${rest}`.replace(/\n+/g, "\n"),
  );
});

test("a parent in another file, and a fault of the syntax, excuse a field that is not there", () => {
  const missing = (text: string) => {
    const { snapshot, manuscript } = fixture(`--- refs.bib\n${text}`, settings([]));
    return findingsOf(snapshot, manuscript).filter(({ code }) => code === "missing-field").length;
  };
  assert.equal(missing("@inproceedings{a, author = {B}, title = {T}}\n"), 1);
  assert.equal(missing("@inproceedings{a, author = {B}, title = {T}, crossref = {elsewhere}}\n"), 0);
  assert.equal(missing("@inproceedings{a, author = {B}, title = {T}, booktitle {C}}\n"), 0);
  assert.equal(missing("@book{a, author = {B}, title = {T}, year = 2020}\n"), 1);
  assert.equal(missing("@book{a, author = {B}, title = {T}, date = {2020}}\n"), 0, "biblatex asks for no publisher");
});

function edited({ uri, text }: Document, at: number, removed: number, inserted: string): [Document, Change] {
  const next = createDocument(uri, text.slice(0, at) + inserted + text.slice(at + removed));
  assert.ok(next);
  return [next, { start: at, end: at + inserted.length, replaced: removed }];
}

function findings(snapshot: Snapshot, document: Document): readonly string[] {
  return findingsOf(snapshot, document).map(
    ({ code, span, message }) => `${placeOf(document, span)} ${code} ${message}`,
  );
}

test("after edits the same is found as in a file that is read afresh, and its fixes stand where the file has moved to", () => {
  const entries = Array.from({ length: 300 }, (_, number) =>
    one(`year = 2020, pages = {${number}--}`).replace("zhou2022", `k${number}`),
  );
  const { snapshot, manuscript } = fixture(`--- refs.bib\n${entries.join("")}`, settings([]));
  let document = manuscript;
  const edits: readonly (readonly [string, number, string])[] = [
    ["k7,", 2, "k250"],
    ["year = 2020, pages = {9--}", 11, "date = {2020-13}"],
    ["pages = {290--}", 15, "pages = {290--28}"],
    ["@misc{k0", 0, "@misc{long, title = {&amp;}}\n"],
    ["k250,", 4, "k7"],
  ];
  for (const [where, removed, inserted] of edits) {
    const [next, change] = edited(document, document.text.indexOf(where), removed, inserted);
    findings(snapshot, document);
    inheritBibliography(document, next, change);
    const fresh = createDocument(next.uri, next.text);
    assert.ok(fresh);
    assert.deepEqual(findings(snapshot, next), findings(snapshot, fresh));
    assert.equal(readBibliography(next).entries.length, readBibliography(fresh).entries.length);
    document = next;
  }
  const html = findingsOf(snapshot, document).find(({ code }) => code === "html-leftovers");
  const [fix] = html?.fixes() ?? [];
  assert.match(textAfter(document.text, fix?.edit.edits ?? []), /@misc\{long, title = \{\\&\}\}/);
});
