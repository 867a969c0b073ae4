/** CSL-YAML bibliographies: a list of items, or a mapping with `references:`, as Pandoc reads and writes them. */
import { isMap, isScalar, isSeq, parseDocument, stringify, type YAMLMap, type YAMLSeq } from "yaml";
import type { Document, Span } from "../text/document.ts";
import { referenceOfItem } from "./csl-item.ts";
import type { BibliographyEntry, BibliographyFacts, SyntaxProblem } from "./facts.ts";
import type { Reference } from "./reference.ts";

/** Reads a CSL-YAML file. YAML that holds no list of items gives no entries and one problem. */
export function readCslYaml(document: Document): BibliographyFacts {
  // Every scalar stays text: `volume: 012` and `id: 10.1234` are no numbers.
  const yaml = parseYaml(document.text);
  const list = itemList(yaml.contents);
  if (!list) return { entries: [], problems: [notABibliography(document.text)] };
  const problems = yaml.errors.map((error): SyntaxProblem => {
    const start = Math.min(error.pos[0], document.text.length);
    return { span: { start, end: Math.max(start, error.pos[1]) }, code: "broken-yaml", message: error.message };
  });
  const entries: BibliographyEntry[] = [];
  for (const item of list.items) {
    const entry = isMap(item) ? yamlEntry(item, document.text) : undefined;
    if (entry) entries.push(entry);
    else problems.push(missingKey(spanOf(item) ?? { start: 0, end: 1 }));
  }
  return { entries, problems };
}

function parseYaml(text: string) {
  return parseDocument(text, { schema: "failsafe", logLevel: "silent", prettyErrors: false, uniqueKeys: false });
}

function itemList(contents: unknown): YAMLSeq | undefined {
  const list = isMap(contents) ? contents.get("references") : contents;
  return isSeq(list) && list.items.every((item) => isMap(item)) ? list : undefined;
}

function notABibliography(text: string): SyntaxProblem {
  return {
    span: { start: 0, end: Math.min(1, text.length) },
    code: "not-a-bibliography",
    message: "This file is no CSL-YAML bibliography: it holds no list of references.",
  };
}

function missingKey(item: Span): SyntaxProblem {
  return { span: { start: item.start, end: item.start + 1 }, code: "missing-key", message: "This item has no id." };
}

function spanOf(node: unknown): Span | undefined {
  const range = (node as { range?: readonly number[] | null }).range;
  return range ? { start: range[0] ?? 0, end: range[1] ?? 0 } : undefined;
}

function yamlEntry(item: YAMLMap, text: string): BibliographyEntry | undefined {
  const id = item.get("id", true);
  const written = isScalar(id) ? spanOf(id) : undefined;
  const span = spanOf(item);
  if (!isScalar(id) || !written || !span) return undefined;
  const key = String(id.value);
  const isQuoted = /^["']/.test(text.slice(written.start, written.start + 1));
  let reference: Reference | undefined;
  return {
    key,
    keySpan: isQuoted ? { start: written.start + 1, end: written.end - 1 } : written,
    span,
    get reference() {
      reference ??= referenceOfItem(key, withCslMarkup(item.toJSON()));
      return reference;
    },
  };
}

/** Titles in CSL-YAML are Markdown; the reference model has CSL's own markup. */
function withCslMarkup(item: unknown): unknown {
  if (typeof item !== "object" || item === null) return item;
  const copy: Record<string, unknown> = { ...item };
  for (const name of ["title", "container-title", "collection-title"])
    if (typeof copy[name] === "string") copy[name] = markdownToCsl(copy[name]);
  return copy;
}

function markdownToCsl(text: string): string {
  return text
    .replace(/\[((?:[^[\]]|\[[^\]]*\])*)\]\{\.nocase\}/g, "$1")
    .replace(/\*\*([^*]+)\*\*/g, "<b>$1</b>")
    .replace(/\*([^*\s](?:[^*]*[^*\s])?)\*/g, "<i>$1</i>")
    .replace(/\^([^\s^]+)\^/g, "<sup>$1</sup>")
    .replace(/~([^\s~]+)~/g, "<sub>$1</sub>")
    .replace(/\\([!-/:-@[-`{-~])/g, "$1");
}

function cslToMarkdown(text: string): string {
  return text
    .replace(/[\\*^~[\]$@_]/g, "\\$&")
    .replace(/<\/?i>/g, "*")
    .replace(/<\/?b>/g, "**")
    .replace(/<\/?sup>/g, "^")
    .replace(/<\/?sub>/g, "~");
}

function asYamlItem(reference: Reference): object {
  const { title, "container-title": container } = reference;
  return {
    ...reference,
    ...(title !== undefined && { title: cslToMarkdown(title) }),
    ...(container !== undefined && { "container-title": cslToMarkdown(container) }),
  };
}

/** Where items are appended to the list and how. `undefined` where the text holds no list. */
export function insertYamlItems(
  text: string,
  references: readonly Reference[],
): { offset: number; newText: string } | undefined {
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const items = (indent: string) =>
    stringify(references.map(asYamlItem), { lineWidth: 0 })
      .trimEnd()
      .split("\n")
      .map((line) => indent + line)
      .join(eol) + eol;
  if (text.trim() === "") return { offset: text.length, newText: `references:${eol}${items("- ".slice(0, 0))}` };
  const list = itemList(parseYaml(text).contents);
  if (!list || list.flow) return undefined;
  const last = spanOf(list.items.at(-1));
  if (!last) return undefined;
  const line = text.lastIndexOf("\n", last.start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(line))?.[0] ?? "";
  const end = line + text.slice(line, last.end).trimEnd().length;
  const newline = text.indexOf("\n", end);
  return newline < 0
    ? { offset: end, newText: eol + items(indent).trimEnd() }
    : { offset: newline + 1, newText: items(indent) };
}
