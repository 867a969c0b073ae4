/** Abbreviations that a text defines itself, as in "thymic epithelial cells (TECs)". */
import type { Span } from "../../text/document.ts";
import { wordsOf } from "../words.ts";
import { withoutPlural } from "./lexicon.ts";

export interface Definition {
  /** Singular, as written. */
  readonly abbreviation: string;
  /** The words of the long form, as written. */
  readonly words: readonly string[];
}

/** What abbreviations mean in one text: the first definition counts. */
export type Definitions = ReadonlyMap<string, Definition>;

const abbreviationPattern = /[A-Za-z][A-Za-z0-9]{1,9}(?=[),;])/y;
const punctuation = /[.,;:()[\]{}!?"“”=<>]|\n\s*\n/g;
const longestLongForm = 120;
const none: readonly Definition[] = [];

export function definitionsIn(text: string, { start, end }: Span): readonly Definition[] {
  // The stretch alone is searched, for the next bracket of the text may be far behind it.
  const stretch = text.slice(start, end);
  let bracket = stretch.indexOf("(");
  if (bracket < 0) return none;
  const found: Definition[] = [];
  for (; bracket >= 0; bracket = stretch.indexOf("(", bracket + 1)) {
    abbreviationPattern.lastIndex = bracket + 1;
    const written = abbreviationPattern.exec(stretch)?.[0];
    if (written === undefined || !/[A-Z]/.test(written)) continue;
    const before = stretch.slice(Math.max(0, bracket - longestLongForm), bracket);
    const definition = definitionOf(withoutPlural(written), before.slice(clauseStart(before)));
    if (definition) found.push(definition);
  }
  return found;
}

function clauseStart(text: string): number {
  let start = 0;
  for (const match of text.matchAll(punctuation)) start = match.index + match[0].length;
  return start;
}

/**
 * The definition of an abbreviation, if the words before it can be its long form: read backwards, they have its letters
 * in order, and begin with its first (the rule of Schwartz and Hearst).
 */
function definitionOf(abbreviation: string, before: string): Definition | undefined {
  const most = Math.min(abbreviation.length + 5, abbreviation.length * 2);
  const words = wordsOf(before).slice(-most);
  const from = words[0]?.start;
  if (from === undefined || abbreviation.length < 2) return undefined;
  const start = longFormStart(before, from, abbreviation.toLowerCase());
  const longForm = words.filter((word) => word.start >= start).map((word) => before.slice(word.start, word.end));
  // A word that is the abbreviation, or that it shortens by no more than a letter, explains nothing.
  const explains = before.trimEnd().length - start > abbreviation.length + 1 && !longForm.includes(abbreviation);
  return start >= 0 && explains ? { abbreviation, words: longForm } : undefined;
}

/** Where the long form begins; -1 for none. */
function longFormStart(before: string, from: number, abbreviation: string): number {
  const text = before.toLowerCase();
  let at = text.length;
  for (let letter = abbreviation.length - 1; letter >= 0; letter--) {
    do at--;
    while (at >= from && !(text[at] === abbreviation[letter] && (letter > 0 || isWordStart(text, at))));
    if (at < from) return -1;
  }
  return at;
}

function isWordStart(text: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1));
}
