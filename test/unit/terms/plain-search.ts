/** What the index should find, by looking at every name in turn: slow and plain. */
import type { NameRole, Term } from "../../../server/src/terms/model.ts";
import { type Spelling, spellingsOf } from "../../../server/src/terms/names-key.ts";
import { allNamesOf } from "../../../server/src/terms/store.ts";
import { isInOrder, type ParsedQuery, parseQuery, type QueryWord } from "../../../server/src/terms/term-index-query.ts";

export interface PlainTerminology {
  readonly terms: readonly Term[];
  readonly priority: number;
}

export interface PlainQuery {
  readonly text: string;
  readonly limit: number;
  readonly inOrder?: boolean;
  readonly boost?: ReadonlySet<string>;
}

interface Name {
  readonly term: Term;
  readonly text: string;
  readonly role: NameRole;
  readonly place: number;
  readonly spelling: Spelling;
}

const exact: readonly NameRole[] = ["exact", "abbreviation"];
const related: readonly NameRole[] = ["narrow", "broad", "related", "previous"];
const label: readonly NameRole[] = ["label"];
const identifier: readonly NameRole[] = ["identifier"];

type Way = readonly [kind: "verbatim" | "whole" | "otherwise" | "start" | "words", roles: readonly NameRole[]];

const ways: readonly Way[] = [
  ["verbatim", label],
  ["whole", label],
  ["verbatim", exact],
  ["whole", exact],
  ["otherwise", label],
  ["otherwise", exact],
  ["start", label],
  ["whole", identifier],
  ["start", identifier],
  ["verbatim", related],
  ["whole", related],
  ["otherwise", related],
  ["words", label],
  ["start", exact],
  ["words", exact],
  ["start", related],
  ["words", related],
];

/** Identifiers and names of the terms found, best first. */
export function plainSearch(terminologies: readonly PlainTerminology[], query: PlainQuery): string[] {
  const parsed = parseQuery(query.text);
  if (!parsed) return [];
  const ranked = (rankIn: (names: readonly Name[]) => (name: Name) => number | undefined) =>
    terminologies.flatMap(({ terms, priority }, source) => {
      const rank = rankIn(namesOfAll(terms));
      return namesOfAll(terms).flatMap((name) => {
        const way = rank(name);
        return way === undefined ? [] : [{ name, keys: keysOf(name, way, priority, source, query) }];
      });
    });
  let found = ranked(() => (name) => {
    const way = ways.findIndex(([kind, roles]) => roles.includes(name.role) && agrees(kind, name, parsed, query));
    return way < 0 ? undefined : way + (name.term.obsolete ? ways.length : 0);
  });
  if (found.length === 0 && !query.inOrder) found = ranked((names) => rankOfNear(names, parsed));
  found.sort((a, b) => compareKeys(a.keys, b.keys));
  const first = new Map<string, string>();
  for (const { name } of found) if (!first.has(name.term.id)) first.set(name.term.id, `${name.term.id} ${name.text}`);
  return [...first.values()].slice(0, query.limit);
}

const namesOfTerms = new WeakMap<readonly Term[], readonly Name[]>();

function namesOfAll(terms: readonly Term[]): readonly Name[] {
  const known = namesOfTerms.get(terms);
  if (known) return known;
  const names = terms.flatMap((term) =>
    allNamesOf(term).flatMap(([text, role], place) =>
      spellingsOf(text)
        .filter(({ common }) => role !== "identifier" || !common)
        .map((spelling) => ({ term, text, role, place, spelling })),
    ),
  );
  namesOfTerms.set(terms, names);
  return names;
}

function agrees(kind: Way[0], { spelling, role, text }: Name, parsed: ParsedQuery, query: PlainQuery): boolean {
  const { key, starts } = spelling;
  if (kind === "verbatim") return key === parsed.whole && text.toLowerCase() === query.text.trim().toLowerCase();
  if (kind === "whole") return key === parsed.whole;
  if (kind === "otherwise") return parsed.otherwise.includes(key);
  if (kind === "start") return parsed.starts.some((start) => key.startsWith(start));
  return (
    role !== "identifier" &&
    parsed.words.every((word) => hasWord(starts, word)) &&
    (!query.inOrder || parsed.words.length === 1 || isInOrder(spelling, parsed.words))
  );
}

function hasWord(starts: readonly string[], { prefixes, wholes, apart, count }: QueryWord): boolean {
  const enough = (test: (start: string) => boolean) => starts.filter(test).length >= count;
  return (
    prefixes.some((prefix) => enough((start) => start.startsWith(prefix))) ||
    wholes.some((whole) => enough((start) => start === whole)) ||
    apart.some((parts) =>
      parts.every((part, at) =>
        starts.some((start) => (at < parts.length - 1 ? start === part : start.startsWith(part))),
      ),
    )
  );
}

/** One error a word first, then two; among these labels, exact and related synonyms; obsolete terms after all. */
function rankOfNear(names: readonly Name[], { words }: ParsedQuery): (name: Name) => number | undefined {
  const mistyped = words.map(
    (word) =>
      word.typed !== undefined &&
      !names.some(({ role, spelling }) => role !== "identifier" && hasWord(spelling.starts, { ...word, count: 1 })),
  );
  const editsOf = (starts: readonly string[], typed = ""): number => {
    const distances = starts.filter((start) => /^\p{L}{5,30}$/u.test(start)).map((start) => distance(typed, start));
    const least = Math.min(...distances);
    return least <= (typed.length < 8 ? 1 : 2) ? least : Number.POSITIVE_INFINITY;
  };
  return ({ spelling: { starts }, role, term }) => {
    if (role === "identifier") return undefined;
    const edits = words.map((word, at) =>
      hasWord(starts, word) ? 0 : mistyped[at] ? editsOf(starts, word.typed) : Number.POSITIVE_INFINITY,
    );
    const most = Math.max(...edits);
    const group = [label, exact, related].findIndex((roles) => roles.includes(role));
    return Number.isFinite(most) ? (term.obsolete ? 6 : 0) + (most - 1) * 3 + group : undefined;
  };
}

/** Letters missing, added, changed or exchanged with their neighbour. */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => i || j));
  const at = (i: number, j: number) => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const changed = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const exchanged =
        a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY;
      rows[i]?.splice(j, 1, Math.min(changed, exchanged, at(i - 1, j) + 1, at(i, j - 1) + 1));
    }
  }
  return at(a.length, b.length);
}

type Keys = readonly (number | string)[];

function keysOf(name: Name, way: number, priority: number, source: number, { boost }: PlainQuery): Keys {
  const { key, common } = name.spelling;
  const boosted = boost?.has(name.term.id) || name.term.alternativeIds?.some((id) => boost?.has(id));
  const length = Math.min(key.length, 255);
  return [way, boosted ? 0 : 1, priority, length, source, common ? 1 : 0, key, name.term.id, name.place];
}

function compareKeys(a: Keys, b: Keys): number {
  for (const [at, key] of a.entries()) {
    const other = b[at] ?? 0;
    if (key !== other) return key < other ? -1 : 1;
  }
  return 0;
}
