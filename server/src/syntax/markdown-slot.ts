/** The citation key that is being written in Markdown: found backwards from the cursor, on text that may be incomplete. */
import type { Document, Span } from "../text/document.ts";
import { firstEndingAfter } from "../text/sorted.ts";
import type { CitationSlot, ManuscriptFacts } from "./facts.ts";
import { isKeyPunctuation, keyEnd, wordCharacterAt } from "./markdown-tokens.ts";

const longestKey = 400;

interface Sign {
  /** The offset of the `@`. */
  readonly at: number;
  /** Where the key begins: after `@` or `@{`. */
  readonly key: number;
  readonly braced: boolean;
}

/** The `@` whose key reaches the cursor, or `undefined`. */
function signBefore(text: string, offset: number): Sign | undefined {
  const from = Math.max(0, offset - longestKey);
  let plain = true;
  for (let at = offset - 1; at >= from; at--) {
    const code = text.charCodeAt(at);
    if (code === 64) {
      if (text.charCodeAt(at + 1) === 123 && offset >= at + 2) return { at, key: at + 2, braced: true };
      return plain ? { at, key: at + 1, braced: false } : undefined;
    }
    if (code <= 32 || code === 125 || code === 93 || code === 91 || code === 59) return undefined;
    if (!isKeyCharacter(text, at)) plain = false;
  }
  return undefined;
}

function isKeyCharacter(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code === 95 || isKeyPunctuation(code)) return true;
  const low = code >= 0xdc00 && code <= 0xdfff;
  return wordCharacterAt(text, low ? at - 1 : at) > 0;
}

function isWordBefore(text: string, at: number): boolean {
  if (at === 0) return false;
  const code = text.charCodeAt(at - 1);
  const low = code >= 0xdc00 && code <= 0xdfff;
  return wordCharacterAt(text, low ? at - 2 : at - 1) > 0;
}

/** Whether the word that holds the `@` is an address: `https://x.org/@name`. */
function inAddress(text: string, at: number): boolean {
  let start = at;
  while (start > 0 && text.charCodeAt(start - 1) > 32) start--;
  return text.slice(start, at).includes("://");
}

function isIn(spans: readonly Span[], offset: number): boolean {
  const span = spans[firstEndingAfter(spans, offset)];
  return span !== undefined && span.start <= offset;
}

/** The bracket the cursor is in, within its paragraph, as far as the brackets say. */
function bracketsAround(text: string, at: number): Span | undefined {
  let depth = 0;
  for (let start = at - 1; start >= 0; start--) {
    const code = text.charCodeAt(start);
    if (code === 93) depth++;
    else if (code === 91 && depth-- === 0) return { start, end: closingBracket(text, at) };
    else if (code === 10 && isBlankBefore(text, start)) return undefined;
  }
  return undefined;
}

function closingBracket(text: string, from: number): number {
  let depth = 0;
  for (let end = from; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === 91) depth++;
    else if (code === 93 && depth-- === 0) return end;
    else if (code === 10 && isBlankBefore(text, end)) return end;
  }
  return text.length;
}

/** Whether the line that ends at `lineBreak` is blank. */
function isBlankBefore(text: string, lineBreak: number): boolean {
  let at = lineBreak - 1;
  while (at >= 0 && (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9 || text.charCodeAt(at) === 13)) at--;
  return at >= 0 && text.charCodeAt(at) === 10;
}

/** The slot at `offset`, given the facts of the same document. */
export function markdownSlot(
  document: Document,
  offset: number,
  facts: ManuscriptFacts,
  metadata: readonly Span[],
): CitationSlot | undefined {
  const { text } = document;
  const role = document.dialect === "pandoc" ? roleSlot(text, offset, facts) : undefined;
  if (role) return role;
  const sign = signBefore(text, offset);
  if (!sign || isWordBefore(text, sign.at) || inAddress(text, sign.at) || isIn(metadata, sign.at)) return undefined;
  const clusterSpans = facts.clusters.map(({ span }) => span);
  const cited = isIn(clusterSpans, sign.at) || facts.crossReferences.some(({ keySpan }) => keySpan.start === sign.key);
  if (!cited && !isIn(facts.prose, sign.at)) return undefined;
  const end = sign.braced ? bracedEnd(text, offset) : Math.max(offset, keyEnd(text, sign.key, text.length));
  return {
    replace: { start: sign.key, end },
    query: text.slice(sign.key, offset),
    clusterKeys: otherKeys(facts, bracketsAround(text, sign.at), sign.key),
  };
}

function bracedEnd(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && text.charCodeAt(end) > 32 && text.charCodeAt(end) !== 125) end++;
  return text.charCodeAt(end) === 125 ? end : offset;
}

function otherKeys(facts: ManuscriptFacts, brackets: Span | undefined, own: number): string[] {
  if (!brackets) return [];
  const keys: string[] = [];
  for (const { span, citations } of facts.clusters) {
    if (span.start > brackets.end) break;
    if (span.end < brackets.start) continue;
    for (const { key, keySpan } of citations) {
      if (keySpan.start > brackets.start && keySpan.end <= brackets.end && keySpan.start !== own) keys.push(key);
    }
  }
  return keys;
}

const openRole = /\{(?:foot)?cite(?:[pt]|:[a-z]+)?\}`([^`\n]*)$/;

/** The key being written in one of MyST's roles. */
function roleSlot(text: string, offset: number, { clusters, prose }: ManuscriptFacts): CitationSlot | undefined {
  const role = openRole.exec(text.slice(Math.max(0, offset - longestRole), offset));
  const before = role?.[1];
  if (!role || before === undefined || /\{[^{}]*$/.test(before)) return undefined;
  const start = offset - role[0].length;
  const clusterSpans = clusters.map(({ span }) => span);
  if (!isIn(clusterSpans, start) && !isIn(prose, start)) return undefined;
  const after = /^[^`\n]*/.exec(text.slice(offset, offset + longestRole))?.[0] ?? "";
  const query = /[^\s,;{}]*$/.exec(before)?.[0] ?? "";
  const rest = text.charAt(offset + after.length) === "`" ? (/^[^\s,;{}]*/.exec(after)?.[0] ?? "") : "";
  const others = `${before.slice(0, before.length - query.length)},${rest === "" ? "" : after.slice(rest.length)}`;
  return {
    replace: { start: offset - query.length, end: offset + rest.length },
    query,
    clusterKeys: others.replace(/\{[^{}]*\}/g, "").match(/[^\s,;{}]+/g) ?? [],
  };
}

const longestRole = 1000;
