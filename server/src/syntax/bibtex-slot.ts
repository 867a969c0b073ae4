/**
 * What is being written at a place of a BibTeX file. It reads the one entry under the cursor anew, and forgives what is
 * half-written: a brace without its partner reaches to the next entry at a line's start.
 */
import type { Span } from "../text/document.ts";

/** `replace` is what an accepted proposal replaces, on both sides of the cursor. */
export type BibtexSlot =
  /** After `@`. */
  | { readonly kind: "type"; readonly replace: Span; readonly hasBody: boolean }
  | {
      readonly kind: "field";
      readonly replace: Span;
      /** The entry's type, as written. */
      readonly type: string;
      /** Names of the entry's other fields, in lower case. */
      readonly present: ReadonlySet<string>;
      readonly hasValue: boolean;
    }
  | {
      readonly kind: "value";
      /** In braces or quotation marks all that they hold; else the bare word. */
      readonly replace: Span;
      /** The field's name in lower case; `@string` in a definition. */
      readonly field: string;
      readonly isDelimited: boolean;
      /** The key of the entry. */
      readonly key: string;
    };

/** `undefined` outside entries, in keys and in comments. */
export function bibtexSlotAt(text: string, offset: number): BibtexSlot | undefined {
  const sign = openingBefore(text, offset);
  if (sign < 0) return undefined;
  const typeStart = sign + 1;
  const typeEnd = matchEnd(/[A-Za-z]*/y, text, typeStart);
  const open = matchEnd(/\s*/y, text, typeEnd);
  const hasBody = text.charAt(open) === "{" || text.charAt(open) === "(";
  if (offset <= typeEnd) return { kind: "type", replace: { start: typeStart, end: typeEnd }, hasBody };
  const type = text.slice(typeStart, typeEnd);
  if (!hasBody || offset <= open || /^comment$/i.test(type)) return undefined;
  return new EntryReader(text, offset, type).read(open);
}

/** The last `@` before an offset that stands where an entry may begin: on a line's start, or after another entry. */
function openingBefore(text: string, offset: number): number {
  for (let at = text.lastIndexOf("@", offset - 1); at >= 0; at = at === 0 ? -1 : text.lastIndexOf("@", at - 1))
    if (isOpening(text, at)) return at;
  return -1;
}

function isOpening(text: string, sign: number): boolean {
  let before = sign - 1;
  while (before >= 0 && (text.charAt(before) === " " || text.charAt(before) === "\t")) before--;
  return before < 0 || "\n\r})".includes(text.charAt(before));
}

function matchEnd(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return from + (pattern.exec(text)?.[0].length ?? 0);
}

const blanksAndComments = /(?:[\s,]|%[^\n]*)*/y;
const blanks = /(?:\s|%[^\n]*)*/y;
const word = /[^\s,={}()"#%@]*/y;

class EntryReader {
  readonly #text: string;
  readonly #offset: number;
  readonly #type: string;
  readonly #present = new Set<string>();
  #key = "";
  #slot: BibtexSlot | undefined;

  constructor(text: string, offset: number, type: string) {
    this.#text = text;
    this.#offset = offset;
    this.#type = type;
  }

  /** @param open the entry's opening delimiter */
  read(open: number): BibtexSlot | undefined {
    const closer = this.#text.charAt(open) === "{" ? "}" : ")";
    if (/^preamble$/i.test(this.#type)) return undefined;
    const isString = /^string$/i.test(this.#type);
    let at = isString ? open + 1 : this.#readKey(open + 1);
    if (at < 0) return undefined;
    // Fields after the cursor are read too, since those that are there are not to be offered.
    for (;;) {
      const start = at;
      at = matchEnd(blanksAndComments, this.#text, at);
      const char = this.#text.charAt(at);
      const isEnd = at >= this.#text.length || char === closer || (char === "@" && isOpening(this.#text, at));
      if (!this.#slot && this.#offset < at) {
        if (!this.#isInComment(start)) this.#slot = this.#fieldSlot({ start: this.#offset, end: this.#offset });
      } else if (!this.#slot && isEnd && this.#offset === at) this.#slot = this.#fieldSlot({ start: at, end: at });
      if (isEnd) break;
      at = this.#readField(at, isString);
      if (!this.#slot && this.#offset < at) break;
    }
    return isString && this.#slot?.kind === "field" ? undefined : this.#slot;
  }

  #isInComment(from: number): boolean {
    const line = this.#text.lastIndexOf("\n", this.#offset - 1) + 1;
    return this.#text.slice(Math.max(from, line), this.#offset).includes("%");
  }

  /** The offset after the key; -1 where the cursor is in it. */
  #readKey(from: number): number {
    const start = matchEnd(blanks, this.#text, from);
    const end = matchEnd(/[^,\n\r}]*/y, this.#text, start);
    this.#key = this.#text.slice(start, end).trim();
    return this.#offset <= end ? -1 : end;
  }

  #fieldSlot(replace: Span): BibtexSlot {
    const after = matchEnd(/\s*/y, this.#text, replace.end);
    return {
      kind: "field",
      replace,
      type: this.#type,
      present: this.#present,
      hasValue: this.#text.charAt(after) === "=",
    };
  }

  /** The offset after a field, which moves on whatever stands there. */
  #readField(start: number, isString: boolean): number {
    const end = matchEnd(word, this.#text, start);
    const equals = matchEnd(blanks, this.#text, end);
    const name = this.#text.slice(start, end).toLowerCase();
    if (start <= this.#offset && this.#offset <= end) this.#slot = this.#fieldSlot({ start, end });
    else if (name !== "") this.#present.add(name);
    if (this.#text.charAt(equals) !== "=") return Math.max(end, start + 1);
    return this.#readValue(equals + 1, isString ? "@string" : name);
  }

  #readValue(from: number, field: string): number {
    for (let at = from; ; at++) {
      const start = matchEnd(blanks, this.#text, at);
      const char = this.#text.charAt(start);
      if (this.#slot === undefined && at <= this.#offset && this.#offset < start && !this.#isInComment(at))
        this.#slot = this.#valueSlot({ start: this.#offset, end: this.#offset }, field, false);
      if (char === "{" || char === '"') at = this.#readDelimited(start, field);
      else {
        at = matchEnd(word, this.#text, start);
        if (this.#slot === undefined && start <= this.#offset && this.#offset <= at)
          this.#slot = this.#valueSlot({ start, end: at }, field, false);
      }
      const hash = matchEnd(blanks, this.#text, at);
      if (this.#text.charAt(hash) !== "#") return at;
      at = hash;
    }
  }

  #readDelimited(open: number, field: string): number {
    const quoted = this.#text.charAt(open) === '"';
    let depth = 0;
    let at = open + 1;
    for (; at < this.#text.length; at++) {
      const char = this.#text.charAt(at);
      if (char === "\\") at++;
      else if (char === "{") depth++;
      else if (quoted ? char === '"' && depth <= 0 : char === "}" && depth === 0) break;
      else if (char === "}") depth--;
      else if (char === "@" && isOpening(this.#text, at) && /@[A-Za-z]+\s*[{(]/y.test(this.#text.slice(at, at + 40)))
        break;
    }
    const isClosed = this.#text.charAt(at) === (quoted ? '"' : "}");
    if (this.#slot === undefined && open < this.#offset && this.#offset <= at)
      this.#slot = this.#valueSlot({ start: open + 1, end: isClosed ? at : this.#offset }, field, true);
    return isClosed ? at + 1 : at;
  }

  #valueSlot(replace: Span, field: string, isDelimited: boolean): BibtexSlot {
    return { kind: "value", replace, field, isDelimited, key: this.#key };
  }
}
