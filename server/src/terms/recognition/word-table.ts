/** Distinct words, numbered in the order they came and kept as UTF-16 code units in one buffer. */
export interface WordTable {
  count: number;
  /** Where each word starts in `units`; the next word's start is its end. */
  starts: Int32Array;
  units: Uint16Array;
  hashes: Int32Array;
  /** An open-addressed hash table: pairs of a word's hash and its number; the number -1 is an empty slot. */
  slots: Int32Array;
}

export function createWordTable(): WordTable {
  return {
    count: 0,
    starts: new Int32Array(1025),
    units: new Uint16Array(8192),
    hashes: new Int32Array(1024),
    slots: new Int32Array(4096).fill(-1),
  };
}

/** Where a word's hash begins; each code unit is added with `hashUnit`. */
export const emptyHash = 0x811c9dc5 | 0;

export function hashUnit(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

/** The number of the word `from[start, end)`, whose hash is given; -1 where the table has no such word. */
export function findWord(table: WordTable, from: Uint16Array, start: number, end: number, hash: number): number {
  const { slots, starts, units } = table;
  const mask = slots.length - 1;
  for (let slot = spread(hash) & mask; ; slot = (slot + 2) & mask) {
    const word = slots[slot + 1] as number;
    if (word < 0) return -1;
    if (slots[slot] !== hash) continue;
    const known = starts[word] as number;
    const length = end - start;
    if ((starts[word + 1] as number) - known !== length) continue;
    let same = 0;
    while (same < length && units[known + same] === from[start + same]) same++;
    if (same === length) return word;
  }
}

/** Adds a word that the table has not yet, and gives its number. */
export function addWord(table: WordTable, from: Uint16Array, start: number, end: number, hash: number): number {
  const word = table.count++;
  const at = table.starts[word] as number;
  const length = end - start;
  if (word === table.hashes.length) {
    table.hashes = widened(table.hashes, new Int32Array(word * 2));
    table.starts = widened(table.starts, new Int32Array(word * 2 + 1));
    table.slots = new Int32Array(table.slots.length * 2).fill(-1);
    for (let other = 0; other < word; other++) fillSlot(table.slots, table.hashes[other] as number, other);
  }
  if (at + length > table.units.length) {
    table.units = widened(table.units, new Uint16Array((at + length) * 2));
  }
  table.units.set(from.subarray(start, end), at);
  table.starts[word + 1] = at + length;
  table.hashes[word] = hash;
  fillSlot(table.slots, hash, word);
  return word;
}

/** The number of a word, added if it is new. */
export function numberOf(table: WordTable, word: string): number {
  const units = unitsOf(word);
  const hash = hashOf(units, word.length);
  const known = findWord(table, units, 0, word.length, hash);
  return known >= 0 ? known : addWord(table, units, 0, word.length, hash);
}

/** The number of a word; -1 where the table has it not. */
export function knownNumberOf(table: WordTable, word: string): number {
  const units = unitsOf(word);
  return findWord(table, units, 0, word.length, hashOf(units, word.length));
}

let scratch = new Uint16Array(64);

/** A word's code units, until the next word's are asked for. */
export function unitsOf(word: string): Uint16Array {
  if (word.length > scratch.length) scratch = new Uint16Array(word.length * 2);
  for (let at = 0; at < word.length; at++) scratch[at] = word.charCodeAt(at);
  return scratch;
}

export function hashOf(units: Uint16Array, length: number): number {
  let hash = emptyHash;
  for (let at = 0; at < length; at++) hash = hashUnit(hash, units[at] as number);
  return hash;
}

/** The low bits of the running hash are weak; a slot, always an even one, is chosen by these. */
function spread(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) << 1;
}

function fillSlot(slots: Int32Array, hash: number, word: number): void {
  const mask = slots.length - 1;
  let slot = spread(hash) & mask;
  while ((slots[slot + 1] as number) >= 0) slot = (slot + 2) & mask;
  slots[slot] = hash;
  slots[slot + 1] = word;
}

function widened<A extends Int32Array | Uint16Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
