import type { Check } from "./check.ts";
import { faultProblems } from "./citation-fault-problems.ts";

export const emptyCitation: Check = {
  code: "empty-citation",
  setting: "check.emptyCitation",
  subject: "manuscript",
  explanation: `\`[@]\`, \`\\cite{}\` and \`#cite()\` cite nothing, and are often places that wait for a reference. In \`[@a; ]\` the missing key makes Pandoc
print the brackets as they are; in \`\\cite{a,,b}\` LaTeX looks for an entry without a key.

Where other keys are there the fix takes the empty place away.`,
  examples: [
    {
      bad: `--- review.md
Seeding needs a niche [@zhou2022; ] and time [@].
                      ^^^^^^^^^^^^^ empty-citation
                                             ^^^ empty-citation
--- refs.bib
@article{zhou2022, author = {Zhou, Li}, title = {Niches}, journal = {Gut}, year = 2022}
`,
      good: `--- review.md
Seeding needs a niche [@zhou2022] and time \`[@]\`.
--- refs.bib
@article{zhou2022, author = {Zhou, Li}, title = {Niches}, journal = {Gut}, year = 2022}
`,
    },
    {
      bad: `--- review.tex
\\addbibresource{refs.bib}
Seeding needs a niche \\cite{zhou2022,} and time~\\cite{}.
                            ^^^^^^^^^ empty-citation
                                                ^^^^^^^ empty-citation
--- refs.bib
@article{zhou2022, author = {Zhou, Li}, title = {Niches}, journal = {Gut}, year = 2022}
`,
      good: `--- review.tex
\\addbibresource{refs.bib}
Seeding needs a niche \\cite{zhou2022} and time. % \\cite{}
--- refs.bib
@article{zhou2022, author = {Zhou, Li}, title = {Niches}, journal = {Gut}, year = 2022}
`,
    },
  ],
  run: (snapshot, manuscript) =>
    faultProblems(snapshot, manuscript, {
      empty: "This citation has no key.",
      gap: "A key is missing among those of this citation.",
    }),
};
