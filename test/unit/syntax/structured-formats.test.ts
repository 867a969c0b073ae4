/** One file of each format of nested elements, as the programs that export it write it, holding records of the bundled set. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { bundled, check, read } from "./written-bibliography.ts";

describe("EndNote XML", () => {
  test("as EndNote writes it: styles, periodical, accession number, custom2", () => {
    const style = (text: string) => `<style face="normal" font="default" size="100%">${text}</style>`;
    check(
      "library.xml",
      `<?xml version="1.0" encoding="UTF-8" ?><xml><records><record><database name="My.enl">My.enl</database><rec-number>12</rec-number><foreign-keys><key app="EN">12</key></foreign-keys><ref-type name="Journal Article">17</ref-type><contributors><authors><author>${style("Coussens, Lisa M")}</author><author>${style("Werb, Zena")}</author></authors></contributors><titles><title>${style("Inflammation and cancer")}</title><secondary-title>${style("Nature")}</secondary-title></titles><periodical><full-title>Nature</full-title><abbr-1>Nature</abbr-1></periodical><pages>${style("860-867")}</pages><volume>420</volume><number>6917</number><dates><year>2002</year><pub-dates><date>Dec 19</date></pub-dates></dates><accession-num>12490959</accession-num><custom2>PMC2803035</custom2><electronic-resource-num>10.1038/nature01322</electronic-resource-num></record>
<record><ref-type name="Book Section">5</ref-type><contributors><authors><author>Kawada, Norifumi</author><author>Sato-Matsubara, Misako</author><author>Hoang, Truong Huu</author><author>Enomoto, Masaru</author></authors></contributors><titles><title>Sinusoidal cells in liver metastasis</title><secondary-title>Sinusoidal Cells in Liver Diseases</secondary-title></titles><pages>367-385</pages><dates><year>2024</year></dates><publisher>Elsevier</publisher><electronic-resource-num>10.1016/b978-0-323-95262-0.00018-8</electronic-resource-num><label>Kaw24</label></record></records></xml>
`,
      ["12 @ 12", "Kaw24 @ Kaw24"],
      [
        bundled("coussens2002inflammation", "12", { "container-title-short": "Nature" }),
        bundled("kawada2024sinusoidal", "Kaw24"),
      ],
    );
  });

  test("faces become markup; entities, character references and CDATA are text", () => {
    const { entries, problems } = read(
      "library.xml",
      `<records><record><ref-type name="Generic">13</ref-type><titles><title><style face="normal">CD8</style><style face="superscript">+</style><style face="normal"> cells &amp; </style><style face="italic">E. coli</style> &#x3b2; <![CDATA[<1 %]]></title></titles></record></records>`,
    );
    assert.deepEqual(problems, []);
    assert.equal(entries[0]?.reference.title, "CD8<sup>+</sup> cells & <i>E. coli</i> β <1 %");
  });

  test("what a document type defines is neither read nor fetched, however it is meant to grow", () => {
    const text = `<!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>
<records><record><ref-type>13</ref-type><titles><title>x &b; &c;</title></titles></record></records>`;
    const { entries, problems } = read("library.xml", text);
    assert.equal(entries[0]?.reference.title, "x &b; &c;");
    assert.deepEqual(
      problems.map(({ code }) => code),
      ["bare-sign", "bare-sign"],
    );
  });
});

describe("Hayagriva", () => {
  test("parents, serial numbers, persons and addresses with a date", () => {
    check(
      "refs.yml",
      `# A comment
coussens2002:
    type: Article
    title: Inflammation and cancer
    author: ["Coussens, Lisa M", "Werb, Zena"]
    date: 2002-12-19
    page-range: 860-867
    serial-number:
        doi: "10.1038/nature01322"
        pmid: 12490959
        pmcid: PMC2803035
    parent:
        title:
            value: Nature
            short: Nature
        volume: 420
        issue: 6917

"kawada 2024":
    type: chapter
    title: Sinusoidal cells in liver metastasis
    author:
        - Kawada, Norifumi
        - { name: Sato-Matsubara, given-name: Misako }
        - Hoang, Truong Huu
        - Enomoto, Masaru
    date: 2024
    page-range: 367–385
    doi: 10.1016/b978-0-323-95262-0.00018-8
    parent:
        - title: Sinusoidal Cells in Liver Diseases
          publisher: Elsevier
        - type: Web
`,
      ["coussens2002 @ coussens2002", "kawada 2024 @ kawada 2024"],
      [bundled("coussens2002inflammation", "coussens2002"), bundled("kawada2024sinusoidal", "kawada 2024")],
    );
  });

  test("the parent says what an article is; a prefix is no part of the family name", () => {
    const { entries } = read(
      "refs.yaml",
      `talk:
  type: article
  author: von der Invented, Ursula
  url: { value: "https://example.org/a", date: 2020-11-12 }
  parent:
    type: proceedings
    title: { value: Proceedings, verbatim: true }
    parent: { title: A Series }
`,
    );
    assert.deepEqual(entries[0]?.reference, {
      id: "talk",
      type: "paper-conference",
      author: [{ family: "Invented", given: "Ursula", "non-dropping-particle": "von der" }],
      "container-title": "Proceedings",
      "collection-title": "A Series",
      URL: "https://example.org/a",
      accessed: { "date-parts": [[2020, 11, 12]] },
    });
  });
});
