/** The characters of BibTeX: where names, blanks and delimited values end. */

const TAB = 9;
export const NEWLINE = 10;
export const RETURN = 13;
const SPACE = 32;
export const QUOTE = 34;
export const HASH = 35;
export const PERCENT = 37;
export const OPEN_PAREN = 40;
export const CLOSE_PAREN = 41;
export const COMMA = 44;
export const EQUALS = 61;
export const AT = 64;
export const BACKSLASH = 92;
export const OPEN_BRACE = 123;
export const CLOSE_BRACE = 125;

export function isBlank(code: number): boolean {
  return code === SPACE || code === NEWLINE || code === RETURN || code === TAB || code === 0xa0 || code === 0xfeff;
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

/** What may stand in a field name, a macro name or a bare number. */
export function isNameCode(code: number): boolean {
  return (
    !isBlank(code) &&
    code !== COMMA &&
    code !== EQUALS &&
    code !== OPEN_BRACE &&
    code !== CLOSE_BRACE &&
    code !== OPEN_PAREN &&
    code !== CLOSE_PAREN &&
    code !== QUOTE &&
    code !== HASH &&
    code !== AT &&
    code !== PERCENT
  );
}

export function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && isBlank(text.charCodeAt(at))) at++;
  return at;
}

export function nameEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && isNameCode(text.charCodeAt(at))) at++;
  return at;
}

export function lettersEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && isLetter(text.charCodeAt(at))) at++;
  return at;
}

/** The offset of the last character before `at` that is no space or tab; -1 where there is none. */
export function lastBefore(text: string, at: number): number {
  let before = at - 1;
  while (before >= 0 && (text.charCodeAt(before) === SPACE || text.charCodeAt(before) === TAB)) before--;
  return before;
}

export function isLineStart(text: string, at: number): boolean {
  const before = lastBefore(text, at);
  return before < 0 || text.charCodeAt(before) === NEWLINE || text.charCodeAt(before) === RETURN;
}

/**
 * Where the `@` at `at` begins an entry (`@type{key,`), a `@string{`, `@preamble{` or `@comment{` on a line of its own: the
 * offset of the comma or brace that shows it; else -1. Met inside a value it shows that the value, or its entry, was never
 * closed.
 */
export function openingEnd(text: string, at: number): number {
  if (!isLineStart(text, at)) return -1;
  const typeEnd = lettersEnd(text, at + 1);
  if (typeEnd === at + 1) return -1;
  const open = skipBlanks(text, typeEnd);
  const opener = text.charCodeAt(open);
  if (opener !== OPEN_BRACE && opener !== OPEN_PAREN) return -1;
  const type = text.slice(at + 1, typeEnd).toLowerCase();
  if (type === "string" || type === "comment" || type === "preamble") return open;
  const keyStart = skipBlanks(text, open + 1);
  const keyEnd = nameEnd(text, keyStart);
  const comma = skipBlanks(text, keyEnd);
  return keyEnd > keyStart && text.charCodeAt(comma) === COMMA ? comma : -1;
}

// Of all loops over a file these are the longest, and a regular expression passes over what means nothing in half the time.
const inBraces = /[{}\\@]/g;
const inQuotes = /["{}\\@]/g;

/** The offset after the brace that closes the one at `from`; where it is never closed, `-1 -` the offset reached. */
export function bracedEnd(text: string, from: number): number {
  let depth = 1;
  inBraces.lastIndex = from + 1;
  while (inBraces.test(text)) {
    const at = inBraces.lastIndex - 1;
    const code = text.charCodeAt(at);
    if (code === OPEN_BRACE) depth++;
    else if (code === CLOSE_BRACE) {
      if (--depth === 0) return at + 1;
    } else if (code === BACKSLASH) inBraces.lastIndex++;
    else if (openingEnd(text, at) >= 0) return -1 - at;
  }
  return -1 - text.length;
}

/** As `bracedEnd`, for a value in quotes; a quote inside braces or after a backslash does not close it. */
export function quotedEnd(text: string, from: number): number {
  let depth = 0;
  inQuotes.lastIndex = from + 1;
  while (inQuotes.test(text)) {
    const at = inQuotes.lastIndex - 1;
    const code = text.charCodeAt(at);
    if (code === OPEN_BRACE) depth++;
    else if (code === CLOSE_BRACE) depth--;
    else if (code === QUOTE) {
      if (depth <= 0) return at + 1;
    } else if (code === BACKSLASH) inQuotes.lastIndex++;
    else if (openingEnd(text, at) >= 0) return -1 - at;
  }
  return -1 - text.length;
}

const inheritingName = /^(?:crossref|xdata)$/i;

/** Whether a field's name is that of one which names entries to inherit from. */
export function isInheriting(text: string, start: number, end: number): boolean {
  const initial = text.charCodeAt(start) | 32;
  return (initial === 99 || initial === 120) && inheritingName.test(text.slice(start, end));
}
