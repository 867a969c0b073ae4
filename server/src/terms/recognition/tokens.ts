/** The words of a stretch of text as the recogniser reads them, in parallel arrays that are used again and again. */
import type { Span } from "../../text/document.ts";
import { type Definition, type Definitions, withoutPlural } from "./definitions.ts";
import { formAt, type Lexicon } from "./lexicon.ts";
import { trait } from "./word-form.ts";
import { emptyHash, hashUnit } from "./word-table.ts";

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
  stems: Int32Array;
  roots: Int32Array;
  traits: Uint8Array;
  gaps: Uint8Array;
  parts: Uint8Array;
}

/** A bracketed abbreviation left out of the words: it stands before the word `at`. */
export interface DefinitionSite extends Span {
  readonly at: number;
  readonly definition: Definition;
}

export function createTokens(): Tokens {
  return allocate(1024);
}

function allocate(size: number): Tokens {
  return {
    count: 0,
    starts: new Int32Array(size),
    ends: new Int32Array(size),
    stems: new Int32Array(size),
    roots: new Int32Array(size),
    traits: new Uint8Array(size),
    gaps: new Uint8Array(size),
    parts: new Uint8Array(size),
  };
}

function widen(tokens: Tokens): void {
  const { count } = tokens;
  const wider = allocate(count * 2);
  for (const name of ["starts", "ends", "stems", "roots", "traits", "gaps", "parts"] as const)
    wider[name].set(tokens[name]);
  Object.assign(tokens, wider, { count });
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
  const sites: DefinitionSite[] = [];
  tokens.count = 0;
  let before = span.start;
  let afterSite = false;
  for (let at = span.start; ; ) {
    while (at < span.end && !isWordUnit(text.charCodeAt(at))) at++;
    if (at >= span.end) return sites;
    const start = at;
    let hash = emptyHash;
    for (let unit = text.charCodeAt(at); at < span.end; unit = text.charCodeAt(at)) {
      if (!isWordUnit(unit) || (isPlus(unit) && at > start)) break;
      hash = hashUnit(hash, unit);
      at++;
      if (isPlus(unit)) break;
    }
    const form = formAt(lexicon, text, start, at, hash);
    const traits = lexicon.traits.values[form] as number;
    let between = gapBetween(text, before, start);
    if (tokens.count === 0 && !afterSite) between = between === gap.openBracket ? between : gap.break;
    if (afterSite) between = isClosing(text, before, start) ? gap.definition : gap.break;
    afterSite = false;
    before = at;
    if (definitions.size > 0 && (traits & trait.capitals) !== 0) {
      const definition = definitions.get(withoutPlural(text.slice(start, at)));
      if (definition && between === gap.openBracket && tokens.count > 0 && isDefinedHere(definition, lexicon, tokens)) {
        sites.push({ at: tokens.count, start, end: at, definition });
        afterSite = true;
        continue;
      }
      if (definition) {
        pushLongForm(tokens, definition, start, at, between);
        continue;
      }
    }
    pushToken(
      tokens,
      start,
      at,
      lexicon.stems.values[form] as number,
      lexicon.roots.values[form] as number,
      traits,
      between,
    );
  }
}

/** True where the words read last are the abbreviation's long form. */
function isDefinedHere({ words }: Definition, _lexicon: Lexicon, { count, stems }: Tokens): boolean {
  return words.length <= count && words.every(({ stem }, number) => stems[count - words.length + number] === stem);
}

/** Puts an abbreviation's long form after the words read, and gives the number of its first word. */
export function pushLongForm(
  tokens: Tokens,
  { words }: Definition,
  start: number,
  end: number,
  between: number,
): number {
  const first = tokens.count;
  for (const [number, { stem, root }] of words.entries()) {
    pushToken(tokens, start, end, stem, root, trait.capitals, number === 0 ? between : gap.space);
    if (words.length > 1) {
      const last = words.length - 1;
      tokens.parts[first + number] = number === 0 ? part.first : number === last ? part.last : part.inner;
    }
  }
  return first;
}

function pushToken(
  tokens: Tokens,
  start: number,
  end: number,
  stem: number,
  root: number,
  traits: number,
  between: number,
): void {
  if (tokens.count === tokens.starts.length) widen(tokens);
  const token = tokens.count++;
  tokens.starts[token] = start;
  tokens.ends[token] = end;
  tokens.stems[token] = stem;
  tokens.roots[token] = root;
  tokens.traits[token] = traits;
  tokens.gaps[token] = between;
  tokens.parts[token] = part.whole;
}

/** True where a word goes on from the one before it in one name. */
export function isJoined({ gaps }: Tokens, token: number): boolean {
  const between = gaps[token];
  return between === gap.space || between === gap.mark || between === gap.definition;
}

const longestGap = 8;

function gapBetween(text: string, from: number, to: number): number {
  if (to - from === 1 && text.charCodeAt(from) === 32) return gap.space;
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

const isPlus = (unit: number): boolean => unit === 43 || unit === 0x207a;

/** By UTF-16 code unit: 1 for a letter, digit, mark or plus sign, 2 for anything else, 0 where not asked yet. */
const wordUnits = new Uint8Array(0x10000);

function isWordUnit(unit: number): boolean {
  const known = wordUnits[unit] as number;
  if (known !== 0) return known === 1;
  const isWord = /[\p{L}\p{N}\p{M}+⁺]/u.test(String.fromCharCode(unit));
  wordUnits[unit] = isWord ? 1 : 2;
  return isWord;
}
