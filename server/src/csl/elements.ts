/** The rendering elements but dates and names: `text`, `number`, `label`, `group`, `choose`. */
import { type FinishOptions, finishOf } from "./attributes.ts";
import { compileCondition } from "./conditions.ts";
import { type Area, type Context, calls, type Render } from "./context.ts";
import { compileDate } from "./dates.ts";
import { StyleError } from "./errors.ts";
import type { Item } from "./items.ts";
import type { Locale, TermForm } from "./locale.ts";
import { readMarkup, withoutMarkup } from "./markup.ts";
import { compileNames, type NamesEnvironment } from "./names.ts";
import { joined, type Node } from "./nodes.ts";
import { formatNumber, formatPages, isNumeric, type NumberForm, type PageRangeFormat } from "./numbers.ts";
import { personOf } from "./person.ts";
import type { Element } from "./xml.ts";

export interface Environment {
  readonly area: Area;
  readonly locale: Locale;
  readonly macros: ReadonlyMap<string, Element>;
  readonly pageRange: PageRangeFormat | undefined;
  readonly names: Omit<NamesEnvironment, "compile">;
  readonly finish: FinishOptions;
  readonly compiled: Map<string, Render>;
}

export function compileElement(element: Element, environment: Environment, borrowed?: readonly Element[]): Render {
  switch (element.name) {
    case "text":
      return compileText(element, environment);
    case "number":
      return compileNumber(element, environment);
    case "label":
      return compileLabel(element, environment);
    case "group":
      return compileGroup(element, environment);
    case "choose":
      return compileChoose(element, environment);
    case "date":
      return compileDate(element, environment.locale, environment.finish);
    case "names":
      return compileNames(
        element,
        { ...environment.names, compile: (child, children) => compileElement(child, environment, children) },
        borrowed,
      );
    default:
      throw new StyleError(`<${element.name}> can't be rendered.`);
  }
}

export function compileAll(elements: readonly Element[], environment: Environment): Render {
  const renders = elements.map((element) => compileElement(element, environment));
  return (context, out) => {
    for (const render of renders) render(context, out);
  };
}

function compileText(element: Element, environment: Environment): Render {
  const { attributes } = element;
  const finish = finishOf(element, environment.finish);
  const done = (nodes: readonly Node[], context: Context, out: Node[]): void => {
    const node = finish(nodes, context);
    if (node !== undefined) out.push(node);
  };
  const macro = attributes.get("macro");
  if (macro !== undefined) {
    const render = compileMacro(macro, environment);
    return (context, out) => {
      const nodes: Node[] = [];
      const { called, filled } = context;
      render(context, nodes);
      // A macro is a group: its terms don't print without the variables that they speak of.
      if (context.called > called && context.filled === filled) return;
      if (nodes.length > 0) countAsVariable(context, called);
      done(nodes, context, out);
    };
  }
  const variable = attributes.get("variable");
  if (variable !== undefined) return compileVariable(element, variable, environment, done);
  const term = attributes.get("term");
  if (term !== undefined) {
    const found = environment.locale.term(
      term.replace("sub verbo", "sub-verbo"),
      (attributes.get("form") ?? "long") as TermForm,
    );
    const text = (attributes.get("plural") === "true" ? found?.multiple : found?.single) ?? "";
    if (text === "") return () => {};
    const nodes: readonly Node[] = [{ children: [text], tag: "term" }];
    return (context, out) => done(nodes, context, out);
  }
  const value = attributes.get("value") ?? "";
  if (value === "") return () => {};
  const nodes = readMarkup(value);
  return (context, out) => done(nodes, context, out);
}

type Done = (nodes: readonly Node[], context: Context, out: Node[]) => void;

function compileVariable(element: Element, variable: string, environment: Environment, done: Done): Render {
  const isShort = element.attributes.get("form") === "short";
  const delimiter = environment.locale.term("page-range-delimiter")?.single ?? "–";
  switch (variable) {
    case "year-suffix":
      return (context, out) => {
        const { yearSuffix } = context.form;
        // A letter that isn't there is no reason for its group not to print.
        if (yearSuffix === "" || context.hasYearSuffix || context.sorting) return;
        calls(context, variable, true);
        context.hasYearSuffix = true;
        done([{ children: [yearSuffix], tag: "year-suffix" }], context, out);
      };
    case "citation-number":
      return (context, out) => {
        if (!calls(context, variable, context.number !== undefined)) return;
        const text = context.sorting ? String(context.number).padStart(8, "0") : String(context.number);
        done([{ children: [text], tag: "citation-number" }], context, out);
      };
    case "locator":
      return (context, out) => {
        const locator = context.cite?.locator ?? "";
        if (!calls(context, variable, locator !== "")) return;
        const isPage = (context.cite?.label ?? "page") === "page";
        const pages = formatPages(locator.trim(), isPage ? environment.pageRange : undefined, delimiter);
        done(readMarkup(pages), context, out);
      };
    case "page":
    case "page-first":
      return (context, out) => {
        const pages = variableText(context.item, variable, false);
        if (!calls(context, variable, pages !== "")) return;
        const text = variable === "page" ? formatPages(pages, environment.pageRange, delimiter) : pages;
        done([text], context, out);
      };
    case "URL":
    case "DOI":
    case "PMID":
    case "PMCID":
      return compileIdentifier(variable, done);
    case "citation-label":
      return (context, out) => {
        const text = textOf(context, variable, false);
        if (!calls(context, variable, text !== "")) return;
        const { yearSuffix } = context.form;
        const nodes: Node[] = [text];
        if (yearSuffix !== "") nodes.push({ children: [yearSuffix], tag: "year-suffix" });
        done(nodes, context, out);
      };
    default:
      return (context, out) => {
        const text = textOf(context, variable, isShort);
        if (!calls(context, variable, text !== "")) return;
        const isRange = numberVariables.has(variable) && isNumeric(text);
        const written = isRange ? formatNumber(text, "numeric", environment.locale, undefined) : text;
        done(context.sorting ? [withoutMarkup(text)] : readMarkup(written), context, out);
      };
  }
}

const numberVariables = new Set([
  "issue",
  "volume",
  "number",
  "edition",
  "chapter-number",
  "collection-number",
  "section",
]);

const addresses: Readonly<Record<string, string>> = {
  URL: "",
  DOI: "https://doi.org/",
  PMID: "https://www.ncbi.nlm.nih.gov/pubmed/",
  PMCID: "https://www.ncbi.nlm.nih.gov/pmc/articles/",
};

/** An identifier is a link. */
function compileIdentifier(variable: string, done: Done): Render {
  const address = addresses[variable] ?? "";
  return (context, out) => {
    const text = variableText(context.item, variable, false);
    if (!calls(context, variable, text !== "")) return;
    const isAddress = /^https?:\/\//i.test(text);
    const target = isAddress
      ? text
      : address === ""
        ? undefined
        : address + encodeURI(text).replace(/[#?]/g, encodeURIComponent);
    done([target === undefined ? text : { children: [text], link: target }], context, out);
  };
}

/** A variable's text, with what CSL or the cite supplies; "" for none. */
export function textOf(context: Context, variable: string, isShort: boolean): string {
  switch (variable) {
    case "first-reference-note-number":
      return context.place.firstNote === undefined ? "" : String(context.place.firstNote);
    case "citation-label":
      return variableText(context.item, variable, false) || labelOf(context.item);
    default:
      return variableText(context.item, variable, isShort);
  }
}

const shortForms: Readonly<Record<string, readonly string[]>> = {
  title: ["title-short", "shortTitle"],
  "container-title": ["container-title-short", "journalAbbreviation"],
};
const sameVariables: Readonly<Record<string, string>> = { event: "event-title", "event-title": "event" };

function variableText(item: Item, variable: string, isShort: boolean): string {
  if (isShort) {
    for (const name of shortForms[variable] ?? [`${variable}-short`]) {
      const short = asText(item[name]);
      if (short !== "") return short;
    }
  }
  const text = asText(item[variable]);
  if (text !== "") return text;
  if (variable === "page-first") return /^\s*([^\s,&–-]+)/.exec(asText(item.page))?.[1] ?? "";
  if (variable === "title-short") return asText(item.shortTitle);
  if (variable === "container-title-short") return asText(item.journalAbbreviation);
  const same = sameVariables[variable];
  return same === undefined ? "" : asText(item[same]);
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}

/** "Doe" of 1965 → "Doe65"; of more authors, fewer letters each. */
function labelOf(item: Item): string {
  const authors = item.author;
  const families = Array.isArray(authors)
    ? authors.map((name) => personOf(name)).map(({ family, literal }) => literal || family)
    : [];
  const letters = [[4], [2, 2], [2, 1, 1], [1, 1, 1, 1]][Math.min(families.length, 4) - 1] ?? [];
  const issued = item.issued as { "date-parts"?: readonly (readonly unknown[])[] } | undefined;
  const year = String(issued?.["date-parts"]?.[0]?.[0] ?? "").slice(-2);
  return letters.map((count, place) => (families[place] ?? "").slice(0, count)).join("") + year;
}

function compileNumber(element: Element, environment: Environment): Render {
  const { locale } = environment;
  const variable = element.attributes.get("variable") ?? "";
  const form = (element.attributes.get("form") ?? "numeric") as NumberForm;
  const finish = finishOf(element, environment.finish);
  const gender = locale.genderOf(variable);
  const delimiter = locale.term("page-range-delimiter")?.single ?? "–";
  return (context, out) => {
    const text =
      variable === "citation-number"
        ? String(context.number ?? "")
        : variable === "locator"
          ? (context.cite?.locator ?? "")
          : textOf(context, variable, false);
    if (!calls(context, variable, text !== "")) return;
    if (context.sorting) {
      out.push(numberKey(text));
      return;
    }
    const isPages = variable === "page" || variable === "locator";
    const written = isPages
      ? formatPages(text, environment.pageRange, delimiter)
      : formatNumber(text, form, locale, gender);
    const nodes: readonly Node[] =
      variable === "citation-number" ? [{ children: [written], tag: "citation-number" }] : [written];
    const node = finish(nodes, context);
    if (node !== undefined) out.push(node);
  };
}

/** Digits wide enough that they sort as numbers. */
export function numberKey(text: string): string {
  const number = /\d+/.exec(text)?.[0];
  return isNumeric(text) && number !== undefined ? number.padStart(8, "0") : text;
}

function compileLabel(element: Element, environment: Environment): Render {
  const { locale } = environment;
  const variable = element.attributes.get("variable") ?? "";
  const form = (element.attributes.get("form") ?? "long") as TermForm;
  const plural = element.attributes.get("plural") ?? "contextual";
  const finish = finishOf(element, environment.finish);
  return (context, out) => {
    const text = variable === "locator" ? (context.cite?.locator ?? "") : textOf(context, variable, false);
    if (text === "" || context.suppressed?.has(variable)) return;
    // "vol. 1, fol. 186" brings its own label.
    if (variable === "locator" && /^\p{Ll}+\.\s/u.test(text)) return;
    const name = variable === "locator" ? (context.cite?.label ?? "page") : variable;
    const term = locale.term(name.replace("sub verbo", "sub-verbo"), form);
    const isPlural = plural === "always" || (plural === "contextual" && isMany(text, variable));
    const written = isPlural ? term?.multiple : term?.single;
    if (written === undefined || written === "") return;
    const node = finish([written], context);
    if (node !== undefined) out.push(node);
  };
}

/** Whether content speaks of several: "1-3", "2 & 4", or more than one of what is counted. */
function isMany(text: string, variable: string): boolean {
  if (variable.startsWith("number-of-")) return Number.parseInt(text, 10) > 1 || /\d\D+\d/.test(text);
  return /(?:\d|\b[ivxlcdm]+)\p{L}?\s*(?:(?<!\\)[-–,&]|\p{L}{1,3})\s*(?:and\s+|\p{L}?|\p{Lu}+)(?:\d|[ivxlcdm]+\b)/iu.test(
    text.replaceAll("\\-", ""),
  );
}

/** To the group around it what has called no variable, and has content, is a variable with content. */
function countAsVariable(context: Context, calledBefore: number): void {
  if (context.called > calledBefore) return;
  context.called++;
  context.filled++;
}

/** What is inside prints only where one of the variables that it calls has content, or it calls none. */
function compileGroup(element: Element, environment: Environment): Render {
  const render = compileAll(element.children, environment);
  const delimiter = element.attributes.get("delimiter") ?? "";
  const finish = finishOf(element, environment.finish);
  return (context, out) => {
    const { called, filled } = context;
    const nodes: Node[] = [];
    render(context, nodes);
    const isEmpty = context.called > called && context.filled === filled;
    if (isEmpty) return;
    const node = nodes.length === 0 ? undefined : finish(joined(nodes, delimiter), context);
    if (node === undefined) return;
    countAsVariable(context, called);
    out.push(node);
  };
}

function compileChoose(element: Element, environment: Environment): Render {
  const branches = element.children.map((child) => ({
    holds: child.name === "else" ? () => true : compileCondition(child),
    render: compileAll(child.children, environment),
  }));
  return (context, out) => {
    for (const { holds, render } of branches) {
      if (holds(context)) {
        render(context, out);
        return;
      }
    }
  };
}

export function compileMacro(name: string, environment: Environment): Render {
  const known = environment.compiled.get(name);
  if (known) return known;
  const element = environment.macros.get(name);
  if (!element) throw new StyleError(`There is no macro "${name}".`);
  const render = compileAll(element.children, environment);
  environment.compiled.set(name, render);
  return render;
}
