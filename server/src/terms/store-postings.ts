/**
 * A dictionary: strings in order, each with the numbers of the entries that have it. Answers with all entries of one
 * string or of every string with one beginning, best rank first, without reading more than it needs: where a beginning
 * has more than {@link longest} postings, their union stands in the file ready made.
 */
import { ByteReader, ByteWriter, bytesOf, type Pages, pageSize, ReadAhead } from "./store-bytes.ts";
import { Bitmap, ChunkedList, chunkBits, chunkSize, emptyList, type RankList, sortedList } from "./store-lists.ts";

/** Where a dictionary's parts are; offsets are bytes from the first page. */
export interface PostingsLayout {
  /**
   * Rows of three u32, one a leaf and one after the last: where the leaf is, where its first string's postings begin
   * after `postings`, and where its first string begins after `heads`.
   */
  readonly leaves: number;
  readonly leafCount: number;
  /** The first string of each leaf, so that a look-up knows its leaf without reading another. */
  readonly heads: number;
  /** Postings of each string in order: how many, then differences from one to the next. */
  readonly postings: number;
  /** Ready-made lists. */
  readonly lists: number;
  /**
   * Rows of four u32, in order: where the postings of the first string begin after `postings`, where those of the last
   * end, where their list begins after `lists`, its levels.
   */
  readonly rows: number;
  readonly rowCount: number;
}

/**
 * The most bytes of a leaf, unless a single string has more. A leaf that fits into a page lies in one.
 *
 * u16 count, then for each string: bytes shared with the string before, bytes more, bytes of its postings, the bytes more.
 */
const leafSize = pageSize / 2;

/** The most postings that a query puts in order itself. */
const longest = 1024;

/** Where one entry of so many is in a list, its bits take no more room than its numbers. */
const bitmapFrom = 16;

/** An open dictionary. `level` n asks for the entries that have the string, or begin with the prefix, n times or more. */
export class Postings {
  readonly #pages: Pages;
  readonly #layout: PostingsLayout;
  readonly #leaves: Uint32Array;
  readonly #heads: Uint8Array;
  readonly #rows: Uint32Array;

  constructor(pages: Pages, layout: PostingsLayout) {
    this.#pages = pages;
    this.#layout = layout;
    this.#leaves = pages.words(layout.leaves, (layout.leafCount + 1) * leafFields);
    this.#heads = pages.run(layout.heads, this.#leaves.at(-1) ?? 0);
    this.#rows = pages.words(layout.rows, layout.rowCount * rowFields);
  }

  exact(text: string, level = 1): RankList {
    const { at, whole } = this.#firstNotBefore(bytesOf(text), false);
    return this.#readRange(at, at + whole, level);
  }

  prefix(text: string, level = 1): RankList {
    const target = bytesOf(text);
    const { at } = this.#firstNotBefore(target, false);
    return this.#readRange(at, this.#firstNotBefore(target, true).at, level);
  }

  /** The place of the first string that isn't before `target`, or that is past all that begin with it. */
  #firstNotBefore(target: Uint8Array, past: boolean): Place {
    const leaves = this.#leaves;
    let low = 0;
    let high = this.#layout.leafCount;
    while (low < high) {
      const field = ((low + high) >> 1) * leafFields;
      const goesOn = mayStandIn(this.#heads, leaves[field + 2] ?? 0, leaves[field + leafFields + 2] ?? 0, target, past);
      if (goesOn) low = field / leafFields + 1;
      else high = field / leafFields;
    }
    if (low === 0) return { at: 0, whole: 0 };
    const field = (low - 1) * leafFields;
    const start = leaves[field] ?? 0;
    const leaf = this.#pages.bytes(start, (leaves[field + leafFields] ?? 0) - start);
    return placeInLeaf(leaf, target, past, leaves[field + 1] ?? 0);
  }

  /** The entries of all strings whose postings are between two places. */
  #readRange(from: number, to: number, level: number): RankList {
    if (from >= to) return emptyList;
    const row = this.#rowOf(from, to);
    if (row >= 0) return this.#readList(row, level);
    const reader = new ByteReader(this.#pages.bytes(this.#layout.postings + from, to - from));
    const numbers = new Uint32Array(Math.min(longest, to - from));
    let count = 0;
    let strings = 0;
    for (; reader.at < to - from; strings++) {
      let number = 0;
      for (let left = reader.varint(); left > 0; left--) {
        number += reader.varint();
        numbers[count++] = number;
      }
    }
    const found = numbers.subarray(0, count);
    return sortedList(repeated(strings > 1 ? found.sort() : found, level));
  }

  /** The number of the row of a range of strings; -1 for a range whose list isn't ready made. */
  #rowOf(from: number, to: number): number {
    const rows = this.#rows;
    let low = 0;
    let high = this.#layout.rowCount;
    while (low < high) {
      const middle = (low + high) >> 1;
      const difference = (rows[middle * rowFields] ?? 0) - from || (rows[middle * rowFields + 1] ?? 0) - to;
      if (difference === 0) return middle;
      if (difference < 0) low = middle + 1;
      else high = middle;
    }
    return -1;
  }

  #readList(row: number, level: number): RankList {
    const rows = this.#rows;
    if (level > (rows[row * rowFields + 3] ?? 0)) return emptyList;
    const { lists, rows: end } = this.#layout;
    return readList(new ReadAhead(this.#pages, end), lists + (rows[row * rowFields + 2] ?? 0), level);
  }
}

const leafFields = 3;
const rowFields = 4;

interface Place {
  /** Where the string's postings begin. */
  readonly at: number;
  /** Bytes of its postings where it is the very string looked for, otherwise 0. */
  readonly whole: number;
}

/** True where the place looked for is in the leaf that begins with this string, or in a later one. */
function mayStandIn(heads: Uint8Array, start: number, end: number, target: Uint8Array, past: boolean): boolean {
  const length = end - start;
  const shared = Math.min(length, target.length);
  for (let at = 0; at < shared; at++) {
    const difference = (heads[start + at] ?? 0) - (target[at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return length <= target.length || past;
}

/** @param first where the postings of the leaf's first string begin */
function placeInLeaf(leaf: Uint8Array, target: Uint8Array, past: boolean, first: number): Place {
  const reader = new ByteReader(leaf, 2);
  let at = first;
  // Letters of the target that the string before has, which is before the target itself.
  let agreed = 0;
  for (let left = (leaf[0] ?? 0) | ((leaf[1] ?? 0) << 8); left > 0; left--) {
    const shared = reader.varint();
    const more = reader.varint();
    const size = reader.varint();
    if (shared < agreed) return { at, whole: 0 };
    if (shared === agreed) {
      const end = shared + more;
      const most = Math.min(end, target.length);
      const from = reader.at - shared;
      while (agreed < most && leaf[from + agreed] === target[agreed]) agreed++;
      if (agreed === target.length) {
        if (!past) return { at, whole: end === target.length ? size : 0 };
      } else if (agreed < end && (leaf[from + agreed] ?? 0) > (target[agreed] ?? 0)) return { at, whole: 0 };
    }
    reader.at += more;
    at += size;
  }
  return { at, whole: 0 };
}

/** The numbers that stand in a sorted list `level` times or more, once each. */
function repeated(sorted: Uint32Array, level: number): Uint32Array {
  const found = new Uint32Array(sorted.length);
  let count = 0;
  for (let at = 0; at + level <= sorted.length; at++) {
    const number = sorted[at] ?? 0;
    if (sorted[at + level - 1] === number && (at === 0 || sorted[at - 1] !== number)) found[count++] = number;
  }
  return found.subarray(0, count);
}

/** The list that begins at an offset, or the one of a higher level after it. */
function readList(read: ReadAhead, offset: number, level: number): RankList {
  let at = offset;
  for (let passed = 1; ; passed++) {
    const [size = 0, isBitmap = 0, length = 0] = read.words(at, listHead >> 2);
    const content = at + listHead;
    if (passed < level) at = content + Math.ceil(length / 4) * 4;
    else if (isBitmap === 1) return new Bitmap(read, content, length >> 2, size);
    else {
      const startsLength = length - size * 2;
      return new ChunkedList(read, read.words(content, startsLength >> 2).slice(), content + startsLength);
    }
  }
}

/** Bytes before a list's content: u32 how many numbers, whether they are bits, bytes of the content. */
const listHead = 12;

/** Strings in order, and the numbers of the entries that have them. */
export interface Dictionary {
  readonly strings: readonly string[];
  /** Where the numbers of each string begin in `numbers`, and where the last end. */
  readonly starts: Uint32Array;
  /** Those of one string rise; one stands there as often as the entry has the string. */
  readonly numbers: Uint32Array;
}

/** @param entryCount all numbers are below it */
export function writePostings(writer: ByteWriter, dictionary: Dictionary, entryCount: number): PostingsLayout {
  const { strings, starts, numbers } = dictionary;
  const postings = writer.length;
  /** Where the postings of each string begin after `postings`, and where the last end. */
  const places = new Uint32Array(strings.length + 1);
  for (let string = 0; string < strings.length; string++) {
    const first = starts[string] ?? 0;
    const end = starts[string + 1] ?? 0;
    writer.varint(end - first);
    for (let at = first, last = 0; at < end; at++) {
      const number = numbers[at] ?? 0;
      writer.varint(number - last);
      last = number;
    }
    places[string + 1] = writer.length - postings;
  }
  const leaves = writeLeaves(writer, strings, places);
  const lists = writer.length;
  const rows: number[][] = [];
  for (const [from, to] of longRanges(dictionary)) {
    const at = writer.length - lists;
    const all = numbers.slice(starts[from], starts[to]);
    const levels = writeLevels(writer, to - from > 1 ? all.sort() : all, entryCount);
    rows.push([places[from] ?? 0, places[to] ?? 0, at, levels]);
  }
  rows.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0));
  return { ...leaves, postings, lists, rows: writeWords(writer, rows.flat()), rowCount: rows.length };
}

function writeLeaves(
  writer: ByteWriter,
  strings: readonly string[],
  places: Uint32Array,
): Pick<PostingsLayout, "leaves" | "leafCount" | "heads"> {
  const rows: number[] = [];
  const heads = new ByteWriter();
  let leaf = new ByteWriter();
  let count = 0;
  let before: Uint8Array = new Uint8Array();
  const finish = () => {
    const content = leaf.finish();
    if ((writer.length % pageSize) + 2 + content.length > pageSize) writer.align(pageSize);
    rows[rows.length - leafFields] = writer.length;
    writer.byte(count & 255);
    writer.byte(count >> 8);
    writer.bytes(content);
    leaf = new ByteWriter();
    count = 0;
  };
  for (const [index, string] of strings.entries()) {
    const bytes = bytesOf(string);
    if (count > 0 && leaf.length + bytes.length + mostCounts > leafSize) finish();
    if (count === 0) {
      rows.push(0, places[index] ?? 0, heads.length);
      heads.bytes(bytes);
    }
    let shared = 0;
    if (count > 0) while (shared < before.length && before[shared] === bytes[shared]) shared++;
    leaf.varint(shared);
    leaf.varint(bytes.length - shared);
    leaf.varint((places[index + 1] ?? 0) - (places[index] ?? 0));
    leaf.bytes(bytes.subarray(shared));
    before = bytes;
    count++;
  }
  if (count > 0) finish();
  const leafCount = rows.length / leafFields;
  rows.push(writer.length, places.at(-1) ?? 0, heads.length);
  const headsAt = writer.length;
  writer.bytes(heads.finish());
  return { leaves: writeWords(writer, rows), leafCount, heads: headsAt };
}

/** Bytes that the counts before a string take at most. */
const mostCounts = 12;

export function writeWords(writer: ByteWriter, words: Iterable<number>): number {
  writer.align(4);
  const offset = writer.length;
  for (const word of words) writer.u32(word);
  return offset;
}

/** The ranges of strings with one beginning, or of one string, that have more postings than a query should sort. */
function longRanges({ strings, starts }: Dictionary): [number, number][] {
  const found: [number, number][] = [];
  const visit = (from: number, to: number, depth: number): void => {
    if ((starts[to] ?? 0) - (starts[from] ?? 0) <= longest) return;
    found.push([from, to]);
    if (to - from === 1) return;
    const letter = (string: number, at: number) => strings[string]?.[at];
    // The next letter at which the strings part.
    let shared = depth;
    while (letter(from, shared) !== undefined && letter(from, shared) === letter(to - 1, shared)) shared++;
    let start = from;
    for (let at = from + 1; at <= to; at++) {
      if (at < to && letter(at, shared) === letter(start, shared)) continue;
      visit(start, at, shared + 1);
      start = at;
    }
  };
  visit(0, strings.length, 0);
  return found;
}

/** Writes the lists of entries that have one, two and more of the postings, and gives their number. */
function writeLevels(writer: ByteWriter, sorted: Uint32Array, entryCount: number): number {
  for (let level = 1; ; level++) {
    const numbers = repeated(sorted, level);
    if (numbers.length === 0) return level - 1;
    const wide = numbers.length > entryCount / bitmapFrom;
    const content = wide ? bitsOf(numbers, entryCount) : chunksOf(numbers);
    writeWords(writer, [numbers.length, wide ? 1 : 0, content.length]);
    writer.bytes(content);
    writer.align(4);
  }
}

function bitsOf(numbers: Uint32Array, entryCount: number): Uint8Array {
  const bits = new Uint8Array(Math.ceil(entryCount / 32) * 4);
  for (const number of numbers) bits[number >> 3] = (bits[number >> 3] ?? 0) | (1 << (number & 7));
  return bits;
}

/** What {@link ChunkedList} reads: u32 starts, u16 numbers within their chunks. */
function chunksOf(numbers: Uint32Array): Uint8Array {
  const writer = new ByteWriter();
  let chunk = 0;
  writer.u32(0);
  for (const [place, number] of numbers.entries()) for (; chunk < number >>> chunkBits; chunk++) writer.u32(place);
  writer.u32(numbers.length);
  for (const number of numbers) {
    writer.byte(number & 255);
    writer.byte((number & (chunkSize - 1)) >>> 8);
  }
  return writer.finish();
}
