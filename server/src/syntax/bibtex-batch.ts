/** Blocks of a BibTeX file that were read together, with a table of their keys that outlives edits to other blocks. */
import { entryColumns, type ScannedBlock } from "./bibtex-scan.ts";

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

/** Makes a batch of blocks; `startOf` gives where a block starts in `text`. */
export function createBatch(
  text: string,
  blocks: readonly ScannedBlock[],
  startOf: (block: ScannedBlock) => number,
): BibtexBatch {
  const firsts = new Int32Array(blocks.length + 1);
  for (const [number, { entries }] of blocks.entries())
    firsts[number + 1] = (firsts[number] ?? 0) + entries.length / entryColumns;
  const size = firsts[blocks.length] ?? 0;
  const keys = new Int32Array(2 * size);
  for (const [number, block] of blocks.entries()) {
    const base = startOf(block);
    for (let row = 0, at = 2 * (firsts[number] ?? 0); row < block.entries.length; row += entryColumns) {
      keys[at++] = base + (block.entries[row + 4] ?? 0);
      keys[at++] = base + (block.entries[row + 5] ?? 0);
    }
  }
  const table = new Int32Array(tableSize(size));
  const same = new Int32Array(size);
  // Backwards, so that of equal keys the first comes to stand in the table.
  for (let number = size - 1; number >= 0; number--) {
    const start = keys[2 * number] ?? 0;
    const end = keys[2 * number + 1] ?? 0;
    let slot = hashOf(text, start, end) & (table.length - 1);
    for (let there = table[slot] ?? 0; there > 0; there = table[slot] ?? 0) {
      const otherStart = keys[2 * there - 2] ?? 0;
      const otherEnd = keys[2 * there - 1] ?? 0;
      if (isSameText(text, start, end, otherStart, otherEnd)) {
        same[number] = there;
        break;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    table[slot] = number + 1;
  }
  return { blocks, firsts, table, same };
}

function tableSize(entries: number): number {
  let size = 8;
  while (size < 2 * entries) size *= 2;
  return size;
}

function hashOf(text: string, start: number, end: number): number {
  let hash = 0;
  for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return Math.imul(hash, 0x9e3779b1) >>> 8;
}

function isSameText(text: string, start: number, end: number, otherStart: number, otherEnd: number): boolean {
  if (end - start !== otherEnd - otherStart) return false;
  for (let at = 0; at < end - start; at++)
    if (text.charCodeAt(start + at) !== text.charCodeAt(otherStart + at)) return false;
  return true;
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
  let slot = hashOf(key, 0, key.length) & (table.length - 1);
  for (let there = table[slot] ?? 0; there > 0; there = table[slot] ?? 0) {
    for (let next = there; next > 0; next = same[next - 1] ?? 0) if (hasKey(next - 1)) yield next - 1;
    slot = (slot + 1) & (table.length - 1);
  }
}
