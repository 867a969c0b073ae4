import { normaliseDoi } from "../references/identifiers.ts";
import { fieldOf } from "../syntax/written-entries.ts";
import type { Check } from "./check.ts";
import { type EntryRule, runOnEntries } from "./entry-rule.ts";

const rule: EntryRule = {
  fields: ["doi", "url"],
  onlyBibtex: true,
  look: (entry) => {
    const url = fieldOf(entry, "url");
    if (!url || fieldOf(entry, "doi")) return [];
    const doi = /^https?:\/\/(?:dx\.|www\.)?doi\.org\/[^\s{}\\%?#]+$/i.test(url.text)
      ? normaliseDoi(url.text)
      : undefined;
    if (doi === undefined || /[.,;]$/.test(doi)) return [];
    const { nameSpan } = url;
    const fixes = () =>
      nameSpan && url.isExact
        ? [
            {
              title: `Move “${doi}” to the field doi`,
              edits: [
                { span: nameSpan, newText: "doi" },
                { span: url.span, newText: doi },
              ],
            },
          ]
        : [];
    return [{ span: url.span, message: "This address is that of a DOI; the entry has no field doi.", fixes }];
  },
};

export const doiInUrl: Check = {
  code: "doi-in-url",
  setting: "check.doiInUrl",
  subject: "bibliography",
  explanation: `An address at doi.org in an entry without a DOI. Styles that print DOIs then print none, or an address where a DOI is asked for,
and tools that look works up by their DOI don't find this one.

The fix makes the field a \`doi\` with the DOI alone; an address follows from it.`,
  examples: [
    {
      bad: `--- refs.bib
@article{zhou2022,
  url = {https://doi.org/10.1000/xyz123},
         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ doi-in-url
}
`,
      good: `--- refs.bib
@article{zhou2022,
  doi = {10.1000/xyz123},
}
`,
    },
  ],
  run: runOnEntries(rule),
};
