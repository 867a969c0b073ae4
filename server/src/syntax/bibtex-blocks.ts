/** A BibTeX file as it was scanned: blocks whose offsets count from their own start, so that an edit only moves most of them. */
import type { SyntaxProblem } from "./facts.ts";

/** A run of entries, `@string`s and what stands between them. It never changes; all offsets count from its start. */
export interface ScannedBlock {
  /** From its start to the start of the next, in UTF-16 code units. */
  readonly length: number;
  /** How far from its start the text was looked at; beyond `length` where an entry's end depends on what follows. */
  readonly reach: number;
  /** Seven numbers an entry: its start and end, those of its type without `@`, those of its key, its first field row. */
  readonly entries: Int32Array;
  /** Four numbers a field: start and end of its name, start and end of its whole value (with delimiters and `#`). */
  readonly fields: Int32Array;
  /** Four numbers a `@string`: start and end of its name, start and end of its value. */
  readonly strings: Int32Array;
  /** The rows of `fields` that name other entries to inherit from: `crossref` and `xdata`. */
  readonly inheriting: Int32Array;
  readonly problems: readonly SyntaxProblem[];
}

export const entryColumns = 7;
export const fieldColumns = 4;
export const stringColumns = 4;

export interface BibtexScan {
  readonly blocks: readonly ScannedBlock[];
  /** Where each block starts in the text. */
  readonly starts: Int32Array;
  /** False where a comment that is never closed makes every later `@comment` depend on it. */
  readonly isLocal: boolean;
}

/** Another block that says the same. A block may make its lists when they are asked for, so each is named. */
export function copyOf({ length, reach, entries, fields, strings, inheriting, problems }: ScannedBlock): ScannedBlock {
  return { length, reach, entries, fields, strings, inheriting, problems };
}

/** The scan of a text that consists of these blocks. */
export function scanOf(blocks: readonly ScannedBlock[], isLocal: boolean): BibtexScan {
  const starts = new Int32Array(blocks.length);
  let start = 0;
  for (const [number, block] of blocks.entries()) {
    starts[number] = start;
    start += block.length;
  }
  return { blocks, starts, isLocal };
}

const noNumbers = new Int32Array(0);

export function packed(numbers: readonly number[]): Int32Array {
  return numbers.length === 0 ? noNumbers : new Int32Array(numbers);
}
