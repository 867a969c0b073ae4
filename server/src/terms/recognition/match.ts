/** Compares words of a text with the names of all layers. */
import { demand, head, mayBegin, rankOf } from "./compiled-names.ts";
import { createList, push } from "./growing-list.ts";
import { addWordFirst, addWordSecond, findSlot, firstSeed, secondSeed } from "./hash.ts";
import { field } from "./lexicon.ts";
import { type Layer, layerBit } from "./matcher.ts";
import type { Scanning } from "./scan.ts";
import { gap, isJoined, part } from "./tokens.ts";
import { trait } from "./word-form.ts";

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

/** The words being compared. */
const path = createList();
/** Where names end on their way, in rows of the number of words, the layer and the place in its patterns. */
const ends = createList();
/** The patterns that fit, in rows of their cost, term and details. */
const fits = createList();

/** False where no name begins with the two words. */
export function mayBeginWith({ tokens, matcher }: Scanning, one: number, other: number): boolean {
  const { records } = matcher.lexicon;
  const form = tokens.forms[one] as number;
  const starts = records[form + field.starts] as number;
  if (starts === 0) return false;
  const next = records[(tokens.forms[other] as number) + field.rootFirst] as number;
  const hash = addWordFirst(addWordFirst(firstSeed, records[form + field.rootFirst] as number), next);
  const { layers } = matcher;
  for (let layer = 0; layer < layers.length; layer++) {
    if ((starts & layerBit(layer)) !== 0 && mayBegin((layers[layer] as Layer).names, hash)) return true;
  }
  return false;
}

/** The longest name that begins at a word, which may be a name itself, or go on into the next. */
export function longestAt(
  scanning: Scanning,
  first: number,
  isName: boolean,
  goesOn: boolean,
): WordMention | undefined {
  const { tokens, matcher } = scanning;
  const { layers, lexicon } = matcher;
  const { records } = lexicon;
  let hash = firstSeed;
  let otherHash = secondSeed;
  path.count = 0;
  ends.count = 0;
  let open = records[(tokens.forms[first] as number) + field.starts] as number;
  for (let token = first; ; ) {
    const form = tokens.forms[token] as number;
    hash = addWordFirst(hash, records[form + field.rootFirst] as number);
    otherHash = addWordSecond(otherHash, records[form + field.rootSecond] as number);
    push(path, token);
    if (token > first || isName) open = noteEnds(layers, open, hash, otherHash);
    token++;
    if (open === 0 || !goesOn || token === tokens.count || !isJoined(tokens, token)) break;
  }
  for (let last = ends.count; last > 0; ) {
    const count = ends.values[last - 3] as number;
    let from = last;
    while (from > 0 && ends.values[from - 3] === count) from -= 3;
    path.count = count;
    const match = matchAt(scanning, from, last);
    if (match) return { first, count, match };
    last = from;
  }
  return undefined;
}

/** Notes the names that end with the path, and gives the layers that have names which go on from there. */
function noteEnds(layers: readonly Layer[], open: number, hash: number, otherHash: number): number {
  let going = 0;
  for (let layer = 0; layer < layers.length; layer++) {
    if ((open & layerBit(layer)) === 0) continue;
    const place = findSlot((layers[layer] as Layer).names.paths, hash, otherHash);
    if (place >= 0) going |= layerBit(layer);
    if (place > 0) noteEnd(layer, place);
  }
  return going;
}

function noteEnd(layer: number, place: number): void {
  push(ends, path.count);
  push(ends, layer);
  push(ends, place);
}

/** What some words name; they need not stand side by side. */
export function matchOf(scanning: Scanning, words: readonly number[]): Match | undefined {
  const { tokens, matcher } = scanning;
  const { layers, lexicon } = matcher;
  if (words.length > 1 && !mayBeginWith(scanning, words[0] as number, words[1] as number)) return undefined;
  let hash = firstSeed;
  let otherHash = secondSeed;
  path.count = 0;
  ends.count = 0;
  for (const token of words) {
    const form = tokens.forms[token] as number;
    hash = addWordFirst(hash, lexicon.records[form + field.rootFirst] as number);
    otherHash = addWordSecond(otherHash, lexicon.records[form + field.rootSecond] as number);
    push(path, token);
  }
  noteEnds(layers, -1, hash, otherHash);
  return ends.count > 0 ? matchAt(scanning, 0, ends.count) : undefined;
}

/** Names of one role have ranks from a multiple of this; their forms come after them. */
const rankStep = 10;

/** What the path names, of the rows of `ends` from one to another. */
function matchAt(scanning: Scanning, from: number, to: number): Match | undefined {
  const { tokens, matcher } = scanning;
  const firstPart = tokens.parts[path.values[0] as number];
  const lastPart = tokens.parts[path.values[path.count - 1] as number];
  if (firstPart === part.inner || firstPart === part.last) return undefined;
  if (lastPart === part.first || lastPart === part.inner) return undefined;
  fits.count = 0;
  for (let end = from; end < to; end += 3) {
    const layer = matcher.layers[ends.values[end + 1] as number] as Layer;
    const { patterns } = layer.names;
    for (let at = ends.values[end + 2] as number; ; at += 2 + path.count) {
      const cost = costOf(scanning, layer, at);
      if (cost >= 0 && !isTaken(scanning, layer, at, from, to))
        noteFit(cost, termAt(layer, at), patterns[at + 1] as number);
      if (((patterns[at] as number) & head.last) !== 0) break;
    }
  }
  return fits.count > 0 ? bestFit() : undefined;
}

const termAt = ({ names, firstTerm }: Layer, at: number): number =>
  firstTerm + ((names.patterns[at] as number) >>> head.bits);

/** Puts a fit after those that are as good: of a lower cost, or of the same and of a term that comes before. */
function noteFit(cost: number, term: number, details: number): void {
  push(fits, cost);
  push(fits, term);
  push(fits, details);
  const { values } = fits;
  let at = fits.count - 3;
  for (; at > 0; at -= 3) {
    const difference = (values[at - 3] as number) - cost || (values[at - 2] as number) - term;
    if (difference <= 0) break;
    values.copyWithin(at, at - 3, at);
  }
  values[at] = cost;
  values[at + 1] = term;
  values[at + 2] = details;
}

function bestFit(): Match {
  const { values, count } = fits;
  const details = values[2] as number;
  // A form of another term's name is no rival of a name.
  const isName = (values[0] as number) % rankStep < 2;
  const terms: number[] = [];
  for (let at = 0; at < count; at += 3) {
    const term = values[at + 1] as number;
    if ((!isName || (values[at] as number) % rankStep < 2) && !terms.includes(term)) terms.push(term);
  }
  return { details, terms };
}

/** How far the words of the path are from a pattern; -1 if it doesn't fit. */
function costOf(scanning: Scanning, layer: Layer, at: number): number {
  const { patterns } = layer.names;
  const details = patterns[at + 1] as number;
  if (isHidden(layer, at)) return -1;
  const isSymbol = (details & demand.spelling) !== 0;
  const difference = isSymbol
    ? symbolDifference(scanning, patterns, at + 2)
    : stemDifference(scanning, patterns, at + 2, details);
  if (difference < 0) return -1;
  if ((details & demand.conditional) !== 0 && !scanning.context.named.has(termAt(layer, at))) {
    scanning.pending.push(termAt(layer, at));
    return -1;
  }
  return rankOf(details) + difference;
}

function isHidden({ names, hidden }: Layer, at: number): boolean {
  return hidden !== undefined && hidden[(names.patterns[at] as number) >>> head.bits] === 1;
}

/** True for a pattern that counts only where no other term has the name, if one has. */
function isTaken({ matcher }: Scanning, own: Layer, pattern: number, from: number, to: number): boolean {
  if (((own.names.patterns[pattern] as number) & head.exclusive) === 0) return false;
  const term = termAt(own, pattern);
  for (let end = from; end < to; end += 3) {
    const layer = matcher.layers[ends.values[end + 1] as number] as Layer;
    const { patterns } = layer.names;
    for (let at = ends.values[end + 2] as number; ; at += 2 + path.count) {
      const rank = rankOf(patterns[at + 1] as number);
      if (rank % rankStep < 4 && rank < 45 && termAt(layer, at) !== term && !isHidden(layer, at)) return true;
      if (((patterns[at] as number) & head.last) !== 0) break;
    }
  }
  return false;
}

/** How many words have another stem than the name's, but its root; -1 where the last may not. */
function stemDifference({ tokens, matcher }: Scanning, patterns: Int32Array, words: number, details: number): number {
  const { records } = matcher.lexicon;
  const last = path.count - 1;
  let difference = 0;
  for (let number = 0; number <= last; number++) {
    const form = tokens.forms[path.values[number] as number] as number;
    if (records[form + field.stem] === patterns[words + number]) continue;
    const isAdjective = ((records[form + field.traits] as number) & trait.relational) !== 0;
    if (number === last && ((details & demand.adjectival) === 0 || !isAdjective)) return -1;
    difference++;
  }
  return difference;
}

/** 0 where a symbol is written with its own capitals, and not as a word of a heading in capitals; else -1. */
function symbolDifference(scanning: Scanning, patterns: Int32Array, words: number): number {
  const { tokens, matcher } = scanning;
  const { records } = matcher.lexicon;
  const last = path.count - 1;
  for (let number = 0; number <= last; number++) {
    const token = path.values[number] as number;
    if (records[(tokens.forms[token] as number) + field.symbol] !== patterns[words + number]) return -1;
    if (number > 0 && isLineBreak(scanning, token)) return -1;
  }
  const start = path.values[0] as number;
  if (!hasTrait(scanning, start, trait.allCapitals)) return 0;
  return isCapitalsAfter(scanning, start - 1) || isCapitalsAfter(scanning, path.values[last] as number) ? -1 : 0;
}

export function hasTrait({ matcher, tokens }: Scanning, token: number, wanted: number): boolean {
  const { records } = matcher.lexicon;
  return ((records[(tokens.forms[token] as number) + field.traits] as number) & wanted) !== 0;
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
