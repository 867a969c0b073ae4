/**
 * Findings that a writer has silenced by a comment: `biomanuscript-disable-line CODE…` on the line of the finding,
 * `biomanuscript-disable-next-entry CODE…` before an entry of a bibliography, `biomanuscript-disable-file CODE…` anywhere.
 */
import { bibtexFileOf, entryAfter, entryAt } from "../syntax/bibliography.ts";
import { keptByBlock } from "../syntax/bibtex-file.ts";
import { detached } from "../syntax/bibtex-value.ts";
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

interface WrittenDirective {
  readonly reach: Reach;
  readonly codes: ReadonlySet<string>;
  /** Where the directive begins in the text that was read. */
  readonly offset: number;
}

function directivesIn(text: string): readonly WrittenDirective[] {
  return Array.from(text.matchAll(directive), ({ 1: reach, 2: codes = "", index }) => ({
    reach: reach as Reach,
    codes: new Set(codes.split(/[ ,]+/).map(detached)),
    offset: index,
  }));
}

/** No directive runs over the start of a block, which is an `@`. */
const directivesOfBlocks = keptByBlock(directivesIn);

/** Of a large .bib only what an edit touched is read again. */
function directivesOf(document: Document): readonly WrittenDirective[] {
  const file = bibtexFileOf(document);
  if (!file) return directivesIn(document.text);
  return directivesOfBlocks(file).flatMap((found, block) =>
    found.map((it) => ({ ...it, offset: it.offset + (file.scan.starts[block] ?? 0) })),
  );
}

const silencesOf = new WeakMap<Document, readonly Silence[]>();

export function isSilenced(document: Document, code: string, span: Span): boolean {
  return silencesIn(document).some(
    (silence) => silence.codes.has(code) && silence.span.start <= span.start && span.start <= silence.span.end,
  );
}

function silencesIn(document: Document): readonly Silence[] {
  const known = silencesOf.get(document);
  if (known) return known;
  const found = directivesOf(document).map(({ reach, codes, offset }): Silence => {
    return { codes, span: spanOf(document, reach, offset) };
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
