/** Makes a matcher of a terminology's names. */
import { type NameRole, namesOf, type Term } from "../model.ts";
import { createLexicon, type Lexicon, numbered } from "./lexicon.ts";
import {
  formsOf,
  isSymbol,
  type Kinship,
  type NameForm,
  type NameWord,
  nameWords,
  taxonDistance,
} from "./name-forms.ts";
import {
  addPattern,
  childOf,
  createTrie,
  demand,
  nodeFor,
  type PatternTrie,
  rankOf,
  rootNode,
} from "./pattern-trie.ts";
import type { Matcher } from "./scan.ts";
import { createTokens } from "./tokens.ts";

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
  const kinships = kinshipsOf(terms);
  const later: (() => void)[] = [];
  const roots = rootTerms(terms);
  for (const [number, term] of terms.entries()) {
    if (term.obsolete || roots.has(term)) continue;
    for (const [name, [text, role]] of namesOf(term).entries()) {
      const own = role === "label" || role === "exact";
      for (const form of formsOf(text, own, term.kind, () => kinships.of(term))) {
        const add = () => addForm({ lexicon, trie, number, name, text, role, term, form });
        if (form.exclusive) later.push(add);
        else add();
      }
    }
  }
  // Forms that count only where no other term has them wait until all names are there.
  for (const add of later) add();
  return {
    lexicon,
    trie,
    firstNodes: Int32Array.from({ length: lexicon.words.count }, (_, word) => childOf(trie, rootNode, word)),
    isConditional: conditionalTerms(trie, terms.length),
    tokens: createTokens(),
    spellingOf: (term, name) => {
      const found = terms[term];
      return (found && namesOf(found)[name]?.[0]) ?? "";
    },
  };
}

interface Addition {
  readonly lexicon: Lexicon;
  readonly trie: PatternTrie;
  readonly number: number;
  readonly name: number;
  readonly text: string;
  readonly role: NameRole;
  readonly term: Term;
  readonly form: NameForm;
}

function addForm({ lexicon, trie, number, name, text, role, term, form }: Addition): void {
  const words = form.words.map((word) => numbered(lexicon, word));
  const node = nodeFor(
    trie,
    words.map(({ root }) => root),
  );
  if (form.exclusive && isTaken(trie, node, number)) return;
  const demands =
    (form.spelling === undefined ? 0 : demand.spelling) |
    (form.adjectival ? demand.adjectival : 0) |
    (form.conditional || (form.spelling !== undefined && needsFullName(role, term)) ? demand.conditional : 0);
  addPattern(
    trie,
    node,
    words.map(({ stem }) => stem),
    {
      term: number,
      name,
      rank:
        rankOfRole[role] + form.distance + taxonDistance(text) - (role === "broad" && endsLabel(term, text) ? 5 : 0),
      demands,
      hole: form.hole ?? -1,
    },
  );
}

/** A symbol of few letters that is no term's label or curated abbreviation means something else as often. */
function needsFullName(role: NameRole, term: Term): boolean {
  return role !== "label" && role !== "abbreviation" && term.kind !== "molecule";
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
  for (const { id, parents } of terms) {
    for (const parent of parents) children.set(parent, [...(children.get(parent) ?? []), id]);
  }
  return new Set(
    terms.filter(({ id, parents }) => {
      if (parents.length > 0 || !children.has(id)) return false;
      const below = new Set<string>([id]);
      for (const reached of below) for (const child of children.get(reached) ?? []) below.add(child);
      const prefix = id.slice(0, id.indexOf(":") + 1);
      return below.size > 200 && below.size * 2 > terms.filter((term) => term.id.startsWith(prefix)).length;
    }),
  );
}

interface Kinships {
  of(term: Term): Kinship;
}

function kinshipsOf(terms: readonly Term[]): Kinships {
  const byId = new Map(terms.map((term) => [term.id, term]));
  const heads = new Map<Term, ReadonlySet<string>>();
  let endings: Map<string, Set<Term>> | undefined;
  const ancestorsOf = (term: Term, seen = new Set<Term>()): Set<Term> => {
    for (const id of term.parents) {
      const parent = byId.get(id);
      if (!parent || seen.has(parent)) continue;
      seen.add(parent);
      ancestorsOf(parent, seen);
    }
    return seen;
  };
  const headsOf = (term: Term): ReadonlySet<string> => {
    const known = heads.get(term);
    if (known) return known;
    const found = new Set([term, ...ancestorsOf(term)].flatMap(ownHeads));
    heads.set(term, found);
    return found;
  };
  return {
    of: (term) => ({
      heads: headsOf(term),
      definition: term.definition,
      isAttested: (words) => {
        endings ??= cellNames(terms);
        return [...(endings.get(keyOf(words)) ?? [])].some((other) => ancestorsOf(other).has(term));
      },
    }),
  };
}

const keyOf = (words: readonly NameWord[]): string => words.map(({ stem }) => stem).join(" ");

/** The nouns that name a term alone, or with "cell" after them. */
function ownHeads(term: Term): string[] {
  return namesOf(term).flatMap(([text, role]) => {
    if ((role !== "label" && role !== "exact") || isSymbol(text)) return [];
    const [noun, cell, ...more] = nameWords(text);
    const isAlone =
      cell === undefined || (cell.stem === "cell" && /(cyte|blast|clast|phil|receptor)$/.test(noun?.stem ?? ""));
    return noun && isAlone && more.length === 0 ? [noun.stem] : [];
  });
}

/** The terms by every ending of their names that end with "cell". */
function cellNames(terms: readonly Term[]): Map<string, Set<Term>> {
  const found = new Map<string, Set<Term>>();
  for (const term of terms) {
    for (const [text, role] of namesOf(term)) {
      if ((role !== "label" && role !== "exact") || !/cells?$/i.test(text)) continue;
      const words = nameWords(text);
      for (let from = 1; from < words.length - 1; from++) {
        const key = keyOf(words.slice(from));
        found.set(key, (found.get(key) ?? new Set()).add(term));
      }
    }
  }
  return found;
}
