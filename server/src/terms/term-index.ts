/** The index that completes terms: every name by the start of any of its words, ranked. */
import type { Term } from "./model.ts";
import { functionWords, plainWord, singularsOf, wordsOf } from "./words.ts";

/** How a name belongs to its term; also the order in which names of equal likeness are offered. */
export type NameRole = "label" | "exact" | "abbreviation" | "narrow" | "broad" | "related";

interface IndexedName {
  readonly term: Term;
  readonly text: string;
  readonly role: NameRole;
  /** Folded words, and beside each its plain form where the spelling differs. */
  readonly words: readonly (readonly string[])[];
}

/** Names of a vocabulary by their words' starts. Immutable. */
export interface TermIndex {
  readonly names: readonly IndexedName[];
  /** Word forms in order, and beside each the number of the name that has it. */
  readonly forms: readonly string[];
  readonly nameOfForm: Int32Array;
}

/** A term found, with the name through which it was found. Best first. */
export interface TermMatch {
  readonly term: Term;
  readonly name: string;
  readonly role: NameRole;
  /** True where the query's last word is the plural of the name's. */
  readonly plural: boolean;
}

export function namesOf(term: Term): readonly (readonly [string, NameRole])[] {
  return [
    [term.label, "label"],
    ...term.synonyms.map((synonym) => [synonym.text, synonym.scope] as const),
    ...term.abbreviations.map((text) => [text, "abbreviation"] as const),
  ];
}

export function buildTermIndex(terms: readonly Term[]): TermIndex {
  const names: IndexedName[] = terms.flatMap((term) =>
    namesOf(term).map(([text, role]) => ({ term, text, role, words: formsOf(text) })),
  );
  const postings = names.flatMap((name, number) =>
    name.words.flatMap((forms) => forms.map((form) => [form, number] as const)),
  );
  postings.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return {
    names,
    forms: postings.map(([form]) => form),
    nameOfForm: Int32Array.from(postings, ([, number]) => number),
  };
}

function formsOf(name: string): string[][] {
  return wordsOf(name).map(({ start, end, folded }) => {
    const plain = plainWord(name.slice(start, end));
    return plain === folded ? [folded] : [folded, plain];
  });
}

interface QueryWord {
  /** What a name's word may start with. */
  readonly prefixes: readonly string[];
  readonly singulars: readonly string[];
  /** True for a function word ("the"), which must be a whole word of the name. */
  readonly whole: boolean;
}

export interface TermQuery {
  readonly text: string;
  readonly limit: number;
  /** True where the words must stand in the name in the query's order, other words allowed between them. */
  readonly inOrder?: boolean;
}

/** Finds terms with a name in which every word of the query starts a word of its own. */
export function searchTerms(index: TermIndex, { text, limit, inOrder = false }: TermQuery): TermMatch[] {
  const query = wordsOf(text).map(({ start, end, folded }, number, all): QueryWord => {
    const prefixes = [...new Set([folded, plainWord(text.slice(start, end))])];
    const whole = number < all.length - 1 && functionWords.has(folded);
    return { prefixes, singulars: singularsOf(folded), whole };
  });
  const rarest = query.map((word) => candidatesOf(index, word)).sort((a, b) => a.size - b.size)[0];
  if (!rarest) return [];
  const best = new Map<Term, { match: TermMatch; score: number }>();
  for (const number of rarest) {
    const name = index.names[number];
    const found = name && likenessOf(name, query, inOrder);
    if (!name || !found) continue;
    const known = best.get(name.term);
    if (known && known.score <= found.score) continue;
    const match = { term: name.term, name: name.text, role: name.role, plural: found.plural };
    best.set(name.term, { match, score: found.score });
  }
  return [...best.values()]
    .sort((a, b) => a.score - b.score || a.match.term.label.length - b.match.term.label.length)
    .slice(0, limit)
    .map(({ match }) => match);
}

function candidatesOf(index: TermIndex, word: QueryWord): Set<number> {
  const found = new Set<number>();
  for (const prefix of [...word.prefixes, ...word.singulars]) {
    for (let at = lowerBound(index.forms, prefix); index.forms[at]?.startsWith(prefix); at++) {
      const number = index.nameOfForm[at];
      if (number !== undefined) found.add(number);
    }
  }
  return found;
}

const roleOrder: readonly NameRole[] = ["label", "exact", "abbreviation", "narrow", "broad", "related"];

/**
 * Lower is better: exact label, exact synonym, label prefix, word prefix of the label, synonym prefix, word prefix of a
 * synonym; broad and related synonyms after all others. `undefined` where a query word starts no word of the name.
 */
function likenessOf(
  name: IndexedName,
  query: readonly QueryWord[],
  inOrder: boolean,
): { score: number; plural: boolean } | undefined {
  const taken: number[] = [];
  let whole = query.length === name.words.length;
  let plural = false;
  for (const word of query) {
    const from = inOrder ? (taken.at(-1) ?? -1) + 1 : 0;
    const at = name.words.findIndex(
      (forms, number) => number >= from && !taken.includes(number) && matchesWord(forms, word),
    );
    const forms = name.words[at];
    if (!forms) return undefined;
    taken.push(at);
    const same = word.prefixes.some((prefix) => forms.includes(prefix));
    const singular = word.singulars.some((form) => forms.includes(form));
    whole &&= same || singular;
    plural = singular && !same;
  }
  const fromStart = taken.every((at, number) => at === number);
  const likeness = fromStart && whole ? 0 : (fromStart ? 1 : 2) + (name.role === "label" ? 0 : 2);
  const late = name.role === "related" || name.role === "broad" ? 100 : 0;
  return { score: late + likeness * 10 + roleOrder.indexOf(name.role), plural };
}

function matchesWord(forms: readonly string[], word: QueryWord): boolean {
  return forms.some((form) =>
    word.whole
      ? word.prefixes.includes(form) || word.singulars.includes(form)
      : word.prefixes.some((prefix) => form.startsWith(prefix)) || word.singulars.includes(form),
  );
}

function lowerBound(sorted: readonly string[], value: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? "") < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
