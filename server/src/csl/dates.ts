/** Dates: their points, their localized and own formats, their ranges and their sort keys. */
import { type FinishOptions, finishOf } from "./attributes.ts";
import { type Context, calls, type Render } from "./context.ts";
import type { DateValue, Item } from "./items.ts";
import type { Gender, Locale, TermForm } from "./locale.ts";
import type { Branch, Node } from "./nodes.ts";
import type { Element } from "./xml.ts";

/** A year below zero is before Christ; a month of 13 to 16 or 21 to 24 is a season. */
interface Point {
  readonly year: number;
  readonly month: number | undefined;
  readonly day: number | undefined;
}

export interface ReadDate {
  /** None for a literal date. */
  readonly points: readonly Point[];
  readonly isOpen: boolean;
  readonly literal: string;
  readonly isCirca: boolean;
}

const read = new WeakMap<object, ReadDate | { readonly isNothing: true }>();

/** The date of a variable, or undefined where it says nothing. */
export function dateOf(item: Item, variable: string): ReadDate | undefined {
  const value = item[variable];
  if (value === null || value === undefined || typeof value === "number" || typeof value === "boolean")
    return undefined;
  if (typeof value === "string") return value === "" ? undefined : fromRaw(value);
  const known = read.get(value);
  if (known) return "isNothing" in known ? undefined : known;
  const date = fromValue(value as DateValue);
  read.set(value, date ?? { isNothing: true });
  return date;
}

function fromValue(value: DateValue): ReadDate | undefined {
  const isCirca = Boolean(value.circa) && value.circa !== "0" && value.circa !== "false";
  const points = (value["date-parts"] ?? []).flatMap((parts) => pointOf(parts, value.season));
  const isOpen = (value["date-parts"]?.length ?? 0) === 2 && points.length === 1;
  if (points.length > 0) return { points, isOpen, literal: "", isCirca };
  if (typeof value.literal === "string" && value.literal !== "") {
    return { points: [], isOpen: false, literal: value.literal, isCirca };
  }
  if (typeof value.raw !== "string") return undefined;
  const raw = fromRaw(value.raw);
  return isCirca ? { ...raw, isCirca } : raw;
}

function pointOf(parts: readonly unknown[], season: unknown): readonly Point[] {
  const [year, month, day] = parts.map((part) => (part === "" || part === null ? Number.NaN : Number(part)));
  if (year === undefined || !Number.isInteger(year) || year === 0) return [];
  const valid = (part: number | undefined): number | undefined =>
    part !== undefined && Number.isInteger(part) && part > 0 ? part : undefined;
  const seasonNumber = valid(typeof season === "string" || typeof season === "number" ? Number(season) : undefined);
  return [{ year, month: valid(month) ?? (seasonNumber && seasonNumber + 20), day: valid(day) }];
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const seasons = ["spring", "summer", "autumn", "winter"];

/** ISO 8601 and EDTF, or words in English; what is neither stays as written. */
function fromRaw(raw: string): ReadDate {
  const text = raw.trim();
  const isCirca = /[?~]/.test(text) || /^(?:c\.|ca\.|circa)\s/i.test(text);
  const bare = text.replace(/[?~%]/g, "").replace(/^(?:c\.|ca\.|circa)\s+/i, "");
  const ends = /\d{4}.*\/.*\d{4}|\/$|\/\.\.$/.test(bare)
    ? bare.split("/")
    : bare.split(/\s*(?:--|–|—|(?<=[a-z\d])\s+-\s+(?=[a-z\d])|(?<=\d{4})-(?=\d{4}(?!\d)))\s*/i);
  const points = ends.length > 2 ? [] : ends.flatMap((end) => rawPoint(end, ends.at(-1) ?? end));
  const isOpen = ends.length === 2 && /^(?:\.\.)?$/.test(ends[1] ?? "") && points.length === 1;
  if (points.length === (isOpen ? 1 : ends.length)) return { points, isOpen, literal: "", isCirca };
  return { points: [], isOpen: false, literal: text, isCirca: false };
}

function rawPoint(text: string, last: string): readonly Point[] {
  const iso = /^(-?\d{1,4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T.*)?$/.exec(text.trim());
  if (iso) {
    const [, year, month, day] = iso;
    return pointOf([year, month ?? "", day ?? ""], undefined);
  }
  const american = /^(\d{1,2})\/(?:(\d{1,2})\/)?(\d{4})$/.exec(text.trim());
  if (american) return pointOf([american[3], american[1], american[2] ?? ""], undefined);
  const words = text.toLowerCase().match(/\p{L}+|\d+/gu) ?? [];
  const year = words.find((word) => /^\d{3,4}$/.test(word)) ?? /\b\d{4}\b/.exec(last)?.[0];
  const month = words.map((word) => months.indexOf(word.slice(0, 3))).find((place) => place >= 0);
  const season = words.map((word) => seasons.indexOf(word.replace("fall", "autumn"))).find((place) => place >= 0);
  const day = words.find((word) => /^\d{1,2}$/.test(word));
  if (year === undefined || (month === undefined && season === undefined)) return [];
  return pointOf(
    [year, month === undefined ? (season ?? 0) + 21 : month + 1, month === undefined ? "" : (day ?? "")],
    undefined,
  );
}

interface Part {
  readonly name: "year" | "month" | "day";
  readonly form: string;
  readonly rangeDelimiter: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly format: (text: string, context: Context) => Node;
}

const specificity = { year: 0, month: 1, day: 2 } as const;

export function compileDate(element: Element, locale: Locale, options: FinishOptions): Render {
  const { attributes } = element;
  const variable = attributes.get("variable") ?? "";
  const form = attributes.get("form");
  const localized = form === undefined ? undefined : locale.date(form);
  const shown = new Set((attributes.get("date-parts") ?? "year-month-day").split("-"));
  const own = new Map(element.children.map((child) => [child.attributes.get("name"), child]));
  const parts =
    form === undefined
      ? element.children.flatMap((child) => partOf(child, undefined, options))
      : (localized?.children ?? [])
          .filter((child) => shown.has(child.attributes.get("name") ?? ""))
          .flatMap((child) => partOf(child, own.get(child.attributes.get("name")), options));
  const delimiter = (form === undefined ? attributes : localized?.attributes)?.get("delimiter") ?? "";
  const finish = finishOf(element, options);
  const names = new Set(parts.map(({ name }) => name));
  const hasYear = names.has("year");
  return (context, out) => {
    const date = dateOf(context.item, variable);
    if (!calls(context, variable, date !== undefined) || !date) return;
    if (context.sorting) {
      out.push(sortKey(date, names));
      return;
    }
    if (date.literal !== "") {
      const literal: Node[] = [{ children: [date.literal], tag: "year" }];
      addYearSuffix(literal, context);
      push(out, finish(literal, context));
      return;
    }
    const [start, end] = date.points;
    if (!start) return;
    const nodes = end
      ? range(parts, start, end, delimiter, locale, context)
      : pointNodes(parts, start, delimiter, locale, context, date.isOpen);
    if (hasYear && nodes.length > 0 && !date.isOpen) addYearSuffix(nodes, context);
    push(out, finish(nodes, context));
  };
}

function push(out: Node[], node: Node | undefined): void {
  if (node !== undefined) out.push(node);
}

function partOf(element: Element, over: Element | undefined, options: FinishOptions): readonly Part[] {
  const name = element.attributes.get("name");
  if (name !== "year" && name !== "month" && name !== "day") return [];
  const { prefix = "", suffix = "", ...rest } = Object.fromEntries(element.attributes);
  const inside = new Map(Object.entries({ ...rest, ...Object.fromEntries(over?.attributes ?? []) }));
  inside.delete("prefix");
  inside.delete("suffix");
  const finish = finishOf({ ...element, attributes: inside }, options);
  return [
    {
      name,
      form: inside.get("form") ?? (name === "day" ? "numeric" : "long"),
      rangeDelimiter: inside.get("range-delimiter") ?? "–",
      prefix,
      suffix,
      format: (text, context) => finish([text], context) ?? text,
    },
  ];
}

function textOf({ name, form }: Part, point: Point, locale: Locale): string {
  if (name === "year") return yearText(point.year, form, locale);
  if (name === "month") return monthText(point.month, form, locale);
  const { day } = point;
  if (day === undefined || point.month === undefined || point.month > 12) return "";
  if (form === "numeric-leading-zeros") return String(day).padStart(2, "0");
  const isOrdinal = form === "ordinal" && (day === 1 || !locale.limitsOrdinalsToDay1);
  return isOrdinal ? locale.ordinal(day, monthGender(point.month, locale)) : String(day);
}

function yearText(year: number, form: string, locale: Locale): string {
  if (form === "short" && year > 999) return String(year % 100).padStart(2, "0");
  if (year < 0) return -year + (locale.term("bc")?.single ?? "");
  return year < 1000 ? year + (locale.term("ad")?.single ?? "") : String(year);
}

function monthText(month: number | undefined, form: string, locale: Locale): string {
  if (month === undefined) return "";
  if (month > 12) {
    const season = month > 20 ? month - 20 : month - 12;
    return locale.term(`season-${String(season).padStart(2, "0")}`)?.single ?? "";
  }
  if (form === "numeric") return String(month);
  const padded = String(month).padStart(2, "0");
  if (form === "numeric-leading-zeros") return padded;
  return locale.term(`month-${padded}`, form as TermForm)?.single ?? "";
}

function monthGender(month: number, locale: Locale): Gender | undefined {
  return locale.genderOf(`month-${String(month).padStart(2, "0")}`);
}

/** The parts that the date has, each with its affixes. */
function pointNodes(
  parts: readonly Part[],
  point: Point,
  delimiter: string,
  locale: Locale,
  context: Context,
  isOpen = false,
): Node[] {
  const nodes: Node[] = [];
  for (const part of parts) {
    const text = textOf(part, point, locale);
    if (text === "") continue;
    if (delimiter !== "" && nodes.length > 0) nodes.push(delimiter);
    if (part.prefix !== "") nodes.push(part.prefix);
    const node = part.format(text, context);
    nodes.push(part.name === "year" ? { children: [node], tag: "year" } : node);
    if (isOpen && part === parts.at(-1)) nodes.push(part.rangeDelimiter);
    if (part.suffix !== "") nodes.push(part.suffix);
  }
  return nodes;
}

/** What both ends share is printed once; between what differs stands the delimiter of its largest part. */
function range(
  parts: readonly Part[],
  start: Point,
  end: Point,
  delimiter: string,
  locale: Locale,
  context: Context,
): Node[] {
  const present = parts.filter((part) => textOf(part, start, locale) !== "" || textOf(part, end, locale) !== "");
  const differing = (["year", "month", "day"] as const).find(
    (name) => start[name] !== end[name] && present.some((part) => part.name === name),
  );
  if (differing === undefined) return pointNodes(parts, start, delimiter, locale, context);
  const isInside = (part: Part): boolean => specificity[part.name] >= specificity[differing];
  const first = present.findIndex(isInside);
  const last = present.findLastIndex(isInside);
  const head = pointNodes(present.slice(0, first), start, delimiter, locale, context);
  const inner = present.slice(first, last + 1);
  const from = pointNodes(trimmed(inner, "suffix"), start, delimiter, locale, context);
  const to = pointNodes(trimmed(inner, "prefix"), end, delimiter, locale, context);
  const tail = pointNodes(present.slice(last + 1), start, delimiter, locale, context);
  const sign = present.find(({ name }) => name === differing)?.rangeDelimiter ?? "–";
  const groups = [head, [...from, sign, ...to], tail].filter((group) => group.length > 0);
  return groups.flatMap((group, place) => (place === 0 || delimiter === "" ? group : [delimiter, ...group]));
}

/** Without the affix that would stand beside the delimiter of a range. */
function trimmed(parts: readonly Part[], affix: "prefix" | "suffix"): readonly Part[] {
  return parts.map((part, place) =>
    place === (affix === "suffix" ? parts.length - 1 : 0) ? { ...part, [affix]: "" } : part,
  );
}

function addYearSuffix(nodes: Node[], context: Context): void {
  const { yearSuffix } = context.form;
  if (yearSuffix === "" || context.hasOwnYearSuffix || context.hasYearSuffix) return;
  const place = nodes.findLastIndex((node) => typeof node !== "string" && node.tag === "year");
  if (place < 0) return;
  context.hasYearSuffix = true;
  const suffix: Branch = { children: [yearSuffix], tag: "year-suffix" };
  nodes.splice(place + 1, 0, suffix);
}

/** Digits that sort as the date does: the first point, then the second. */
export function sortKey(date: ReadDate, names: ReadonlySet<string> = new Set(["year", "month", "day"])): string {
  if (date.points.length === 0) return date.literal;
  const digits = (point: Point | undefined): string => {
    if (!point) return "0000000000";
    const year = names.has("year") ? point.year : 0;
    const month = names.has("month") && (point.month ?? 0) <= 12 ? (point.month ?? 0) : 0;
    const day = names.has("day") ? (point.day ?? 0) : 0;
    const pad = (value: number, width: number): string => String(value).padStart(width, "0");
    return `${year < 0 ? "0" : "1"}${pad(year < 0 ? 99999 + year : year, 5)}${pad(month, 2)}${pad(day, 2)}`;
  };
  return digits(date.points[0]) + digits(date.points[1]);
}
