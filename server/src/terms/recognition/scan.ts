/** Finds the names in one stretch of a text: the longest that the words from each place on make. */
import type { Span } from "../../text/document.ts";
import { range, sharedBothEnds, sharedEnds, sharedHead } from "./coordination.ts";
import type { Definitions } from "./definitions.ts";
import { createList, push } from "./growing-list.ts";
import type { Lexicon } from "./lexicon.ts";
import { mayBegin, type NameStarts } from "./name-starts.ts";
import { childOf, demand, holeOf, nameOf, type PatternTrie, rankOf, rootNode } from "./pattern-trie.ts";
import { type DefinitionSite, gap, isJoined, part, pushLongForm, readTokens, type Tokens } from "./tokens.ts";
import { trait } from "./word-form.ts";

/** What a recogniser is made of; see `buildRecogniser`. */
export interface Matcher {
  readonly lexicon: Lexicon;
  readonly trie: PatternTrie;
  readonly starts: NameStarts;
  /** By term number: 1 if a form of the term counts only where the text names the term in full. */
  readonly isConditional: Uint8Array;
  readonly tokens: Tokens;
}

/** What the rest of the text says about its names. */
export interface Context {
  readonly definitions: Definitions;
  /** Numbers of the terms that the text names in full. */
  readonly named: ReadonlySet<number>;
}

/** A mention by numbers; spans count from the start of the stretch. */
export interface Found {
  readonly spans: readonly Span[];
  /** Best first. */
  readonly terms: readonly number[];
  /** Which name of the first term it is, as `namesOf` counts. */
  readonly name: number;
}

export interface Scan {
  readonly found: readonly Found[];
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
  readonly found: Found[];
  readonly named: number[];
  readonly pending: number[];
}

/** The patterns that a path matches: the best, and the terms of all that are as good a name. */
export interface Match {
  readonly details: number;
  readonly terms: readonly number[];
}

/** A mention in terms of words. */
export interface WordMention {
  readonly first: number;
  readonly count: number;
  readonly match: Match;
}

export function scan(matcher: Matcher, text: string, span: Span, context: Context): Scan {
  const { tokens, lexicon } = matcher;
  const sites = readTokens(tokens, lexicon, text, span, context.definitions);
  const scanning: Scanning = { matcher, text, span, context, tokens, found: [], named: [], pending: [] };
  const taken = sharedBothEnds(scanning);
  const longest = longestMentions(scanning);
  const mentions = taken.length === 0 ? longest : longest.filter(({ first }) => !taken.includes(first));
  const replaced = sharedEnds(scanning, mentions);
  for (const mention of mentions) {
    if (!replaced.includes(mention)) record(scanning, pathOf(mention), mention.match);
    sharedHead(scanning, mention);
  }
  const abbreviations = abbreviationsIn(scanning);
  for (const site of sites) definedForm(scanning, site);
  const { found, named, pending } = scanning;
  if (found.length > 1) found.sort((a, b) => startOf(a) - startOf(b));
  return { found, named, pending, abbreviations };
}

function longestMentions(scanning: Scanning): WordMention[] {
  const mentions: WordMention[] = [];
  const { tokens, matcher } = scanning;
  const { starts, lexicon } = matcher;
  const roots = lexicon.roots.values;
  const traits = lexicon.traits.values;
  const { count, forms } = tokens;
  for (let first = 0; first < count; ) {
    const form = forms[first++] as number;
    const root = roots[form] as number;
    if (root < 0 || (starts.nodes[root] as number) < 0) continue;
    // A word without a capital is no symbol: "met", "was".
    const alone = starts.alone[root];
    const isName = alone === 1 || (alone === 2 && ((traits[form] as number) & trait.capital) !== 0);
    if (!isName) {
      if (first === count || !isJoined(tokens, first)) continue;
      const next = roots[forms[first] as number] as number;
      if (next < 0 || !mayBegin(starts, root, next)) continue;
    }
    const mention = longestAt(scanning, first - 1, starts.nodes[root] as number);
    if (!mention) continue;
    mentions.push(mention);
    first += mention.count - 1;
  }
  return mentions;
}

const startOf = ({ spans }: Found): number => spans[0]?.start ?? 0;

function pathOf({ first, count }: WordMention): number[] {
  return range(first, first + count);
}

/** The number of a word's root, -1 for a root that no name has. */
export function rootAt({ matcher, tokens }: Scanning, token: number): number {
  return matcher.lexicon.roots.values[tokens.forms[token] as number] as number;
}

export function hasTrait({ matcher, tokens }: Scanning, token: number, wanted: number): boolean {
  return ((matcher.lexicon.traits.values[tokens.forms[token] as number] as number) & wanted) !== 0;
}

function longestAt(scanning: Scanning, first: number, firstNode: number): WordMention | undefined {
  const { matcher, tokens } = scanning;
  const { trie } = matcher;
  const patterns = trie.patterns.values;
  path.count = 0;
  ends.count = 0;
  for (let node = firstNode, token = first; node >= 0; ) {
    push(path, token);
    if ((patterns[node] as number) >= 0) {
      push(ends, node);
      push(ends, path.count);
    }
    token++;
    if (token === tokens.count || !isJoined(tokens, token)) break;
    const root = rootAt(scanning, token);
    node = root < 0 ? -1 : childOf(trie, node, root);
  }
  for (let end = ends.count - 2; end >= 0; end -= 2) {
    path.count = ends.values[end + 1] as number;
    const match = matchAt(scanning, ends.values[end] as number);
    if (match) return { first, count: path.count, match };
  }
  return undefined;
}

/** The words being compared, and the nodes on their way that end a name, each with its number of words. */
const path = createList();
const ends = createList();

/** What some words name; they need not stand side by side. */
export function matchOf(scanning: Scanning, words: readonly number[]): Match | undefined {
  let node = rootNode;
  path.count = 0;
  for (const token of words) {
    const root = rootAt(scanning, token);
    node = root < 0 ? -1 : childOf(scanning.matcher.trie, node, root);
    if (node < 0) return undefined;
    push(path, token);
  }
  return matchAt(scanning, node);
}

/** Names of one role have ranks from a multiple of this; their forms come after them. */
const rankStep = 10;

function matchAt(scanning: Scanning, node: number): Match | undefined {
  const { matcher, tokens } = scanning;
  const { trie } = matcher;
  const firstPart = tokens.parts[path.values[0] as number];
  const lastPart = tokens.parts[path.values[path.count - 1] as number];
  if (firstPart === part.inner || firstPart === part.last) return undefined;
  if (lastPart === part.first || lastPart === part.inner) return undefined;
  let best = -1;
  let bestCost = 0;
  let fitting: { pattern: number; cost: number }[] | undefined;
  for (let pattern = trie.patterns.values[node] as number; pattern >= 0; ) {
    const cost = costOf(scanning, pattern);
    if (cost >= 0) {
      if (best >= 0) fitting ??= [{ pattern: best, cost: bestCost }];
      fitting?.push({ pattern, cost });
      if (best < 0 || cost < bestCost) {
        best = pattern;
        bestCost = cost;
      }
    }
    pattern = trie.next.values[pattern] as number;
  }
  if (best < 0) return undefined;
  const details = trie.details.values[best] as number;
  const terms = trie.term.values;
  if (!fitting) return { details, terms: [terms[best] as number] };
  // A form of another term's name is no rival of a name.
  const isName = bestCost % rankStep < 2;
  const rivals = isName ? fitting.filter(({ cost }) => cost % rankStep < 2) : fitting;
  rivals.sort((a, b) => a.cost - b.cost || (terms[a.pattern] as number) - (terms[b.pattern] as number));
  const first = rivals[0]?.pattern ?? best;
  return {
    details: trie.details.values[first] as number,
    terms: [...new Set(rivals.map(({ pattern }) => terms[pattern] as number))],
  };
}

/** How far the words of the path are from a pattern; -1 if it doesn't fit. */
function costOf(scanning: Scanning, pattern: number): number {
  const { trie } = scanning.matcher;
  const details = trie.details.values[pattern] as number;
  const isSymbol = (details & demand.spelling) !== 0;
  const difference = isSymbol ? symbolDifference(scanning, pattern) : stemDifference(scanning, pattern, details);
  if (difference < 0) return -1;
  const term = trie.term.values[pattern] as number;
  if ((details & demand.conditional) !== 0 && !scanning.context.named.has(term)) {
    scanning.pending.push(term);
    return -1;
  }
  return rankOf(details) + difference;
}

/** How many words have another stem than the name's, but its root; -1 where the last may not. */
function stemDifference(scanning: Scanning, pattern: number, details: number): number {
  const { matcher, tokens } = scanning;
  const { trie, lexicon } = matcher;
  const first = trie.firstWord.values[pattern] as number;
  const last = path.count - 1;
  let difference = 0;
  for (let number = 0; number <= last; number++) {
    const token = path.values[number] as number;
    const stem = lexicon.stems.values[tokens.forms[token] as number];
    if (stem === trie.wordNumbers.values[first + number]) continue;
    if (number === last && ((details & demand.adjectival) === 0 || !hasTrait(scanning, token, trait.relational)))
      return -1;
    difference++;
  }
  return difference;
}

/** 0 where a symbol is written with its own capitals, and not as a word of a heading in capitals; else -1. */
function symbolDifference(scanning: Scanning, pattern: number): number {
  const { matcher, tokens } = scanning;
  const { trie, lexicon } = matcher;
  const first = trie.firstWord.values[pattern] as number;
  const last = path.count - 1;
  for (let number = 0; number <= last; number++) {
    const token = path.values[number] as number;
    const symbol = lexicon.symbols.values[tokens.forms[token] as number];
    if (symbol !== trie.wordNumbers.values[first + number]) return -1;
    if (number > 0 && isLineBreak(scanning, token)) return -1;
  }
  const start = path.values[0] as number;
  if (!hasTrait(scanning, start, trait.allCapitals)) return 0;
  return isCapitalsAfter(scanning, start - 1) || isCapitalsAfter(scanning, path.values[last] as number) ? -1 : 0;
}

/** True where a line ends before a word: "Chicago, IL" and "1" on the next are not "IL-1". */
function isLineBreak({ text, tokens }: Scanning, token: number): boolean {
  return text.slice(tokens.ends[token - 1], tokens.starts[token]).includes("\n");
}

/** True where a word and the next, with a space between them, are in capitals. */
function isCapitalsAfter(scanning: Scanning, token: number): boolean {
  const { tokens } = scanning;
  if (token < 0 || token + 1 >= tokens.count || tokens.gaps[token + 1] !== gap.space) return false;
  return hasTrait(scanning, token, trait.allCapitals) && hasTrait(scanning, token + 1, trait.allCapitals);
}

/** Notes a mention: its spans are those of the words of the path that stand side by side. */
export function record(scanning: Scanning, words: readonly number[], match: Match): void {
  const { tokens, span, found, matcher } = scanning;
  const hole = holeOf(match.details);
  const spans: { start: number; end: number }[] = [];
  for (const [number, token] of words.entries()) {
    if (number === hole) continue;
    const start = (tokens.starts[token] as number) - span.start;
    const end = (tokens.ends[token] as number) - span.start;
    const open = spans.at(-1);
    const isNext = number > 0 && number - 1 !== hole && words[number - 1] === token - 1;
    if (open && ((isNext && tokens.gaps[token] !== gap.definition) || start < open.end)) open.end = end;
    else spans.push({ start, end });
  }
  found.push({ spans, terms: match.terms, name: nameOf(match.details) });
  const [term] = match.terms;
  const isSymbol = (match.details & demand.spelling) !== 0;
  if (term !== undefined && !isSymbol && matcher.isConditional[term] === 1) {
    if ((match.details & demand.conditional) === 0) scanning.named.push(term);
  }
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

function abbreviationsIn({ tokens, matcher }: Scanning): string[] {
  const { count, values } = tokens.capitals;
  const found: string[] = [];
  for (let number = 0; number < count; number++) {
    found.push(matcher.lexicon.abbreviations.get(values[number] as number) ?? "");
  }
  return found;
}
