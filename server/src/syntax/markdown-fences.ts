/** Fences that are more than code: directives of MyST (https://mystmd.org/guide/directives) and children of knitr. */
import type { Span } from "../text/document.ts";
import type { WrittenPath } from "./facts.ts";
import { contentStart, emptyLines, endOf, isBlank, type Lines, pushLine, startOf } from "./markdown-lines.ts";
import type { Reading } from "./markdown-reading.ts";

/** Directives whose body is Markdown. */
const textDirectives: ReadonlySet<string> = new Set(
  (
    "note tip important hint seealso warning attention caution danger error admonition topic dropdown figure table " +
    "list-table margin sidebar aside epigraph pull-quote highlights blockquote abstract card grid grid-item " +
    "grid-item-card tab-set tab-item exercise solution div glossary"
  ).split(" "),
);

/** ```` ```{name} argument ````: pushes the files that it names; returns the lines of a body that is text. */
export function readDirective(reading: Reading, lines: Lines, line: number, next: number): Lines | undefined {
  const { text } = lines;
  const found = /^(?:`{3,}|~{3,})[ \t]*\{([\w:-]+)\}/.exec(text.slice(contentStart(lines, line), endOf(lines, line)));
  const name = found?.[1];
  if (!found || name === undefined) return undefined;
  const argument = { start: contentStart(lines, line) + found[0].length, end: endOf(lines, line) };
  if (name === "bibliography") pushWords(text, argument, reading.bibliographies);
  else if (name === "include") pushWords(text, argument, reading.includes);
  return textDirectives.has(name) || name.startsWith("prf:") ? bodyOf(lines, line + 1, next - 1) : undefined;
}

function pushWords(text: string, { start, end }: Span, into: WrittenPath[]): void {
  for (const { 0: path, index } of text.slice(start, end).matchAll(/\S+/g)) {
    into.push({ path, span: { start: start + index, end: start + index + path.length } });
  }
}

/** The lines after a directive's options (`:name: value`). */
function bodyOf(lines: Lines, from: number, to: number): Lines {
  const body = emptyLines(lines.text);
  let line = from;
  const isOption = (at: number) => /^:[\w-]+:/.test(lines.text.slice(contentStart(lines, at), endOf(lines, at)));
  while (line < to && (isBlank(lines, line) || isOption(line))) line++;
  for (; line < to; line++) pushLine(body, startOf(lines, line), endOf(lines, line));
  return body;
}

const childOption = /\bchild\s*=\s*(?:c\([^)]*\)|"[^"]*"|'[^']*')/g;
const childComment = /^#\|\s*child\s*:.*/;

/** The files of a chunk's `child` option, in its header or in a `#|` comment at its top. */
export function readChildren(reading: Reading, lines: Lines, line: number, next: number): void {
  const { text } = lines;
  const header = { start: startOf(lines, line), end: endOf(lines, line) };
  for (const { 0: option, index } of text.slice(header.start, header.end).matchAll(childOption)) {
    pushStrings(option, header.start + index, reading.includes);
  }
  for (let at = line + 1; at < next - 1 && text.startsWith("#|", contentStart(lines, at)); at++) {
    const start = contentStart(lines, at);
    const comment = childComment.exec(text.slice(start, endOf(lines, at)))?.[0];
    if (comment?.includes('"') || comment?.includes("'")) pushStrings(comment, start, reading.includes);
    else if (comment) {
      const value = comment.indexOf(":") + 1;
      pushWords(text, { start: start + value, end: start + comment.length }, reading.includes);
    }
  }
}

function pushStrings(source: string, base: number, into: WrittenPath[]): void {
  for (const { 0: quoted, index } of source.matchAll(/"[^"]+"|'[^']+'/g)) {
    const start = base + index + 1;
    into.push({ path: quoted.slice(1, -1), span: { start, end: start + quoted.length - 2 } });
  }
}
