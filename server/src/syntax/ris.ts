/** RIS bibliographies: the records, and where they are faulty. What the tags mean is in `ris-reference.ts`. */

import type { Document, Span } from "../text/document.ts";
import { encodingProblems } from "./encoding.ts";
import { entriesOf, type FoundRecord } from "./entries.ts";
import type { BibliographyFacts, SyntaxProblem } from "./facts.ts";
import { cslTypeOfRis, dateTags, isReadableRisDate, referenceOfRis } from "./ris-reference.ts";
import { continued, type TaggedField, taggedLines, valuesByTag } from "./tagged-lines.ts";

const tagged = /^ ?([A-Z][A-Z0-9]) {0,3}-(?: |$)\s*/;
/** A line that was meant to have a tag: small letters, a letter too many or too few. */
const almostTagged = /^[A-Za-z][A-Za-z0-9]{0,3} {1,3}- /;
/** Tags of one short value, which is never wrapped. */
const shortTags: ReadonlySet<string> = new Set("TY ID PY Y1 Y2 DA VL IS SP EP DO SN AN LA ET DB C2".split(" "));

interface Scan {
  readonly text: string;
  readonly records: TaggedField[][];
  readonly problems: SyntaxProblem[];
  /** The record being read. */
  open: TaggedField[] | undefined;
  /** Whether lines without a tag have been reported since the last record ended. */
  strayReported: boolean;
}

/**
 * Reads a RIS file. A record ends at `ER`, else where the next one begins. The key is the `ID`; a record without one gets
 * a key as `entriesOf` makes it.
 */
export function readRis({ text }: Document): BibliographyFacts {
  const scan: Scan = {
    text,
    records: [],
    problems: [...encodingProblems(text)],
    open: undefined,
    strayReported: false,
  };
  for (const line of taggedLines(text, tagged)) {
    if (line.kind === "field") readField(scan, line.field);
    else if (line.kind === "text") readText(scan, line.span);
  }
  endRecord(scan, false);
  const records = scan.records.filter((fields) => fields.length > 0);
  return { entries: entriesOf(records.map(recordOf)), problems: scan.problems };
}

function report(scan: Scan, span: Span, code: string, message: string): void {
  scan.problems.push({ span, code, message });
}

function readField(scan: Scan, field: TaggedField): void {
  if (field.tag === "ER") {
    if (scan.open) scan.open.push(field);
    else
      report(
        scan,
        field.span,
        "stray-end",
        "No record is open here. Delete this line, or begin the record with “TY  - ”.",
      );
    endRecord(scan, true);
    return;
  }
  if (field.tag === "TY") {
    endRecord(scan, false);
    scan.open = [];
    if (cslTypeOfRis(field.value) === undefined)
      report(
        scan,
        field.value === "" ? field.span : field.valueSpan,
        "unknown-type",
        "RIS has no such type. Write JOUR for an article, CHAP for a chapter, BOOK for a book, GEN for anything else.",
      );
  }
  if (!scan.open) {
    scan.open = [];
    report(
      scan,
      field.span,
      "missing-type",
      "This record does not begin with its type. Add a line “TY  - JOUR” above.",
    );
  }
  if (dateTags.has(field.tag) && field.value !== "" && !isReadableRisDate(field))
    report(scan, field.valueSpan, "bad-date", "This is no date. Write the year, or year, month and day: 2014/08/28.");
  scan.open.push(field);
}

function readText(scan: Scan, span: Span): void {
  const { open, text } = scan;
  const last = open?.at(-1);
  const line = text.slice(span.start, span.end);
  if (!open || !last) {
    if (!scan.strayReported)
      report(
        scan,
        span,
        "stray-text",
        "This text stands outside the records. Delete it, or begin a record with “TY  - ”.",
      );
    scan.strayReported = true;
  } else if (almostTagged.test(line))
    report(
      scan,
      span,
      "bad-tag",
      "A tag is two capitals or a capital and a digit, two spaces, a hyphen and a space: “AU  - ”.",
    );
  else if (shortTags.has(last.tag))
    report(
      scan,
      span,
      "stray-text",
      `This line has no tag, and “${last.tag}” takes one line only. Give it a tag or delete it.`,
    );
  else open[open.length - 1] = continued(last, text, span);
}

function endRecord(scan: Scan, isEnded: boolean): void {
  const { open } = scan;
  scan.open = undefined;
  scan.strayReported = false;
  const [first] = open ?? [];
  if (!open || !first) return;
  if (!isEnded)
    report(scan, first.span, "missing-end", "This record has no end. Add a line “ER  - ” after its last field.");
  scan.records.push(open);
}

function recordOf(fields: readonly TaggedField[]): FoundRecord {
  const id = fields.find(({ tag, value }) => tag === "ID" && value !== "");
  const place = fields[0]?.span ?? { start: 0, end: 0 };
  return {
    span: { start: place.start, end: fields.at(-1)?.span.end ?? place.end },
    place,
    ...(id && { key: { text: id.value, span: id.valueSpan } }),
    decode: (key) => referenceOfRis(key, valuesByTag(fields)),
  };
}
