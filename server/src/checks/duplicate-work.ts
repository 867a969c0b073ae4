import type { ListedEntry } from "../syntax/entry-merging.ts";
import { fileNameOf } from "../text/uri.ts";
import { mergeEdit, planMerge } from "../workspace/merge-works.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { bibliographiesBeside, relatedBetween, relatedWithin } from "../workspace/works.ts";
import type { Check, Fix, Problem } from "./check.ts";

export const duplicateWork: Check = {
  code: "duplicate-work",
  setting: "check.duplicateWork",
  subject: "bibliography",
  explanation: `One work under two keys is printed twice in the reference list, with two numbers. Looked at are the entries of one
bibliography, and of all bibliographies that some manuscript uses together.

Two entries are of one work when they share a DOI, PMID or PMCID, or when title, authors, year, journal, volume and first page
are so much alike that they can hardly be of two: abbreviated journals, initials, lost diacritics, a missing subtitle and the
year of the online version don't matter. Other identifiers, numbers or words in the title, corrections and replies, editions,
volumes, a thesis or report and the article of it, and an abstract and the article that followed make two works. Entries with
the same key are left alone, and so are a preprint and what was published of it.

The fix keeps the entry that says more, gives it the fields that it lacks as they are written in the other, deletes the other and
cites the one that is kept in every manuscript that cited the other; a citation that would then stand twice in one bracket goes.
Files of other programs' exports are never written into.`,
  examples: [
    {
      bad: `--- refs.bib
@article{massague2016, author = {Massagué, J. and Obenauf, A. C.}, title = {Metastatic colonization by circulating tumour cells}, journal = {Nature}, year = 2016, volume = 529, pages = {298--306}}
@article{Massague2016a, author = {Massague, J and Obenauf, AC}, title = {Metastatic Colonization by Circulating Tumour Cells.}, year = {2016}, pages = {298}}
         ^^^^^^^^^^^^^ duplicate-work
`,
      good: `--- refs.bib
@article{massague2016, author = {Massagué, J. and Obenauf, A. C.}, title = {Metastatic colonization by circulating tumour cells}, journal = {Nature}, year = 2016, volume = 529, pages = {298--306}}
@article{Massague2016a, author = {Massague, J and Obenauf, AC}, title = {Correction: Metastatic Colonization by Circulating Tumour Cells.}, year = {2016}, pages = {298}}
`,
    },
  ],
  run(snapshot, bibliography) {
    // A pair across two files is reported in one of them.
    const others = bibliographiesBeside(snapshot, bibliography).filter(({ uri }) => uri < bibliography.uri);
    const pairs = [...others.map((other) => relatedBetween(other, bibliography)), relatedWithin(bibliography)].flat();
    const reported = new Set<number>();
    return pairs.flatMap(({ first, second, relation }): Problem[] => {
      const { start } = second.entry.span;
      if (relation !== "same" || first.entry.key === second.entry.key || reported.has(start)) return [];
      reported.add(start);
      return [problemOf(snapshot, first, second)];
    });
  },
};

function problemOf(snapshot: Snapshot, first: ListedEntry, second: ListedEntry): Problem {
  const file = first.document === second.document ? "" : ` of ${fileNameOf(first.document.uri)}`;
  const location = { uri: first.document.uri, span: first.entry.keySpan };
  return {
    span: second.entry.keySpan,
    message: `“${second.entry.key}” is the same work as “${first.entry.key}”${file}.`,
    related: [{ location, message: `“${first.entry.key}” is here.` }],
    fixes: (): Fix[] => {
      const merge = planMerge(snapshot, [first, second]);
      if (!merge) return [];
      const [removed] = merge.removed;
      const title = `Merge “${removed?.entry.key}” into “${merge.kept.entry.key}”`;
      return [{ title, edit: mergeEdit(snapshot, [merge]), preferred: true }];
    },
  };
}
