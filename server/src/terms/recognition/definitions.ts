/** Abbreviations that a text defines itself, as in "thymic epithelial cells (TECs)". */
import type { KnownWord } from "./lexicon.ts";
import { gap, isJoined, type Tokens } from "./tokens.ts";

export interface Definition {
  /** Singular, as written. */
  readonly abbreviation: string;
  /** The words of the long form. */
  readonly words: readonly KnownWord[];
}

/** What abbreviations mean in one text: the first definition counts. */
export type Definitions = ReadonlyMap<string, Definition>;

export const noDefinitions: Definitions = new Map();

export function withoutPlural(abbreviation: string): string {
  return /[A-Z0-9]s$/.test(abbreviation) ? abbreviation.slice(0, -1) : abbreviation;
}

const abbreviationPattern = /[A-Za-z][A-Za-z0-9]{1,9}(?=[),;])/y;

/**
 * The definition that a bracketed word is, if the words before it can be its long form: read backwards, they have its
 * letters in order, and begin with its first (Schwartz and Hearst's rule, PMID 12603049).
 */
export function definitionAt(tokens: Tokens, text: string, token: number): Definition | undefined {
  if (tokens.gaps[token] !== gap.openBracket || token === 0) return undefined;
  abbreviationPattern.lastIndex = tokens.starts[token] as number;
  const abbreviation = withoutPlural(abbreviationPattern.exec(text)?.[0] ?? "");
  if (abbreviation.length < 2) return undefined;
  const most = Math.min(abbreviation.length + 5, abbreviation.length * 2);
  let first = token - 1;
  while (first > 0 && token - first < most && isJoined(tokens, first)) first--;
  const start = longFormStart(text, tokens.starts[first] as number, tokens.ends[token - 1] as number, abbreviation);
  if (start === undefined) return undefined;
  while ((tokens.starts[first] as number) < start) first++;
  if (tokens.starts[first] !== start) return undefined;
  const words: KnownWord[] = [];
  for (; first < token; first++) {
    // A word that is the abbreviation, or that it only shortens by a letter, explains nothing.
    if (text.slice(tokens.starts[first], tokens.ends[first]) === abbreviation) return undefined;
    words.push({ stem: tokens.stems[first] as number, root: tokens.roots[first] as number });
  }
  const length = (tokens.ends[token - 1] as number) - start;
  return length < abbreviation.length + 2 ? undefined : { abbreviation, words };
}

/** Where the long form begins in `text[from, to)`. */
function longFormStart(text: string, from: number, to: number, abbreviation: string): number | undefined {
  let at = to;
  for (let letter = abbreviation.length - 1; letter >= 0; letter--) {
    const wanted = abbreviation.charAt(letter).toLowerCase();
    do at--;
    while (at >= from && !(text.charAt(at).toLowerCase() === wanted && (letter > 0 || isWordStart(text, at))));
    if (at < from) return undefined;
  }
  return at;
}

function isWordStart(text: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1));
}
