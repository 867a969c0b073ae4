/**
 * Comma-separated values as RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180) has them, one record after the other: cells
 * are cut out of the text when they are asked for, since of a large file few columns are read.
 */

export interface CsvRecord {
  /** The line on which it begins, from 1. */
  readonly line: number;
  /** How many cells it has. */
  readonly length: number;
  /** A cell without its quotation marks and the space around it; empty where the record has no such cell. */
  readonly cellAt: (column: number) => string;
}

export interface CsvFault {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

const quote = 0x22;
const comma = 0x2c;

/**
 * The records that hold anything. A quotation mark that isn't closed before a comma or the end of a line is told to
 * `report` and read as text, so that it costs its own line only.
 */
export function* csvRecords(text: string, report: (fault: CsvFault) => void): Generator<CsvRecord> {
  let at = text.startsWith("\ufeff") ? 1 : 0;
  let line = 1;
  let feed = -1;
  while (at < text.length) {
    const begun = line;
    const bounds: number[] = [];
    for (let hasMore = true; hasMore; at++) {
      const start = at;
      const closed = text.charCodeAt(at) === quote ? endOfQuoted(text, at) : at;
      if (closed === undefined)
        report({ line, message: "A quotation mark is not closed before the next comma or the end of the line." });
      else at = closed;
      for (; feed < at; feed = placeOf("\n", text, feed + 1)) if (feed >= start) line++;
      at = Math.min(placeOf(",", text, at), feed);
      hasMore = text.charCodeAt(at) === comma;
      bounds.push(start, at);
    }
    line++;
    const cellAt = (column: number) => cellOf(text, bounds[2 * column] ?? 0, bounds[2 * column + 1] ?? 0);
    if (bounds.length > 2 || cellAt(0) !== "") yield { line: begun, length: bounds.length / 2, cellAt };
  }
}

/** The end of the text where the sign is not there. */
function placeOf(sign: string, text: string, from: number): number {
  const at = text.indexOf(sign, from);
  return at === -1 ? text.length : at;
}

/** After the closing mark of a cell that opens at `start`; `undefined` where none stands at the end of a cell. */
function endOfQuoted(text: string, start: number): number | undefined {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && text.charCodeAt(end + 1) === quote) end = text.indexOf('"', end + 2);
  if (end === -1) return undefined;
  const isAtEnd = text.charCodeAt(end + 1) === comma || /^(?:\r?\n|\r?$)/.test(text.slice(end + 1, end + 3));
  return isAtEnd ? end + 1 : undefined;
}

function cellOf(text: string, start: number, end: number): string {
  const written = text.slice(start, end).trim();
  return /^".*"$/s.test(written) ? written.slice(1, -1).replaceAll('""', '"').trim() : written;
}
