/**
 * Finds the entries, keys and fields of a BibTeX or biblatex file: one pass over character codes, no decoding.
 * Values stay offsets until an entry is asked for.
 */
import type { Span } from "../text/document.ts";
import { type BibtexScan, fieldColumns, packed, type ScannedBlock, scanOf } from "./bibtex-blocks.ts";
import {
  AT,
  BACKSLASH,
  bracedEnd,
  CLOSE_BRACE,
  CLOSE_PAREN,
  COMMA,
  EQUALS,
  HASH,
  isBlank,
  isInheriting,
  isLineStart,
  isNameCode,
  lettersEnd,
  NEWLINE,
  nameEnd,
  OPEN_BRACE,
  OPEN_PAREN,
  openingEnd,
  PERCENT,
  QUOTE,
  quotedEnd,
  RETURN,
  skipBlanks,
} from "./bibtex-characters.ts";
import type { SyntaxProblem } from "./facts.ts";

/** An edit reads a block again, so blocks are small; each costs its own arrays, so not too small. */
export const itemsOfBlock = 32;

/** Scans a whole file. Time is linear in its length, also where nothing is ever closed. */
export function scanBibtex(text: string): BibtexScan {
  const scanner = new Scanner(text, 0);
  scanner.scan(itemsOfBlock, () => false);
  return scanOf(scanner.blocks, scanner.isLocal);
}

/** Reads one block of a local scan again, which goes from one offset of the text to another. */
export function readBlock(text: string, start: number, end: number): ScannedBlock {
  const scanner = new Scanner(text, start);
  scanner.scan(Number.POSITIVE_INFINITY, (sign) => sign === end);
  const [block] = scanner.blocks;
  if (!block) throw new RangeError("A scan ends with a block.");
  return block;
}

/** Reads a text from an offset on; what it has found so far is in its blocks. */
export class Scanner {
  readonly blocks: ScannedBlock[] = [];
  /** False once one comment runs to the end of the file: later ones then stop at the next `@`, so that time stays linear. */
  isLocal = true;
  /** Whether the scan ran to the end of the text. */
  isFinished = false;
  /** Whether something that was read would be another if more text followed. */
  sawEnd = false;
  readonly text: string;
  /** Where the block that is being read starts. */
  #base: number;
  #reach: number;
  #entries: number[] = [];
  #fields: number[] = [];
  #strings: number[] = [];
  #inheriting: number[] = [];
  #problems: SyntaxProblem[] = [];
  /** Everything before this offset is read. */
  #at: number;
  /** The comment lines that were skipped last, from their first `%` to what follows them. */
  #comments: Span = { start: 0, end: 0 };

  constructor(text: string, start: number) {
    this.text = text;
    this.#base = start;
    this.#reach = start;
    this.#at = start;
  }

  /** Reads on to the end of the text, or to an `@` between entries from which the rest is known. */
  scan(blockItems: number, isKnownFrom: (sign: number) => boolean): void {
    let items = 0;
    for (;;) {
      const sign = this.text.indexOf("@", this.#at);
      if (sign < 0) break;
      const isKnown = this.isLocal && isKnownFrom(sign);
      if (isKnown || items === blockItems) {
        this.#endBlock(sign);
        items = 0;
      }
      if (isKnown) return;
      items++;
      this.#at = sign + 1;
      this.#readAfterSign(sign);
    }
    this.#endBlock(this.text.length);
    this.isFinished = true;
  }

  #endBlock(end: number): void {
    if (this.#reach > this.text.length) this.sawEnd = true;
    this.blocks.push({
      length: end - this.#base,
      reach: this.#reach - this.#base,
      entries: packed(this.#entries),
      fields: packed(this.#fields),
      strings: packed(this.#strings),
      inheriting: packed(this.#inheriting),
      problems: this.#problems,
    });
    this.#base = end;
    this.#reach = end;
    this.#entries = [];
    this.#fields = [];
    this.#strings = [];
    this.#inheriting = [];
    this.#problems = [];
  }

  /** Notes that what was read so far depends on the character at `at`, or on there being none. */
  #saw(at: number): void {
    if (at >= this.#reach) this.#reach = at + 1;
  }

  #report(start: number, end: number, code: string, message: string): void {
    this.#problems.push({ span: { start: start - this.#base, end: end - this.#base }, code, message });
  }

  /**
   * Blanks and, between the parts of an entry, `%` comments to the end of the line (as biber and Pandoc read them). Comment
   * lines that were skipped before are not read again: many unclosed `@string`s may stand before or in one run of them.
   */
  #skipBlanksAndComments(from: number): number {
    const text = this.text;
    const first = skipBlanks(text, from);
    let at = first;
    while (text.charCodeAt(at) === PERCENT) {
      if (at >= this.#comments.start && at < this.#comments.end) return this.#comments.end;
      const newline = text.indexOf("\n", at);
      at = newline < 0 ? text.length : skipBlanks(text, newline + 1);
    }
    if (at > first) this.#comments = { start: first, end: at };
    return at;
  }

  #readAfterSign(sign: number): void {
    const text = this.text;
    const typeStart = skipBlanks(text, sign + 1);
    const typeEnd = lettersEnd(text, typeStart);
    const open = skipBlanks(text, typeEnd);
    this.#saw(open);
    if (typeEnd === typeStart) return;
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
    const keyEnd = nameEnd(this.text, keyStart);
    this.#saw(keyEnd);
    if (this.text.charCodeAt(keyEnd) === COMMA && skipBlanks(this.text, typeEnd) > typeEnd)
      this.#report(sign, typeEnd, "missing-brace", `"@${type}" is not followed by an opening brace.`);
  }

  #skipComment(sign: number, open: number): void {
    const text = this.text;
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
      else if (code === AT && !this.isLocal) break;
    }
    if (this.isLocal) this.#report(sign, open + 1, "unclosed-comment", "This comment is never closed.");
    this.isLocal = false;
    this.#at = open + 1;
  }

  #skipPreamble(sign: number, closer: number): void {
    const end = this.#valueEnd(this.#skipBlanksAndComments(this.#at), sign);
    if (end < 0) return;
    this.#at = end;
    this.#close(sign, closer, "preamble");
  }

  #readString(sign: number, closer: number): void {
    const text = this.text;
    const start = this.#skipBlanksAndComments(this.#at);
    const end = nameEnd(text, start);
    const equals = this.#skipBlanksAndComments(end);
    this.#at = equals;
    this.#saw(equals);
    if (end === start || text.charCodeAt(equals) !== EQUALS) {
      this.#report(sign, end, "broken-string", "A @string needs a name, an equals sign and a value.");
      return;
    }
    const valueStart = this.#skipBlanksAndComments(equals + 1);
    const valueEnd = this.#valueEnd(valueStart, sign);
    if (valueEnd < 0) return;
    const base = this.#base;
    this.#strings.push(start - base, end - base, valueStart - base, valueEnd - base);
    this.#at = valueEnd;
    this.#close(sign, closer, "@string");
  }

  #close(sign: number, closer: number, what: string): void {
    let at = this.#skipBlanksAndComments(this.#at);
    if (this.text.charCodeAt(at) === COMMA) at = this.#skipBlanksAndComments(at + 1);
    this.#saw(at);
    if (this.text.charCodeAt(at) === closer) this.#at = at + 1;
    else this.#report(sign, this.#at, "unclosed-entry", `This ${what} is never closed.`);
  }

  #readEntry(sign: number, type: Span, closer: number): void {
    const text = this.text;
    const keyStart = this.#skipBlanksAndComments(this.#at);
    const keyEnd = this.#keyEnd(keyStart, closer);
    const firstField = this.#fields.length / fieldColumns;
    this.#at = keyEnd;
    if (keyEnd === keyStart) this.#report(sign, type.end + 1, "missing-key", "This entry has no citation key.");
    else {
      const after = this.#skipBlanksAndComments(keyEnd);
      const code = text.charCodeAt(after);
      if (code === COMMA) this.#at = after + 1;
      else if (code !== closer && after < text.length && code !== AT)
        this.#report(keyStart, keyEnd, "missing-comma", "A comma is missing after the citation key.");
    }
    const end = this.#readFields(sign, closer);
    this.#at = end;
    if (keyEnd === keyStart) {
      this.#fields.length = firstField * fieldColumns;
      while ((this.#inheriting.at(-1) ?? -1) >= firstField) this.#inheriting.pop();
      return;
    }
    const base = this.#base;
    this.#entries.push(sign - base, end - base, type.start - base, type.end - base);
    this.#entries.push(keyStart - base, keyEnd - base, firstField);
  }

  /** A key runs to the comma or the end of its line; where a field begins at once, there is no key. */
  #keyEnd(start: number, closer: number): number {
    const text = this.text;
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
    const end = nameEnd(this.text, start);
    return skipBlanks(this.text, end) < equals ? end : start;
  }

  /** Reads `name = value` pairs to the closing delimiter; returns where the entry ends, closed or not. */
  #readFields(sign: number, closer: number): number {
    const text = this.text;
    for (;;) {
      const at = this.#skipBlanksAndComments(this.#at);
      const code = text.charCodeAt(at);
      if (at >= text.length || (code === AT && openingEnd(text, at) >= 0)) return this.#unclosed(sign, at);
      if (code === closer) {
        if (!this.#isStrayCloser(at)) {
          this.#reportBraceAfter(at + 1);
          return at + 1;
        }
        this.#report(at, at + 1, "extra-brace", "A closing brace too many: more fields of this entry follow.");
        this.#at = at + 1;
      } else if (code === COMMA) this.#at = at + 1;
      else if (!this.#readField(at, sign)) return this.#at;
    }
  }

  /** A closing brace right after an entry is one too many, or the entry ended too early: an opening one is missing. */
  #reportBraceAfter(end: number): void {
    const at = skipBlanks(this.text, end);
    if (this.text.charCodeAt(at) === CLOSE_BRACE)
      this.#report(at, at + 1, "extra-brace", "A closing brace too many: the entry before it has ended already.");
  }

  /** `}, name =` after a brace that would end the entry: the entry goes on, one brace was too many. */
  #isStrayCloser(at: number): boolean {
    const text = this.text;
    const comma = skipBlanks(text, at + 1);
    this.#saw(comma);
    if (text.charCodeAt(comma) !== COMMA) return false;
    const start = skipBlanks(text, comma + 1);
    const end = nameEnd(text, start);
    const equals = skipBlanks(text, end);
    this.#saw(equals);
    return end > start && text.charCodeAt(equals) === EQUALS;
  }

  /** Where something that is never closed stops: at the end of the text or at an `@` that opens an entry. */
  #sawStop(at: number): void {
    this.#saw(at < this.text.length ? openingEnd(this.text, at) : at);
  }

  /** @param stop where the next entry or the end of the file was met. */
  #unclosed(sign: number, stop: number): number {
    this.#sawStop(stop);
    let end = this.#at;
    while (end > sign && isBlank(this.text.charCodeAt(end - 1))) end--;
    this.#report(sign, lettersEnd(this.text, sign + 1), "unclosed-entry", "This entry is never closed.");
    return end;
  }

  /** Reads one field at `start`. False where the rest of the entry is lost; `#at` then stands where reading goes on. */
  #readField(start: number, sign: number): boolean {
    const text = this.text;
    const end = nameEnd(text, start);
    const equals = end === start ? start : this.#skipBlanksAndComments(end);
    if (end === start || text.charCodeAt(equals) !== EQUALS) {
      this.#at = this.#afterStrayText(start);
      const message = end === start ? "This text belongs to no field." : "This field has no equals sign and no value.";
      this.#report(start, Math.max(end, start + 1), end === start ? "stray-text" : "missing-equals", message);
      return true;
    }
    const valueStart = this.#skipBlanksAndComments(equals + 1);
    const valueEnd = this.#valueEnd(valueStart, sign);
    if (valueEnd < 0) return false;
    const base = this.#base;
    if (isInheriting(text, start, end)) this.#inheriting.push(this.#fields.length / fieldColumns);
    this.#fields.push(start - base, end - base, valueStart - base, valueEnd - base);
    this.#at = valueEnd;
    if (valueEnd === valueStart) {
      this.#report(start, equals + 1, "missing-value", "This field has no value.");
      return true;
    }
    const next = this.#skipBlanksAndComments(valueEnd);
    if (next < text.length && isNameCode(text.charCodeAt(next)))
      this.#report(valueEnd - 1, valueEnd, "missing-comma", "A comma is missing after this field.");
    return true;
  }

  /** After text that is no field: the next comma, closing delimiter or line, past any braces that open before it. */
  #afterStrayText(from: number): number {
    const text = this.text;
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === OPEN_BRACE) {
        const end = bracedEnd(text, at);
        if (end < 0) {
          this.#sawStop(-1 - end);
          return -1 - end;
        }
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
    const text = this.text;
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
        this.#sawStop(-1 - at);
        this.#at = this.#recover(partStart, -1 - at, sign);
        return -1;
      }
      const hash = this.#skipBlanksAndComments(at);
      if (text.charCodeAt(hash) !== HASH) return at;
      at = this.#skipBlanksAndComments(hash + 1);
    }
  }

  /** Reading goes on at the entry that was met inside the unclosed value, or at the end of the file. */
  #recover(partStart: number, reached: number, sign: number): number {
    let end = reached;
    while (end > partStart && isBlank(this.text.charCodeAt(end - 1))) end--;
    return Math.max(end, sign + 1);
  }
}
