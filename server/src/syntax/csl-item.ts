/** A CSL item as other programs write it, brought to the forms of the reference model. */

import { normaliseDoi, normalisePmcid, normalisePmid } from "./identifiers.ts";
import type { DateVariable, Name, NameVariable, Reference, ReferenceExtras, TextVariable } from "./reference.ts";

/** What is read of an item, a name or a date; nothing is known about the values. */
type Item = Readonly<
  Partial<
    Record<
      | keyof Reference
      | keyof Name
      | keyof DateVariable
      | keyof ReferenceExtras
      | "journalAbbreviation"
      | "raw"
      | "year"
      | "month"
      | "day",
      unknown
    >
  >
>;

/** Variables whose text stays as written; identifiers and the journal's abbreviation are read by themselves. */
const textVariables: Readonly<Record<Exclude<TextVariable, "id" | "type" | Identified>, true>> = {
  title: true,
  "title-short": true,
  "original-title": true,
  "volume-title": true,
  "container-title": true,
  "container-title-short": true,
  "collection-title": true,
  "collection-number": true,
  "event-title": true,
  "event-place": true,
  publisher: true,
  "publisher-place": true,
  "original-publisher": true,
  "original-publisher-place": true,
  jurisdiction: true,
  edition: true,
  volume: true,
  issue: true,
  page: true,
  number: true,
  "chapter-number": true,
  "number-of-pages": true,
  "number-of-volumes": true,
  version: true,
  status: true,
  genre: true,
  note: true,
  annote: true,
  abstract: true,
  keyword: true,
  language: true,
  "call-number": true,
  ISBN: true,
  ISSN: true,
  URL: true,
};

type Identified = "DOI" | "PMID" | "PMCID";

const nameVariables: Readonly<Record<NameVariable, true>> = {
  author: true,
  editor: true,
  translator: true,
  "container-author": true,
  "collection-editor": true,
  compiler: true,
  director: true,
  organizer: true,
  contributor: true,
};

const dateVariables = ["issued", "original-date", "event-date", "accessed"] as const;

function isItem(value: unknown): value is Item {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads an item: numbers become text, dates become numbers, identifiers lose their addresses, unknown variables go. */
export function referenceOfItem(id: string, value: unknown): Reference {
  const item = isItem(value) ? value : {};
  const reference: Record<string, unknown> = { id, type: textOf(item.type) || "document" };
  for (const name of Object.keys(textVariables) as (keyof typeof textVariables)[]) {
    const text = textOf(item[name]);
    if (text !== "") reference[name] = text;
  }
  const note = textOf(item.note);
  const parts = {
    ...Object.fromEntries((Object.keys(nameVariables) as NameVariable[]).map((name) => [name, namesOf(item[name])])),
    ...Object.fromEntries(dateVariables.map((name) => [name, dateOf(item[name])])),
    DOI: identifier(item.DOI ?? noted(note, "DOI"), normaliseDoi),
    PMID: identifier(item.PMID ?? noted(note, "PMID"), normalisePmid),
    PMCID: identifier(item.PMCID ?? noted(note, "PMCID"), normalisePmcid),
    "container-title-short": reference["container-title-short"] ?? (textOf(item.journalAbbreviation) || undefined),
    custom: extrasOf(item.custom),
  };
  for (const [name, part] of Object.entries(parts)) if (part !== undefined) reference[name] = part;
  return reference as unknown as Reference;
}

function textOf(value: unknown): string {
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? value.trim() : "";
}

/** Zotero keeps variables that it has no field for as lines of the note: `PMID: 12345678`. */
function noted(note: string, name: string): string | undefined {
  return new RegExp(`(?:^|\\n)${name}: *(\\S+)`).exec(note)?.[1];
}

function identifier(value: unknown, normalise: (text: string) => string | undefined): string | undefined {
  const text = textOf(value);
  return normalise(text) ?? (text || undefined);
}

const nameParts = ["family", "given", "suffix", "non-dropping-particle", "dropping-particle", "literal"] as const;

function namesOf(value: unknown): readonly Name[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const names = value.filter(isItem).map((written) => {
    const name: Record<string, string> = {};
    for (const part of nameParts) {
      const text = textOf(written[part]);
      if (text !== "") name[part] = text;
    }
    return name as Name;
  });
  return names.filter((name) => Object.keys(name).length > 0);
}

/** `date-parts` (numbers or digits), `raw`, `literal`, an EDTF string, or `year`/`month`/`day` as YAML writers put it. */
function dateOf(value: unknown): DateVariable | undefined {
  if (typeof value === "string" || typeof value === "number") return dateOfText(String(value));
  if (Array.isArray(value))
    return dateOfParts(value.map((part) => (isItem(part) ? [part.year, part.month, part.day] : part)));
  if (!isItem(value)) return undefined;
  const date = dateOfItem(value);
  return date && /^(true|1)$/.test(String(value.circa)) ? { ...date, circa: true } : date;
}

function dateOfItem(value: Item): DateVariable | undefined {
  const parts = value["date-parts"];
  if (Array.isArray(parts)) return dateOfParts(parts);
  if (value.year !== undefined) return dateOfParts([[value.year, value.month, value.day]]);
  const text = textOf(value.raw) || textOf(value.literal);
  return text === "" ? undefined : dateOfText(text);
}

function dateOfParts(parts: readonly unknown[]): DateVariable | undefined {
  const dates = parts.filter(Array.isArray).map((part: readonly unknown[]) => numbersOf(part));
  const known = dates.filter((date) => date.length > 0);
  return known.length === 0 ? undefined : { "date-parts": known };
}

/** The numbers before the first part that is none. */
function numbersOf(part: readonly unknown[]): number[] {
  const numbers = part.map((value) =>
    typeof value === "number" || typeof value === "string" ? Number.parseInt(String(value), 10) : Number.NaN,
  );
  const end = numbers.findIndex((number) => Number.isNaN(number));
  return end < 0 ? numbers : numbers.slice(0, end);
}

function dateOfText(text: string): DateVariable | undefined {
  const dates = text
    .split("/")
    .map((date) => /^(-?\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?:T.*)?[~?]?$/.exec(date.trim()));
  if (dates.some((date) => date === null)) return { literal: text };
  return dateOfParts(dates.map((date) => date?.slice(1) ?? []));
}

function extrasOf(value: unknown): ReferenceExtras | undefined {
  if (!isItem(value)) return undefined;
  const complete = value["authors-complete"];
  const extras: { -readonly [name in keyof ReferenceExtras]: ReferenceExtras[name] } = {};
  if (complete !== undefined) extras["authors-complete"] = complete !== false && complete !== "false";
  for (const name of ["topics", "notes"] as const) {
    const list = value[name];
    if (Array.isArray(list)) extras[name] = list.map(textOf).filter(Boolean);
  }
  return Object.keys(extras).length === 0 ? undefined : extras;
}
