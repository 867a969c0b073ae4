/** Finds the terms that a text mentions: the longest names, in any of the forms in which writers use them. */
import type { Span } from "../text/document.ts";
import { type NameRole, namesOf, type Term } from "./model.ts";
import { type Curation, compileNames } from "./recognition/compile-names.ts";
import { type CompiledNames, openNames } from "./recognition/compiled-names.ts";
import { type Definition, type Definitions, definitionsIn } from "./recognition/definitions.ts";
import { type Found, type FoundRows, foundIn, nothingFound } from "./recognition/found.ts";
import { createMatcher, type Matcher } from "./recognition/matcher.ts";
import { type Context, type Scan, scan } from "./recognition/scan.ts";

/** One mention of a term. */
export interface Mention {
  /** From its first word to its last. */
  readonly span: Span;
  /** The parts of a mention whose words don't stand side by side, as "T … cells" in "T and B cells"; else `span` alone. */
  readonly spans: readonly Span[];
  /** Best first; more than one where the name is ambiguous and the text doesn't define it. */
  readonly terms: readonly [Term, ...Term[]];
  /** The name of the first term that the text has, as the vocabulary writes it. */
  readonly name: string;
  readonly role: NameRole;
}

/** The names of one terminology. */
export interface NameLayer {
  /** Made by `compileNames`, opened by `openNames`. */
  readonly names: CompiledNames;
  /** A term by its place in the list that was compiled. */
  readonly term: (number: number) => Term | undefined;
}

export interface Recogniser {
  readonly layers: readonly NameLayer[];
  readonly matcher: Matcher;
}

/**
 * A recogniser of the layers' names, in order of priority: where a name is as good in several, the terms of the first go
 * first, and of terms with one identifier the first counts. Costs next to nothing, for the layers are used as they are.
 */
export function createRecogniser(layers: readonly NameLayer[]): Recogniser {
  return { layers, matcher: createMatcher(layers.map(({ names }) => names)) };
}

export function buildRecogniser(terms: readonly Term[], curation: Curation = {}): Recogniser {
  return createRecogniser([layerOf(terms, curation)]);
}

/** The names of terms that are in memory, compiled. */
export function layerOf(terms: readonly Term[], curation: Curation = {}): NameLayer {
  const names = openNames(compileNames(terms, curation));
  if (!names) throw new Error("Names just compiled must open.");
  return { names, term: (number) => terms[number] };
}

/** What is known of a stretch of prose, wherever in the text it stands. */
interface Stretch {
  /** The abbreviations that it defines. */
  readonly definitions: readonly Definition[];
  /** What it holds where no other stretch has named a term in full. */
  readonly alone: Scan;
  /** What it holds in this text. */
  readonly found: FoundRows;
  /** Its mentions where it stood last; most stretches are in many versions of a text. */
  placed: Placed | undefined;
}

interface Placed {
  readonly offset: number;
  readonly mentions: readonly Mention[];
}

/** The mentions of one version of a text, in a form that an edit can be applied to. */
export interface Recognition {
  readonly recogniser: Recogniser;
  readonly prose: readonly Span[];
  /** What each stretch of `prose` holds. */
  readonly stretches: readonly Stretch[];
  readonly definitions: Definitions;
  /** Numbers of the terms that the text names in full, of those for which it matters. */
  readonly named: ReadonlySet<number>;
}

/** A text after an edit: `text[start, end)` stands where `replaced` code units stood. */
export interface Edit {
  readonly text: string;
  readonly prose: readonly Span[];
  readonly start: number;
  readonly end: number;
  readonly replaced: number;
}

/**
 * The mentions in the given stretches of a text, in order. They don't overlap, but for those of several parts. An
 * abbreviation that the text defines, as in "hepatic stellate cell (HSC)", has that meaning everywhere.
 */
export function findMentions(recogniser: Recogniser, text: string, prose: readonly Span[]): readonly Mention[] {
  return mentionsOf(recognise(recogniser, text, prose));
}

export function recognise(recogniser: Recogniser, text: string, prose: readonly Span[]): Recognition {
  const nothing: Recognition = { recogniser, prose: [], stretches: [], definitions: new Map(), named: new Set() };
  return updateMentions(nothing, { text, prose, start: 0, end: text.length, replaced: 0 });
}

/** The recognition of a text after an edit. Only what the edit touches, or what it gives another meaning, is read. */
export function updateMentions(previous: Recognition, edit: Edit): Recognition {
  const { recogniser } = previous;
  const { text, prose } = edit;
  const { before, after } = untouched(previous.prose, edit);
  const fresh = prose.slice(before, prose.length - after).map((span) => unread(definitionsIn(text, span)));
  const stretches = [...previous.stretches];
  const gone = replace(stretches, before, stretches.length - after, fresh);
  const isDefining = [...gone, ...fresh].some((stretch) => stretch.definitions.length > 0);
  const definitions = isDefining ? definitionsOf(stretches, previous.definitions) : previous.definitions;
  const isRedefined = (name: string) => definitions.get(name) !== previous.definitions.get(name);
  const read = new Set(fresh.map((_, number) => before + number));
  if (definitions !== previous.definitions) {
    addWhere(read, stretches, ({ alone }) => alone.abbreviations.some(isRedefined));
  }
  const namers: Stretch[] = [...gone];
  for (const number of read) {
    const stretch = stretches[number] as Stretch;
    const alone = scan(recogniser.matcher, text, prose[number] as Span, { definitions, named: nothingNamed });
    const now = { definitions: stretch.definitions, alone, found: alone.found, placed: undefined };
    stretches[number] = now;
    namers.push(stretch, now);
  }
  const isNaming = namers.some(({ alone }) => alone.named.length > 0);
  const named = isNaming ? namedIn(stretches, previous.named) : previous.named;
  const isRenamed = (term: number) => named.has(term) !== previous.named.has(term);
  if (named !== previous.named) addWhere(read, stretches, ({ alone }) => alone.pending.some(isRenamed));
  for (const number of read) {
    const stretch = stretches[number] as Stretch;
    stretches[number] = inContext(recogniser, text, stretch, prose[number] as Span, { definitions, named });
  }
  return { recogniser, prose, stretches, definitions, named };
}

/** How many stretches at the start and at the end of the text are as they were before an edit. */
function untouched(
  previous: readonly Span[],
  { prose, start, end, replaced }: Edit,
): { readonly before: number; readonly after: number } {
  const shift = end - start - replaced;
  const most = Math.min(previous.length, prose.length);
  let before = 0;
  while (before < most && isKept(prose[before], previous[before], 0) && (prose[before]?.end ?? start) < start) before++;
  let after = 0;
  while (after < most - before) {
    const now = prose[prose.length - 1 - after];
    if (!isKept(now, previous[previous.length - 1 - after], shift) || (now?.start ?? end) <= end) break;
    after++;
  }
  return { before, after };
}

function isKept(now: Span | undefined, then: Span | undefined, shift: number): boolean {
  return now?.start === (then?.start ?? 0) + shift && now.end === (then?.end ?? 0) + shift;
}

const nothingNamed: ReadonlySet<number> = new Set();
const nothingRead: Scan = { found: nothingFound, named: [], pending: [], abbreviations: [] };

/** A stretch that is yet to be read. */
function unread(definitions: readonly Definition[]): Stretch {
  return { definitions, alone: nothingRead, found: nothingFound, placed: undefined };
}

/** Puts stretches in the place of those from one number to another, and gives those. */
function replace(stretches: Stretch[], from: number, to: number, fresh: readonly Stretch[]): readonly Stretch[] {
  const rest = stretches.splice(from);
  for (const stretch of fresh) stretches.push(stretch);
  for (const stretch of rest.slice(to - from)) stretches.push(stretch);
  return rest.slice(0, to - from);
}

function addWhere(numbers: Set<number>, stretches: readonly Stretch[], condition: (stretch: Stretch) => boolean): void {
  for (const [number, stretch] of stretches.entries()) if (condition(stretch)) numbers.add(number);
}

/** A stretch with the forms of terms that another stretch names in full. */
function inContext({ matcher }: Recogniser, text: string, stretch: Stretch, span: Span, context: Context): Stretch {
  const { alone } = stretch;
  const isNamed = alone.pending.some((term) => context.named.has(term));
  const found = isNamed ? scan(matcher, text, span, context).found : alone.found;
  return found === stretch.found ? stretch : { definitions: stretch.definitions, alone, found, placed: undefined };
}

/** The first definition of each abbreviation; the previous ones themselves where nothing has changed. */
function definitionsOf(stretches: readonly Stretch[], previous: Definitions): Definitions {
  const found = new Map<string, Definition>();
  for (const { definitions } of stretches) {
    for (const definition of definitions) {
      const { abbreviation, words } = definition;
      if (found.has(abbreviation)) continue;
      const known = previous.get(abbreviation);
      found.set(abbreviation, known?.words.join(" ") === words.join(" ") ? known : definition);
    }
  }
  const isSame = found.size === previous.size && [...found].every(([name, it]) => previous.get(name) === it);
  return isSame ? previous : found;
}

/** The terms that any stretch names in full; the previous ones themselves where nothing has changed. */
function namedIn(stretches: readonly Stretch[], previous: ReadonlySet<number>): ReadonlySet<number> {
  const named = new Set<number>();
  for (const { alone } of stretches) for (const term of alone.named) named.add(term);
  return named.size === previous.size && [...named].every((term) => previous.has(term)) ? previous : named;
}

export function mentionsOf({ recogniser, prose, stretches }: Recognition): Mention[] {
  const mentions: Mention[] = [];
  for (const [number, stretch] of stretches.entries()) {
    if (stretch.found.length === 0) continue;
    for (const mention of mentionsAt(recogniser, stretch, prose[number] as Span)) mentions.push(mention);
  }
  return mentions;
}

function mentionsAt(recogniser: Recogniser, stretch: Stretch, { start }: Span): readonly Mention[] {
  const last = stretch.placed;
  if (last?.offset === start) return last.mentions;
  const mentions = last
    ? last.mentions.map((mention) => moved(mention, start - last.offset))
    : foundIn(stretch.found).flatMap((it) => mentionOf(recogniser, start, it));
  stretch.placed = { offset: start, mentions };
  return mentions;
}

/** Written out, for an edit moves all mentions behind it. */
function moved({ span, spans, terms, name, role }: Mention, by: number): Mention {
  const now = movedSpan(span, by);
  return {
    span: now,
    spans: spans.length === 1 ? [now] : spans.map((one) => movedSpan(one, by)),
    terms,
    name,
    role,
  };
}

function movedSpan({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

function mentionOf(recogniser: Recogniser, offset: number, { spans, terms: numbers, name }: Found): Mention[] {
  const [term, ...others] = numbers.flatMap((number) => termOf(recogniser, number) ?? []);
  const [text, role] = (term && namesOf(term)[name]) ?? [];
  const placed = spans.map(({ start, end }) => ({ start: start + offset, end: end + offset }));
  const [first, last] = [placed[0], placed.at(-1)];
  if (!term || !first || !last || text === undefined || role === undefined) return [];
  return [{ span: { start: first.start, end: last.end }, spans: placed, terms: [term, ...others], name: text, role }];
}

function termOf({ layers, matcher }: Recogniser, number: number): Term | undefined {
  const layer = matcher.layers.findLastIndex(({ firstTerm }) => firstTerm <= number);
  return layers[layer]?.term(number - (matcher.layers[layer]?.firstTerm ?? 0));
}
