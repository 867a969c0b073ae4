/** The words of a stretch of text as the recogniser reads them, in parallel arrays that are used again and again. */
import type { Span } from "../../text/document.ts";
import type { Definition, Definitions } from "./definitions.ts";
import { createList, type GrowingList, push } from "./growing-list.ts";
import { addUnitFirst, addUnitSecond, findSlot, firstSeed, secondSeed } from "./hash.ts";
import { addEntry, entry, entryOf, field, formOf, formOfEntry, type Lexicon, limitForms } from "./lexicon.ts";
import { trait } from "./word-form.ts";

/** What stands between a word and the one before it. */
export const gap = {
  /** Punctuation, a blank line, or the start of the text: no name goes across. */
  break: 0,
  /** Spaces, with one line break at most. */
  space: 1,
  /** Hyphens, a slash, an apostrophe or emphasis marks. */
  mark: 2,
  comma: 3,
  openBracket: 4,
  /** A bracketed abbreviation that the text defines here: "embryonic stem (ES) cells". */
  definition: 5,
} as const;

/** Which part of an abbreviation's long form a word is. */
export const part = { whole: 0, first: 1, inner: 2, last: 3 } as const;

export interface Tokens {
  count: number;
  starts: Int32Array;
  ends: Int32Array;
  /** Where the lexicon's records of them begin. */
  forms: Int32Array;
  gaps: Uint8Array;
  /** All 0 but for long forms of abbreviations. */
  parts: Uint8Array;
  /** The forms read that may be abbreviations. */
  readonly capitals: GrowingList;
  /** The words with which a name may begin, doubled, and one more where the word alone may be a name. */
  readonly beginnings: GrowingList;
  /** The words that join others. */
  readonly conjunctions: GrowingList;
}

/** A bracketed abbreviation left out of the words: it stands before the word `at`. */
export interface DefinitionSite extends Span {
  readonly at: number;
  readonly definition: Definition;
}

export function createTokens(): Tokens {
  return { count: 0, ...allocate(1024), capitals: createList(), beginnings: createList(), conjunctions: createList() };
}

function allocate(size: number) {
  return {
    starts: new Int32Array(size),
    ends: new Int32Array(size),
    forms: new Int32Array(size),
    gaps: new Uint8Array(size),
    parts: new Uint8Array(size),
  };
}

/** Makes room for so many words. */
function makeRoom(tokens: Tokens, count: number): void {
  if (count <= tokens.starts.length) return;
  const wider = allocate(count * 2);
  for (const name of ["starts", "ends", "forms", "gaps", "parts"] as const) wider[name].set(tokens[name]);
  Object.assign(tokens, wider);
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
): DefinitionSite[] {
  limitForms(lexicon);
  clear(tokens);
  makeRoom(tokens, span.end - span.start);
  const sites: DefinitionSite[] = [];
  const { end } = span;
  let { starts, ends, forms, gaps } = tokens;
  let before = span.start;
  let at = span.start;
  let unit = at < end ? text.charCodeAt(at) : 0;
  for (;;) {
    // Most words stand one space from the one before.
    let between: number = gap.break;
    if (unit === space && at === before && at + 1 < end && kinds[text.charCodeAt(at + 1)] === kind.letter) {
      unit = text.charCodeAt(++at);
      between = gap.space;
    } else {
      while (at < end && kindOf(unit) === kind.other) unit = ++at < end ? text.charCodeAt(at) : 0;
      if (at >= end) break;
      between = gapBetween(text, before, at);
    }
    const start = at++;
    let first = addUnitFirst(firstSeed, unit);
    let second = addUnitSecond(secondSeed, unit);
    // A plus sign is a word of its own, so that "CD8+" and "CD8" can be told apart or not.
    const most = kinds[unit] === kind.plus ? at : end;
    for (unit = at < end ? text.charCodeAt(at) : 0; at < most; unit = ++at < end ? text.charCodeAt(at) : 0) {
      if (kinds[unit] !== kind.letter && kindOf(unit) !== kind.letter) break;
      first = addUnitFirst(first, unit);
      second = addUnitSecond(second, unit);
    }
    const known = findSlot(lexicon.slots, first, second);
    const found = known >= 0 ? known : addEntry(lexicon, text.slice(start, at), first, second);
    before = at;
    if ((found & entry.noted) === 0) {
      const token = tokens.count++;
      starts[token] = start;
      ends[token] = at;
      forms[token] = formOfEntry(found);
      gaps[token] = between;
      if ((found & entry.begins) !== 0) pushBeginning(tokens, token, found);
      continue;
    }
    const abbreviation = noted(tokens, lexicon, formOfEntry(found));
    const definition = abbreviation === undefined ? undefined : definitions.get(abbreviation);
    if (!definition) pushToken(tokens, start, at, found, between);
    else if (between === gap.openBracket && endsWith(tokens, lexicon, definition)) {
      sites.push({ at: tokens.count, start, end: at, definition });
    } else pushLongForm(tokens, lexicon, definition, start, at, between);
    makeRoom(tokens, tokens.count + end - at);
    ({ starts, ends, forms, gaps } = tokens);
  }
  closeGaps(tokens, text, sites);
  return sites;
}

/** What stands before the first word, and what a bracketed abbreviation is left out of, is known when all are read. */
function closeGaps({ count, starts, gaps }: Tokens, text: string, sites: readonly DefinitionSite[]): void {
  if (count > 0 && gaps[0] !== gap.openBracket) gaps[0] = gap.break;
  for (const { at, end } of sites) {
    if (at < count) gaps[at] = isClosing(text, end, starts[at] as number) ? gap.definition : gap.break;
  }
}

/** Notes a word that joins others, or one that may be an abbreviation, which it gives in the singular. */
function noted(tokens: Tokens, { records, abbreviations }: Lexicon, form: number): string | undefined {
  if (((records[form + field.traits] as number) & trait.conjunction) !== 0) {
    push(tokens.conjunctions, tokens.count);
    return undefined;
  }
  push(tokens.capitals, form);
  return abbreviations.get(form);
}

function clear(tokens: Tokens): void {
  tokens.parts.fill(part.whole, 0, tokens.count);
  tokens.count = 0;
  tokens.capitals.count = 0;
  tokens.beginnings.count = 0;
  tokens.conjunctions.count = 0;
}

/** True where the words read last are the abbreviation's long form: this is where the text defines it. */
function endsWith({ count, forms }: Tokens, lexicon: Lexicon, { words }: Definition): boolean {
  if (count < words.length) return false;
  const stem = (form: number) => lexicon.records[form + field.stem];
  return words.every(
    (word, number) => stem(formOf(lexicon, word)) === stem(forms[count - words.length + number] as number),
  );
}

/** Puts an abbreviation's long form after the words read, and gives the number of its first word. */
export function pushLongForm(
  tokens: Tokens,
  lexicon: Lexicon,
  { words }: Definition,
  start: number,
  end: number,
  between: number,
): number {
  const first = tokens.count;
  const last = words.length - 1;
  for (const [number, word] of words.entries()) {
    pushToken(tokens, start, end, entryOf(lexicon, word), number === 0 ? between : gap.space);
    if (last > 0) tokens.parts[first + number] = number === 0 ? part.first : number === last ? part.last : part.inner;
  }
  return first;
}

function pushToken(tokens: Tokens, start: number, end: number, found: number, between: number): void {
  if (tokens.count === tokens.starts.length) makeRoom(tokens, tokens.count + 1);
  const token = tokens.count++;
  tokens.starts[token] = start;
  tokens.ends[token] = end;
  tokens.forms[token] = formOfEntry(found);
  tokens.gaps[token] = between;
  if ((found & entry.begins) !== 0) pushBeginning(tokens, token, found);
}

function pushBeginning({ beginnings }: Tokens, token: number, found: number): void {
  push(beginnings, (token << 1) | ((found & entry.alone) === 0 ? 0 : 1));
}

/** True where a word goes on from the one before it in one name. */
export function isJoined({ gaps }: Tokens, token: number): boolean {
  const between = gaps[token];
  return between === gap.space || between === gap.mark || between === gap.definition;
}

const space = 32;
const longestGap = 8;

function gapBetween(text: string, from: number, to: number): number {
  if (to - from > longestGap) return gap.break;
  let lines = 0;
  let spaces = 0;
  let marks = 0;
  let commas = 0;
  let brackets = 0;
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 32 || unit === 9 || unit === 0xa0 || unit === 13) spaces++;
    else if (unit === 10) lines++;
    else if (isMark(unit)) marks++;
    else if (unit === 44) commas++;
    else if (unit === 40) brackets++;
    else return gap.break;
  }
  if (lines > 1) return gap.break;
  if (brackets > 0) return brackets === 1 && marks + commas === 0 ? gap.openBracket : gap.break;
  if (commas > 0) return commas === 1 && marks === 0 ? gap.comma : gap.break;
  if (marks > 0) return lines === 0 && spaces < 3 ? gap.mark : gap.break;
  return from < to ? gap.space : gap.mark;
}

/** True for what follows a bracketed abbreviation inside a name: ") " or ")-". */
function isClosing(text: string, from: number, to: number): boolean {
  return text.charCodeAt(from) === 41 && to - from === 2 && gapBetween(text, from + 1, to) !== gap.break;
}

function isMark(unit: number): boolean {
  if (unit < 128)
    return unit === 45 || unit === 47 || unit === 39 || unit === 42 || unit === 95 || unit === 94 || unit === 126;
  return (unit >= 0x2010 && unit <= 0x2015) || unit === 0x2019;
}

/** What a code unit is in a word; "letter" is said of digits and marks, too. */
const kind = { unknown: 0, letter: 1, plus: 2, other: 3 } as const;

/** Kinds by code unit, found when a text first has it. */
const kinds = new Uint8Array(0x10000);

function kindOf(unit: number): number {
  const known = kinds[unit] as number;
  return known === kind.unknown ? findKind(unit) : known;
}

function findKind(unit: number): number {
  const character = String.fromCharCode(unit);
  const isLetter = /[\p{L}\p{N}\p{M}]/u.test(character);
  const found = isLetter ? kind.letter : character === "+" || character === "⁺" ? kind.plus : kind.other;
  kinds[unit] = found;
  return found;
}
