/** How the library compares words: without case, diacritics or markup, Greek letters by their names. */
import { plainWord } from "../terms/words.ts";

/** Letters that no decomposition takes apart, and what people type for them. */
const plainLetters: Readonly<Record<string, string>> = {
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ı: "i",
};

export function fold(text: string): string {
  const plain = plainWord(text);
  return /^[a-z0-9]*$/.test(plain) ? plain : plain.replace(/[øłđðþßæœı]/g, (letter) => plainLetters[letter] ?? letter);
}

const markup = /<\/?(?:i|b|sub|sup|span)\b[^>]*>/g;

/**
 * What stands between blanks, each as its folded words: `TGF-β` gives `["tgf", "beta"]`. A hyphen, a slash or an
 * apostrophe parts words; markup does not (`CD8<sup>+</sup>`).
 */
export function foldedChunks(text: string): string[][] {
  const bare = text.includes("<") ? text.replace(markup, "") : text;
  const chunks: string[][] = [];
  for (const chunk of bare.split(/\s+/)) {
    const words = chunk.match(/[\p{L}\p{N}\p{M}]+/gu);
    if (words) chunks.push(words.map(fold));
  }
  return chunks;
}
