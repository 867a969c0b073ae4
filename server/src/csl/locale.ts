/** Terms, date formats and options of a language, from locale files and from the style's own additions. */
import { StyleError } from "./errors.ts";
import { type Element, readXml } from "./xml.ts";

export type TermForm = "long" | "short" | "verb" | "verb-short" | "symbol";
export type Gender = "masculine" | "feminine";

export interface Term {
  readonly single: string;
  readonly multiple: string;
}

export interface Locale {
  /** A BCP 47 tag. */
  readonly language: string;
  readonly punctuationInQuote: boolean;
  readonly limitsOrdinalsToDay1: boolean;
  /** With the fallback between forms; an empty term is one. */
  term(name: string, form?: TermForm): Term | undefined;
  genderOf(term: string): Gender | undefined;
  ordinal(value: number, gender: Gender | undefined): string;
  longOrdinal(value: number, gender: Gender | undefined): string;
  date(form: string): Element | undefined;
}

/** Where the dialect that stands for a language is not that of the region where most speak it. */
const primaryRegions: Readonly<Record<string, string>> = { ca: "AD", pt: "PT" };

/** The dialect that stands for a language; the language alone where it has no region. */
function primaryDialectOf(base: string): string {
  const region = primaryRegions[base] ?? new Intl.Locale(base).maximize().region;
  return region === undefined ? base : `${base}-${region}`;
}

/** `de` → `de-DE`, `DE_at` → `de-AT`; what follows the region is left out. What can be no language is `en-US`. */
function dialectOf(language: string): string {
  const [tag = "", region] = language.replaceAll("_", "-").split("-");
  const base = tag.toLowerCase();
  if (!/^[a-z]{2,3}$/.test(base)) return "en-US";
  return region !== undefined && /^[a-z]{2}$/i.test(region)
    ? `${base}-${region.toUpperCase()}`
    : primaryDialectOf(base);
}

/** The locale files that a language is made of, weakest first. */
export function localeFilesOf(language: string): readonly string[] {
  const dialect = dialectOf(language);
  return [...new Set(["en-US", primaryDialectOf(dialect.split("-")[0] ?? "en"), dialect])];
}

/** Whether a text is a locale file that can be read. */
export function isLocale(xml: string): boolean {
  try {
    return readXml(xml).name === "locale";
  } catch (error) {
    if (error instanceof StyleError) return false;
    throw error;
  }
}

interface Layer {
  readonly terms: ReadonlyMap<string, Term>;
  readonly genders: ReadonlyMap<string, Gender>;
  readonly ordinals: readonly Ordinal[];
  readonly dates: ReadonlyMap<string, Element>;
  readonly options: ReadonlyMap<string, string>;
}

interface Ordinal {
  /** Undefined for the suffix that serves all others. */
  readonly number: number | undefined;
  readonly match: string | undefined;
  readonly gender: Gender | undefined;
  readonly text: string;
}

const layers = new WeakMap<Element, Layer>();
const files = new Map<string, Element>();

/**
 * The locale of a language, as CSL's fallback has it: from each next of the sources, what it defines.
 * @param read gives a locale file's XML by its dialect
 * @param inStyle the style's `locale` elements
 */
export function localeOf(
  language: string,
  read: (dialect: string) => string | undefined,
  inStyle: readonly Element[],
): Locale {
  const dialect = dialectOf(language);
  const base = dialect.split("-")[0];
  const fromFiles = localeFilesOf(language).flatMap((name) => {
    const xml = read(name);
    if (xml === undefined) return [];
    const known = files.get(xml) ?? readXml(xml);
    files.set(xml, known);
    return [known];
  });
  const rank = (element: Element): number => {
    const own = element.attributes.get("xml:lang");
    return own === undefined || own === "" ? 1 : own === base ? 2 : dialectOf(own) === dialect ? 3 : 0;
  };
  const fromStyle = inStyle.filter((element) => rank(element) > 0).toSorted((a, b) => rank(a) - rank(b));
  return merged(dialect, [...fromFiles, ...fromStyle].map(layerOf));
}

function layerOf(element: Element): Layer {
  const known = layers.get(element);
  if (known) return known;
  const terms = new Map<string, Term>();
  const genders = new Map<string, Gender>();
  const ordinals: Ordinal[] = [];
  const dates = new Map<string, Element>();
  const options = new Map<string, string>();
  for (const child of element.children) {
    if (child.name === "date") dates.set(child.attributes.get("form") ?? "text", child);
    if (child.name === "style-options") for (const [key, value] of child.attributes) options.set(key, value);
    if (child.name === "terms") for (const term of child.children) addTerm(term, terms, genders, ordinals);
  }
  const layer = { terms, genders, ordinals, dates, options };
  layers.set(element, layer);
  return layer;
}

function addTerm(element: Element, terms: Map<string, Term>, genders: Map<string, Gender>, ordinals: Ordinal[]): void {
  const name = (element.attributes.get("name") ?? "").replace("sub verbo", "sub-verbo");
  const form = element.attributes.get("form") ?? "long";
  const textOf = (child: string): string | undefined => element.children.find((one) => one.name === child)?.text;
  const gender = element.attributes.get("gender");
  const genderForm = genderOf(element.attributes.get("gender-form"));
  const ordinal = /^ordinal(?:-(\d\d))?$/.exec(name);
  if (ordinal) {
    ordinals.push({
      number: ordinal[1] === undefined ? undefined : Number(ordinal[1]),
      match: element.attributes.get("match"),
      gender: genderForm,
      text: textOf("single") ?? element.text,
    });
    return;
  }
  const single = textOf("single") ?? (element.children.length === 0 ? element.text : "");
  terms.set(keyOf(name, form, genderForm), { single, multiple: textOf("multiple") ?? single });
  const own = genderOf(gender);
  if (own && form === "long") genders.set(name, own);
}

function genderOf(value: string | undefined): Gender | undefined {
  return value === "masculine" || value === "feminine" ? value : undefined;
}

function keyOf(name: string, form: string, gender?: Gender): string {
  return `${form} ${gender ?? ""} ${name}`;
}

const fallbacks: Readonly<Record<TermForm, readonly TermForm[]>> = {
  long: ["long"],
  short: ["short", "long"],
  verb: ["verb", "long"],
  "verb-short": ["verb-short", "verb", "long"],
  symbol: ["symbol", "short", "long"],
};

function merged(language: string, all: readonly Layer[]): Locale {
  const terms = new Map(all.flatMap(({ terms }) => [...terms]));
  const genders = new Map(all.flatMap(({ genders }) => [...genders]));
  const dates = new Map(all.flatMap(({ dates }) => [...dates]));
  const options = new Map(all.flatMap(({ options }) => [...options]));
  const ordinals = all.findLast((layer) => layer.ordinals.length > 0)?.ordinals ?? [];
  const term = (name: string, form: TermForm = "long"): Term | undefined => {
    for (const next of fallbacks[form] ?? fallbacks.long) {
      const found = terms.get(keyOf(name, next));
      if (found) return found;
    }
    return undefined;
  };
  const ordinal = (value: number, gender: Gender | undefined): string => value + suffixOf(value, gender, ordinals);
  return {
    language,
    punctuationInQuote: options.get("punctuation-in-quote") === "true",
    limitsOrdinalsToDay1: options.get("limit-day-ordinals-to-day-1") === "true",
    term,
    genderOf: (name) => genders.get(name),
    ordinal,
    longOrdinal: (value, gender) => {
      const name = `long-ordinal-${String(value).padStart(2, "0")}`;
      const found = terms.get(keyOf(name, "long", gender)) ?? terms.get(keyOf(name, "long"));
      return found?.single ?? ordinal(value, gender);
    },
    date: (form) => dates.get(form),
  };
}

function suffixOf(value: number, gender: Gender | undefined, ordinals: readonly Ordinal[]): string {
  const isOld = !ordinals.some(({ number }) => number === undefined) && ordinals.length > 0;
  const lastTwo = value % 100;
  const last = value % 10;
  if (isOld) {
    const place = lastTwo >= 11 && lastTwo <= 13 ? 4 : last >= 1 && last <= 3 ? last : 4;
    return ordinals.find(({ number }) => number === place)?.text ?? "";
  }
  const fits = ({ number, match }: Ordinal): number => {
    if (number === undefined) return 1;
    if (match === "whole-number") return value === number ? 4 : 0;
    if (number >= 10 || match === "last-two-digits") return lastTwo === number ? 3 : 0;
    return last === number ? 2 : 0;
  };
  let best: Ordinal | undefined;
  let score = 0;
  for (const ordinal of ordinals) {
    if (ordinal.gender !== undefined && ordinal.gender !== gender) continue;
    const own = fits(ordinal) * 2 + (ordinal.gender === undefined ? 0 : 1);
    if (fits(ordinal) > 0 && own > score) {
      best = ordinal;
      score = own;
    }
  }
  return best?.text ?? "";
}
