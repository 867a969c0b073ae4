/** Finds the terms that a text mentions: the longest names, in any of the spellings that folding makes one. */
import type { Span } from "../text/document.ts";
import type { Term } from "./model.ts";
import { namesOf } from "./term-index.ts";
import { plainSymbol, stemOf, type Word, wordsOf } from "./words.ts";

/** One mention of a term. `terms` has more than one where an abbreviation or name is ambiguous. */
export interface Mention {
  readonly span: Span;
  readonly terms: readonly [Term, ...Term[]];
}

interface Pattern {
  readonly term: Term;
  /** Set for abbreviations and other short names, which must be written with these capitals. */
  readonly spelling: string | undefined;
}

/** Names of a vocabulary by their words' stems. Immutable. */
export interface Recogniser {
  readonly patterns: ReadonlyMap<string, readonly Pattern[]>;
  /** The most words of a name that starts with this stem. */
  readonly longest: ReadonlyMap<string, number>;
}

export function buildRecogniser(terms: readonly Term[]): Recogniser {
  const patterns = new Map<string, Pattern[]>();
  const longest = new Map<string, number>();
  for (const term of terms) {
    for (const [name, role] of namesOf(term)) {
      const stems = wordsOf(name).map(({ folded }) => stemOf(folded));
      const spelling = role === "abbreviation" || isShortSymbol(name) ? name : undefined;
      for (const variant of new Set([stems.join(" "), stems.filter((stem) => !isPlus(stem)).join(" ")])) {
        const count = variant.split(" ").length;
        const first = variant.split(" ", 1)[0] ?? "";
        longest.set(first, Math.max(longest.get(first) ?? 0, count));
        const known = patterns.get(variant) ?? [];
        if (known.some((pattern) => pattern.term === term && !pattern.spelling)) continue;
        patterns.set(variant, [...known, { term, spelling }]);
      }
    }
  }
  patterns.delete("");
  return { patterns, longest };
}

/** Symbols such as MET or CAF are words of their own in other capitals ("met", "caf"). */
function isShortSymbol(name: string): boolean {
  return name.length <= 5 && name !== name.toLowerCase();
}

function isPlus(stem: string): boolean {
  return stem === "+" || stem === "⁺";
}

/**
 * The mentions in the given stretches of a text, in order, none overlapping another. Where the text itself defines an
 * ambiguous abbreviation, as in "hepatic stellate cell (HSC)", the abbreviation means that term everywhere.
 */
export function findMentions(recogniser: Recogniser, text: string, prose: readonly Span[]): readonly Mention[] {
  const mentions = prose.flatMap((span) => mentionsIn(recogniser, text, span));
  const meanings = definedAbbreviations(text, mentions);
  return mentions.map((mention) => {
    const meaning = meanings.get(stripPlural(text.slice(mention.span.start, mention.span.end)));
    return meaning && mention.terms.includes(meaning) ? { span: mention.span, terms: [meaning] } : mention;
  });
}

function mentionsIn(recogniser: Recogniser, text: string, prose: Span): Mention[] {
  const words = wordsOf(text, prose.start, prose.end);
  const stems = words.map(({ folded }) => stemOf(folded));
  const mentions: Mention[] = [];
  for (let first = 0; first < words.length; ) {
    const found = longestAt(recogniser, text, words, stems, first);
    if (found) mentions.push(found.mention);
    first += found?.count ?? 1;
  }
  return mentions;
}

function longestAt(
  recogniser: Recogniser,
  text: string,
  words: readonly Word[],
  stems: readonly string[],
  first: number,
): { mention: Mention; count: number } | undefined {
  let count = Math.min(recogniser.longest.get(stems[first] ?? "") ?? 0, words.length - first);
  for (let number = 1; number < count; number++) {
    if (!isOneName(text, words[first + number - 1], words[first + number])) count = number;
  }
  for (; count > 0; count--) {
    const patterns = recogniser.patterns.get(stems.slice(first, first + count).join(" "));
    const start = words[first]?.start ?? 0;
    const end = words[first + count - 1]?.end ?? start;
    const [term, ...others] = new Set(
      patterns?.filter((it) => isSpelled(text.slice(start, end), it)).map((it) => it.term),
    );
    if (term) return { mention: { span: { start, end }, terms: [term, ...others] }, count };
  }
  return undefined;
}

/** Words of one name stand apart by spaces, a line break, hyphens, a slash, an apostrophe or emphasis marks only. */
function isOneName(text: string, before: Word | undefined, after: Word | undefined): boolean {
  if (!before || !after) return false;
  const gap = text.slice(before.end, after.start);
  return gap.length <= 8 && /^[ \t\u00a0]*\r?\n?[ \t\u00a0]*$|^ ?[-\u2010-\u2015/'’*_^~]+ ?$/.test(gap);
}

function isSpelled(written: string, { spelling }: Pattern): boolean {
  if (spelling === undefined) return true;
  return [written, stripPlural(written)].some((form) => plainSymbol(form) === plainSymbol(spelling));
}

function stripPlural(written: string): string {
  return written.replace(/s$/, "");
}

function definedAbbreviations(text: string, mentions: readonly Mention[]): ReadonlyMap<string, Term> {
  const meanings = new Map<string, Term>();
  for (const [number, mention] of mentions.entries()) {
    const next = mentions[number + 1];
    if (!next || next.terms.length < 2 || mention.terms.length > 1) continue;
    if (!/^\s*\($/.test(text.slice(mention.span.end, next.span.start))) continue;
    if (next.terms.includes(mention.terms[0])) {
      meanings.set(stripPlural(text.slice(next.span.start, next.span.end)), mention.terms[0]);
    }
  }
  return meanings;
}
