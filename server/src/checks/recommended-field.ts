import { fieldOf, type WrittenEntry } from "../syntax/written-entries.ts";
import type { Check } from "./check.ts";
import { type EntryRule, isBroken, runOnEntries } from "./entry-rule.ts";

/** What tells readers where an article is, by what it may be told with. */
const recommended: readonly (readonly [what: string, fields: readonly string[]])[] = [
  ["a DOI or another identifier", ["doi", "pmid", "pmcid", "eprint", "url"]],
  ["a volume", ["volume"]],
  ["pages or an article number", ["pages", "eid", "number"]],
];

const articleTypes: ReadonlySet<string> = new Set(["article", "article-journal"]);

const rule: EntryRule = {
  fields: [...recommended.flatMap(([, fields]) => fields), "crossref", "xdata"],
  everyEntry: true,
  look: (entry) => {
    if (!articleTypes.has(entry.type) || isBroken(entry) || fieldOf(entry, "crossref", "xdata")) return [];
    const missing = missingIn(entry);
    return missing.length === 0
      ? []
      : [{ span: entry.keySpan, message: `Article “${entry.key}” lacks ${missing.join(", ")}.` }];
  },
};

function missingIn(entry: WrittenEntry): string[] {
  return recommended.filter(([, fields]) => !fieldOf(entry, ...fields)).map(([what]) => what);
}

export const recommendedField: Check = {
  code: "recommended-field",
  setting: "check.recommendedField",
  subject: "bibliography",
  explanation: `An article of a journal without anything that identifies it (a DOI, PMID, PMCID, archive number or address), without a volume, or
without pages or an article number. No style stops without them, but readers find the work more slowly.

Off by default: old articles have no DOI and new ones no volume yet, which no check can tell from an oversight. Turn it on
before you submit.`,
  examples: [
    {
      bad: `--- refs.bib
@article{zhou2022, title = {Niches}, volume = 3, pages = {1--9}}
         ^^^^^^^^ recommended-field
`,
      good: `--- refs.bib
@article{zhou2022, title = {Niches}, volume = 3, pages = {1--9}, doi = {10.1000/xyz123}}
`,
    },
  ],
  run: runOnEntries(rule),
};
