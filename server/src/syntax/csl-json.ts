/** CSL-JSON bibliographies, as Zotero, Manubot and Pandoc write them: an array of items, or an object with one. */

import type { Document, Span } from "../text/document.ts";
import { referenceOfItem } from "./csl-item.ts";
import { decodedOnce } from "./entries.ts";
import type { BibliographyEntry, BibliographyFacts, SyntaxProblem } from "./facts.ts";
import type { Reference } from "./reference.ts";

/**
 * Reads a CSL-JSON file. Items are read one by one, so that a broken item costs that item alone. JSON that holds no list
 * of items gives no entries and one problem.
 */
export function readCslJson(document: Document): BibliographyFacts {
  const { text } = document;
  const open = findItemList(text);
  if (open === undefined) return { entries: [], problems: [notABibliography(text)] };
  const whole = parsedWhole(text);
  const entries: BibliographyEntry[] = [];
  const problems: SyntaxProblem[] = [];
  for (const span of itemSpans(text, open)) {
    const source = text.slice(span.start, span.end);
    const fault = whole ? undefined : faultOf(source, span);
    if (fault) problems.push(fault);
    else {
      const id = findId(text, span);
      if (id) entries.push(jsonEntry(span, id, source));
      else
        problems.push({
          span: { start: span.start, end: span.start + 1 },
          code: "missing-key",
          message: "This item has no id.",
        });
    }
  }
  if (!whole && problems.length === 0) problems.push(brokenList(open));
  return { entries, problems };
}

function brokenList(open: number): SyntaxProblem {
  return {
    span: { start: open, end: open + 1 },
    code: "broken-json",
    message: "This list is not valid JSON: a comma or bracket between its items, or the end of the file, is wrong.",
  };
}

function notABibliography(text: string): SyntaxProblem {
  return {
    span: { start: 0, end: Math.min(1, text.length) },
    code: "not-a-bibliography",
    message: "This file is no CSL-JSON bibliography: it holds no list of items.",
  };
}

function parsedWhole(text: string): boolean {
  try {
    JSON.parse(text.replace(/^\ufeff/, ""));
    return true;
  } catch {
    return false;
  }
}

/** The offset of the `[` of the items: the file's own list, or that of `references` or `items` in an object. */
export function findItemList(text: string): number | undefined {
  const found = /^[\s\ufeff]*(?:\[|\{(?:[\s\S]*?,)?\s*"(?:references|items)"\s*:\s*\[)/.exec(text);
  if (!found) return undefined;
  const open = found[0].length - 1;
  // A list of anything but objects is no bibliography; an empty list is one.
  return /^\s*(?:[{\]]|$)/.test(text.slice(open + 1, open + 200)) ? open : undefined;
}

/** Where the list of items opens and its items stand; `undefined` where the text as a whole is no JSON, or holds no list. */
export function findJsonItems(text: string): { readonly open: number; readonly items: readonly Span[] } | undefined {
  const open = findItemList(text);
  return open === undefined || !parsedWhole(text) ? undefined : { open, items: itemSpans(text, open) };
}

/** The objects of the list that opens at `open`. An object that is never closed ends where the next begins its line. */
function itemSpans(text: string, open: number): Span[] {
  const spans: Span[] = [];
  for (let at = open + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === "]") break;
    if (char === '"') at = stringEnd(text, at) - 1;
    else if (char === "{") {
      const end = objectEnd(text, at);
      spans.push({ start: at, end });
      at = end - 1;
    }
  }
  return spans;
}

/** The offset after the string at `from`; strings end with their line at the latest. */
function stringEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === "\\") at++;
    else if (char === '"') return at + 1;
    else if (char === "\n") return at;
  }
  return text.length;
}

function objectEnd(text: string, from: number): number {
  const lineStart = text.lastIndexOf("\n", from) + 1;
  const indent = text.slice(lineStart, from);
  const nextItem = /^\s*$/.test(indent) ? `\n${indent}{` : undefined;
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '"') at = stringEnd(text, at) - 1;
    else if (char === "{" || char === "[") depth++;
    else if ((char === "}" || char === "]") && --depth === 0) return at + 1;
    else if (char === "\n" && nextItem !== undefined && text.startsWith(nextItem, at)) return at;
  }
  return text.length;
}

function faultOf(source: string, span: Span): SyntaxProblem | undefined {
  try {
    JSON.parse(source);
    return undefined;
  } catch (error) {
    const position = Number(/position (\d+)/.exec(String(error))?.[1] ?? 0);
    const start = Math.min(span.start + position, Math.max(span.start, span.end - 1));
    return { span: { start, end: start + 1 }, code: "broken-json", message: "This item is not valid JSON." };
  }
}

interface FoundId {
  readonly key: string;
  readonly span: Span;
}

/** The item's own `id`, not one of an object inside it. */
function findId(text: string, item: Span): FoundId | undefined {
  let depth = 0;
  for (let at = item.start; at < item.end; at++) {
    const char = text.charAt(at);
    if (char === "{" || char === "[") depth++;
    else if (char === "}" || char === "]") depth--;
    else if (char === '"') {
      const end = stringEnd(text, at);
      if (depth === 1 && end - at === 4 && text.startsWith('"id"', at)) {
        const id = idAt(text, end);
        if (id) return id;
      }
      at = end - 1;
    }
  }
  return undefined;
}

function idAt(text: string, from: number): FoundId | undefined {
  const value = /\s*:\s*(?:("(?:[^"\\]|\\.)*")|(-?[\d.]+))/y;
  value.lastIndex = from;
  const found = value.exec(text);
  const end = value.lastIndex;
  if (found?.[1] !== undefined) {
    const key: unknown = JSON.parse(found[1]);
    return { key: String(key), span: { start: end - found[1].length + 1, end: end - 1 } };
  }
  return found?.[2] === undefined ? undefined : { key: found[2], span: { start: end - found[2].length, end } };
}

function jsonEntry(span: Span, id: FoundId, source: string): BibliographyEntry {
  return decodedOnce({ key: id.key, keySpan: id.span, span }, () => referenceOfItem(id.key, JSON.parse(source)));
}

/** A list of items, as Zotero and Pandoc write it. */
export function writeCslJson(references: readonly Reference[]): string {
  return `${JSON.stringify(references, undefined, 2)}\n`;
}

/**
 * Where items are appended to the list, and how: after its last item, in the file's own indentation and line ending.
 * `undefined` where the text holds no list.
 */
export function insertJsonItems(
  text: string,
  references: readonly Reference[],
): { offset: number; newText: string } | undefined {
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  if (text.trim() === "") return { offset: text.length, newText: `${itemList(references, "  ", eol)}${eol}` };
  const open = findItemList(text);
  if (open === undefined) return undefined;
  const spans = itemSpans(text, open);
  const last = spans.at(-1);
  if (!last)
    return {
      offset: open + 1,
      newText: itemList(references, "  ", eol).slice(1, text.includes("]", open) ? -1 : undefined),
    };
  const indent = /(?:^|\n)([ \t]*)$/.exec(text.slice(0, last.start))?.[1];
  const step = /\{\r?\n([ \t]*)"/.exec(text.slice(last.start, last.end))?.[1]?.slice(indent?.length ?? 0) ?? "  ";
  const items = references.map((reference) => itemText(reference, indent ?? "", step, eol));
  return {
    offset: last.end,
    newText: items.map((item) => `,${indent === undefined ? " " : eol + indent}${item}`).join(""),
  };
}

function itemText(reference: Reference, indent: string, step: string, eol: string): string {
  return JSON.stringify(reference, undefined, step || "  ")
    .split("\n")
    .join(eol + indent);
}

function itemList(references: readonly Reference[], indent: string, eol: string): string {
  const items = references.map((reference) => indent + itemText(reference, indent, "  ", eol));
  return `[${eol}${items.join(`,${eol}`)}${eol}]`;
}
