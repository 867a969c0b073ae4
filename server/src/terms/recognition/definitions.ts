/** Abbreviations that a text defines itself, as in "thymic epithelial cells (TECs)". */
import type { Span } from "../../text/document.ts";
import { wordSpans } from "../words.ts";
import { withoutPlural } from "./lexicon.ts";

export interface Definition {
  /** Singular, as written. */
  readonly abbreviation: string;
  /** The words of the long form, as written. */
  readonly words: readonly string[];
}

/** What abbreviations mean in one text: the first definition counts. */
export type Definitions = ReadonlyMap<string, Definition>;

const longestAbbreviation = 10;
const longestLongForm = 120;
const none: readonly Definition[] = [];

export function definitionsIn(text: string, { start, end }: Span): readonly Definition[] {
  // The stretch alone is searched, for the next bracket of the text may be far behind it.
  const stretch = text.slice(start, end);
  let bracket = stretch.indexOf("(");
  if (bracket < 0) return none;
  const found: Definition[] = [];
  for (; bracket >= 0; bracket = stretch.indexOf("(", bracket + 1)) {
    const written = abbreviationAt(stretch, bracket + 1);
    if (written === "") continue;
    const before = stretch.slice(Math.max(0, bracket - longestLongForm), bracket);
    const definition = definitionOf(withoutPlural(written), before.slice(clauseStart(before)));
    if (definition) found.push(definition);
  }
  return found.length > 0 ? found : none;
}

/** The letters and digits with a capital that begin at an offset and end before a bracket or a comma; else "". */
function abbreviationAt(text: string, from: number): string {
  let capitals = 0;
  let at = from;
  for (; at <= from + longestAbbreviation; at++) {
    const unit = text.charCodeAt(at);
    const isCapital = unit > 64 && unit < 91;
    const isDigit = unit > 47 && unit < 58 && at > from;
    if (isCapital) capitals++;
    else if (!isDigit && !(unit > 96 && unit < 123)) break;
  }
  const length = at - from;
  const isWhole = length > 1 && length <= longestAbbreviation && ",;)".includes(text.charAt(at) || "?");
  return isWhole && capitals > 0 ? text.slice(from, at) : "";
}

const punctuation = '.,;:()[]{}!?"“”=<>';

/** Behind the last punctuation mark or blank line. */
function clauseStart(text: string): number {
  for (let at = text.length; at > 0; at--) {
    const unit = text.charCodeAt(at - 1);
    // Most are small letters and spaces.
    if ((unit > 96 && unit < 123) || unit === 32) continue;
    if (punctuation.includes(text.charAt(at - 1)) || isBlankLine(text, at)) return at;
  }
  return 0;
}

/** True where a line break ends at the offset, and only white space is between it and the one before. */
function isBlankLine(text: string, end: number): boolean {
  return text.charAt(end - 1) === "\n" && /\n\s*$/.test(text.slice(0, end - 1));
}

/**
 * The definition of an abbreviation, if the words before it can be its long form: read backwards, they have its letters
 * in order, and begin with its first (the rule of Schwartz and Hearst).
 */
function definitionOf(abbreviation: string, before: string): Definition | undefined {
  if (abbreviation.length < 2) return undefined;
  const start = longFormStart(before, abbreviation.toLowerCase());
  // A long form that is the abbreviation, or that it shortens by no more than a letter, explains nothing.
  if (start < 0 || before.trimEnd().length - start <= abbreviation.length + 1) return undefined;
  const most = Math.min(abbreviation.length + 5, abbreviation.length * 2);
  const words = wordSpans(before.slice(start)).map((word) => before.slice(start + word.start, start + word.end));
  return words.length > most || words.includes(abbreviation) ? undefined : { abbreviation, words };
}

/** Where the long form begins; -1 for none. */
function longFormStart(before: string, abbreviation: string): number {
  const text = before.toLowerCase();
  let at = text.length;
  for (let letter = abbreviation.length - 1; letter >= 0; letter--) {
    do at--;
    while (at >= 0 && !(text[at] === abbreviation[letter] && (letter > 0 || isWordStart(text, at))));
    if (at < 0) return -1;
  }
  return at;
}

function isWordStart(text: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1));
}
