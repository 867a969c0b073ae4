/**
 * The small pieces of Typst's syntax, each a function from an offset to the offset after the piece, or -1.
 * Source of the rules: Typst's reference (https://typst.app/docs/reference/syntax/) and the behaviour of its compiler.
 */

const idContinue = /[\p{XIDC}_-]/u;
const idStart = /[\p{XIDS}_]/u;

/** The length in code units of the character at `at` where it is one of `pattern`, else 0. */
function lengthIf(pattern: RegExp, text: string, at: number): number {
  const point = text.codePointAt(at);
  if (point === undefined || !pattern.test(String.fromCodePoint(point))) return 0;
  return point > 0xffff ? 2 : 1;
}

const asciiId = new Uint8Array(128);
for (let code = 0; code < 128; code++) asciiId[code] = idContinue.test(String.fromCharCode(code)) ? 1 : 0;

function idLength(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < 128 ? (asciiId[code] ?? 0) : lengthIf(idContinue, text, at);
}

/** The end of the identifier at `at`; `at` itself where none begins. */
export function identifierEnd(text: string, at: number): number {
  let end = at + lengthIf(idStart, text, at);
  if (end > at) for (let length = idLength(text, end); length > 0; length = idLength(text, end)) end += length;
  return end;
}

/** The end of the letters, digits and `_`, `-`, `:`, `.` of which a label's name consists. */
export function labelNameEnd(text: string, at: number): number {
  let end = at;
  for (;;) {
    const code = text.charCodeAt(end);
    const length = code === 58 || code === 46 ? 1 : idLength(text, end);
    if (length === 0) return end;
    end += length;
  }
}

/** The end of the name after `@`: full stops and colons at its end belong to the sentence. */
export function referenceEnd(text: string, at: number): number {
  let end = labelNameEnd(text, at);
  while (end > at && (text.charCodeAt(end - 1) === 46 || text.charCodeAt(end - 1) === 58)) end--;
  return end;
}

/** The end of `<name>`, or -1. */
export function labelEnd(text: string, at: number): number {
  const end = labelNameEnd(text, at + 1);
  return end > at + 1 && text.charCodeAt(end) === 62 ? end + 1 : -1;
}

const addressCharacter = /[0-9A-Za-z!#$%&*+,\-./:;=?@_~']/;

/** The end of the address `http://…` or `https://…` at `at`, or -1: brackets in it balance, a sentence's stop is left out. */
export function addressEnd(text: string, at: number): number {
  const scheme = text.startsWith("https://", at) ? 8 : text.startsWith("http://", at) ? 7 : -1;
  if (scheme === -1) return -1;
  const open: string[] = [];
  let end = at + scheme;
  for (; end < text.length; end++) {
    const character = text.charAt(end);
    if (character === "[" || character === "(") open.push(character === "[" ? "]" : ")");
    else if (character === "]" || character === ")") {
      if (open.at(-1) !== character) break;
      open.pop();
    } else if (!addressCharacter.test(character)) break;
  }
  while (/[!,.:;?']/.test(text.charAt(end - 1))) end--;
  return end;
}

/** Finds the ends of comments, strings, raw text and maths; remembers what never closes, so that it is looked for once. */
export interface Ends {
  readonly comments: Map<number, number>;
  /** How far block comments have been paired. */
  commentsReadTo: number;
  /** From where on no quotation mark follows. */
  noQuoteAfter: number;
  /** From where on no run of so many backticks follows, by their number. */
  readonly noBackticksAfter: Map<number, number>;
  /** Up to where no closing dollar follows, as far as it was looked for. */
  noDollarBefore: number;
}

export function createEnds(): Ends {
  return {
    comments: new Map(),
    commentsReadTo: 0,
    noQuoteAfter: Number.POSITIVE_INFINITY,
    noBackticksAfter: new Map(),
    noDollarBefore: 0,
  };
}

/** The end of the comment at `at` (a `/`): `// …` before its line break, or a block comment, which may hold others. */
export function commentEnd(ends: Ends, text: string, at: number): number {
  const next = text.charCodeAt(at + 1);
  if (next === 47) {
    const line = text.indexOf("\n", at);
    return line === -1 ? text.length : line;
  }
  if (next !== 42) return -1;
  if (at >= ends.commentsReadTo) pairComments(ends, text, at);
  return ends.comments.get(at) ?? -1;
}

function pairComments(ends: Ends, text: string, from: number): void {
  const open: number[] = [];
  const sign = /\/\*|\*\//g;
  sign.lastIndex = from;
  for (let found = sign.exec(text); found; found = sign.exec(text)) {
    if (found[0] === "/*") open.push(found.index);
    else {
      const start = open.pop();
      if (start !== undefined) ends.comments.set(start, sign.lastIndex);
      if (open.length === 0) break;
    }
  }
  ends.commentsReadTo = sign.lastIndex === 0 ? text.length : sign.lastIndex;
}

/** The end of the string at `at` (a `"`), or -1. */
export function stringEnd(ends: Ends, text: string, at: number): number {
  if (at >= ends.noQuoteAfter) return -1;
  for (let end = at + 1; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === 92) end++;
    else if (code === 34) return end + 1;
  }
  ends.noQuoteAfter = at;
  return -1;
}

/** The end of the raw text at `at` (a backtick), or -1. Two backticks are raw text that is empty. */
export function rawEnd(ends: Ends, text: string, at: number): number {
  const count = backticksEnd(text, at) - at;
  if (count === 2) return at + 2;
  if (at >= (ends.noBackticksAfter.get(count) ?? Number.POSITIVE_INFINITY)) return -1;
  for (let run = text.indexOf("`", at + count); run !== -1; ) {
    const end = backticksEnd(text, run);
    if (end - run >= count) return run + count;
    run = text.indexOf("`", end);
  }
  ends.noBackticksAfter.set(count, at);
  return -1;
}

export function backticksEnd(text: string, at: number): number {
  let end = at;
  while (text.charCodeAt(end) === 96) end++;
  return end;
}

/** The end of the maths at `at` (a `$`), or -1. Maths within a line ends in its paragraph; set apart by spaces, anywhere. */
export function mathsEnd(ends: Ends, text: string, at: number): number {
  if (at < ends.noDollarBefore) return -1;
  const apart = text.charCodeAt(at + 1) <= 32;
  let end = at + 1;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === 36) return end + 1;
    if (code === 92) end++;
    else if (code === 34) {
      const quoted = stringEnd(ends, text, end);
      if (quoted !== -1) end = quoted - 1;
    } else if (code === 10 && !apart && isBlankLineAt(text, end + 1)) break;
  }
  ends.noDollarBefore = end;
  return -1;
}

export function isBlankLineAt(text: string, from: number): boolean {
  let at = from;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9 || text.charCodeAt(at) === 13) at++;
  return text.charCodeAt(at) === 10;
}
