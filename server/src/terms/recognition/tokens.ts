/** The words of a stretch of text as the recogniser has read them, in parallel arrays that are used again and again. */
import { gap } from "./characters.ts";
import type { Definition } from "./definitions.ts";
import { createList, type GrowingList } from "./growing-list.ts";
import { formOfEntry, type Lexicon, longFormOf } from "./lexicon.ts";

/** Which part of an abbreviation's long form a word is. */
export enum part {
  whole = 0,
  first = 1,
  inner = 2,
  last = 3,
}

/** Words by their numbers. */
export interface Words {
  count: number;
  starts: Int32Array;
  ends: Int32Array;
  gaps: Uint8Array;
  /** The words' hashes, while they are looked up. */
  firsts: Int32Array;
  seconds: Int32Array;
  /** The lexicon's entries of them. */
  entries: Int32Array;
  /** All 0 but for long forms of abbreviations. */
  parts: Uint8Array;
}

export interface Tokens extends Words {
  /** The words that may be abbreviations, in the singular; another array for each stretch. */
  abbreviations: readonly string[];
  /** The words that join others. */
  readonly conjunctions: GrowingList;
}

export function createWords(room: number): Words {
  return {
    count: 0,
    starts: new Int32Array(room),
    ends: new Int32Array(room),
    gaps: new Uint8Array(room),
    firsts: new Int32Array(room),
    seconds: new Int32Array(room),
    entries: new Int32Array(room),
    parts: new Uint8Array(room),
  };
}

export function createTokens(): Tokens {
  return { ...createWords(1024), abbreviations: [], conjunctions: createList() };
}

/** Makes room for so many words. */
export function makeRoom(words: Words, count: number): void {
  if (count <= words.starts.length) return;
  const wider = createWords(count * 2);
  wider.count = words.count;
  for (const name of ["starts", "ends", "gaps", "entries", "parts"] as const) wider[name].set(words[name]);
  Object.assign(words, wider);
}

/** Puts an abbreviation's long form after the words read, and gives the number of its first word. */
export function pushLongForm(
  tokens: Tokens,
  lexicon: Lexicon,
  definition: Definition,
  start: number,
  end: number,
  between: number,
): number {
  const first = tokens.count;
  const entries = longFormOf(lexicon, definition);
  const last = entries.length - 1;
  makeRoom(tokens, first + entries.length);
  for (let number = 0; number <= last; number++) {
    const token = tokens.count++;
    tokens.starts[token] = start;
    tokens.ends[token] = end;
    tokens.gaps[token] = number === 0 ? between : gap.space;
    tokens.entries[token] = entries[number] as number;
    if (last > 0) tokens.parts[token] = number === 0 ? part.first : number === last ? part.last : part.inner;
  }
  return first;
}

/** Where the lexicon's record of a word begins. */
export function formAt({ entries }: Words, token: number): number {
  return formOfEntry(entries[token] as number);
}

/** True where a word goes on from the one before it in one name. */
export function isJoined({ gaps }: Tokens, token: number): boolean {
  const between = gaps[token];
  return between === gap.space || between === gap.mark || between === gap.definition;
}
