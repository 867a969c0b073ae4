/** Dates as reference managers and databases write them. */

import type { DateVariable } from "./reference.ts";

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"] as const;

interface Parts {
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
}

/**
 * Reads `2014/08/28/`, `2014-08`, `2014 Aug 28`, `28 August 2014`, `1998 Nov-Dec`, `1998 Dec-1999 Jan`; a season or a
 * quarter is passed over. `undefined` where there is no year of four digits or a month or day that can't be.
 */
export function readWrittenDate(text: string): DateVariable | undefined {
  const numeric = /^(-?\d{4})(?:[-/.](\d{0,2})(?:[-/.](\d{0,2})(?:[-/.T].*)?)?)?$/.exec(text.trim());
  if (numeric) {
    const [year, month, day] = numeric.slice(1).map((part) => (part ? Number(part) : undefined));
    return dateOf([partsOf(year, month, day)]);
  }
  const [from = "", to] = text.split(/[-–/]/);
  const first = wordsOf(from);
  if (to === undefined) return dateOf([first]);
  const last = { ...(/\p{L}/u.test(to) ? { year: first.year } : first), ...wordsOf(to) };
  return dateOf([first, partsOf(last.year, last.month, last.day)]);
}

/** The month and day of a text that has no year: `Aug 28`, `28 August`, `08/28`. */
export function readMonthAndDay(text: string): Pick<Parts, "month" | "day"> {
  const { month, day } = wordsOf(text);
  return partsOf(undefined, month, month === undefined ? undefined : day);
}

function wordsOf(text: string): Parts {
  const words = text.match(/\p{L}+|\d+/gu) ?? [];
  const number = (pattern: RegExp) => {
    const found = words.find((word) => pattern.test(word));
    return found === undefined ? undefined : Number(found);
  };
  const month = words
    .map((word) => months.findIndex((name) => word.toLowerCase().startsWith(name)))
    .find((it) => it >= 0);
  const isQuarter = /quarter|\d(?:st|nd|rd|th)\b/i.test(text);
  return partsOf(
    number(/^\d{4}$/),
    month === undefined ? undefined : month + 1,
    isQuarter ? undefined : number(/^\d{1,2}$/),
  );
}

function partsOf(year: number | undefined, month: number | undefined, day: number | undefined): Parts {
  return {
    ...(year !== undefined && { year }),
    ...(month !== undefined && { month }),
    ...(day !== undefined && { day }),
  };
}

function dateOf(dates: readonly Parts[]): DateVariable | undefined {
  if (!dates.every(canBe)) return undefined;
  return {
    "date-parts": dates.map(({ year, month, day }) =>
      [year, month, month === undefined ? undefined : day].filter((part) => part !== undefined),
    ),
  };
}

function canBe({ year, month = 1, day = 1 }: Parts): boolean {
  return year !== undefined && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/** `2014/08/28`, as RIS and EndNote write a date. */
export function slashDate(parts: readonly number[]): string {
  return parts.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, "0")).join("/");
}

/** `2014 Aug 28`, as MEDLINE writes a date. */
export function medlineDate([year = 0, month, day]: readonly number[]): string {
  const name = months[(month ?? 0) - 1];
  return [year, name && name.charAt(0).toUpperCase() + name.slice(1), day]
    .filter((part) => part !== undefined)
    .join(" ");
}
