/** The names of one variable as one list: how many of them print, what stands between them, "et al.". */
import { type Finish, type FinishOptions, finishOf, formatsOf } from "./attributes.ts";
import type { CollectedList, Context } from "./context.ts";
import type { Name } from "./items.ts";
import type { Locale } from "./locale.ts";
import { type Node, plainText } from "./nodes.ts";
import { type NamePart, type PersonOptions, personOf, renderPerson, sortParts } from "./person.ts";
import { type TextCase, withCase } from "./text-case.ts";
import type { Element } from "./xml.ts";

/** What decides how lists print, besides a `name` element's own attributes. */
export interface ListEnvironment {
  readonly locale: Locale;
  /** The attributes of `name` that are set around it. */
  readonly inherited: ReadonlyMap<string, string>;
  readonly hyphenatesInitials: boolean;
  readonly demotion: PersonOptions["demotion"];
  readonly finish: FinishOptions;
}

export interface ListStyle extends PersonOptions {
  readonly delimiter: string;
  /** "and" or "&" with the space behind it; undefined for the delimiter alone. */
  readonly and: string | undefined;
  readonly precedesLast: string;
  readonly precedesEtAl: string;
  readonly min: number | undefined;
  readonly useFirst: number | undefined;
  readonly subsequentMin: number | undefined;
  readonly subsequentUseFirst: number | undefined;
  readonly useLast: boolean;
  readonly inverts: "first" | "all" | undefined;
  readonly finishName: Finish | undefined;
  readonly etAl: (context: Context) => Node | undefined;
}

/** From `name` and `et-al`, either of which may be missing. */
export function listStyleOf(
  name: Element | undefined,
  etAl: Element | undefined,
  environment: ListEnvironment,
): ListStyle {
  const { inherited, locale, finish } = environment;
  const get = (attribute: string): string | undefined => name?.attributes.get(attribute) ?? inherited.get(attribute);
  const number = (attribute: string): number | undefined => {
    const value = Number(get(attribute) ?? Number.NaN);
    return Number.isInteger(value) && value >= 0 ? value : undefined;
  };
  return {
    form: (get("form") ?? "long") as ListStyle["form"],
    delimiter: get("delimiter") ?? ", ",
    and: andOf(get("and"), locale),
    precedesLast: get("delimiter-precedes-last") ?? "contextual",
    precedesEtAl: get("delimiter-precedes-et-al") ?? "contextual",
    min: number("et-al-min"),
    useFirst: number("et-al-use-first"),
    subsequentMin: number("et-al-subsequent-min"),
    subsequentUseFirst: number("et-al-subsequent-use-first"),
    useLast: get("et-al-use-last") === "true",
    inverts: get("name-as-sort-order") as ListStyle["inverts"],
    initializeWith: get("initialize-with"),
    initialize: get("initialize") !== "false",
    hyphenatesInitials: environment.hyphenatesInitials,
    sortSeparator: get("sort-separator") ?? ", ",
    demotion: environment.demotion,
    family: partOf(name, "family", environment),
    given: partOf(name, "given", environment),
    finishName: name && finishOf(name, finish),
    etAl: etAlOf(etAl, environment),
  };
}

function andOf(value: string | undefined, locale: Locale): string | undefined {
  const and = value === "text" ? (locale.term("and")?.single ?? "and") : value === "symbol" ? "&" : undefined;
  return and === undefined || /\s$/.test(and) ? and : `${and} `;
}

function partOf(name: Element | undefined, part: string, { locale, finish }: ListEnvironment): NamePart | undefined {
  const element = name?.children.find((child) => child.name === "name-part" && child.attributes.get("name") === part);
  if (!element) return undefined;
  const textCase = element.attributes.get("text-case") as TextCase | undefined;
  return {
    formats: formatsOf(element.attributes),
    prefix: element.attributes.get("prefix") ?? "",
    suffix: element.attributes.get("suffix") ?? "",
    change: textCase && ((nodes) => withCase(nodes, textCase, locale.language, finish.isEnglish)),
  };
}

function etAlOf(element: Element | undefined, { locale, finish }: ListEnvironment): ListStyle["etAl"] {
  const text = (locale.term(element?.attributes.get("term") ?? "et-al")?.single ?? "et al.").trimStart();
  const finishEtAl = element && finishOf(element, finish);
  return (context) => (text === "" ? undefined : finishEtAl ? finishEtAl([text], context) : text);
}

interface Shown {
  /** How many of the names print, from the first on. */
  readonly count: number;
  /** Whether there are more. */
  readonly isCut: boolean;
  /** Whether the last one prints too, behind an ellipsis. */
  readonly hasLast: boolean;
}

export function shownOf(names: readonly Name[], style: ListStyle, context: Context): Shown {
  const total = names.length;
  const hasOthers = names.at(-1)?.others === true;
  const known = hasOthers ? total - 1 : total;
  const { sorting, form } = context;
  const isSubsequent = (context.place.position !== "first" || context.cutsAsSubsequent) && context.area === "citation";
  const min = sorting?.min ?? (isSubsequent ? style.subsequentMin : undefined) ?? style.min;
  const useFirst = sorting?.useFirst ?? (isSubsequent ? style.subsequentUseFirst : undefined) ?? style.useFirst;
  const count =
    min === undefined || useFirst === undefined || total < min
      ? known
      : Math.min(known, Math.max(useFirst, form.shownNames));
  const useLast = sorting?.useLast ?? style.useLast;
  return { count, isCut: count < total, hasLast: useLast && !hasOthers && total - count > 1 };
}

export function renderList(
  variable: string,
  names: readonly Name[],
  style: ListStyle,
  context: Context,
): Node | undefined {
  const shown = shownOf(names, style, context);
  const first = names.slice(0, shown.count);
  if (context.collected) collect(context.collected, variable, names, shown.count, style);
  if (shown.count === 0) return undefined;
  if (context.sorting) return sortKeyOf(shown.hasLast ? [...first, ...names.slice(-1)] : first, style);
  const nodeOf = (name: Name, place: number): Node => {
    const level = context.form.givenNames.get(`${variable} ${place}`) ?? 0;
    const person = renderPerson(personOf(name), style, isInverted(style, place), level);
    const finished = style.finishName?.(person, context);
    return { children: finished === undefined ? person : [finished], tag: "name" };
  };
  const list: Node[] = [];
  for (const [place, name] of first.entries()) {
    if (place > 0) {
      const isLast = place === first.length - 1 && !shown.isCut;
      const isAfterInverted = stoodInverted(style, first[place - 1], place - 1);
      list.push(...(isLast ? lastDelimiter(style, first.length, isAfterInverted) : [style.delimiter]));
    }
    list.push(nodeOf(name, place));
  }
  if (shown.hasLast) {
    const last = names.slice(-1).map((name) => nodeOf(name, names.length - 1));
    list.push(style.delimiter, "… ", ...last);
  } else if (shown.isCut) {
    const isAfterInverted = stoodInverted(style, first.at(-1), first.length - 1);
    const etAl = style.etAl(context);
    const hasDelimiter = precedes(style.precedesEtAl, first.length > 1, isAfterInverted);
    if (etAl !== undefined) list.push(hasDelimiter ? style.delimiter : " ", etAl);
  }
  return { children: list, tag: "name-list" };
}

function isInverted({ inverts }: ListStyle, place: number): boolean {
  return inverts === "all" || (inverts === "first" && place === 0);
}

/** Whether the name prints family name first where others don't. */
function stoodInverted(style: ListStyle, name: Name | undefined, place: number): boolean {
  if (!name || !isInverted(style, place)) return false;
  const { literal, given, isFamilyFirst, isStatic } = personOf(name);
  return literal === "" && given !== "" && !isFamilyFirst && !isStatic;
}

function precedes(rule: string, isLong: boolean, isAfterInverted: boolean): boolean {
  return rule === "always" || (rule === "contextual" && isLong) || (rule === "after-inverted-name" && isAfterInverted);
}

function lastDelimiter({ and, delimiter, precedesLast }: ListStyle, count: number, isAfterInverted: boolean): string[] {
  if (and === undefined) return [delimiter];
  // A conjunction that ends in a space of its own belongs to the name before.
  if (!precedes(precedesLast, count > 2, isAfterInverted)) return [/[^\s] $/.test(and) ? ` ${and}` : and];
  return [/\s$/.test(delimiter) ? delimiter : `${delimiter} `, and];
}

function sortKeyOf(names: readonly Name[], style: ListStyle): string {
  return names.flatMap((name) => sortParts(personOf(name), style).filter((part) => part !== "")).join(" ");
}

function collect(
  collected: CollectedList[],
  variable: string,
  names: readonly Name[],
  shown: number,
  style: ListStyle,
): void {
  collected.push({
    variable,
    count: names.at(-1)?.others ? names.length - 1 : names.length,
    shown,
    hasInitials: style.initializeWith !== undefined && style.initialize,
    textAt: (place, level) => {
      const name = names[place];
      if (!name) return "";
      const text = plainText(renderPerson(personOf(name), style, isInverted(style, place), level));
      // No person is taken for an institution.
      return name.literal ? `\u0001${text}` : text;
    },
  });
}
