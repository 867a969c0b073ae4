/**
 * The CSL items that DOI registration agencies give, brought to CSL-JSON: Crossref has lists where CSL has one text, its own names of
 * types (https://api.crossref.org/types) and JATS or entities in texts; DataCite's items are nearly CSL's.
 */
import { referenceOfItem } from "../syntax/csl-item.ts";
import { normaliseDoi } from "../syntax/identifiers.ts";
import type { Reference } from "../syntax/reference.ts";

type Item = Readonly<Record<string, unknown>>;

const cslTypes: Readonly<Record<string, string>> = {
  "journal-article": "article-journal",
  "posted-content": "article",
  "proceedings-article": "paper-conference",
  "book-chapter": "chapter",
  "book-section": "chapter",
  "book-part": "chapter",
  "book-track": "chapter",
  "reference-entry": "entry-encyclopedia",
  monograph: "book",
  "edited-book": "book",
  "reference-book": "book",
  "book-set": "book",
  "book-series": "book",
  proceedings: "book",
  "report-component": "report",
  "report-series": "report",
  dissertation: "thesis",
  "peer-review": "review",
  journal: "periodical",
  "journal-issue": "periodical",
  "journal-volume": "periodical",
  component: "document",
  database: "dataset",
  grant: "document",
  other: "document",
};

/** The reference of an item; its `id` is empty. Never fails: what can't be read is left out. */
export function referenceOfRegistered(item: Item): Reference {
  const type = textOf(item.type);
  const title = clean(textOf(item.title));
  const subtitle = clean(textOf(item.subtitle));
  const isPart = subtitle !== "" && !title.toLowerCase().includes(subtitle.toLowerCase());
  const url = textOf(item.URL);
  return referenceOfItem("", {
    ...item,
    type: cslTypes[type] ?? type,
    title: isPart && title !== "" ? `${title}: ${subtitle}` : title,
    "title-short": clean(textOf(item["title-short"])),
    "container-title": clean(textOf(item["container-title"])),
    "container-title-short": clean(textOf(item["container-title-short"]) || textOf(item["short-container-title"])),
    "collection-title": clean(textOf(item["collection-title"])),
    page: textOf(item.page) || textOf(item["article-number"]),
    abstract: clean(textOf(item.abstract)),
    publisher: clean(textOf(item.publisher)),
    ISSN: textOf(item.ISSN),
    ISBN: textOf(item.ISBN).replace(/^https?:\/\/\S*\//, ""),
    // The DOI says the same.
    URL: normaliseDoi(url) === undefined ? url : "",
    note: "",
    ...Object.fromEntries(roles.map((role) => [role, namesOf(item[role])])),
  });
}

const roles = ["author", "editor", "translator"] as const;

/** Institutions are `name` at Crossref. */
function namesOf(value: unknown): unknown {
  if (!Array.isArray(value)) return undefined;
  return value.map((written: unknown) => {
    const name = typeof written === "object" && written !== null ? (written as Item) : {};
    return name.name === undefined ? name : { ...name, literal: name.literal ?? name.name };
  });
}

/** A text, or the first of a list of them. */
function textOf(value: unknown): string {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === "string" || typeof first === "number" ? String(first) : "";
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

const faces: Readonly<Record<string, string>> = {
  italic: "i",
  bold: "b",
  i: "i",
  b: "b",
  em: "i",
  strong: "b",
  sub: "sub",
  sup: "sup",
};

/** CSL's markup for that of HTML and JATS; other elements give way to what they hold. */
function clean(text: string): string {
  return text
    .replace(/&amp;(?=#?\w+;)/g, "&")
    .replace(/<jats:title>.*?<\/jats:title>/gs, " ")
    .replace(/<(\/?)(?:jats:|mml:)?([a-z]+)\b[^>]*>/gi, (_, slash: string, name: string) => {
      const face = faces[name.toLowerCase()];
      return face === undefined ? (/^(?:p|br|sec)$/i.test(name) ? " " : "") : `<${slash}${face}>`;
    })
    .replace(/&(?:(\w+)|#(\d+)|#x([\da-f]+));/gi, (whole, name, decimal, hexadecimal) => {
      if (name !== undefined) return entities[name as string] ?? whole;
      const code = Number.parseInt(decimal ?? hexadecimal, decimal === undefined ? 16 : 10);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    })
    .replace(/\s+/g, " ")
    .trim();
}
