/** A style: read from its XML, compiled once for a language. */
import { type Finish, type FinishOptions, finishOf } from "./attributes.ts";
import type { Area, Render, SortNames } from "./context.ts";
import { compileAll, compileElement, compileMacro, type Environment } from "./elements.ts";
import { StyleError } from "./errors.ts";
import { type Locale, localeOf } from "./locale.ts";
import { checkMacros } from "./macros.ts";
import { inheritedNameAttributes } from "./names.ts";
import type { PageRangeFormat } from "./numbers.ts";
import { type Element, readXml } from "./xml.ts";

export interface StyleInfo {
  readonly id: string;
  readonly title: string;
  /** The id of the style that a dependent style takes everything from. */
  readonly parent: string | undefined;
  readonly defaultLocale: string | undefined;
  readonly isNote: boolean;
  /** `numeric`, `author-date`, `note`, …, where the style says. */
  readonly citationFormat: string | undefined;
}

export interface SortKey {
  readonly isDescending: boolean;
  readonly variable: string | undefined;
  readonly render: Render;
  readonly names: SortNames;
}

export type GivenNameRule =
  | "all-names"
  | "all-names-with-initials"
  | "primary-name"
  | "primary-name-with-initials"
  | "by-cite";

export interface CitationOptions {
  readonly addsNames: boolean;
  readonly addsGivenNames: boolean;
  readonly givenNameRule: GivenNameRule;
  readonly addsYearSuffix: boolean;
  readonly collapse: "citation-number" | "year" | "year-suffix" | "year-suffix-ranged" | undefined;
  readonly groupDelimiter: string | undefined;
  readonly yearSuffixDelimiter: string | undefined;
  readonly afterCollapseDelimiter: string | undefined;
  readonly nearNoteDistance: number;
}

export interface AreaStyle {
  readonly area: Area;
  /** The elements of the layout, without its affixes. */
  readonly render: Render;
  /** The first element and the rest, where lines are aligned at the second. */
  readonly fields: readonly [Render, Render] | undefined;
  readonly delimiter: string;
  readonly finish: Finish;
  readonly sort: readonly SortKey[];
  readonly element: Element;
}

export interface CompiledStyle {
  readonly info: StyleInfo;
  readonly locale: Locale;
  readonly citation: AreaStyle;
  readonly bibliography: AreaStyle | undefined;
  readonly options: CitationOptions;
  readonly hasOwnYearSuffix: boolean;
  /** Whether citations may print or sort by the numbers of the bibliography. */
  readonly citesByNumber: boolean;
  readonly subsequentAuthorSubstitute: string | undefined;
  readonly subsequentAuthorRule: string;
  readonly secondFieldAlign: boolean;
  /** Numbers run down the bibliography from the highest to 1. */
  readonly countsDown: boolean;
}

/** What a style says of itself. Throws a `StyleError` for what is no style. */
export function readInfo(xml: string): StyleInfo {
  return infoOf(rootOf(xml));
}

function rootOf(xml: string): Element {
  const root = readXml(xml);
  if (root.name !== "style") throw new StyleError(`A style begins with <style>, not <${root.name}>.`, xml, root.start);
  return root;
}

function infoOf(root: Element): StyleInfo {
  const info = childOf(root, "info");
  const textOf = (name: string): string => (info ? (childOf(info, name)?.text.trim() ?? "") : "");
  const links = info?.children.filter(({ name }) => name === "link") ?? [];
  const parent = links.find(({ attributes }) => attributes.get("rel") === "independent-parent");
  const format = info?.children.find(({ attributes }) => attributes.has("citation-format"));
  return {
    id: textOf("id"),
    title: textOf("title").replace(/\s+/g, " "),
    parent: parent?.attributes.get("href"),
    defaultLocale: root.attributes.get("default-locale"),
    isNote: root.attributes.get("class") === "note",
    citationFormat: format?.attributes.get("citation-format"),
  };
}

function childOf(element: Element, name: string): Element | undefined {
  return element.children.find((child) => child.name === name);
}

/**
 * Compiles an independent style for a language, its own where none is given. Throws a `StyleError` that names the fault.
 * @param locales gives a locale file's XML by its dialect (`de-AT`), or undefined
 */
export function compileStyle(
  xml: string,
  locales: (dialect: string) => string | undefined,
  language?: string,
): CompiledStyle {
  const root = rootOf(xml);
  const info = infoOf(root);
  if (info.parent !== undefined && !childOf(root, "citation")) {
    throw new StyleError(`This style takes everything from ${info.parent}, which is to be read in its place.`, xml);
  }
  const citation = childOf(root, "citation");
  if (!citation) throw new StyleError("There is no <citation> in this style.", xml);
  const chosen = language || info.defaultLocale || "en-US";
  const locale = localeOf(
    chosen,
    locales,
    root.children.filter(({ name }) => name === "locale"),
  );
  const macros = new Map(
    root.children.flatMap((child) => {
      const name = child.attributes.get("name");
      return child.name === "macro" && name !== undefined ? [[name, child] as const] : [];
    }),
  );
  checkMacros(root, macros, xml);
  const finish: FinishOptions = {
    language: locale.language,
    isEnglish: info.defaultLocale === undefined || /^en/i.test(info.defaultLocale),
  };
  const environmentOf = (element: Element, area: Area): Environment => ({
    area,
    locale,
    macros,
    pageRange: root.attributes.get("page-range-format") as PageRangeFormat | undefined,
    names: {
      locale,
      inherited: inheritedNameAttributes(root, element),
      namesDelimiter: element.attributes.get("names-delimiter") ?? root.attributes.get("names-delimiter") ?? "",
      hyphenatesInitials: root.attributes.get("initialize-with-hyphen") !== "false",
      demotion: (root.attributes.get("demote-non-dropping-particle") ?? "display-and-sort") as "never",
      finish,
    },
    finish,
    compiled: new Map(),
  });
  const bibliography = childOf(root, "bibliography");
  return {
    info,
    locale,
    citation: compileArea(citation, environmentOf(citation, "citation"), xml),
    bibliography: bibliography && compileArea(bibliography, environmentOf(bibliography, "bibliography"), xml),
    options: citationOptions(citation.attributes),
    hasOwnYearSuffix: root.children.some((child) => namesVariable(child, "year-suffix")),
    citesByNumber: root.children.some(
      (child) => child.name !== "bibliography" && namesVariable(child, "citation-number"),
    ),
    subsequentAuthorSubstitute: bibliography?.attributes.get("subsequent-author-substitute"),
    subsequentAuthorRule: bibliography?.attributes.get("subsequent-author-substitute-rule") ?? "complete-all",
    secondFieldAlign: bibliography?.attributes.has("second-field-align") ?? false,
    countsDown: bibliography !== undefined && countsDown(bibliography, macros),
  };
}

/** Whether the element, or any in it, calls a variable. */
function namesVariable({ attributes, children }: Element, variable: string): boolean {
  return attributes.get("variable") === variable || children.some((child) => namesVariable(child, variable));
}

/** Whether the bibliography is sorted by falling numbers; of several such keys the last decides. */
function countsDown(bibliography: Element, macros: ReadonlyMap<string, Element>): boolean {
  const prints = (element: Element): boolean => namesVariable(element, "citation-number");
  const keys = childOf(bibliography, "sort")?.children ?? [];
  const last = keys.findLast((key) => {
    const macro = macros.get(key.attributes.get("macro") ?? "");
    return prints(key) || (macro !== undefined && prints(macro));
  });
  return last?.attributes.get("sort") === "descending";
}

function compileArea(element: Element, environment: Environment, xml: string): AreaStyle {
  const layout = childOf(element, "layout");
  if (!layout) throw new StyleError(`There is no <layout> in <${element.name}>.`, xml, element.start);
  const compile = (elements: readonly Element[]): Render => {
    try {
      return compileAll(elements, environment);
    } catch (error) {
      // Elements don't know the file that they stand in.
      throw error instanceof StyleError ? new StyleError(error.message, xml, layout.start) : error;
    }
  };
  const [first, ...rest] = layout.children;
  const isAligned = element.attributes.has("second-field-align");
  return {
    area: environment.area,
    render: compile(layout.children),
    fields: isAligned && first ? [compile([first]), compile(rest)] : undefined,
    delimiter: layout.attributes.get("delimiter") ?? "",
    finish: finishOf(layout, { ...environment.finish, isLayout: true }),
    sort: (childOf(element, "sort")?.children ?? []).map((key) => sortKeyOf(key, environment)),
    element,
  };
}

function sortKeyOf({ attributes }: Element, environment: Environment): SortKey {
  const macro = attributes.get("macro");
  const number = (name: string): number | undefined => {
    const value = attributes.get(name);
    return value === undefined ? undefined : Number(value);
  };
  const useLast = attributes.get("names-use-last");
  return {
    isDescending: attributes.get("sort") === "descending",
    variable: attributes.get("variable"),
    render:
      macro === undefined ? namesKey(attributes.get("variable") ?? "", environment) : compileMacro(macro, environment),
    names: {
      min: number("names-min"),
      useFirst: number("names-use-first"),
      useLast: useLast === undefined ? undefined : useLast === "true",
    },
  };
}

/** The names of a variable as they sort: whole, family name first. */
function namesKey(variable: string, environment: Environment): Render {
  const element = (name: string, attributes: ReadonlyMap<string, string>, children: readonly Element[]): Element => ({
    name,
    attributes,
    children,
    text: "",
    start: 0,
  });
  const name = element("name", new Map([["form", "long"]]), []);
  return compileElement(element("names", new Map([["variable", variable]]), [name]), environment);
}

function citationOptions(attributes: ReadonlyMap<string, string>): CitationOptions {
  return {
    addsNames: attributes.get("disambiguate-add-names") === "true",
    addsGivenNames: attributes.get("disambiguate-add-givenname") === "true",
    givenNameRule: (attributes.get("givenname-disambiguation-rule") ?? "by-cite") as GivenNameRule,
    addsYearSuffix: attributes.get("disambiguate-add-year-suffix") === "true",
    collapse: attributes.get("collapse") as CitationOptions["collapse"],
    groupDelimiter: attributes.get("cite-group-delimiter"),
    yearSuffixDelimiter: attributes.get("year-suffix-delimiter"),
    afterCollapseDelimiter: attributes.get("after-collapse-delimiter"),
    nearNoteDistance: Number(attributes.get("near-note-distance") ?? 5),
  };
}
