import { citationStyleOf } from "../workspace/citation-style.ts";
import type { Check } from "./check.ts";

export const missingStyle: Check = {
  code: "missing-style",
  setting: "check.missingStyle",
  subject: "manuscript",
  explanation: `A path is sought from the manuscript's folder, the project's and the workspace's. A name without a path is that of a bundled style
or of one in the folders for styles on this machine: those of the setting \`biomanuscript.styleFolders\`, Pandoc's, Zotero's and the
system's. An address is not fetched: what it names is sought by the last part of its path.

A style with a fault is reported with the line and column of the fault; so is one that takes everything from another that isn't there.
Meanwhile references are printed in the style of the settings. Names of styles that Typst brings are never reported.`,
  examples: [
    {
      bad: `--- review.md
---
csl: styles/lost.csl
     ^^^^^^^^^^^^^^^ missing-style
---
Metastasis is a process.
`,
      good: `--- review.md
---
csl: vancouver
---
Metastasis is a process.
`,
    },
  ],
  run(snapshot, manuscript) {
    const { fault } = citationStyleOf(snapshot, manuscript);
    const isNamedElsewhere = fault?.written !== undefined && fault.document !== manuscript;
    if (!fault || isNamedElsewhere) return [];
    // A project file's or the settings' style has no place of its own in the manuscript.
    return [{ span: fault.written?.span ?? { start: 0, end: 0 }, message: fault.message, fixes: () => [] }];
  },
};
