/** What the formats of reference managers and databases have in common. */

import type { DateVariable } from "./reference.ts";
import { readMonthAndDay, readWrittenDate } from "./written-dates.ts";

/** CSL types of works that appear by themselves: the title beside their own is that of their series. */
export const standalone: ReadonlySet<string> = new Set(
  "book manuscript report thesis patent software dataset map pamphlet standard".split(" "),
);

/** Pages with plain hyphens and no spaces around them. */
export function plainRange(pages: string): string {
  return pages.replace(/\s*[–—‐‑−-]+\s*/g, "-").replace(/-$/, "");
}

/** The date of a field for the year, with the month and day of a second field where that says more about the same year. */
export function publicationDate(year: string | undefined, date: string | undefined): DateVariable | undefined {
  const written = year?.replace(/\/+$/, "") || undefined;
  const base = readWrittenDate(written ?? "");
  const whole = readWrittenDate(date ?? "");
  const literal = written ?? date;
  if (!base) return whole ?? (literal === undefined || /^\/*$/.test(literal) ? undefined : { literal });
  const [parts = []] = base["date-parts"] ?? [];
  const [wholeParts = []] = whole?.["date-parts"] ?? [];
  if (wholeParts[0] === parts[0] && wholeParts.length > parts.length) return whole;
  if (whole || parts.length > 1) return base;
  const { month, day } = readMonthAndDay(date ?? "");
  return { "date-parts": [[...parts, month, day].filter((part) => part !== undefined)] };
}
