/** Finds the terms that a text mentions: the longest names, in any of the forms in which writers use them. */
import type { Span } from "../text/document.ts";
import { type NameRole, namesOf, type Term } from "./model.ts";
import { buildMatcher } from "./recognition/build.ts";
import { type Definition, type Definitions, definitionsIn } from "./recognition/definitions.ts";
import { type Context, type Found, type Matcher, type Scan, scan } from "./recognition/scan.ts";

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

export interface Recogniser {
  readonly terms: readonly Term[];
  readonly matcher: Matcher;
}

export function buildRecogniser(terms: readonly Term[]): Recogniser {
  return { terms, matcher: buildMatcher(terms) };
}

/** A stretch of prose with what was found in it. Mentions count from its start, so that it can be moved. */
interface Stretch {
  readonly start: number;
  readonly length: number;
  /** The abbreviations that it defines. */
  readonly definitions: readonly Definition[];
  /** What it holds where no other stretch has named a term in full. */
  readonly alone: Scan;
  /** What it holds in this text. */
  readonly found: readonly Found[];
}

/** The mentions of one version of a text, in a form that an edit can be applied to. */
export interface Recognition {
  readonly recogniser: Recogniser;
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
  const nothing: Recognition = { recogniser, stretches: [], definitions: new Map(), named: new Set() };
  return updateMentions(nothing, { text, prose, start: 0, end: text.length, replaced: 0 });
}

/** The recognition of a text after an edit. Only what the edit touches, or what it gives another meaning, is read. */
export function updateMentions(previous: Recognition, { text, prose, start, end, replaced }: Edit): Recognition {
  const { recogniser } = previous;
  const shift = end - start - replaced;
  const known = new Map(previous.stretches.map((stretch) => [stretch.start, stretch]));
  const kept = prose.map((span) => {
    const isAfter = span.start > end;
    const stretch = span.end < start || isAfter ? known.get(span.start - (isAfter ? shift : 0)) : undefined;
    return stretch?.length === span.end - span.start ? stretch : undefined;
  });
  const ownDefinitions = prose.map((span, number) => kept[number]?.definitions ?? definitionsIn(text, span));
  const definitions = merged(ownDefinitions, previous.definitions);
  const isRedefined = (abbreviation: string) =>
    definitions.get(abbreviation) !== previous.definitions.get(abbreviation);
  const fresh = new Set<Stretch>();
  const stretches = prose.map((span, number): Stretch => {
    const stretch = kept[number];
    if (stretch && (definitions === previous.definitions || !stretch.alone.abbreviations.some(isRedefined))) {
      return stretch.start === span.start ? stretch : { ...stretch, start: span.start };
    }
    const alone = scan(recogniser.matcher, text, span, { definitions, named: nothingNamed });
    const own = ownDefinitions[number] ?? [];
    const read = { start: span.start, length: span.end - span.start, definitions: own, alone, found: alone.found };
    fresh.add(read);
    return read;
  });
  const named = namedIn(stretches, previous.named);
  const isSame = (term: number) => named.has(term) === previous.named.has(term);
  const context = { definitions, named };
  return {
    recogniser,
    definitions,
    named,
    stretches: stretches.map((stretch) => {
      const { pending } = stretch.alone;
      if (pending.length === 0 || (!fresh.has(stretch) && pending.every(isSame))) return stretch;
      return inContext(recogniser, text, stretch, context);
    }),
  };
}

const nothingNamed: ReadonlySet<number> = new Set();

/** A stretch with the forms of terms that another stretch names in full. */
function inContext({ matcher }: Recogniser, text: string, stretch: Stretch, context: Context): Stretch {
  const { alone, start, length } = stretch;
  if (!alone.pending.some((term) => context.named.has(term))) return { ...stretch, found: alone.found };
  return { ...stretch, found: scan(matcher, text, { start, end: start + length }, context).found };
}

/** The first definition of each abbreviation; the previous ones themselves where nothing has changed. */
function merged(lists: readonly (readonly Definition[])[], previous: Definitions): Definitions {
  const found = new Map<string, Definition>();
  for (const definitions of lists) {
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

export function mentionsOf({ recogniser, stretches }: Recognition): Mention[] {
  return stretches.flatMap(({ start, found }) => found.flatMap((it) => mentionOf(recogniser, start, it)));
}

function mentionOf({ terms }: Recogniser, offset: number, { spans, terms: numbers, name }: Found): Mention[] {
  const [term, ...others] = numbers.flatMap((number) => terms[number] ?? []);
  const [text, role] = (term && namesOf(term)[name]) ?? [];
  const placed = spans.map(({ start, end }) => ({ start: start + offset, end: end + offset }));
  const [first, last] = [placed[0], placed.at(-1)];
  if (!term || !first || !last || text === undefined || role === undefined) return [];
  return [{ span: { start: first.start, end: last.end }, spans: placed, terms: [term, ...others], name: text, role }];
}
