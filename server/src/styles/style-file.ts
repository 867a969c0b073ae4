/** What a file with a citation style says of itself, and what is wrong with it. */
import { compileStyle, localeFilesOf, readInfo, StyleError } from "../csl/index.ts";
import type { Document } from "../text/document.ts";

export interface StyleFault {
  readonly message: string;
  /** Both count from 1; the column in UTF-16 code units. */
  readonly line: number;
  readonly column: number;
}

export interface StyleFacts {
  /** Empty where it says none. */
  readonly title: string;
  /** The last part of the id of the style that this one takes everything from, which is also the name of its file. */
  readonly parent: string | undefined;
  /** The locale files that it is printed with, weakest first, where no other language is asked for. */
  readonly language: string | undefined;
  /** Why nothing can be printed with it. */
  readonly fault: StyleFault | undefined;
}

/** No style of the CSL project has a tenth of this, in UTF-16 code units. */
export const longestStyle = 1_000_000;

const factsOf = new WeakMap<Document, StyleFacts>();

/** Read once for each version of a style; never fails. */
export function readStyle(document: Document): StyleFacts {
  const known = factsOf.get(document) ?? factsIn(document.text);
  factsOf.set(document, known);
  return known;
}

/** The facts of a style's text. */
export function factsIn(xml: string): StyleFacts {
  const nothing = { title: "", parent: undefined, language: undefined };
  if (xml.length > longestStyle) {
    const message = `With ${(xml.length / 1e6).toFixed(1)} million characters it is too long for a style.`;
    return { ...nothing, fault: { message, line: 1, column: 1 } };
  }
  try {
    const { title, parent, defaultLocale: language } = readInfo(xml);
    const facts = { title, parent: parent && nameInAddress(parent), language };
    return { ...facts, fault: facts.parent === undefined ? faultIn(xml) : undefined };
  } catch (error) {
    return { ...nothing, fault: faultOf(error) };
  }
}

function faultIn(xml: string): StyleFault | undefined {
  try {
    compileStyle(xml, () => undefined);
    return undefined;
  } catch (error) {
    return faultOf(error);
  }
}

function faultOf(error: unknown): StyleFault {
  if (!(error instanceof StyleError)) throw error;
  const { message, line, column } = error;
  return { message, line, column };
}

/** A style's title without reading all of it: of thousands only these are wanted. */
export function titleIn(xml: string): string {
  const title = /<title(?:\s[^>]*)?>([^<]*)<\/title>/.exec(xml.slice(0, 5000))?.[1] ?? "";
  const decoded = title.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: keyof typeof characters) => characters[name]);
  return decoded.replace(/\s+/g, " ").trim();
}

const characters = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** `http://www.zotero.org/styles/nature` and `https://example.org/nature.csl?v=1` → `nature`. */
export function nameInAddress(address: string): string {
  const path = address.replace(/[?#].*$/, "").replace(/\/+$/, "");
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.csl$/i, "");
}

/** The names of the locales that printing in a language takes, `en-US` among them; those that are nowhere are left out of it. */
export function localesFor(language: string): readonly string[] {
  return localeFilesOf(language);
}
