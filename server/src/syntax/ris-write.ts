/** Writes references as RIS records, in the tags that EndNote, Zotero and Mendeley read alike. */

import type { Reference } from "./reference.ts";
import { risTypes } from "./ris-reference.ts";
import { slashDate } from "./written-dates.ts";
import { authorLines, invertedName } from "./written-names.ts";
import { standalone } from "./written-works.ts";

/** Records one after the other, an empty line between them. */
export function writeRis(references: readonly Reference[]): string {
  return references.map(record).join("\n");
}

function record(reference: Reference): string {
  const lines = fieldsOf(reference).filter(([, value]) => value !== undefined && value !== "");
  return [...lines.map(([tag, value = ""]) => `${tag}  - ${oneLine(value)}`), "ER  - ", ""].join("\n");
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function fieldsOf(reference: Reference): [string, string | undefined][] {
  const each = (tag: string, values: readonly string[]) => values.map((value): [string, string] => [tag, value]);
  const isAlone = standalone.has(reference.type);
  const [start, end] = pageEnds(reference.page ?? "");
  const [issued] = reference.issued?.["date-parts"] ?? [];
  const container: [string, string | undefined] =
    reference.type === "paper-conference" ? ["C3", reference["container-title"]] : ["T2", reference["container-title"]];
  return [
    ["TY", risTypes[reference.type]?.split(" ")[0] ?? "GEN"],
    ["ID", reference.id],
    ...each("AU", authorLines(reference)),
    ["TI", reference.title],
    isAlone ? ["T2", reference["collection-title"]] : container,
    ["J2", isAlone ? undefined : reference["container-title-short"]],
    ["T3", isAlone ? undefined : reference["collection-title"]],
    ...each("A2", (reference.editor ?? []).map(invertedName)),
    ["PY", issued ? String(issued[0]) : reference.issued?.literal],
    ["DA", issued && issued.length > 1 ? slashDate(issued) : undefined],
    ["VL", reference.volume],
    ["IS", isAlone ? undefined : reference.issue],
    ["M1", isAlone ? reference.number : undefined],
    ["SP", start],
    ["EP", end],
    ["ET", reference.edition],
    ["PB", reference.publisher],
    ["CY", reference["publisher-place"]],
    ["M3", reference.genre],
    ["SN", reference.ISBN ?? reference.ISSN],
    ["DO", reference.DOI],
    ["UR", reference.URL],
    ["Y2", slashDate(reference.accessed?.["date-parts"]?.[0] ?? [])],
    ["AN", reference.PMID],
    ["DB", reference.PMID === undefined ? undefined : "PubMed"],
    ["C2", reference.PMCID],
    ["LA", reference.language],
    ...each("KW", (reference.keyword ?? "").split(/\s*,\s*/)),
    ["AB", reference.abstract],
    ["N1", reference.note],
  ];
}

/** First and last page of one range; anything else is all in `SP`. */
function pageEnds(pages: string): readonly [string, string | undefined] {
  const [, start, end] = /^([^\s,;-]+)-([^\s,;-]+)$/.exec(pages) ?? [];
  return start === undefined ? [pages, undefined] : [start, end];
}
