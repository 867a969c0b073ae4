/** Strings of a dictionary that a typing error or two turn into another. */
import { ByteReader, type ByteWriter, bytesOf, type Pages } from "./store-bytes.ts";
import { blockBytes, blockLength, type StringsLayout, writeStrings, writeWords } from "./store-postings.ts";

/** The strings that typing errors are looked for in: of letters alone, for another digit is another thing. */
export interface NearLayout extends StringsLayout {
  /** The number of each in the dictionary: u32. */
  readonly indexes: number;
}

/** Fewer letters are too easily others; more would not fit into the bits of a number. */
const longestTarget = 30;
const lettersOnly = /^\p{L}{5,30}$/u;

export function mayHaveErrors(word: string): boolean {
  return lettersOnly.test(word);
}

export function writeNear(writer: ByteWriter, dictionary: readonly string[]): NearLayout {
  const indexes = dictionary.flatMap((string, index) => (mayHaveErrors(string) ? [index] : []));
  const strings = writeStrings(
    writer,
    indexes.flatMap((index) => dictionary[index] ?? []),
  );
  return { ...strings, indexes: writeWords(writer, indexes) };
}

export interface NearString {
  /** Its number in the dictionary. */
  readonly index: number;
  /** Letters missing, added, changed, or exchanged with their neighbour: 1 or 2. */
  readonly edits: number;
}

/**
 * Finds the strings that are one or, where `most` is 2, two edits from `text`. Strings come in order, so that once a
 * beginning is too far off, all strings with it are passed over, by whole blocks where there are many.
 */
export function nearStrings(pages: Pages, layout: NearLayout, text: string, most: 1 | 2): NearString[] {
  const found: { place: number; edits: number }[] = [];
  const target = bytesOf(text);
  if (target.length > longestTarget) return [];
  const distance = createDistance(target, most);
  const blockCount = Math.ceil(layout.count / blockLength);
  const ruledOut = (number: number) => distance.rulesOut(blockBytes(pages, layout, number));
  for (let block = 0; block < blockCount; block++) {
    block = lastRuledOut(block, blockCount, ruledOut);
    const reader = new ByteReader(blockBytes(pages, layout, block));
    for (let place = block * blockLength; reader.at < reader.bytes.length; place++) {
      const shared = reader.varint();
      const more = reader.varint();
      const edits = distance.of(shared, reader.bytes, reader.at, more);
      reader.at += more;
      if (edits > 0) found.push({ place, edits });
    }
  }
  return found.map(({ place, edits }) => ({ index: pages.u32(layout.indexes + place * 4), edits }));
}

/** The last of the blocks from `first` on whose heads are ruled out, so that all strings before it are too. */
function lastRuledOut(first: number, count: number, ruledOut: (block: number) => boolean): number {
  let last = first;
  let step = 1;
  for (; last + step < count && ruledOut(last + step); step *= 2) last += step;
  for (; step >= 1; step >>= 1) if (last + step < count && ruledOut(last + step)) last += step;
  return last;
}

/** Numbers kept for each letter of a string: see {@link createDistance}. */
const states = 5;

/**
 * Measures strings in order against a target, keeping what is known of the last one's beginning.
 *
 * The target's places where a string may have come to are bits: by no edit, by one and by two, and the places from
 * which one or two edits lead on if the next letter completes an exchange of two (Wu and Manber's method).
 */
function createDistance(target: Uint8Array, most: 1 | 2) {
  const places = new Int32Array(256);
  for (const [place, letter] of target.entries()) places[letter] = (places[letter] ?? 0) | (1 << place);
  const end = 1 << target.length;
  const state = new Int32Array((target.length + most + 2) * states);
  state.set([1, 3, most === 2 ? 7 : 0]);
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
    const nextOne = ((one & here) << 1) | exact | (exact << 1) | (nextExact << 1) | exchangedOne;
    const exchangedTwo = ((state[from + 4] ?? 0) & here) << 2;
    const nextTwo = most === 1 ? 0 : ((two & here) << 1) | one | (one << 1) | (nextOne << 1) | exchangedTwo;
    const to = from + states;
    const within = end | (end - 1);
    string[depth++] = letter;
    state[to] = nextExact;
    state[to + 1] = nextOne & within;
    state[to + 2] = nextTwo & within;
    state[to + 3] = exact & (here >> 1);
    state[to + 4] = most === 1 ? 0 : one & (here >> 1);
    dead = (nextExact | ((nextOne | nextTwo) & within)) === 0;
  }

  function sharedWith(bytes: Uint8Array, at: number, length: number): number {
    let shared = 0;
    while (shared < depth && shared < length && string[shared] === bytes[at + shared]) shared++;
    return shared;
  }

  return {
    /**
     * How many edits the string is off that goes on from `shared` letters of the last with `more` bytes; 0 for none
     * and for too many.
     */
    of(shared: number, bytes: Uint8Array, at: number, more: number): number {
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
    /** True where a block's first string begins as the last one did when it was too far off. */
    rulesOut(block: Uint8Array): boolean {
      const reader = new ByteReader(block, 1);
      const length = reader.varint();
      return dead && sharedWith(block, reader.at, length) >= depth;
    },
  };
}
