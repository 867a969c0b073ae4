/** Scans a BibTeX file after an edit: the blocks that it touches, or that had looked so far ahead, are read again. */
import type { Change } from "../text/document.ts";
import type { EditedText } from "../text/edited-text.ts";
import { type BibtexScan, scanOf } from "./bibtex-blocks.ts";
import { lastBefore } from "./bibtex-characters.ts";
import { itemsOfBlock, Scanner, scanBibtex } from "./bibtex-scan.ts";

/** How much of the text after an edit is read with it, in blocks; nearly always the rest is then known. */
const blocksAhead = 2;

/** Scans a new version of a file; blocks that the change leaves as they were are those of the version before. */
export function rescanBibtex(before: BibtexScan, text: EditedText, change: Change): BibtexScan {
  if (!before.isLocal) return scanBibtex(text.whole());
  const first = firstTouched(before, change.start);
  const shift = change.end - change.start - change.replaced;
  // What stands before the first `@` of a block decides whether that is at a line's start.
  const start = before.starts[Math.max(0, first - 1)] ?? 0;
  const ahead = before.starts[firstTouched(before, change.start + change.replaced) + blocksAhead];
  const end = ahead === undefined ? text.length : ahead + shift;
  const at = before.starts[first] ?? 0;
  const nearby = rescanFrom(before, new Scanner(text.slice(start, end), at - start), { first, start, change });
  if (end === text.length || !nearby.sawEnd) return nearby.scan;
  return rescanFrom(before, new Scanner(text.whole(), at), { first, start: 0, change }).scan;
}

interface Rescan {
  /** The first block that is read again. */
  readonly first: number;
  /** Where the text that the scanner reads starts in the new version. */
  readonly start: number;
  readonly change: Change;
}

function rescanFrom(before: BibtexScan, scanner: Scanner, { first, start, change }: Rescan) {
  const shift = change.end - change.start - change.replaced - start;
  let next = first + 1;
  scanner.scan(2 * itemsOfBlock, (sign) => {
    while (next < before.blocks.length && (before.starts[next] ?? 0) + shift < sign) next++;
    return (before.starts[next] ?? -1) + shift === sign && lastBefore(scanner.text, sign) >= change.end - start;
  });
  const kept = scanner.isFinished ? [] : before.blocks.slice(next);
  const scan = scanOf([...before.blocks.slice(0, first), ...scanner.blocks, ...kept], scanner.isLocal);
  return { scan, sawEnd: scanner.isFinished || scanner.sawEnd };
}

/** The last block that starts at or before an offset and before which nothing depends on the text from there on. */
function firstTouched({ blocks, starts }: BibtexScan, offset: number): number {
  let first = 0;
  for (let block = 1; block < blocks.length && (starts[block] ?? 0) <= offset; block++) {
    if ((starts[block - 1] ?? 0) + (blocks[block - 1]?.reach ?? 0) > offset) break;
    first = block;
  }
  return first;
}
