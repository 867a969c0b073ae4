import { readManuscript } from "../syntax/manuscript.ts";
import { yearOf } from "../syntax/reference.ts";
import type { Check } from "./check.ts";
import { citedReferences, statementSpan } from "./cited-works.ts";

export const oldReferences: Check = {
  code: "old-references",
  setting: "check.oldReferences",
  subject: "manuscript",
  explanation: `Says of a manuscript that more of the works it cites than the share in \`biomanuscript.oldReferences.share\` are older than the years in
\`biomanuscript.oldReferences.years\`. Some journals ask for recent literature in reviews; others don't, so it is off by default.
Works without a year are not counted, and nothing is said where fewer than half of the keys stand for a work.

It stands on the statement that names the bibliography, else on the first heading.`,
  examples: [
    {
      bad: `--- review.md
---
bibliography: refs.bib
              ^^^^^^^^ old-references
---
Niches [@zhou2001; @berg2002] and time [@arda2019].
--- refs.bib
@article{zhou2001, author = {Zhou, Li}, title = {Niches}, journal = {Gut}, year = 2001}
@article{berg2002, author = {Berg, Ko}, title = {Seeds}, journal = {Gut}, year = 2002}
@article{arda2019, author = {Arda, Bo}, title = {Time}, journal = {Gut}, year = 2019}
`,
      good: `--- review.md
---
bibliography: refs.bib
---
Niches [@zhou2001] and time [@arda2019].
--- refs.bib
@article{zhou2001, author = {Zhou, Li}, title = {Niches}, journal = {Gut}, year = 2001}
@article{berg2002, author = {Berg, Ko}, title = {Seeds}, journal = {Gut}, year = 2002}
@article{arda2019, author = {Arda, Bo}, title = {Time}, journal = {Gut}, year = 2019}
`,
    },
  ],
  run(snapshot, manuscript) {
    const { "oldReferences.years": years, "oldReferences.share": most } = snapshot.settings;
    const published = citedReferences(snapshot, manuscript).flatMap((reference) => yearOf(reference) ?? []);
    const since = snapshot.environment.thisYear - years;
    const old = published.filter((year) => year < since);
    const share = Math.round((100 * old.length) / published.length);
    if (published.length === 0 || share <= most) return [];
    const message = `${old.length} of ${published.length} cited works (${share}%) are older than ${years} years.`;
    return [{ span: statementSpan(readManuscript(manuscript)), message, fixes: () => [] }];
  },
};
