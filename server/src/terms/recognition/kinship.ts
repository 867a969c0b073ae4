/** What a terminology says of a cell type besides its names: what it is a kind of, and how its kinds are called. */
import { namesOf, type Term } from "../model.ts";
import type { NameWord } from "./lexicon.ts";
import { isSymbol, type Kinship } from "./name-forms.ts";

/** Reads the words of a name. */
export type WordReader = (name: string) => readonly NameWord[];

/** Gives what the terminology knows of each of its terms; worked out when first asked for. */
export function kinships(
  terms: readonly Term[],
  wordsOf: WordReader,
  word: (text: string) => NameWord,
): (term: Term) => Kinship {
  const byId = new Map(terms.map((term) => [term.id, term]));
  const known = new Map<Term, Kinship>();
  let attested: ReadonlyMap<string, readonly Term[]> | undefined;
  const ancestorsOf = (term: Term, seen = new Set<Term>()): ReadonlySet<Term> => {
    for (const id of term.parents) {
      const parent = byId.get(id);
      if (!parent || seen.has(parent)) continue;
      seen.add(parent);
      ancestorsOf(parent, seen);
    }
    return seen;
  };
  return (term) => {
    const found = known.get(term);
    if (found) return found;
    const ancestors = ancestorsOf(term);
    const heads = new Set([term, ...ancestors].flatMap((it) => headsOf(it, wordsOf)));
    const isAttested = (words: readonly NameWord[]) => {
      attested ??= cellNames(terms, wordsOf);
      return (attested.get(keyOf(words)) ?? []).some((other) => ancestorsOf(other).has(term));
    };
    const kinship = { heads, definition: term.definition, isAttested, word };
    known.set(term, kinship);
    return kinship;
  };
}

const keyOf = (words: readonly NameWord[]): string => words.map(({ stem }) => stem).join(" ");

/** The nouns that name a term alone, or with "cell" after them. */
function headsOf(term: Term, wordsOf: WordReader): string[] {
  return namesOf(term).flatMap(([text, role]) => {
    if ((role !== "label" && role !== "exact") || isSymbol(text)) return [];
    const [noun, cell, ...more] = wordsOf(text);
    const isAlone =
      cell === undefined || (cell.stem === "cell" && /(cyte|blast|clast|phil|receptor)$/.test(noun?.stem ?? ""));
    return noun && isAlone && more.length === 0 ? [noun.stem] : [];
  });
}

/** The terms by every ending of their names that end with "cell". */
function cellNames(terms: readonly Term[], wordsOf: WordReader): ReadonlyMap<string, readonly Term[]> {
  const found = new Map<string, Term[]>();
  for (const term of terms) {
    if (term.kind !== "cell-type") continue;
    for (const [text, role] of namesOf(term)) {
      if ((role !== "label" && role !== "exact") || !/cells?$/i.test(text)) continue;
      const words = wordsOf(text);
      for (let from = 1; from < words.length - 1; from++) {
        const key = keyOf(words.slice(from));
        const known = found.get(key);
        if (known) known.push(term);
        else found.set(key, [term]);
      }
    }
  }
  return found;
}
