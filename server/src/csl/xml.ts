/**
 * Reads the XML of styles and locales: elements, attributes and text. There are no document types here, and so no
 * entities but XML's own five: a file that defines others is refused.
 */
import { StyleError } from "./errors.ts";

export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Element[];
  /** All character data directly inside, together. */
  readonly text: string;
  /** Where the element starts in the file, in UTF-16 code units. */
  readonly start: number;
}

/** Styles nest some twenty deep; what goes on far beyond is no style. */
const deepest = 200;

/** The root element. Throws a `StyleError` with the place of the fault. */
export function readXml(xml: string): Element {
  const fail = (message: string, at: number): never => {
    throw new StyleError(message, xml, at);
  };
  const root: Writable = { name: "", attributes: new Map(), children: [], text: "", start: 0 };
  const open: Writable[] = [root];
  let at = xml.startsWith("\ufeff") ? 1 : 0;
  while (at < xml.length) {
    const parent = open[open.length - 1] ?? root;
    const sign = xml.indexOf("<", at);
    const textEnd = sign < 0 ? xml.length : sign;
    if (textEnd > at) parent.text += decode(xml.slice(at, textEnd), at, fail);
    if (sign < 0) break;
    if (xml.startsWith("<!--", sign)) {
      at = after(xml, "-->", sign + 4) ?? fail("This comment is not closed.", sign);
    } else if (xml.startsWith("<![CDATA[", sign)) {
      at = after(xml, "]]>", sign + 9) ?? fail("This CDATA section is not closed.", sign);
      parent.text += xml.slice(sign + 9, at - 3);
    } else if (xml.startsWith("<?", sign)) {
      at = after(xml, "?>", sign + 2) ?? fail("This processing instruction is not closed.", sign);
    } else if (xml.startsWith("<!", sign)) {
      fail("A style has no document type.", sign);
    } else if (xml.startsWith("</", sign)) {
      at = after(xml, ">", sign + 2) ?? fail("This tag is not closed.", sign);
      const name = xml.slice(sign + 2, at - 1).trim();
      if (open.length === 1 || parent.name !== name) fail(`</${name}> closes no open element.`, sign);
      open.pop();
    } else {
      const tag = readTag(xml, sign, fail);
      parent.children.push(tag.element);
      if (!tag.isEmpty) open.push(tag.element);
      if (open.length > deepest) fail("Elements are nested too deep.", sign);
      at = tag.end;
    }
  }
  if (open.length > 1) fail(`<${open.at(-1)?.name}> is not closed.`, open.at(-1)?.start ?? 0);
  const [element] = root.children;
  return element ?? fail("There is no element in this file.", 0);
}

interface Writable extends Element {
  readonly attributes: Map<string, string>;
  readonly children: Element[];
  text: string;
}

type Fail = (message: string, at: number) => never;

function after(xml: string, sign: string, from: number): number | undefined {
  const found = xml.indexOf(sign, from);
  return found < 0 ? undefined : found + sign.length;
}

const tagName = /<([\w:.-]+)/y;
const attribute = /\s+([\w:.-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const tagEnd = /\s*(\/?)>/y;

function readTag(xml: string, start: number, fail: Fail): { element: Writable; isEmpty: boolean; end: number } {
  tagName.lastIndex = start;
  const name = tagName.exec(xml)?.[1] ?? fail("A tag's name is missing.", start);
  const attributes = new Map<string, string>();
  let at = tagName.lastIndex;
  for (;;) {
    attribute.lastIndex = at;
    const found = attribute.exec(xml);
    if (!found) break;
    const [, key = "", double, single] = found;
    // A line break in the file is a space; one that is written as a character reference stays.
    attributes.set(key, decode((double ?? single ?? "").replace(/[\t\n\r]+/g, " "), at, fail));
    at = attribute.lastIndex;
  }
  tagEnd.lastIndex = at;
  const end = tagEnd.exec(xml) ?? fail(`The attributes of <${name}> can't be read.`, at);
  const prefixless = name.slice(name.indexOf(":") + 1);
  return {
    element: { name: prefixless, attributes, children: [], text: "", start },
    isEmpty: end[1] === "/",
    end: tagEnd.lastIndex,
  };
}

const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decode(text: string, at: number, fail: Fail): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w{1,20}));?/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return named[name] ?? fail(`The entity ${whole} is unknown.`, at);
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : fail(`${whole} is no character.`, at);
  });
}
