/**
 * The blocks of a BibTeX file as rows of numbers, and blocks that take their entries and fields from those when they are first
 * asked for them. The numbers of a block are checked then; where they are damaged, the block is read from the text.
 */
import { entryColumns, type ScannedBlock } from "../syntax/bibtex-blocks.ts";
import { readBlock } from "../syntax/bibtex-scan.ts";
import { checksumOf } from "../terms/store-bytes.ts";

export interface PackedBlocks {
  /** Seven numbers a block, and after the last the same once more, which say where all ends. */
  readonly table: Int32Array;
  readonly strings: Int32Array;
  readonly inheriting: Int32Array;
  /** The entries and then the fields of each block: nearly all there is. */
  readonly rows: Int32Array;
}

/** Of a block: where it starts in the text, how far it reaches, where its lists start in theirs, and the checksum of its rows. */
const start = 0;
const reach = 1;
const entriesStart = 2;
const fieldsStart = 3;
const stringsStart = 4;
const inheritingStart = 5;
const rowsChecksum = 6;
const columns = 7;

export function packBlocks(blocks: readonly ScannedBlock[]): PackedBlocks {
  const rows = joined(blocks.flatMap(({ entries, fields }) => [entries, fields]));
  const table = new Int32Array((blocks.length + 1) * columns);
  const at = { text: 0, rows: 0, strings: 0, inheriting: 0 };
  for (const [number, block] of blocks.entries()) {
    const fields = at.rows + block.entries.length;
    const end = fields + block.fields.length;
    const checksum = checksumOfNumbers(rows.subarray(at.rows, end));
    table.set([at.text, block.reach, at.rows, fields, at.strings, at.inheriting, checksum], number * columns);
    at.text += block.length;
    at.rows = end;
    at.strings += block.strings.length;
    at.inheriting += block.inheriting.length;
  }
  table.set([at.text, 0, at.rows, at.rows, at.strings, at.inheriting, 0], blocks.length * columns);
  const strings = joined(blocks.map((block) => block.strings));
  return { table, strings, inheriting: joined(blocks.map((block) => block.inheriting)), rows };
}

function joined(lists: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(lists.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const numbers of lists) {
    all.set(numbers, at);
    at += numbers.length;
  }
  return all;
}

function checksumOfNumbers({ buffer, byteOffset, byteLength }: Int32Array): number {
  return checksumOf(new Uint8Array(buffer, byteOffset, byteLength)) | 0;
}

/** The blocks of a file, which share what they are read from. */
export class KeptBlocks {
  readonly blocks: readonly ScannedBlock[];
  /** Where each block starts in the text. */
  readonly starts: Int32Array;
  /** The number of each block's first entry, and after the last the number of entries. */
  readonly firsts: Int32Array;
  readonly packed: PackedBlocks;
  readonly #text: string;
  readonly #onDamage: () => void;

  /**
   * @param packed sound but for its rows
   * @param text the file's
   * @param onDamage is told of each block whose rows turn out damaged
   */
  constructor(
    packed: PackedBlocks,
    problems: ReadonlyMap<number, ScannedBlock["problems"]>,
    text: string,
    onDamage: () => void,
  ) {
    this.packed = packed;
    this.#text = text;
    this.#onDamage = onDamage;
    const { table } = packed;
    const count = table.length / columns - 1;
    const blocks: ScannedBlock[] = [];
    this.starts = new Int32Array(count);
    this.firsts = new Int32Array(count + 1);
    for (let number = 0; number < count; number++) {
      const at = number * columns;
      blocks.push(new KeptBlock(this, number, problems.get(number) ?? noProblems));
      this.starts[number] = table[at + start] ?? 0;
      const entries = ((table[at + fieldsStart] ?? 0) - (table[at + entriesStart] ?? 0)) / entryColumns;
      this.firsts[number + 1] = (this.firsts[number] ?? 0) + entries;
    }
    this.blocks = blocks;
  }

  rowsOf(number: number): Rows {
    const { table, rows } = this.packed;
    const at = number * columns;
    const from = table[at + entriesStart];
    const between = table[at + fieldsStart];
    const to = table[at + columns + entriesStart];
    if (checksumOfNumbers(rows.subarray(from, to)) === table[at + rowsChecksum])
      return { entries: rows.subarray(from, between), fields: rows.subarray(between, to) };
    this.#onDamage();
    return readBlock(this.#text, this.starts[number] ?? 0, this.starts[number + 1] ?? this.#text.length);
  }
}

type Rows = Pick<ScannedBlock, "entries" | "fields">;

const noNumbers = new Int32Array();
const noProblems: ScannedBlock["problems"] = [];

class KeptBlock implements ScannedBlock {
  readonly length: number;
  readonly reach: number;
  readonly strings: Int32Array;
  readonly inheriting: Int32Array;
  readonly problems: ScannedBlock["problems"];
  readonly #kept: KeptBlocks;
  readonly #number: number;
  #rows: Rows | undefined;

  constructor(kept: KeptBlocks, number: number, problems: ScannedBlock["problems"]) {
    const { table, strings, inheriting } = kept.packed;
    const at = number * columns;
    const next = at + columns;
    this.length = (table[next + start] ?? 0) - (table[at + start] ?? 0);
    this.reach = table[at + reach] ?? 0;
    this.strings = partOf(strings, table[at + stringsStart], table[next + stringsStart]);
    this.inheriting = partOf(inheriting, table[at + inheritingStart], table[next + inheritingStart]);
    this.problems = problems;
    this.#kept = kept;
    this.#number = number;
  }

  get entries(): Int32Array {
    return this.#found().entries;
  }

  get fields(): Int32Array {
    return this.#found().fields;
  }

  #found(): Rows {
    this.#rows ??= this.#kept.rowsOf(this.#number);
    return this.#rows;
  }
}

/** Most blocks have neither strings nor heirs, and need no array of their own. */
function partOf(numbers: Int32Array, from: number | undefined, to: number | undefined): Int32Array {
  return from === to ? noNumbers : numbers.subarray(from, to);
}
