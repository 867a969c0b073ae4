import { noticedEntries } from "../references/noticed-entries.ts";
import type { Check } from "./check.ts";
import { problemOfNotice } from "./notices.ts";

export const retractedEntry: Check = {
  code: "retracted-entry",
  setting: "check.retractedEntry",
  subject: "bibliography",
  explanation: `The work was retracted, or its editors have expressed concern about it. It is known by its DOI or PMID; by title, first author
and year only where neither the entry nor the list has an identifier that says otherwise. A title that begins with "RETRACTED:" is
enough by itself. The notice of the retraction is a work of its own, and is not reported; nor is a work that was reinstated.

A [short list](../retractions.md) comes with the extension. \`biomanuscript.retractions\` adds the Retraction Watch database from a CSV
file that you have; the command *Update Retractions* downloads it.

Take the work out, or say in the text that it was retracted and put \`biomanuscript-disable-next-entry retracted-entry\` before it.`,
  examples: [
    {
      bad: `--- refs.bib
@article{cox2015,
         ^^^^^^^ retracted-entry
  author = {Cox, Thomas R. and others},
  title = {The hypoxic cancer secretome induces pre-metastatic bone lesions through lysyl oxidase},
  journal = {Nature}, year = 2015, doi = {10.1038/nature14492}
}
`,
      good: `--- refs.bib
% biomanuscript-disable-next-entry retracted-entry
@article{cox2015,
  author = {Cox, Thomas R. and others},
  title = {The hypoxic cancer secretome induces pre-metastatic bone lesions through lysyl oxidase},
  journal = {Nature}, year = 2015, doi = {10.1038/nature14492}
}
`,
    },
  ],
  run: (snapshot, bibliography) =>
    noticedEntries(snapshot.retractions, bibliography)
      .filter(({ notice }) => notice.nature !== "correction")
      .map(({ key, keySpan, notice }) => problemOfNotice(key, keySpan, notice)),
};
