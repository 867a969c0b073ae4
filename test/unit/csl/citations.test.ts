import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { type Citation, createProcessor, type Item, toHtml, toText } from "../../../server/src/csl/index.ts";
import { cited, listed, names, type Parts, styleOf, works, year } from "./rendering.ts";

const authorDate =
  '<group delimiter=" "><names variable="author"><name form="short" and="symbol" initialize-with=". "/></names><date variable="issued"><date-part name="year"/></date></group>';
const inBrackets: Partial<Parts> = { cite: authorDate, layout: 'prefix="(" suffix=")" delimiter="; "' };

describe("cites that would print alike", () => {
  const li = works(
    { author: names("Zhou, Li"), issued: year(2020) },
    { author: names("Zhou, Bo"), issued: year(2020) },
    { author: names("Zhou, Li"), issued: year(2020) },
    { author: names("Zhou, Li"), issued: year(2021) },
  );
  const style = (attributes: string): Parts => ({ ...inBrackets, citation: attributes });

  test("get given names, as initials where those do", () => {
    assert.deepEqual(cited(style('disambiguate-add-givenname="true"'), li.slice(0, 2), "a b"), [
      "(L. Zhou 2020; B. Zhou 2020)",
    ]);
    const lin = works(
      { author: names("Zhou, Li"), issued: year(2020) },
      { author: names("Zhou, Lin"), issued: year(2020) },
    );
    assert.deepEqual(cited(style('disambiguate-add-givenname="true"'), lin, "a b"), ["(Li Zhou 2020; Lin Zhou 2020)"]);
  });

  test("get letters in the order of the bibliography, which prints them too", () => {
    const lettered = { ...style('disambiguate-add-year-suffix="true"'), entry: authorDate };
    assert.deepEqual(cited(lettered, li, "c d", "a"), ["(Zhou 2020a; Zhou 2021)", "(Zhou 2020b)"]);
    assert.deepEqual(listed(lettered, li), ["Zhou 2020a", "Zhou 2020b", "Zhou 2020c", "Zhou 2021"]);
  });

  test("get more names, no more than tell them apart, and none where none would", () => {
    const many = (...lists: readonly string[][]) =>
      works(...lists.map((list) => ({ author: names(...list), issued: year(2020) })));
    const attributes = 'et-al-min="2" et-al-use-first="1" disambiguate-add-names="true"';
    const parted = many(["A, X", "B, X", "C, X", "D, X"], ["A, X", "E, X", "C, X", "D, X"]);
    assert.deepEqual(cited(style(attributes), parted, "a b"), ["(A, B, et al. 2020; A, E, et al. 2020)"]);
    const same = many(["A, X", "B, X", "C, X"], ["A, X", "B, X", "C, X"]);
    assert.deepEqual(cited(style(attributes), same, "a b"), ["(A et al. 2020; A et al. 2020)"]);
  });

  test("by rule of all names, also where only the names are alike", () => {
    const attributes = 'disambiguate-add-givenname="true" givenname-disambiguation-rule="all-names"';
    assert.deepEqual(
      cited(
        style(attributes),
        works({ author: names("Zhou, Li"), issued: year(2020) }, { author: names("Zhou, Bo"), issued: year(1999) }),
        "a",
        "b",
      ),
      ["(L. Zhou 2020)", "(B. Zhou 1999)"],
    );
  });

  test("print what stands under the condition, as the last but the letters", () => {
    const cite = `${authorDate}<choose><if disambiguate="true"><text variable="title" prefix=", "/></if></choose>`;
    const items = works(
      { author: names("Zhou, Li"), issued: year(2020), title: "One" },
      { author: names("Zhou, Li"), issued: year(2020), title: "Two" },
      { author: names("Berg, Li"), issued: year(2020), title: "Three" },
    );
    assert.deepEqual(cited({ cite }, items, "a", "b", "c"), ["Zhou 2020, One", "Zhou 2020, Two", "Berg 2020"]);
  });
});

describe("cites in one citation", () => {
  const items = works(
    { author: names("Zhou, Li"), issued: year(2020) },
    { author: names("Berg, Bo"), issued: year(2019) },
    { author: names("Zhou, Li"), issued: year(2021) },
    { author: names("Zhou, Li"), issued: year(2021), title: "Other" },
  );

  test("of the same names are collapsed", () => {
    const style = { ...inBrackets, citation: 'collapse="year"' };
    assert.deepEqual(cited(style, items, "a c b"), ["(Zhou 2020, 2021; Berg 2019)"]);
    const letters = {
      ...inBrackets,
      citation: 'collapse="year-suffix" disambiguate-add-year-suffix="true" year-suffix-delimiter=","',
    };
    assert.deepEqual(cited(letters, items, "c d b"), ["(Zhou 2021a,b; Berg 2019)"]);
    const grouped = { ...inBrackets, citation: 'cite-group-delimiter=", "' };
    assert.deepEqual(cited(grouped, items, "a c b"), ["(Zhou 2020, Zhou 2021; Berg 2019)"]);
  });

  test("are sorted where the style sorts, empty keys last", () => {
    const sort = '<sort><key variable="issued"/></sort>';
    assert.deepEqual(
      cited(
        { ...inBrackets, sort },
        [...items, ...works({}, {}, {}, {}, { author: names("Qi, X") }).slice(4)],
        "e c b",
      ),
      ["(Berg 2019; Zhou 2021; Qi)"],
    );
  });

  test("by numbers become ranges of three and more", () => {
    const style: Parts = {
      citation: 'collapse="citation-number"',
      cite: '<text variable="citation-number"/>',
      layout: 'prefix="[" suffix="]" delimiter=", "',
      sort: '<sort><key variable="citation-number"/></sort>',
    };
    assert.deepEqual(cited(style, items, "a b c d", "d a b", "a b", "a d"), ["[1–4]", "[1, 2, 4]", "[1, 2]", "[1, 4]"]);
    const located: Citation = { cites: [{ id: "a" }, { id: "b", suffix: ", table 2" }, { id: "c" }] };
    assert.deepEqual(cited(style, items, located), ["[1, 2, table 2, 3]"]);
  });

  test("keep what the writer puts around them, and leave out what he leaves out", () => {
    const text = (...cites: Citation["cites"]): Citation => ({ cites });
    assert.deepEqual(
      cited(
        inBrackets,
        items,
        text({ id: "a", prefix: "see", suffix: "and others" }),
        text({ id: "a", mode: "suppress-author" }),
        text({ id: "a", mode: "author-only" }),
        { cites: [{ id: "a" }, { id: "b" }], isComposite: true },
        text({ id: "gone" }, { id: "b" }),
      ),
      ["(see Zhou 2020 and others)", "(2020)", "Zhou", "Zhou (2020; Berg 2019)", "(Berg 2019)"],
    );
  });
});

test("notes know what they cite again", () => {
  const cite = `<choose><if position="ibid-with-locator"><text term="ibid"/><text variable="locator" prefix=", "/></if>
    <else-if position="ibid"><text term="ibid"/></else-if><else-if position="near-note"><text value="near "/><text variable="title"/></else-if>
    <else-if position="subsequent"><text variable="title" prefix="again "/><text variable="first-reference-note-number" prefix=", n. "/></else-if>
    <else><text variable="title"/></else></choose>`;
  const note = (number: number, id: string, locator?: string): Citation => ({
    note: number,
    cites: [{ id, ...(locator !== undefined && { locator }) }],
  });
  const items = works({ title: "A" }, { title: "B" });
  assert.deepEqual(
    cited(
      { attributes: 'class="note"', citation: 'near-note-distance="2"', cite },
      items,
      note(1, "a"),
      note(2, "a"),
      note(3, "a", "5"),
      note(4, "b"),
      note(5, "a"),
      note(9, "a"),
    ),
    ["A", "Ibid.", "Ibid., 5", "B", "near A", "again A, n. 1"],
  );
});

describe("a text that is edited", () => {
  const style = styleOf({
    ...inBrackets,
    citation:
      'collapse="year" disambiguate-add-year-suffix="true" disambiguate-add-names="true" et-al-min="2" et-al-use-first="1"',
    sort: '<sort><key variable="author"/></sort>',
    entry: authorDate,
    entrySort: '<sort><key variable="author"/><key variable="issued"/></sort>',
  });
  const items = new Map<string, Item>(
    Array.from({ length: 12 }, (_, number) => [
      String(number),
      {
        id: String(number),
        author: names(`F${number % 3}, G`, `H${number % 2}, K`),
        issued: year(2000 + (number % 2)),
      },
    ]),
  );
  const citations = fc.array(
    fc.record({ cites: fc.array(fc.record({ id: fc.nat(12).map(String) }), { minLength: 1, maxLength: 4 }) }),
    { maxLength: 12 },
  );

  test("prints what it would from the start", () => {
    fc.assert(
      fc.property(fc.array(citations, { minLength: 1, maxLength: 4 }), (versions) => {
        const kept = createProcessor(style);
        for (const version of versions) {
          const now = kept.render(version, (id) => items.get(id));
          const anew = createProcessor(style).render(version, (id) => items.get(id));
          assert.deepEqual(now.citations.map(toHtml), anew.citations.map(toHtml));
          assert.deepEqual(now.bibliography(), anew.bibliography());
        }
      }),
      { numRuns: 60 },
    );
  });

  test("renders again only the citations that changed", () => {
    const processor = createProcessor(style);
    const itemOf = (id: string) => items.get(id);
    const before = processor.render([{ cites: [{ id: "0" }] }, { cites: [{ id: "1" }] }], itemOf);
    const after = processor.render([{ cites: [{ id: "0" }] }, { cites: [{ id: "1", suffix: "x" }] }], itemOf);
    assert.equal(after.citations[0], before.citations[0]);
    assert.notEqual(toText(after.citations[1] ?? []), toText(before.citations[1] ?? []));
  });
});
