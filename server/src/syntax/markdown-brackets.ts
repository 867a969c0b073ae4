/**
 * Citation keys and square brackets: Pandoc knows what a bracket is (citation, link, span, note, locator) only at its end,
 * so open brackets are kept on a stack with the keys found in them.
 */

import type { Citation, CitationMode } from "./facts.ts";
import { isSpace } from "./markdown-lines.ts";
import {
  type Frame,
  hole,
  type KeyFound,
  onlyWhitespace,
  paragraphEnd,
  type Scanner,
  skipAsHole,
} from "./markdown-scanner.ts";
import { attributesEnd, bracedKeyEnd, destinationEnd, keyEnd, wordCharacterAt } from "./markdown-tokens.ts";

const crossReferencePrefix =
  /^(?:fig|tbl|sec|eq|lst|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|tip|nte|wrn|imp|cau|vid|supp[a-z]*)-/i;

/** `@key`, `-@key`, `@{key}`; `start` is the first character of it. */
export function readKey(scanner: Scanner, start: number, suppressed: boolean): void {
  const { text, lineEnd } = scanner;
  const sign = suppressed ? start + 1 : start;
  if (scanner.wordEnd === start) {
    skipEmailRest(scanner, sign);
    return;
  }
  const braced = text.charCodeAt(sign + 1) === 123 && sign + 1 < lineEnd;
  const end = braced ? bracedKeyEnd(text, sign + 1, lineEnd) : keyEnd(text, sign + 1, lineEnd);
  const keyStart = braced ? sign + 2 : sign + 1;
  const keyStop = braced ? end - 1 : end;
  if (end === -1 || keyStop <= keyStart) {
    scanner.at = sign + 1;
    return;
  }
  const key = text.slice(keyStart, keyStop);
  const found: KeyFound = {
    citation: {
      key,
      keySpan: { start: keyStart, end: keyStop },
      mode: suppressed ? "suppress-author" : "author-in-text",
    },
    start,
    end,
    suppressed,
    crossReference: scanner.reading.dialect !== "pandoc" && crossReferencePrefix.test(key),
  };
  scanner.at = end;
  const frame = scanner.frames.at(-1);
  if (frame && !frame.note) {
    frame.keys.push(found);
    return;
  }
  settleTextual(scanner);
  scanner.lastTextual = found;
}

/** The `@` of an e-mail address: all of the address is a hole in the prose. */
function skipEmailRest(scanner: Scanner, sign: number): void {
  const { text, lineEnd } = scanner;
  const end = keyEnd(text, sign + 1, lineEnd);
  if (end > sign + 1 && scanner.wordStart !== -1) hole(scanner, scanner.wordStart, end);
  // Pandoc takes the `@` and the word after it as one, and an `@` right behind them begins anew.
  let at = sign + 1;
  for (let length = 1; at < lineEnd && length > 0; at += length) length = wordCharacterAt(text, at);
  scanner.at = Math.min(at, lineEnd);
  scanner.wordEnd = -1;
}

function cluster(scanner: Scanner, start: number, end: number, keys: readonly KeyFound[], textual: boolean): void {
  const { reading } = scanner;
  const citations: Citation[] = [];
  for (const { citation, crossReference } of keys) {
    if (crossReference) reading.crossReferences.push(citation);
    else citations.push(citation);
  }
  hole(scanner, start, end);
  if (citations.length > 0) reading.clusters.push({ span: { start, end }, citations, textual });
}

export function emitTextual(scanner: Scanner, found: KeyFound): void {
  const key = inText(found);
  cluster(scanner, key.start, key.end, [key], true);
}

/** Outside brackets the hyphen of `-@key` is a hyphen. */
function inText(key: KeyFound): KeyFound {
  if (!key.suppressed) return key;
  return { ...key, start: key.start + 1, citation: { ...key.citation, mode: "author-in-text" } };
}

/** No `[locator]` came after the last `@key`. */
export function settleTextual(scanner: Scanner): void {
  if (scanner.lastTextual) emitTextual(scanner, scanner.lastTextual);
  scanner.lastTextual = undefined;
}

export function openBracket(scanner: Scanner): void {
  const { text, at, lineEnd } = scanner;
  if (text.charCodeAt(at + 1) === 94) {
    const end = noteMarkerEnd(text, at, lineEnd);
    if (end !== -1) {
      hole(scanner, at, end);
      scanner.at = end;
      return;
    }
  }
  pushFrame(scanner, at, false);
}

/** The end of `[^label]`, or -1. */
export function noteMarkerEnd(text: string, at: number, end: number): number {
  for (let here = at + 2; here < end; here++) {
    const code = text.charCodeAt(here);
    if (code === 93) return here > at + 2 ? here + 1 : -1;
    if (isSpace(code) || code === 91) return -1;
  }
  return -1;
}

export function pushFrame(scanner: Scanner, bracket: number, note: boolean): void {
  const { lastTextual, text } = scanner;
  const parent = scanner.frames.at(-1);
  const candidate = parent && !parent.note ? undefined : lastTextual;
  const after = !note && candidate && onlyWhitespace(text, candidate.end, bracket) ? candidate : undefined;
  if (after) scanner.lastTextual = undefined;
  else settleTextual(scanner);
  scanner.frames.push({ open: bracket, note, keys: [], separators: [], label: bracket === scanner.plainEnd, after });
  scanner.at = bracket + 1;
}

export function closeBracket(scanner: Scanner): void {
  const frame = scanner.frames.pop();
  const { at, text } = scanner;
  scanner.at = at + 1;
  if (!frame) return;
  if (frame.note) {
    settleTextual(scanner);
    return;
  }
  const next = at + 1 < scanner.lineEnd ? text.charCodeAt(at + 1) : 0;
  const attached = (next === 40 && !frame.label) || next === 123 ? attachmentEnd(scanner, next) : -1;
  const label = next === 91 && text.charCodeAt(at + 2) !== 94;
  if (attached === -1 && !label && closeCitation(scanner, frame, at + 1)) return;
  if (frame.after) emitTextual(scanner, frame.after);
  for (const key of frame.keys) emitTextual(scanner, key);
  if (attached === -1) {
    scanner.plainEnd = at + 1;
  } else {
    scanner.at = at;
    skipAsHole(scanner, attached);
    const attributes = scanner.at < scanner.lineEnd ? attributesEnd(text, scanner.at, scanner.lineEnd) : -1;
    if (next === 40 && attributes !== -1) skipAsHole(scanner, attributes);
  }
}

/** The end of the `(destination)` or `{attributes}` that makes a bracket a link or a span. */
function attachmentEnd(scanner: Scanner, next: number): number {
  const end = paragraphEnd(scanner);
  if (next === 123) return attributesEnd(scanner.text, scanner.at, end);
  if (scanner.brokenLinks > mostBrokenLinks) return -1;
  const close = destinationEnd(scanner.text, scanner.at, end);
  if (close === -1) scanner.brokenLinks++;
  return close;
}

/** A paragraph with more parentheses left open than this is not searched for links any more. */
const mostBrokenLinks = 50;

/** Closes a bracket as `[see @a; @b]` or as the `[p. 3; @b]` after `@a`; false where it is neither. */
function closeCitation(scanner: Scanner, frame: Frame, end: number): boolean {
  const keys: KeyFound[] = [];
  let next = 0;
  for (let part = 0; part <= frame.separators.length; part++) {
    const until = frame.separators[part] ?? end;
    const first = next;
    for (let key = frame.keys[next]; key && key.start < until; key = frame.keys[++next]) {
      keys.push(inBrackets(key, next === first));
    }
    // The first part may be the locator of the `@key` before the bracket.
    if (next === first && !(part === 0 && frame.after)) return false;
  }
  const after = frame.after && inText(frame.after);
  cluster(scanner, after ? after.start : frame.open, end, after ? [after, ...keys] : keys, false);
  return true;
}

/** A key in brackets; a second one between two semicolons stands in the first one's suffix, as running text. */
function inBrackets(key: KeyFound, first: boolean): KeyFound {
  const mode: CitationMode = first ? (key.suppressed ? "suppress-author" : "normal") : "author-in-text";
  return { ...key, citation: { ...key.citation, mode } };
}
