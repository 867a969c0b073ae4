/**
 * Words and names are known by two 32-bit hashes, so that terminologies compiled apart agree on them without a common
 * list of words. The first says where to look in a table, the second is compared there.
 */

export const firstSeed = 0x811c9dc5 | 0;
export const secondSeed = 0x2545f491;

/** A word's hash grows by its UTF-16 code units. */
export function addUnitFirst(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

export function addUnitSecond(hash: number, unit: number): number {
  return Math.imul(hash + unit, 0x9e3779b1);
}

export function firstHash(word: string): number {
  let hash = firstSeed;
  for (let at = 0; at < word.length; at++) hash = addUnitFirst(hash, word.charCodeAt(at));
  return hash;
}

export function secondHash(word: string): number {
  let hash = secondSeed;
  for (let at = 0; at < word.length; at++) hash = addUnitSecond(hash, word.charCodeAt(at));
  return hash;
}

/** A path's hash grows by its words' hashes; it begins with the seeds. */
export function addWordFirst(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}

export function addWordSecond(hash: number, word: number): number {
  const mixed = Math.imul((hash ^ (hash >>> 13)) + word, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/**
 * An open-addressed table: pairs of a second hash and a value. The value -1 is an empty slot. Its length is a power of
 * two.
 */
export type Slots = Int32Array;

/** Slots for a number of entries, two thirds full at most. */
export function createSlots(entries: number): Slots {
  return new Int32Array(2 ** Math.ceil(Math.log2(entries * 1.5 + 8)) * 2).fill(-1);
}

/** How many entries the slots have room for. */
export function mostEntries(slots: Slots): number {
  return Math.floor(slots.length / 3);
}

/** The value of an entry; -1 where there is none. */
export function findSlot(slots: Slots, first: number, second: number): number {
  const mask = slots.length - 1;
  for (let slot = spread(first) & mask; ; slot = (slot + 2) & mask) {
    const value = slots[slot + 1] as number;
    if (value < 0 || slots[slot] === second) return value;
  }
}

/** Adds an entry that the table has not yet. */
export function fillSlot(slots: Slots, first: number, second: number, value: number): void {
  const mask = slots.length - 1;
  let slot = spread(first) & mask;
  while ((slots[slot + 1] as number) >= 0) slot = (slot + 2) & mask;
  slots[slot] = second;
  slots[slot + 1] = value;
}

/** The low bits of a growing hash are weak; a slot, always an even one, is chosen by these. */
function spread(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) << 1;
}
