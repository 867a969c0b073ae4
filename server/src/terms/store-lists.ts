/** Sets of numbers in rising order, which is the order of rank, so that whoever wants the best few stops after them. */

/** `next` gives the least number of the set that is `from` or more, and {@link none} where there is none. */
export interface RankList {
  /** How many numbers it has at most. */
  readonly size: number;
  next(from: number): number;
}

export const none = 0xffffffff;

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

/** The place of the first number that is `value` or more, or the end; quick where near `hint`. */
function seek(numbers: Uint32Array | Uint16Array, value: number, hint: number): number {
  let low = hint < numbers.length && (numbers[hint] ?? 0) < value ? hint : 0;
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

/**
 * Numbers by chunks of {@link chunkSize}.
 *
 * @param starts where each chunk's numbers begin among all, and where the last end
 * @param read gives some of all, less the first number that would be in their chunk
 */
export function chunkedList(starts: Uint32Array, read: (from: number, to: number) => Uint16Array): RankList {
  let held = -1;
  let lows: Uint16Array = new Uint16Array();
  let last = 0;
  return {
    size: starts.at(-1) ?? 0,
    next(from) {
      let low = from & (chunkSize - 1);
      for (let chunk = from >>> chunkBits; chunk < starts.length - 1; chunk++, low = 0) {
        const start = starts[chunk] ?? 0;
        const end = starts[chunk + 1] ?? 0;
        if (start === end) continue;
        if (chunk !== held) {
          lows = read(start, end);
          held = chunk;
          last = 0;
        }
        last = seek(lows, low, last);
        if (last < lows.length) return chunk * chunkSize + (lows[last] ?? 0);
      }
      return none;
    },
  };
}

class Bitmap implements RankList {
  readonly size: number;
  readonly length: number;
  readonly #read: (chunk: number) => Uint32Array;
  readonly #chunks: Uint32Array[] = [];

  constructor(read: (chunk: number) => Uint32Array, length: number, size: number) {
    this.#read = read;
    this.length = length;
    this.size = size;
  }

  /** 32 numbers; the lowest bit is the first. */
  word(at: number): number {
    const chunk = at >>> (chunkBits - 5);
    let words = this.#chunks[chunk];
    if (!words) {
      words = this.#read(chunk);
      this.#chunks[chunk] = words;
    }
    return words[at & (chunkWords - 1)] ?? 0;
  }

  next(from: number): number {
    return nextCommonBit([this], from);
  }
}

/** A bitmap is read in chunks of so many words. */
export const chunkWords = chunkSize >> 5;

/** Number n is in the set where bit n % 32 of word n / 32 is set; there are `length` words. */
export function bitmapList(read: (chunk: number) => Uint32Array, length: number, size: number): RankList {
  return new Bitmap(read, length, size);
}

function nextCommonBit(maps: readonly Bitmap[], from: number): number {
  const [first, second = first] = maps;
  if (!first || !second) return none;
  let mask = -1 << (from & 31);
  for (let at = from >>> 5; at < first.length; at++, mask = -1) {
    let bits = first.word(at) & second.word(at) & mask;
    for (let other = 2; other < maps.length && bits !== 0; other++) bits &= maps[other]?.word(at) ?? 0;
    if (bits !== 0) return at * 32 + 31 - Math.clz32(bits & -bits);
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
