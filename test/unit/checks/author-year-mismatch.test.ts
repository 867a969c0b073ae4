import assert from "node:assert/strict";
import { test } from "node:test";
import { findingsOf } from "../../../server/src/checks/all.ts";
import { applied, fixture, placeOf } from "../fixture.ts";

const refs = `--- refs.bib
@article{zhou2021, author = {Zhou, Li and Arda, Bo and Berg, Ko van der}, title = {Niches}, journal = {Gut}, year = 2021}
@article{berg2019, author = {van der Berg, Ko and M{\\"u}ller, Jan}, title = {Seeds}, journal = {Gut}, year = 2019}
@article{atlas2012, author = {{Plain Cell Atlas Network}}, title = {Cells}, journal = {Gut}, year = 2012}
`;

function found(sentence: string, name = "review.md"): readonly string[] {
  const named = name.endsWith(".tex") ? `\\addbibresource{refs.bib}\n${sentence}` : sentence;
  const { snapshot, manuscript } = fixture(`--- ${name}\n${named}\n${refs}`);
  return findingsOf(snapshot, manuscript).map(({ span, code }) => {
    assert.equal(code, "author-year-mismatch", placeOf(manuscript, span));
    return manuscript.text.slice(span.start, span.end);
  });
}

const right = [
  "Zhou et al. (2021) [@zhou2021].",
  "In Germany, Zhou et al. (2021a) [@zhou2021; @berg2019].",
  "However, Van der Berg and Mueller [@berg2019] saw it.",
  "Berg and Muller's 2019 study [@berg2019].",
  "The Plain Cell Atlas (2012) [@atlas2012] and PCAN (2012) [@atlas2012].",
  "Zhou and colleagues (2021) and van der Berg & Müller (2019) [@zhou2021; @berg2019].",
  "The Study of Parents and Children [@berg2019] and the Human Atlas (2017) [@zhou2021].",
  "Unlike Arda et al., @zhou2021 saw it.",
  "Arda et al. (2018) and [@zhou2021] saw it.",
  "Arda et al. (2018; reviewed in [@zhou2021]) and Arda et al. [as cited in @zhou2021].",
  "Van der Berg et al. collected sera in 2016 [@berg2019].",
  "Zhou et al. (2021) [@berg2019; @zhou2021].",
  "Arda et al. (2018).\n\n[@zhou2021] saw it.",
];

for (const sentence of right) test(`nothing is said of “${sentence}”`, () => assert.deepEqual(found(sentence), []));

const wrong: readonly (readonly [sentence: string, span: string, name?: string])[] = [
  ["Zhou *et al.* (2020) [@zhou2021].", "Zhou *et al.* (2020)"],
  ["Arda et al. @zhou2021 saw it.", "Arda et al."],
  ["Zho et al. [-@zhou2021].", "Zho et al."],
  ["Zhou's work (2020b) [@zhou2021].", "Zhou's work (2020b)"],
  ["as van der Berg et al. showed in 2018 [@berg2019].", "van der Berg et al. showed in 2018"],
  ["Zhou et al. (2021) and Arda (2018) [@zhou2021; @berg2019].", "Arda (2018)"],
  ["Zhou et al. (2020; 2021) [@zhou2021; @berg2019].", ""],
  ['van~der~Berg and M\\"{u}ller~(2018)~\\citep[p.~3]{berg2019}', 'van~der~Berg and M\\"{u}ller~(2018)', "review.tex"],
  ["Zhou \\emph{et~al.}\\ (2020) \\cite{zhou2021}", "Zhou \\emph{et~al.}\\ (2020)", "review.tex"],
];

for (const [sentence, span, name] of wrong)
  test(`what differs in “${sentence}”`, () => assert.deepEqual(found(sentence, name), span === "" ? [] : [span]));

/** The first line of the manuscript after each fix of the only finding; each leaves nothing to find. */
function fixed(sentence: string): string[] {
  const given = fixture(`--- review.md\n${sentence}\n${refs}`);
  const [finding] = findingsOf(given.snapshot, given.manuscript);
  assert.ok(finding, "there is a finding");
  return finding.fixes().map(({ edit }) => {
    const text = applied(given, edit)["review.md"]?.split("\n")[0] ?? "";
    assert.deepEqual(found(text), []);
    return text;
  });
}

test("the key of a work that fits comes first, then the names and the year of the cited one", () => {
  assert.deepEqual(fixed("By Zhou et al. (2021) [@berg2019]."), [
    "By Zhou et al. (2021) [@zhou2021].",
    "By Berg and Müller (2019) [@berg2019].",
  ]);
});

test("a year is changed alone", () => {
  assert.deepEqual(fixed("By Zhou et al. (2020a) [@zhou2021]."), ["By Zhou et al. (2021a) [@zhou2021]."]);
});

test("without a work that fits the names are changed, and what stands before them stays", () => {
  assert.deepEqual(fixed("In Lee et al.'s 2021 study [@zhou2021]."), ["In Zhou et al.'s 2021 study [@zhou2021]."]);
});
