import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { readStyleSources } from "../../../scripts/styles.mjs";
import { createFormatter, toHtml, toText } from "../../../server/src/styles/formatter.ts";
import { hasAllAuthors, type Reference } from "../../../server/src/syntax/reference.ts";
import { printed } from "./printed.ts";

const bundled = JSON.parse(
  readFileSync(new URL("../../../server/data/references.json", import.meta.url), "utf8"),
) as Reference[];
const formatter = createFormatter(readStyleSources());
const styles = ["vancouver", "apa", "harvard1"] as const;

function work(key: string): Reference {
  const found = bundled.find((reference) => reference.id === key);
  assert.ok(found, `${key} is in the bundled set`);
  return found;
}

function article(fields: Partial<Reference>): Reference {
  return {
    id: "key",
    type: "article-journal",
    title: "A title",
    author: [{ family: "Ito", given: "Toshio" }],
    issued: { "date-parts": [[2020]] },
    "container-title": "A Journal",
    volume: "5",
    ...fields,
  };
}

describe("a bundled work", () => {
  for (const expected of printed) {
    it(`prints as Pandoc prints it: ${expected.key}`, () => {
      const reference = work(expected.key);
      for (const [index, style] of styles.entries()) {
        assert.equal(toText(formatter.reference(reference, style)), expected[style]);
        assert.equal(toText(formatter.citation([reference], style)), expected.inText[index]);
      }
    });
  }
});

describe("a list of authors known in part", () => {
  const names = ["Abe", "Bell", "Cruz", "Diaz", "Endo", "Fry", "Gold", "Hill"];
  const partly = (count: number): Reference =>
    article({
      author: names.slice(0, count).map((family) => ({ family, given: "X" })),
      custom: { "authors-complete": false },
    });
  const start = (reference: Reference, style: string) =>
    toHtml(formatter.reference(reference, style)).split(/[.] A|\(2020/)[0];
  const inText = (reference: Reference, style: string) => toHtml(formatter.citation([reference], style));

  it("shows every author seen, or as few as the style does, and then the style's et al.", () => {
    assert.equal(start(partly(1), "vancouver"), "Abe X et al");
    assert.equal(start(partly(2), "vancouver"), "Abe X, Bell X, et al");
    assert.equal(start(partly(3), "vancouver"), "Abe X, Bell X, Cruz X, et al");
    assert.equal(start(partly(6), "vancouver"), "Abe X, Bell X, Cruz X, Diaz X, Endo X, Fry X, et al");
    assert.equal(start(partly(8), "vancouver"), "Abe X, Bell X, Cruz X, Diaz X, Endo X, Fry X, et al");
    assert.equal(start(partly(1), "apa"), "Abe, X. et al. ");
    assert.equal(start(partly(2), "apa"), "Abe, X., Bell, X., et al. ");
    assert.equal(start(partly(3), "apa"), "Abe, X., Bell, X., Cruz, X., et al. ");
    assert.equal(start(partly(6), "apa"), "Abe, X., Bell, X., Cruz, X., Diaz, X., Endo, X., Fry, X., et al. ");
    assert.equal(start(partly(1), "harvard1"), "Abe, X. <i>et al.</i> ");
    assert.equal(start(partly(2), "harvard1"), "Abe, X., Bell, X., <i>et al.</i> ");
    assert.equal(start(partly(3), "harvard1"), "Abe, X. <i>et al.</i> ");
    assert.equal(start(partly(6), "harvard1"), "Abe, X. <i>et al.</i> ");
  });

  it("does so in citations", () => {
    assert.equal(inText(partly(1), "apa"), "(Abe et al., 2020)");
    assert.equal(inText(partly(2), "apa"), "(Abe et al., 2020)");
    assert.equal(inText(partly(1), "harvard1"), "(Abe <i>et al.</i>, 2020)");
    assert.equal(inText(partly(2), "harvard1"), "(Abe, Bell, <i>et al.</i>, 2020)");
    assert.equal(inText(partly(3), "harvard1"), "(Abe <i>et al.</i>, 2020)");
    assert.equal(inText(partly(6), "harvard1"), "(Abe <i>et al.</i>, 2020)");
  });

  it("has no last author, where a style would name the last", () => {
    const authors = Array.from({ length: 20 }, (_, index) => ({ family: `Name${index + 1}`, given: "X" }));
    const whole = toText(formatter.reference(article({ author: [...authors, { family: "Last", given: "X" }] }), "apa"));
    assert.match(whole, /Name19, X\., … Last, X\. \(2020\)/);
    const part = article({ author: authors, custom: { "authors-complete": false } });
    assert.match(toText(formatter.reference(part, "apa")), /Name19, X\., et al\. \(2020\)/);
  });

  it("ends so in a style that would print every author, with the style's own delimiter", () => {
    const style = (attributes: string) => `<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
      <info><title>Everyone</title><id>everyone</id><updated>2020-01-01T00:00:00+00:00</updated></info>
      <citation><layout><text variable="title"/></layout></citation>
      <bibliography><layout><names variable="author"><name ${attributes}/><et-al font-weight="bold"/></names></layout></bibliography>
    </style>`;
    const own = createFormatter({
      ...readStyleSources(),
      styles: {
        plain: style('and="text"'),
        always: style('and="text" delimiter="; " delimiter-precedes-et-al="always"'),
      },
    });
    assert.equal(toHtml(own.reference(partly(2), "plain")), "X Abe, X Bell, <b>et al.</b>");
    assert.equal(toHtml(own.reference(partly(1), "always")), "X Abe; <b>et al.</b>");
  });

  it("keeps the ordinary form where a list is whole", () => {
    const whole = article({
      author: [
        { family: "Abe", given: "X" },
        { family: "Bell", given: "X" },
      ],
    });
    assert.match(toText(formatter.reference(whole, "vancouver")), /^Abe X, Bell X\. A title\./);
    assert.match(toText(formatter.reference(whole, "apa")), /^Abe, X\., & Bell, X\. \(2020\)/);
    assert.match(toText(formatter.reference(whole, "harvard1")), /^Abe, X\. and Bell, X\. \(2020\)/);
  });

  it("stays unfinished for every such work of the bundled set, in every style", () => {
    const unfinished = bundled.filter((reference) => !hasAllAuthors(reference));
    assert.ok(unfinished.length > 100);
    for (const style of styles) {
      for (const reference of unfinished) {
        assert.match(toText(formatter.reference(reference, style)), /et al/, `${reference.id} in ${style}`);
      }
    }
  });
});

describe("titles", () => {
  const html = (title: string, style: string) => toHtml(formatter.reference(article({ title }), style));

  it("keep raised, lowered and italic text, also where the style sets all in italics", () => {
    assert.match(
      html("CD8<sup>+</sup> cells, H<sub>2</sub>O and <i>KRAS</i>", "vancouver"),
      /CD8<sup>\+<\/sup> cells, H<sub>2<\/sub>O and <i>KRAS<\/i>\./,
    );
    const book = toHtml(
      formatter.reference({ ...article({ title: "Mutant <i>KRAS</i> now" }), type: "book" }, "harvard1"),
    );
    assert.match(book, /<i>Mutant <\/i>KRAS<i> now<\/i>/);
  });

  it("are text otherwise, whatever they hold", () => {
    const title = 'p < 0.05 & <script>alert("1")</script> $& $1 <link>x</link> &amp;';
    const text = toText(formatter.reference(article({ title }), "vancouver"));
    assert.ok(text.includes("p < 0.05 & <script>"), text);
    assert.ok(text.includes("$& $1 <link>x</link> &amp;"), text);
    assert.ok(!html(title, "vancouver").includes("<script"));
  });

  it("keep Greek letters and signs", () => {
    assert.match(html("TGF-β1 ≥ 5 µg in CD8⁺ γδ T cells", "apa"), /TGF-β1 ≥ 5 µg in CD8⁺ γδ T cells/);
  });
});

describe("links", () => {
  it("lead from a DOI to its resolver, reserved characters escaped", () => {
    const reference = article({ DOI: "10.1002/(SICI)1097-0142(19990801)86:3<526::AID-X>3.0.CO;2-#" });
    assert.ok(
      toHtml(formatter.reference(reference, "harvard1")).includes(
        'doi:<a href="https://doi.org/10.1002/(SICI)1097-0142(19990801)86:3%3C526::AID-X%3E3.0.CO;2-%23">10.1002/(SICI)1097-0142(19990801)86:3&lt;526::AID-X&gt;3.0.CO;2-#</a>',
      ),
    );
  });

  it("are not made of other schemes", () => {
    assert.ok(!toHtml(formatter.reference(article({ URL: "javascript:alert(1)" }), "apa")).includes("<a "));
  });
});

describe("a reference list", () => {
  const early = article({ id: "early", author: [{ family: "Zhu", given: "A" }], issued: { "date-parts": [[2001]] } });
  const late = article({ id: "late", author: [{ family: "Abe", given: "B" }], issued: { "date-parts": [[2019]] } });

  it("is numbered in the order of citation where the style numbers", () => {
    const entries = formatter.bibliography([early, late], "vancouver").map(toText);
    assert.deepEqual(entries, ["1. Zhu A. A title. A Journal. 2001;5.", "2. Abe B. A title. A Journal. 2019;5."]);
  });

  it("is in order of authors where the style sorts, with letters for works of one year", () => {
    const entries = formatter
      .bibliography([early, late, { ...late, id: "other", title: "Before" }], "harvard1")
      .map(toText);
    assert.deepEqual(entries, [
      "Abe, B. (2019a) ‘A title’, A Journal, 5.",
      "Abe, B. (2019b) ‘Before’, A Journal, 5.",
      "Zhu, A. (2001) ‘A title’, A Journal, 5.",
    ]);
  });

  it("forgets the works of an earlier list", () => {
    assert.match(toText(formatter.reference(late, "harvard1")), /\(2019\)/);
    assert.equal(toText(formatter.citation([{ ...late, issued: { "date-parts": [[2021]] } }], "apa")), "(Abe, 2021)");
  });

  it("is one citation for several works", () => {
    const three = [early, late, article({ id: "third" })];
    assert.equal(toText(formatter.citation(three, "vancouver")), "(1–3)");
    assert.equal(toText(formatter.citation(three, "apa")), "(Abe, 2019; Ito, 2020; Zhu, 2001)");
  });
});

describe("poor records", () => {
  it("print what there is, and the key if there is nothing", () => {
    assert.equal(toText(formatter.reference({ id: "smith2020", type: "article-journal" }, "vancouver")), "smith2020");
    assert.equal(
      toText(formatter.reference({ id: "a", type: "article-journal", title: "Alone" }, "vancouver")),
      "Alone.",
    );
    assert.match(toText(formatter.reference(article({ issued: { literal: "in press" } }), "apa")), /in press/);
  });

  it("take a note for a note, and not for more fields", () => {
    const reference = article({ note: "DOI: 10.1000/not-this\nvolume: 99" });
    assert.ok(!/99|not-this/.test(toText(formatter.reference(reference, "vancouver"))));
  });

  it("stay on one line", () => {
    assert.match(toText(formatter.reference(article({ title: "Two\n   lines" }), "apa")), /Two lines/);
  });
});

describe("styles", () => {
  it("are listed by their own titles", () => {
    assert.deepEqual(formatter.styles.slice(0, 4), [
      { id: "vancouver", title: "Vancouver" },
      { id: "apa", title: "American Psychological Association 7th edition" },
      { id: "harvard1", title: "Cite Them Right 11th edition - Harvard" },
      { id: "american-medical-association", title: "American Medical Association 11th edition (JAMA)" },
    ]);
  });

  it("that don't exist or can't be read are errors that name them", () => {
    assert.throws(() => formatter.reference(article({}), "gut"), /RangeError: There is no style "gut"/);
    const broken = createFormatter({ ...readStyleSources(), styles: { broken: "not a style" } });
    assert.throws(() => broken.reference(article({}), "broken"), /Error: The style "broken" can't be read/);
  });
});
