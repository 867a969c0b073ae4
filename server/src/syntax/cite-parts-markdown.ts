/** The parts of citations in Markdown: Pandoc's, and MyST's roles. */
import type { CiteParts, WrittenCitation } from "./cite-parts.ts";
import { dashes, type MarkupRule, markedText, partsOf, withComma } from "./cited-text.ts";
import type { Citation, CitationCluster } from "./facts.ts";

const rules: readonly MarkupRule[] = [
  [/`([^`]*)`/g, "$1"],
  [/\[([^[\]]*)\]\{\.smallcaps\}/g, "<sc>$1</sc>"],
  [/\[([^[\]]*)\](?:\{[^{}]*\}|\([^()]*\))/g, "$1"],
  [/(\*\*|__)(?=\S)(.+?)\1/g, "<b>$2</b>"],
  [/\*(?=\S)([^*]+?)\*/g, "<i>$1</i>"],
  [/(?<![\p{L}\p{N}])_(?=\S)([^_]+?)_(?![\p{L}\p{N}])/gu, "<i>$1</i>"],
  [/\^([^\s^]+)\^/g, "<sup>$1</sup>"],
  [/~([^\s~]+)~/g, "<sub>$1</sub>"],
  [/&nbsp;/g, "\u00a0"],
  [/&amp;/g, "&"],
  ...dashes,
];

export function markdownCitations(text: string, cluster: CitationCluster): readonly WrittenCitation[] {
  const opening = text.charAt(cluster.span.start);
  if (opening === "{") return roleCitations(text, cluster);
  const isTextual = opening !== "[";
  const cites = cluster.citations.map((citation, place): CiteParts => {
    const isFirst = isTextual && place === 0;
    const before = cluster.citations[place - 1];
    const from = before ? startOfPart(text, keyEnd(text, before), citation.keySpan.start) : cluster.span.start + 1;
    const prefix = isFirst ? "" : text.slice(from, keyStart(text, citation)).replace(/[-[]?$/, "");
    const after = textAfter(text, cluster, place);
    const suffix = isFirst ? withComma(textual(after)) : rendered(after);
    const isSuppressed = citation.mode === "suppress-author";
    return partsOf(citation, { prefix: rendered(prefix).trim(), suffix: suffix.trimEnd() }, isSuppressed);
  });
  return [{ form: isTextual ? "textual" : "citation", isBare: false, cites }];
}

function rendered(text: string): string {
  return markedText(text, rules);
}

/** The offset of the `@`. */
function keyStart(text: string, { keySpan }: Citation): number {
  return keySpan.start - (text.charAt(keySpan.start - 1) === "{" ? 2 : 1);
}

function keyEnd(text: string, { keySpan }: Citation): number {
  return keySpan.end + (text.charAt(keySpan.start - 1) === "{" ? 1 : 0);
}

/** What stands between a key and the next one's part, or the bracket that ends the citation. */
function textAfter(text: string, { span, citations }: CitationCluster, place: number): string {
  const citation = citations[place];
  const next = citations[place + 1];
  if (!citation) return "";
  const from = keyEnd(text, citation);
  const until = next
    ? endOfPart(text, from, keyStart(text, next))
    : span.end - (text.charAt(span.end - 1) === "]" ? 1 : 0);
  return text.slice(from, Math.max(from, until));
}

/** The `[` between an `@key` and its locator goes. */
function textual(after: string): string {
  return rendered(after.replace(/^\s*\[/, "")).trim();
}

/** The last semicolon between two keys parts them. Where there is none, the first key has all that is between. */
function endOfPart(text: string, from: number, to: number): number {
  const semicolon = text.lastIndexOf(";", to - 1);
  if (semicolon >= from) return semicolon;
  return to - (text.charAt(to - 1) === "-" ? 1 : 0);
}

function startOfPart(text: string, from: number, to: number): number {
  const semicolon = text.lastIndexOf(";", to - 1);
  return semicolon >= from ? semicolon + 1 : to;
}

/** `` {cite:p}`{see}a{p. 3}; b` ``: braces before a key hold its prefix, those behind it its suffix. */
function roleCitations(text: string, { span, citations }: CitationCluster): readonly WrittenCitation[] {
  const role = /^\{(?:foot)?cite(?:([pt])|:([a-z]+))?\}/.exec(text.slice(span.start, span.end));
  const kind = role?.[1] ?? role?.[2] ?? "p";
  const cites = citations.map((citation) => {
    const prefix = /\{([^{}]*)\}\s*$/.exec(
      text.slice(span.start + (role?.[0].length ?? 0), citation.keySpan.start),
    )?.[1];
    const suffix = /^\s*\{([^{}]*)\}/.exec(text.slice(citation.keySpan.end, span.end))?.[1];
    const around = { prefix: rendered(prefix ?? "").trim(), suffix: withComma(rendered(suffix ?? "").trim()) };
    return partsOf(citation, around, citation.mode === "suppress-author");
  });
  if (/^author/.test(kind)) return cites.map((cite) => ({ form: "names", isBare: false, cites: [cite] }));
  if (/^c?ts?$/.test(kind)) return cites.map((cite) => ({ form: "textual", isBare: false, cites: [cite] }));
  return [{ form: "citation", isBare: kind === "year" || kind === "alp", cites }];
}
