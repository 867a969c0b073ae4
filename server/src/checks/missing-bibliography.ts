import { bibliographiesOf } from "../workspace/bibliographies.ts";
import type { Check } from "./check.ts";

export const missingBibliography: Check = {
  code: "missing-bibliography",
  setting: "check.missingBibliography",
  subject: "manuscript",
  explanation: `The path is reported where it is written. It is sought as Pandoc, Quarto and LaTeX seek it: from the manuscript's folder, the
project's and the workspace's; addresses on the web are left alone.`,
  examples: [
    {
      bad: `--- review.md
---
bibliography: lost.bib
              ^^^^^^^^ missing-bibliography
---
Metastasis is a process.
`,
      good: `--- review.md
---
bibliography: found.bib
---
Metastasis is a process.
--- found.bib
@article{zhou2022, author = {Zhou, Li}, title = {Niches}, journal = {Gut}, year = 2022}
`,
    },
  ],
  run(snapshot, manuscript) {
    return bibliographiesOf(snapshot, manuscript).flatMap((use) => {
      const namedElsewhere = use.state === "missing" && use.document && use.document !== manuscript && use.written;
      if (use.state !== "missing" || namedElsewhere) return [];
      const message = `The bibliography “${use.path}” can't be read: ${use.reason}`;
      // A project file's or the settings' bibliography has no place of its own in the manuscript.
      return [{ span: use.written?.span ?? { start: 0, end: 0 }, message, fixes: () => [] }];
    });
  },
};
