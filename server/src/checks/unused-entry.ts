import { readBibliography } from "../syntax/bibliography.ts";
import type { BibliographyEntry } from "../syntax/facts.ts";
import type { Document, Span } from "../text/document.ts";
import { unusedEntries } from "../workspace/unused-entries.ts";
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

The fix removes the entry together with the blank line behind it. The same is done for a whole file by Remove Unused Entries.`,
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
    return unusedEntries(snapshot, bibliography).map((entry) => ({
      span: entry.keySpan,
      message: `No manuscript cites “${entry.key}”.`,
      unnecessary: true,
      fixes: () => {
        const span = removalOf(bibliography, entry);
        const edit = { create: [], edits: span ? [{ uri: bibliography.uri, span, newText: "" }] : [] };
        return span ? [{ title: `Remove “${entry.key}”`, edit, preferred: true }] : [];
      },
    }));
  },
};

/** The lines of a BibTeX entry and the blank line behind them; of the last entry the blank line before. */
function removalOf({ format, text }: Document, { span }: BibliographyEntry): Span | undefined {
  if (format !== "bibtex") return undefined;
  const start = span.start - (/[ \t]*$/.exec(text.slice(0, span.start))?.[0].length ?? 0);
  const behind = /[ \t]*,?[ \t]*(?:\r?\n|$)(?:[ \t]*\r?\n)?/y;
  behind.lastIndex = span.end;
  const isLineStart = start === 0 || text.charAt(start - 1) === "\n";
  if (!isLineStart || !behind.test(text)) return span;
  const end = behind.lastIndex;
  const before = end === text.length ? /(?:\r?\n[ \t]*)(?=\r?\n$)/.exec(text.slice(0, start))?.[0].length : undefined;
  return { start: start - (before ?? 0), end };
}
