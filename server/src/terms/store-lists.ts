/** Sets of numbers in rising order, which is the order of rank, so that whoever wants the best few stops after them. */
import type { ReadAhead } from "./store-bytes.ts";

/** `next` gives the least number of the set that is `from` or more, and {@link none} where there is none. */
export interface RankList {
  /** How many numbers it has at most. */
  readonly size: number;
  next(from: number): number;
}

// A number that fits into a register as it is.
export const none = 0x7fffffff;

export const emptyList: RankList = { size: 0, next: () => none };

/** Numbers in rising order. */
export function sortedList(numbers: Uint32Array): RankList {
  let last = 0;
  return {
    size: numbers.length,
    next(from) {
      last = seek(numbers, from, last);
      return numbers[last] ?? none;
    },
  };
}

/** The place of the first number that is `value` or more, or the end; quick where at `hint` or soon after it. */
function seek(numbers: Uint32Array | Uint16Array, value: number, hint: number): number {
  let low = 0;
  if (hint < numbers.length && (numbers[hint] ?? 0) < value) low = hint;
  else if (hint > 0 && (numbers[hint - 1] ?? 0) < value) return hint;
  let step = 1;
  for (; low + step < numbers.length && (numbers[low + step] ?? 0) < value; step *= 2) low += step;
  let high = Math.min(low + step, numbers.length);
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Numbers are read in chunks of so many that they might be. */
export const chunkBits = 14;
export const chunkSize = 1 << chunkBits;

/** Numbers by chunks of {@link chunkSize}. */
export class ChunkedList implements RankList {
  readonly size: number;
  readonly #starts: Uint32Array;
  readonly #read: ReadAhead;
  readonly #lowsAt: number;
  #held = -1;
  #lows: Uint16Array = new Uint16Array();
  #last = 0;

  /**
   * @param starts where each chunk's numbers begin among all, and where the last end
   * @param lowsAt where the numbers are, each less the first that would be in its chunk
   */
  constructor(read: ReadAhead, starts: Uint32Array, lowsAt: number) {
    this.size = starts.at(-1) ?? 0;
    this.#starts = starts;
    this.#read = read;
    this.#lowsAt = lowsAt;
  }

  next(from: number): number {
    const starts = this.#starts;
    let low = from & (chunkSize - 1);
    for (let chunk = from >>> chunkBits; chunk < starts.length - 1; chunk++, low = 0) {
      const start = starts[chunk] ?? 0;
      const count = (starts[chunk + 1] ?? 0) - start;
      if (count === 0) continue;
      if (chunk !== this.#held) {
        this.#lows = this.#read.halves(this.#lowsAt + start * 2, count);
        this.#held = chunk;
        this.#last = 0;
      }
      this.#last = seek(this.#lows, low, this.#last);
      if (this.#last < this.#lows.length) return chunk * chunkSize + (this.#lows[this.#last] ?? 0);
    }
    return none;
  }
}

/** Number n is in the set where bit n % 32 of word n / 32 is set; there are `length` words. */
export class Bitmap implements RankList {
  readonly size: number;
  readonly length: number;
  readonly #read: ReadAhead;
  readonly #bitsAt: number;
  #held = -1;
  #words: Uint32Array = new Uint32Array();

  constructor(read: ReadAhead, bitsAt: number, length: number, size: number) {
    this.#read = read;
    this.#bitsAt = bitsAt;
    this.length = length;
    this.size = size;
  }

  /** The words of {@link chunkSize} numbers; the lowest bit of each is its first number. */
  chunk(chunk: number): Uint32Array {
    if (chunk !== this.#held) {
      const first = chunk * chunkWords;
      this.#words = this.#read.words(this.#bitsAt + first * 4, Math.min(chunkWords, this.length - first));
      this.#held = chunk;
    }
    return this.#words;
  }

  next(from: number): number {
    if (from >= this.length * 32) return none;
    // The map is wide, so that the number is seldom far.
    const bits = (this.chunk(from >>> chunkBits)[(from >>> 5) % chunkWords] ?? 0) & (-1 << (from & 31));
    return bits !== 0 ? firstBit(from >>> 5, bits) : nextCommonBit([this], from);
  }
}

const chunkWords = chunkSize >> 5;

/** The number that the lowest of a word's bits stands for. */
const firstBit = (word: number, bits: number): number => word * 32 + 31 - Math.clz32(bits & -bits);

function nextCommonBit(maps: readonly Bitmap[], from: number): number {
  const [first, second = first, ...others] = maps;
  if (!first || !second) return none;
  let mask = -1 << (from & 31);
  let at = (from >>> 5) % chunkWords;
  for (let chunk = from >>> chunkBits; chunk * chunkWords < first.length; chunk++, at = 0) {
    const ones = first.chunk(chunk);
    const twos = second.chunk(chunk);
    for (; at < ones.length; at++, mask = -1) {
      let bits = (ones[at] ?? 0) & (twos[at] ?? 0) & mask;
      for (const other of others) if (bits !== 0) bits &= other.chunk(chunk)[at] ?? 0;
      if (bits !== 0) return firstBit(chunk * chunkWords + at, bits);
    }
  }
  return none;
}

export function union(lists: readonly RankList[]): RankList {
  const filled = lists.filter((list) => list.size > 0);
  const [only] = filled;
  if (!only || filled.length === 1) return only ?? emptyList;
  // Where each list stands; a list is asked again only when the others have passed it.
  const heads = new Uint32Array(filled.length);
  let asked = none;
  return {
    size: filled.reduce((sum, list) => sum + list.size, 0),
    next(from) {
      const anew = from < asked;
      asked = from;
      let least = none;
      for (let number = 0; number < filled.length; number++) {
        let head = heads[number] ?? none;
        if (anew || head < from) {
          head = filled[number]?.next(from) ?? none;
          heads[number] = head;
        }
        if (head < least) least = head;
      }
      return least;
    },
  };
}

export function intersection(lists: readonly RankList[]): RankList {
  const bitmaps = lists.filter((list) => list instanceof Bitmap);
  const size = Math.min(...lists.map((list) => list.size));
  if (size === 0 || lists.length === 1) return lists.find((list) => list.size === size) ?? emptyList;
  const joined = bitmaps.length > 1 ? [{ size, next: (from: number) => nextCommonBit(bitmaps, from) }] : bitmaps;
  const [rarest = emptyList, ...others] = [...lists.filter((list) => !(list instanceof Bitmap)), ...joined].sort(
    (a, b) => a.size - b.size,
  );
  // The answer stands for all numbers from the one asked for up to itself.
  let asked = none;
  let number = none;
  return {
    size,
    next(from) {
      if (from >= asked && from <= number) return number;
      asked = from;
      number = rarest.next(from);
      for (let agreed = 0; agreed < others.length && number !== none; ) {
        const found = others[agreed]?.next(number) ?? none;
        if (found === number) agreed++;
        else {
          number = rarest.next(found);
          agreed = 0;
        }
      }
      return number;
    },
  };
}
