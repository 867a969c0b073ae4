/**
 * Reads the Retraction Watch database as Crossref publishes it, a CSV
 * (https://www.crossref.org/documentation/retrieve-metadata/retraction-watch/): one notice a row, columns by their headings,
 * names of authors between semicolons, dates as month/day/year; 0 or "unavailable" where an identifier isn't known.
 */
import { type CsvFault, type CsvRecord, csvRecords } from "../syntax/csv.ts";
import { normaliseDoi, normalisePmid } from "../syntax/identifiers.ts";
import type { ListedNotice, NoticeNature } from "./retractions.ts";

export interface RetractionWatch {
  readonly notices: readonly ListedNotice[];
  readonly problems: readonly CsvFault[];
}

const headings = [
  "title",
  "author",
  "retractiondate",
  "retractiondoi",
  "originalpaperdate",
  "originalpaperdoi",
  "originalpaperpubmedid",
  "retractionnature",
] as const;

type Heading = (typeof headings)[number];

const natures: ReadonlyMap<string, NoticeNature> = new Map([
  ["retraction", "retraction"],
  ["expression of concern", "concern"],
  ["correction", "correction"],
  ["reinstatement", "reinstatement"],
]);

/** A row with a fault that leaves nothing to go by is left out, and so is a table without the columns that name works and natures. */
export function readRetractionWatch(text: string): RetractionWatch {
  const problems: CsvFault[] = [];
  const notices: ListedNotice[] = [];
  let columns: ReadonlyMap<Heading, number> | undefined;
  for (const record of csvRecords(text, (fault) => problems.push(fault))) {
    if (!columns) {
      columns = columnsOf(record);
      const missing = missingColumns(columns);
      if (missing === undefined) continue;
      problems.push({ line: record.line, message: missing });
      break;
    }
    const fault = readRow(record, columns, notices);
    if (fault !== undefined) problems.push({ line: record.line, message: fault });
  }
  if (!columns) problems.push({ line: 1, message: "The table is empty." });
  return { notices, problems };
}

function columnsOf({ length, cellAt }: CsvRecord): ReadonlyMap<Heading, number> {
  const written = Array.from({ length }, (_, column) =>
    cellAt(column)
      .toLowerCase()
      .replace(/[\s_-]/g, ""),
  );
  return new Map(
    headings.flatMap((heading): [Heading, number][] => {
      const column = written.indexOf(heading);
      return column < 0 ? [] : [[heading, column]];
    }),
  );
}

function missingColumns(columns: ReadonlyMap<Heading, number>): string | undefined {
  if (!columns.has("retractionnature")) return "The table has no column “RetractionNature”.";
  if (columns.has("originalpaperdoi") || columns.has("originalpaperpubmedid") || columns.has("title")) return undefined;
  return "The table has no column “OriginalPaperDOI”, “OriginalPaperPubMedID” or “Title”.";
}

/** Adds the row's notice, and tells what is wrong with the row. */
function readRow(
  { length, cellAt }: CsvRecord,
  columns: ReadonlyMap<Heading, number>,
  notices: ListedNotice[],
): string | undefined {
  const cell = (heading: Heading) => cellAt(columns.get(heading) ?? -1);
  const written = cell("retractionnature");
  const nature = natures.get(written.toLowerCase());
  if (!nature && length <= (columns.get("retractionnature") ?? 0)) return `The row ends after ${length} cells.`;
  if (!nature) return `“${written}” is no nature of a notice that is known.`;
  const doi = cell("originalpaperdoi");
  const date = cell("retractiondate");
  const notice: ListedNotice = {
    nature,
    date: isoDate(date),
    notice: normaliseDoi(cell("retractiondoi")),
    title: cell("title"),
    author: cell("author").split(";", 1)[0]?.trim(),
    year: Number(isoDate(cell("originalpaperdate"))?.slice(0, 4) ?? 0),
    doi: normaliseDoi(doi),
    pmid: normalisePmid(cell("originalpaperpubmedid").replace(/^0+/, "")),
  };
  if (!notice.doi && !notice.pmid && notice.title === "") return "The row names no work: no DOI, PMID or title.";
  notices.push(notice);
  if (notice.date === undefined && date !== "") return `“${date}” is no date that can be read; the rest was read.`;
  const isUnknown = doi === "" || /^(?:0|unavailable|n\/?a)$/i.test(doi);
  return notice.doi === undefined && !isUnknown ? `“${doi}” is no DOI; the rest was read.` : undefined;
}

/** `8/16/2023 0:00` as `2023-08-16`; a date in ISO 8601 as it is. */
function isoDate(written: string): string | undefined {
  const [, month = "", day = "", year = ""] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:\s|$)/.exec(written) ?? [];
  if (year === "") return /^\d{4}-\d\d-\d\d(?=[T\s]|$)/.exec(written)?.[0];
  return Number(month) <= 12 ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : undefined;
}
