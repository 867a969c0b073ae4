/** Manuscripts of every format behind one door: read, asked for the citation being written, written into. */
import type { Document } from "../text/document.ts";
import type { CitationSlot, ManuscriptFacts } from "./facts.ts";
import { latexCitationSlotAt, readLatex } from "./latex.ts";
import { markdownCitationSlotAt, readMarkdown } from "./markdown.ts";
import { keyEnd } from "./markdown-tokens.ts";

const factsOf = new WeakMap<Document, ManuscriptFacts>();

/** Whether a document holds text that cites, and not a bibliography. */
export function isManuscript(document: Document): boolean {
  return document.format === "markdown" || document.format === "latex";
}

const nothing: ManuscriptFacts = {
  clusters: [],
  crossReferences: [],
  prose: [],
  headings: [],
  bibliographies: [],
  includes: [],
  ownKeys: [],
  ownEntries: [],
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
  if (document.format === "markdown") return readMarkdown(document);
  return document.format === "latex" ? readLatex(document) : nothing;
}

/** The citation key being written at `offset`, or `undefined` where none is. Works on incomplete text. */
export function citationSlotAt(document: Document, offset: number): CitationSlot | undefined {
  if (document.format === "markdown") return markdownCitationSlotAt(document, offset, readManuscript(document));
  return document.format === "latex" ? latexCitationSlotAt(document, offset) : undefined;
}

/** A citation of `keys` in the document's own syntax: `[@a; @b]` or `\cite{a,b}`. */
export function citationText(document: Document, keys: readonly string[]): string {
  if (document.format === "latex") return `\\cite{${keys.join(",")}}`;
  return `[${keys.map((key) => `@${markdownKey(key)}`).join("; ")}]`;
}

/** A key as it stands after `@`: in braces where Pandoc would not read all of it. */
export function markdownKey(key: string): string {
  return keyEnd(key, 0, key.length) === key.length ? key : `{${key}}`;
}
