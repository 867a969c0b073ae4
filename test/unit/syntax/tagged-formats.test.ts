/** One file of each format of tagged lines, as the programs that export it write it, holding records of the bundled set. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Reference } from "../../../server/src/syntax/reference.ts";
import { bundled, check, read } from "./written-bibliography.ts";

function withoutShortTitle({ "container-title-short": _, ...reference }: Reference): Reference {
  return reference;
}

describe("RIS", () => {
  test("as EndNote and publishers write it: T2 and J2, PY with DA, AN of PubMed, C2", () => {
    check(
      "a.ris",
      `TY  - JOUR
AU  - Coussens, Lisa M
AU  - Werb, Zena
PY  - 2002
DA  - 2002/12/19
TI  - Inflammation and cancer
T2  - Nature
J2  - Nature
VL  - 420
IS  - 6917
SP  - 860
EP  - 867
DO  - https://doi.org/10.1038/nature01322
AN  - 12490959
DB  - PubMed
C2  - PMC2803035
ID  - CW02
ER  - 

TY  - CHAP
AU  - Kawada, Norifumi
AU  - Sato-Matsubara, Misako
AU  - Hoang, Truong Huu
AU  - Enomoto, Masaru
PY  - 2024
TI  - Sinusoidal cells in
liver metastasis
T2  - Sinusoidal Cells in Liver Diseases
PB  - Elsevier
SP  - 367
EP  - 385
DO  - 10.1016/b978-0-323-95262-0.00018-8
ER  - 
`,
      ["CW02 @ CW02", "kawada2024sinusoidal @ TY  - CHAP"],
      [bundled("coussens2002inflammation", "CW02"), bundled("kawada2024sinusoidal", "kawada2024sinusoidal")],
    );
  });

  test("as older programs write it: A1, T1, JF with JO, Y1 with slashes, one range in SP, et al", () => {
    check(
      "a.ris",
      `TY  - JOUR
ID  - 7
A1  - Aceto, N
A1  - et al.
T1  - Circulating tumor cell clusters are oligoclonal precursors of breast cancer metastasis
JF  - Cell
JA  - Cell
Y1  - 2014///
VL  - 158
IS  - 5
SP  - 1110–1122
M3  - doi: 10.1016/j.cell.2014.07.013
ER  - 
`,
      ["7 @ 7"],
      [bundled("aceto2014circulating", "7")],
    );
  });

  test("the year of PY takes month and day from DA, in words too", () => {
    const dateOf = (lines: string) => read("a.ris", `TY  - JOUR\n${lines}\nER  - \n`).entries[0]?.reference.issued;
    assert.deepEqual(dateOf("PY  - 1948\nDA  - July"), { "date-parts": [[1948, 7]] });
    assert.deepEqual(dateOf("PY  - 2012/09/01/Autumn"), { "date-parts": [[2012, 9, 1]] });
    assert.deepEqual(dateOf("DA  - 2012-09-01"), { "date-parts": [[2012, 9, 1]] });
    assert.deepEqual(dateOf("PY  - 2012\nDA  - 2013/02/01"), { "date-parts": [[2012]] });
  });

  test("tags mean what they mean for the type", () => {
    const reference = read(
      "a.ris",
      `TY  - BOOK
AU  - An Invented Institute
A2  - Doe, Jane
TI  - An Invented Book
T2  - An Invented Series
ET  - 2nd
CY  - Bergen
SN  - 978-3-16-148410-0
Y2  - 2020/03/09
UR  - https://example.org/book
KW  - one
KW  - two
N1  - PMID: 123
ER  - `,
    ).entries[0]?.reference;
    assert.deepEqual(reference, {
      id: "aninventedinstituteinvented",
      type: "book",
      title: "An Invented Book",
      author: [{ literal: "An Invented Institute" }],
      editor: [{ family: "Doe", given: "Jane" }],
      "collection-title": "An Invented Series",
      "publisher-place": "Bergen",
      edition: "2nd",
      note: "PMID: 123",
      keyword: "one, two",
      PMID: "123",
      ISBN: "978-3-16-148410-0",
      URL: "https://example.org/book",
      accessed: { "date-parts": [[2020, 3, 9]] },
    });
  });
});

describe("NBIB", () => {
  test("as PubMed writes it: wrapped lines, full names, shortened pages, groups", () => {
    check(
      "a.nbib",
      `PMID- 36347967
OWN - NLM
STAT- MEDLINE
VI  - 128
IP  - 2
DP  - 2022 Nov 8
TI  - The utility of ctDNA in detecting minimal residual disease following curative
      surgery in colorectal cancer: a systematic review and meta-analysis.
PG  - 297-309
LID - 10.1038/s41416-022-02017-9 [doi]
FAU - Faulkner, Lucy G
AU  - Faulkner LG
AD  - An address that is no fact.
FAU - Howells, Lynne M
AU  - Howells LM
FAU - Pepper, Coral
AU  - Pepper C
FAU - Shaw, Jacqueline A
AU  - Shaw JA
FAU - Thomas, Anne L
AU  - Thomas AL
LA  - eng
PT  - Journal Article
PT  - Systematic Review
TA  - Br J Cancer
JT  - British Journal of Cancer
PMC - PMC9902552
AID - s41416-022-02017-9 [pii]
AID - 10.1038/s41416-022-02017-9 [doi]
SO  - Br J Cancer. 2022;128(2):297-309.

PMID- 12490959
DP  - 2002 Dec 19
TI  - Inflammation and cancer.
PG  - 860-7
AU  - Coussens LM
CN  - An Invented Group
AU  - Werb Z Jr
TA  - Nature
`,
      ["36347967 @ 36347967", "12490959 @ 12490959"],
      [
        bundled("faulkner2022utility", "36347967", { language: "en" }),
        {
          id: "12490959",
          type: "article-journal",
          title: "Inflammation and cancer",
          author: [
            { family: "Coussens", given: "LM" },
            { literal: "An Invented Group" },
            { family: "Werb", given: "Z", suffix: "Jr" },
          ],
          issued: { "date-parts": [[2002, 12, 19]] },
          "container-title": "Nature",
          page: "860-867",
          PMID: "12490959",
        },
      ],
    );
  });

  test("dates of MEDLINE: ranges, seasons, quarters", () => {
    const dateOf = (date: string) => read("a.nbib", `PMID- 1\nDP  - ${date}\n`).entries[0]?.reference.issued;
    assert.deepEqual(dateOf("1998 Dec-1999 Jan"), {
      "date-parts": [
        [1998, 12],
        [1999, 1],
      ],
    });
    assert.deepEqual(dateOf("1998 Nov-Dec"), {
      "date-parts": [
        [1998, 11],
        [1998, 12],
      ],
    });
    assert.deepEqual(dateOf("2015 Sep 15-21"), {
      "date-parts": [
        [2015, 9, 15],
        [2015, 9, 21],
      ],
    });
    assert.deepEqual(dateOf("2000 Spring"), { "date-parts": [[2000]] });
    assert.deepEqual(dateOf("2000 1st Quarter"), { "date-parts": [[2000]] });
  });
});

test("Refer, as EndNote and Google Scholar write it", () => {
  check(
    "a.enw",
    `%0 Journal Article
%T Inflammation and cancer
%A Lisa M Coussens
%A Werb, Zena
%J Nature
%V 420
%N 6917
%P 860-867
%D 2002
%8 Dec 19
%R 10.1038/nature01322
%M 12490959
%2 PMC2803035
%F CW02

%0 Book Section
%A Kawada, Norifumi
%A Sato-Matsubara, Misako
%A Hoang, Truong Huu
%A Enomoto, Masaru
%T Sinusoidal cells in liver metastasis
%B Sinusoidal Cells in Liver Diseases
%P 367-385
%D 2024
%I Elsevier
%R 10.1016/b978-0-323-95262-0.00018-8
`,
    ["CW02 @ CW02", "kawada2024sinusoidal @ %0 Book Section"],
    [
      withoutShortTitle(bundled("coussens2002inflammation", "CW02")),
      bundled("kawada2024sinusoidal", "kawada2024sinusoidal"),
    ],
  );
});

describe("keys that are made", () => {
  test("author, year and first telling word; a letter where that is taken, by an ID too", () => {
    const record = (id: string) =>
      `TY  - JOUR\n${id}AU  - Müller-Šek, J\nPY  - 2014\nTI  - The <i>KRAS</i> gene\nER  - \n`;
    const { entries } = read("a.ris", record("") + record("") + record("ID  - mullersek2014krasb\n"));
    assert.deepEqual(
      entries.map(({ key, hasFixedKey, reference }) => [key, hasFixedKey === true, reference.id]),
      [
        ["mullersek2014kras", true, "mullersek2014kras"],
        ["mullersek2014krasc", true, "mullersek2014krasc"],
        ["mullersek2014krasb", false, "mullersek2014krasb"],
      ],
    );
  });

  test("a record that says nothing still has a key", () => {
    assert.deepEqual(
      read("a.enw", "%0 Generic\n\n%0 Generic\n").entries.map(({ key }) => key),
      ["untitled", "untitledb"],
    );
  });
});
