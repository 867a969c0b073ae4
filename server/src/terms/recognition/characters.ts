/** What the code units of a text are to the recogniser: parts of words, or of what stands between words. */

/** What a code unit is in a word; "letter" is said of digits and marks, too. */
export const kind = { unknown: 0, letter: 1, plus: 2, other: 3 } as const;

/** Kinds by code unit, `unknown` until {@link findKind} is first asked for it. */
export const kinds = new Uint8Array(0x10000);

export function findKind(unit: number): number {
  const known = kinds[unit] as number;
  if (known !== kind.unknown) return known;
  const character = String.fromCharCode(unit);
  const isLetter = /[\p{L}\p{N}\p{M}]/u.test(character);
  const found = isLetter ? kind.letter : character === "+" || character === "⁺" ? kind.plus : kind.other;
  kinds[unit] = found;
  return found;
}

/** What stands between a word and the one before it. */
export const gap = {
  /** Punctuation, a blank line, or the start of the text: no name goes across. */
  break: 0,
  /** Spaces, with one line break at most. */
  space: 1,
  /** Hyphens, a slash, an apostrophe or emphasis marks. */
  mark: 2,
  comma: 3,
  openBracket: 4,
  /** A bracketed abbreviation that the text defines here: "embryonic stem (ES) cells". */
  definition: 5,
} as const;

const longestGap = 8;

export function gapBetween(text: string, from: number, to: number): number {
  if (to - from > longestGap) return gap.break;
  let lines = 0;
  let spaces = 0;
  let marks = 0;
  let commas = 0;
  let brackets = 0;
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 32 || unit === 9 || unit === 0xa0 || unit === 13) spaces++;
    else if (unit === 10) lines++;
    else if (isMark(unit)) marks++;
    else if (unit === 44) commas++;
    else if (unit === 40) brackets++;
    else return gap.break;
  }
  if (lines > 1) return gap.break;
  if (brackets > 0) return brackets === 1 && marks + commas === 0 ? gap.openBracket : gap.break;
  if (commas > 0) return commas === 1 && marks === 0 ? gap.comma : gap.break;
  if (marks > 0) return lines === 0 && spaces < 3 ? gap.mark : gap.break;
  return from < to ? gap.space : gap.mark;
}

/** True for what follows a bracketed abbreviation inside a name: ") " or ")-". */
export function isClosing(text: string, from: number, to: number): boolean {
  return text.charCodeAt(from) === 41 && to - from === 2 && gapBetween(text, from + 1, to) !== gap.break;
}

function isMark(unit: number): boolean {
  if (unit < 128)
    return unit === 45 || unit === 47 || unit === 39 || unit === 42 || unit === 95 || unit === 94 || unit === 126;
  return (unit >= 0x2010 && unit <= 0x2015) || unit === 0x2019;
}
