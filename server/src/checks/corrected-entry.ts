import { noticedEntries } from "../references/noticed-entries.ts";
import type { Check } from "./check.ts";
import { problemOfNotice } from "./notices.ts";

export const correctedEntry: Check = {
  code: "corrected-entry",
  setting: "check.correctedEntry",
  subject: "bibliography",
  explanation: `A correction was published after the work. It may well concern what you cite the work for: read it, and cite it beside the
work where it does. Most corrections change nothing that matters to a review, so that this is no warning, and is said at the entry
only.

Corrections are known from the lists of \`biomanuscript.retractions\` and of the command *Update Retractions*, and no list of them is
complete. None comes with the extension.`,
  examples: [
    {
      bad: `--- refs.bib
@article{doe2019,
         ^^^^^^^ corrected-entry
  author = {Doe, Jane}, title = {A title that is only here for this example},
  journal = {Invented Letters}, year = 2019, doi = {10.5555/corrected}
}
`,
      good: `--- refs.bib
@article{roe2019,
  author = {Roe, Jane}, title = {A title that is only here for this example},
  journal = {Invented Letters}, year = 2019, doi = {10.5555/sound}
}
`,
    },
  ],
  run: (snapshot, bibliography) =>
    noticedEntries(snapshot.retractions, bibliography)
      .filter(({ notice }) => notice.nature === "correction")
      .map(({ key, keySpan, notice }) => problemOfNotice(key, keySpan, notice)),
};
