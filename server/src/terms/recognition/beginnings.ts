/** Where in a stretch names may begin: with a word that may be a name alone, or with two words that begin a name. */
import { gap } from "./characters.ts";
import { createList, type GrowingList, makeRoomIn } from "./growing-list.ts";
import { entry, pairBitOf, pairsOf } from "./lexicon.ts";
import type { Matcher } from "./matcher.ts";
import { pairBit } from "./pairs.ts";

/** A beginning is the number of its word above these bits. */
export enum beginning {
  /** The word and the next begin a name. */
  goesOn = 1,
  /** The word may be a name. */
  alone = 2,
}

export const beginningBits = 2;

const beginnings = createList();

/** A bit for each gap across which a name goes on. */
const joining = (1 << gap.space) | (1 << gap.mark) | (1 << gap.definition);

/** Good until the next call. Has no branches, for no processor foresees which words begin names. */
export function beginningsIn({ tokens, lexicon }: Matcher): GrowingList {
  const { count, entries, gaps } = tokens;
  const { pairs } = lexicon;
  makeRoomIn(beginnings, count + 1);
  const { values } = beginnings;
  let found = 0;
  let word = 0;
  for (let token = 0; token < count; token++) {
    const next = entries[token] as number;
    const isPair = pairBit(pairs, pairsOf(word), pairBitOf(word), pairsOf(next), pairBitOf(next));
    const goesOn = ((word & entry.begins) >> 1) & (joining >> (gaps[token] as number)) & isPair;
    const isAlone = (word & entry.alone) >> 2;
    values[found] = ((token - 1) << beginningBits) | (isAlone << 1) | goesOn;
    found += isAlone | goesOn;
    word = next;
  }
  values[found] = ((count - 1) << beginningBits) | beginning.alone;
  beginnings.count = found + ((word & entry.alone) >> 2);
  return beginnings;
}
