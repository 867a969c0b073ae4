/** The conditions of `if` and `else-if`. */
import type { Context } from "./context.ts";
import { dateOf } from "./dates.ts";
import { textOf } from "./elements.ts";
import { namesOf } from "./names.ts";
import { isNumeric } from "./numbers.ts";
import type { Element } from "./xml.ts";

type Condition = (context: Context) => boolean;

/** Each attribute's test for one of its values. */
const tests: Readonly<Record<string, (value: string) => Condition>> = {
  disambiguate: (value) => (context) => context.conditionsAsked++ < context.form.conditions === (value === "true"),
  "is-numeric": (variable) => (context) => isNumeric(contentOf(context, variable)),
  "is-uncertain-date":
    (variable) =>
    ({ item }) =>
      dateOf(item, variable)?.isCirca === true,
  locator:
    (label) =>
    ({ cite }) =>
      cite?.locator !== undefined && cite.locator !== "" && (cite.label ?? "page") === label.replace(" ", "-"),
  position: (position) => (context) => context.area === "citation" && isAt(position, context),
  type:
    (type) =>
    ({ item }) =>
      item.type === type,
  variable: (variable) => (context) => hasContent(context, variable),
};

export function compileCondition(element: Element): Condition {
  const conditions = Object.entries(tests).flatMap(([name, test]): readonly Condition[] => {
    const values = (element.attributes.get(name) ?? "").split(/\s+/).filter(Boolean);
    // An item has one type alone, so that of several any is meant, whatever `match` says.
    if (name === "type" && values.length > 1) return [({ item }) => values.includes(item.type ?? "")];
    return values.map(test);
  });
  switch (element.attributes.get("match")) {
    case "any":
      return (context) => conditions.some((condition) => condition(context));
    case "none":
      return (context) => !conditions.some((condition) => condition(context));
    default:
      return (context) => conditions.every((condition) => condition(context));
  }
}

function isAt(position: string, { place }: Context): boolean {
  switch (position) {
    case "first":
      return place.position === "first";
    case "subsequent":
      return place.position !== "first";
    case "ibid":
      return place.position === "ibid" || place.position === "ibid-with-locator";
    case "ibid-with-locator":
      return place.position === "ibid-with-locator";
    case "near-note":
      return place.isNear;
    default:
      return false;
  }
}

function contentOf(context: Context, variable: string): string {
  if (context.suppressed?.has(variable)) return "";
  switch (variable) {
    case "locator":
      return context.cite?.locator ?? "";
    case "citation-number":
      return context.number === undefined ? "" : String(context.number);
    case "year-suffix":
      return context.form.yearSuffix;
    default:
      return textOf(context, variable, false);
  }
}

function hasContent(context: Context, variable: string): boolean {
  if (contentOf(context, variable) !== "") return true;
  return namesOf(context.item, variable).length > 0 || dateOf(context.item, variable) !== undefined;
}
