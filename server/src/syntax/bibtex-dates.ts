/** Dates of BibTeX (`year`, `month`, `day`) and biblatex (`date`, EDTF with ranges) to CSL. */

import { latexToText } from "./latex-text.ts";
import type { DateVariable } from "./reference.ts";

const monthNames = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const seasonNames: readonly RegExp[] = [/^spring$/, /^summer$/, /^(?:autumn|fall)$/, /^winter$/];

/** One date of a range as it is written. */
interface DatePoint {
  readonly parts: readonly number[];
  readonly circa: boolean;
}

/**
 * Reads biblatex's `date` (ISO 8601-2 at level 1): `2004-09-15`, `2004/2005-10`, `2004/..` and `2004/` for an open end, `~`,
 * `?` and `%` after what is approximate or uncertain, months 21 to 24 for seasons, `199X` for a range of years.
 */
export function readDate(text: string): DateVariable | undefined {
  const value = text.trim();
  if (value === "") return undefined;
  const [from = "", to] = value.includes("/") ? value.split("/") : unspecified(value);
  const start = readPoint(from);
  if (!start) return { literal: latexToText(value) };
  if (to === undefined) return dateVariable(start, undefined);
  return /^\s*(?:\.\.)?\s*$/.test(to) ? dateVariable(start, openEnd) : dateVariable(start, readPoint(to));
}

const openEnd: DatePoint = { parts: [0], circa: false };

/** `199X` as the years that it may mean; `2004-XX` and `2004-02-XX` without what they leave open. */
function unspecified(value: string): readonly string[] {
  if (/^\d{2,3}X{1,2}$/.test(value)) return [value.replace(/X/g, "0"), value.replace(/X/g, "9")];
  return [value.replace(/(?:-XX){1,2}$/, "")];
}

function dateVariable(start: DatePoint, end: DatePoint | undefined): DateVariable {
  const isRange = end !== undefined && end.parts.join() !== start.parts.join();
  return {
    "date-parts": isRange ? [start.parts, end.parts] : [start.parts],
    ...((start.circa || end?.circa) && { circa: true }),
  };
}

function readPoint(text: string): DatePoint | undefined {
  const match = /^(-?\d{1,4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?:T[\d:.Z+-]*)?([~?%])?$/.exec(text.trim());
  if (!match) return undefined;
  const [written = 0, month = 0, day = 0] = match.slice(1, 4).map((digits) => Number(digits ?? 0));
  // ISO 8601 has a year 0, which is 1 BC; CSL has none.
  const year = written <= 0 ? written - 1 : written;
  const hasMonth = (month >= 1 && month <= 12) || (month >= 21 && month <= 24);
  return {
    parts: hasMonth ? (day > 0 ? [year, month, day] : [year, month]) : [year],
    circa: match[4] !== undefined,
  };
}

/** Reads `year` with `month` (a number, a name, a season, a range, or with a day in it: `mar # "~12"`) and `day`. */
export function readYearMonthDay(year: string, month: string, day: string): DateVariable | undefined {
  const text = latexToText(year);
  if (text === "") return undefined;
  if (/^\d{4}-\d{2}(?:-\d{2})?$/.test(text)) return readDate(text);
  const range = /^(\d{4})\s*[-–—/]\s*(\d{4})$/.exec(text);
  if (range) return { "date-parts": [[Number(range[1])], [Number(range[2])]] };
  const found = /(?<!\d)-?\d{4}(?!\d)/.exec(text);
  if (!found) return { literal: text };
  const number = Number(found[0].replace("-", ""));
  if (month === "") return { "date-parts": [[number]] };
  const written = latexToText(month);
  const season = seasonNames.findIndex((name) => name.test(written.toLowerCase()));
  if (season >= 0) return { "date-parts": [[number, 21 + season]] };
  const dates = readMonths(written).map(([monthNumber, dayOfMonth]) => {
    const dayNumber = dayOfMonth ?? (/^\d{1,2}$/.test(day.trim()) ? Number(day) : undefined);
    return dayNumber ? [number, monthNumber, dayNumber] : [number, monthNumber];
  });
  return { "date-parts": dates.length === 0 ? [[number]] : dates };
}

/** Months, each with a day where one stands beside it; two for a range. */
function readMonths(text: string): [number, number?][] {
  const found: [number, number?][] = [];
  for (const part of text.toLowerCase().split(/\s*[/–—]\s*|-(?=\D)/)) {
    const name = /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/.exec(part)?.[0];
    const digits = /\d{1,2}/.exec(part)?.[0];
    if (name !== undefined)
      found.push(digits ? [monthNames.indexOf(name) + 1, Number(digits)] : [monthNames.indexOf(name) + 1]);
    else if (digits && Number(digits) >= 1 && Number(digits) <= 12) found.push([Number(digits)]);
  }
  return found.slice(0, 2);
}
