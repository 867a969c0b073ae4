/**
 * A small scanner of XML for records with exact spans. It decodes the five entities of XML and character references only, and reads
 * neither a document type nor what one defines: nothing grows, and nothing is fetched.
 */

import type { Span } from "../text/document.ts";
import type { SyntaxProblem } from "./facts.ts";

export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** From `<` to the end of the closing tag. */
  readonly span: Span;
  /** Between the tags. */
  readonly inner: Span;
  /** Elements and decoded texts in order. */
  readonly children: readonly (XmlElement | string)[];
}

interface OpenElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly tag: Span;
  readonly children: (XmlElement | string)[];
}

/** Elements below this depth are taken for a part of the text around them. */
const deepest = 40;

const tagForm = /<(\/?)([A-Za-z_][\w.:-]*)((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>/y;

/** Stretches without tags, by what opens and closes them. */
const opaqueForms = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
] as const;

/** Where each of these is closed for the last time in a text; one that begins later never is. -1 where none is. */
type LastEnds = readonly number[];

function lastEndsOf(text: string): LastEnds {
  return opaqueForms.map(([, close]) => text.lastIndexOf(close));
}

/** The comment, CDATA section or instruction at `at`, and the text that it stands for. */
function opaqueAt(
  text: string,
  at: number,
  lastEnds: LastEnds,
): { readonly end: number; readonly data: string } | undefined {
  const form = opaqueForms.findIndex(([open]) => text.startsWith(open, at));
  const [open, close] = opaqueForms[form] ?? [];
  if (open === undefined || close === undefined || at + open.length > (lastEnds[form] ?? -1)) return undefined;
  const closeAt = text.indexOf(close, at + open.length);
  return { end: closeAt + close.length, data: close === "]]>" ? text.slice(at + open.length, closeAt) : "" };
}

/**
 * The elements named `name`, wherever they stand; each ends at its closing tag, else where the next one begins. Tags inside that
 * don't match are reported, and what was read is kept.
 */
export function scanXmlElements(text: string, name: string, problems: SyntaxProblem[]): readonly XmlElement[] {
  const elements: XmlElement[] = [];
  const lastEnds = lastEndsOf(text);
  const opening = new RegExp(`<${name}[\\s>]`, "y");
  for (let at = text.indexOf("<"); at >= 0; at = text.indexOf("<", at)) {
    opening.lastIndex = at;
    const element = opening.test(text) ? scanElement(text, at, name, lastEnds, problems) : undefined;
    if (element) elements.push(element);
    at = element?.span.end ?? opaqueAt(text, at, lastEnds)?.end ?? at + 1;
  }
  return elements;
}

function scanElement(
  text: string,
  start: number,
  name: string,
  lastEnds: LastEnds,
  problems: SyntaxProblem[],
): XmlElement | undefined {
  const open: OpenElement[] = [];
  let at = start;
  for (let next = start; next >= 0; next = text.indexOf("<", at)) {
    if (next > at) addText(text, { start: at, end: next }, open, problems);
    at = next;
    const opaque = opaqueAt(text, at, lastEnds);
    tagForm.lastIndex = at;
    const [whole, slash, tagName = "", rest = ""] = opaque ? [] : (tagForm.exec(text) ?? []);
    if (opaque) {
      open.at(-1)?.children.push(opaque.data);
      at = opaque.end;
    } else if (whole === undefined) {
      problems.push(bareSign(at, "<", "&lt;"));
      open.at(-1)?.children.push("<");
      at++;
    } else if (open.length > 0 && (slash === "" ? tagName === name : tagName === "records" || tagName === "xml")) {
      // The next record, or the end of all: this one is never closed.
      return closeElement(open, name, { start: at, end: at }, problems);
    } else if (slash === "/") {
      const closed = closeElement(open, tagName, { start: at, end: at + whole.length }, problems);
      if (open.length === 0) return closed;
      at += whole.length;
    } else {
      openElement(open, tagName, rest, { start: at, end: at + whole.length });
      at += whole.length;
    }
  }
  return closeElement(open, name, { start: text.length, end: text.length }, problems);
}

function openElement(open: OpenElement[], name: string, rest: string, tag: Span): void {
  if (open.length >= deepest) return;
  const element = { name, attributes: attributesOf(rest), tag, children: [] };
  if (!rest.endsWith("/")) open.push(element);
  else open.at(-1)?.children.push({ ...element, span: tag, inner: { start: tag.end, end: tag.end } });
}

function bareSign(at: number, sign: string, entity: string): SyntaxProblem {
  return {
    span: { start: at, end: at + 1 },
    code: "bare-sign",
    message: `A “${sign}” that begins no tag or entity is written “${entity}” in XML.`,
  };
}

/** Closes the innermost element of this name and those inside it, which lack their closing tags. */
function closeElement(open: OpenElement[], name: string, tag: Span, problems: SyntaxProblem[]): XmlElement | undefined {
  const index = open.findLastIndex((element) => element.name === name);
  if (index < 0) {
    problems.push({
      span: tag,
      code: "stray-end-tag",
      message: `Nothing named “${name}” is open here. Delete this tag.`,
    });
    return undefined;
  }
  let closed: XmlElement | undefined;
  while (open.length > index) {
    const element = open.pop();
    if (!element) break;
    const isUnclosed = open.length > index || tag.start === tag.end;
    if (isUnclosed)
      problems.push({
        span: element.tag,
        code: "unclosed-element",
        message: `“${element.name}” is never closed. Add “</${element.name}>” after its content.`,
      });
    closed = {
      name: element.name,
      attributes: element.attributes,
      span: { start: element.tag.start, end: isUnclosed ? tag.start : tag.end },
      inner: { start: element.tag.end, end: tag.start },
      children: element.children,
    };
    open.at(-1)?.children.push(closed);
  }
  return closed;
}

function attributesOf(written: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = "", double, single] of written.matchAll(/([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
    attributes.set(name, decoded(double ?? single ?? ""));
  return attributes;
}

function addText(text: string, { start, end }: Span, open: readonly OpenElement[], problems: SyntaxProblem[]): void {
  const last = open.at(-1);
  if (!last) return;
  const written = text.slice(start, end);
  for (const { index } of written.matchAll(/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)/g))
    problems.push(bareSign(start + index, "&", "&amp;"));
  last.children.push(decoded(written));
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decoded(written: string): string {
  return written.replace(/&(?:(amp|lt|gt|quot|apos)|#(\d+)|#x([\da-fA-F]+));/g, (whole, name, decimal, hexadecimal) => {
    if (name !== undefined) return entities[name] ?? whole;
    const code = Number.parseInt(decimal ?? hexadecimal, decimal === undefined ? 16 : 10);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
