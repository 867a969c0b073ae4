/** Blocks of a BibTeX file that were read together, with a table of their keys that outlives edits to other blocks. */
import { entryColumns, type ScannedBlock } from "./bibtex-blocks.ts";

/** Its entries are numbered through, block after block. */
export interface BibtexBatch {
  readonly blocks: readonly ScannedBlock[];
  /** The number of each block's first entry, and after the last the number of entries. */
  readonly firsts: Int32Array;
  /** Entry numbers plus 1 by the hash of their keys, open addressing; of equal keys the first. */
  readonly table: Int32Array;
  /** For each entry the number plus 1 of the next with the same key. */
  readonly same: Int32Array;
}

/** Makes a batch of blocks; `keys` are those of their entries, in order. */
export function createBatch(blocks: readonly ScannedBlock[], keys: readonly string[]): BibtexBatch {
  const table = new Int32Array(tableSize(keys.length));
  const same = new Int32Array(keys.length);
  // Backwards, so that of equal keys the first comes to stand in the table.
  for (let number = keys.length - 1; number >= 0; number--) {
    const key = keys[number] ?? "";
    let slot = hashOf(key) & (table.length - 1);
    for (let there = table[slot] ?? 0; there > 0; there = table[slot] ?? 0) {
      if (keys[there - 1] === key) {
        same[number] = there;
        break;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    table[slot] = number + 1;
  }
  return { blocks, firsts: firstsOf(blocks), table, same };
}

/** The number of each block's first entry, and after the last the number of entries. */
function firstsOf(blocks: readonly ScannedBlock[]): Int32Array {
  const firsts = new Int32Array(blocks.length + 1);
  for (const [number, { entries }] of blocks.entries())
    firsts[number + 1] = (firsts[number] ?? 0) + entries.length / entryColumns;
  return firsts;
}

function tableSize(entries: number): number {
  let size = 8;
  while (size < 2 * entries) size *= 2;
  return size;
}

function hashOf(key: string): number {
  let hash = 0;
  for (let at = 0; at < key.length; at++) hash = (Math.imul(hash, 31) + key.charCodeAt(at)) | 0;
  return Math.imul(hash, 0x9e3779b1) >>> 8;
}

/** The number of the block in which an entry stands. */
export function blockOf({ firsts }: BibtexBatch, number: number): number {
  let low = 0;
  let high = firsts.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((firsts[middle] ?? 0) <= number) low = middle;
    else high = middle;
  }
  return low;
}

/** The entries whose key may be this one, in the batch's order; `hasKey` compares. */
export function* entriesNamed(
  { table, same }: BibtexBatch,
  key: string,
  hasKey: (number: number) => boolean | undefined,
): Generator<number> {
  let slot = hashOf(key) & (table.length - 1);
  for (let there = table[slot] ?? 0; there > 0; there = table[slot] ?? 0) {
    for (let next = there; next > 0; next = same[next - 1] ?? 0) if (hasKey(next - 1)) yield next - 1;
    slot = (slot + 1) & (table.length - 1);
  }
}
