import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Item } from "../../../server/src/csl/index.ts";
import { cited, listed, type Parts, works } from "./rendering.ts";

function printed(entry: string, fields: Partial<Item>, style: Partial<Parts> = {}): string {
  return listed({ entry, ...style }, works(fields))[0] ?? "";
}

describe("dates", () => {
  const date = (parts: readonly (readonly number[])[], element: string, before = "") =>
    printed(element, { issued: { "date-parts": parts } }, { before });
  const text = '<date variable="issued" form="text"/>';
  const parts =
    '<date variable="issued"><date-part name="day" suffix=" " range-delimiter="-"/><date-part name="month" suffix=" "/><date-part name="year"/></date>';

  test("as exact as they are", () => {
    assert.equal(date([[2020, 5, 7]], text), "May 7, 2020");
    assert.equal(date([[2020, 5]], text), "May 2020");
    assert.equal(date([[2020]], text), "2020");
    assert.equal(date([[2020, 5, 7]], '<date variable="issued" form="numeric"/>'), "05/07/2020");
    assert.equal(date([[2020, 5, 7]], '<date variable="issued" form="text" date-parts="year-month"/>'), "May 2020");
    assert.equal(date([[2020, 22]], text), "Summer 2020");
    assert.equal(date([[79]], text), "79AD");
    assert.equal(date([[-44]], text), "44BC");
  });

  test("ranges print once what both ends share", () => {
    const range = (from: readonly number[], to: readonly number[]) => date([from, to], parts);
    assert.equal(range([2020, 5, 7], [2020, 5, 9]), "7-9 May 2020");
    assert.equal(range([2020, 5, 7], [2020, 6, 9]), "7 May–9 June 2020");
    assert.equal(range([2020, 5], [2021, 6]), "May 2020–June 2021");
    assert.equal(range([2020, 5, 7], [2020, 5, 7]), "7 May 2020");
  });

  test("raw dates are read where they can be, and else stay", () => {
    const raw = (value: string) => printed(text, { issued: { raw: value } });
    assert.equal(raw("2020-05-07"), "May 7, 2020");
    assert.equal(raw("7 May 2020"), "May 7, 2020");
    assert.equal(raw("2019/2021"), "2019–2021");
    assert.equal(raw("in press"), "in press");
  });

  test("ordinals of the first day only, where the language has it so", () => {
    const style = (limited: boolean) => `<locale><style-options limit-day-ordinals-to-day-1="${limited}"/></locale>`;
    const day = '<date variable="issued"><date-part name="day" form="ordinal"/></date>';
    assert.equal(date([[2020, 5, 2]], day, style(false)), "2nd");
    assert.equal(date([[2020, 5, 2]], day, style(true)), "2");
    assert.equal(date([[2020, 5, 1]], day, style(true)), "1st");
  });
});

describe("numbers and pages", () => {
  test("each number of a list in the form, other content as it is", () => {
    const edition = (form: string, value: string | number) =>
      printed(`<number variable="edition" form="${form}"/>`, { edition: value });
    assert.equal(edition("ordinal", 2), "2nd");
    assert.equal(edition("ordinal", "11, 12 & 13"), "11th, 12th &amp; 13th");
    assert.equal(edition("long-ordinal", "3"), "third");
    assert.equal(edition("long-ordinal", "23"), "23rd");
    assert.equal(edition("roman", "2-4"), "ii–iv");
    assert.equal(edition("ordinal", "Special"), "Special");
    assert.equal(edition("roman", "2b"), "2b");
  });

  test("ranges of pages as the style abbreviates them", () => {
    const page = (format: string, value: string) =>
      printed('<text variable="page"/>', { page: value }, { attributes: format && `page-range-format="${format}"` });
    assert.equal(page("", "321-328"), "321–328");
    assert.equal(page("expanded", "321-28"), "321–328");
    assert.equal(page("minimal", "321-328"), "321–8");
    assert.equal(page("minimal-two", "321-328"), "321–28");
    assert.equal(page("chicago", "1496-1504"), "1496–1504");
    assert.equal(page("chicago-16", "1496-1504"), "1496–504");
    assert.equal(page("chicago", "600-613, 107-108"), "600–613, 107–8");
    assert.equal(page("minimal", "S12-S15"), "S12–5");
    assert.equal(page("", "xii-xv"), "xii–xv");
    assert.equal(page("minimal", "e12-x5"), "e12-x5");
  });

  test("labels in the number of what they stand for", () => {
    const label = '<group delimiter=" "><label variable="page" form="short"/><text variable="page"/></group>';
    assert.equal(printed(label, { page: "5" }), "p. 5");
    assert.equal(printed(label, { page: "5-7" }), "pp. 5–7");
    assert.equal(printed(label, {}), "");
    const locator = '<group delimiter=" "><label variable="locator" form="short"/><text variable="locator"/></group>';
    const at = (value: string, term: string) =>
      cited({ cite: locator }, works({}), { cites: [{ id: "a", locator: value, label: term }] })[0];
    assert.equal(at("3-4", "chapter"), "chaps. 3–4");
    assert.equal(at("3", "figure"), "fig. 3");
    assert.equal(at("3 and 5", "page"), "pp. 3 and 5");
  });
});

describe("groups and conditions", () => {
  test("a group prints only with content of a variable, one in it counts as content", () => {
    const group = '<group delimiter=" "><text term="in"/><text variable="container-title"/></group>';
    assert.equal(printed(group, { "container-title": "Gut" }), "in Gut");
    assert.equal(printed(group, {}), "");
    assert.equal(printed(`<group><text value="x"/><group>${group}</group></group>`, {}), "");
    assert.equal(printed('<group><text value="x"/></group>', {}), "x");
  });

  test("match decides between all, any and none", () => {
    const test1 = (attributes: string) =>
      `<choose><if ${attributes}><text value="yes"/></if><else><text value="no"/></else></choose>`;
    const item = { volume: "3", title: "T" };
    assert.equal(printed(test1('variable="volume title"'), item), "yes");
    assert.equal(printed(test1('variable="volume issue"'), item), "no");
    assert.equal(printed(test1('variable="volume issue" match="any"'), item), "yes");
    assert.equal(printed(test1('variable="issue page" match="none"'), item), "yes");
    assert.equal(printed(test1('is-numeric="volume"'), item), "yes");
    assert.equal(printed(test1('is-numeric="title"'), item), "no");
    assert.equal(printed(test1('type="book article-journal"'), item), "yes");
    assert.equal(
      printed(test1('is-uncertain-date="issued"'), { issued: { "date-parts": [[2020]], circa: true } }),
      "yes",
    );
  });
});

describe("text", () => {
  const title = (attributes: string, value: string, style: Partial<Parts> = {}, more: Partial<Item> = {}) =>
    printed(`<text variable="title" ${attributes}/>`, { title: value, ...more }, style);

  test("case, without a change to what has capitals or marks of its own", () => {
    assert.equal(
      title('text-case="title"', "the role of TGF-β in iPSC-derived cells"),
      "The Role of TGF-β in iPSC-Derived Cells",
    );
    assert.equal(title('text-case="title"', "what now: a review"), "What Now: A Review");
    assert.equal(title('text-case="title"', "die rolle", {}, { language: "de" }), "die rolle");
    assert.equal(title('text-case="sentence"', "THE WHOLE TITLE"), "The whole title");
    assert.equal(title('text-case="capitalize-first"', "<i>in vitro</i> growth"), "<i>In vitro</i> growth");
    assert.equal(title('text-case="uppercase"', 'a <span class="nocase">pH</span> of'), "A pH OF");
  });

  test("quotation marks change with their depth, apostrophes stay", () => {
    assert.equal(
      title('quotes="true"', "The \"seed\" and 'soil' of Paget's day"),
      "“The ‘seed’ and ‘soil’ of Paget’s day”",
    );
    assert.equal(title("", "The 'seed'"), "The “seed”");
  });

  test("a font within itself is its opposite", () => {
    assert.equal(
      title('font-style="italic"', "On <i>E. coli</i> now"),
      '<i>On <span style="font-style:normal;">E. coli</span> now</i>',
    );
  });

  test("marks that meet are settled, and move into quotation marks where the language has it so", () => {
    const quoted = '<group delimiter=". "><text variable="title" quotes="true"/><text value="Gut"/></group>';
    const outside = { before: '<locale><style-options punctuation-in-quote="false"/></locale>' };
    assert.equal(printed(quoted, { title: "A title" }), "“A title.” Gut");
    assert.equal(printed(quoted, { title: "A title" }, outside), "“A title”. Gut");
    assert.equal(printed(quoted, { title: "Why?" }), "“Why?” Gut");
    const plain = '<group delimiter=". "><text variable="title"/><text value="Gut"/></group>';
    assert.equal(printed(plain, { title: "A title." }), "A title. Gut");
    assert.equal(printed(plain, { title: "Why?" }), "Why? Gut");
    assert.equal(printed('<text variable="title" suffix=", "/><text value=" Gut"/>', { title: "T" }), "T, Gut");
  });

  test("identifiers lead to where they are", () => {
    const doi = '<text variable="DOI" prefix="doi:"/>';
    assert.equal(printed(doi, { DOI: "10.0000/a#b" }), 'doi:<a href="https://doi.org/10.0000/a%23b">10.0000/a#b</a>');
    assert.equal(printed('<text variable="URL"/>', { URL: "javascript:alert(1)" }), "javascript:alert(1)");
  });

  test("what a language defines in the style goes before its file, and a missing language is English", () => {
    const term = '<text term="and"/>';
    const own = '<locale xml:lang="de"><terms><term name="and">und</term></terms></locale>';
    assert.equal(printed(term, {}, { before: own, attributes: 'default-locale="de-AT"' }), "und");
    assert.equal(printed(term, {}, { before: own }), "and");
    assert.equal(printed(term, {}, { attributes: 'default-locale="tlh"' }), "and");
  });
});
