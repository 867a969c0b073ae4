import type { Check } from "./check.ts";
import { faultProblems } from "./citation-fault-problems.ts";

export const malformedCitation: Check = {
  code: "malformed-citation",
  setting: "check.malformedCitation",
  subject: "manuscript",
  explanation: `Two faults in Pandoc's Markdown: a bracket that isn't closed in its paragraph, so that \`[@a; @b\` prints the bracket and two citations
in the text; and a comma, "and" or nothing where a semicolon parts works, so that in \`[@a, @b]\` Pandoc reads \`@b\` as running text
behind the first work and prints "(Zhou 2022, Arda (2019))". Both are reported only where the bibliographies have the keys, or these are identifiers. With more
words between the keys, as in \`[@a, against @b]\`, that may be meant and is left alone.

The fixes close the bracket or write the semicolon.`,
  examples: [
    {
      bad: `--- review.md
Seeding needs a niche [@arda2019, @zhou2022] and time [@arda2019; @zhou2022.
                        ^^^^^^^^^^^^^^^^^^^ malformed-citation
                                                      ^^^^^^^^^^^^^^^^^^^^^ malformed-citation
--- refs.bib
@article{zhou2022, author = {Zhou, Li}, title = {Niches}, journal = {Gut}, year = 2022}
@article{arda2019, author = {Arda, Bo}, title = {Time}, journal = {Gut}, year = 2019}
`,
      good: `--- review.md
Seeding needs a niche [@arda2019; @zhou2022] and time [@zhou2022, against @arda2019].
--- refs.bib
@article{zhou2022, author = {Zhou, Li}, title = {Niches}, journal = {Gut}, year = 2022}
@article{arda2019, author = {Arda, Bo}, title = {Time}, journal = {Gut}, year = 2019}
`,
    },
  ],
  run: (snapshot, manuscript) =>
    faultProblems(snapshot, manuscript, {
      unclosed: "The bracket of this citation isn't closed in its paragraph.",
      unparted: "A semicolon parts works in a citation; Pandoc reads the second key as running text.",
    }),
};
