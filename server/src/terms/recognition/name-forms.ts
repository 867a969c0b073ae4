/**
 * The forms in which writers use a name, beyond its plurals and spellings. Most are those of cell types: "photoreceptor
 * cell" is also written "photoreceptor", "epithelial cell of lung" is "lung epithelial cell", "fibroblast" is
 * "fibroblast cell".
 */
import type { TermKind } from "../model.ts";
import { functionWords } from "../words.ts";
import type { NameWord } from "./lexicon.ts";

/** How far a form is from the name as the terminology has it; a lower number is preferred. */
const distance = { asWritten: 0, derived: 2, shortened: 5 } as const;

export interface NameForm {
  readonly words: readonly NameWord[];
  readonly distance: number;
  /** Set for symbols, which must be written with these capitals. */
  readonly spelling?: string;
  /** True where an adjective may stand for the last word: "neuronal" for "neuron". */
  readonly adjectival?: boolean;
  /** The word that is no part of the name: "the" in "cells of the retina". */
  readonly hole?: number;
  /** True where the text must have named the concept in a fuller form. */
  readonly conditional?: boolean;
  /** True where the form counts only if no other term has it. */
  readonly exclusive?: boolean;
}

/** What a terminology knows of a term besides its names. */
export interface Kinship {
  /** Nouns that name a broader concept, or this one: "neuron", "photoreceptor". */
  readonly heads: ReadonlySet<string>;
  /** True for a name that a narrower term's name ends with. */
  isAttested(name: readonly NameWord[]): boolean;
  readonly definition: string;
  /** A word that the name itself has not. */
  word(text: string): NameWord;
}

/** Nouns that name a cell by themselves. */
const cellNoun = /(cyte|blast|clast|phage|phil|neuron|glia|gamete|zygote|receptor)$/;

/** Symbols such as MET or CXCL12, which are other words, or none, in other capitals. */
export function isSymbol(name: string): boolean {
  return (name.length <= 5 && name !== name.toLowerCase()) || /^[A-Za-z]?[A-Z0-9]{2,}s?$/.test(name);
}

/** A name without what its ontology adds in brackets to tell taxa apart. */
export function withoutTaxon(name: string): string {
  return name.includes("(sensu ") ? name.replace(/\s*\(sensu [^)]*\)/, "") : name;
}

/** How much less a name is preferred for its taxon: one of another taxon than the vertebrates' is the last choice. */
export function taxonDistance(name: string): number {
  if (!name.includes("(sensu ")) return 0;
  return /\(sensu (Vertebrata|Mammalia)/.test(name) ? 1 : 4;
}

/** What the forms of a name are made from. */
export interface Name {
  readonly text: string;
  readonly words: readonly NameWord[];
  /** True for labels and exact synonyms, whose words say what the concept is. */
  readonly own: boolean;
  /** True for a broad synonym with which the label of a curated term ends: "stroma" of "tumour stroma". */
  readonly isHead: boolean;
  readonly kind: TermKind;
}

export function formsOf({ text, words, own, isHead, kind }: Name, kinship: () => Kinship): NameForm[] {
  if (words.length === 0) return [];
  if (isSymbol(text)) {
    const symbol = { words, distance: distance.asWritten, spelling: text };
    const start = own && kind === "cell-type" ? /^([A-Z0-9]{2,})Cs?$/.exec(text)?.[1] : undefined;
    if (start === undefined) return [symbol];
    const { word } = kinship();
    return [symbol, { words: [word(start), word("cell")], distance: distance.derived }];
  }
  if (words.length === 1 && isOrdinary(text, own || isHead)) return [];
  const isCell = kind === "cell-type";
  const forms: NameForm[] = [
    { words, distance: distance.asWritten, adjectival: isCell && cellNoun.test(words.at(-1)?.stem ?? "") },
  ];
  if (text.includes("+") || text.includes("⁺")) {
    const unsigned = words.filter(({ stem }) => stem !== "+" && stem !== "⁺");
    if (unsigned.length < words.length && unsigned.length > 0) forms.push({ words: unsigned, distance: 1 });
  }
  if (isCell) forms.push(...cellForms(words, own && taxonDistance(text) < 4, kinship()));
  return forms;
}

/** A single short word of a broader or related meaning ("band", "poly") is an ordinary word far more often. */
function isOrdinary(name: string, isCertain: boolean): boolean {
  return name.length < 2 || functionWords.has(name.toLowerCase()) || (!isCertain && name.length < 8);
}

function cellForms(words: readonly NameWord[], own: boolean, kinship: Kinship): NameForm[] {
  const the = kinship.word("the");
  const cell = kinship.word("cell");
  const forms: NameForm[] = [];
  const derived = (form: readonly NameWord[], more: Partial<NameForm> = {}) =>
    forms.push({ words: form, distance: distance.derived, ...more });
  const orders: (readonly NameWord[])[] = [words];
  // The words "lineage" and "fated" say how the term is defined, not what the cell is called.
  const plain = words.filter(({ stem }) => stem !== "lineage" && stem !== "fated");
  const isLineage = plain.length < words.length && plain.length > 1;
  if (isLineage) {
    orders.push(plain);
    if (/oid$/.test(plain.at(-2)?.stem ?? "")) derived(plain.slice(0, -1), { adjectival: true });
  }
  const at = words.findIndex(({ stem }) => stem === "of");
  if (at > 0) {
    orders.push([...words.slice(at + 1).filter(({ stem }) => stem !== "the"), ...words.slice(0, at)]);
    derived([...words.slice(0, at + 1), the, ...words.slice(at + 1)], { hole: at + 1 });
  }
  for (const order of orders) {
    const head = order.at(-1);
    if (!head) continue;
    if (order !== words) derived(order, { adjectival: cellNoun.test(head.stem) });
    if (cellNoun.test(head.stem)) derived([...order, cell]);
    if (order.some(({ stem }) => stem === "of")) continue;
    forms.push(...headForms(order, head, own && order === words, kinship));
  }
  return forms;
}

/** Forms of a name whose last word is its head: "retinal rod cell", "motor neuron". */
function headForms(words: readonly NameWord[], head: NameWord, own: boolean, kinship: Kinship): NameForm[] {
  const forms: NameForm[] = [];
  const modifiers = words.slice(0, -1);
  const [only] = modifiers;
  if (!only) return [];
  const { word } = kinship;
  const [cell, of, the] = [word("cell"), word("of"), word("the")];
  const derived = (form: readonly NameWord[], more: Partial<NameForm> = {}) =>
    forms.push({ words: form, distance: distance.derived, ...more });
  if (head.stem === "cell") {
    if (modifiers.length === 1 && /(.receptor|glial|.glia)$/.test(only.stem)) derived(modifiers, { adjectival: true });
    for (const noun of kinship.heads) derived([...modifiers, word(noun)], { adjectival: true });
  }
  if (head.stem === "neuron" && kinship.isAttested([...modifiers, cell])) derived([...modifiers, cell]);
  if (head.stem === "cell" || head.stem === "neuron") {
    for (let from = 1; from <= modifiers.length; from++) {
      const rest = [...modifiers.slice(from), head, of];
      derived([...rest, ...modifiers.slice(0, from)]);
      derived([...rest, the, ...modifiers.slice(0, from)], { hole: rest.length });
    }
  }
  if (own && modifiers.length > 1) forms.push(...shortenedForms(words, modifiers, head, kinship));
  return forms;
}

/** Forms with a modifier less, which writers use once the concept is clear: "marginal cell", "rod", "rod photoreceptor". */
function shortenedForms(
  words: readonly NameWord[],
  modifiers: readonly NameWord[],
  head: NameWord,
  { heads, definition, word }: Kinship,
): NameForm[] {
  const shortened = { distance: distance.shortened, exclusive: true, adjectival: cellNoun.test(head.stem) };
  const forms: NameForm[] = modifiers.map((_, dropped) => ({
    ...shortened,
    words: words.filter((_, number) => number !== dropped),
    conditional: true,
  }));
  if (head.stem !== "cell") return forms;
  for (const noun of heads) {
    if (cellNoun.test(noun) && noun !== "neuron") {
      forms.push({ ...shortened, words: [...modifiers.slice(1), word(noun)], adjectival: true });
    }
  }
  const kernel = modifiers[1];
  // A definition that speaks of "rods" shows that the word alone names the cell.
  if (modifiers.length === 2 && kernel && speaksOf(definition, kernel.stem)) {
    forms.push({ ...shortened, words: [kernel], distance: distance.shortened + 1, conditional: true });
  }
  return forms;
}

function speaksOf(definition: string, stem: string): boolean {
  const isWord = stem !== "+" && stem !== "⁺";
  return isWord && new RegExp(`\\b${stem}s\\b(?!.?cell)`, "iu").test(definition);
}
