/** Numbers, ordinals, Roman numerals and ranges of pages. */
import type { Gender, Locale } from "./locale.ts";

const numeric =
  /^\s*\p{L}{0,4}\d+\p{L}{0,4}(?:\.\p{L}?\d+)?(?:\s*[-–,&]\s*\p{L}{0,4}\d+\p{L}{0,4}(?:\.\p{L}?\d+)?)*\s*$/u;

/** Whether the content is numbers alone, each with a prefix or suffix at most: "2", "L2d", "2, 3", "2-4". */
export function isNumeric(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && numeric.test(value));
}

export type NumberForm = "numeric" | "ordinal" | "long-ordinal" | "roman";

/** Numeric content in the form, each number for itself; other content as it is. */
export function formatNumber(value: string, form: NumberForm, locale: Locale, gender: Gender | undefined): string {
  if (!isNumeric(value)) return value;
  return value
    .trim()
    .split(/(\s*[-–,&]\s*)/)
    .map((part, place) => {
      if (place % 2 === 1) return separators[part.trim()] ?? locale.term("page-range-delimiter")?.single ?? "–";
      return /^\d+$/.test(part) ? one(Number(part), form, locale, gender) : part;
    })
    .join("");
}

const separators: Readonly<Record<string, string>> = { ",": ", ", "&": " & " };

function one(value: number, form: NumberForm, locale: Locale, gender: Gender | undefined): string {
  switch (form) {
    case "ordinal":
      return locale.ordinal(value, gender);
    case "long-ordinal":
      return locale.longOrdinal(value, gender);
    case "roman":
      return romanNumeral(value);
    default:
      return String(value);
  }
}

const romanDigits: readonly (readonly [number, string])[] = [
  [1000, "m"],
  [900, "cm"],
  [500, "d"],
  [400, "cd"],
  [100, "c"],
  [90, "xc"],
  [50, "l"],
  [40, "xl"],
  [10, "x"],
  [9, "ix"],
  [5, "v"],
  [4, "iv"],
  [1, "i"],
];

function romanNumeral(value: number): string {
  if (value < 1 || value > 5999) return String(value);
  let rest = value;
  let result = "";
  for (const [size, digits] of romanDigits) {
    while (rest >= size) {
      result += digits;
      rest -= size;
    }
  }
  return result;
}

export type PageRangeFormat = "chicago" | "chicago-15" | "chicago-16" | "expanded" | "minimal" | "minimal-two";

/** Each number with what stands right before it: "8n11564-8n1568". */
const range = /(?<![\p{L}\p{N}])((?:\d*\p{L}+)?)(\d+)\s*[-–]+\s*((?:\d*\p{L}+)?)(\d+)(?!\.?[\p{L}\p{N}])/gu;
const romanRange = /(?<![\p{L}\p{N}])([ivxlcdm]+)\s*[-–]\s*(?=[ivxlcdm]+(?![\p{L}\p{N}]))/giu;

/** Pages with every range in the format and with the locale's delimiter; `\-` stands for a hyphen that stays. */
export function formatPages(pages: string, format: PageRangeFormat | undefined, delimiter: string): string {
  if (!/[-–]/.test(pages)) return pages;
  const hyphen = "\u0001";
  const written = pages.replaceAll("\\-", hyphen);
  const changed = written
    .replace(range, (whole, prefix: string, first: string, again: string, last: string) => {
      if (prefix !== again) return whole.replace(/\s*([-–])\s*/, "$1");
      if (format === undefined) return prefix + first + delimiter + again + last;
      const full = expanded(first, last);
      return prefix + first + delimiter + (format === "expanded" ? prefix : "") + shortened(first, full, format);
    })
    .replace(romanRange, `$1${delimiter}`);
  return changed.replaceAll(hyphen, "-");
}

/** "42", "5" → "45". */
function expanded(first: string, last: string): string {
  return last.length < first.length ? first.slice(0, first.length - last.length) + last : last;
}

function shortened(first: string, last: string, format: PageRangeFormat): string {
  if (first.length !== last.length || Number(last) <= Number(first)) return last;
  const same = [...first].findIndex((digit, place) => digit !== last[place]);
  const minimal = last.slice(same);
  const twoDigits = last.slice(Math.min(same, Math.max(0, last.length - 2)));
  switch (format) {
    case "minimal":
      return minimal;
    case "minimal-two":
      return twoDigits;
    case "chicago":
    case "chicago-15":
    case "chicago-16": {
      const start = Number(first);
      if (start < 100 || start % 100 === 0) return last;
      if (start % 100 < 10) return minimal;
      if (format !== "chicago-16" && first.length === 4 && minimal.length > 2) return last;
      return twoDigits;
    }
    default:
      return last;
  }
}
