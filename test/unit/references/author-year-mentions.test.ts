import assert from "node:assert/strict";
import { test } from "node:test";
import { authorYearMentions } from "../../../server/src/references/author-year-mentions.ts";

/** The last mention as `authors | others | years`. */
function last(text: string): string {
  const mention = authorYearMentions(text).at(-1);
  assert.ok(mention, `nothing is mentioned in “${text}”`);
  const { authors, others, years } = mention;
  return [
    authors.map((it) => it.text).join(", "),
    others,
    years.map(({ year, letter }) => year + letter).join(" "),
  ].join(" | ");
}

const mentions: readonly (readonly [text: string, mention: string])[] = [
  ["Zhou et al. (2021)", "Zhou | et al. | 2021"],
  ["by Zhou et al., 2021a", "Zhou | et al. | 2021a"],
  ["Zhou and Li", "Zhou, Li | none | "],
  ["Zhou, Li & Arda (2020; 2021)", "Zhou, Li, Arda | none | 2020 2021"],
  ["Zhou’s early work (2021a,b)", "Zhou | none | 2021a"],
  ["Rogers' 2019 study", "Rogers | none | 2019"],
  ["van der Berg et al. first showed in 2019", "van der Berg | et al. | 2019"],
  ["J.-P. O'Brien and colleagues", "J.-P. O'Brien | colleagues | "],
  ["the World Health Organization (2020)", "World Health Organization | none | 2020"],
  ["García-Santos and Müller [1999]", "García-Santos, Müller | none | 1999"],
  ["Zhou et al. collected sera in 2019", "Zhou | et al. | "],
];

for (const [text, mention] of mentions) test(`“${text}”`, () => assert.equal(last(text), mention));

test("a long text without a mention's end is read in one pass", () => {
  assert.equal(
    authorYearMentions("The Liver And ".repeat(2000)).every(({ years }) => years.length === 0),
    true,
  );
});
