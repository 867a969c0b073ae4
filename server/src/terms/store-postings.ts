/**
 * A dictionary: strings in order, each with the numbers of the entries that have it. Answers with all entries of one
 * string or of every string with one beginning, best rank first, without reading more than it needs: where a beginning
 * has more than {@link longest} postings, their union stands in the file ready made.
 */
import { ByteReader, ByteWriter, bytesOf, type Pages } from "./store-bytes.ts";
import { bitmapList, chunkedList, chunkWords, emptyList, type RankList, sortedList } from "./store-lists.ts";

/** Where strings in order are; offsets are bytes from the first page. */
export interface StringsLayout {
  /** How many there are. */
  readonly count: number;
  /** Strings, front-coded in blocks: bytes shared with the string before, bytes more, these bytes. */
  readonly strings: number;
  /** Where each block begins after `strings`, and where the last ends: u32. */
  readonly blocks: number;
}

/** Where a dictionary's parts are. */
export interface PostingsLayout extends StringsLayout {
  /** Postings of each string in order: how many, then differences from one to the next. */
  readonly postings: number;
  /** Where each string's postings begin after `postings`, and where the last end: u32. */
  readonly starts: number;
  /** Ready-made lists. */
  readonly lists: number;
  /** Rows of four u32, in order: first string, string after the last, where its list begins after `lists`, levels. */
  readonly rows: number;
  readonly rowCount: number;
}

/** Strings are in a block of so many, so that a look-up decodes few. */
export const blockLength = 64;

/** The most postings that a query puts in order itself. */
const longest = 1024;

/** Where one entry of so many is in a list, its bits take no more room than its numbers. */
const bitmapFrom = 16;

/** `level` n asks for the entries that have the string, or begin with the prefix, n times or more. */
export interface Postings {
  /** How many strings there are. */
  readonly count: number;
  exact(text: string, level?: number): RankList;
  prefix(text: string, level?: number): RankList;
  /** The list of string number `index`. */
  at(index: number): RankList;
}

export function openPostings(pages: Pages, layout: PostingsLayout): Postings {
  const range = (from: number, to: number, level: number) => readRange(pages, layout, from, to, level);
  return {
    count: layout.count,
    exact(text, level = 1) {
      const target = bytesOf(text);
      const from = firstNotBefore(pages, layout, target, false);
      const to = firstNotBefore(pages, layout, target, true);
      // Of all that begin so, the string itself comes first.
      const whole = from < to && stringAt(pages, layout, from).length === target.length;
      return whole ? range(from, from + 1, level) : emptyList;
    },
    prefix(text, level = 1) {
      const target = bytesOf(text);
      const from = firstNotBefore(pages, layout, target, false);
      return range(from, firstNotBefore(pages, layout, target, true), level);
    },
    at: (index) => range(index, index + 1, 1),
  };
}

export function blockBytes({ u32, bytes }: Pages, { strings, blocks }: StringsLayout, block: number): Uint8Array {
  const from = u32(blocks + block * 4);
  return bytes(strings + from, u32(blocks + block * 4 + 4) - from);
}

/** The number of the first string that isn't before `target`, or that is past all that begin with it. */
function firstNotBefore(pages: Pages, layout: StringsLayout, target: Uint8Array, past: boolean): number {
  let low = 0;
  let high = Math.ceil(layout.count / blockLength);
  while (low < high) {
    const middle = (low + high) >> 1;
    const reader = new ByteReader(blockBytes(pages, layout, middle), 1);
    const length = reader.varint();
    const head = reader.bytes.subarray(reader.at, reader.at + length);
    if (isBefore(head, length, target, past)) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return 0;
  const first = (low - 1) * blockLength;
  let found = 0;
  eachString(blockBytes(pages, layout, low - 1), (string, length) => {
    if (!isBefore(string, length, target, past)) return false;
    found++;
    return true;
  });
  return first + found;
}

function isBefore(string: Uint8Array, length: number, target: Uint8Array, past: boolean): boolean {
  const shared = Math.min(length, target.length);
  for (let at = 0; at < shared; at++) {
    const difference = (string[at] ?? 0) - (target[at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return length < target.length || past;
}

function stringAt(pages: Pages, layout: StringsLayout, index: number): Uint8Array {
  let left = index % blockLength;
  let found = new Uint8Array();
  eachString(blockBytes(pages, layout, Math.floor(index / blockLength)), (string, length) => {
    if (left-- > 0) return true;
    found = string.slice(0, length);
    return false;
  });
  return found;
}

/** Shows the strings of a block in turn, in a buffer that the next overwrites, until `show` says false. */
function eachString(block: Uint8Array, show: (string: Uint8Array, length: number) => boolean): void {
  const reader = new ByteReader(block);
  let string = new Uint8Array(64);
  while (reader.at < block.length) {
    const shared = reader.varint();
    const more = reader.varint();
    if (shared + more > string.length) {
      const larger = new Uint8Array((shared + more) * 2);
      larger.set(string);
      string = larger;
    }
    for (let at = 0; at < more; at++) string[shared + at] = block[reader.at + at] ?? 0;
    reader.at += more;
    if (!show(string, shared + more)) return;
  }
}

function readRange(pages: Pages, layout: PostingsLayout, from: number, to: number, level: number): RankList {
  if (from >= to) return emptyList;
  const row = rowOf(pages, layout, from, to);
  if (row !== undefined) return readList(pages, layout, row, level);
  const start = pages.u32(layout.starts + from * 4);
  const reader = new ByteReader(pages.bytes(layout.postings + start, pages.u32(layout.starts + to * 4) - start));
  const numbers = new Uint32Array(longest);
  let count = 0;
  for (let string = from; string < to; string++) {
    let number = 0;
    for (let left = reader.varint(); left > 0; left--) {
      number += reader.varint();
      numbers[count++] = number;
    }
  }
  const found = numbers.subarray(0, count);
  return sortedList(repeated(to - from > 1 ? found.sort() : found, level));
}

/** The numbers that stand in a sorted list `level` times or more, once each. */
export function repeated(sorted: Uint32Array, level: number): Uint32Array {
  return sorted.filter((number, at) => sorted[at + level - 1] === number && sorted[at - 1] !== number);
}

/** Where the row of a range of strings is; `undefined` for a range whose list isn't ready made. */
function rowOf({ u32 }: Pages, layout: PostingsLayout, from: number, to: number): number | undefined {
  let low = 0;
  let high = layout.rowCount;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = layout.rows + middle * 16;
    const difference = u32(row) - from || u32(row + 4) - to;
    if (difference === 0) return row;
    if (difference < 0) low = middle + 1;
    else high = middle;
  }
  return undefined;
}

function readList({ u32, bytes }: Pages, layout: PostingsLayout, row: number, level: number): RankList {
  if (level > u32(row + 12)) return emptyList;
  let at = layout.lists + u32(row + 8);
  for (let passed = 1; passed < level; passed++) at += 12 + Math.ceil(u32(at + 8) / 4) * 4;
  const size = u32(at);
  const length = u32(at + 8);
  // Copies, which are aligned and stay.
  const copyOf = (from: number, count: number) => new Uint8Array(bytes(at + 12 + from, count)).buffer;
  if (u32(at + 4) === 0) {
    const buffer = copyOf(0, length);
    const startsLength = length - size * 2;
    return chunkedList(new Uint32Array(buffer, 0, startsLength >> 2), new Uint16Array(buffer, startsLength, size));
  }
  const chunkLength = chunkWords * 4;
  const chunkOf = (chunk: number) =>
    new Uint32Array(copyOf(chunk * chunkLength, Math.min(chunkLength, length - chunk * chunkLength)));
  return bitmapList(chunkOf, length >> 2, size);
}

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
  const front = writeStrings(writer, strings);
  const postings = writer.length;
  const offsets: number[] = [];
  for (let string = 0; string < strings.length; string++) {
    const list = numbers.subarray(starts[string], starts[string + 1]);
    offsets.push(writer.length - postings);
    writer.varint(list.length);
    writeDifferences(writer, list);
  }
  offsets.push(writer.length - postings);
  const offsetsAt = writeWords(writer, offsets);
  const lists = writer.length;
  const rows: number[][] = [];
  for (const [from, to] of longRanges(dictionary)) {
    const at = writer.length - lists;
    const all = numbers.slice(starts[from], starts[to]);
    rows.push([from, to, at, writeLevels(writer, to - from > 1 ? all.sort() : all, entryCount)]);
  }
  rows.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0));
  const rowsAt = writeWords(writer, rows.flat());
  return { ...front, postings, starts: offsetsAt, lists, rows: rowsAt, rowCount: rows.length };
}

export function writeStrings(writer: ByteWriter, sorted: readonly string[]): StringsLayout {
  const strings = writer.length;
  const blocks: number[] = [];
  let before: Uint8Array = new Uint8Array();
  for (const [index, string] of sorted.entries()) {
    const bytes = bytesOf(string);
    let shared = 0;
    if (index % blockLength === 0) blocks.push(writer.length - strings);
    else while (shared < before.length && before[shared] === bytes[shared]) shared++;
    writer.varint(shared);
    writer.varint(bytes.length - shared);
    writer.bytes(bytes.subarray(shared));
    before = bytes;
  }
  blocks.push(writer.length - strings);
  return { count: sorted.length, strings, blocks: writeWords(writer, blocks) };
}

export function writeWords(writer: ByteWriter, words: Iterable<number>): number {
  writer.align(4);
  const offset = writer.length;
  for (const word of words) writer.u32(word);
  return offset;
}

function writeDifferences(writer: ByteWriter, rising: Iterable<number>): void {
  let last = 0;
  for (const number of rising) {
    writer.varint(number - last);
    last = number;
  }
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

/** What {@link chunkedList} reads: u32 starts, u16 lower halves. */
function chunksOf(numbers: Uint32Array): Uint8Array {
  const writer = new ByteWriter();
  let chunk = 0;
  writer.u32(0);
  for (const [place, number] of numbers.entries()) for (; chunk < number >>> 16; chunk++) writer.u32(place);
  writer.u32(numbers.length);
  for (const number of numbers) writer.bytes(Uint8Array.of(number & 255, (number >>> 8) & 255));
  return writer.finish();
}
