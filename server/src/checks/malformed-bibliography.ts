import { readBibliography } from "../syntax/bibliography.ts";
import type { Check } from "./check.ts";

export const malformedBibliography: Check = {
  code: "malformed-bibliography",
  setting: "check.malformedBibliography",
  subject: "bibliography",
  explanation: `A comma, brace or quotation mark that is missing or too many, text that belongs to no field, an entry without a
key. The entry with the fault is read as far as possible and all others are read as if it weren't there; but BibTeX, Biber
and Pandoc may stop at it or drop more than you see.

The message says what to add or take away at the marked place. A file in which nothing at all can be read as an entry is
taken to be no bibliography and left alone.`,
  examples: [
    {
      bad: `--- refs.bib
@article{zhou2022,
  title = {Liver},
  year 2022
  ^^^^ malformed-bibliography
}
`,
      good: `--- refs.bib
@article{zhou2022,
  title = {Liver},
  year = 2022
}
`,
    },
  ],
  run(_snapshot, bibliography) {
    const { entries, problems } = readBibliography(bibliography);
    return entries.length === 0 ? [] : problems.map(({ span, message }) => ({ span, message, fixes: () => [] }));
  },
};
