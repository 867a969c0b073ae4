/**
 * The small pieces of Pandoc's Markdown, each a function from an offset to the offset after the piece, or -1.
 * Source of the rules: the Pandoc manual and the behaviour of Pandoc itself.
 */
import { isWhitespace, skipSpaces } from "./markdown-lines.ts";

const letterOrNumber = /[\p{L}\p{N}]/u;

const asciiWord = new Uint8Array(128);
for (let code = 0; code < 128; code++) asciiWord[code] = isAsciiLetter(code) || isDigit(code) ? 1 : 0;

export function isAsciiLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** The length in code units of the letter or number at `at`; 0 where there is none. */
export function wordCharacterAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code < 128) return asciiWord[code] ?? 0;
  const point = text.codePointAt(at);
  if (point === undefined || !letterOrNumber.test(String.fromCodePoint(point))) return 0;
  return point > 0xffff ? 2 : 1;
}

function keyCharacterAt(text: string, at: number): number {
  return text.charCodeAt(at) === 95 ? 1 : wordCharacterAt(text, at);
}

const keyPunctuation = new Set([...":.#$%&-+?<>~/"].map((character) => character.charCodeAt(0)));

/** Punctuation that may stand inside an unbraced key, but not end it. */
export function isKeyPunctuation(code: number): boolean {
  return keyPunctuation.has(code);
}

/** The end of the unbraced citation key that begins at `at` (after the `@`); `at` itself where none begins. */
export function keyEnd(text: string, at: number, end: number): number {
  let reached = at;
  let length = at < end ? keyCharacterAt(text, at) : 0;
  while (length > 0) {
    reached += length;
    if (reached >= end) return Math.min(reached, end);
    length = keyCharacterAt(text, reached);
    if (length > 0) continue;
    const code = text.charCodeAt(reached);
    if (!isKeyPunctuation(code) || reached + 1 >= end) return reached;
    const next = keyCharacterAt(text, reached + 1);
    const inUrl = (code === 58 || code === 47) && text.charCodeAt(reached + 1) === 47;
    if (next === 0 && !inUrl) return reached;
    length = inUrl ? 1 : 1 + next;
    if (inUrl && next === 0) {
      // `://` stays inside a key only when the key goes on after it.
      const rest = reached + (code === 58 && text.charCodeAt(reached + 2) === 47 ? 3 : 2);
      if (rest >= end || keyCharacterAt(text, rest) === 0) return reached;
      length = rest - reached + keyCharacterAt(text, rest);
    }
  }
  return reached;
}

/** No address that serves as a key is longer; a file of unclosed braces stays cheap. */
const longestBracedKey = 1000;

/** The end of the braced key `{…}` that begins at `at`, after its closing brace; braces inside balance. */
export function bracedKeyEnd(text: string, at: number, end: number): number {
  let depth = 0;
  const limit = Math.min(end, at + longestBracedKey);
  for (let here = at; here < limit; here++) {
    const code = text.charCodeAt(here);
    if (isWhitespace(code)) return -1;
    if (code === 123) depth++;
    else if (code === 125 && --depth === 0) return here + 1;
  }
  return -1;
}

function identifierEnd(text: string, at: number, end: number): number {
  let here = at;
  while (here < end) {
    const code = text.charCodeAt(here);
    const length = code === 45 || code === 95 || code === 58 || code === 46 ? 1 : wordCharacterAt(text, here);
    if (length === 0) break;
    here += length;
  }
  return here;
}

function attributeValueEnd(text: string, at: number, end: number): number {
  const quote = text.charCodeAt(at);
  if (quote === 34 || quote === 39) {
    for (let here = at + 1; here < end; here++) {
      const code = text.charCodeAt(here);
      if (code === 92) here++;
      else if (code === quote) return here + 1;
    }
    return -1;
  }
  let here = at;
  while (here < end) {
    const code = text.charCodeAt(here);
    if (isWhitespace(code) || code === 125) break;
    here += code === 92 ? 2 : 1;
  }
  return Math.min(here, end);
}

/** The end of Pandoc attributes, `{#id .class key=value}`; also `{=format}`. `end` bounds the search. */
export function attributesEnd(text: string, at: number, end: number): number {
  if (text.charCodeAt(at) !== 123) return -1;
  let here = at + 1;
  while (here < end) {
    const code = text.charCodeAt(here);
    if (isWhitespace(code)) {
      here++;
      continue;
    }
    if (code === 125) return here + 1;
    let next = -1;
    if (code === 35 || code === 46 || (code === 61 && here === skipSpaces(text, at + 1, end))) {
      next = identifierEnd(text, here + 1, end);
      if (next === here + 1) return -1;
    } else if (code === 45) {
      next = here + 1;
    } else if (wordCharacterAt(text, here) > 0) {
      const name = identifierEnd(text, here, end);
      if (text.charCodeAt(name) !== 61 || name >= end) return -1;
      next = attributeValueEnd(text, name + 1, end);
    }
    if (next === -1) return -1;
    here = next;
  }
  return -1;
}

/** What an opening or closing HTML tag is. */
export interface HtmlTag {
  readonly name: string;
  readonly closing: boolean;
  readonly end: number;
}

function htmlNameEnd(text: string, at: number, end: number): number {
  let here = at;
  while (here < end) {
    const code = text.charCodeAt(here);
    if (!isAsciiLetter(code) && !isDigit(code) && code !== 45 && code !== 95 && code !== 58 && code !== 46) break;
    here++;
  }
  return here;
}

/** The end of one `name`, `name=value` or `name="value"`, or -1. */
function htmlAttributeEnd(text: string, at: number, end: number): number {
  const name = htmlNameEnd(text, at, end);
  if (name === at) return -1;
  let here = name;
  while (here < end && isWhitespace(text.charCodeAt(here))) here++;
  if (text.charCodeAt(here) !== 61) return name;
  here++;
  while (here < end && isWhitespace(text.charCodeAt(here))) here++;
  const quote = text.charCodeAt(here);
  if (quote === 34 || quote === 39) {
    const close = text.indexOf(quote === 34 ? '"' : "'", here + 1);
    return close === -1 || close >= end ? -1 : close + 1;
  }
  while (here < end) {
    const code = text.charCodeAt(here);
    if (isWhitespace(code) || code === 62 || code === 60) break;
    here++;
  }
  return here;
}

/** The HTML tag at `at` (a `<`), or `undefined` where the `<` is only a sign. */
export function htmlTagAt(text: string, at: number, end: number): HtmlTag | undefined {
  const closing = text.charCodeAt(at + 1) === 47;
  const nameStart = closing ? at + 2 : at + 1;
  if (nameStart >= end || !isAsciiLetter(text.charCodeAt(nameStart))) return undefined;
  let here = htmlNameEnd(text, nameStart, end);
  const name = text.slice(nameStart, here).toLowerCase();
  while (here < end) {
    const code = text.charCodeAt(here);
    if (code === 62) return { name, closing, end: here + 1 };
    if (isWhitespace(code) || code === 47) {
      here++;
      continue;
    }
    here = htmlAttributeEnd(text, here, end);
    if (here === -1) return undefined;
  }
  return undefined;
}

/** The end of `<https://…>` or `<name@host>`, or -1. */
export function autolinkEnd(text: string, at: number, end: number): number {
  let colon = false;
  let atSign = false;
  for (let here = at + 1; here < end; here++) {
    const code = text.charCodeAt(here);
    if (code === 62) return here > at + 1 && (colon || atSign) ? here + 1 : -1;
    if (isWhitespace(code) || code === 60 || code === 34) return -1;
    if (code === 58 && here - at > 2) colon = true;
    else if (code === 64) {
      if (here === at + 1) return -1;
      atSign = true;
    } else if (!colon && !atSign && code === 47) return -1;
  }
  return -1;
}

/**
 * A link's destination is read no further than this, so that a file of unclosed parentheses stays linear.
 * Longer addresses are `data:` URIs, which hold no white space and are cut off elsewhere.
 */
const longestDestination = 8192;

/** The end of a link's `(destination "title")`, after its closing parenthesis, or -1. */
export function destinationEnd(text: string, at: number, end: number): number {
  const limit = Math.min(end, at + longestDestination);
  let here = at + 1;
  while (here < limit && isWhitespace(text.charCodeAt(here))) here++;
  if (text.charCodeAt(here) === 60) {
    const close = text.indexOf(">", here);
    if (close !== -1 && close < limit) here = close + 1;
  }
  let depth = 1;
  let titleTried = false;
  while (here < limit) {
    const code = text.charCodeAt(here);
    if (code === 92) here += 2;
    else if (code === 40) {
      depth++;
      here++;
    } else if (code === 41) {
      here++;
      if (--depth === 0) return here;
    } else if (!titleTried && (code === 34 || code === 39) && isWhitespace(text.charCodeAt(here - 1))) {
      titleTried = true;
      here = titleEnd(text, here, limit);
    } else here++;
  }
  return -1;
}

/** After the quoted title at `at`, where only white space and `)` follow it; else after the quote sign alone. */
function titleEnd(text: string, at: number, end: number): number {
  const quote = text.charCodeAt(at);
  for (let here = at + 1; here < end; here++) {
    if (text.charCodeAt(here) === 92) here++;
    else if (text.charCodeAt(here) === quote) {
      let next = here + 1;
      while (next < end && isWhitespace(text.charCodeAt(next))) next++;
      if (text.charCodeAt(next) === 41) return next;
    }
  }
  return at + 1;
}
