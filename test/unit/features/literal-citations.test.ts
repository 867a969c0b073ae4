import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { citeLiterals, literalFindings } from "../../../server/src/features/literal-citations.ts";
import type { Reference } from "../../../server/src/syntax/reference.ts";
import { textAfter } from "../../../server/src/workspace/edit.ts";
import { applied, bundledReferences, type Fixture, fixture } from "../fixture.ts";

/** What would be ticked: name and key. */
function ticked(project: Fixture): Map<string, string> {
  const { works } = literalFindings(project.snapshot, project.manuscript);
  return new Map(
    works.flatMap(({ name, candidates: [best] }) =>
      best && best.certainty !== "possible" ? [[name, best.reference.id] as const] : [],
    ),
  );
}

/** The manuscript once what is ticked has been confirmed. */
function cited(text: string, removesList = false): string {
  const project = fixture(text);
  const findings = literalFindings(project.snapshot, project.manuscript);
  const { edit } = citeLiterals(project.snapshot, project.manuscript, findings, ticked(project), removesList);
  const own = edit.edits.filter(({ uri }) => uri === project.manuscript.uri);
  return textAfter(project.manuscript.text, own);
}

const library = `--- refs.bib
@article{zhou2022, author = {Zhou, Hui and Li, Ann and Doe, Cy}, title = {Niches of liver metastasis before the tumour arrives}, journal = {Soil}, year = 2022, pages = {11--19}, doi = {10.5555/niches}}
@article{berg2015, author = {van der Berg, Jo and Costa-Silva, Bea}, title = {Exosomes as seeds of metastatic growth in the liver}, journal = {Soil}, year = 2015}
@article{wang2020one, author = {Wang, Ann and Ito, Bo and Abe, Cy}, title = {Neutrophils at the invasive margin of tumours}, year = 2020}
@article{wang2020two, author = {Wang, Bo and Eno, Di and Ori, Ed}, title = {Kupffer cells of the liver clear tumour cells}, year = 2020}
@article{lone2019, author = {Lone, Ada}, title = {Ferroptosis and what it spares in the liver}, year = 2019}
`;

const list = `1. Zhou H, Li A, Doe C. Niches of liver metastasis before the tumour arrives. Soil. 2022;3:11-19.
2. van der Berg J, Costa-Silva B. Exosomes as seeds of metastatic
growth in the liver. Soil 2015.
3. Wang B, Eno D, et al. Kupffer cells of the liver clear tumour cells. Seed. 2020;1:1. doi:10.5555/none
4. Other X. What no library has about metastasis. Soil. 2001;1:1.
`;

describe("numbers with their list", () => {
  test("become keys, wherever the numbers stand in the text", () => {
    assert.equal(
      cited(`--- review.md\nIt spreads [1–3]. So [2] saw (1) and [1, p. 12].\n\n${list}${library}`, true),
      "It spreads [@zhou2022; @berg2015; @wang2020two]. So [@berg2015] saw (1) and [@zhou2022, p. 12].\n\n",
    );
  });

  test("raised numbers go before the punctuation", () => {
    for (const raised of ["¹⁻²", "^1,2^", "<sup>1-2</sup>"])
      assert.equal(
        cited(`--- review.md\nIt spreads.${raised} In 10³ cells per mm³, CD8⁺.\n\n${list}${library}`, true),
        "It spreads [@zhou2022; @berg2015]. In 10³ cells per mm³, CD8⁺.\n\n",
      );
  });

  test("a citation of which a work is in no bibliography stays, and so do links, notes and other brackets", () => {
    const text = "It spreads [1, 4], [2](#x), [^1], [sic] and [7]; so [3].\n\n";
    assert.equal(cited(`--- review.md\n${text}${list}${library}`), `${text.replace("[3]", "[@wang2020two]")}${list}`);
  });

  test("LaTeX and Typst cite in their own commands", () => {
    assert.equal(
      cited(`--- review.tex\n\\usepackage{natbib}\n\\begin{document}\nIt spreads [1,2].\n\n${list}${library}`, true),
      "\\usepackage{natbib}\n\\begin{document}\nIt spreads \\citep{zhou2022,berg2015}.\n\n",
    );
    assert.equal(
      cited(`--- review.typ\nIt spreads [1,2].\n\n${list}${library}`, true),
      "It spreads @zhou2022 @berg2015.\n\n",
    );
  });

  test("no list, no numbers", () => {
    assert.deepEqual(ticked(fixture(`--- review.md\nIt spreads [1], as (2) and ³ say.\n${library}`)), new Map());
  });

  test("without a DOI the title, the first author and the year decide; another DOI is another work", () => {
    const other = list.replace("11-19.", "11-19. doi:10.5555/other");
    assert.deepEqual([...ticked(fixture(`--- review.md\nSo [1] and [2].\n\n${other}${library}`))], [["2", "berg2015"]]);
  });
});

describe("authors and years", () => {
  const cases: readonly (readonly [literal: string, markdown: string])[] = [
    ["It spreads (Zhou et al., 2022).", "It spreads [@zhou2022]."],
    ["So (see Zhou *et al.* 2022, p. 4; van der Berg & Costa-Silva, 2015)", "So [see @zhou2022, p. 4; @berg2015]"],
    ["As Zhou et al. (2022) say", "As @zhou2022 say"],
    ["In van der Berg and Costa-Silva (2015, p. 3) it", "In @berg2015 [p. 3] it"],
    ["Zhou and colleagues (2022) say", "Zhou and colleagues [-@zhou2022] say"],
    ["Zhou’s early work (2022) says", "Zhou’s early work [-@zhou2022] says"],
    ["Lone (2019), not Zhou (2022), in March (2022)", "@lone2019, not Zhou (2022), in March (2022)"],
    ["Zhou et al. (2022) [@zhou2022] is cited", "Zhou et al. (2022) [@zhou2022] is cited"],
    ["It rose (from 2015 to 2022; n = 3) (Table 2)", "It rose (from 2015 to 2022; n = 3) (Table 2)"],
    ["So (Zhou et al., 2022; Nobody, 2001)", "So (Zhou et al., 2022; Nobody, 2001)"],
  ];
  for (const [literal, markdown] of cases)
    test(literal, () => assert.equal(cited(`--- review.md\n${literal}\n${library}`), `${markdown}\n`));

  test("paragraphs that begin with authors and a year are no list of references", () => {
    assert.equal(
      cited(`--- review.md\nZhou et al. (2022) saw niches.\n\nLone (2019) saw what they spare.\n${library}`),
      "@zhou2022 saw niches.\n\n@lone2019 saw what they spare.\n",
    );
  });

  test("several that fit are offered, and none is ticked", () => {
    const { snapshot, manuscript } = fixture(`--- review.md\nIt spreads (Wang et al., 2020).\n${library}`);
    const [work] = literalFindings(snapshot, manuscript).works;
    assert.equal(work?.name, "Wang et al., 2020");
    const offered = work?.candidates.map(({ reference, certainty }) => `${reference.id} ${certainty}`) ?? [];
    assert.deepEqual(offered.slice(0, 2).sort(), ["wang2020one possible", "wang2020two possible"]);
  });

  test("a pasted list tells which of them is meant, by the letter of the year or the initials", () => {
    const authorList = `
Wang, A., Ito, B., & Abe, C. (2020a). Neutrophils at the invasive margin of tumours.

Wang, B., Eno, D., & Ori, E. (2020b). Kupffer cells of the liver clear tumour cells.
`;
    const text = "It spreads (Wang et al., 2020a, b), as B. Wang et al. (2020b) say.\n";
    assert.equal(
      cited(`--- review.md\n${text}${authorList}${library}`, true),
      "It spreads [@wang2020one; @wang2020two], as @wang2020two say.\n\n",
    );
  });

  test("LaTeX without natbib or biblatex keeps the names, and Typst has forms of its own", () => {
    assert.equal(
      cited(`--- review.tex\nAs Zhou et al.\\ (2022) say\n${library}`),
      "As Zhou et al.\\ \\cite{zhou2022} say\n",
    );
    assert.equal(
      cited(`--- review.typ\nAs Zhou et al. (2022) and Zhou and colleagues (2022) say\n${library}`),
      'As #cite(<zhou2022>, form: "prose") and Zhou and colleagues (#cite(<zhou2022>, form: "year")) say\n',
    );
  });
});

test("what only the bundled references have is added to the bibliography", () => {
  const reference = bundledReferences.get("aceto2014circulating") as Reference;
  const entry = `${reference.author?.[0]?.family} N. ${reference.title}. Cell. 2014.`;
  const project = fixture(
    `--- review.md\n---\nbibliography: refs.bib\n---\nSo [1].\n\n1. ${entry}\n--- refs.bib\n@misc{a, title = {A}}\n`,
  );
  const findings = literalFindings(project.snapshot, project.manuscript);
  const { edit } = citeLiterals(project.snapshot, project.manuscript, findings, ticked(project), false);
  const files = applied(project, edit);
  assert.match(files["review.md"] ?? "", /So \[@aceto2014circulating\]\./);
  assert.match(files["refs.bib"] ?? "", /@article\{aceto2014circulating,/);
});
