/**
 * The words of a terminology by number, and what is known of every word form seen. A text repeats its words, so each
 * form is folded, stemmed and looked up once, and from then on found by its characters.
 */
import { plainSymbol } from "../words.ts";
import { createList, type GrowingList, push } from "./growing-list.ts";
import { trait, wordForm } from "./word-form.ts";
import {
  addWord,
  createWordTable,
  findWord,
  hashOf,
  knownNumberOf,
  numberOf,
  unitsOf,
  type WordTable,
} from "./word-table.ts";

export interface Lexicon {
  /** Stems and roots of the terminology's names. */
  readonly words: WordTable;
  /** Forms as texts write them. */
  forms: WordTable;
  /** By form: the number of its stem, of its root, and of how a symbol has it; -1 for one that no name has. */
  readonly stems: GrowingList;
  readonly roots: GrowingList;
  readonly symbols: GrowingList;
  readonly traits: GrowingList;
  /** Forms with capitals, which may be abbreviations, in the singular. */
  readonly abbreviations: Map<number, string>;
  /** By form, while the names are read: what is known of it. Words that are read then are the names' own. */
  learned: NameWord[] | undefined;
}

/** A word of a name. */
export interface NameWord {
  readonly stem: string;
  readonly root: string;
  readonly stemNumber: number;
  readonly rootNumber: number;
  readonly symbolNumber: number;
}

/** Forms are forgotten beyond this number, so that a session of weeks doesn't grow. */
const mostForms = 1 << 18;

export function createLexicon(): Lexicon {
  return {
    words: createWordTable(),
    forms: createWordTable(),
    stems: createList(),
    roots: createList(),
    symbols: createList(),
    traits: createList(),
    abbreviations: new Map(),
    learned: [],
  };
}

/** A word as a word of names, while those are read. */
export function learn(lexicon: Lexicon, word: string): NameWord {
  return learnedForm(lexicon, formOf(lexicon, word));
}

export function learnedForm({ learned }: Lexicon, form: number): NameWord {
  const word = learned?.[form];
  if (!word) throw new Error("The names have been read; no more words can be learned.");
  return word;
}

/** Ends the reading of names: words that come now are those of texts. */
export function finishLearning(lexicon: Lexicon): void {
  lexicon.learned = undefined;
  forgetForms(lexicon);
}

/** Makes room for new forms. Numbers of forms are good until the next call. */
export function limitForms(lexicon: Lexicon): void {
  if (lexicon.forms.count >= mostForms && !lexicon.learned) forgetForms(lexicon);
}

function forgetForms(lexicon: Lexicon): void {
  lexicon.forms = createWordTable();
  for (const list of [lexicon.stems, lexicon.roots, lexicon.symbols, lexicon.traits]) list.count = 0;
  lexicon.abbreviations.clear();
}

/** The number of the form `units[start, end)`, by which `stems`, `roots` and `traits` are read. */
export function formAt(lexicon: Lexicon, units: Uint16Array, start: number, end: number, hash: number): number {
  const known = findWord(lexicon.forms, units, start, end, hash);
  return known >= 0 ? known : addForm(lexicon, units, start, end, hash);
}

export function formOf(lexicon: Lexicon, word: string): number {
  const units = unitsOf(word).slice(0, word.length);
  return formAt(lexicon, units, 0, word.length, hashOf(units, word.length));
}

function addForm(lexicon: Lexicon, units: Uint16Array, start: number, end: number, hash: number): number {
  const { words, learned } = lexicon;
  const number = addWord(lexicon.forms, units, start, end, hash);
  const written = String.fromCharCode(...units.subarray(start, end));
  const form = wordForm(written);
  const numberIn = learned ? numberOf : knownNumberOf;
  const stemNumber = numberIn(words, form.stem);
  const rootNumber = numberIn(words, form.root);
  // The sign keeps a symbol's words apart from stems.
  const symbolNumber = numberIn(words, `=${plainSymbol(withoutPlural(written))}`);
  push(lexicon.stems, stemNumber);
  push(lexicon.roots, rootNumber);
  push(lexicon.symbols, symbolNumber);
  push(lexicon.traits, form.traits);
  learned?.push({ stem: form.stem, root: form.root, stemNumber, rootNumber, symbolNumber });
  if ((form.traits & trait.capitals) !== 0) lexicon.abbreviations.set(number, withoutPlural(written));
  return number;
}

/** "TECs" as "TEC", "Tregs" as "Treg"; "Ras" stays. */
export function withoutPlural(abbreviation: string): string {
  return /([A-Z0-9]|^[A-Z][a-z]{2,})s$/.test(abbreviation) ? abbreviation.slice(0, -1) : abbreviation;
}
