import { type AttachedMention, attachedMentions } from "../references/attached-mentions.ts";
import { authorYear } from "../references/author-year.ts";
import { authorsFit, citedNames, isNamed, isNearlyNamed, yearFits } from "../references/author-year-fit.ts";
import {
  type AuthorYearMention,
  type NamedAuthor,
  type NamedYear,
  nameStart,
} from "../references/author-year-mentions.ts";
import type { Citation } from "../syntax/facts.ts";
import { keyReplacement, readManuscript } from "../syntax/manuscript.ts";
import { familyNameOf, hasAllAuthors, type Reference, yearOf } from "../syntax/reference.ts";
import type { Document, Span } from "../text/document.ts";
import { referenceOf } from "../workspace/citations.ts";
import { searchManuscriptReferences } from "../workspace/reference-search.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Check, Fix, Problem } from "./check.ts";

export const authorYearMismatch: Check = {
  code: "author-year-mismatch",
  setting: "check.authorYearMismatch",
  subject: "manuscript",
  explanation: `Where a name, a year or both stand directly before a citation, as in "Zhou et al. (2021) [@zhou2022colorectal]", the reader takes
the cited work to be the one that is named. The check compares the names with the work's first authors and the year with its
years of publication, and reports where they differ; the usual cause is the key of another work, a misspelt name, or the year of
the preprint.

Of several works cited together one has to fit. Diacritics, particles, given names, double names of which one half is written and
abbreviations of institutions are no difference; nor is a letter after the year, which the citation style gives. What isn't "et
al." is compared only where an author of the work or of another known one is named, since "Parents and Children" may be a study.
A citation with words of its own before the key, as \`[reviewed in @li2020]\`, is another work than the one named.

The fixes change the year or the names to the cited work's, or the key to that of an entry that fits.`,
  examples: [
    {
      bad: `--- review.md
Niches were described by Zhou et al. (2021) [@zhou2022].
                         ^^^^^^^^^^^^^^^^^^ author-year-mismatch
--- refs.bib
@article{zhou2022, author = {Zhou, Li and others}, title = {Niches}, journal = {Gut}, year = 2022}
`,
      good: `--- review.md
Niches were described by Zhou et al. (2022) [@zhou2022] and reviewed by Arda [in @zhou2022].
--- refs.bib
@article{zhou2022, author = {Zhou, Li and others}, title = {Niches}, journal = {Gut}, year = 2022}
`,
    },
    {
      bad: `--- review.tex
\\addbibresource{refs.bib}
As Zhou and Arda's work (2022) showed \\cite{zhou2022}, and as Zhou and Berg~\\cite{zhou2022} did not.
                                                              ^^^^^^^^^^^^^ author-year-mismatch
--- refs.bib
@article{zhou2022, author = {Zhou, Li and Arda, Bo}, title = {Niches}, journal = {Gut}, year = 2022}
`,
      good: `--- review.tex
\\addbibresource{refs.bib}
As Zhou and Arda's work (2022) showed \\cite{zhou2022}, and as Zhou and Arda~\\cite{zhou2022} did not.
--- refs.bib
@article{zhou2022, author = {Zhou, Li and Arda, Bo}, title = {Niches}, journal = {Gut}, year = 2022}
`,
    },
  ],
  run(snapshot, manuscript) {
    const { clusters } = readManuscript(manuscript);
    return attachedMentions(manuscript, clusters).flatMap(
      (attached) => problemOf(snapshot, manuscript, attached) ?? [],
    );
  },
};

interface Cited {
  readonly citation: Citation;
  readonly reference: Reference;
}

function problemOf(snapshot: Snapshot, manuscript: Document, attached: AttachedMention): Problem | undefined {
  const { mention, cluster } = attached;
  const cited = cluster.citations.flatMap((citation): Cited[] => {
    const found = referenceOf(snapshot, manuscript, citation.key);
    return found ? [{ citation, reference: found.reference }] : [];
  });
  // A key that is nowhere may be that of any work.
  if (cited.length < cluster.citations.length) return undefined;
  const fitting = cited.filter(({ reference }) => authorsFit(mention, reference));
  const { years } = mention;
  const isOf = (year: NamedYear) => fitting.some(({ reference }) => yearFits(year.year, reference));
  const wrongYear = years.find((year) => !isOf(year));
  // Several years of one author want a citation each; where there are fewer, the others are cited elsewhere.
  if (fitting.length > 0 && (wrongYear === undefined || (years.length > fitting.length && years.some(isOf))))
    return undefined;
  if (fitting.length === 0 && !isSurelyNames(snapshot, manuscript, attached, cited)) return undefined;
  const [nearest] = fitting.length > 0 ? fitting : cited;
  if (!nearest || (fitting.length > 0 && isBareName(mention))) return undefined;
  const span = spanOfMention(manuscript, attached);
  const written = manuscript.text.slice(span.start, span.end).replace(/\s+/g, " ");
  const label = authorYear(nearest.reference);
  return {
    span,
    message: `“${nearest.citation.key}” is ${label}, not “${written}”.`,
    fixes: () => fixesOf(snapshot, manuscript, attached, { ...nearest, wrongYear, isOneOf: cited.length }),
  };
}

/** From the first name to the year, with its letters and the bracket that closes behind it. */
function spanOfMention({ text }: Document, { mention: { names, years }, spanOf }: AttachedMention): Span {
  const { start, end } = spanOf({ start: names.start, end: years.at(-1)?.end ?? names.end });
  const rest = years.length > 0 ? /^[a-z]?(?:,\s?[a-z]\b)*[)\]]?/.exec(text.slice(end, end + 12)) : undefined;
  return { start, end: end + (rest?.[0].length ?? 0) };
}

function isBareName({ authors, others, years }: AuthorYearMention): boolean {
  return authors.length === 1 && others === "none" && years.length === 0;
}

/** Whether words with capitals are people: by "et al.", or because the works that are known have authors of these names. */
function isSurelyNames(
  snapshot: Snapshot,
  manuscript: Document,
  { mention, cluster }: AttachedMention,
  cited: readonly Cited[],
): boolean {
  const { authors, others, years } = mention;
  if (others !== "none") return true;
  if (isBareName(mention) && cluster.citations[0]?.mode !== "suppress-author") return false;
  const names = cited.flatMap(({ reference }) => citedNames(reference));
  const isKnown = (author: NamedAuthor) =>
    names.some((name) => isNamed(author, name) || isNearlyNamed(author, name)) ||
    isKnownAuthor(snapshot, manuscript, author);
  const isCited = (author: NamedAuthor) => names.some((name) => isNamed(author, name));
  return years.length > 0 ? authors.some(isKnown) : authors.some(isCited) || authors.slice(-2).every(isKnown);
}

const searched = 30;

function isKnownAuthor(snapshot: Snapshot, manuscript: Document, author: NamedAuthor): boolean {
  const name = author.text.split(/\s+/).at(-1) ?? "";
  return searchManuscriptReferences(snapshot, manuscript, name, searched).some(({ reference }) =>
    citedNames(reference).some((known) => isNamed(author, known)),
  );
}

interface Mismatch extends Cited {
  readonly wrongYear: NamedYear | undefined;
  /** How many works are cited together. */
  readonly isOneOf: number;
}

function fixesOf(snapshot: Snapshot, manuscript: Document, attached: AttachedMention, mismatch: Mismatch): Fix[] {
  const { citation, isOneOf } = mismatch;
  const change = (edits: readonly { readonly span: Span; readonly newText: string }[]) => ({
    create: [],
    edits: edits.map((edit) => ({ uri: manuscript.uri, ...edit })),
  });
  const keys = isOneOf > 1 ? [] : keysThatFit(snapshot, manuscript, attached.mention);
  const keyFixes = keys.map((key, number): Fix => {
    const slot = { replace: citation.keySpan, query: "", clusterKeys: [] };
    const edit = change([keyReplacement(manuscript, slot, key)]);
    return { title: `Cite “${key}”`, edit, preferred: number === 0 };
  });
  const prose = isOneOf > 1 ? undefined : proseEdits(attached, mismatch);
  if (!prose) return keyFixes;
  const title = `Write “${prose.map(({ newText }) => newText).join(", ")}”`;
  return [...keyFixes, { title, edit: change(prose), preferred: keys.length === 0 }];
}

const suggestions = 3;

/** The keys of the manuscript's own entries that the mention can be. */
function keysThatFit(snapshot: Snapshot, manuscript: Document, mention: AuthorYearMention): string[] {
  const { authors, years } = mention;
  const names = authors.map(({ text }) => text.split(/\s+/).at(-1)).join(" ");
  return searchManuscriptReferences(snapshot, manuscript, [names, years[0]?.year].join(" "), searched)
    .filter(({ layer }) => layer === "manuscript")
    .filter(({ reference }) => citedNames(reference).length > 0 && authorsFit(mention, reference))
    .filter(({ reference }) => years.every(({ year }) => yearOf(reference) === year))
    .map(({ reference }) => reference.id)
    .slice(0, suggestions);
}

/** The mention with the work's names, year or both. Words that may stand before the names or between them are left alone. */
function proseEdits({ mention, spanOf }: AttachedMention, { reference, wrongYear }: Mismatch) {
  const { authors, names, years } = mention;
  const isPlain = authors.length === 1 || !authors.some(({ isAfterComma }) => isAfterComma);
  const year = yearOf(reference);
  const needsNames = !authorsFit(mention, reference);
  if (years.length > 1 || (needsNames && !isPlain)) return undefined;
  const nameEdits = needsNames
    ? [{ span: spanOf({ ...names, start: nameStart(mention) }), newText: namesOf(reference) }]
    : [];
  const isWrong = wrongYear !== undefined && year !== undefined && !yearFits(wrongYear.year, reference);
  const yearEdits = isWrong ? [{ span: spanOf(wrongYear), newText: String(year) }] : [];
  return [...nameEdits, ...yearEdits];
}

function namesOf(reference: Reference): string {
  const [first, second, ...others] = citedNames(reference).map(familyNameOf);
  if (others.length > 0 || !hasAllAuthors(reference)) return `${first ?? ""} et al.`;
  return [first, second].filter(Boolean).join(" and ");
}
