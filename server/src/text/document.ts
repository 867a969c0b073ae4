/**
 * Text as the rest of the server sees it: immutable documents and half-open spans.
 * Every offset and length below `lsp/` counts UTF-16 code units, as JavaScript strings and the protocol do.
 */

import { type EditedText, editText, wholeText } from "./edited-text.ts";

/** A stretch of text: `start` inclusive, `end` exclusive, in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** How a file is read. Quarto and R Markdown are Markdown with `dialect` set. */
export type Format =
  | "markdown"
  | "latex"
  | "typst"
  | "bibtex"
  | "csl-json"
  | "csl-yaml"
  | "hayagriva"
  | "ris"
  | "nbib"
  | "endnote-xml"
  | "refer"
  | "csl";

/** Which additions to Pandoc's Markdown a document uses. */
export type Dialect = "pandoc" | "quarto" | "rmarkdown";

/** One version of one file. A change makes a new Document; nothing ever mutates one. */
export interface Document {
  /** The file's URI, as the client writes it. */
  readonly uri: string;
  readonly format: Format;
  readonly dialect: Dialect;
  readonly text: string;
  /** LaTeX commands of the writer's own that cite, without the backslash. */
  readonly citationCommands?: readonly string[];
  /** The editor's number for this version; a file that is read from disk has none. */
  readonly version?: number;
}

/** Where a version of a document differs from the one before: `[start, end)` stands where `replaced` code units stood. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly replaced: number;
}

/** Two changes, one after the other, as one. */
export function joinChanges(first: Change, second: Change): Change {
  const start = Math.min(first.start, second.start);
  const reached = Math.max(first.end, second.start + second.replaced);
  const end = reached + second.end - second.start - second.replaced;
  return { start, end, replaced: reached - first.end + first.start + first.replaced - start };
}

/** Shorter texts are put together at each edit, in less time than pieces would take. */
const longText = 1 << 20;

const editedTexts = new WeakMap<Document, EditedText>();

/** A document's text without the need to have it in one string. */
export function editedTextOf(document: Document): EditedText {
  return editedTexts.get(document) ?? wholeText(document.text);
}

/** The next version of a document, in which `inserted` stands at a span. A long text is in one string once that is asked for. */
export function editDocument(
  document: Document,
  { start, end }: Span,
  inserted: string,
  version = document.version,
): Document {
  const before = editedTextOf(document);
  const text = editText(before, start, end - start, inserted);
  const numbered = version === undefined ? {} : { version };
  if (text.length < longText) return { ...document, ...numbered, text: text.whole() };
  const { uri, format, dialect, citationCommands } = document;
  const next: Document = {
    uri,
    format,
    dialect,
    ...(citationCommands && { citationCommands }),
    ...numbered,
    get text() {
      return text.whole();
    },
  };
  editedTexts.set(next, text);
  return next;
}

export function contains(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}

const formatOfExtension: Readonly<Record<string, readonly [Format, Dialect]>> = {
  md: ["markdown", "pandoc"],
  markdown: ["markdown", "pandoc"],
  qmd: ["markdown", "quarto"],
  rmd: ["markdown", "rmarkdown"],
  tex: ["latex", "pandoc"],
  latex: ["latex", "pandoc"],
  typ: ["typst", "pandoc"],
  bib: ["bibtex", "pandoc"],
  json: ["csl-json", "pandoc"],
  yaml: ["csl-yaml", "pandoc"],
  yml: ["csl-yaml", "pandoc"],
  ris: ["ris", "pandoc"],
  nbib: ["nbib", "pandoc"],
  medline: ["nbib", "pandoc"],
  xml: ["endnote-xml", "pandoc"],
  enw: ["refer", "pandoc"],
  csl: ["csl", "pandoc"],
};

const formatOfLanguage: Readonly<Record<string, readonly [Format, Dialect]>> = {
  markdown: ["markdown", "pandoc"],
  quarto: ["markdown", "quarto"],
  rmd: ["markdown", "rmarkdown"],
  latex: ["latex", "pandoc"],
  tex: ["latex", "pandoc"],
  typst: ["typst", "pandoc"],
  bibtex: ["bibtex", "pandoc"],
  biblatex: ["bibtex", "pandoc"],
};

/**
 * Makes a Document. The format follows from the file's extension, else from the editor's language id;
 * a file that is neither gives `undefined`.
 */
export function createDocument(uri: string, text: string, languageId?: string): Document | undefined {
  const extension = /\.([A-Za-z]+)$/.exec(uri)?.[1]?.toLowerCase() ?? "";
  const found = formatOfExtension[extension] ?? formatOfLanguage[languageId ?? ""];
  return found && { uri, format: found[0], dialect: found[1], text };
}
