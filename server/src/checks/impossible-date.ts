import type { DateVariable } from "../syntax/reference.ts";
import { fieldOf, type WrittenEntry, type WrittenField } from "../syntax/written-entries.ts";
import type { Check } from "./check.ts";
import { type EntryFault, type EntryRule, runOnEntries } from "./entry-rule.ts";

/** The year in which the first journals appeared. */
const firstJournals = 1665;

const dateFields = ["date", "urldate", "eventdate", "origdate"] as const;

const rule: EntryRule = {
  fields: ["year", "month", "day", ...dateFields],
  look: (entry, { thisYear }) => (entry.bibtex ? bibtexFaults(entry, thisYear) : otherFaults(entry, thisYear)),
};

function bibtexFaults(entry: WrittenEntry, thisYear: number): readonly EntryFault[] {
  return entry.fields.flatMap((field) => {
    const message = wrongField(entry, field, thisYear);
    return message === undefined ? [] : [{ span: field.span, message }];
  });
}

function wrongField(entry: WrittenEntry, field: WrittenField, thisYear: number): string | undefined {
  const text = plain(field);
  // Fields that hold no digit at all are months by their names.
  if (!/\d/.test(text)) return undefined;
  switch (field.name) {
    case "year":
      return wrongYear(text, entry.type === "article", thisYear);
    case "month":
      return /^\d+$/.test(text) && !isMonth(Number(text)) ? `There is no month ${text}.` : undefined;
    case "day":
      return wrongDay(text, plain(fieldOf(entry, "year")), plain(fieldOf(entry, "month")));
    default:
      return wrongDate(text, entry.type === "article" && field.name === "date", thisYear);
  }
}

function plain(field: WrittenField | undefined): string {
  const text = field?.text ?? "";
  return text.includes("{") ? text.replace(/[{}]/g, "").trim() : text;
}

/** Words, ranges and letters beside the number are no fault of the year. */
function wrongYear(text: string, isArticle: boolean, thisYear: number): string | undefined {
  if (!/^\d+$/.test(text)) return undefined;
  if (text.length !== 4) return `“${text}” is no year: one has four digits.`;
  return implausibleYear(Number(text), isArticle, thisYear);
}

function implausibleYear(year: number, isArticle: boolean, thisYear: number): string | undefined {
  if (year > thisYear + 1) return `The year ${year} lies in the future.`;
  return isArticle && year < firstJournals ? `No journal appeared in the year ${year}.` : undefined;
}

function isMonth(number: number): boolean {
  return number >= 1 && number <= 12;
}

const daysOfMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const monthNames = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

function wrongDay(text: string, year: string, month: string): string | undefined {
  if (!/^\d+$/.test(text)) return undefined;
  const named = monthNames.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  const number = named > 0 ? named : Number(month);
  return impossibleDay(Number(year), number, Number(text));
}

/** @param month 0 or no number where it isn't known. */
function impossibleDay(year: number, month: number, day: number): string | undefined {
  const days = month === 2 && !isLeapYear(year) ? 28 : (daysOfMonths[month - 1] ?? 31);
  return day < 1 || day > days ? `There is no day ${day} in that month.` : undefined;
}

/** True where the year isn't known. */
function isLeapYear(year: number): boolean {
  return Number.isNaN(year) || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
}

/** One date or a range as biblatex reads them (ISO 8601-2 with seasons as months 21 to 41). */
function wrongDate(text: string, isArticle: boolean, thisYear: number): string | undefined {
  for (const point of text.split("/")) {
    const found = /^(\d{4,})(?:-(\d{2})(?:-(\d{2}))?)?(?=[~?%T]|$)/.exec(point.trim());
    if (!found) continue;
    const [, year = "", month, day] = found;
    const message =
      wrongYear(year, isArticle, thisYear) ??
      (month === undefined ? undefined : wrongMonthAndDay(Number(year), Number(month), day));
    if (message !== undefined) return message;
  }
  return undefined;
}

function wrongMonthAndDay(year: number, month: number, day: string | undefined): string | undefined {
  const isSeason = month >= 21 && month <= 41;
  if (!isMonth(month) && !isSeason) return `There is no month ${month}.`;
  return day === undefined ? undefined : impossibleDay(year, month, Number(day));
}

const dateVariables = ["issued", "accessed", "event-date", "original-date"] as const;

function otherFaults({ reference, keySpan, type }: WrittenEntry, thisYear: number): readonly EntryFault[] {
  return dateVariables.flatMap((variable) => {
    const isArticle = variable === "issued" && type === "article-journal";
    const message = wrongParts(reference[variable], isArticle, thisYear);
    return message === undefined ? [] : [{ span: keySpan, message: `${message} (${variable})` }];
  });
}

function wrongParts(date: DateVariable | undefined, isArticle: boolean, thisYear: number): string | undefined {
  for (const [year = 0, month, day] of date?.["date-parts"] ?? []) {
    // 0 leaves the end of a range open, and years before Christ are below it.
    const message =
      (year > 9999 ? `“${year}” is no year: one has four digits.` : undefined) ??
      (year > 0 ? implausibleYear(year, isArticle, thisYear) : undefined) ??
      (month === undefined ? undefined : wrongMonthAndDay(year, month, day === undefined ? undefined : String(day)));
    if (message !== undefined) return message;
  }
  return undefined;
}

export const impossibleDate: Check = {
  code: "impossible-date",
  setting: "check.impossibleDate",
  subject: "bibliography",
  explanation: `A year that has more or fewer than four digits or lies beyond the next one, an article from before 1665, when the first journals
appeared, a thirteenth month, a 30th of February. Dates of access, of events and of the original are looked at too.

Words such as “in press”, ranges, “circa” and years before Christ are left alone; so are seasons, which biblatex numbers from 21.`,
  examples: [
    {
      bad: `--- refs.bib
@article{zhou2022,
  year = {20222},
          ^^^^^ impossible-date
  month = 13,
          ^^ impossible-date
}
`,
      good: `--- refs.bib
@article{zhou2022,
  year = {2022},
  month = 12,
}
`,
    },
    {
      bad: `--- refs.bib
@online{zhou2022,
  date = {2022-02-30},
          ^^^^^^^^^^ impossible-date
}
`,
      good: `--- refs.bib
@online{zhou2022,
  date = {2022-02-28},
}
`,
    },
  ],
  run: runOnEntries(rule),
};
