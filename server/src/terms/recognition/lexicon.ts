/**
 * What is known of every word form seen. A text repeats its words, so each form is folded, stemmed and looked up once,
 * and from then on found by its hash.
 */
import { plainSymbol } from "../words.ts";
import { createSlots, fillSlot, findSlot, firstHash, mostEntries, type Slots, secondHash } from "./hash.ts";
import { trait, wordForm } from "./word-form.ts";

/** A form's record: where each of its numbers stands. */
export const field = {
  firstHash: 0,
  secondHash: 1,
  traits: 2,
  /** First hashes of its stem, and of how a symbol has it. */
  stem: 3,
  symbol: 4,
  rootFirst: 5,
  rootSecond: 6,
  /** A bit for each layer of names of which one begins with the form's root. */
  starts: 7,
} as const;

/** How many numbers a record has. */
export const recordWidth = 8;

export interface Lexicon {
  /** By a form's hashes: where its record begins in `records`, by which a form is known. */
  slots: Slots;
  records: Int32Array;
  count: number;
  /** Forms with capitals, which may be abbreviations, in the singular. */
  readonly abbreviations: Map<number, string>;
  /** What names begin with a root: bits for the field `starts`, and traits to add. */
  readonly beginnings: (rootFirst: number, rootSecond: number) => Beginnings;
  /** By number of form, while names are read: the form as a word of names. */
  readonly nameWords: NameWord[] | undefined;
}

/** A word of a name. */
export interface NameWord {
  readonly stem: string;
  readonly form: number;
}

export interface Beginnings {
  readonly starts: number;
  readonly traits: number;
}

/** Forms are forgotten beyond this number, so that a session of weeks doesn't grow. */
const mostForms = 1 << 18;

/** A lexicon for reading texts. */
export function createLexicon(beginnings: Lexicon["beginnings"]): Lexicon {
  return { ...noForms(), abbreviations: new Map(), beginnings, nameWords: undefined };
}

/** A lexicon for reading names, which forgets nothing. */
export function createNameLexicon(): Lexicon {
  const beginnings = { starts: 0, traits: 0 };
  return { ...noForms(), abbreviations: new Map(), beginnings: () => beginnings, nameWords: [] };
}

export function nameWordOf({ nameWords }: Lexicon, form: number): NameWord {
  const word = nameWords?.[form / recordWidth];
  if (!word) throw new Error("Only a lexicon for reading names has words of names.");
  return word;
}

function noForms(): Pick<Lexicon, "slots" | "records" | "count"> {
  return { ...roomFor(4096), count: 0 };
}

function roomFor(forms: number): Pick<Lexicon, "slots" | "records"> {
  const slots = createSlots(forms);
  return { slots, records: new Int32Array(mostEntries(slots) * recordWidth) };
}

/** Makes room for new forms. Forms are good until the next call. */
export function limitForms(lexicon: Lexicon): void {
  if (lexicon.count < mostForms || lexicon.nameWords) return;
  Object.assign(lexicon, noForms());
  lexicon.abbreviations.clear();
}

export function formOf(lexicon: Lexicon, word: string): number {
  const [first, second] = [firstHash(word), secondHash(word)];
  const known = findSlot(lexicon.slots, first, second);
  return known >= 0 ? known : addForm(lexicon, word, first, second);
}

/** Adds a form that the lexicon has not yet. */
export function addForm(lexicon: Lexicon, written: string, first: number, second: number): number {
  const at = lexicon.count * recordWidth;
  if (lexicon.count === mostEntries(lexicon.slots)) widen(lexicon);
  lexicon.count++;
  const { stem, root, traits } = wordForm(written);
  const [rootFirst, rootSecond] = [firstHash(root), secondHash(root)];
  const begun = lexicon.beginnings(rootFirst, rootSecond);
  const symbol = firstHash(plainSymbol(withoutPlural(written)));
  lexicon.records.set(
    [first, second, traits | begun.traits, firstHash(stem), symbol, rootFirst, rootSecond, begun.starts],
    at,
  );
  fillSlot(lexicon.slots, first, second, at);
  lexicon.nameWords?.push({ stem, form: at });
  if ((traits & trait.capitals) !== 0) lexicon.abbreviations.set(at, withoutPlural(written));
  return at;
}

function widen(lexicon: Lexicon): void {
  const { records, count } = lexicon;
  Object.assign(lexicon, roomFor(count * 2));
  lexicon.records.set(records);
  for (let at = 0; at < count * recordWidth; at += recordWidth) {
    fillSlot(lexicon.slots, records[at + field.firstHash] as number, records[at + field.secondHash] as number, at);
  }
}

/** "TECs" as "TEC", "Tregs" as "Treg"; "Ras" stays. */
export function withoutPlural(abbreviation: string): string {
  return /([A-Z0-9]|^[A-Z][a-z]{2,})s$/.test(abbreviation) ? abbreviation.slice(0, -1) : abbreviation;
}
