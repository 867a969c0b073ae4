import { readBibliography } from "../syntax/bibliography.ts";
import { readManuscript } from "../syntax/manuscript.ts";
import { readProjectFile } from "../syntax/project-file.ts";
import { removeEntriesAt } from "../syntax/remove-entries.ts";
import type { Document } from "../text/document.ts";
import { fileNameOf } from "../text/uri.ts";
import { connectedManuscripts, filesMatching, projectFilesOf } from "../workspace/inclusion.ts";
import { entryKeysIn, usersOf } from "../workspace/keys.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { uncitedEntries } from "../workspace/uncited-entries.ts";
import type { Check } from "./check.ts";

/** A larger file is a library, of which every manuscript cites a part. */
const mostEntries = 1000;

export const unusedEntry: Check = {
  code: "unused-entry",
  setting: "check.unusedEntry",
  subject: "bibliography",
  explanation: `An entry that no manuscript of the workspace cites and that no cited entry names, as by \`crossref\`. It is shown faded. Only bibliographies
that a manuscript or its project names and cites from are looked at; not those of the settings, which serve many manuscripts, nor
files of more than ${mostEntries} entries, nor where \`\\nocite{*}\`, \`nocite: "@*"\` or Typst's \`full: true\` prints all. Nothing is said before every
manuscript of the workspace has been read.

The fix removes the entry together with the comment right above it and the blank lines behind it. Remove Unused Entries does the same
for a whole file.`,
  examples: [
    {
      bad: `--- refs.bib
@article{zhou2022, author = {Zhou, Li}, title = {Niches}, journal = {Gut}, year = 2022}

@article{arda2019, author = {Arda, Bo}, title = {Time}, journal = {Gut}, year = 2019}
         ^^^^^^^^ unused-entry
--- review.md
---
bibliography: refs.bib
---
Seeding needs a niche [@zhou2022].
`,
      good: `--- refs.bib
@article{zhou2022, author = {Zhou, Li}, title = {Niches}, journal = {Gut}, year = 2022}
--- review.md
---
bibliography: refs.bib
---
Seeding needs a niche [@zhou2022].
`,
    },
  ],
  run(snapshot, bibliography) {
    if (readBibliography(bibliography).entries.length > mostEntries) return [];
    if (!isReadInFull(snapshot) || !isNamed(snapshot, bibliography)) return [];
    const uncited = uncitedEntries(snapshot, bibliography);
    // Of a bibliography from which nothing is cited yet, nothing is known.
    if (uncited.length === entryKeysIn(bibliography).length) return [];
    return uncited.map(({ key, span }) => ({
      span,
      message: `No manuscript cites “${key}”.`,
      unnecessary: true,
      fixes: () => {
        const removal = removeEntriesAt(bibliography, new Set([span.start]));
        if (!removal || removal.left.length > 0) return [];
        const edits = removal.edits.map((edit) => ({ uri: bibliography.uri, ...edit }));
        return [{ title: `Remove “${key}”`, edit: { create: [], edits }, preferred: true }];
      },
    }));
  },
};

const manuscriptFiles = /\.(?:md|qmd|rmd|tex|typ)$/i;

/** Whether every manuscript of the workspace has been read, so that none can still cite an entry. */
function isReadInFull(snapshot: Snapshot): boolean {
  const isUnread = (uri: string) => !snapshot.documents.has(uri) && !snapshot.unreadable.has(uri);
  return !filesMatching(snapshot, manuscriptFiles).some(isUnread);
}

/** Whether a manuscript or its project names the bibliography, and doesn't only find it beside it. */
function isNamed(snapshot: Snapshot, bibliography: Document): boolean {
  const stem = (path: string) => fileNameOf(path).replace(/\.bib$/i, "");
  const users = usersOf(snapshot, bibliography);
  const manuscripts = new Set(users.flatMap((user) => connectedManuscripts(snapshot, user)));
  const names = [...manuscripts].flatMap((manuscript) => [
    ...readManuscript(manuscript).bibliographies.map(({ path }) => path),
    ...projectFilesOf(snapshot, manuscript).flatMap((project) => readProjectFile(project).bibliographies),
  ]);
  return names.some((path) => stem(path) === stem(bibliography.uri));
}
