/** The names of a terminology as a tree of word roots, and what each name asks of the words that match it. */
import { createList, type GrowingList, push } from "./growing-list.ts";
import type { NameWord } from "./lexicon.ts";

/** Bits of a pattern's demands. */
export const demand = {
  /** The words must be written as the name has them, a symbol: with its capitals. */
  spelling: 1,
  /** An adjective may stand for the last word. */
  adjectival: 2,
  /** The text must name the concept in a fuller form. */
  conditional: 4,
} as const;

/** A pattern is a row of the lists `term` to `next`; a node is a row of `parents`, `words` and `patterns`. */
export interface PatternTrie {
  readonly parents: GrowingList;
  readonly words: GrowingList;
  /** The first pattern that ends at a node, -1 for none. */
  readonly patterns: GrowingList;
  /** By node: 1 if a pattern there is no symbol. */
  readonly hasPlain: GrowingList;
  /** An open-addressed hash table: pairs of an edge's hash and its node; the node -1 is an empty slot. */
  slots: Int32Array;

  readonly term: GrowingList;
  /** The other numbers of a {@link Pattern}, packed. */
  readonly details: GrowingList;
  /** Where its words begin in `wordNumbers`: their stems, or for a symbol the words as it has them. */
  readonly firstWord: GrowingList;
  readonly wordNumbers: GrowingList;
  /** The next pattern of the same node, -1 for none. */
  readonly next: GrowingList;
}

export interface Pattern {
  readonly term: number;
  /** Which of the term's names it is, as `namesOf` counts. */
  readonly name: number;
  /** Lower is preferred; below 256. */
  readonly rank: number;
  readonly demands: number;
  /** The word that is no part of the name, -1 for none; below 31. */
  readonly hole: number;
}

const packed = ({ name, rank, demands, hole }: Pattern): number =>
  (name << 16) | ((hole + 1) << 11) | (rank << 3) | demands;

export const nameOf = (details: number): number => details >>> 16;
export const holeOf = (details: number): number => ((details >>> 11) & 31) - 1;
export const rankOf = (details: number): number => (details >>> 3) & 255;

export const rootNode = 0;

export function createTrie(): PatternTrie {
  const trie = {
    parents: createList(),
    words: createList(),
    patterns: createList(),
    hasPlain: createList(),
    slots: new Int32Array(4096).fill(-1),
    term: createList(),
    details: createList(),
    firstWord: createList(),
    wordNumbers: createList(),
    next: createList(),
  };
  push(trie.parents, -1);
  push(trie.words, -1);
  push(trie.patterns, -1);
  push(trie.hasPlain, 0);
  return trie;
}

/** The node that a word leads to; -1 for none. */
export function childOf(trie: PatternTrie, node: number, word: number): number {
  const { slots } = trie;
  const mask = slots.length - 1;
  const hash = edgeHash(node, word);
  for (let slot = (hash << 1) & mask; ; slot = (slot + 2) & mask) {
    const child = slots[slot + 1] as number;
    if (child < 0) return -1;
    if (slots[slot] !== hash) continue;
    if (trie.words.values[child] === word && trie.parents.values[child] === node) return child;
  }
}

/** The node at the end of the words' roots; what is missing on the way is added. */
export function nodeFor(trie: PatternTrie, words: readonly NameWord[]): number {
  let node = rootNode;
  for (const { rootNumber } of words) {
    const child = childOf(trie, node, rootNumber);
    node = child >= 0 ? child : addNode(trie, node, rootNumber);
  }
  return node;
}

/** Adds a pattern, unless the node has the same words for that term at no worse rank. */
export function addPattern(trie: PatternTrie, node: number, words: readonly NameWord[], pattern: Pattern): void {
  const first = trie.patterns.values[node] as number;
  for (let known = first; known >= 0; known = trie.next.values[known] as number) {
    if (trie.term.values[known] === pattern.term && covers(trie, known, words, pattern)) return;
  }
  trie.patterns.values[node] = trie.term.count;
  if ((pattern.demands & demand.spelling) === 0) trie.hasPlain.values[node] = 1;
  push(trie.next, first);
  push(trie.term, pattern.term);
  push(trie.details, packed(pattern));
  push(trie.firstWord, trie.wordNumbers.count);
  for (const word of words) push(trie.wordNumbers, numberIn(word, pattern.demands));
}

function covers(trie: PatternTrie, known: number, words: readonly NameWord[], pattern: Pattern): boolean {
  const demands = trie.details.values[known] as number;
  if (rankOf(demands) > pattern.rank) return false;
  // What is less strict covers what is stricter.
  const strict = demand.spelling | demand.conditional;
  if ((demands & strict & ~pattern.demands) !== 0) return false;
  if ((pattern.demands & demand.adjectival & ~demands) !== 0) return false;
  const first = trie.firstWord.values[known] as number;
  return words.every((word, number) => trie.wordNumbers.values[first + number] === numberIn(word, demands));
}

function numberIn({ stemNumber, symbolNumber }: NameWord, demands: number): number {
  return (demands & demand.spelling) === 0 ? stemNumber : symbolNumber;
}

function addNode(trie: PatternTrie, parent: number, word: number): number {
  const node = trie.parents.count;
  push(trie.parents, parent);
  push(trie.words, word);
  push(trie.patterns, -1);
  push(trie.hasPlain, 0);
  if (node * 4 > trie.slots.length) {
    trie.slots = new Int32Array(trie.slots.length * 2).fill(-1);
    for (let other = 1; other < node; other++) fillSlot(trie, other);
  }
  fillSlot(trie, node);
  return node;
}

function fillSlot({ slots, parents, words }: PatternTrie, node: number): void {
  const mask = slots.length - 1;
  const hash = edgeHash(parents.values[node] as number, words.values[node] as number);
  let slot = (hash << 1) & mask;
  while ((slots[slot + 1] as number) >= 0) slot = (slot + 2) & mask;
  slots[slot] = hash;
  slots[slot + 1] = node;
}

function edgeHash(node: number, word: number): number {
  const mixed = Math.imul(node ^ Math.imul(word + 1, 0x9e3779b1), 0x85ebca6b);
  return mixed ^ (mixed >>> 15);
}
