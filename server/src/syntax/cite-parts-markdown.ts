/** The parts of citations in Markdown: Pandoc's, and MyST's roles. */
import type { Span } from "../text/document.ts";
import type { CiteParts, WrittenCitation } from "./cite-parts.ts";
import { dashes, type MarkupRule, markedText, partsOf, withComma, withSpace } from "./cited-text.ts";
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
  const parts = partsIn(text, cluster, isTextual);
  const cites = cluster.citations.map((citation, place): CiteParts => {
    const part = parts[place] ?? cluster.span;
    const isSuppressed = citation.mode === "suppress-author";
    const before = text.slice(part.start, keyStart(text, citation) - (isSuppressed ? 1 : 0));
    const after = text.slice(keyEnd(text, citation), part.end);
    const isInText = isTextual && place === 0;
    const suffix = isInText ? withComma(rendered(after.replace(/^\s*\[/, "")).trim()) : rendered(after).trimEnd();
    return partsOf(citation, { prefix: rendered(before).trimStart(), suffix }, isSuppressed);
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

/** The stretch of each work: from semicolon to semicolon, without the brackets. */
function partsIn(text: string, { span, citations }: CitationCluster, isTextual: boolean): readonly Span[] {
  const parts: Span[] = [];
  let start = isTextual ? span.start : span.start + 1;
  for (const [place, citation] of citations.entries()) {
    const next = citations[place + 1];
    if (!next) {
      parts.push({ start, end: span.end - (text.charAt(span.end - 1) === "]" ? 1 : 0) });
      break;
    }
    const from = keyEnd(text, citation);
    const to = keyStart(text, next);
    const semicolon = text.lastIndexOf(";", to - 1);
    // What stands between `@a [` and the next key is before that one; else keys without a semicolon stand side by side.
    const bracket = isTextual && place === 0 ? text.indexOf("[", from) : -1;
    const end = semicolon >= from ? semicolon : bracket >= from && bracket < to ? bracket : to;
    parts.push({ start, end });
    start = end === to ? to - (next.mode === "suppress-author" ? 1 : 0) : end + 1;
  }
  return parts;
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
    const around = {
      prefix: withSpace(rendered(prefix ?? "").trim()),
      suffix: withComma(rendered(suffix ?? "").trim()),
    };
    return partsOf(citation, around, citation.mode === "suppress-author");
  });
  if (/^author/.test(kind)) return cites.map((cite) => ({ form: "names", isBare: false, cites: [cite] }));
  if (/^c?ts?$/.test(kind)) return cites.map((cite) => ({ form: "textual", isBare: false, cites: [cite] }));
  return [{ form: "citation", isBare: kind === "year" || kind === "alp", cites }];
}
