/** Manuscripts of every format behind one door: read, asked for the citation being written, written into. */
import type { Document, Span } from "../text/document.ts";
import type { CitationCluster, CitationSlot, ManuscriptFacts } from "./facts.ts";
import { latexCitationSlotAt, readLatex } from "./latex.ts";
import { markdownCitationSlotAt, readMarkdown } from "./markdown.ts";
import { keyEnd } from "./markdown-tokens.ts";
import { readTypst, typstCitation, typstCitationSlotAt, typstKeyReplacement } from "./typst.ts";

const factsOf = new WeakMap<Document, ManuscriptFacts>();

/** Whether a document holds text that cites, and not a bibliography. */
export function isManuscript(document: Document): boolean {
  return document.format === "markdown" || document.format === "latex" || document.format === "typst";
}

const nothing: ManuscriptFacts = {
  clusters: [],
  crossReferences: [],
  prose: [],
  headings: [],
  bibliographies: [],
  citationStyles: [],
  language: undefined,
  includes: [],
  ownKeys: [],
  ownEntries: [],
  labels: [],
  citesAll: false,
};

/** The facts of a manuscript, read once for each version of it. A document of another kind has none. */
export function readManuscript(document: Document): ManuscriptFacts {
  const known = factsOf.get(document);
  if (known) return known;
  const facts = read(document);
  factsOf.set(document, facts);
  return facts;
}

function read(document: Document): ManuscriptFacts {
  switch (document.format) {
    case "markdown":
      return readMarkdown(document);
    case "latex":
      return readLatex(document);
    case "typst":
      return readTypst(document);
    default:
      return nothing;
  }
}

/** The citation key being written at `offset`, or `undefined` where none is. Works on incomplete text. */
export function citationSlotAt(document: Document, offset: number): CitationSlot | undefined {
  switch (document.format) {
    case "markdown":
      return markdownCitationSlotAt(document, offset, readManuscript(document));
    case "latex":
      return latexCitationSlotAt(document, offset);
    case "typst":
      return typstCitationSlotAt(document, offset, readManuscript(document));
    default:
      return undefined;
  }
}

/** A citation of `keys` in the document's own syntax: `[@a; @b]`, `\cite{a,b}` or `@a @b`. */
export function citationText(document: Document, keys: readonly string[]): string {
  if (document.format === "latex") return `\\cite{${keys.join(",")}}`;
  if (document.format === "typst") return keys.map(typstCitation).join(" ");
  return `[${keys.map((key) => `@${markdownKey(key)}`).join("; ")}]`;
}

/** A key as it stands after `@`: in braces where Pandoc would not read all of it. */
export function markdownKey(key: string): string {
  return keyEnd(key, 0, key.length) === key.length ? key : `{${key}}`;
}

/** What stands between a citation put at `offset` and the text there, which Typst would take for part of the key. */
export function separatorAfter(document: Document, offset: number): string {
  return document.format === "typst" && /^[\p{XIDC}[-]/u.test(document.text.slice(offset, offset + 2)) ? " " : "";
}

/** A change of one place in a document. */
export interface Replacement {
  readonly span: Span;
  readonly newText: string;
}

/** Adds keys to a citation that stands in the document; `undefined` where it is of a form that takes no more. */
export function addToCluster(
  document: Document,
  { span, citations }: CitationCluster,
  keys: readonly string[],
): Replacement | undefined {
  const last = citations.at(-1);
  if (!last) return undefined;
  const isClosedBy = (sign: string): boolean => document.text.charAt(span.end - 1) === sign;
  if (document.format === "typst") return inserted(span.end, ` ${citationText(document, keys)}`);
  if (document.format === "latex")
    return isClosedBy("}") ? inserted(last.keySpan.end, `,${keys.join(",")}`) : undefined;
  if (isClosedBy("`")) return inserted(span.end - 1, `,${keys.join(",")}`);
  return isClosedBy("]") ? inserted(span.end - 1, `; ${citationText(document, keys).slice(1, -1)}`) : undefined;
}

function inserted(offset: number, newText: string): Replacement {
  return { span: { start: offset, end: offset }, newText };
}

/** What accepting a key at a slot changes: the key alone, or with its sign where the key can't stand behind that. */
export function keyReplacement(document: Document, { replace }: CitationSlot, key: string): Replacement {
  const sign = document.text.charAt(replace.start - 1);
  if (document.format === "markdown") return { span: replace, newText: sign === "@" ? markdownKey(key) : key };
  return document.format === "typst"
    ? typstKeyReplacement(document.text, replace, key)
    : { span: replace, newText: key };
}
