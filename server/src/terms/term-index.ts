/** Finds terms by what is typed of their names, best first, in one terminology or in several together. */
import type { NameRole, Term, TermSummary } from "./model.ts";
import { spellingsOf } from "./names-key.ts";
import { allNamesOf, type Group, groups, nameAt, type Terminology } from "./store.ts";
import { intersection, none, type RankList, sortedList, union } from "./store-lists.ts";
import type { Postings } from "./store-postings.ts";
import { isInOrder, type ParsedQuery, parseQuery, type QueryWord } from "./term-index-query.ts";

export interface TermQuery {
  readonly text: string;
  readonly limit: number;
  /** True where the words must stand in the name in the query's order, other words allowed between them. */
  readonly inOrder?: boolean;
  /** Identifiers of terms that go first among those found in the same way. */
  readonly boost?: ReadonlySet<string>;
}

/** A term found, with the name through which it was found. */
export interface TermMatch {
  readonly term: TermSummary;
  /** Where the term is, and its number there: {@link termOf} reads the rest of it. */
  readonly terminology: Terminology;
  readonly number: number;
  readonly name: string;
  readonly role: NameRole;
  /** True where the query's last word is the plural of the name's. */
  readonly plural: boolean;
  /** Typing errors taken to be in the query's worst word. */
  readonly edits: number;
}

/** A terminology among others. */
export interface RankedTerminology {
  readonly terminology: Terminology;
  /** Terms of a lower number go before others that are found in the same way and no less often used. */
  readonly priority: number;
}

/**
 * The ways in which a term is found, best first. A whole synonym goes before what only begins as the query, and a
 * whole related one before what has its words somewhere: a capped answer would leave it out otherwise. Verbatim is with
 * the same hyphens and spaces, for RNU1-2 is another gene than RNU12.
 */
const ways: readonly (readonly [keyof QueryLists | "verbatim", Group])[] = [
  ["verbatim", "label"],
  ["whole", "label"],
  ["verbatim", "exact"],
  ["whole", "exact"],
  ["otherwise", "label"],
  ["otherwise", "exact"],
  ["start", "label"],
  ["whole", "identifier"],
  ["start", "identifier"],
  ["verbatim", "related"],
  ["whole", "related"],
  ["otherwise", "related"],
  ["words", "label"],
  ["start", "exact"],
  ["words", "exact"],
  ["start", "related"],
  ["words", "related"],
];

/** The ways in which a term is found where typing errors are taken to be in the query. */
const nearWays: readonly (readonly [edits: 1 | 2, Group])[] = ([1, 2] as const).flatMap((edits) =>
  (["label", "exact", "related"] as const).map((group) => [edits, group] as const),
);

/** Entries that have the query in each way. */
interface QueryLists {
  readonly whole: () => RankList;
  readonly otherwise: () => RankList;
  readonly start: () => RankList;
  readonly words: () => RankList;
}

/** An entry found; `way` counts on from {@link ways} through those of obsolete terms. */
interface Found {
  readonly source: RankedTerminology;
  readonly term: number;
  readonly name: number;
  readonly length: number;
  readonly way: number;
  readonly boosted: boolean;
  readonly edits: number;
}

/** The most entries whose words' order is looked at for one query. */
const mostOrdered = 512;

export function searchTerms(terminology: Terminology, query: TermQuery): TermMatch[] {
  return searchAll([{ terminology, priority: 0 }], query);
}

/**
 * Searches several terminologies as if they were one. A concept that two of them have is shown once, as the first in
 * rank has it. Typing errors are looked for only where nothing is found as typed, and not in words in order: those are
 * prose, most of which is no term.
 */
export function searchAll(sources: readonly RankedTerminology[], query: TermQuery): TermMatch[] {
  const parsed = parseQuery(query.text);
  if (!parsed) return [];
  const collect = (find: (source: RankedTerminology) => Iterable<Found>) =>
    sources.flatMap((source) => firstOfEachTerm(find(source), query.limit));
  let found = collect((source) => findAsTyped(source, parsed, query));
  if (found.length === 0 && !query.inOrder) found = collect((source) => findNear(source, parsed, query));
  if (sources.length > 1) found.sort(byRank);
  const matches = new Map<string, TermMatch>();
  for (const one of found) {
    const match = matchOf(one, parsed);
    if (!matches.has(match.term.id)) matches.set(match.term.id, match);
    if (matches.size === query.limit) break;
  }
  return [...matches.values()];
}

function byRank(a: Found, b: Found): number {
  return (
    a.way - b.way ||
    Number(b.boosted) - Number(a.boosted) ||
    a.source.priority - b.source.priority ||
    a.length - b.length
  );
}

function firstOfEachTerm(found: Iterable<Found>, limit: number): Found[] {
  const first = new Map<number, Found>();
  for (const one of found) {
    if (!first.has(one.term)) first.set(one.term, one);
    if (first.size === limit) break;
  }
  return [...first.values()];
}

function matchOf({ source: { terminology }, term: number, name: index, edits }: Found, query: ParsedQuery): TermMatch {
  const term = terminology.summary(number);
  const [name, role] = nameAt(term, index);
  return { term, terminology, number, name, role, plural: edits === 0 && isPlural(name, query), edits };
}

function isPlural(name: string, { plural }: ParsedQuery): boolean {
  return (
    plural !== undefined &&
    !spellingsOf(name).some(({ starts }) => starts.some((start) => plural.some((form) => start.startsWith(form))))
  );
}

function* findAsTyped(source: RankedTerminology, parsed: ParsedQuery, query: TermQuery): Iterable<Found> {
  const lists = listsOf(source.terminology, parsed);
  for (const half of [0, 1]) {
    for (const [number, [list, group]] of ways.entries()) {
      const entries = lists[list === "verbatim" ? "whole" : list]();
      const range = rangeOf(source.terminology, half, group);
      const found = findIn(source, entries, range, query.boost, { way: half * ways.length + number, edits: 0 });
      if (list === "verbatim") yield* verbatim(found, query.text);
      else yield* list === "words" && query.inOrder ? ordered(found, parsed) : found;
    }
  }
}

/** A word that begins some word of the terminology is taken to be as it should be. */
function* findNear(source: RankedTerminology, parsed: ParsedQuery, query: TermQuery): Iterable<Found> {
  const { terminology } = source;
  const words = parsed.words.map((word) => {
    const isKnown = listOf(terminology.words, { ...word, count: 1 }).next(0) !== none;
    const near = word.typed && !isKnown ? terminology.near(word.typed, word.typed.length < 8 ? 1 : 2) : [];
    return { asTyped: listOf(terminology.words, word), near };
  });
  const listWith = (edits: number): RankList =>
    intersection(
      words.map(({ asTyped, near }) => {
        const close = near.filter((string) => string.edits <= edits);
        return union([asTyped, ...close.map(({ index }) => terminology.words.at(index))]);
      }),
    );
  const lists = { 1: listWith(1), 2: listWith(2) };
  for (const half of [0, 1]) {
    for (const [number, [edits, group]] of nearWays.entries()) {
      const way = half * nearWays.length + number;
      yield* findIn(source, lists[edits], rangeOf(terminology, half, group), query.boost, { way, edits });
    }
  }
}

function rangeOf({ bounds }: Terminology, half: number, group: Group): readonly [number, number] {
  const part = half * groups.length + groups.indexOf(group);
  return [bounds[part] ?? 0, bounds[part + 1] ?? 0];
}

function* findIn(
  source: RankedTerminology,
  list: RankList,
  [from, to]: readonly [number, number],
  boost: ReadonlySet<string> | undefined,
  common: Pick<Found, "way" | "edits">,
): Iterable<Found> {
  const passes = boost ? [intersection([boostedList(source.terminology, boost), list]), list] : [list];
  for (const pass of passes) {
    const boosted = passes.length > 1 && pass !== list;
    for (let number = pass.next(from); number < to; number = pass.next(number + 1)) {
      yield { source, ...source.terminology.entry(number), ...common, boosted };
    }
  }
}

function* verbatim(found: Iterable<Found>, text: string): Iterable<Found> {
  const wanted = text.trim().toLowerCase();
  for (const one of found) if (nameOf(one).toLowerCase() === wanted) yield one;
}

function nameOf({ source, term, name }: Found): string {
  return nameAt(source.terminology.summary(term), name)[0];
}

/** Of what is found, the names that have the query's words in its order. */
function* ordered(found: Iterable<Found>, { words }: ParsedQuery): Iterable<Found> {
  let left = mostOrdered;
  for (const one of found) {
    if (words.length === 1 || spellingsOf(nameOf(one)).some((spelling) => isInOrder(spelling, words))) yield one;
    if (--left === 0) return;
  }
}

function listsOf({ names, words }: Terminology, query: ParsedQuery): QueryLists {
  return {
    whole: once(() => names.exact(query.whole)),
    otherwise: once(() => union(query.otherwise.map((key) => names.exact(key)))),
    start: once(() => union(query.starts.map((key) => names.prefix(key)))),
    words: once(() => intersection(query.words.map((word) => listOf(words, word)))),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Entries with a word that agrees with one of a query. */
function listOf(dictionary: Postings, { prefixes, wholes, apart, count }: QueryWord): RankList {
  return union([
    ...prefixes.map((prefix) => dictionary.prefix(prefix, count)),
    ...wholes.map((whole) => dictionary.exact(whole, count)),
    ...apart.map((parts) =>
      intersection(parts.map((part, at) => (at < parts.length - 1 ? dictionary.exact(part) : dictionary.prefix(part)))),
    ),
  ]);
}

/** All that is known of a term found. */
export function termOf({ terminology, number }: TermMatch): Term {
  return terminology.term(number);
}

/** The term with an identifier, its own or that of a term merged into it. */
export function findTerm(terminology: Terminology, id: string): TermMatch | undefined {
  for (const entry of entriesNamed(terminology, id)) {
    const { term: number, name } = terminology.entry(entry);
    const term = terminology.summary(number);
    const [text, role] = nameAt(term, name);
    if (role === "identifier" && text === id) {
      return { term, terminology, number, name: term.label, role: "label", plural: false, edits: 0 };
    }
  }
  return undefined;
}

/** The terms of a terminology, in the order of their best entries. */
export function* termsOf(terminology: Terminology): Iterable<Term> {
  for (let place = 0; place < terminology.termCount; place++) yield terminology.term(terminology.termAt(place));
}

/** The first terms in the alphabet of their labels, obsolete ones left out. */
export function firstByLabel(terminology: Terminology, limit: number): TermSummary[] {
  const [from, to] = rangeOf(terminology, 0, "label");
  const found = new Set<number>();
  for (let string = 0; string < terminology.names.count && found.size < limit; string++) {
    const entries = terminology.names.at(string);
    for (let entry = entries.next(from); entry < to; entry = entries.next(entry + 1)) {
      found.add(terminology.entry(entry).term);
    }
  }
  return [...found].slice(0, limit).map(terminology.summary);
}

function entriesNamed({ names }: Terminology, name: string): number[] {
  const found: number[] = [];
  for (const { key } of spellingsOf(name)) {
    const list = names.exact(key);
    for (let number = list.next(0); number !== none; number = list.next(number + 1)) found.push(number);
  }
  return found;
}

const boostedLists = new WeakMap<Terminology, WeakMap<ReadonlySet<string>, Uint32Array>>();

/** All entries of the terms with these identifiers. */
function boostedList(terminology: Terminology, ids: ReadonlySet<string>): RankList {
  const known = boostedLists.get(terminology) ?? new WeakMap<ReadonlySet<string>, Uint32Array>();
  boostedLists.set(terminology, known);
  let numbers = known.get(ids);
  if (!numbers) {
    numbers = Uint32Array.from(new Set([...ids].flatMap((id) => entriesOfTerm(terminology, id)))).sort();
    known.set(ids, numbers);
  }
  return sortedList(numbers);
}

function entriesOfTerm(terminology: Terminology, id: string): number[] {
  const found = findTerm(terminology, id);
  if (!found) return [];
  return allNamesOf(found.term)
    .flatMap(([name]) => entriesNamed(terminology, name))
    .filter((entry) => terminology.entry(entry).term === found.number);
}
