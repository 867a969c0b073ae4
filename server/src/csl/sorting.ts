/** The order of `sort`: keys as text, compared as the locale has it. */
import { type Context, contextFor } from "./context.ts";
import { dateOf, sortKey } from "./dates.ts";
import { numberKey, textOf } from "./elements.ts";
import { withoutMarkup } from "./markup.ts";
import { namesOf } from "./names.ts";
import { type Node, plainText } from "./nodes.ts";
import type { AreaStyle, SortKey } from "./style.ts";

/** What a thing sorts by: gives the text of each key. */
export type SortValues = (key: SortKey) => string;

/** Punctuation doesn't count in sorting, but for apostrophes within words. */
const ignored = /(?<!\p{L})['’]|['’](?!\p{L})|[^\p{L}\p{N}\p{M}\s'’]/gu;

export type Compare = (a: string, b: string) => number;

export type Sortable = Pick<Context, "item" | "area"> & Partial<Context>;

export function sortValuesOf(sortable: Sortable): SortValues {
  return (key) => {
    const context = contextFor({ ...sortable, sorting: key.names });
    const text = key.variable === undefined ? renderedKey(key, context) : variableKey(key, key.variable, context);
    return text.replace(ignored, "").trim();
  };
}

function renderedKey(key: SortKey, context: Context): string {
  const nodes: Node[] = [];
  key.render(context, nodes);
  return plainText(nodes);
}

const numbers = new Set([
  "citation-number",
  "volume",
  "issue",
  "number",
  "edition",
  "chapter-number",
  "collection-number",
  "number-of-pages",
  "number-of-volumes",
  "page",
  "page-first",
  "locator",
]);

function variableKey(key: SortKey, variable: string, context: Context): string {
  const { item } = context;
  if (variable === "citation-number") return String(context.number ?? "").padStart(8, "0");
  const names = namesOf(item, variable);
  if (names.length > 0) return renderedKey(key, context);
  const date = dateOf(item, variable);
  if (date && typeof item[variable] === "object") return sortKey(date);
  const text = withoutMarkup(textOf(context, variable, false));
  return numbers.has(variable) ? numberKey(text) : text;
}

/** The things in order; what has an empty key goes last, whichever the direction. */
export function sorted<T>(
  things: readonly T[],
  valuesOf: (thing: T) => SortValues,
  { sort }: Pick<AreaStyle, "sort">,
  compare: Compare,
): readonly T[] {
  if (sort.length === 0 || things.length < 2) return things;
  // Most are told apart by the first key, so the others are made when they are asked for.
  const made = things.map((thing) => ({ thing, valueOf: valuesOf(thing), values: [] as string[] }));
  const valueAt = (each: (typeof made)[number], place: number, key: SortKey): string => {
    const known = each.values[place] ?? each.valueOf(key);
    each.values[place] = known;
    return known;
  };
  return made
    .toSorted((a, b) => {
      for (const [place, key] of sort.entries()) {
        const order = compareKeys(valueAt(a, place, key), valueAt(b, place, key), key.isDescending, compare);
        if (order !== 0) return order;
      }
      return 0;
    })
    .map(({ thing }) => thing);
}

function compareKeys(a: string, b: string, isDescending: boolean, compare: (a: string, b: string) => number): number {
  if (a === "" || b === "") return Number(a === "") - Number(b === "");
  const order = compare(a, b);
  return isDescending ? -order : order;
}

const comparers = new Map<string, Compare>();

/** Compares text without regard to case, as a language orders its letters. */
export function comparerFor(language: string): Compare {
  const known = comparers.get(language);
  if (known) return known;
  const { compare } = new Intl.Collator([language, "en"], { sensitivity: "base" });
  comparers.set(language, compare);
  return compare;
}
