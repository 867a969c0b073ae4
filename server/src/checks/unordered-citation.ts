import { fold } from "../references/words.ts";
import type { CitationCluster } from "../syntax/facts.ts";
import { markdownKey, readManuscript } from "../syntax/manuscript.ts";
import { familyNameOf, type Reference, yearOf } from "../syntax/reference.ts";
import type { Document } from "../text/document.ts";
import { referenceOf } from "../workspace/citations.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Check, Problem } from "./check.ts";

export const unorderedCitation: Check = {
  code: "unordered-citation",
  setting: "check.unorderedCitation",
  subject: "manuscript",
  explanation: `Works that are cited together and don't stand in the order of \`biomanuscript.citationOrder\`: by year of publication, or by the first
author's family name. Numeric styles and many author–year styles sort a group by themselves, and which order a journal wants only its
instructions say, so that the check is off by default.

The fix puts the keys in order, where none of them has words or a locator of its own.`,
  examples: [
    {
      bad: `--- review.md
Seeding needs a niche [@zhou2022; @arda2019].
                      ^^^^^^^^^^^^^^^^^^^^^^ unordered-citation
--- refs.bib
@article{zhou2022, author = {Zhou, Li}, title = {Niches}, journal = {Gut}, year = 2022}
@article{arda2019, author = {Arda, Bo}, title = {Time}, journal = {Gut}, year = 2019}
`,
      good: `--- review.md
Seeding needs a niche [@arda2019; @zhou2022].
--- refs.bib
@article{zhou2022, author = {Zhou, Li}, title = {Niches}, journal = {Gut}, year = 2022}
@article{arda2019, author = {Arda, Bo}, title = {Time}, journal = {Gut}, year = 2019}
`,
    },
  ],
  run(snapshot, manuscript) {
    return readManuscript(manuscript).clusters.flatMap((cluster) => problemOf(snapshot, manuscript, cluster) ?? []);
  },
};

function problemOf(
  snapshot: Snapshot,
  manuscript: Document,
  { span, citations }: CitationCluster,
): Problem | undefined {
  if (citations.length < 2 || citations.some(({ mode }) => mode === "author-in-text")) return undefined;
  const order = snapshot.settings.citationOrder;
  const works = citations.flatMap(({ key }) => {
    const place = placeIn(order, referenceOf(snapshot, manuscript, key)?.reference);
    return place === undefined ? [] : [{ key, place }];
  });
  const sorted = works.toSorted((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : 0));
  if (works.length < citations.length || sorted.every((work, number) => work === works[number])) return undefined;
  const fixes = () => {
    const between = citations.slice(1).map(({ keySpan }, number) => {
      return manuscript.text.slice(citations[number]?.keySpan.end ?? 0, keySpan.start);
    });
    const behind = manuscript.text.slice(citations.at(-1)?.keySpan.end ?? span.end, span.end);
    const isBare = [...between, behind].every((signs) => /^[\s;,@\])}]*$/.test(signs));
    const isPlain = manuscript.format !== "markdown" || sorted.every(({ key }) => markdownKey(key) === key);
    if (!isBare || !isPlain) return [];
    const edits = citations.map(({ keySpan }, number) => {
      return { uri: manuscript.uri, span: keySpan, newText: sorted[number]?.key ?? "" };
    });
    return [{ title: `Order by ${order}`, edit: { create: [], edits }, preferred: true }];
  };
  return { span, message: `These works don't stand in the order of their ${order}s.`, fixes };
}

/** What a work is ordered by, as text that compares; `undefined` where it isn't known. */
function placeIn(order: "year" | "author", reference: Reference | undefined): string | undefined {
  if (!reference) return undefined;
  const [first] = reference.author ?? reference.editor ?? [];
  return order === "year" ? yearOf(reference)?.toString().padStart(4, "0") : first && fold(familyNameOf(first));
}
