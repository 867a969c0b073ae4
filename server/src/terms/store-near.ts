/** Strings of a dictionary that a typing error or two turn into another. */
import { ByteReader, ByteWriter, bytesOf, type Pages, textOf } from "./store-bytes.ts";

/** Strings in order, front-coded in blocks: bytes shared with the string before, bytes more, these bytes. */
interface StringsLayout {
  readonly strings: number;
  /** Bytes of them all. */
  readonly length: number;
  /** Where each block begins after `strings`: u32. */
  readonly blocks: number;
  readonly blockCount: number;
}

/** The strings that typing errors are looked for in: of letters alone, for another digit is another thing. */
export interface NearLayout {
  readonly forwards: StringsLayout;
  /** The same with the bytes of each in reverse. */
  readonly backwards: StringsLayout;
}

/** Strings in a block, so that those with one beginning can be passed over. */
const blockLength = 16;

/** Fewer letters are too easily others; more would not fit into the bits of a number. */
const longestTarget = 30;
const lettersOnly = /^\p{L}{5,30}$/u;

export function mayHaveErrors(word: string): boolean {
  return lettersOnly.test(word);
}

export function writeNear(writer: ByteWriter, dictionary: readonly string[]): NearLayout {
  const strings = dictionary.filter(mayHaveErrors).map(bytesOf);
  const forwards = writeStrings(writer, strings);
  return { forwards, backwards: writeStrings(writer, strings.map((string) => string.reverse()).sort(compareBytes)) };
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let at = 0; at < shared; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function writeStrings(writer: ByteWriter, sorted: readonly Uint8Array[]): StringsLayout {
  const strings = writer.length;
  const blocks = new ByteWriter();
  let before: Uint8Array = new Uint8Array();
  for (const [index, string] of sorted.entries()) {
    let shared = 0;
    if (index % blockLength === 0) blocks.u32(writer.length - strings);
    else while (shared < before.length && before[shared] === string[shared]) shared++;
    writer.varint(shared);
    writer.varint(string.length - shared);
    writer.bytes(string.subarray(shared));
    before = string;
  }
  const length = writer.length - strings;
  writer.align(4);
  const blocksAt = writer.length;
  writer.bytes(blocks.finish());
  return { strings, length, blocks: blocksAt, blockCount: blocks.length / 4 };
}

export interface NearString {
  readonly text: string;
  /** Letters missing, added, changed, or exchanged with their neighbour: 1 or 2. */
  readonly edits: number;
}

/**
 * Finds the strings that are one or, where `most` is 2, two edits from a text. They are read into memory when they are
 * first asked for: some hundred thousand of a million names.
 *
 * Either one edit of those allowed is in the second half of the text or after it, or all are in the first half and the
 * second stands as it is at the string's end. So few strings have a beginning that either search goes on from.
 */
export function openNear(pages: Pages, layout: NearLayout): (text: string, most: 1 | 2) => NearString[] {
  let kept: { readonly forwards: OpenStrings; readonly backwards: OpenStrings } | undefined;
  return (text, most) => {
    const target = bytesOf(text);
    if (target.length > longestTarget) return [];
    kept ??= { forwards: openStrings(pages, layout.forwards), backwards: openStrings(pages, layout.backwards) };
    const half = target.length >> 1;
    const found = new Map<string, number>();
    search(kept.forwards, createDistance(target, most, most - 1, half), (string, edits) => {
      found.set(textOf(string), edits);
    });
    const exact = target.length - half + 1;
    search(kept.backwards, createDistance(target.toReversed(), most, 0, exact), (string, edits) => {
      const whole = textOf(string.toReversed());
      if (!found.has(whole)) found.set(whole, edits);
    });
    return Array.from(found, ([string, edits]) => ({ text: string, edits }));
  };
}

interface OpenStrings {
  readonly bytes: Uint8Array;
  readonly blocks: Uint32Array;
}

function openStrings(pages: Pages, { strings, length, blocks, blockCount }: StringsLayout): OpenStrings {
  return {
    bytes: pages.run(strings, length),
    blocks: pages.words(blocks, blockCount),
  };
}

/** Strings come in order, so that once a beginning is too far off, all with it are passed over, by whole blocks. */
function search(
  { bytes, blocks }: OpenStrings,
  distance: Distance,
  found: (string: Uint8Array, edits: number) => void,
): void {
  const reader = new ByteReader(bytes);
  const ruledOut = (block: number) => distance.rulesOut(bytes, blocks[block] ?? 0);
  for (let block = 0; block < blocks.length; block++) {
    block = lastRuledOut(block, blocks.length, ruledOut);
    const end = blocks[block + 1] ?? bytes.length;
    for (reader.at = blocks[block] ?? 0; reader.at < end; ) {
      const shared = reader.varint();
      const more = reader.varint();
      const edits = distance.of(shared, bytes, reader.at, more);
      reader.at += more;
      if (edits > 0) found(distance.string(), edits);
    }
  }
}

/** The last of the blocks from `first` on whose first strings are ruled out, so that all strings before it are too. */
function lastRuledOut(first: number, count: number, ruledOut: (block: number) => boolean): number {
  let last = first;
  let step = 1;
  for (; last + step < count && ruledOut(last + step); step *= 2) last += step;
  for (; step >= 1; step >>= 1) if (last + step < count && ruledOut(last + step)) last += step;
  return last;
}

interface Distance {
  /**
   * How many edits the string is off that goes on from `shared` letters of the last with `more` bytes; 0 for none and
   * for too many.
   */
  of(shared: number, bytes: Uint8Array, at: number, more: number): number;
  /** True where a block's first string begins as the last one did when it was too far off. */
  rulesOut(bytes: Uint8Array, at: number): boolean;
  /** The last string, where it was not too far off. It stays until the next is measured. */
  string(): Uint8Array;
}

/** Numbers kept for each letter of a string: see {@link createDistance}. */
const states = 5;

/**
 * Measures strings in order against a target, keeping what is known of the last one's beginning.
 *
 * The target's places where a string may have come to are bits: by no edit, by one and by two, and the places from
 * which one or two edits lead on if the next letter completes an exchange of two (Wu and Manber's method).
 *
 * @param early edits that may end before `letters` letters of the target are passed; 0 or 1
 */
function createDistance(target: Uint8Array, most: 1 | 2, early: number, letters: number): Distance {
  const places = new Int32Array(256);
  for (const [place, letter] of target.entries()) places[letter] = (places[letter] ?? 0) | (1 << place);
  const end = 1 << target.length;
  const state = new Int32Array((target.length + most + 2) * states);
  const within = end | (end - 1);
  const withOne = early < 1 ? within & (-1 << letters) : within;
  const withTwo = most < 2 ? 0 : early < 2 ? within & (-1 << letters) : within;
  state.set([1, 3 & withOne, 7 & withTwo]);
  const string = new Uint8Array(target.length + most + 2);
  /** Letters of `string` that are known; with the last of them it is too far off where `dead`. */
  let depth = 0;
  let dead = false;

  function add(letter: number): void {
    const from = depth * states;
    const exact = state[from] ?? 0;
    const one = state[from + 1] ?? 0;
    const two = state[from + 2] ?? 0;
    const here = places[letter] ?? 0;
    const nextExact = (exact & here) << 1;
    const exchangedOne = ((state[from + 3] ?? 0) & here) << 2;
    const nextOne = (((one & here) << 1) | exact | (exact << 1) | (nextExact << 1) | exchangedOne) & withOne;
    const exchangedTwo = ((state[from + 4] ?? 0) & here) << 2;
    const nextTwo = (((two & here) << 1) | one | (one << 1) | (nextOne << 1) | exchangedTwo) & withTwo;
    const to = from + states;
    string[depth++] = letter;
    state[to] = nextExact;
    state[to + 1] = nextOne;
    state[to + 2] = nextTwo;
    state[to + 3] = exact & (here >> 1);
    state[to + 4] = one & (here >> 1);
    dead = (nextExact | nextOne | nextTwo) === 0;
  }

  function sharedWith(bytes: Uint8Array, at: number, length: number): number {
    let shared = 0;
    while (shared < depth && shared < length && string[shared] === bytes[at + shared]) shared++;
    return shared;
  }

  return {
    of(shared, bytes, at, more) {
      // A block's first string stands in full, whatever it shares with the last.
      const known = shared === 0 ? sharedWith(bytes, at, more) : shared;
      if (dead && known >= depth) return 0;
      depth = known;
      dead = false;
      for (let next = at + known - shared; next < at + more && !dead; next++) add(bytes[next] ?? 0);
      const last = depth * states;
      if (dead || ((state[last] ?? 0) & end) !== 0) return 0;
      return ((state[last + 1] ?? 0) & end) !== 0 ? 1 : ((state[last + 2] ?? 0) & end) !== 0 ? 2 : 0;
    },
    rulesOut(bytes, at) {
      const reader = new ByteReader(bytes, at + 1);
      const length = reader.varint();
      return dead && sharedWith(bytes, reader.at, length) >= depth;
    },
    string: () => string.subarray(0, depth),
  };
}
