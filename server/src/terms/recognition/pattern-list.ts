/** The names of a terminology while it is compiled: paths of word roots, and the patterns that end at each. */
import { type CompiledNames, type Details, demand, head, headBits, packed, rankOf } from "./compiled-names.ts";
import { createList, type GrowingList, push, valuesOf } from "./growing-list.ts";
import {
  addWordFirst,
  addWordSecond,
  createSlots,
  fillSlot,
  findSlot,
  firstSeed,
  mostEntries,
  type Slots,
  secondSeed,
} from "./hash.ts";
import { field, type Lexicon, type NameWord } from "./lexicon.ts";
import { createPairs } from "./pairs.ts";

/** A pattern is a row of the lists `head` to `next`; a path is a row of `first` to `depths`. */
export interface PatternList {
  slots: Slots;
  readonly first: GrowingList;
  readonly second: GrowingList;
  /** The pattern added last to a path, -1 for none. */
  readonly patterns: GrowingList;
  readonly depths: GrowingList;
  /** The hashes of the roots of every two words with which a name begins. */
  readonly pairs: GrowingList;

  readonly heads: GrowingList;
  readonly details: GrowingList;
  /** Where a pattern's words begin in `words`. */
  readonly firstWord: GrowingList;
  readonly words: GrowingList;
  /** The pattern of the same path that was added before, -1 for none. */
  readonly next: GrowingList;
}

export interface Pattern extends Details {
  readonly term: number;
  readonly exclusive: boolean;
}

export function createPatternList(): PatternList {
  return {
    slots: createSlots(4096),
    first: createList(),
    second: createList(),
    patterns: createList(),
    depths: createList(),
    pairs: createList(),
    heads: createList(),
    details: createList(),
    firstWord: createList(),
    words: createList(),
    next: createList(),
  };
}

/** The path of the words' roots; what is missing on the way is added. */
function pathOf(list: PatternList, { records }: Lexicon, words: readonly NameWord[]): number {
  let [first, second] = [firstSeed, secondSeed];
  let path = -1;
  let depth = 0;
  for (const { form } of words) {
    first = addWordFirst(first, records[form + field.rootFirst] as number);
    second = addWordSecond(second, records[form + field.rootSecond] as number);
    const known = findSlot(list.slots, first, second);
    depth++;
    path = known >= 0 ? known : addPath(list, first, second, depth);
    if (known < 0 && depth === 2) addPair(list, records, words);
  }
  return path;
}

function addPair({ pairs }: PatternList, records: Int32Array, words: readonly NameWord[]): void {
  for (const { form } of words.slice(0, 2)) push(pairs, records[form + field.rootFirst] as number);
}

function addPath(list: PatternList, first: number, second: number, depth: number): number {
  const path = list.first.count;
  push(list.first, first);
  push(list.second, second);
  push(list.patterns, -1);
  push(list.depths, depth);
  if (path < mostEntries(list.slots)) fillSlot(list.slots, first, second, path);
  else list.slots = slotsOf(list, path * 2, (other) => other);
  return path;
}

/** Slots with every path, and the value given to it. */
function slotsOf({ first, second }: PatternList, room: number, placeOf: (path: number) => number): Slots {
  const slots = createSlots(room);
  for (let path = 0; path < first.count; path++) {
    fillSlot(slots, first.values[path] as number, second.values[path] as number, placeOf(path));
  }
  return slots;
}

/** Adds a pattern, unless its path has the same words for that term at no worse rank. */
export function addPattern(list: PatternList, lexicon: Lexicon, words: readonly NameWord[], pattern: Pattern): void {
  const path = pathOf(list, lexicon, words);
  const latest = list.patterns.values[path] as number;
  const hashField = (pattern.demands & demand.spelling) === 0 ? field.stem : field.symbol;
  const hashes = words.map(({ form }) => lexicon.records[form + hashField] as number);
  for (let known = latest; known >= 0; known = list.next.values[known] as number) {
    if (covers(list, known, hashes, pattern)) return;
  }
  list.patterns.values[path] = list.heads.count;
  push(list.next, latest);
  push(list.heads, (pattern.term << headBits) | (pattern.exclusive ? head.exclusive : 0));
  push(list.details, packed(pattern));
  push(list.firstWord, list.words.count);
  for (const hash of hashes) push(list.words, hash);
}

function covers(list: PatternList, known: number, hashes: readonly number[], pattern: Pattern): boolean {
  if ((list.heads.values[known] as number) >> headBits !== pattern.term) return false;
  const details = list.details.values[known] as number;
  if (rankOf(details) > pattern.rank) return false;
  // What is less strict covers what is stricter.
  const strict = demand.spelling | demand.conditional;
  if ((details & strict & ~pattern.demands) !== 0) return false;
  if ((pattern.demands & demand.adjectival & ~details) !== 0) return false;
  const first = list.firstWord.values[known] as number;
  return hashes.every((hash, number) => list.words.values[first + number] === hash);
}

/** The paths and patterns as they are compiled; the patterns of a path stand together. */
export function compilePatterns(list: PatternList): Pick<CompiledNames, "paths" | "patterns" | "pairs"> {
  const { heads, details, firstWord, words, next } = list;
  const patterns = new Int32Array(1 + heads.count * 2 + words.count);
  let at = 1;
  const paths = slotsOf(list, list.first.count, (path) => {
    const latest = list.patterns.values[path] as number;
    if (latest < 0) return 0;
    const start = at;
    const depth = list.depths.values[path] as number;
    for (let pattern = latest; pattern >= 0; pattern = next.values[pattern] as number) {
      const isLast = (next.values[pattern] as number) < 0;
      patterns[at++] = (heads.values[pattern] as number) | (isLast ? head.last : 0);
      patterns[at++] = details.values[pattern] as number;
      const word = firstWord.values[pattern] as number;
      patterns.set(words.values.subarray(word, word + depth), at);
      at += depth;
    }
    return start;
  });
  return { paths, patterns, pairs: createPairs(valuesOf(list.pairs)) };
}
