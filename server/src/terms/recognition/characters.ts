/** What the code units of a text are to the recogniser: parts of words, or of what stands between words. */

import type { Span } from "../../text/document.ts";

/** What a code unit is; "letter" is said of digits and marks, too. Kinds from `blank` on stand between words. */
export enum kind {
  unknown = 0,
  letter = 1,
  plus = 2,
  blank = 3,
  line = 4,
  mark = 5,
  comma = 6,
  bracket = 7,
  other = 8,
}

/** Kinds by code unit, `unknown` until {@link learnKinds} has met it. */
export const kinds = new Uint8Array(0x10000);

/** Sees to it that the kinds of a text's code units are known. */
export function learnKinds(text: string, { start, end }: Span): void {
  for (let at = start; at < end; at++) kinds[text.charCodeAt(at)] ||= kindOf(text.charAt(at));
}

function kindOf(character: string): number {
  if (/[\p{L}\p{N}\p{M}]/u.test(character)) return kind.letter;
  if (/[+⁺]/.test(character)) return kind.plus;
  if (/[ \t\r\u00a0]/.test(character)) return kind.blank;
  if (character === "\n") return kind.line;
  if (/[-/'*_^~\u2010-\u2015\u2019]/.test(character)) return kind.mark;
  if (character === ",") return kind.comma;
  return character === "(" ? kind.bracket : kind.other;
}

/** What stands between a word and the one before it. */
export enum gap {
  /** Punctuation, a blank line, or the start of the text: no name goes across. */
  break = 0,
  /** Spaces, with one line break at most. */
  space = 1,
  /** Hyphens, a slash, an apostrophe or emphasis marks. */
  mark = 2,
  comma = 3,
  openBracket = 4,
  /** A bracketed abbreviation that the text defines here: "embryonic stem (ES) cells". */
  definition = 5,
}

/** The most code units of a gap that is no break. */
export const longestGap = 8;

/**
 * Gaps are read unit by unit, by an automaton. Its states count what was read: blanks up to three in the lowest bits,
 * then a bit each for a line break, marks, a comma and a bracket. The last state is that of a break, come what may.
 */
export const touching = 0;
enum count {
  blanks = 3,
  line = 4,
  marks = 8,
  comma = 16,
  bracket = 32,
}
const broken = 64;
export const kindBits = 4;

/** The state after a unit, by the state before it above {@link kindBits}, and the unit's kind. */
export const gapSteps = Uint8Array.from({ length: (broken + 1) << kindBits }, (_, step) => {
  const state = step >> kindBits;
  const read = step & ((1 << kindBits) - 1);
  if (state === broken) return broken;
  if (read === kind.blank) return (state & count.blanks) < count.blanks ? state + 1 : state;
  if (read === kind.mark) return state | count.marks;
  const once =
    read === kind.line ? count.line : read === kind.comma ? count.comma : read === kind.bracket ? count.bracket : 0;
  return once === 0 || (state & once) !== 0 ? broken : state | once;
});

/** The gap by the state behind it. */
export const gapOfState = Uint8Array.from({ length: broken + 1 }, (_, state) => {
  const marks = state & count.marks;
  if (state === broken) return gap.break;
  if ((state & count.bracket) !== 0) return (state & (count.marks | count.comma)) === 0 ? gap.openBracket : gap.break;
  if ((state & count.comma) !== 0) return marks === 0 ? gap.comma : gap.break;
  if (marks !== 0) return (state & count.line) === 0 && (state & count.blanks) < 3 ? gap.mark : gap.break;
  return state === touching ? gap.mark : gap.space;
});

/** True for what follows a bracketed abbreviation inside a name: ") " or ")-". */
export function isClosing(text: string, from: number, to: number): boolean {
  if (text.charCodeAt(from) !== 41 || to - from !== 2) return false;
  const state = gapSteps[(touching << kindBits) | (kinds[text.charCodeAt(from + 1)] as number)] as number;
  return gapOfState[state] !== gap.break;
}
