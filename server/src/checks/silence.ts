/**
 * Findings that a writer has silenced by a comment: `biomanuscript-disable-line CODE…` on the line of the finding,
 * `biomanuscript-disable-next-entry CODE…` before an entry of a bibliography, `biomanuscript-disable-file CODE…` anywhere.
 */
import { entryAfter, entryAt } from "../syntax/bibliography.ts";
import type { Document, Format, Span } from "../text/document.ts";
import type { Edit } from "../workspace/edit.ts";
import type { Fix } from "./check.ts";

type Reach = "line" | "next-entry" | "file";

interface Silence {
  readonly codes: ReadonlySet<string>;
  /** Where findings have to begin to be silenced. */
  readonly span: Span;
}

const directive = /biomanuscript-disable-(line|next-entry|file)((?:[ ,]+[a-z]+(?:-[a-z]+)*)+)/g;

const silencesOf = new WeakMap<Document, readonly Silence[]>();

export function isSilenced(document: Document, code: string, span: Span): boolean {
  return silencesIn(document).some(
    (silence) => silence.codes.has(code) && silence.span.start <= span.start && span.start <= silence.span.end,
  );
}

function silencesIn(document: Document): readonly Silence[] {
  const known = silencesOf.get(document);
  if (known) return known;
  const found = Array.from(document.text.matchAll(directive), ({ 1: reach, 2: codes = "", index }): Silence => {
    return { codes: new Set(codes.split(/[ ,]+/)), span: spanOf(document, reach as Reach, index) };
  });
  silencesOf.set(document, found);
  return found;
}

function spanOf(document: Document, reach: Reach, offset: number): Span {
  const { text } = document;
  if (reach === "file") return { start: 0, end: text.length };
  if (reach === "next-entry") return entryAfter(document, offset)?.span ?? { start: offset, end: offset };
  const end = text.indexOf("\n", offset);
  return { start: text.lastIndexOf("\n", offset) + 1, end: end === -1 ? text.length : end };
}

/** How a line's comment begins and ends, in the formats that have any. */
const comments: Partial<Record<Format, readonly [open: string, close: string]>> = {
  markdown: ["<!-- ", " -->"],
  latex: ["% ", ""],
  typst: ["// ", ""],
  bibtex: ["% ", ""],
};

const yamlComment = ["# ", ""] as const;

function isInFrontMatter({ format, text }: Document, offset: number): boolean {
  const block =
    format === "markdown" ? /^\uFEFF?---[ \t]*\r?\n[\s\S]*?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(text) : null;
  return block !== null && offset < block[0].length;
}

/** The fixes that silence a finding where it stands and in its whole file; none in a format without comments. */
export function silencingFixes(document: Document, code: string, { start }: Span): readonly Fix[] {
  const comment = comments[document.format];
  if (!comment) return [];
  const write = (reach: Reach, [open, close] = comment) => `${open}biomanuscript-disable-${reach} ${code}${close}`;
  const insertion = (at: number, newText: string): Edit => ({
    create: [],
    edits: [{ uri: document.uri, span: { start: at, end: at }, newText }],
  });
  const entry = document.format === "bibtex" ? entryAt(document, start) : undefined;
  const lineEnd = /\r?\n|$/g;
  lineEnd.lastIndex = start;
  const here = entry
    ? insertion(entry.span.start, `${write("next-entry")}\n`)
    : insertion(
        lineEnd.exec(document.text)?.index ?? start,
        ` ${write("line", isInFrontMatter(document, start) ? yamlComment : comment)}`,
      );
  return [
    { title: `Silence “${code}” for this ${entry ? "entry" : "line"}`, edit: here, preferred: false },
    {
      title: `Silence “${code}” in this file`,
      edit: insertion(document.text.length, `${/(^|\n)$/.test(document.text) ? "" : "\n"}${write("file")}\n`),
      preferred: false,
    },
  ];
}
