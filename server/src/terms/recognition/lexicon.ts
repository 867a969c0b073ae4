/**
 * The words of a terminology by number, and what is known of every word form seen. A text repeats its words, so each
 * form is folded, stemmed and looked up once, and from then on found by its characters.
 */
import { createList, type GrowingList, push } from "./growing-list.ts";
import { type WordForm, wordForm } from "./word-form.ts";
import { addWord, createWordTable, findWord, knownNumberOf, numberOf, type WordTable } from "./word-table.ts";

export interface Lexicon {
  /** Stems and roots of the terminology's names. */
  readonly words: WordTable;
  /** Forms as texts write them. */
  readonly forms: WordTable;
  /** By form: the number of its stem, of its root, -1 for one that no name has; and its traits. */
  readonly stems: GrowingList;
  readonly roots: GrowingList;
  readonly traits: GrowingList;
}

/** What a word means to the recogniser; numbers are -1 for a word that no name has. */
export interface KnownWord {
  readonly stem: number;
  readonly root: number;
}

/** Forms beyond this number are looked up anew each time, so that a session of weeks doesn't grow. */
const mostForms = 1 << 18;

export function createLexicon(): Lexicon {
  return {
    words: createWordTable(),
    forms: createWordTable(),
    stems: createList(),
    roots: createList(),
    traits: createList(),
  };
}

/** The words of a name, numbered. */
export function numbered({ words }: Lexicon, { stem, root }: Pick<WordForm, "stem" | "root">): KnownWord {
  return { stem: numberOf(words, stem), root: numberOf(words, root) };
}

/** The number of the form `text[start, end)`, by which `stems`, `roots` and `traits` are read. */
export function formAt(lexicon: Lexicon, text: string, start: number, end: number, hash: number): number {
  const { forms } = lexicon;
  const known = findWord(forms, text, start, end, hash);
  return known >= 0 ? known : addForm(lexicon, text, start, end, hash);
}

function addForm(
  { words, forms, stems, roots, traits }: Lexicon,
  text: string,
  start: number,
  end: number,
  hash: number,
) {
  const form = wordForm(text.slice(start, end));
  // Only a place to put the last form read when there is no room for more: its row is read before the next is added.
  const isFull = forms.count >= mostForms;
  const number = isFull ? mostForms : addWord(forms, text, start, end, hash);
  if (isFull) for (const list of [stems, roots, traits]) list.count = mostForms;
  push(stems, knownNumberOf(words, form.stem));
  push(roots, knownNumberOf(words, form.root));
  push(traits, form.traits);
  return number;
}
