/** PubMed's NBIB, the MEDLINE display format: the records, and where they are faulty. */

import type { Document, Span } from "../text/document.ts";
import { encodingProblems } from "./encoding.ts";
import { entriesOf, type FoundRecord } from "./entries.ts";
import type { BibliographyFacts, SyntaxProblem } from "./facts.ts";
import { referenceOfNbib } from "./nbib-reference.ts";
import { continued, type TaggedField, taggedLines, valuesByTag } from "./tagged-lines.ts";
import { readWrittenDate } from "./written-dates.ts";

const tagged = /^([A-Z]{2,4}) {0,2}-(?: |$)\s*/;
/** Continuation lines stand below the value: six blanks; fewer are let pass. */
const continuation = /[ \t]/;

/**
 * Reads an NBIB file. A record begins with its PMID or after a blank line. The key is the PMID; a record without one gets a
 * key as `entriesOf` makes it.
 */
export function readNbib({ text }: Document): BibliographyFacts {
  const problems: SyntaxProblem[] = [...encodingProblems(text)];
  const records: TaggedField[][] = [];
  const report = (span: Span, code: string, message: string) => problems.push({ span, code, message });
  let afterBlank = true;
  for (const line of taggedLines(text, tagged)) {
    const open = records.at(-1);
    if (line.kind === "blank") afterBlank = true;
    else if (line.kind === "field") {
      const { field } = line;
      if (!open || afterBlank || startsAnother(field, open)) records.push([field]);
      else open.push(field);
      if (field.tag === "DP" && !readWrittenDate(field.value))
        report(
          field.value === "" ? field.span : field.valueSpan,
          "bad-date",
          "This is no date. Write the year first: 2014 Aug 28.",
        );
      if (field.tag === "PMID" && !/^\d{1,8}$/.test(field.value))
        report(field.span, "bad-pmid", "A PMID is a number of up to eight digits.");
      afterBlank = false;
    } else {
      const last = open?.at(-1);
      const isIndented = line.span.start > 0 && continuation.test(text.charAt(line.span.start - 1));
      if (open && last && isIndented && !afterBlank) open[open.length - 1] = continued(last, text, line.span);
      else
        report(
          line.span,
          "stray-text",
          "This line has no tag. Begin it with one (“TI  - ”), or with six blanks where it goes on with the line above.",
        );
    }
  }
  for (const [first] of records.filter((fields) => pmidOf(fields) === undefined))
    if (first) report(first.span, "missing-key", "This record has no PMID. Add a line “PMID- ” with its number.");
  return { entries: entriesOf(records.map(recordOf)), problems };
}

function startsAnother({ tag }: TaggedField, open: readonly TaggedField[]): boolean {
  return tag === "PMID" && open.some((field) => field.tag === "PMID");
}

function pmidOf(fields: readonly TaggedField[]): TaggedField | undefined {
  return fields.find(({ tag, value }) => tag === "PMID" && value !== "");
}

function recordOf(fields: readonly TaggedField[]): FoundRecord {
  const pmid = pmidOf(fields);
  const place = fields[0]?.span ?? { start: 0, end: 0 };
  return {
    span: { start: place.start, end: fields.at(-1)?.span.end ?? place.end },
    place,
    ...(pmid && { key: { text: pmid.value, span: pmid.valueSpan } }),
    isFixed: true,
    decode: (key) => referenceOfNbib(key, valuesByTag(fields), fields),
  };
}
