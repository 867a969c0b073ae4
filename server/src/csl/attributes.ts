/** What formatting attributes, affixes, quotation marks and text case do to what an element renders. */
import type { Context } from "./context.ts";
import { type Branch, type Format, mapTexts, type Node, type Tag } from "./nodes.ts";
import { type TextCase, withCase } from "./text-case.ts";
import type { Element } from "./xml.ts";

/** The affixes and formats of an element, applied to its nodes; none for none. */
export type Finish = (nodes: readonly Node[], context: Context) => Node | undefined;

const formatOf: Readonly<Record<string, Readonly<Record<string, Format>>>> = {
  "font-style": { italic: "italic", oblique: "oblique", normal: "upright" },
  "font-variant": { "small-caps": "small-caps", normal: "full-caps" },
  "font-weight": { bold: "bold", light: "light", normal: "medium" },
  "text-decoration": { underline: "underline", none: "no-underline" },
  "vertical-align": { sup: "superscript", sub: "subscript", baseline: "baseline" },
};
const displays: Readonly<Record<string, Format>> = {
  block: "block",
  "left-margin": "left-margin",
  "right-inline": "right-inline",
  indent: "indent",
};

export function formatsOf(attributes: ReadonlyMap<string, string>): readonly Format[] | undefined {
  const formats = Object.entries(formatOf).flatMap(([name, values]) => {
    const format = values[attributes.get(name) ?? ""];
    return format === undefined ? [] : [format];
  });
  return formats.length === 0 ? undefined : formats;
}

export interface FinishOptions {
  readonly tag?: Tag;
  /** `layout` formats its affixes too. */
  readonly isLayout?: boolean;
  /** Whether items of no language are English. */
  readonly isEnglish: boolean;
  readonly language: string;
}

export function finishOf(element: Element, options: FinishOptions): Finish {
  const { attributes } = element;
  const { tag, isLayout = false, language } = options;
  const formats = formatsOf(attributes);
  const prefix = attributes.get("prefix") ?? "";
  const suffix = attributes.get("suffix") ?? "";
  const isQuoted = attributes.get("quotes") === "true";
  const stripsPeriods = attributes.get("strip-periods") === "true";
  const textCase = attributes.get("text-case") as TextCase | undefined;
  const display = displays[attributes.get("display") ?? ""];
  return (nodes, { item }) => {
    if (nodes.length === 0) return undefined;
    let inner = nodes;
    if (stripsPeriods) {
      inner = mapTexts(inner, (text) => text.replaceAll(".", ""));
    }
    if (textCase !== undefined) {
      inner = withCase(inner, textCase, languageOf(item.language) ?? language, isEnglishItem(item.language, options));
    }
    if (isLayout) inner = withAffixes(prefix, inner, suffix);
    if (formats || isQuoted || tag) inner = [branch(inner, formats, isQuoted, tag)];
    if (!isLayout) inner = withAffixes(prefix, inner, suffix);
    if (display) return { children: inner, formats: [display] };
    return inner.length === 1 ? inner[0] : { children: inner };
  };
}

function branch(
  children: readonly Node[],
  formats: readonly Format[] | undefined,
  isQuoted: boolean,
  tag: Tag | undefined,
): Branch {
  return { children, formats, ...(isQuoted && { isQuoted }), tag };
}

function withAffixes(prefix: string, nodes: readonly Node[], suffix: string): readonly Node[] {
  if (prefix === "" && suffix === "") return nodes;
  return [...(prefix === "" ? [] : [prefix]), ...nodes, ...(suffix === "" ? [] : [suffix])];
}

/** A language whose letters are known, as the item has it. */
function languageOf(language: unknown): string | undefined {
  const tag = typeof language === "string" ? /^[a-z]{2,3}(?:-[A-Z]{2})?$/i.exec(language)?.[0] : undefined;
  return tag;
}

function isEnglishItem(language: unknown, { isEnglish }: FinishOptions): boolean {
  return typeof language === "string" && language !== "" ? /^en/i.test(language) : isEnglish;
}
