/** Finds the terms that a text mentions: the longest names, in any of the forms in which writers use them. */
import type { Span } from "../text/document.ts";
import { type NameRole, namesOf, type Term } from "./model.ts";
import { buildMatcher } from "./recognition/build.ts";
import { type Definition, noDefinitions } from "./recognition/definitions.ts";
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
  /** What it holds by itself. */
  readonly alone: Scan;
  /** What it holds in its text. */
  readonly found: readonly Found[];
}

/** The mentions of one version of a text, in a form that an edit can be applied to. */
export interface Recognition {
  readonly recogniser: Recogniser;
  readonly stretches: readonly Stretch[];
  readonly context: Context;
}

/** A text after an edit: `text[start, end)` stands where `replaced` code units stood. */
export interface Edit {
  readonly text: string;
  readonly prose: readonly Span[];
  readonly start: number;
  readonly end: number;
  readonly replaced: number;
}

const noContext: Context = { definitions: noDefinitions, named: new Set() };

/**
 * The mentions in the given stretches of a text, in order. They don't overlap, but for those of several parts. An
 * abbreviation that the text defines, as in "hepatic stellate cell (HSC)", has that meaning everywhere.
 */
export function findMentions(recogniser: Recogniser, text: string, prose: readonly Span[]): readonly Mention[] {
  return mentionsOf(recognise(recogniser, text, prose));
}

export function recognise(recogniser: Recogniser, text: string, prose: readonly Span[]): Recognition {
  const stretches = prose.map((span) => read(recogniser, text, span));
  return inContext(recogniser, text, stretches, noContext);
}

/** The recognition of a text after an edit. Only what the edit touches is read again. */
export function updateMentions(previous: Recognition, edit: Edit): Recognition {
  const { recogniser } = previous;
  const shift = edit.end - edit.start - edit.replaced;
  const before = new Map(previous.stretches.map((stretch) => [stretch.start, stretch]));
  const stretches = edit.prose.map((span): Stretch => {
    const isAfter = span.start > edit.end;
    const known = span.end < edit.start || isAfter ? before.get(span.start - (isAfter ? shift : 0)) : undefined;
    if (known?.length !== span.end - span.start) return read(recogniser, edit.text, span);
    return known.start === span.start ? known : { ...known, start: span.start };
  });
  return inContext(recogniser, edit.text, stretches, previous.context);
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

function read({ matcher }: Recogniser, text: string, span: Span): Stretch {
  const alone = scan(matcher, text, span, noContext);
  return { start: span.start, length: span.end - span.start, alone, found: alone.found };
}

/** Reads the stretches again on which the rest of the text bears, unless it bears on them as it did. */
function inContext(
  recogniser: Recogniser,
  text: string,
  stretches: readonly Stretch[],
  previous: Context,
): Recognition {
  const context = contextOf(stretches, previous);
  const isSame = context === previous;
  const placed = stretches.map((stretch): Stretch => {
    const { alone, start, length } = stretch;
    const isNew = stretch.found === alone.found;
    if ((isSame && !isNew) || !bearsOn(context, alone))
      return isSame || isNew ? stretch : { ...stretch, found: alone.found };
    return { ...stretch, found: scan(recogniser.matcher, text, { start, end: start + length }, context).found };
  });
  return { recogniser, stretches: placed, context };
}

function bearsOn({ definitions, named }: Context, { abbreviations, pending }: Scan): boolean {
  return isAnyIn(abbreviations, definitions) || isAnyIn(pending, named);
}

function isAnyIn<T>(some: ReadonlySet<T>, all: { has(it: T): boolean }): boolean {
  for (const it of some) if (all.has(it)) return true;
  return false;
}

/** What the stretches say about the names in all of them; the previous context itself where that hasn't changed. */
function contextOf(stretches: readonly Stretch[], previous: Context): Context {
  const definitions = new Map<string, Definition>();
  const named = new Set<number>();
  for (const { alone } of stretches) {
    for (const term of alone.named) named.add(term);
    for (const definition of alone.definitions) {
      if (!definitions.has(definition.abbreviation)) definitions.set(definition.abbreviation, definition);
    }
  }
  const isSame =
    named.size === previous.named.size &&
    definitions.size === previous.definitions.size &&
    [...named].every((term) => previous.named.has(term)) &&
    [...definitions].every(([abbreviation, definition]) => previous.definitions.get(abbreviation) === definition);
  return isSame ? previous : { definitions, named };
}
