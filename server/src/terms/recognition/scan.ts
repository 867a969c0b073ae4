/** Finds the names in one stretch of a text: the longest that the words from each place on make. */
import type { Span } from "../../text/document.ts";
import { plainSymbol } from "../words.ts";
import { isConjoined, sharedHead } from "./coordination.ts";
import { type Definition, type Definitions, definitionAt, withoutPlural } from "./definitions.ts";
import type { Lexicon } from "./lexicon.ts";
import { childOf, demand, holeOf, nameOf, type PatternTrie, rankOf, rootNode } from "./pattern-trie.ts";
import { type DefinitionSite, gap, isJoined, part, pushLongForm, readTokens, type Tokens } from "./tokens.ts";
import { trait } from "./word-form.ts";

/** What a recogniser is made of; see `buildRecogniser`. */
export interface Matcher {
  readonly lexicon: Lexicon;
  readonly trie: PatternTrie;
  /** By word number: the node of the names that begin with that root, -1 for none. */
  readonly firstNodes: Int32Array;
  /** By term number: 1 if a form of the term counts only where the text names the term in full. */
  readonly isConditional: Uint8Array;
  readonly tokens: Tokens;
  spellingOf(term: number, name: number): string;
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
  /** What this stretch adds to the context. */
  readonly definitions: readonly Definition[];
  readonly named: readonly number[];
  /** What would change if the context did: words that may be abbreviations, and terms that the text must name. */
  readonly abbreviations: ReadonlySet<string>;
  readonly pending: ReadonlySet<number>;
}

/** A stretch as it is scanned. `path` holds the numbers of the words that are compared with a name. */
export interface Scanning {
  readonly matcher: Matcher;
  readonly text: string;
  readonly span: Span;
  readonly context: Context;
  readonly tokens: Tokens;
  readonly path: number[];
  readonly found: Found[];
  readonly named: Set<number>;
  readonly pending: Set<number>;
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
  const scanning: Scanning = {
    matcher,
    text,
    span,
    context,
    tokens,
    path: [],
    found: [],
    named: new Set(),
    pending: new Set(),
  };
  const mentions: WordMention[] = [];
  for (let first = 0; first < tokens.count; ) {
    const mention = longestAt(scanning, first);
    if (mention) mentions.push(mention);
    first += mention?.count ?? 1;
  }
  const joint = isConjoined(scanning, mentions);
  for (const mention of mentions) {
    if (!joint.has(mention)) record(scanning, pathOf(mention), mention.match);
  }
  for (const mention of mentions) sharedHead(scanning, mention);
  const { definitions, abbreviations } = abbreviationsIn(tokens, text);
  for (const site of sites) definedForm(scanning, site);
  const found = scanning.found.sort((a, b) => startOf(a) - startOf(b));
  return { found, definitions, abbreviations, named: [...scanning.named], pending: scanning.pending };
}

const startOf = ({ spans }: Found): number => spans[0]?.start ?? 0;

export function pathOf({ first, count }: WordMention): number[] {
  return Array.from({ length: count }, (_, number) => first + number);
}

function longestAt(scanning: Scanning, first: number): WordMention | undefined {
  const { matcher, tokens, path } = scanning;
  const { trie, firstNodes } = matcher;
  const root = tokens.roots[first] as number;
  let node = root < 0 ? -1 : (firstNodes[root] as number);
  if (node < 0) return undefined;
  // The nodes on the way that end a name, the longest name last.
  let ends = 0;
  path.length = 0;
  nodesWithNames.length = 0;
  for (let token = first; node >= 0; ) {
    path.push(token);
    if ((trie.patterns.values[node] as number) >= 0) {
      nodesWithNames.push(node, path.length);
      ends++;
    }
    token++;
    if (token === tokens.count || !isJoined(tokens, token)) break;
    const next = tokens.roots[token] as number;
    node = next < 0 ? -1 : childOf(trie, node, next);
  }
  for (; ends > 0; ends--) {
    path.length = nodesWithNames[ends * 2 - 1] as number;
    const match = matchAt(scanning, nodesWithNames[ends * 2 - 2] as number);
    if (match) return { first, count: path.length, match };
  }
  return undefined;
}

const nodesWithNames: number[] = [];

/** What the words of `path` name; they need not stand side by side. */
export function matchOf(scanning: Scanning, words: readonly number[]): Match | undefined {
  const { matcher, tokens, path } = scanning;
  let node = rootNode;
  path.length = 0;
  for (const token of words) {
    const root = tokens.roots[token] as number;
    node = root < 0 ? -1 : childOf(matcher.trie, node, root);
    if (node < 0) return undefined;
    path.push(token);
  }
  return matchAt(scanning, node);
}

/** Ranks at and above this are of forms that stand for a term only if no other has the name. */
const rankStep = 10;

function matchAt(scanning: Scanning, node: number): Match | undefined {
  const { matcher, tokens, path } = scanning;
  const { trie } = matcher;
  const firstPart = tokens.parts[path[0] as number];
  const lastPart = tokens.parts[path[path.length - 1] as number];
  if (firstPart === part.inner || firstPart === part.last) return undefined;
  if (lastPart === part.first || lastPart === part.inner) return undefined;
  const matches: { term: number; details: number; cost: number }[] = [];
  for (let pattern = trie.patterns.values[node] as number; pattern >= 0; ) {
    const cost = costOf(scanning, pattern);
    if (cost >= 0) {
      const details = trie.details.values[pattern] as number;
      matches.push({ term: trie.term.values[pattern] as number, details, cost });
    }
    pattern = trie.next.values[pattern] as number;
  }
  if (matches.length > 1) matches.sort((a, b) => a.cost - b.cost || a.term - b.term);
  const [best] = matches;
  if (!best) return undefined;
  const { details } = best;
  const isName = best.cost % rankStep < 2;
  const equals = isName ? matches.filter(({ cost }) => cost % rankStep < 2) : matches;
  return { details, terms: [...new Set(equals.map(({ term }) => term))] };
}

/** How far the words of the path are from a pattern; -1 if it doesn't fit. */
function costOf(scanning: Scanning, pattern: number): number {
  const { matcher, tokens, path, context } = scanning;
  const { trie } = matcher;
  const details = trie.details.values[pattern] as number;
  const firstStem = trie.firstStem.values[pattern] as number;
  const last = path.length - 1;
  let cost = rankOf(details);
  for (let number = 0; number <= last; number++) {
    const token = path[number] as number;
    if (tokens.stems[token] === trie.stems.values[firstStem + number]) continue;
    if (number === last) {
      const isAdjective = ((tokens.traits[token] as number) & trait.relational) !== 0;
      if (!isAdjective || (details & demand.adjectival) === 0) return -1;
    }
    cost++;
  }
  const term = trie.term.values[pattern] as number;
  if ((details & demand.spelling) !== 0 && !isSpelled(scanning, matcher.spellingOf(term, nameOf(details)))) return -1;
  if ((details & demand.conditional) !== 0 && !context.named.has(term)) {
    scanning.pending.add(term);
    return -1;
  }
  return cost;
}

/** True where a symbol is written with its own capitals, and not as a word of a heading in capitals. */
function isSpelled({ text, tokens, path, context }: Scanning, spelling: string): boolean {
  const first = path[0] as number;
  const last = path[path.length - 1] as number;
  const written = plainSymbol(text.slice(tokens.starts[first], tokens.ends[last]));
  const symbol = plainSymbol(spelling);
  if (written !== symbol && withoutPlural(written) !== withoutPlural(symbol)) return false;
  if (context.definitions.has(withoutPlural(written))) return false;
  const isCapitals = (token: number) => ((tokens.traits[token] as number) & trait.allCapitals) !== 0;
  if (!isCapitals(first) || symbol.length < 2) return true;
  const before = tokens.gaps[first] === gap.space && isCapitals(first - 1);
  const after = last + 1 < tokens.count && tokens.gaps[last + 1] === gap.space && isCapitals(last + 1);
  return !before && !after;
}

/** Notes a mention: its spans are those of the words of the path that stand side by side. */
export function record(scanning: Scanning, path: readonly number[], match: Match): void {
  const { tokens, span, found, matcher } = scanning;
  const hole = holeOf(match.details);
  const spans: { start: number; end: number }[] = [];
  for (const [number, token] of path.entries()) {
    if (number === hole) continue;
    const start = (tokens.starts[token] as number) - span.start;
    const end = (tokens.ends[token] as number) - span.start;
    const open = spans.at(-1);
    const isNext = number > 0 && number - 1 !== hole && path[number - 1] === token - 1;
    if (open && ((isNext && tokens.gaps[token] !== gap.definition) || start < open.end)) open.end = end;
    else spans.push({ start, end });
  }
  found.push({ spans, terms: match.terms, name: nameOf(match.details) });
  const [term] = match.terms;
  const isSymbol = (match.details & demand.spelling) !== 0;
  if (term !== undefined && !isSymbol && matcher.isConditional[term] === 1) {
    if ((match.details & demand.conditional) === 0) scanning.named.add(term);
  }
}

/** The mention that begins with a bracketed abbreviation: "ES cells" in "embryonic stem (ES) cells". */
function definedForm(scanning: Scanning, { at, start, end, definition }: DefinitionSite): void {
  const { tokens } = scanning;
  const count = tokens.count;
  const first = pushLongForm(tokens, definition, start, end, gap.break);
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
  tokens.count = count;
}

function abbreviationsIn(tokens: Tokens, text: string): Pick<Scan, "definitions" | "abbreviations"> {
  const definitions: Definition[] = [];
  const abbreviations = new Set<string>();
  for (let token = 0; token < tokens.count; token++) {
    if (((tokens.traits[token] as number) & trait.capitals) === 0) continue;
    abbreviations.add(withoutPlural(text.slice(tokens.starts[token], tokens.ends[token])));
    const definition = definitionAt(tokens, text, token);
    if (definition) definitions.push(definition);
  }
  return { definitions, abbreviations };
}
