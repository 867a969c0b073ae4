/**
 * What was meant as a citation but isn't read as one, or as another. Pandoc's manual and its behaviour, LaTeX and Typst say
 * what is read.
 */
import type { Document, Span } from "../text/document.ts";
import type { ManuscriptFacts } from "./facts.ts";
import { isCitationCommand } from "./latex-commands.ts";
import { type Replacement, readManuscript } from "./manuscript.ts";
import { keyEnd } from "./markdown-tokens.ts";
import { isBesideProse, isInProse } from "./prose.ts";

export interface CitationFault {
  /**
   * `empty`: there is no key; `gap`: one of several is missing; `unclosed`: a bracket is; `unparted`: two keys without the semicolon that parts works;
   * `glued`: the sign is taken for part of the word before it.
   */
  readonly kind: "empty" | "gap" | "unclosed" | "unparted" | "glued";
  readonly span: Span;
  /** The keys that are there: where no bibliography has them, it may be no citation at all. */
  readonly keys: readonly string[];
  /** The changes that may be meant, the likeliest first. */
  readonly mends: readonly Replacement[];
}

const faultsOf = new WeakMap<Document, readonly CitationFault[]>();

/** In no order. */
export function citationFaults(document: Document): readonly CitationFault[] {
  const known = faultsOf.get(document);
  if (known) return known;
  const faults = findFaults(document);
  faultsOf.set(document, faults);
  return faults;
}

function findFaults(document: Document): CitationFault[] {
  const facts = readManuscript(document);
  const { text } = document;
  switch (document.format) {
    case "latex":
      return [...emptyCommands(document, facts), ...emptyInLists(text, facts)];
    case "typst":
      return Array.from(text.matchAll(/#cite\(\s*\)/g), spanOfMatch)
        .filter((span) => isBesideProse(text, facts.prose, span))
        .map((span): CitationFault => ({ kind: "empty", span, keys: [], mends: [] }));
    default:
      return [...emptyBrackets(text, facts), ...unclosed(text, facts), ...unparted(text, facts), ...glued(text, facts)];
  }
}

function spanOfMatch({ 0: match, index }: RegExpExecArray): Span {
  return { start: index, end: index + match.length };
}

/** `\cite{}`. */
function emptyCommands({ text, citationCommands = [] }: Document, { prose }: ManuscriptFacts): CitationFault[] {
  const own = new Set(citationCommands);
  return Array.from(text.matchAll(/\\([a-zA-Z]+)\*?(?:\s?\[[^\][]*\]){0,2}\{\s*\}/g))
    .filter(([, name = ""]) => isCitationCommand(name, own))
    .map(spanOfMatch)
    .filter((span) => isBesideProse(text, prose, span))
    .map((span) => ({ kind: "empty", span, keys: [], mends: [] }));
}

/** `\cite{a,,b}`. */
function emptyInLists(text: string, { clusters }: ManuscriptFacts): CitationFault[] {
  return clusters.flatMap(({ span, citations }) => {
    const written = text.slice(span.start, span.end);
    return Array.from(written.matchAll(/\{([^{}%]*,[^{}%]*)\}/g)).flatMap(
      ({ 1: list = "", index }): CitationFault[] => {
        const parts = list.split(",");
        const filled = parts.filter((part) => part.trim() !== "");
        if (filled.length === parts.length || filled.length === 0) return [];
        const start = span.start + index + 1;
        const place = { start, end: start + list.length };
        if (!citations.some(({ keySpan }) => keySpan.start >= place.start && keySpan.end <= place.end)) return [];
        return [
          {
            kind: "gap",
            span: place,
            keys: citations.map(({ key }) => key),
            mends: [{ span: place, newText: filled.join(",") }],
          },
        ];
      },
    );
  });
}

const bracket = /(?<![\\\]])\[(?:[^[\]\n]|\n(?![ \t\r]*\n))*\](?![([{:])/g;

/** `[@]` and `[@a; ]`, which Pandoc prints as they are. */
function emptyBrackets(text: string, { clusters, prose }: ManuscriptFacts): CitationFault[] {
  return Array.from(text.matchAll(bracket))
    .filter(({ 0: written, index }) => written.includes("@") && isInProse(prose, index))
    .flatMap((found): CitationFault[] => {
      const span = spanOfMatch(found);
      const parts = found[0].slice(1, -1).split(";");
      const filled = parts.filter((part) => !/^\s*-?@?\s*$/.test(part));
      const inside = clusters.filter((it) => span.start < it.span.start && it.span.end < span.end);
      const keys = inside.flatMap(({ citations }) => citations.map(({ key }) => key));
      if (filled.length === parts.length || (filled.length > 0 && keys.length === 0)) return [];
      const mends = filled.length > 0 ? [{ span, newText: `[${filled.join(";").trim()}]` }] : [];
      return [{ kind: filled.length > 0 ? "gap" : "empty", span, keys, mends }];
    });
}

/** `[@a; @b` in a paragraph that doesn't close it. */
function unclosed(text: string, { clusters, prose }: ManuscriptFacts): CitationFault[] {
  return clusters.flatMap(({ span, citations: [first] }, number): CitationFault[] => {
    const open = /(?<!\\)\[\s?-?$/.exec(text.slice(Math.max(0, span.start - 4), span.start));
    const start = span.start - (open?.[0].length ?? 0);
    if (!open || !first || !isInProse(prose, start)) return [];
    if (isClosed(text, span.start)) return [];
    const keys = [first.key];
    let { end } = span;
    for (const next of clusters.slice(number + 1)) {
      if (!/^\s*[;,]\s*-?$/.test(text.slice(end, next.span.start))) break;
      keys.push(...next.citations.map(({ key }) => key));
      end = next.span.end;
    }
    return [{ kind: "unclosed", span: { start, end }, keys, mends: [{ span: { start: end, end }, newText: "]" }] }];
  });
}

/** Whether a bracket that stands open at an offset is closed in its paragraph; code and escaped brackets don't count. */
function isClosed(text: string, offset: number): boolean {
  const sign = /\\.|(`+)(?:(?!\n[ \t\r]*\n)[\s\S])*?\1|[[\]]|\n[ \t\r]*\n/g;
  sign.lastIndex = offset;
  let depth = 1;
  for (let found = sign.exec(text); found && !found[0].startsWith("\n"); found = sign.exec(text)) {
    if (found[0] === "[") depth += 1;
    else if (found[0] === "]") depth -= 1;
    if (depth === 0) return true;
  }
  return false;
}

/** `[@a, @b]`, where Pandoc reads the second key as running text behind the first work. */
function unparted(text: string, { clusters }: ManuscriptFacts): CitationFault[] {
  return clusters
    .filter(({ span }) => text.charAt(span.start) === "[")
    .flatMap(({ citations }) =>
      citations.flatMap((citation, number): CitationFault[] => {
        const before = citations[number - 1];
        if (!before || citation.mode !== "author-in-text") return [];
        const between = text.slice(before.keySpan.end, citation.keySpan.start);
        const [, brace = "", sign = ""] = /^(\}?)\s*(?:,|&|,?\s*\band\b)?\s*(-?@\{?)$/.exec(between) ?? [];
        if (sign === "") return [];
        const place = { start: before.keySpan.end + brace.length, end: citation.keySpan.start };
        return [
          {
            kind: "unparted",
            span: { start: before.keySpan.start, end: citation.keySpan.end },
            keys: [before.key, citation.key],
            mends: [{ span: place, newText: `; ${sign}` }],
          },
        ];
      }),
    );
}

const longestWord = 50;

/** `word@key`, which is read as an e-mail address. */
function glued(text: string, { prose }: ManuscriptFacts): CitationFault[] {
  return Array.from(text.matchAll(/@(?=[\p{L}\p{N}_])/gu)).flatMap(({ index }): CitationFault[] => {
    const before = /[\p{L}\p{N}]+\.?$/u.exec(text.slice(Math.max(0, index - longestWord), index))?.[0];
    if (before === undefined) return [];
    const word = { start: index - before.length, end: index + 1 };
    const end = keyEnd(text, word.end, text.length);
    if (!isBesideProse(text, prose, { start: word.start, end })) return [];
    const span = { start: word.end - 1, end };
    const key = text.slice(word.end, end);
    const mends = [`[@${key}]`, `@${key}`].map((newText) => ({ span, newText: ` ${newText}` }));
    return [{ kind: "glued", span, keys: [key], mends }];
  });
}
