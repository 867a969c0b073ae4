/** Signs that a file was read, or once saved, in another encoding than its own. */

import type { SyntaxProblem } from "./facts.ts";

/**
 * One problem at the first place where letters were lost (U+FFFD: the file is not UTF-8) or where UTF-8 was once taken for
 * Latin-1 (`MÃ¼ller`). Nothing is decoded anew: only the writer knows what the file was.
 */
export function encodingProblems(text: string): readonly SyntaxProblem[] {
  const lost = text.indexOf("\ufffd");
  if (lost >= 0)
    return [
      {
        span: { start: lost, end: lost + 1 },
        code: "wrong-encoding",
        message: "A letter is lost here: the file is not UTF-8. Reopen it with its own encoding and save it as UTF-8.",
      },
    ];
  const doubled = /[\u00c2-\u00c5][\u0080-\u00bf]/.exec(text);
  if (!doubled) return [];
  return [
    {
      span: { start: doubled.index, end: doubled.index + 2 },
      code: "wrong-encoding",
      message: `“${doubled[0]}” stands for one letter: UTF-8 was read as Latin-1. Export the file again as UTF-8.`,
    },
  ];
}

/** The letters that Windows-1252 has at bytes 0x80 to 0x9f; the five bytes that it leaves open stand for themselves. */
const windowsLetters = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

function byteOf(letter: string): number {
  const place = windowsLetters.indexOf(letter);
  return place >= 0 ? 0x80 + place : letter.charCodeAt(0);
}

const following = `[\u0080-\u00bf${windowsLetters}]`;

/** Letters after which a quotation mark or a dash is no more than that. */
const followingLetter = `[\u0080-\u00bf€ƒ†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ]`;

/**
 * Bytes of UTF-8 as Windows-1252 or Latin-1 shows them, for what stands in names and titles: Latin letters and signs, Greek,
 * and after `â` quotation marks, dashes, arrows and signs of maths.
 */
const misread = new RegExp(`[ÂÃ]${following}|[ÄÅÎÏ]${followingLetter}|â${following}{2}`, "g");

/** The text with the letters that UTF-8 read as Latin-1 was meant to be, also where that happened more than once. */
export function repairedUtf8(text: string): string {
  let repaired = text;
  for (let again = 0; again < 3; again++) {
    const before = repaired;
    repaired = before.replace(misread, (letters) => decodedUtf8([...letters].map(byteOf)) ?? letters);
    if (repaired === before) break;
  }
  return repaired;
}

/** The letter of two or three bytes of UTF-8; `undefined` where they are none. */
function decodedUtf8([first = 0, second = 0, third]: readonly number[]): string | undefined {
  if (second >> 6 !== 2 || (third !== undefined && third >> 6 !== 2)) return undefined;
  if (third === undefined) return String.fromCodePoint(((first & 0x1f) << 6) | (second & 0x3f));
  return String.fromCodePoint(((first & 0x0f) << 12) | ((second & 0x3f) << 6) | (third & 0x3f));
}
