/** Finds the names in one stretch of a text: the longest that the words from each place on make. */
import type { Span } from "../../text/document.ts";
import { beginning, beginningBits, beginningsIn } from "./beginnings.ts";
import { gap } from "./characters.ts";
import { demand, holeOf, nameOf } from "./compiled-names.ts";
import { range, sharedBothEnds, sharedEnds, sharedHead } from "./coordination.ts";
import type { Definitions } from "./definitions.ts";
import { addRow, addRun, beginRows, endRows, type FoundRows } from "./found.ts";

import { longestAt, type Match, matchOf, type WordMention } from "./match.ts";
import type { Layer, Matcher } from "./matcher.ts";
import { type DefinitionSite, readTokens } from "./read-tokens.ts";
import { isJoined, part, pushLongForm, type Tokens } from "./tokens.ts";

/** What the rest of the text says about its names. */
export interface Context {
  readonly definitions: Definitions;
  /** Numbers of the terms that the text names in full. */
  readonly named: ReadonlySet<number>;
}

export interface Scan {
  readonly found: FoundRows;
  /** The terms that the stretch names in full, of those for which it matters. */
  readonly named: readonly number[];
  /** What would make the scan another: words that may be abbreviations, and terms that the text must name. */
  readonly abbreviations: readonly string[];
  readonly pending: readonly number[];
}

/** A stretch as it is scanned. */
export interface Scanning {
  readonly matcher: Matcher;
  readonly text: string;
  readonly span: Span;
  readonly context: Context;
  readonly tokens: Tokens;
  readonly named: number[];
  readonly pending: number[];
}

export function scan(matcher: Matcher, text: string, span: Span, context: Context): Scan {
  const { tokens, lexicon } = matcher;
  beginRows();
  const sites = readTokens(tokens, lexicon, text, span, context.definitions);
  const scanning: Scanning = { matcher, text, span, context, tokens, named: [], pending: [] };
  const taken = sharedBothEnds(scanning);
  const longest = longestMentions(scanning);
  const mentions = taken.length === 0 ? longest : longest.filter(({ first }) => !taken.includes(first));
  const replaced = sharedEnds(scanning, mentions);
  for (const mention of mentions) {
    if (!replaced.includes(mention)) recordRun(scanning, mention);
    sharedHead(scanning, mention);
  }
  const { abbreviations } = tokens;
  for (const site of sites) definedForm(scanning, site);
  const { named, pending } = scanning;
  return { found: endRows(), named, pending, abbreviations };
}

function longestMentions(scanning: Scanning): WordMention[] {
  const mentions: WordMention[] = [];
  const { count, values } = beginningsIn(scanning.matcher);
  let from = 0;
  for (let number = 0; number < count; number++) {
    const found = values[number] as number;
    const first = found >> beginningBits;
    if (first < from) continue;
    const mention = longestAt(scanning, first, (found & beginning.alone) !== 0, (found & beginning.goesOn) !== 0);
    if (!mention) continue;
    mentions.push(mention);
    from = first + mention.count;
  }
  return mentions;
}

/** Notes a mention of words that follow each other. */
function recordRun(scanning: Scanning, { first, count, match }: WordMention): void {
  const { tokens, span } = scanning;
  let isWhole = holeOf(match.details) < 0;
  for (let token = first + 1; token < first + count; token++)
    if (tokens.gaps[token] === gap.definition) isWhole = false;
  if (!isWhole) {
    record(scanning, range(first, first + count), match);
    return;
  }
  const start = (tokens.starts[first] as number) - span.start;
  addRun(nameOf(match.details), start, (tokens.ends[first + count - 1] as number) - span.start, match.terms);
  noteFullName(scanning, match);
}

/** Notes a mention: its spans are those of the words of the path that stand side by side. */
export function record(scanning: Scanning, words: readonly number[], match: Match): void {
  const { tokens, span } = scanning;
  const hole = holeOf(match.details);
  const spans: number[] = [];
  for (const [number, token] of words.entries()) {
    if (number === hole) continue;
    const start = (tokens.starts[token] as number) - span.start;
    const end = (tokens.ends[token] as number) - span.start;
    const open = spans.length - 1;
    const isNext = number > 0 && number - 1 !== hole && words[number - 1] === token - 1;
    const isOpen = open > 0 && ((isNext && tokens.gaps[token] !== gap.definition) || start < (spans[open] as number));
    if (isOpen) spans[open] = end;
    else spans.push(start, end);
  }
  addRow(nameOf(match.details), spans, match.terms);
  noteFullName(scanning, match);
}

function noteFullName(scanning: Scanning, match: Match): void {
  const term = match.terms[0] as number;
  const isFull = (match.details & (demand.spelling | demand.conditional)) === 0;
  if (isFull && isConditional(scanning.matcher, term)) scanning.named.push(term);
}

/** True where a form of the term counts only where the text names the term in full. */
function isConditional({ layers }: Matcher, term: number): boolean {
  let layer = layers.length - 1;
  while ((layers[layer] as Layer).firstTerm > term) layer--;
  const { names, firstTerm } = layers[layer] as Layer;
  return names.conditional[term - firstTerm] === 1;
}

/** The mention that begins with a bracketed abbreviation: "ES cells" in "embryonic stem (ES) cells". */
function definedForm(scanning: Scanning, { at, start, end, definition }: DefinitionSite): void {
  const { tokens, matcher } = scanning;
  const count = tokens.count;
  const first = pushLongForm(tokens, matcher.lexicon, definition, start, end, gap.break);
  const abbreviation = definition.words.map((_, number) => first + number);
  const most = at < count && tokens.gaps[at] === gap.definition ? 3 : 0;
  for (let more = Math.min(most, count - at); more >= 0; more--) {
    const words = [...abbreviation];
    for (let token = at; token < at + more; token++) words.push(token);
    if (words.slice(abbreviation.length + 1).some((token) => !isJoined(tokens, token))) continue;
    const match = matchOf(scanning, words);
    if (!match) continue;
    record(scanning, words, match);
    break;
  }
  tokens.parts.fill(part.whole, count, tokens.count);
  tokens.count = count;
}
