/**
 * Which two words begin names: for each word a mask of the words after it, and one of those before it. Words are in a
 * mask by a bit of their roots' hashes, so masks may say yes in error, never no.
 */

/** A row: the mask of the words that come second after a word, then that of those before it, two integers each. */
export const pairWidth = 4;

/** Which of the 64 bits of a mask stands for a word, by the first hash of its root. */
export function bitOf(root: number): number {
  return root >>> 26;
}

/** Rows for the roots of two words each. Words may share a row, but most have one of their own. */
export function createPairs(roots: Int32Array): Int32Array {
  const pairs = new Int32Array(pairWidth * 2 ** Math.ceil(Math.log2(new Set(roots).size * 2 + 16)));
  for (let at = 0; at < roots.length; at += 2) {
    const [first = 0, second = 0] = roots.subarray(at, at + 2);
    const after = rowIn(pairs, first) + (bitOf(second) >> 5);
    const before = rowIn(pairs, second) + 2 + (bitOf(first) >> 5);
    pairs[after] = (pairs[after] as number) | (1 << (bitOf(second) & 31));
    pairs[before] = (pairs[before] as number) | (1 << (bitOf(first) & 31));
  }
  return pairs;
}

/** Where a word's row begins. */
export function rowIn(pairs: Int32Array, root: number): number {
  return ((root ^ (root >>> 15)) * pairWidth) & (pairs.length - 1);
}

/** 0 where no name begins with two words, which are given by the beginnings of their rows and by their bits; else 1. */
export function pairBit(rows: Int32Array, one: number, oneBit: number, other: number, otherBit: number): number {
  const after = (rows[one + (otherBit >> 5)] as number) >>> (otherBit & 31);
  const before = (rows[other + 2 + (oneBit >> 5)] as number) >>> (oneBit & 31);
  return after & before & 1;
}
