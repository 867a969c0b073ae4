import type { Check } from "./check.ts";
import { faultProblems } from "./citation-fault-problems.ts";

export const gluedCitation: Check = {
  code: "glued-citation",
  setting: "check.gluedCitation",
  subject: "manuscript",
  explanation: `Pandoc takes \`@\` directly behind a letter, a digit or the full stop of a word for part of an e-mail address, so that \`word@key\`
prints as it is written. Only identifiers and keys of the manuscript's bibliographies are reported; an address such as \`li@example.org\` never is. In
LaTeX such a key means nothing, and Typst reads it as a citation.

The fixes put a space before it and, first, brackets around it.`,
  examples: [
    {
      bad: `--- review.md
Seeding needs a niche@zhou2022 in the liver.
                     ^^^^^^^^^ glued-citation
--- refs.bib
@article{zhou2022, author = {Zhou, Li}, title = {Niches}, journal = {Gut}, year = 2022}
`,
      good: `--- review.md
Seeding needs a niche [@zhou2022] in the liver; write to li@zhou2022.org.
--- refs.bib
@article{zhou2022, author = {Zhou, Li}, title = {Niches}, journal = {Gut}, year = 2022}
`,
    },
  ],
  run: (snapshot, manuscript) =>
    faultProblems(snapshot, manuscript, {
      glued: "This isn't read as a citation: the @ stands directly behind a word.",
    }),
};
