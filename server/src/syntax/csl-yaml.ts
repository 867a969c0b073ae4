/** CSL-YAML bibliographies: a list of items, or a mapping with `references:`, as Pandoc reads and writes them. */
import { isMap, isScalar, isSeq, stringify, type YAMLMap, type YAMLSeq } from "yaml";
import type { Document, Span } from "../text/document.ts";
import { referenceOfItem } from "./csl-item.ts";
import { decodedOnce } from "./entries.ts";
import type { BibliographyEntry, BibliographyFacts, SyntaxProblem } from "./facts.ts";
import { looksLikeHayagriva, readHayagriva } from "./hayagriva.ts";
import type { Reference } from "./reference.ts";
import { scalarSpanIn, spanIn, type YamlPart, yamlParts } from "./yaml-parts.ts";

/** An item that begins a line. */
const itemStarts = /^[ \t]*- /gm;

/** Reads a YAML bibliography: CSL items, or Hayagriva. YAML that holds neither gives no entries and one problem. */
export function readCslYaml(document: Document): BibliographyFacts {
  if (looksLikeHayagriva(document.text)) return readHayagriva(document);
  return readCslItems(document.text) ?? { entries: [], problems: [notABibliography(document.text)] };
}

/** The CSL items of a text: a list, or the one under `references`; `undefined` where there is no list. */
export function readCslItems(text: string): BibliographyFacts | undefined {
  const parts = yamlParts(text, itemStartsOf(text));
  const lists = parts.map((part) => itemList(part.contents));
  if (!lists.some(Boolean)) return undefined;
  const entries: BibliographyEntry[] = [];
  const problems = parts.flatMap((part) => part.problems);
  for (const [number, part] of parts.entries())
    for (const item of lists[number]?.items ?? []) {
      const entry = isMap(item) ? yamlEntry(item, part) : undefined;
      if (entry) entries.push(entry);
      else problems.push(missingKey(spanIn(part, item) ?? { start: part.base, end: part.base + 1 }));
    }
  return { entries, problems };
}

/** A list of CSL items as it is written. */
export interface YamlItems {
  /** In brackets, with commas between the items. */
  readonly isFlow: boolean;
  readonly list: Span;
  /** In a list in lines, with their hyphens. */
  readonly items: readonly Span[];
}

/** Where the list of items and its members stand; `undefined` where the text as a whole is no YAML, or holds no list. */
export function findYamlItems(text: string): YamlItems | undefined {
  const [part, ...more] = yamlParts(text, itemStartsOf(text));
  const found = part && more.length === 0 && part.problems.length === 0 ? itemList(part.contents) : undefined;
  const list = part && spanIn(part, found);
  if (!list || !found) return undefined;
  const isFlow = found.flow === true;
  const items: Span[] = [];
  for (const item of found.items) {
    const span = spanIn(part, item);
    if (!span) return undefined;
    const from = items.at(-1)?.end ?? list.start;
    const hyphen = isFlow ? 0 : text.slice(from, span.start).search(/(?<![^\s])-/);
    const end = span.start + text.slice(span.start, span.end).trimEnd().length;
    items.push({ start: isFlow ? span.start : from + hyphen, end });
  }
  return { isFlow, list, items };
}

/** The items of the list begin with the indentation of its first one. */
function itemStartsOf(text: string): RegExp {
  const list = Math.max(0, text.search(/^references *:/m));
  itemStarts.lastIndex = list;
  const indent = itemStarts.exec(text)?.[0].slice(0, -2) ?? "";
  return new RegExp(`^${indent}- `, "gm");
}

function itemList(contents: unknown): YAMLSeq | undefined {
  const list = isMap(contents) ? contents.get("references") : contents;
  return isSeq(list) && list.items.every((item) => isMap(item)) ? list : undefined;
}

function notABibliography(text: string): SyntaxProblem {
  return {
    span: { start: 0, end: Math.min(1, text.length) },
    code: "not-a-bibliography",
    message: "This file is no CSL-YAML or Hayagriva bibliography: it holds no list of references and no entries.",
  };
}

function missingKey(item: Span): SyntaxProblem {
  return {
    span: { start: item.start, end: item.start + 1 },
    code: "missing-key",
    message: "This item has no id. Add a line “id:” with its key.",
  };
}

function yamlEntry(item: YAMLMap, part: YamlPart): BibliographyEntry | undefined {
  const id = item.get("id", true);
  const keySpan = scalarSpanIn(part, id);
  const span = spanIn(part, item);
  if (!isScalar(id) || !keySpan || !span) return undefined;
  const key = String(id.value);
  return decodedOnce({ key, keySpan, span }, () => referenceOfItem(key, withCslMarkup(item.toJSON())));
}

/** Variables whose texts are Markdown in CSL-YAML; the reference model has CSL's own markup. */
const formattedVariables = [
  "title",
  "container-title",
  "container-title-short",
  "collection-title",
  "publisher",
  "publisher-place",
  "genre",
  "note",
  "abstract",
] as const;

function withCslMarkup(item: unknown): unknown {
  if (typeof item !== "object" || item === null) return item;
  const copy: Record<string, unknown> = { ...item };
  for (const name of formattedVariables) if (typeof copy[name] === "string") copy[name] = markdownToCsl(copy[name]);
  return copy;
}

function markdownToCsl(text: string): string {
  return text
    .replace(/\\([!-/:-@[-`{-~])/g, (_, sign: string) => String.fromCharCode(escapes + sign.charCodeAt(0)))
    .replace(/\[((?:[^[\]]|\[[^\]]*\])*)\]\{\.nocase\}/g, "$1")
    .replace(/\*\*([^*]+)\*\*/g, "<b>$1</b>")
    .replace(/\*([^*\s](?:[^*]*[^*\s])?)\*/g, "<i>$1</i>")
    .replace(/\^([^\s^]+)\^/g, "<sup>$1</sup>")
    .replace(/~([^\s~]+)~/g, "<sub>$1</sub>")
    .replace(/[\ue021-\ue07e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - escapes));
}

/** Where escaped signs stand while markup is read: in Unicode's private area. */
const escapes = 0xe000;

const marks: Readonly<Record<string, string>> = { i: "*", b: "**", sup: "^", sub: "~" };

/** Signs that Pandoc would take for markup, an entity, a typographic sign or the beginning of a list or heading are escaped. */
function cslToMarkdown(text: string): string {
  return text
    .split(/<\/?(i|b|sup|sub)>/)
    .map((part, index) =>
      index % 2 === 1
        ? (marks[part] ?? "")
        : part.replace(/[\\*^~[\]$@_`'"<]|&(?=[#\w])|(?<=-)-|(?<=\.)\.(?=\.)/g, "\\$&"),
    )
    .join("")
    .replace(/^([#+>-]|\d+[.)])(?=\s)/, (start) => `${start.slice(0, -1)}\\${start.slice(-1)}`);
}

function asYamlItem(reference: Reference): object {
  const item: { [name: string]: unknown } = { ...reference };
  for (const name of formattedVariables) {
    const text = reference[name];
    if (text !== undefined) item[name] = cslToMarkdown(text);
  }
  return item;
}

/** Items in block style under `references`, as Pandoc writes them. */
export function writeCslYaml(references: readonly Reference[]): string {
  return `references:\n${blockItems(references)}`;
}

function blockItems(references: readonly Reference[]): string {
  // Pandoc reads YAML 1.1, in which an unquoted `N` or `no` is no text.
  return references.length === 0 ? "" : stringify(references.map(asYamlItem), { lineWidth: 0, compat: "yaml-1.1" });
}

/**
 * Where items are added to the list and how: in block style after the last one, in the list's brackets where it has them.
 * `undefined` where the text holds no list.
 */
export function insertYamlItems(
  text: string,
  references: readonly Reference[],
): { offset: number; newText: string } | undefined {
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const items = (indent: string) =>
    blockItems(references)
      .replace(/^(?=.)/gm, indent)
      .replaceAll("\n", eol);
  if (text.trim() === "") return { offset: text.length, newText: `references:${eol}${items("")}` };
  const [part, ...more] = yamlParts(text, itemStartsOf(text));
  if (!part) return undefined;
  const unfilled = more.length === 0 ? unfilledList(part) : undefined;
  if (unfilled !== undefined) return afterLine(text, unfilled, items(""), eol);
  const lastPart = more.at(-1) ?? part;
  const list = itemList(lastPart.contents);
  if (!list) return undefined;
  const last = spanIn(lastPart, list.items.at(-1));
  if (list.flow) {
    const open = spanIn(lastPart, list);
    const written = references.map((reference) => JSON.stringify(asYamlItem(reference))).join(`,${eol}  `);
    if (last) return { offset: last.end, newText: `,${eol}  ${written}` };
    return open && { offset: open.start + 1, newText: `${eol}  ${written}` };
  }
  if (!last) return undefined;
  const line = text.lastIndexOf("\n", last.start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(line))?.[0] ?? "";
  return afterLine(text, line + text.slice(line, last.end).trimEnd().length, items(indent), eol);
}

/** Where `references:` without a value ends. */
function unfilledList(part: YamlPart): number | undefined {
  if (!isMap(part.contents)) return undefined;
  const pair = part.contents.items.find(({ key }) => isScalar(key) && key.value === "references");
  const isUnfilled = pair && (pair.value === null || (isScalar(pair.value) && pair.value.source === ""));
  return isUnfilled ? spanIn(part, pair.key)?.end : undefined;
}

/** Whole lines after the line in which `offset` lies. */
function afterLine(text: string, offset: number, lines: string, eol: string): { offset: number; newText: string } {
  const newline = text.indexOf("\n", offset);
  return newline < 0
    ? { offset: text.length, newText: eol + lines.trimEnd() }
    : { offset: newline + 1, newText: lines };
}
