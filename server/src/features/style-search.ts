/** Finds citation styles among thousands by the words of their titles and names. */
import { fold } from "../references/words.ts";

export interface ListedStyle {
  /** The name of a bundled style, or the URI of a file. */
  readonly id: string;
  readonly title: string;
  /** Of its file, without `.csl`. */
  readonly name: string;
  readonly place: "bundled" | "workspace" | "downloaded" | "this machine";
}

interface Words {
  /** Each after a blank, so that the start of a word can be sought. */
  readonly text: string;
  readonly title: string;
}

const wordsOf = new WeakMap<ListedStyle, Words>();

function words(style: ListedStyle): Words {
  const known = wordsOf.get(style);
  if (known) return known;
  const title = foldedText(style.title);
  const made = { title, text: `${title}${foldedText(style.name)}` };
  wordsOf.set(style, made);
  return made;
}

function foldedText(text: string): string {
  return (text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).map((word) => ` ${fold(word)}`).join("");
}

/**
 * The styles in which every word of the query begins one, best first: those that are called so, those whose title begins so, the
 * rest by length of title. The order given counts where nothing else tells them apart; an empty query keeps it.
 */
export function searchStyles(styles: readonly ListedStyle[], query: string, limit: number): readonly ListedStyle[] {
  const wanted = foldedText(query);
  if (wanted === "") return styles.slice(0, limit);
  const parts = wanted.trim().split(" ");
  const found = styles.flatMap((style) => {
    const { text, title } = words(style);
    if (!parts.every((part) => text.includes(` ${part}`))) return [];
    const isCalledSo = title === wanted || foldedText(style.name) === wanted;
    return [{ style, rank: isCalledSo ? 0 : title.startsWith(wanted) ? 1 : 2, length: title.length }];
  });
  return found
    .sort((a, b) => a.rank - b.rank || a.length - b.length)
    .slice(0, limit)
    .map(({ style }) => style);
}
