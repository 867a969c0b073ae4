/** Mentions by author and year that stand directly before a citation, so that it must be the work that they name. */
import type { CitationCluster } from "../syntax/facts.ts";
import { plainStretch } from "../syntax/plain-stretch.ts";
import type { Document, Span } from "../text/document.ts";
import { type AuthorYearMention, authorYearMentions } from "./author-year-mentions.ts";

export interface AttachedMention {
  readonly mention: AuthorYearMention;
  /** The citations of which one is the named work. */
  readonly cluster: CitationCluster;
  /** Where a part of the mention stands in the document. */
  readonly spanOf: (part: Span) => Span;
}

/** Longer mentions are lists of authors that nobody writes before a citation. */
const furthest = 300;

/** What ends like a mention: "et al.", colleagues, a year and a few words, or a name. */
const mayEndMention =
  /(?:\bal\b\.?|\b(?:colleagues|co-?workers|collaborators|associates|others)\b|(?:1[89]|20)\d\d[a-z]?(?:\W{0,4}\p{Ll}[\p{Ll}-]*){0,3}|\p{Lu}[\p{L}\p{M}'’-]*|(?:1[89]|20)\d\d[a-z]?\W{1,3}[a-z])[^\p{L}\p{N}]*$/u;

export function attachedMentions(document: Document, clusters: readonly CitationCluster[]): readonly AttachedMention[] {
  const { text } = document;
  return clusters.flatMap((cluster, number) => {
    if (hasPrefix(document, cluster)) return [];
    const { start: end } = cluster.span;
    const from = Math.max(clusters[number - 1]?.span.end ?? 0, end - furthest, 0);
    if (!mayEndMention.test(text.slice(Math.max(from, end - 80), end))) return [];
    const start = from + paragraphStart(text.slice(from, end));
    const { text: plain, spanOf } = plainStretch(text, { start, end });
    return mentionsBefore(plain, cluster).map((mention) => ({ mention, cluster, spanOf }));
  });
}

function paragraphStart(text: string): number {
  let start = 0;
  for (const { 0: blank, index } of text.matchAll(/\n[ \t\r]*\n/g)) start = index + blank.length;
  return start;
}

/** Works that are seen, reviewed or cited elsewhere are not the ones that the text names. */
function hasPrefix({ text, format }: Document, { span, citations }: CitationCluster): boolean {
  const before = text.slice(span.start, citations[0]?.keySpan.start);
  if (format === "latex") return /\[[^\]]*\S[^\]]*\]\s*\[/.test(before);
  return format === "markdown" && /^\[[^@]*\p{L}/u.test(before);
}

/** The last mention, and those that are joined to it where there is a citation for each. */
function mentionsBefore(plain: string, cluster: CitationCluster): AuthorYearMention[] {
  const mentions = authorYearMentions(plain);
  const attached: AuthorYearMention[] = [];
  let joins = (mention: AuthorYearMention, until: number) => endsBefore(plain, mention, until, cluster);
  let until = plain.length;
  for (const mention of mentions.toReversed()) {
    if (!joins(mention, until)) break;
    attached.unshift(mention);
    until = mention.start;
    joins = ({ end, years }, next) => years.length > 0 && /^[\s,;]*(?:and\s|&\s)?$/.test(plain.slice(end, next));
  }
  return attached.length > cluster.citations.length ? attached.slice(-1) : attached;
}

function endsBefore(
  plain: string,
  { end, years }: AuthorYearMention,
  until: number,
  cluster: CitationCluster,
): boolean {
  const between = plain.slice(end, until);
  if (/^\s?$/.test(between)) return true;
  if (cluster.citations[0]?.mode === "author-in-text") return false;
  return years.length > 0 ? /^\s?[)\]]?\s?[([]?\s?$|^\.$/.test(between) : /^,?\s?[([]?$/.test(between);
}
