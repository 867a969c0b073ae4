/** Dates of BibTeX (`year`, `month`, `day`) and biblatex (`date`, ISO 8601 with ranges) to CSL. */

import { latexToText } from "./latex-text.ts";
import type { DateVariable } from "./reference.ts";

const monthNames = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Reads biblatex's `date`: `2004-09-15`, `2004/2005-10`, `2004/..`, with `~` and `?` for what is uncertain. */
export function readDate(text: string): DateVariable | undefined {
  const value = text.trim();
  if (value === "") return undefined;
  const [from = "", to] = value.split("/");
  const start = readIsoDate(from);
  if (!start) return { literal: latexToText(value) };
  const end = readIsoDate(to ?? "");
  return { "date-parts": end ? [start, end] : [start] };
}

function readIsoDate(text: string): number[] | undefined {
  const match = /^(-?\d{1,4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?:T[\d:.Z+-]*)?[~?%]?$/.exec(text.trim());
  if (!match) return undefined;
  const [written = 0, month, day] = match.slice(1).map(Number);
  // ISO 8601 has a year 0, which is 1 BC; CSL has none.
  const year = written <= 0 ? written - 1 : written;
  if (!month || month > 12) return [year];
  return day ? [year, month, day] : [year, month];
}

/** Reads `year` with `month` (a number, a name, a range, or with a day in it: `mar # "~12"`) and `day`. */
export function readYearMonthDay(year: string, month: string, day: string): DateVariable | undefined {
  const text = latexToText(year);
  if (text === "") return undefined;
  if (/^\d{4}-\d{2}/.test(text)) return readDate(text);
  const found = /(?<!\d)-?\d{4}(?!\d)/.exec(text);
  if (!found) return { literal: text };
  const number = Number(found[0].replace("-", ""));
  const dates = readMonths(latexToText(month)).map(([monthNumber, dayOfMonth]) => {
    const dayNumber = dayOfMonth ?? (/^\d{1,2}$/.test(day.trim()) ? Number(day) : undefined);
    return dayNumber ? [number, monthNumber, dayNumber] : [number, monthNumber];
  });
  return { "date-parts": dates.length === 0 ? [[number]] : dates };
}

/** Months, each with a day where one stands beside it; two for a range. */
function readMonths(text: string): [number, number?][] {
  const found: [number, number?][] = [];
  for (const part of text.toLowerCase().split(/\s*[/–—]\s*|-(?=\D)/)) {
    const named = monthNames.findIndex((name) => new RegExp(`\\b${name}`).test(part));
    const digits = /\d{1,2}/.exec(part)?.[0];
    if (named >= 0) found.push(digits ? [named + 1, Number(digits)] : [named + 1]);
    else if (digits && Number(digits) >= 1 && Number(digits) <= 12) found.push([Number(digits)]);
  }
  return found.slice(0, 2);
}
