/** Values of BibTeX fields as raw LaTeX text: delimiters off, parts joined, `@string`s put in. */
import type { Span } from "../text/document.ts";
import type { EditedText } from "../text/edited-text.ts";
import type { BibtexScan } from "./bibtex-blocks.ts";

/** `@string` names in lower case to their values. */
export type BibtexStrings = ReadonlyMap<string, string>;

/** Strings may name strings that are defined after them; a circle or a longer chain ends here. */
const deepestString = 8;

/** No string is put into a value that is longer already: strings that double each other would fill the memory. */
const longestExpansion = 20_000;

const part = /\s*#?\s*(?:([{"])|([^\s#{}"%,()]+))|\s*%.*\n?/y;

/** A name or a number that is all there is. */
const bareWord = /^[^\s#{}"%,()]+$/;

/** A value as it is written, read; a bare word is what `stringOf` says, a number itself. */
export function rawValue(written: string, stringOf: (name: string) => string): string {
  const opener = written.charAt(0);
  if (opener === "{" || opener === '"') {
    const inner = written.slice(1, -1);
    if (!inner.includes("#")) return inner;
  } else if (bareWord.test(written)) return stringOf(written);
  let value = "";
  for (const piece of partsOf(written, { start: 0, end: written.length })) {
    if (!piece.isName) value += written.slice(piece.start, piece.end);
    else if (value.length < longestExpansion) value += stringOf(written.slice(piece.start, piece.end));
  }
  return value;
}

/** The names (and numbers) among a value's parts, as written. */
export function* namesInValue(written: string): Generator<string> {
  for (const piece of partsOf(written, { start: 0, end: written.length }))
    if (piece.isName) yield written.slice(piece.start, piece.end);
}

/** A string that does not keep the text alive that it was cut from, for what outlives a version of a file. */
export function detached(text: string): string {
  return ` ${text}`.slice(1);
}

/** A part of a value: a name or number, or the text inside a pair of delimiters. */
export interface ValuePart extends Span {
  readonly isName: boolean;
}

/** What a value is joined of. */
export function partsOf(text: string, { start, end }: Span): readonly ValuePart[] {
  const parts: ValuePart[] = [];
  for (let at = start; at < end; ) {
    part.lastIndex = at;
    const found = part.exec(text);
    if (!found || found[0] === "") break;
    at += found[0].length;
    if (found[1] !== undefined) {
      const closer = delimitedEnd(text, at, end, found[1]);
      parts.push({ start: at, end: closer, isName: false });
      at = closer + 1;
    } else if (found[2] !== undefined) parts.push({ start: at - found[2].length, end: at, isName: true });
  }
  return parts;
}

/** Where the text after an opening brace or quote at `from - 1` ends; the scan has seen that it does. */
function delimitedEnd(text: string, from: number, limit: number, opener: string): number {
  let depth = 0;
  for (let at = from; at < limit; at++) {
    const char = text.charAt(at);
    if (char === "\\") at++;
    else if (opener === '"' && char === '"' && depth <= 0) return at;
    else if (char === "{") depth++;
    else if (char === "}" && --depth < 0 && opener === "{") return at;
  }
  return limit;
}

/** The strings of a file; of several with one name the last counts. */
export function readStrings(source: EditedText, { blocks, starts }: BibtexScan): BibtexStrings {
  const spans = new Map<string, Span>();
  for (const [number, { strings }] of blocks.entries()) {
    const base = starts[number] ?? 0;
    for (let row = 0; row < strings.length; row += 4) {
      const [nameStart = 0, nameEnd = 0, start = 0, end = 0] = strings.subarray(row, row + 4);
      spans.set(detached(source.slice(base + nameStart, base + nameEnd)).toLowerCase(), {
        start: base + start,
        end: base + end,
      });
    }
  }
  const values = new Map<string, string>();
  const open = new Set<string>();
  const stringOf = (name: string): string => {
    const lower = name.toLowerCase();
    const span = spans.get(lower);
    const known = values.get(lower);
    if (known !== undefined || !span || open.has(lower) || open.size >= deepestString) return known ?? name;
    open.add(lower);
    const value = detached(rawValue(source.slice(span.start, span.end), stringOf));
    open.delete(lower);
    values.set(lower, value);
    return value;
  };
  for (const name of spans.keys()) stringOf(name);
  return values;
}
