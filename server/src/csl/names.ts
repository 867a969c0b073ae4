/** `names`: the lists of one or more variables with their labels, and what stands in where there are none. */
import { finishOf } from "./attributes.ts";
import { type Context, calls, type Render } from "./context.ts";
import type { Item, Name } from "./items.ts";
import type { TermForm } from "./locale.ts";
import { type ListEnvironment, listStyleOf, renderList, shownOf } from "./name-list.ts";
import { joined, type Node } from "./nodes.ts";
import type { Element } from "./xml.ts";

/** Attributes of `name` that may be set on what encloses it, by what CSL calls them there. */
const inheritable: Readonly<Record<string, string>> = {
  and: "and",
  "delimiter-precedes-et-al": "delimiter-precedes-et-al",
  "delimiter-precedes-last": "delimiter-precedes-last",
  "et-al-min": "et-al-min",
  "et-al-use-first": "et-al-use-first",
  "et-al-use-last": "et-al-use-last",
  "et-al-subsequent-min": "et-al-subsequent-min",
  "et-al-subsequent-use-first": "et-al-subsequent-use-first",
  initialize: "initialize",
  "initialize-with": "initialize-with",
  "name-as-sort-order": "name-as-sort-order",
  "sort-separator": "sort-separator",
  "name-form": "form",
  "name-delimiter": "delimiter",
};

/** The attributes of `name` that a style or one of its areas sets for all names in it; the later element wins. */
export function inheritedNameAttributes(...elements: readonly Element[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { attributes } of elements) {
    for (const [outer, inner] of Object.entries(inheritable)) {
      const value = attributes.get(outer);
      if (value !== undefined) found.set(inner, value);
    }
  }
  return found;
}

export interface NamesEnvironment extends ListEnvironment {
  /** Between variables, where `names` has no delimiter. */
  readonly namesDelimiter: string;
  /** Compiles what stands in; `children` are those of this `names`, for a `names` that has none. */
  compile(element: Element, children: readonly Element[]): Render;
}

/** @param borrowed the children of the `names` that this one stands in for, taken over where it has none */
export function compileNames(
  element: Element,
  environment: NamesEnvironment,
  borrowed: readonly Element[] | undefined,
): Render {
  const own = element.children.filter(({ name }) => name !== "substitute");
  const children = own.length === 0 && borrowed ? borrowed : own;
  const child = (name: string): Element | undefined => children.find((each) => each.name === name);
  const style = listStyleOf(child("name"), child("et-al"), environment);
  const label = labelOf(child("label"), environment);
  const name = child("name");
  const labelElement = child("label");
  const isLabelFirst = name && labelElement && children.indexOf(labelElement) < children.indexOf(name);
  const variables = (element.attributes.get("variable") ?? "").split(/\s+/).filter(Boolean);
  const delimiter = element.attributes.get("delimiter") ?? environment.namesDelimiter;
  const finish = finishOf(element, { ...environment.finish, tag: "names" });
  const substitute = substituteOf(element, children, environment);

  const listNodes = ({ variable, term, names }: NameList, context: Context): readonly Node[] => {
    const list = renderList(variable, names, style, context);
    if (list === undefined) return [];
    const written = context.sorting ? undefined : label(term, names.length > 1, context);
    if (written === undefined) return [list];
    return [{ children: isLabelFirst ? [written, list] : [list, written] }];
  };
  return (context, out) => {
    const lists = listsOf(variables, context);
    const nodes =
      style.form === "count"
        ? countNodes(
            lists.reduce((sum, { names }) => sum + shownOf(names, style, context).count, 0),
            context,
          )
        : joined(
            lists.flatMap((list) => listNodes(list, context)),
            delimiter,
          );
    // Within a substitute, what stands in for other names does so once.
    if (context.used) for (const { variable } of lists) suppress(context, variable);
    const node = finish(nodes.length > 0 ? nodes : substitute(context), context);
    if (node === undefined) return;
    // What is within a substitute goes with the names that it stands in for.
    if (context.hidesNames && !context.used) context.hidesNames = false;
    else out.push(node);
  };
}

/** The first of the substitutes that renders anything; what it used prints no more. */
function substituteOf(
  element: Element,
  children: readonly Element[],
  environment: NamesEnvironment,
): (context: Context) => readonly Node[] {
  const renders = (element.children.find(({ name }) => name === "substitute")?.children ?? []).map((each) =>
    environment.compile(each, children),
  );
  return (context) => {
    for (const render of renders) {
      const before = context.used;
      const used: string[] = [];
      context.used = used;
      const nodes: Node[] = [];
      render(context, nodes);
      context.used = before;
      if (nodes.length === 0) continue;
      for (const variable of used) suppress(context, variable);
      before?.push(...used);
      return nodes;
    }
    return [];
  };
}

function suppress(context: Context, variable: string): void {
  context.suppressed ??= new Set();
  context.suppressed.add(variable);
}

/** A count sorts as a number. */
function countNodes(count: number, { sorting }: Context): readonly Node[] {
  if (count === 0) return [];
  return [sorting ? String(count).padStart(4, "0") : String(count)];
}

interface NameList {
  readonly variable: string;
  /** What its label is the term of. */
  readonly term: string;
  readonly names: readonly Name[];
}

export function namesOf(item: Item, variable: string): readonly Name[] {
  const value = item[variable];
  return Array.isArray(value) ? value.filter(isName) : [];
}

function isName(value: unknown): value is Name {
  if (typeof value !== "object" || value === null) return false;
  const { literal, family, given, others } = value as Name;
  return Boolean(literal || family || given || others);
}

/** The names of each variable; editors who are the translators too are named once. */
function listsOf(variables: readonly string[], context: Context): readonly NameList[] {
  const lists = variables.flatMap((variable) => {
    const names = namesOf(context.item, variable);
    return calls(context, variable, names.length > 0) ? [{ variable, term: variable, names }] : [];
  });
  const editors = lists.find(({ variable }) => variable === "editor");
  const translators = lists.find(({ variable }) => variable === "translator");
  if (!editors || !translators || JSON.stringify(editors.names) !== JSON.stringify(translators.names)) return lists;
  return lists.flatMap((list) => {
    if (list === translators) return [];
    return list === editors ? [{ ...list, term: "editortranslator" }] : [list];
  });
}

type Label = (term: string, isPlural: boolean, context: Context) => Node | undefined;

function labelOf(element: Element | undefined, { locale, finish }: ListEnvironment): Label {
  if (!element) return () => undefined;
  const form = (element.attributes.get("form") ?? "long") as TermForm;
  const plural = element.attributes.get("plural") ?? "contextual";
  const finishLabel = finishOf(element, finish);
  return (name, isPlural, context) => {
    const term = locale.term(name, form);
    const text = plural === "always" || (plural === "contextual" && isPlural) ? term?.multiple : term?.single;
    return text === undefined || text === "" ? undefined : finishLabel([text], context);
  };
}
