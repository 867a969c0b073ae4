/** Compares words of a text with the names of all layers. */
import { gap } from "./characters.ts";
import { demand, head, headBits, rankOf } from "./compiled-names.ts";
import { createList, push } from "./growing-list.ts";
import { entry, field, pairBitOf, pairsOf } from "./lexicon.ts";
import type { Layer } from "./matcher.ts";
import { answer, type NamePaths, noPath, pathAfter, stateField } from "./name-paths.ts";
import { pairBit } from "./pairs.ts";
import type { Scanning } from "./scan.ts";
import { formAt, isJoined, part } from "./tokens.ts";
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
/** By the number of words before it: where names may end on their way, `noPath` where none does. */
const ends = createList();
/** The patterns that fit, in rows of their cost, term and details. */
const fits = createList();
/** True once the text around the words has decided about a pattern. */
let isOpen = false;

/** False where no name begins with the two words. */
export function mayBeginWith({ tokens, matcher }: Scanning, one: number, other: number): boolean {
  const { pairs } = matcher.lexicon;
  const [word, next] = [tokens.entries[one] as number, tokens.entries[other] as number];
  const isBeginning = (word & entry.begins) !== 0;
  return isBeginning && pairBit(pairs, pairsOf(word), pairBitOf(word), pairsOf(next), pairBitOf(next)) !== 0;
}

/** The longest name that begins at a word, which may be a name itself, or go on into the next. */
export function longestAt(
  scanning: Scanning,
  first: number,
  isName: boolean,
  goesOn: boolean,
): WordMention | undefined {
  const { tokens, matcher } = scanning;
  const { records } = matcher.lexicon;
  const { paths } = matcher;
  path.count = 0;
  ends.count = 0;
  let way = records[formAt(tokens, first) + field.start] as number;
  push(path, first);
  push(ends, isName ? way : noPath);
  for (let token = first + 1; goesOn && token < tokens.count && isJoined(tokens, token); token++) {
    way = pathAfter(paths, records, way, formAt(tokens, token));
    if (way === noPath) break;
    push(path, token);
    push(ends, way);
  }
  for (let count = path.count; count > 0; count--) {
    path.count = count;
    const end = ends.values[count - 1] as number;
    const match = end === noPath ? undefined : matchAt(scanning, end);
    if (match) return { first, count, match };
  }
  return undefined;
}

/** What some words name; they need not stand side by side. */
export function matchOf(scanning: Scanning, words: readonly number[]): Match | undefined {
  const { tokens, matcher } = scanning;
  const { records } = matcher.lexicon;
  if (words.length > 1 && !mayBeginWith(scanning, words[0] as number, words[1] as number)) return undefined;
  path.count = 0;
  let way: number = noPath;
  for (const token of words) {
    const form = formAt(tokens, token);
    way = path.count === 0 ? (records[form + field.start] as number) : pathAfter(matcher.paths, records, way, form);
    if (way === noPath) return undefined;
    push(path, token);
  }
  return matchAt(scanning, way);
}

/** Names of one role have ranks from a multiple of this; their forms come after them. */
const rankStep = 10;

/** What the words of the path name, which are this one of all paths. */
function matchAt(scanning: Scanning, way: number): Match | undefined {
  const { tokens, matcher } = scanning;
  const { states, matches } = matcher.paths;
  const known = states.values[way + stateField.match] as number;
  if (known === answer.none) return undefined;
  const firstPart = tokens.parts[path.values[0] as number];
  const lastPart = tokens.parts[path.values[path.count - 1] as number];
  if (firstPart === part.inner || firstPart === part.last) return undefined;
  if (lastPart === part.first || lastPart === part.inner) return undefined;
  if (known > answer.none) return matches[known];
  isOpen = false;
  const found = fittingAt(scanning, way);
  if (known === answer.unasked) states.values[way + stateField.match] = kept(matcher.paths, found);
  return found;
}

/** Keeps what a path names unless the text around has decided that. */
function kept({ matches }: NamePaths, match: Match | undefined): number {
  if (isOpen) return answer.open;
  return match ? matches.push(match) - 1 : answer.none;
}

/** Compares the words of the path with all names that end there. */
function fittingAt(scanning: Scanning, way: number): Match | undefined {
  const { matcher } = scanning;
  const { states, ends: rows } = matcher.paths;
  const from = states.values[way + stateField.ends] as number;
  const to = states.values[way + stateField.endsEnd] as number;
  fits.count = 0;
  for (let end = from; end < to; end += 2) {
    const layer = matcher.layers[rows.values[end] as number] as Layer;
    const { patterns } = layer.names;
    for (let at = rows.values[end + 1] as number; ; at += 2 + path.count) {
      const cost = costOf(scanning, layer, at);
      if (cost >= 0 && !isTaken(scanning, layer, at, from, to))
        noteFit(cost, termAt(layer, at), patterns[at + 1] as number);
      if (((patterns[at] as number) & head.last) !== 0) break;
    }
  }
  return fits.count > 0 ? bestFit() : undefined;
}

const termAt = ({ names, firstTerm }: Layer, at: number): number =>
  firstTerm + ((names.patterns[at] as number) >>> headBits);

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
  if (count === 3) return { details, terms: [values[1] as number] };
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
  if ((details & demand.conditional) !== 0) {
    isOpen = true;
    if (!scanning.context.named.has(termAt(layer, at))) {
      scanning.pending.push(termAt(layer, at));
      return -1;
    }
  }
  return rankOf(details) + difference;
}

function isHidden({ names, hidden }: Layer, at: number): boolean {
  return hidden !== undefined && hidden[(names.patterns[at] as number) >>> headBits] === 1;
}

/** True for a pattern that counts only where no other term has the name, if one has. */
function isTaken({ matcher }: Scanning, own: Layer, pattern: number, from: number, to: number): boolean {
  if (((own.names.patterns[pattern] as number) & head.exclusive) === 0) return false;
  const { ends: rows } = matcher.paths;
  const term = termAt(own, pattern);
  for (let end = from; end < to; end += 2) {
    const layer = matcher.layers[rows.values[end] as number] as Layer;
    const { patterns } = layer.names;
    for (let at = rows.values[end + 1] as number; ; at += 2 + path.count) {
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
    const form = formAt(tokens, path.values[number] as number);
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
    if (records[formAt(tokens, token) + field.symbol] !== patterns[words + number]) return -1;
    if (number === 0) continue;
    isOpen = true;
    if (isLineBreak(scanning, token)) return -1;
  }
  const start = path.values[0] as number;
  if (!hasTrait(scanning, start, trait.allCapitals)) return 0;
  isOpen = true;
  return isCapitalsAfter(scanning, start - 1) || isCapitalsAfter(scanning, path.values[last] as number) ? -1 : 0;
}

export function hasTrait({ matcher, tokens }: Scanning, token: number, wanted: number): boolean {
  const { records } = matcher.lexicon;
  return ((records[formAt(tokens, token) + field.traits] as number) & wanted) !== 0;
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
