import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { replaceIdentifiers } from "../../../server/src/features/replace-identifiers.ts";
import { applied, bundledReferences, fixture } from "../fixture.ts";

const refs = `--- refs.bib
@article{a1, title = {A}, doi = {10.1000/S0140(07)60781-8}, pmid = {1234567}}
@article{b2, title = {B}, doi = {10.1000/b}, pmcid = {PMC7654321}, eprint = {2101.00001}}
`;

function replace(text: string) {
  const given = fixture(text);
  const { edit, ...rest } = replaceIdentifiers(given.snapshot, given.manuscript);
  return { files: applied(given, edit), ...rest };
}

/** The manuscript after the command. */
function replacedIn(name: string, text: string): string | undefined {
  return replace(`--- ${name}\n${text}\n${refs}`).files[name]?.trimEnd();
}

describe("identifiers in citations become keys", () => {
  test("in Markdown, LaTeX and Typst", () => {
    assert.equal(
      replacedIn(
        "one.md",
        "[see @{doi:10.1000/s0140(07)60781-8}, p. 3; @pmcid:PMC7654321] @https://doi.org/10.1000/b says",
      ),
      "[see @a1, p. 3; @b2] @b2 says",
    );
    assert.equal(replacedIn("one.tex", "\\citep[3]{doi:10.1000/b, pmid:1234567,b2}"), "\\citep[3]{b2, a1,b2}");
    assert.equal(replacedIn("one.typ", '#cite(label("doi:10.1000/b"))'), '#cite(label("b2"))');
  });
});

describe("identifiers in prose become citations", () => {
  for (const [written, cited] of [
    ["It spreads (doi:10.1000/b).", "It spreads [@b2]."],
    ["It spreads. (DOI: 10.1000/S0140(07)60781-8) Then", "It spreads. [@a1] Then"],
    ["It spreads, PMID: 1234567.", "It spreads, [@a1]."],
    ["It spreads (PMID 1234567; PMCID: PMC7654321).", "It spreads [@a1; @b2]."],
    ["It spreads (see doi:10.1000/b).", "It spreads (see [@b2])."],
    ["The same work twice (doi:10.1000/S0140(07)60781-8, PMID: 1234567)", "The same work twice [@a1]"],
  ] as const)
    test(written, () => assert.equal(replacedIn("one.md", written), cited));

  test("in LaTeX and Typst", () => {
    assert.equal(replacedIn("one.tex", "It spreads~(doi:10.1000/b)."), "It spreads~\\cite{b2}.");
    assert.equal(replacedIn("one.typ", "It spreads (PMID: 1234567)."), "It spreads @a1.");
  });

  for (const untouched of [
    "# References\n\n1. Doe J. Soil. Gut. doi:10.1000/b. PMID: 1234567",
    "`doi:10.1000/b` and <https://doi.org/10.1000/b> and [it](doi:10.1000/b)",
    "Patient ID: 1234567, PMIDs, 10.1000/b",
    "Cited by key already [@b2].",
  ])
    test(`left alone: ${untouched.replaceAll("\n", " ")}`, () =>
      assert.equal(replacedIn("one.md", untouched), undefined));
});

test("a work of another layer is added to the manuscript's bibliography, once", () => {
  const [work] = [...bundledReferences.values()].filter(({ DOI, PMID }) => DOI && PMID);
  assert.ok(work);
  const { files, replaced } = replace(`--- one.md\n[@doi:${work.DOI}] and (PMID: ${work.PMID})\n${refs}`);
  assert.equal(files["one.md"], `[@${work.id}] and [@${work.id}]\n`);
  assert.equal(files["refs.bib"]?.split(`{${work.id},`).length, 2);
  assert.equal(replaced, 2);
});

test("what is in no bibliography is listed and stays, with what stands beside it", () => {
  const { files, unknown, replaced } = replace(
    `--- one.md\n[@doi:10.1000/gone; @b2] (PMID: 7777777; doi:10.1000/b)\n${refs}`,
  );
  assert.deepEqual(unknown, ["doi:10.1000/gone", "pmid:7777777"]);
  assert.deepEqual([files, replaced], [{}, 0]);
});

test("a key that is another work's in the manuscript's bibliography stays an identifier", () => {
  const { files, left } = replace(
    "--- one.md\n---\nbibliography: one.bib\n---\n[@doi:10.1000/x]\n--- one.bib\n@misc{a, title = {A}}\n--- two.bib\n@misc{a, title = {X}, doi = {10.1000/x}}\n",
  );
  assert.deepEqual([files, left], [{}, [{ identifier: "doi:10.1000/x", key: "a" }]]);
});

test("replacing twice changes nothing more", () => {
  const first = replace(`--- one.md\n[@doi:10.1000/b] (PMID: 1234567).\n${refs}`).files["one.md"] ?? "";
  assert.deepEqual(replace(`--- one.md\n${first}${refs}`).files, {});
});
