/** Says of most words, without walking the names' tree, that no name begins there. */
import { childOf, type PatternTrie, rootNode } from "./pattern-trie.ts";

export interface NameStarts {
  /** By word number: the node of the names that begin with that root, -1 for none. */
  readonly nodes: Int32Array;
  /** By word number: 1 for a name of that word alone, 2 for a symbol only. */
  readonly alone: Uint8Array;
  /** A bit for every pair of words with which a name begins, by the pair's hash. */
  readonly pairs: Uint8Array;
}

export function nameStarts(trie: PatternTrie, wordCount: number): NameStarts {
  const nodes = new Int32Array(wordCount);
  const alone = new Uint8Array(wordCount);
  for (let word = 0; word < wordCount; word++) {
    const node = childOf(trie, rootNode, word);
    nodes[word] = node;
    if (node >= 0 && (trie.patterns.values[node] as number) >= 0)
      alone[word] = trie.hasPlain.values[node] === 1 ? 1 : 2;
  }
  return { nodes, alone, pairs: pairsOf(trie) };
}

function pairsOf({ parents, words }: PatternTrie): Uint8Array {
  const edges: [number, number][] = [];
  for (let node = 1; node < parents.count; node++) {
    const parent = parents.values[node] as number;
    if (parent !== rootNode && parents.values[parent] === rootNode) {
      edges.push([words.values[parent] as number, words.values[node] as number]);
    }
  }
  // Eight bits a pair let one in eight of the others through.
  const bytes = 1 << Math.ceil(Math.log2(edges.length + 1024));
  const pairs = new Uint8Array(bytes);
  for (const [first, second] of edges) {
    const bit = pairBit(first, second) & (bytes * 8 - 1);
    pairs[bit >>> 3] = (pairs[bit >>> 3] as number) | (1 << (bit & 7));
  }
  return pairs;
}

/** False where no name begins with the two words. */
export function mayBegin({ pairs }: NameStarts, first: number, second: number): boolean {
  const bit = pairBit(first, second) & (pairs.length * 8 - 1);
  return ((pairs[bit >>> 3] as number) & (1 << (bit & 7))) !== 0;
}

function pairBit(first: number, second: number): number {
  const mixed = Math.imul(first ^ Math.imul(second + 1, 0x9e3779b1), 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
