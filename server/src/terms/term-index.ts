/** Finds terms by what is typed of their names, best first, in one terminology or in several together. */
import type { NameRole, Term, TermSummary } from "./model.ts";
import { type SpelledWord, spellingsOf, spellWord } from "./names-key.ts";
import { allNamesOf, type Entry, type Group, groups, nameAt, type Terminology } from "./store.ts";
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
  let found = sources.flatMap((source) => findAsTyped(source, parsed, query));
  if (found.length === 0 && !query.inOrder) found = sources.flatMap((source) => findNear(source, parsed, query));
  if (sources.length > 1) found.sort(byRank);
  const spell = rememberedSpelling();
  const matches = new Map<string, TermMatch>();
  for (const one of found) {
    const match = matchOf(one, parsed, spell);
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

type Spell = (word: string) => SpelledWord;

/** Names found together have many words in common. */
function rememberedSpelling(): Spell {
  const known = new Map<string, SpelledWord>();
  return (word) => {
    let spelled = known.get(word);
    if (!spelled) {
      spelled = spellWord(word);
      known.set(word, spelled);
    }
    return spelled;
  };
}

function matchOf(one: Found, query: ParsedQuery, spell: Spell): TermMatch {
  const { terminology } = one.source;
  const term = terminology.summary(one.term);
  const [name, role] = nameAt(term, one.name);
  const plural = one.edits === 0 && query.plural !== undefined && !hasStart(name, query.plural, spell);
  return { term, terminology, number: one.term, name, role, plural, edits: one.edits };
}

/** True where a word of the name begins with one of these. */
function hasStart(name: string, forms: readonly string[], spell: Spell): boolean {
  return (
    forms.some((form) => standsAtWordStart(name, form)) ||
    spellingsOf(name, spell).some(({ starts }) => starts.some((start) => forms.some((form) => start.startsWith(form))))
  );
}

/** True only where a word begins with the form letter by letter, which spares most names to be taken apart. */
function standsAtWordStart(name: string, form: string): boolean {
  if (!/^[a-z0-9]+$/.test(form)) return false;
  const lower = name.toLowerCase();
  for (let at = lower.indexOf(form); at >= 0; at = lower.indexOf(form, at + 1)) {
    if (at === 0 || /[ -/]/.test(lower.charAt(at - 1))) return true;
  }
  return false;
}

/** What is found in one terminology: the first entry of each term, until there are enough. */
interface Gathering {
  readonly source: RankedTerminology;
  readonly limit: number;
  readonly boosted: RankList | undefined;
  readonly found: Map<number, Found>;
}

function gatheringOf(source: RankedTerminology, { limit, boost }: TermQuery): Gathering {
  return { source, limit, boosted: boost && boostedList(source.terminology, boost), found: new Map() };
}

/** What else must be true of an entry; `undefined` where no more entries are to be looked at. */
type Test = (entry: Entry) => boolean | undefined;

/** Gathers the entries of a list that are in one part of the terminology; true when there are enough. */
function gather(
  { source, limit, boosted, found }: Gathering,
  list: RankList,
  part: number,
  { way, edits, test }: Pick<Found, "way" | "edits"> & { readonly test?: Test | undefined },
): boolean {
  const { bounds } = source.terminology;
  const to = bounds[part + 1] ?? 0;
  for (const pass of boosted ? [intersection([boosted, list]), list] : [list]) {
    for (let number = pass.next(bounds[part] ?? 0); number < to; number = pass.next(number + 1)) {
      const entry = source.terminology.entry(number);
      const agrees = test ? test(entry) : true;
      if (agrees === undefined) return false;
      if (!agrees || found.has(entry.term)) continue;
      const { term, name, length } = entry;
      found.set(term, { source, term, name, length, way, boosted: pass !== list, edits });
      if (found.size === limit) return true;
    }
  }
  return false;
}

/** The part of a terminology's entries that a group has in the half of the living or of the obsolete. */
const partOf = (half: number, group: Group): number => half * groups.length + groups.indexOf(group);

function findAsTyped(source: RankedTerminology, parsed: ParsedQuery, query: TermQuery): Found[] {
  const gathering = gatheringOf(source, query);
  const lists = listsOf(source.terminology, parsed);
  const verbatim = isVerbatim(source.terminology, query.text);
  const spell = rememberedSpelling();
  for (const half of [0, 1]) {
    for (const [number, [list, group]] of ways.entries()) {
      const entries = lists[list === "verbatim" ? "whole" : list]();
      const inOrder = list === "words" && query.inOrder && parsed.words.length > 1;
      const test = list === "verbatim" ? verbatim : inOrder ? hasOrder(source.terminology, parsed, spell) : undefined;
      const way = half * ways.length + number;
      if (gather(gathering, entries, partOf(half, group), { way, edits: 0, test }))
        return [...gathering.found.values()];
    }
  }
  return [...gathering.found.values()];
}

/** A word that begins some word of the terminology is taken to be as it should be. */
function findNear(source: RankedTerminology, parsed: ParsedQuery, query: TermQuery): Found[] {
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
        return union([asTyped, ...close.map(({ text }) => terminology.words.exact(text))]);
      }),
    );
  const lists = { 1: listWith(1), 2: listWith(2) };
  const gathering = gatheringOf(source, query);
  for (const half of [0, 1]) {
    for (const [number, [edits, group]] of nearWays.entries()) {
      const way = half * nearWays.length + number;
      if (gather(gathering, lists[edits], partOf(half, group), { way, edits })) return [...gathering.found.values()];
    }
  }
  return [...gathering.found.values()];
}

function isVerbatim(terminology: Terminology, text: string): Test {
  const wanted = text.trim().toLowerCase();
  return (entry) => nameOf(terminology, entry).toLowerCase() === wanted;
}

function nameOf(terminology: Terminology, { term, name }: Entry): string {
  return nameAt(terminology.summary(term), name)[0];
}

/** Tests that a name has the query's words in its order. */
function hasOrder(terminology: Terminology, { words }: ParsedQuery, spell: Spell): Test {
  let left = mostOrdered;
  return (entry) => {
    if (left-- === 0) return undefined;
    return spellingsOf(nameOf(terminology, entry), spell).some((spelling) => isInOrder(spelling, words));
  };
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
  for (let number = 0; number < terminology.termCount; number++) yield terminology.term(number);
}

/** The first terms in the alphabet of their labels, obsolete ones left out. */
export function firstByLabel(terminology: Terminology, limit: number): TermSummary[] {
  const { names } = terminology;
  const found = new Map<number, TermSummary>();
  const take = (terms: readonly number[]): void => {
    const summaries = terms.map((term) => [term, terminology.summary(term)] as const);
    const label = ([, summary]: (typeof summaries)[number]) => summary.label.toLowerCase();
    for (const [term, summary] of summaries.sort((a, b) => (label(a) < label(b) ? -1 : 1))) found.set(term, summary);
  };
  const gather = (prefix: string): void => {
    // Where there are more than asked for, the first of them have a longer prefix.
    const terms = labelled(terminology, names.prefix(prefix), limit + 1);
    const isGathered = terms.length <= limit || prefix.length === longestGathered;
    take(isGathered ? terms : labelled(terminology, names.exact(prefix), limit));
    for (const letter of isGathered ? "" : lettersOfKeys) if (found.size < limit) gather(prefix + letter);
  };
  gather("");
  return [...found.values()].slice(0, limit);
}

const lettersOfKeys = "0123456789abcdefghijklmnopqrstuvwxyz";
const longestGathered = 4;

/** Up to `most` living terms whose labels are among some entries. */
function labelled(terminology: Terminology, entries: RankList, most: number): number[] {
  const { bounds } = terminology;
  const to = bounds[1] ?? 0;
  const found = new Set<number>();
  for (let number = entries.next(bounds[0] ?? 0); number < to && found.size < most; number = entries.next(number + 1)) {
    found.add(terminology.entry(number).term);
  }
  return [...found];
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
