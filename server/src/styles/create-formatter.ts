/** The formatter, as the processor of CSL in `csl/` makes it. */
import {
  type Citation,
  type CompiledStyle,
  compileStyle,
  createProcessor,
  type Format,
  type Item,
  isLocale,
  type Name,
  type Rich,
  readInfo,
  StyleError,
} from "../csl/index.ts";
import { hasAllAuthors, type Reference } from "../syntax/reference.ts";
import type { Formatter, StyleSources, TextFormatter } from "./formatter.ts";
import { type Emphasis, fromRuns, type RichText, type Run } from "./rich-text.ts";

/** Styles are compiled on first use and kept. Needs no files, DOM or network. */
export function createFormatter(sources: StyleSources): Formatter {
  const xmlOf = new Map(Object.entries(sources.styles));
  const compiled = new Map<string, CompiledStyle>();
  const localeOf = new Map(Object.entries(sources.locales));
  const compiledOf = (id: string, xml: string, language?: string): CompiledStyle => {
    try {
      return compileStyle(xml, (dialect) => localeOf.get(dialect), language);
    } catch (error) {
      if (!(error instanceof StyleError)) throw error;
      const { line, column, message } = error;
      throw new Error(`The style "${id}" can't be read: ${message} (line ${line}, column ${column})`, { cause: error });
    }
  };
  const styleOf = (id: string): CompiledStyle => {
    const known = compiled.get(id);
    if (known) return known;
    const xml = xmlOf.get(id);
    if (xml === undefined) throw new RangeError(`There is no style "${id}", only ${[...xmlOf.keys()].join(", ")}.`);
    const style = compiledOf(id, xml);
    compiled.set(id, style);
    return style;
  };
  const render = (references: readonly Reference[], style: string, citations: readonly Citation[]) => {
    const items = itemsOf(references);
    const ids = references.map((_, place) => String(place));
    return createProcessor(styleOf(style)).render(citations, (id) => items.get(id), ids);
  };
  return {
    styles: [...xmlOf].map(([id, xml]) => ({ id, title: titleOf(xml) || id })),
    addStyle: (id, xml, language) => {
      const style = compiledOf(id, xml, language);
      xmlOf.set(id, xml);
      compiled.set(id, style);
    },
    removeStyle: (id) => {
      xmlOf.delete(id);
      compiled.delete(id);
    },
    addLocale: (language, xml) => {
      const isOne = isLocale(xml);
      if (isOne) localeOf.set(language, xml);
      return isOne;
    },
    reference: (reference, style) => {
      const [entry] = render([reference], style, []).bibliography();
      const content = entry ? runsOf(entry.content, false) : [];
      return content.length === 0 ? [{ kind: "text", text: reference.id }] : fromRuns(content);
    },
    bibliography: (references, style) =>
      render(references, style, [])
        .bibliography()
        .map(({ id, content }) => printedEntry(content, references[Number(id)]?.id ?? "")),
    citation: (references, style) => {
      const cites = references.map((_, place) => ({ id: String(place) }));
      return richText(render(references, style, [{ cites }]).citations[0] ?? []);
    },
    text: (id) => textFormatter(styleOf(id)),
  };
}

/** Empty for what is no style: that is told when it is used. */
function titleOf(xml: string): string {
  try {
    return readInfo(xml).title;
  } catch {
    return "";
  }
}

function printedEntry(content: Rich, key: string): RichText {
  const runs = runsOf(content, true);
  return runs.length === 0 ? [{ kind: "text", text: key }] : fromRuns(runs);
}

function textFormatter(style: CompiledStyle): TextFormatter {
  const processor = createProcessor(style);
  const items = new WeakMap<Reference, Item>();
  const printed = new WeakMap<Rich, RichText>();
  const itemFor = (reference: Reference): Item => {
    const known = items.get(reference) ?? itemOf(reference, reference.id);
    items.set(reference, known);
    return known;
  };
  const richFor = (rich: Rich): RichText => {
    const known = printed.get(rich) ?? richText(rich);
    printed.set(rich, known);
    return known;
  };
  return {
    isNote: style.info.isNote,
    render: (citations, referenceOf, uncited) => {
      const itemById = (id: string): Item | undefined => {
        const reference = referenceOf(id);
        return reference && itemFor(reference);
      };
      const rendered = processor.render(citations, itemById, uncited);
      return {
        citations: rendered.citations.map(richFor),
        bibliography: () =>
          rendered.bibliography().map(({ id, content }) => ({ key: id, content: printedEntry(content, id) })),
      };
    },
  };
}

/** Places in the list stand for keys, which need not be different. */
function itemsOf(references: readonly Reference[]): ReadonlyMap<string, Item> {
  return new Map(references.map((reference, place) => [String(place), itemOf(reference, String(place))]));
}

function itemOf(reference: Reference, id: string): Item {
  const { custom: _, ...fields } = reference;
  if (hasAllAuthors(reference) || !reference.author) return { ...fields, id };
  const others: Name = { others: true };
  return { ...fields, id, author: [...reference.author, others] };
}

const marks: Readonly<Partial<Record<Format, Emphasis>>> = {
  italic: "italic",
  oblique: "italic",
  bold: "bold",
  "small-caps": "small-caps",
  superscript: "superscript",
  subscript: "subscript",
};
const unmarks: Readonly<Partial<Record<Format, readonly Emphasis[]>>> = {
  upright: ["italic"],
  medium: ["bold"],
  light: ["bold"],
  "full-caps": ["small-caps"],
  baseline: ["superscript", "subscript"],
};

function richText(rich: Rich): RichText {
  return fromRuns(runsOf(rich, true));
}

/** @param margin whether what stands in the margin of an entry, its number, is printed before it */
function runsOf(rich: Rich, margin: boolean): readonly Run[] {
  const runs: Run[] = [];
  const walk = (nodes: Rich, current: ReadonlySet<Emphasis>, target: string | undefined): void => {
    for (const node of nodes) {
      if (typeof node === "string") {
        runs.push({ text: target === undefined ? settled(node) : node, marks: current, target });
        continue;
      }
      const { format } = node;
      if (format === "left-margin" && !margin) continue;
      if (format === "link") {
        const isAddress = /^https?:\/\//i.test(node.target ?? "");
        walk(node.content, current, isAddress ? node.target : target);
        continue;
      }
      const mark = marks[format];
      const changed = new Set(current);
      if (mark) changed.add(mark);
      for (const gone of unmarks[format] ?? []) changed.delete(gone);
      const length = runs.length;
      walk(node.content, changed, target);
      // Blocks stand side by side here.
      if (isBlock(format) && runs.length > length && !/\s$/.test(runs.at(-1)?.text ?? "")) {
        runs.push({ text: " ", marks: current, target });
      }
    }
  };
  walk(rich, new Set(), undefined);
  return trimmed(runs);
}

/** One line, and a dash in "1022–1028.e14", which is no range to CSL. */
function settled(text: string): string {
  return text.replace(/\s*\n\s*/g, " ").replace(/(?<=\d)-(?=\d+\.e\d+)/g, "–");
}

function isBlock(format: Format): boolean {
  return format === "left-margin" || format === "block" || format === "indent" || format === "right-inline";
}

function trimmed(runs: readonly Run[]): readonly Run[] {
  const [first, ...rest] = runs;
  if (!first) return [];
  const all = [{ ...first, text: first.text.trimStart() }, ...rest];
  const last = all.pop();
  return last ? [...all, { ...last, text: last.text.trimEnd() }] : all;
}
