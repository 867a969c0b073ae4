/**
 * What is known of every word form seen. A text repeats its words, so each form is folded, stemmed and looked up once,
 * and from then on found by its hash.
 */
import { plainSymbol } from "../words.ts";
import type { Definition } from "./definitions.ts";
import { createSlots, fillSlot, findSlot, firstHash, mostEntries, type Slots, secondHash } from "./hash.ts";
import { bitOf, pairWidth } from "./pairs.ts";
import { trait, wordForm } from "./word-form.ts";

/** A form's record: where each of its numbers stands. */
export enum field {
  firstHash = 0,
  secondHash = 1,
  traits = 2,
  /** First hashes of its stem, and of how a symbol has it. */
  stem = 3,
  symbol = 4,
  rootFirst = 5,
  rootSecond = 6,
  /** The path of names that begin with the form's root, 0 for none. */
  start = 7,
}

/** How many numbers a record has; a power of two, so that an entry has room for bits beside a record's place. */
export const recordBits = 3;
const recordWidth = 1 << recordBits;

/**
 * An entry: bits, so that most words are read without their records; the place of the word's record; and above that,
 * by which bit its root is known in masks (`pairs.ts`).
 */
export enum entry {
  /** It may be an abbreviation, or joins others. */
  noted = 1,
  /** A name may begin with it. */
  begins = 2,
  /** The word alone may be a name, or a symbol for it has a capital. */
  alone = 4,
}

const pairBitsFrom = 24;
const formMask = (1 << pairBitsFrom) - recordWidth;

/** The form of an entry: where its record begins. */
export function formOfEntry(found: number): number {
  return found & formMask;
}

/** Which bit of masks an entry's root has. */
export function pairBitOf(found: number): number {
  return found >> pairBitsFrom;
}

/** Where the row of pairs of an entry begins. */
export function pairsOf(found: number): number {
  return (formOfEntry(found) >> recordBits) * pairWidth;
}

export interface Lexicon {
  /** By a form's hashes: its {@link entry}, with the place in `records` by which a form is known. */
  slots: Slots;
  records: Int32Array;
  /** By number of form, side by side for every two words of a text are asked for theirs: which words begin names with it. */
  pairs: Int32Array;
  count: number;
  /** By number of form: one with capitals, which may be an abbreviation, in the singular; else "". */
  readonly abbreviations: string[];
  /** The entries of the words that abbreviations stand for. */
  longForms: WeakMap<Definition, readonly number[]>;
  readonly beginnings: Beginnings;
  /** By number of form, while names are read: the form as a word of names. */
  readonly nameWords: NameWord[] | undefined;
}

/** A word of a name. */
export interface NameWord {
  readonly stem: string;
  readonly form: number;
}

export interface Beginning {
  /** The field `start`. */
  readonly start: number;
  /** Traits to add. */
  readonly traits: number;
  /** Its row of pairs. */
  readonly pairs: readonly number[];
}

/** What names begin with. */
export interface Beginnings {
  /** For a form, by its record. */
  readonly of: (records: Int32Array, form: number) => Beginning;
  /** True where what is known of them takes much room. */
  readonly areMany: () => boolean;
  readonly forget: () => void;
}

/** Forms are forgotten beyond this number, so that a session of weeks doesn't grow. */
const mostForms = 1 << 18;

/** A lexicon for reading texts. */
export function createLexicon(beginnings: Lexicon["beginnings"]): Lexicon {
  return { ...noForms(), abbreviations: [], beginnings, nameWords: undefined };
}

const nothing: Beginning = { start: 0, traits: 0, pairs: [] };
const noBeginnings: Beginnings = { of: () => nothing, areMany: () => false, forget: () => {} };

/** A lexicon for reading names, which forgets nothing. */
export function createNameLexicon(): Lexicon {
  return { ...createLexicon(noBeginnings), nameWords: [] };
}

export function nameWordOf({ nameWords }: Lexicon, form: number): NameWord {
  const word = nameWords?.[form / recordWidth];
  if (!word) throw new Error("Only a lexicon for reading names has words of names.");
  return word;
}

function noForms(): Pick<Lexicon, "slots" | "records" | "pairs" | "count" | "longForms"> {
  return { ...roomFor(4096), count: 0, longForms: new WeakMap() };
}

function roomFor(forms: number): Pick<Lexicon, "slots" | "records" | "pairs"> {
  const slots = createSlots(forms);
  const most = mostEntries(slots);
  return {
    slots,
    records: new Int32Array(most * recordWidth),
    pairs: new Int32Array(most * pairWidth),
  };
}

/** Makes room for new forms. Forms are good until the next call. */
export function limitForms(lexicon: Lexicon): void {
  if ((lexicon.count < mostForms && !lexicon.beginnings.areMany()) || lexicon.nameWords) return;
  Object.assign(lexicon, noForms());
  lexicon.beginnings.forget();
  lexicon.abbreviations.length = 0;
}

export function formOf(lexicon: Lexicon, word: string): number {
  return formOfEntry(entryOf(lexicon, word));
}

function entryOf(lexicon: Lexicon, word: string): number {
  const [first, second] = [firstHash(word), secondHash(word)];
  const known = findSlot(lexicon.slots, first, second);
  return known >= 0 ? known : addEntry(lexicon, word, first, second);
}

export function longFormOf(lexicon: Lexicon, definition: Definition): readonly number[] {
  const known = lexicon.longForms.get(definition);
  if (known) return known;
  const entries = definition.words.map((word) => entryOf(lexicon, word));
  lexicon.longForms.set(definition, entries);
  return entries;
}

/** Adds a form that the lexicon has not yet, and gives its entry. */
export function addEntry(lexicon: Lexicon, written: string, first: number, second: number): number {
  const at = lexicon.count * recordWidth;
  if (lexicon.count === mostEntries(lexicon.slots)) widen(lexicon);
  lexicon.count++;
  if (lexicon === ofAnyNames || lexicon.nameWords) analyse(lexicon, at, written, first, second);
  else {
    const known = recordOfAnyNames(written, first, second);
    lexicon.records.set(ofAnyNames.records.subarray(known, known + recordWidth), at);
  }
  const { records } = lexicon;
  const begun = lexicon.beginnings.of(records, at);
  const traits = (records[at + field.traits] as number) | begun.traits;
  records[at + field.traits] = traits;
  records[at + field.start] = begun.start;
  lexicon.pairs.set(begun.pairs, pairsOf(at));
  const found = entryAt(records, at);
  fillSlot(lexicon.slots, first, second, found);
  lexicon.abbreviations.push((traits & trait.capitals) !== 0 ? withoutPlural(written) : "");
  return found;
}

/** Writes what a form is by itself to the record at a place. */
function analyse(lexicon: Lexicon, at: number, written: string, first: number, second: number): void {
  const { stem, root, traits } = wordForm(written);
  const symbol = firstHash(plainSymbol(withoutPlural(written)));
  lexicon.records.set([first, second, traits, firstHash(stem), symbol, firstHash(root), secondHash(root)], at);
  lexicon.nameWords?.push({ stem, form: at });
}

/** What forms are whatever names there are, so that after an edit of a glossary its new recogniser needn't ask again. */
const ofAnyNames = createLexicon(noBeginnings);

function recordOfAnyNames(written: string, first: number, second: number): number {
  const known = findSlot(ofAnyNames.slots, first, second);
  if (known >= 0) return formOfEntry(known);
  limitForms(ofAnyNames);
  return formOfEntry(addEntry(ofAnyNames, written, first, second));
}

const symbol = trait.symbol | trait.capital;

function entryAt(records: Int32Array, at: number): number {
  const traits = records[at + field.traits] as number;
  const isNoted = (traits & (trait.capitals | trait.conjunction)) !== 0;
  // A word without a capital is no symbol: "met", "was".
  const isAlone = (traits & trait.name) !== 0 || (traits & symbol) === symbol;
  const begins = records[at + field.start] === 0 ? 0 : entry.begins;
  const pairBit = bitOf(records[at + field.rootFirst] as number) << pairBitsFrom;
  return at | (isNoted ? entry.noted : 0) | begins | (isAlone ? entry.alone : 0) | pairBit;
}

function widen(lexicon: Lexicon): void {
  const { records, pairs, count } = lexicon;
  Object.assign(lexicon, roomFor(count * 2));
  lexicon.records.set(records);
  lexicon.pairs.set(pairs);
  for (let at = 0; at < count * recordWidth; at += recordWidth) {
    const [first, second] = records.subarray(at, at + 2);
    fillSlot(lexicon.slots, first as number, second as number, entryAt(records, at));
  }
}

/** "TECs" as "TEC", "Tregs" as "Treg"; "Ras" stays. */
export function withoutPlural(abbreviation: string): string {
  return /([A-Z0-9]|^[A-Z][a-z]{2,})s$/.test(abbreviation) ? abbreviation.slice(0, -1) : abbreviation;
}
