/**
 * EndNote's XML: one `<record>` a work. Scanned by our own `xml-scan.ts`: a parser for whole documents gives up at the first fault,
 * or lets an unclosed tag swallow the records after it.
 */

import type { Document } from "../text/document.ts";
import { encodingProblems } from "./encoding.ts";
import { isKnownEndnoteType, referenceOfEndnote } from "./endnote-reference.ts";
import { entriesOf, type FoundRecord } from "./entries.ts";
import type { BibliographyFacts, SyntaxProblem } from "./facts.ts";
import { readWrittenDate } from "./written-dates.ts";
import { scanXmlElements, type XmlElement } from "./xml-scan.ts";

/**
 * Reads EndNote XML. The key is the `label` where that is one word, else the `rec-number`; a record with neither gets a key as
 * `entriesOf` makes it. A file without records gives no entries and one problem.
 */
export function readEndnoteXml({ text }: Document): BibliographyFacts {
  const problems: SyntaxProblem[] = [...encodingProblems(text)];
  const elements = scanXmlElements(text, "record", problems);
  if (elements.length === 0 && !/<(?:xml|records)[\s>]/.test(text))
    return {
      entries: [],
      problems: [
        {
          span: { start: 0, end: Math.min(1, text.length) },
          code: "not-a-bibliography",
          message: "This file is no EndNote library: it holds no records.",
        },
      ],
    };
  return { entries: entriesOf(elements.map((element) => recordOf(element, text, problems))), problems };
}

function recordOf(record: XmlElement, text: string, problems: SyntaxProblem[]): FoundRecord {
  const values = new Map<string, string[]>();
  const keys = new Map<string, XmlElement>();
  const visit = (element: XmlElement, parent: string) => {
    const name = fieldName(element.name, parent);
    const value = textOf(element).trim();
    if (name === "label" || name === "rec-number") keys.set(name, element);
    if (name === "year" && value !== "" && !readWrittenDate(value))
      problems.push({
        span: element.inner,
        code: "bad-date",
        message: "This is no year. Write its four digits: 2014.",
      });
    if (value !== "" && name !== undefined) values.set(name, [...(values.get(name) ?? []), value]);
    for (const child of element.children)
      if (name === undefined && typeof child !== "string") visit(child, element.name);
  };
  for (const child of record.children) if (typeof child !== "string") visit(child, "record");
  const type = typeOf(record);
  if (type === undefined || !isKnownEndnoteType(type))
    problems.push({
      span: { start: record.span.start, end: record.inner.start },
      code: "unknown-type",
      message: 'This record has no type known to EndNote. Give it one: <ref-type name="Journal Article">17</ref-type>.',
    });
  return {
    span: record.span,
    place: { start: record.span.start, end: record.inner.start },
    ...keyOf(keys, text),
    decode: (id) => referenceOfEndnote(id, type ?? "", values),
  };
}

function keyOf(keys: ReadonlyMap<string, XmlElement>, text: string): Pick<FoundRecord, "key" | "isFixed"> {
  for (const name of ["label", "rec-number"]) {
    const element = keys.get(name);
    const key = element === undefined ? "" : textOf(element).trim();
    if (!element || key === "" || /\s/.test(key)) continue;
    const start = text.indexOf(key, element.inner.start);
    const isWhole = start >= 0 && start + key.length <= element.inner.end;
    const span = isWhole ? { start, end: start + key.length } : element.inner;
    return { key: { text: key, span }, isFixed: name === "rec-number" || !isWhole };
  }
  return {};
}

/** The numbers of the types that other programs write without a name. */
const typeNames: Readonly<Record<string, string>> = {
  "5": "Book Section",
  "6": "Book",
  "13": "Generic",
  "17": "Journal Article",
  "27": "Report",
  "32": "Thesis",
  "47": "Conference Paper",
};

function typeOf(record: XmlElement): string | undefined {
  const element = record.children.find((child) => typeof child !== "string" && child.name === "ref-type");
  if (element === undefined || typeof element === "string") return undefined;
  return element.attributes.get("name") ?? typeNames[textOf(element).trim()];
}

/** Elements that only hold others. */
const holders: ReadonlySet<string> = new Set(
  (
    "contributors authors secondary-authors tertiary-authors subsidiary-authors translated-authors titles periodical alt-periodical " +
    "dates pub-dates copyright-dates urls related-urls web-urls pdf-urls text-urls image-urls keywords foreign-keys"
  ).split(" "),
);

/** What a field is called in `EndnoteValues`; `undefined` for an element that holds others. */
function fieldName(name: string, parent: string): string | undefined {
  if (holders.has(name)) return undefined;
  if (name === "author") return parent === "authors" ? "author" : parent.replace(/s$/, "");
  if (name === "url") return parent === "related-urls" || parent === "web-urls" || parent === "urls" ? "url" : parent;
  if (name === "date") return parent === "pub-dates" ? "date" : parent;
  return name;
}

const faces: readonly (readonly [string, string])[] = [
  ["italic", "i"],
  ["bold", "b"],
  ["superscript", "sup"],
  ["subscript", "sub"],
];

/** The text of an element; EndNote's styles as CSL's markup. Line ends that EndNote writes as `&#xD;` are spaces. */
function textOf(element: XmlElement): string {
  const text = element.children.map((child) => (typeof child === "string" ? child : textOf(child))).join("");
  const plain = text.replace(/\s+/g, " ");
  const face = element.name === "style" ? (element.attributes.get("face") ?? "") : "";
  return faces
    .filter(([name]) => face.includes(name))
    .reduce((inner, [, tag]) => (inner.trim() === "" ? inner : `<${tag}>${inner}</${tag}>`), plain);
}
