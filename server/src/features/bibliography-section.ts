/** Insert/Update Bibliography: the reference list as a marked section of the manuscript. */
import { type RichText, toLatex, toMarkdown, toTypst } from "../styles/formatter.ts";
import { readManuscript } from "../syntax/manuscript.ts";
import type { Document, Format, Span } from "../text/document.ts";
import type { Edit } from "../workspace/edit.ts";
import { formattedTextOf } from "../workspace/formatted-text.ts";
import { includedManuscripts } from "../workspace/inclusion.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { ReferenceStyle } from "./description.ts";

interface Markup {
  /** The lines around the section. */
  readonly begin: string;
  readonly end: string;
  readonly print: (content: RichText) => string;
}

const markups: Partial<Record<Format, Markup>> = {
  markdown: {
    begin: "<!-- bibliography -->",
    end: "<!-- /bibliography -->",
    print: (content) => toMarkdown(content),
  },
  latex: { begin: "% bibliography", end: "% /bibliography", print: (content) => `\\noindent ${toLatex(content)}` },
  typst: { begin: "// bibliography", end: "// /bibliography", print: toTypst },
};

export interface BibliographyEdit {
  /** Empty where the section is as it should be. */
  readonly edit: Edit;
  /** How many references the section has. */
  readonly references: number;
}

/**
 * Writes the section anew, in whichever file of the manuscript it stands. Where there is none, one is put under the document's
 * heading "References", else at its end. `refused` says why nothing can be written.
 */
export function updateBibliography(
  snapshot: Snapshot,
  document: Document,
  style: ReferenceStyle,
): BibliographyEdit | { readonly refused: string } {
  const formatted = formattedTextOf(snapshot, document, style);
  const entries = formatted.bibliography();
  if (entries.length === 0) return { refused: "Nothing is cited here that any bibliography has." };
  const files = new Set([document, ...includedManuscripts(snapshot, formatted.whole)]);
  for (const file of files) {
    const section = sectionIn(file);
    if (section === "unclosed") return { refused: unclosed(file) };
    if (section) return { edit: replaced(file, section, written(file, entries)), references: entries.length };
  }
  return { edit: inserted(document, written(document, entries)), references: entries.length };
}

function unclosed({ format }: Document): string {
  const { begin, end } = markups[format] ?? { begin: "", end: "" };
  return `The section that begins with “${begin}” has no end. Put “${end}” on a line below it first.`;
}

/** What stands between the lines of the markers, line breaks at both ends included. */
function sectionIn({ format, text }: Document): Span | "unclosed" | undefined {
  const markup = markups[format];
  const begin = markup && lineOf(text, markup.begin, 0);
  if (!begin) return undefined;
  const end = lineOf(text, markup.end, begin.end);
  return end ? { start: begin.end, end: end.start } : "unclosed";
}

/** The first line from an offset on that holds nothing but the text. */
function lineOf(text: string, line: string, from: number): Span | undefined {
  for (let at = text.indexOf(line, from); at !== -1; at = text.indexOf(line, at + 1)) {
    const before = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
    const rest = /^[ \t]*(?=\r?\n|$)/.exec(text.slice(at + line.length));
    if (before.trim() === "" && rest) return { start: at, end: at + line.length + rest[0].length };
  }
  return undefined;
}

/** The entries, a paragraph each, with blank lines around them. */
function written({ format, text }: Document, entries: readonly { readonly content: RichText }[]): string {
  const lineBreak = text.includes("\r\n") ? "\r\n" : "\n";
  const paragraphs = entries.map(({ content }) => markups[format]?.print(content) ?? "");
  return ["", "", ...paragraphs.flatMap((paragraph) => [paragraph, ""]), ""].join(lineBreak).replace(/\n$/, "\n");
}

function replaced({ uri, text }: Document, span: Span, section: string): Edit {
  const isSame = text.slice(span.start, span.end) === section;
  return { create: [], edits: isSame ? [] : [{ uri, span, newText: section }] };
}

const listHeading = /^(?:references|bibliography|literature(?: cited)?|works cited)$/i;

function inserted(document: Document, section: string): Edit {
  const { uri, format, text } = document;
  const lineBreak = text.includes("\r\n") ? "\r\n" : "\n";
  const { begin, end } = markups[format] ?? { begin: "", end: "" };
  const at = placeFor(document);
  const before = text.slice(0, at);
  const gap = before === "" || /\n\s*\n$/.test(before) ? "" : before.endsWith("\n") ? lineBreak : lineBreak + lineBreak;
  const after = at < text.length && !/^\r?\n/.test(text.slice(at)) ? lineBreak : "";
  const newText = gap + begin + section + end + (at === text.length ? lineBreak : "") + after;
  return { create: [], edits: [{ uri, span: { start: at, end: at }, newText }] };
}

function placeFor(document: Document): number {
  const { format, text } = document;
  const heading = readManuscript(document).headings.findLast(({ text: title }) => listHeading.test(title.trim()));
  if (heading) return heading.span.end;
  const end = format === "latex" ? text.lastIndexOf("\\end{document}") : -1;
  return end === -1 ? text.length : end;
}
