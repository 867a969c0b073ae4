import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { listed, names, type Parts, works } from "./rendering.ts";

/** The authors as a `name` with these attributes prints them. */
function printed(attributes: string, authors: readonly object[], style: Partial<Parts> = {}, inside = ""): string {
  const entry = `<names variable="author"><name ${attributes}>${inside}</name></names>`;
  return listed({ entry, ...style }, works({ author: authors }))[0] ?? "";
}

const four = names("Arda, Bo", "Berg, Cai", "Cruz, Dee", "Diaz, Eve");

describe("lists", () => {
  test("the word before the last name, and the delimiter before that", () => {
    const two = four.slice(0, 2);
    assert.equal(printed("", two), "Bo Arda, Cai Berg");
    assert.equal(printed('and="text"', two), "Bo Arda and Cai Berg");
    assert.equal(printed('and="text"', four), "Bo Arda, Cai Berg, Dee Cruz, and Eve Diaz");
    assert.equal(
      printed('and="symbol" delimiter-precedes-last="never"', four),
      "Bo Arda, Cai Berg, Dee Cruz &amp; Eve Diaz",
    );
    assert.equal(printed('and="text" delimiter-precedes-last="always"', two), "Bo Arda, and Cai Berg");
    const inverted = 'and="text" delimiter-precedes-last="after-inverted-name" name-as-sort-order="first"';
    assert.equal(printed(inverted, two), "Arda, Bo, and Cai Berg");
    assert.equal(printed(inverted, four), "Arda, Bo, Cai Berg, Dee Cruz and Eve Diaz");
  });

  test("et al., and the last name behind an ellipsis", () => {
    assert.equal(printed('et-al-min="3" et-al-use-first="1"', four), "Bo Arda et al.");
    assert.equal(printed('et-al-min="3" et-al-use-first="2"', four), "Bo Arda, Cai Berg, et al.");
    assert.equal(printed('et-al-min="5" et-al-use-first="1"', four), "Bo Arda, Cai Berg, Dee Cruz, Eve Diaz");
    assert.equal(
      printed('et-al-min="4" et-al-use-first="2" et-al-use-last="true"', four),
      "Bo Arda, Cai Berg, … Eve Diaz",
    );
    assert.equal(
      printed('et-al-min="4" et-al-use-first="3" et-al-use-last="true"', four),
      "Bo Arda, Cai Berg, Dee Cruz, et al.",
    );
    assert.equal(
      printed('et-al-min="1" et-al-use-first="1" delimiter-precedes-et-al="always"', four),
      "Bo Arda, et al.",
    );
  });

  test("names that are not known end in et al. in every style", () => {
    assert.equal(printed('and="text"', [...four.slice(0, 2), { others: true }]), "Bo Arda, Cai Berg, et al.");
    assert.equal(
      printed('et-al-min="3" et-al-use-first="1"', [...four.slice(0, 2), { others: true }]),
      "Bo Arda et al.",
    );
  });

  test("what a style sets for all names counts where a name sets nothing", () => {
    assert.equal(
      printed("", four, { attributes: 'and="symbol" initialize-with="."' }),
      "B. Arda, C. Berg, D. Cruz, &amp; E. Diaz",
    );
    assert.equal(printed('initialize-with=" "', four.slice(0, 1), { bibliography: 'initialize-with="."' }), "B Arda");
  });
});

describe("one name", () => {
  const one = (attributes: string, name: object, style: Partial<Parts> = {}, inside = "") =>
    printed(attributes, [name], style, inside);

  test("initials of names with hyphens, of initials and of abbreviations", () => {
    const given = (name: string, mark = ". ") => one(`initialize-with="${mark}"`, { family: "F", given: name });
    assert.equal(given("John Lee"), "J. L. F");
    assert.equal(given("Jean-Luc"), "J.-L. F");
    assert.equal(given("Yi-xian"), "Y. F");
    assert.equal(given("J.R."), "J. R. F");
    assert.equal(given("J R", ""), "JR F");
    assert.equal(given("Ph. Paul"), "Ph. P. F");
    assert.equal(given("Jean de"), "J. de F");
    assert.equal(one('initialize-with="." initialize="false"', { family: "F", given: "James T" }), "James T. F");
    assert.equal(
      one('initialize-with=". "', { family: "F", given: "Jean-Luc" }, { attributes: 'initialize-with-hyphen="false"' }),
      "J. L. F",
    );
  });

  test("particles: found, kept, demoted", () => {
    const sorted = 'name-as-sort-order="all"';
    const demoted = (how: string) => ({ attributes: `demote-non-dropping-particle="${how}"` });
    const gogh = { family: "van Gogh", given: "Vincent" };
    assert.equal(one("", gogh), "Vincent van Gogh");
    assert.equal(one('form="short"', gogh), "van Gogh");
    assert.equal(one(sorted, gogh, demoted("never")), "van Gogh, Vincent");
    assert.equal(one(sorted, gogh, demoted("display-and-sort")), "Gogh, Vincent van");
    const humboldt = { family: "Humboldt", given: "Alexander von" };
    assert.equal(one('form="short"', humboldt), "Humboldt");
    assert.equal(one(sorted, humboldt), "Humboldt, Alexander von");
    assert.equal(one("", { family: "d'Arcy", given: "Jo" }), "Jo d’Arcy");
    assert.equal(one("", { family: "al-Hakim", given: "Tawfiq" }), "Tawfiq al-Hakim");
    assert.equal(one(sorted, { family: "van 't Veer", given: "Laura" }), "Veer, Laura van ’t");
    assert.equal(one(sorted, { family: '"von Plan GmbH"', given: "" }), "von Plan GmbH");
  });

  test("suffixes, institutions and names that begin with the family's", () => {
    assert.equal(one("", { family: "Doe", given: "Jo", suffix: "Jr." }), "Jo Doe Jr.");
    assert.equal(one("", { family: "Doe", given: "Jo", suffix: "Jr.", "comma-suffix": true }), "Jo Doe, Jr.");
    assert.equal(one('name-as-sort-order="all"', { family: "Doe", given: "Jo", suffix: "Jr." }), "Doe, Jo, Jr.");
    assert.equal(one('name-as-sort-order="all"', { literal: "The Invented Consortium" }), "The Invented Consortium");
    assert.equal(one("", { family: "毛", given: "泽东" }), "毛泽东");
  });

  test("parts are formatted each for itself", () => {
    const parts = '<name-part name="family" text-case="uppercase" font-weight="bold"/>';
    assert.equal(one("", { family: "van Gogh", given: "Vincent" }, {}, parts), "Vincent <b>VAN</b> <b>GOGH</b>");
  });
});

test("the first that is there stands in, and prints only once", () => {
  const entry = `<group delimiter=". "><names variable="author"><name form="short"/><label prefix=" "/><substitute>
    <names variable="editor"/><text variable="title"/></substitute></names><text variable="title"/><names variable="editor"/></group>`;
  assert.deepEqual(
    listed(
      { entry },
      works(
        { author: names("A, X"), editor: names("E, Y"), title: "T" },
        { editor: names("E, Y"), title: "T" },
        { title: "T" },
      ),
    ),
    ["A. T. Y E", "E editor. T", "T"],
  );
});

test("editors who are the translators are named once, under the term for both", () => {
  const entry = '<names variable="editor translator" delimiter="; "><name/><label prefix=" (" suffix=")"/></names>';
  const both = names("Arda, Bo");
  assert.deepEqual(listed({ entry }, works({ editor: both, translator: both })), ["Bo Arda (editor &amp; translator)"]);
  assert.deepEqual(listed({ entry }, works({ editor: both, translator: names("Berg, Cai") })), [
    "Bo Arda (editor); Cai Berg (translator)",
  ]);
});

test("names that repeat those of the entry before are replaced as the style says", () => {
  const items = works(
    { author: names("Arda, A", "Berg, B"), title: "1" },
    { author: names("Arda, A", "Berg, B"), title: "2" },
    { author: names("Arda, A", "Cruz, C"), title: "3" },
  );
  const entry =
    '<group delimiter=". "><names variable="author"><name form="short"/></names><text variable="title"/></group>';
  const replaced = (rule: string) =>
    listed(
      { entry, bibliography: `subsequent-author-substitute="—" subsequent-author-substitute-rule="${rule}"` },
      items,
    );
  assert.deepEqual(replaced("complete-all"), ["Arda, Berg. 1", "—. 2", "Arda, Cruz. 3"]);
  assert.deepEqual(replaced("complete-each"), ["Arda, Berg. 1", "—, —. 2", "Arda, Cruz. 3"]);
  assert.deepEqual(replaced("partial-each"), ["Arda, Berg. 1", "—, —. 2", "—, Cruz. 3"]);
  assert.deepEqual(replaced("partial-first"), ["Arda, Berg. 1", "—, Berg. 2", "—, Cruz. 3"]);
});
