/** Refer, the tagged format of EndNote's `.enw` files: `%A Jones, Mary`, records apart by a blank line. */

import type { Document, Span } from "../text/document.ts";
import { encodingProblems } from "./encoding.ts";
import { type EndnoteValues, isKnownEndnoteType, referenceOfEndnote } from "./endnote-reference.ts";
import { entriesOf, type FoundRecord } from "./entries.ts";
import type { BibliographyFacts, SyntaxProblem } from "./facts.ts";
import type { Name } from "./reference.ts";
import { continued, type TaggedField, type TagValues, taggedLines, valuesByTag } from "./tagged-lines.ts";
import { readWrittenDate } from "./written-dates.ts";
import { readInvertedName } from "./written-names.ts";

const tagged = /^%([0-9A-Za-z!@#$&()*+,:;<=>?[\]^~])(?:\s+|$)/;

/** EndNote's names of the fields by tag. */
const fieldNames: Readonly<Record<string, string>> = {
  A: "author",
  B: "secondary-title",
  C: "pub-location",
  D: "year",
  E: "secondary-author",
  F: "label",
  G: "language",
  I: "publisher",
  J: "secondary-title",
  K: "keyword",
  M: "accession-num",
  N: "number",
  O: "alt-title",
  P: "pages",
  R: "electronic-resource-num",
  S: "tertiary-title",
  T: "title",
  U: "url",
  V: "volume",
  X: "abstract",
  Z: "notes",
  "2": "custom2",
  "7": "edition",
  "8": "date",
  "9": "work-type",
  "@": "isbn",
  "[": "access-date",
  "~": "remote-database-name",
};

/**
 * Reads a Refer file. A record begins with `%0`; in a file without that tag, after a blank line. The key is the label, `%F`, where
 * that is one word; a record without one gets a key as `entriesOf` makes it.
 */
export function readRefer({ text }: Document): BibliographyFacts {
  const problems: SyntaxProblem[] = [...encodingProblems(text)];
  const report = (span: Span, code: string, message: string) => problems.push({ span, code, message });
  const hasTypes = /^\ufeff?%0/m.test(text);
  const records: TaggedField[][] = [];
  let afterBlank = true;
  for (const line of taggedLines(text, tagged)) {
    const open = records.at(-1);
    if (line.kind === "blank") afterBlank = true;
    else if (line.kind === "field") {
      const { field } = line;
      if (!open || (hasTypes ? field.tag === "0" : afterBlank)) records.push([field]);
      else open.push(field);
      checkField(field, report);
      afterBlank = false;
    } else {
      const last = open?.at(-1);
      // An abstract may have blank lines between its paragraphs.
      if (open && last && text[line.span.start] !== "%" && (!afterBlank || last.tag === "X"))
        open[open.length - 1] = continued(last, text, line.span);
      else
        report(
          line.span,
          "stray-text",
          "This line has no tag. Begin it with one: a percent sign, a letter and a space (“%T ”).",
        );
    }
  }
  for (const [first] of hasTypes ? records : [])
    if (first && first.tag !== "0")
      report(
        first.span,
        "missing-type",
        "This record does not begin with its type. Add a line “%0 Journal Article” above.",
      );
  return { entries: entriesOf(records.map(recordOf)), problems };
}

function checkField(
  { tag, value, span, valueSpan }: TaggedField,
  report: (...problem: [Span, string, string]) => void,
): void {
  const place = value === "" ? span : valueSpan;
  if (tag === "0" && !isKnownEndnoteType(value))
    report(place, "unknown-type", "EndNote has no such type. Write Journal Article, Book, Book Section or Generic.");
  if (tag === "D" && !readWrittenDate(value))
    report(place, "bad-date", "This is no year. Write its four digits: 2014.");
}

function recordOf(fields: readonly TaggedField[]): FoundRecord {
  const label = fields.find(({ tag, value }) => tag === "F" && /^\S+$/.test(value));
  const place = fields[0]?.span ?? { start: 0, end: 0 };
  const tags = valuesByTag(fields);
  const type = tags.get("0")?.[0] ?? (tags.has("J") ? "Journal Article" : "Generic");
  return {
    span: { start: place.start, end: fields.at(-1)?.span.end ?? place.end },
    place,
    ...(label && { key: { text: label.value, span: label.valueSpan } }),
    decode: (key) => referenceOfEndnote(key, type, valuesOf(tags), readName),
  };
}

/** EndNote's values by name; the journal, `%J`, comes before what else names a container. */
function valuesOf(tags: TagValues): EndnoteValues {
  const values = new Map<string, readonly string[]>();
  for (const [tag, texts] of [...tags].sort(([a], [b]) => Number(b === "J") - Number(a === "J"))) {
    const name = fieldNames[tag];
    if (name !== undefined) values.set(name, [...(values.get(name) ?? []), ...texts]);
  }
  return values;
}

/** Without a comma the last word is the family name; an institution ends in a comma. */
function readName(text: string): Name {
  const [, given, family] = /^([^,]+) ([^\s,]+)$/.exec(text) ?? [];
  return given === undefined || family === undefined ? readInvertedName(text) : { family, given };
}
