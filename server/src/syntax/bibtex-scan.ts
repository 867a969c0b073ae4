/**
 * Finds the entries, keys and fields of a BibTeX or biblatex file: one pass over character codes, no decoding.
 * Values stay offsets into the text until an entry is asked for.
 */
import type { Span } from "../text/document.ts";
import type { SyntaxProblem } from "./facts.ts";

/** An entry as found. Its fields are rows `firstField` to `firstField + fieldCount - 1` of `BibtexScan.fields`. */
export interface ScannedEntry {
  /** The entry type as written, without `@`. */
  readonly type: Span;
  readonly key: string;
  readonly keySpan: Span;
  readonly span: Span;
  readonly firstField: number;
  readonly fieldCount: number;
}

export interface BibtexScan {
  readonly entries: readonly ScannedEntry[];
  /** Four numbers a field: start and end of its name, start and end of its whole value (with delimiters and `#`). */
  readonly fields: readonly number[];
  /** `@string` names in lower case, and the start and end of their values. The last definition counts. */
  readonly strings: ReadonlyMap<string, Span>;
  readonly problems: readonly SyntaxProblem[];
}

const TAB = 9;
const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const QUOTE = 34;
const HASH = 35;
const PERCENT = 37;
const OPEN_PAREN = 40;
const CLOSE_PAREN = 41;
const COMMA = 44;
const EQUALS = 61;
const AT = 64;
const BACKSLASH = 92;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

function isBlank(code: number): boolean {
  return code === SPACE || code === NEWLINE || code === RETURN || code === TAB || code === 0xa0 || code === 0xfeff;
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

/** What may stand in a field name, a macro name or a bare number. */
function isNameCode(code: number): boolean {
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

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** Blanks and, between the parts of an entry, `%` comments to the end of the line (as biber and Pandoc read them). */
function skipBlanksAndComments(text: string, from: number): number {
  let at = skipBlanks(text, from);
  while (text.charCodeAt(at) === PERCENT) {
    const newline = text.indexOf("\n", at);
    if (newline < 0) return text.length;
    at = skipBlanks(text, newline + 1);
  }
  return at;
}

function nameEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && isNameCode(text.charCodeAt(at))) at++;
  return at;
}

function lettersEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && isLetter(text.charCodeAt(at))) at++;
  return at;
}

function isLineStart(text: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && (text.charCodeAt(before) === SPACE || text.charCodeAt(before) === TAB)) before--;
  return before < 0 || text.charCodeAt(before) === NEWLINE || text.charCodeAt(before) === RETURN;
}

/**
 * Whether the `@` at `at` begins an entry (`@type{key,`), a `@string{`, `@preamble{` or `@comment{` on a line of its own.
 * Met inside a value it shows that the value, or its entry, was never closed.
 */
function opensEntry(text: string, at: number): boolean {
  if (!isLineStart(text, at)) return false;
  const typeEnd = lettersEnd(text, at + 1);
  if (typeEnd === at + 1) return false;
  const open = skipBlanks(text, typeEnd);
  const opener = text.charCodeAt(open);
  if (opener !== OPEN_BRACE && opener !== OPEN_PAREN) return false;
  const type = text.slice(at + 1, typeEnd).toLowerCase();
  if (type === "string" || type === "comment" || type === "preamble") return true;
  const keyStart = skipBlanks(text, open + 1);
  const keyEnd = nameEnd(text, keyStart);
  return keyEnd > keyStart && text.charCodeAt(skipBlanks(text, keyEnd)) === COMMA;
}

/** The offset after the brace that closes the one at `from`; where it is never closed, `-1 -` the offset reached. */
function bracedEnd(text: string, from: number): number {
  let depth = 0;
  const length = text.length;
  for (let at = from; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code === OPEN_BRACE) depth++;
    else if (code === CLOSE_BRACE) {
      if (--depth === 0) return at + 1;
    } else if (code === BACKSLASH) at++;
    else if (code === AT && opensEntry(text, at)) return -1 - at;
  }
  return -1 - length;
}

/** As `bracedEnd`, for a value in quotes; a quote inside braces or after a backslash does not close it. */
function quotedEnd(text: string, from: number): number {
  let depth = 0;
  const length = text.length;
  for (let at = from + 1; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code === OPEN_BRACE) depth++;
    else if (code === CLOSE_BRACE) depth--;
    else if (code === QUOTE) {
      if (depth <= 0) return at + 1;
    } else if (code === BACKSLASH) at++;
    else if (code === AT && opensEntry(text, at)) return -1 - at;
  }
  return -1 - length;
}

/** Scans a whole file. Time is linear in its length, also where nothing is ever closed. */
export function scanBibtex(text: string): BibtexScan {
  return new Scanner(text).scan();
}

class Scanner {
  readonly #text: string;
  readonly #entries: ScannedEntry[] = [];
  readonly #fields: number[] = [];
  readonly #strings = new Map<string, Span>();
  readonly #problems: SyntaxProblem[] = [];
  /** Everything before this offset is read. */
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  scan(): BibtexScan {
    for (;;) {
      const sign = this.#text.indexOf("@", this.#at);
      if (sign < 0) break;
      this.#at = sign + 1;
      this.#readAfterSign(sign);
    }
    return { entries: this.#entries, fields: this.#fields, strings: this.#strings, problems: this.#problems };
  }

  #report(start: number, end: number, code: string, message: string): void {
    this.#problems.push({ span: { start, end }, code, message });
  }

  #readAfterSign(sign: number): void {
    const text = this.#text;
    const typeStart = skipBlanks(text, sign + 1);
    const typeEnd = lettersEnd(text, typeStart);
    if (typeEnd === typeStart) return;
    const open = skipBlanks(text, typeEnd);
    const opener = text.charCodeAt(open);
    const type = text.slice(typeStart, typeEnd);
    const lower = type.length <= 8 ? type.toLowerCase() : type;
    if (lower === "comment") {
      this.#skipComment(sign, open);
      return;
    }
    if (opener !== OPEN_BRACE && opener !== OPEN_PAREN) {
      if (isLineStart(text, sign) && nameEnd(text, open) > open && typeStart === sign + 1 && opener !== AT)
        this.#reportMissingBrace(sign, typeEnd, type, open);
      return;
    }
    this.#at = open + 1;
    const closer = opener === OPEN_BRACE ? CLOSE_BRACE : CLOSE_PAREN;
    if (lower === "preamble") this.#skipPreamble(sign, closer);
    else if (lower === "string") this.#readString(sign, closer);
    else this.#readEntry(sign, { start: typeStart, end: typeEnd }, closer);
  }

  /** `@article key, …` without its brace: worth a word only where a key and a comma follow. */
  #reportMissingBrace(sign: number, typeEnd: number, type: string, keyStart: number): void {
    const keyEnd = nameEnd(this.#text, keyStart);
    if (this.#text.charCodeAt(keyEnd) === COMMA && skipBlanks(this.#text, typeEnd) > typeEnd)
      this.#report(sign, typeEnd, "missing-brace", `"@${type}" is not followed by an opening brace.`);
  }

  #skipComment(sign: number, open: number): void {
    const text = this.#text;
    if (text.charCodeAt(open) !== OPEN_BRACE) return;
    // A comment may hold whole entries at line starts (JabRef writes such), so only braces count here.
    let depth = 0;
    for (let at = open; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === OPEN_BRACE) depth++;
      else if (code === CLOSE_BRACE && --depth === 0) {
        this.#at = at + 1;
        return;
      } else if (code === BACKSLASH) at++;
      else if (code === AT && this.#unclosedComment) break;
    }
    if (!this.#unclosedComment) this.#report(sign, open + 1, "unclosed-comment", "This comment is never closed.");
    this.#unclosedComment = true;
    this.#at = open + 1;
  }

  /** Once one comment runs to the end of the file, later ones stop at the next `@`, so that time stays linear. */
  #unclosedComment = false;

  #skipPreamble(sign: number, closer: number): void {
    const end = this.#valueEnd(skipBlanksAndComments(this.#text, this.#at), sign);
    if (end < 0) return;
    this.#at = end;
    this.#close(sign, closer, "preamble");
  }

  #readString(sign: number, closer: number): void {
    const text = this.#text;
    const start = skipBlanksAndComments(text, this.#at);
    const end = nameEnd(text, start);
    const equals = skipBlanksAndComments(text, end);
    this.#at = equals;
    if (end === start || text.charCodeAt(equals) !== EQUALS) {
      this.#report(sign, end, "broken-string", "A @string needs a name, an equals sign and a value.");
      return;
    }
    const valueStart = skipBlanksAndComments(text, equals + 1);
    const valueEnd = this.#valueEnd(valueStart, sign);
    if (valueEnd < 0) return;
    this.#strings.set(text.slice(start, end).toLowerCase(), { start: valueStart, end: valueEnd });
    this.#at = valueEnd;
    this.#close(sign, closer, "@string");
  }

  #close(sign: number, closer: number, what: string): void {
    let at = skipBlanksAndComments(this.#text, this.#at);
    if (this.#text.charCodeAt(at) === COMMA) at = skipBlanksAndComments(this.#text, at + 1);
    if (this.#text.charCodeAt(at) === closer) this.#at = at + 1;
    else this.#report(sign, this.#at, "unclosed-entry", `This ${what} is never closed.`);
  }

  #readEntry(sign: number, type: Span, closer: number): void {
    const text = this.#text;
    const keyStart = skipBlanksAndComments(text, this.#at);
    const keyEnd = this.#keyEnd(keyStart, closer);
    const firstField = this.#fields.length >> 2;
    this.#at = keyEnd;
    if (keyEnd === keyStart) this.#report(sign, type.end + 1, "missing-key", "This entry has no citation key.");
    else {
      const after = skipBlanksAndComments(text, keyEnd);
      const code = text.charCodeAt(after);
      if (code === COMMA) this.#at = after + 1;
      else if (code !== closer && after < text.length && code !== AT)
        this.#report(keyStart, keyEnd, "missing-comma", "A comma is missing after the citation key.");
    }
    const end = this.#readFields(sign, closer);
    this.#at = end;
    if (keyEnd === keyStart) return;
    this.#entries.push({
      type,
      key: text.slice(keyStart, keyEnd),
      keySpan: { start: keyStart, end: keyEnd },
      span: { start: sign, end },
      firstField,
      fieldCount: (this.#fields.length >> 2) - firstField,
    });
  }

  /** A key runs to the comma or the end of its line; where a field begins at once, there is no key. */
  #keyEnd(start: number, closer: number): number {
    const text = this.#text;
    let at = start;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === COMMA || code === NEWLINE || code === RETURN || code === CLOSE_BRACE || code === closer) break;
      if (code === OPEN_BRACE || code === QUOTE) return start;
      if (code === EQUALS) {
        const next = text.charCodeAt(skipBlanks(text, at + 1));
        if (next === OPEN_BRACE || next === QUOTE) return this.#firstWordEnd(start, at);
      }
    }
    while (at > start && isBlank(text.charCodeAt(at - 1))) at--;
    return at;
  }

  /** The end of the key in `key name =`; `start` in `name =`. */
  #firstWordEnd(start: number, equals: number): number {
    const end = nameEnd(this.#text, start);
    return skipBlanks(this.#text, end) < equals ? end : start;
  }

  /** Reads `name = value` pairs to the closing delimiter; returns where the entry ends, closed or not. */
  #readFields(sign: number, closer: number): number {
    const text = this.#text;
    for (;;) {
      const at = skipBlanksAndComments(text, this.#at);
      const code = text.charCodeAt(at);
      if (at >= text.length || (code === AT && opensEntry(text, at))) return this.#unclosed(sign);
      if (code === closer) {
        if (!this.#isStrayCloser(at)) return at + 1;
        this.#report(at, at + 1, "extra-brace", "A closing brace too many: more fields of this entry follow.");
        this.#at = at + 1;
      } else if (code === COMMA) this.#at = at + 1;
      else if (!this.#readField(at, sign)) return this.#at;
    }
  }

  /** `}, name =` after a brace that would end the entry: the entry goes on, one brace was too many. */
  #isStrayCloser(at: number): boolean {
    const text = this.#text;
    const comma = skipBlanks(text, at + 1);
    if (text.charCodeAt(comma) !== COMMA) return false;
    const start = skipBlanks(text, comma + 1);
    const end = nameEnd(text, start);
    return end > start && text.charCodeAt(skipBlanks(text, end)) === EQUALS;
  }

  #unclosed(sign: number): number {
    let end = this.#at;
    while (end > sign && isBlank(this.#text.charCodeAt(end - 1))) end--;
    this.#report(sign, lettersEnd(this.#text, sign + 1), "unclosed-entry", "This entry is never closed.");
    return end;
  }

  /** Reads one field at `start`. False where the rest of the entry is lost; `#at` then stands where reading goes on. */
  #readField(start: number, sign: number): boolean {
    const text = this.#text;
    const end = nameEnd(text, start);
    const equals = end === start ? start : skipBlanksAndComments(text, end);
    if (end === start || text.charCodeAt(equals) !== EQUALS) {
      this.#at = this.#afterStrayText(start);
      const message = end === start ? "This text belongs to no field." : "This field has no equals sign and no value.";
      this.#report(start, Math.max(end, start + 1), end === start ? "stray-text" : "missing-equals", message);
      return true;
    }
    const valueStart = skipBlanksAndComments(text, equals + 1);
    const valueEnd = this.#valueEnd(valueStart, sign);
    if (valueEnd < 0) return false;
    this.#fields.push(start, end, valueStart, valueEnd);
    this.#at = valueEnd;
    if (valueEnd === valueStart) {
      this.#report(start, equals + 1, "missing-value", "This field has no value.");
      return true;
    }
    const next = skipBlanksAndComments(text, valueEnd);
    if (next < text.length && isNameCode(text.charCodeAt(next)))
      this.#report(valueEnd - 1, valueEnd, "missing-comma", "A comma is missing after this field.");
    return true;
  }

  /** After text that is no field: the next comma, closing delimiter or line, past any braces that open before it. */
  #afterStrayText(from: number): number {
    const text = this.#text;
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === OPEN_BRACE) {
        const end = bracedEnd(text, at);
        if (end < 0) return -1 - end;
        at = end - 1;
      } else if (at > from && (code === COMMA || code === CLOSE_BRACE || code === NEWLINE || code === AT)) return at;
    }
    return text.length;
  }

  /**
   * The end of a value at `start`: parts joined by `#`. Equal to `start` where there is none; -1 where a part is never
   * closed, which is reported, and `#at` set to where reading goes on.
   */
  #valueEnd(start: number, sign: number): number {
    const text = this.#text;
    let at = start;
    for (;;) {
      const code = text.charCodeAt(at);
      const partStart = at;
      if (code === OPEN_BRACE || code === QUOTE) at = code === OPEN_BRACE ? bracedEnd(text, at) : quotedEnd(text, at);
      else at = nameEnd(text, at);
      if (at < 0) {
        const what = code === QUOTE ? "quotation mark" : "brace";
        this.#report(
          partStart,
          partStart + 1,
          code === QUOTE ? "unclosed-quote" : "unclosed-brace",
          `This ${what} is never closed.`,
        );
        this.#at = this.#recover(partStart, -1 - at, sign);
        return -1;
      }
      const hash = skipBlanksAndComments(text, at);
      if (text.charCodeAt(hash) !== HASH) return at;
      at = skipBlanksAndComments(text, hash + 1);
    }
  }

  /** Reading goes on at the entry that was met inside the unclosed value, or at the end of the file. */
  #recover(partStart: number, reached: number, sign: number): number {
    let end = reached;
    while (end > partStart && isBlank(this.#text.charCodeAt(end - 1))) end--;
    return Math.max(end, sign + 1);
  }
}
