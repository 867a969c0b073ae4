/**
 * Reads the words of a stretch of text in three passes, each over all words: where they are and their hashes; what the
 * lexicon knows of them; what the text's abbreviations stand for. So the look-ups of many words, most of which wait for
 * memory, go on at once.
 */
import type { Span } from "../../text/document.ts";
import {
  gap,
  gapOfState,
  gapSteps,
  isClosing,
  kind,
  kindBits,
  kinds,
  learnKinds,
  longestGap,
  touching,
} from "./characters.ts";
import type { Definition, Definitions } from "./definitions.ts";
import { createList, push } from "./growing-list.ts";
import { addUnitFirst, addUnitSecond, findSlot, firstSeed, secondSeed } from "./hash.ts";
import { addEntry, entry, field, formOfEntry, type Lexicon, limitForms, longFormOf, recordBits } from "./lexicon.ts";
import { createWords, formAt, makeRoom, part, pushLongForm, type Tokens, type Words } from "./tokens.ts";
import { trait } from "./word-form.ts";

/** A bracketed abbreviation left out of the words: it stands before the word `at`. */
export interface DefinitionSite extends Span {
  readonly at: number;
  readonly definition: Definition;
}

/**
 * Reads the words of `text[span]`. An abbreviation that the text defines is read as the words of its long form, each
 * with the abbreviation's place; where it is defined, it is left out and given back as a site.
 */
export function readTokens(
  tokens: Tokens,
  lexicon: Lexicon,
  text: string,
  span: Span,
  definitions: Definitions,
): readonly DefinitionSite[] {
  limitForms(lexicon);
  tokens.parts.fill(part.whole, 0, tokens.count);
  makeRoom(tokens, span.end - span.start);
  if (!findWords(tokens, text, span)) {
    learnKinds(text, span);
    findWords(tokens, text, span);
  }
  findEntries(tokens, lexicon, text);
  const sites = readNoted(tokens, lexicon, definitions);
  closeGaps(tokens, text, sites);
  return sites;
}

/**
 * Finds where words begin and end, what is between them, and their hashes. False where it meets a code unit of unknown
 * kind: so that its loops call nothing, it is not looked up here.
 */
function findWords(tokens: Tokens, text: string, { start: from, end: to }: Span): boolean {
  const { starts, ends, gaps, firsts, seconds } = tokens;
  // Good for a third of its time: what a module exports is loaded anew at each use.
  const [kindOf, stateAfter, gapOf] = [kinds, gapSteps, gapOfState];
  tokens.count = 0;
  let count = 0;
  for (let at = from, before = from; ; before = at) {
    let unit = 0;
    let unitKind = 0;
    let between: number = touching;
    for (; at < to; at++) {
      unit = text.charCodeAt(at);
      unitKind = kindOf[unit] as number;
      if (unitKind < kind.blank) break;
      between = stateAfter[(between << kindBits) | unitKind] as number;
    }
    if (at >= to) break;
    if (unitKind === kind.unknown) return false;
    starts[count] = at;
    gaps[count] = at - before > longestGap ? gap.break : (gapOf[between] as number);
    let first = addUnitFirst(firstSeed, unit);
    let second = addUnitSecond(secondSeed, unit);
    // A plus sign is a word of its own, so that "CD8+" and "CD8" can be told apart or not.
    const most = unitKind === kind.plus ? at : to;
    while (++at < most) {
      unit = text.charCodeAt(at);
      if (kindOf[unit] !== kind.letter) break;
      first = addUnitFirst(first, unit);
      second = addUnitSecond(second, unit);
    }
    ends[count] = at;
    firsts[count] = first;
    seconds[count] = second;
    count++;
  }
  tokens.count = count;
  return true;
}

/** The words whose entries are noted. */
const noted = createList();

function findEntries({ count, starts, ends, entries, firsts, seconds }: Tokens, lexicon: Lexicon, text: string) {
  noted.count = 0;
  for (let token = 0; token < count; token++) {
    const first = firsts[token] as number;
    const second = seconds[token] as number;
    const known = findSlot(lexicon.slots, first, second);
    const found = known >= 0 ? known : addEntry(lexicon, text.slice(starts[token], ends[token]), first, second);
    entries[token] = found;
    if ((found & entry.noted) !== 0) push(noted, token);
  }
}

const none: readonly string[] = [];
const noSites: readonly DefinitionSite[] = [];

/** Sees to the words that join others, and to those that may be abbreviations. */
function readNoted(tokens: Tokens, lexicon: Lexicon, definitions: Definitions): readonly DefinitionSite[] {
  tokens.abbreviations = none;
  tokens.conjunctions.count = 0;
  if (noted.count === 0) return noSites;
  const abbreviations: string[] = [];
  const sites: DefinitionSite[] = [];
  /** Once an abbreviation is replaced, how many of the words as they were are in `tokens` again. */
  let copied = -1;
  const count = tokens.count;
  for (let number = 0; number < noted.count; number++) {
    const token = noted.values[number] as number;
    const form = formAt(copied < 0 ? tokens : unreplaced, token);
    if (((lexicon.records[form + field.traits] as number) & trait.conjunction) !== 0) {
      push(tokens.conjunctions, copied < 0 ? token : tokens.count + token - copied);
      continue;
    }
    const abbreviation = lexicon.abbreviations[form >> recordBits] as string;
    abbreviations.push(abbreviation);
    const definition = definitions.get(abbreviation);
    if (!definition) continue;
    if (copied < 0) setAside(tokens, token);
    else copyWords(tokens, copied, token);
    copied = token + 1;
    const start = unreplaced.starts[token] as number;
    const end = unreplaced.ends[token] as number;
    const between = unreplaced.gaps[token] as number;
    if (between === gap.openBracket && endsWith(tokens, lexicon, definition)) {
      sites.push({ at: tokens.count, start, end, definition });
    } else pushLongForm(tokens, lexicon, definition, start, end, between);
  }
  if (copied >= 0) copyWords(tokens, copied, count);
  tokens.abbreviations = abbreviations;
  return sites;
}

/** The words of a stretch as they were, from the first on that is replaced. */
const unreplaced = createWords(1024);

/** Takes the words from a number on out of `tokens`. */
function setAside(tokens: Tokens, from: number): void {
  const { count, starts, ends, gaps, entries } = tokens;
  makeRoom(unreplaced, count);
  unreplaced.starts.set(starts.subarray(from, count), from);
  unreplaced.ends.set(ends.subarray(from, count), from);
  unreplaced.gaps.set(gaps.subarray(from, count), from);
  unreplaced.entries.set(entries.subarray(from, count), from);
  tokens.count = from;
}

/** Puts the words set aside from one number to another after those in `tokens`. */
function copyWords(tokens: Tokens, from: number, to: number): void {
  makeRoom(tokens, tokens.count + to - from);
  const { starts, ends, gaps, entries } = tokens;
  let token = tokens.count;
  for (let word = from; word < to; word++) {
    starts[token] = unreplaced.starts[word] as number;
    ends[token] = unreplaced.ends[word] as number;
    gaps[token] = unreplaced.gaps[word] as number;
    entries[token] = unreplaced.entries[word] as number;
    token++;
  }
  tokens.count = token;
}

/** True where the words read last are the abbreviation's long form: this is where the text defines it. */
function endsWith(tokens: Words, lexicon: Lexicon, definition: Definition): boolean {
  const words = longFormOf(lexicon, definition);
  const from = tokens.count - words.length;
  const stem = (form: number) => lexicon.records[form + field.stem];
  return from >= 0 && words.every((word, number) => stem(formOfEntry(word)) === stem(formAt(tokens, from + number)));
}

/** What stands before the first word, and what a bracketed abbreviation is left out of, is known when all are read. */
function closeGaps({ count, starts, gaps }: Words, text: string, sites: readonly DefinitionSite[]): void {
  if (count > 0 && gaps[0] !== gap.openBracket) gaps[0] = gap.break;
  for (const { at, end } of sites) {
    if (at < count) gaps[at] = isClosing(text, end, starts[at] as number) ? gap.definition : gap.break;
  }
}
