/** Whether two names of a journal or book are of one: in full, abbreviated word by word, or by its first letters. */
import { foldedChunks } from "./words.ts";

/** ISO 4 leaves these out. */
const leftOut = new Set("a an the and of in on for to by with de des la le les der die das und et del di".split(" "));

/** A name with more words than this may lack what follows them: "Journal of Clinical Oncology: official journal of …". */
const tellingWords = 3;

/** The words by which a journal's name is compared: without what follows a colon or stands in brackets. */
export function containerWords(name: string): readonly string[] {
  const words = foldedChunks(name.replace(/\s*[([=:].*$/, "")).flat();
  return words.filter((word) => !leftOut.has(word));
}

export function areOneContainer(first: readonly string[], second: readonly string[]): boolean {
  if (first.length === 0 || second.length === 0) return false;
  if (first.join("") === second.join("")) return true;
  return areAbbreviated(first, second) || isInitials(first, second) || isInitials(second, first);
}

function areAbbreviated(first: readonly string[], second: readonly string[]): boolean {
  const shared = Math.min(first.length, second.length);
  if (first.length !== second.length && shared < tellingWords) return false;
  return first.slice(0, shared).every((word, index) => {
    const other = second[index] ?? "";
    return word.length < other.length ? abbreviates(word, other) : abbreviates(other, word);
  });
}

/** `clin` and `natl`: the letters stand in the word in their order, the first one first. */
function abbreviates(short: string, word: string): boolean {
  if (word.startsWith(short)) return true;
  if (short.charCodeAt(0) !== word.charCodeAt(0)) return false;
  let at = 0;
  for (const letter of short) {
    at = word.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** `PNAS`: the first letters of the words, as many as there are letters. */
function isInitials([letters = "", ...more]: readonly string[], words: readonly string[]): boolean {
  if (more.length > 0 || letters.length < 3 || letters.length > words.length) return false;
  return [...letters].every((letter, index) => words[index]?.startsWith(letter));
}
