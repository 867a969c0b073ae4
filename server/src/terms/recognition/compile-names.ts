/** Compiles the names of a terminology, in all the forms in which writers use them. */
import { type NameRole, namesOf, type Term } from "../model.ts";
import type { TerminologySource } from "../store.ts";
import { bytesOfNames, type CompiledNames, demand } from "./compiled-names.ts";
import { firstHash, secondHash } from "./hash.ts";
import { kinships, type WordReader } from "./kinship.ts";
import { createNameLexicon, formOf, formOfEntry, type Lexicon, nameWordOf } from "./lexicon.ts";
import { formsOf, type NameForm, taxonDistance, withoutTaxon } from "./name-forms.ts";
import { addPattern, compilePatterns, createPatternList, type Pattern } from "./pattern-list.ts";
import { readTokens } from "./read-tokens.ts";
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

/** Whether the names were chosen one by one. */
export type Curation = Pick<TerminologySource, "curated">;

/**
 * The names of a terminology's terms, for `openNames`. Terms are known by their place in the list. Of several with one
 * identifier the first counts; withdrawn terms have no names, but keep their identifiers from those of other sources.
 */
export function compileNames(terms: readonly Term[], { curated }: Curation = {}): Uint8Array {
  const lexicon = createNameLexicon();
  const list = createPatternList();
  const wordsOf = wordReader(lexicon);
  const kinshipOf = kinships(terms, wordsOf, (word) => nameWordOf(lexicon, formOf(lexicon, word)));
  const conditional = new Uint8Array(terms.length);
  // What another name covers is left out, so the forms that yield to other terms' names come after all names.
  const later: (() => void)[] = [];
  const roots = rootTerms(terms);
  const ids = idNumbers(terms);
  for (const [number, term] of terms.entries()) {
    if (!ids.has(number) || term.obsolete || roots.has(term)) continue;
    for (const [name, [text, role]] of namesOf(term).entries()) {
      const own = role === "label" || role === "exact";
      // Ontologies call so what is an ordinary word more often ("joint" of "skeletal joint").
      const isHead = curated === true && role === "broad" && endsLabel(term, text);
      const words = wordsOf(text);
      for (const form of formsOf({ text, words, own, isHead, kind: term.kind }, () => kinshipOf(term))) {
        const pattern = patternOf({ number, name, text, role, term }, form);
        if ((pattern.demands & demand.conditional) !== 0) conditional[number] = 1;
        if (form.exclusive) later.push(() => addPattern(list, lexicon, form.words, pattern));
        else addPattern(list, lexicon, form.words, pattern);
      }
    }
  }
  for (const add of later) add();
  return bytesOfNames({ termCount: terms.length, ...compilePatterns(list), ...compileIds(ids), conditional });
}

function wordReader(lexicon: Lexicon): WordReader {
  const tokens = createTokens();
  const none = new Map();
  return (name) => {
    const text = withoutTaxon(name);
    readTokens(tokens, lexicon, text, { start: 0, end: text.length }, none);
    return Array.from(tokens.entries.subarray(0, tokens.count), (entry) => nameWordOf(lexicon, formOfEntry(entry)));
  };
}

/** By a term's number, its identifier as a number; without terms whose identifier another before them has. */
function idNumbers(terms: readonly Term[]): ReadonlyMap<number, number> {
  const seen = new Set<string>();
  const numbers = new Map<number, number>();
  for (const [number, { id }] of terms.entries()) {
    if (!seen.has(id)) numbers.set(number, (firstHash(id) >>> 0) * 2 ** 21 + (secondHash(id) >>> 11));
    seen.add(id);
  }
  return numbers;
}

function compileIds(numbers: ReadonlyMap<number, number>): Pick<CompiledNames, "ids" | "idTerms"> {
  const ids = Float64Array.from(numbers.values()).sort();
  const places = new Map(Array.from(ids, (id, place) => [id, place]));
  const idTerms = new Int32Array(ids.length);
  for (const [term, id] of numbers) idTerms[places.get(id) ?? 0] = term;
  return { ids, idTerms };
}

interface Name {
  readonly number: number;
  readonly name: number;
  readonly text: string;
  readonly role: NameRole;
  readonly term: Term;
}

function patternOf({ number, name, text, role, term }: Name, form: NameForm): Pattern {
  const isConditional = form.conditional || (form.spelling !== undefined && needsFullName(text, role, term));
  const rank = rankOfRole[role] + form.distance + taxonDistance(text);
  return {
    term: number,
    name,
    rank: role === "broad" && endsLabel(term, text) ? rank - 5 : rank,
    demands:
      (form.spelling === undefined ? 0 : demand.spelling) |
      (form.adjectival ? demand.adjectival : 0) |
      (isConditional ? demand.conditional : 0),
    hole: form.hole ?? -1,
    exclusive: form.exclusive ?? false,
  };
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

/** Terms that more than half of a large ontology falls under, as "cell": to mark each would say nothing. */
function rootTerms(terms: readonly Term[]): ReadonlySet<Term> {
  const children = new Map<string, string[]>();
  const sizes = new Map<string, number>();
  for (const { id, parents, obsolete } of terms) {
    if (obsolete) continue;
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
