/** Makes a matcher of a terminology's names. */
import { type NameRole, namesOf, type Term } from "../model.ts";
import { createLexicon, finishLearning, type Lexicon, learn, learnedForm, type NameWord } from "./lexicon.ts";
import { formsOf, isSymbol, type Kinship, type NameForm, taxonDistance, withoutTaxon } from "./name-forms.ts";
import { nameStarts } from "./name-starts.ts";
import { addPattern, createTrie, demand, nodeFor, type PatternTrie, rankOf } from "./pattern-trie.ts";
import type { Matcher } from "./scan.ts";
import { createTokens, readTokens } from "./tokens.ts";

const rankOfRole: Readonly<Record<NameRole, number>> = {
  label: 0,
  abbreviation: 10,
  exact: 10,
  narrow: 30,
  previous: 30,
  broad: 40,
  related: 50,
  identifier: 50,
};

export function buildMatcher(terms: readonly Term[]): Matcher {
  const lexicon = createLexicon();
  const trie = createTrie();
  const wordsOf = wordReader(lexicon);
  const kinshipOf = kinships(terms, lexicon, wordsOf);
  const later: (() => void)[] = [];
  const roots = rootTerms(terms);
  for (const [number, term] of terms.entries()) {
    if (term.obsolete || roots.has(term)) continue;
    for (const [name, [text, role]] of namesOf(term).entries()) {
      const own = role === "label" || role === "exact";
      for (const form of formsOf({ text, words: wordsOf(text), own, kind: term.kind }, () => kinshipOf(term))) {
        const addition = { trie, number, name, text, role, term, form };
        // Forms that count only where no other term has them wait until all names are there.
        if (form.exclusive) later.push(() => addForm(addition));
        else addForm(addition);
      }
    }
  }
  for (const add of later) add();
  finishLearning(lexicon);
  return {
    lexicon,
    trie,
    starts: nameStarts(trie, lexicon.words.count),
    isConditional: conditionalTerms(trie, terms.length),
    tokens: createTokens(),
  };
}

type WordReader = (name: string) => readonly NameWord[];

function wordReader(lexicon: Lexicon): WordReader {
  const tokens = createTokens();
  const none = new Map();
  return (name) => {
    const text = withoutTaxon(name);
    readTokens(tokens, lexicon, text, { start: 0, end: text.length }, none);
    const words: NameWord[] = [];
    for (let token = 0; token < tokens.count; token++) words.push(learnedForm(lexicon, tokens.forms[token] as number));
    return words;
  };
}

interface Addition {
  readonly trie: PatternTrie;
  readonly number: number;
  readonly name: number;
  readonly text: string;
  readonly role: NameRole;
  readonly term: Term;
  readonly form: NameForm;
}

function addForm({ trie, number, name, text, role, term, form }: Addition): void {
  const node = nodeFor(trie, form.words);
  if (form.exclusive && isTaken(trie, node, number)) return;
  const isConditional = form.conditional || (form.spelling !== undefined && needsFullName(text, role, term));
  const rank = rankOfRole[role] + form.distance + taxonDistance(text);
  addPattern(trie, node, form.words, {
    term: number,
    name,
    rank: role === "broad" && endsLabel(term, text) ? rank - 5 : rank,
    demands:
      (form.spelling === undefined ? 0 : demand.spelling) |
      (form.adjectival ? demand.adjectival : 0) |
      (isConditional ? demand.conditional : 0),
    hole: form.hole ?? -1,
  });
}

/**
 * A symbol that is neither a term's label nor a curated abbreviation means something else as often. Genes are written by
 * their aliases, but those of three letters and fewer are too many.
 */
function needsFullName(text: string, role: NameRole, term: Term): boolean {
  if (role === "label" || role === "abbreviation") return false;
  return term.kind !== "molecule" || (role !== "exact" && /^\p{L}{1,3}$/u.test(text));
}

/** True for the broad synonym "hair cell" of "sensory hair cell". */
function endsLabel(term: Term, text: string): boolean {
  return term.label.toLowerCase().endsWith(` ${text.toLowerCase()}`);
}

function isTaken(trie: PatternTrie, node: number, term: number): boolean {
  for (let pattern = trie.patterns.values[node] as number; pattern >= 0; ) {
    const rank = rankOf(trie.details.values[pattern] as number);
    if (trie.term.values[pattern] !== term && rank % 10 < 4 && rank < 45) return true;
    pattern = trie.next.values[pattern] as number;
  }
  return false;
}

function conditionalTerms(trie: PatternTrie, count: number): Uint8Array {
  const conditional = new Uint8Array(count);
  for (let pattern = 0; pattern < trie.term.count; pattern++) {
    if (((trie.details.values[pattern] as number) & demand.conditional) !== 0) {
      conditional[trie.term.values[pattern] as number] = 1;
    }
  }
  return conditional;
}

/** Terms that more than half of a large ontology falls under, as "cell": to mark each would say nothing. */
function rootTerms(terms: readonly Term[]): ReadonlySet<Term> {
  const children = new Map<string, string[]>();
  const sizes = new Map<string, number>();
  for (const { id, parents } of terms) {
    sizes.set(prefixOf(id), (sizes.get(prefixOf(id)) ?? 0) + 1);
    for (const parent of parents) {
      const known = children.get(parent);
      if (known) known.push(id);
      else children.set(parent, [id]);
    }
  }
  return new Set(
    terms.filter(({ id, parents }) => {
      if (parents.length > 0 || !children.has(id)) return false;
      const below = new Set<string>([id]);
      for (const reached of below) for (const child of children.get(reached) ?? []) below.add(child);
      return below.size > 200 && below.size * 2 > (sizes.get(prefixOf(id)) ?? 0);
    }),
  );
}

const prefixOf = (id: string): string => id.slice(0, id.indexOf(":") + 1);

/** What the terminology knows of each of its terms; worked out when first asked for. */
function kinships(terms: readonly Term[], lexicon: Lexicon, wordsOf: WordReader): (term: Term) => Kinship {
  const byId = new Map(terms.map((term) => [term.id, term]));
  const known = new Map<Term, Kinship>();
  const word = (text: string) => learn(lexicon, text);
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
