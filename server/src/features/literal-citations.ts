/**
 * Cite Pasted Citations: "[12]" with the list that it was pasted with, "¹²" and "(Zhou et al., 2022)" become citations by key, each
 * once the writer has confirmed which reference it is.
 */
import { type ListedWork, listedWorks } from "../references/listed-works.ts";
import {
  authorYearLiterals,
  type LiteralCitation,
  type LiteralCite,
  type NamedWork,
  numberLiterals,
} from "../references/literal-citations.ts";
import { readManuscript } from "../syntax/manuscript.ts";
import { isBesideProse, isInProse } from "../syntax/prose.ts";
import type { Document, Span } from "../text/document.ts";
import { addReferences } from "../workspace/add-references.ts";
import { type CitedReference, referenceOf } from "../workspace/citations.ts";
import type { Edit, FileEdit } from "../workspace/edit.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { citationMarkup, type MarkedCitation } from "./citation-markup.ts";
import { citationSyntaxOf, type SyntaxInUse } from "./citation-syntax.ts";
import { literalMatcher, type MatchedWork } from "./match-literals.ts";

/** A work that a text names, with all the places where it does. */
export interface LiteralWork extends MatchedWork {
  /** "12" or "Zhou et al., 2022a": one name is one work. */
  readonly name: string;
  readonly places: number;
}

export interface LiteralFindings {
  readonly citations: readonly LiteralCitation[];
  /** In the order of the text. */
  readonly works: readonly LiteralWork[];
  /** The pasted list, to be taken out once its works are cited. */
  readonly list: readonly ListedWork[];
}

/** The literal citations of a stretch of a manuscript; the list of references may stand beside it. */
export function literalFindings(
  snapshot: Snapshot,
  manuscript: Document,
  span: Span = { start: 0, end: manuscript.text.length },
): LiteralFindings {
  const { text } = manuscript;
  const inside = listedWorks(text.slice(span.start, span.end)).map((work) => moved(work, span.start));
  const list = inside.length > 0 ? inside : listedWorks(text);
  const citations = citationsIn(manuscript, span, list);
  const match = literalMatcher(snapshot, manuscript, list);
  const works = new Map<string, LiteralWork>();
  for (const { work } of citations.flatMap(({ cites }) => cites)) {
    const name = nameOf(work);
    const known = works.get(name);
    works.set(name, { ...(known ?? match(work)), name, places: (known?.places ?? 0) + 1 });
  }
  return { citations, works: [...works.values()], list: inside };
}

function moved<Place extends Span>(place: Place, by: number): Place {
  return { ...place, start: place.start + by, end: place.end + by };
}

function citationsIn(manuscript: Document, span: Span, list: readonly ListedWork[]): LiteralCitation[] {
  const { prose, clusters } = readManuscript(manuscript);
  const { text } = manuscript;
  const isApart = ({ start, end }: Span): boolean =>
    [...list, ...clusters.map((cluster) => cluster.span)].every((it) => end <= it.start || it.end <= start);
  const isIn = ({ start, end }: Span): boolean => span.start <= start && end <= span.end;
  const numbers = new Set(list.flatMap(({ number }) => number ?? []));
  // Only what stands outside the list says which form the numbers have.
  const isText = (offset: number): boolean => isApart({ start: offset, end: offset + 1 });
  const isProse = (offset: number): boolean => isText(offset) && isInProse(prose, offset);
  const isBeside = (place: Span): boolean => isText(place.start) && isBesideProse(text, prose, place);
  return [...numberLiterals(text, isProse, isBeside, numbers), ...authorYearLiterals(text, isProse)]
    .filter((literal) => isIn(literal.span) && isApart(literal.span))
    .filter((literal) => !isCitedBehind(literal, text, clusters))
    .sort((a, b) => a.span.start - b.span.start);
}

/** "Zhou et al. (2022) [@zhou]" is cited already. */
function isCitedBehind(
  { span, form }: LiteralCitation,
  text: string,
  clusters: readonly { readonly span: Span }[],
): boolean {
  if (form !== "author-in-text" && form !== "year") return false;
  return clusters.some((it) => it.span.start >= span.end && /^[\s~]?$/.test(text.slice(span.end, it.span.start)));
}

export function nameOf(work: NamedWork): string {
  if (work.kind === "number") return String(work.number);
  const authors = work.hasOthers === true ? `${work.authors.join(", ")} et al.` : work.authors.join(" & ");
  return `${authors}, ${work.year}${work.letter}`;
}

export interface LiteralReplacement {
  readonly edit: Edit;
  /** How many citations were replaced. */
  readonly replaced: number;
  /** Citations as written that stay, since not all of their works were chosen. */
  readonly left: readonly string[];
}

/**
 * Puts keys in the place of literal citations, in the manuscript's own syntax; entries that its bibliography lacks are added.
 * @param chosen the key for each work's name
 */
export function citeLiterals(
  snapshot: Snapshot,
  manuscript: Document,
  { citations, list }: LiteralFindings,
  chosen: ReadonlyMap<string, string>,
  removesList: boolean,
): LiteralReplacement {
  const inUse = citationSyntaxOf(manuscript);
  const edits: FileEdit[] = [];
  const left: string[] = [];
  const added = new Map<string, CitedReference>();
  for (const literal of citations) {
    const keys = literal.cites.map(({ work }) => chosen.get(nameOf(work)));
    if (keys.some((key) => key === undefined)) {
      left.push(manuscript.text.slice(literal.span.start, literal.span.end).replace(/\s+/g, " "));
      continue;
    }
    const cites = literal.cites.map((cite, place) => ({ ...cite, key: keys[place] ?? "" }));
    edits.push({ uri: manuscript.uri, ...replacementOf(manuscript, inUse, literal, cites) });
    for (const { key } of cites) {
      const cited = referenceOf(snapshot, manuscript, key);
      if (cited && cited.layer !== "manuscript") added.set(key, cited);
    }
  }
  const replaced = edits.length;
  if (removesList) edits.push(...removalsOf(manuscript, list));
  const references = Array.from(added.values(), ({ reference }) => reference);
  const addition = addReferences(snapshot, manuscript, references);
  return { edit: { create: addition.create, edits: [...edits, ...addition.edits] }, replaced, left };
}

type KeyedCite = LiteralCite & { readonly key: string };

function replacementOf(
  { text }: Document,
  { syntax, command }: SyntaxInUse,
  literal: LiteralCitation,
  cites: readonly KeyedCite[],
): { readonly span: Span; readonly newText: string } {
  const isPlain = syntax === "latex";
  // Without commands for it the names stay what they are, and only the year goes.
  const isInText = literal.form === "author-in-text" && !isPlain;
  const isYear = literal.form === "year" && !isPlain;
  const place = literal.form === "author-in-text" && isPlain ? literal.brackets : literal.span;
  const { span, before, after } = placed(text, literal, place);
  const citation: MarkedCitation = {
    form: isInText ? "textual" : "citation",
    isBare: isYear && syntax === "typst",
    cites: cites.map(({ key, prefix, suffix }) => ({
      key,
      prefix,
      locator: "",
      suffix: suffix === "" ? "" : `, ${suffix}`,
      isAuthorSuppressed: isYear,
    })),
  };
  const around = {
    before: text.slice(0, span.start) + before,
    after: after + text.slice(span.end, span.end + 40),
    ...(command && { command }),
  };
  const printed = citationMarkup(syntax, citation, around)?.text ?? "";
  const bracketed = isYear && syntax === "typst" ? `(${printed})` : printed;
  return { span, newText: before + bracketed + after };
}

/** A citation in brackets stands behind a space and before the punctuation, behind which superscripts stand. */
function placed(
  text: string,
  { form }: LiteralCitation,
  span: Span,
): { readonly span: Span; readonly before: string; readonly after: string } {
  const sign = form === "superscript" ? (/[.,;:]$/.exec(text.slice(0, span.start))?.[0] ?? "") : "";
  const start = span.start - sign.length;
  const isGlued = /[^\s([{~–—-]$/u.test(text.slice(Math.max(0, start - 1), start));
  return { span: { start, end: span.end }, before: isGlued ? " " : "", after: sign };
}

/** Entries with nothing but blank lines between them go as one. */
function removalsOf({ uri, text }: Document, list: readonly ListedWork[]): FileEdit[] {
  const spans: { start: number; end: number }[] = [];
  for (const { start, end } of list) {
    const last = spans.at(-1);
    if (last && text.slice(last.end, start).trim() === "") last.end = end;
    else spans.push({ start, end });
  }
  return spans.map(({ start, end }) => {
    const newline = /^\r?\n/.exec(text.slice(end, end + 2))?.[0].length ?? 0;
    return { uri, span: { start, end: end + newline }, newText: "" };
  });
}
