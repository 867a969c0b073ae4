/** LaTeX inside Markdown: Pandoc keeps commands with their arguments, and whole environments, as they are. */

import type { Lines } from "./markdown-lines.ts";
import { endOf, isSpace, lineCount, startOf } from "./markdown-lines.ts";
import { isAsciiLetter } from "./markdown-tokens.ts";

/** Matching braces and environments of one container, found once. */
interface Matches {
  readonly braces: ReadonlyMap<number, number>;
  readonly environments: ReadonlyMap<number, number>;
}

const matchesOf = new WeakMap<Lines, Matches>();

function matches(lines: Lines): Matches {
  const known = matchesOf.get(lines);
  if (known) return known;
  const from = startOf(lines, 0);
  const to = endOf(lines, lineCount(lines) - 1);
  const found = { braces: matchBraces(lines.text, from, to), environments: matchEnvironments(lines.text, from, to) };
  matchesOf.set(lines, found);
  return found;
}

function matchBraces(text: string, from: number, to: number): Map<number, number> {
  const braces = new Map<number, number>();
  const open: number[] = [];
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 92) at++;
    else if (code === 123) open.push(at);
    else if (code === 125) {
      const start = open.pop();
      if (start !== undefined) braces.set(start, at + 1);
    }
  }
  return braces;
}

function matchEnvironments(text: string, from: number, to: number): Map<number, number> {
  const environments = new Map<number, number>();
  const open = new Map<string, number[]>();
  const delimiter = /\\(begin|end)\{([^{}\n]*)\}/g;
  delimiter.lastIndex = from;
  for (let found = delimiter.exec(text); found && found.index < to; found = delimiter.exec(text)) {
    const name = found[2] ?? "";
    const starts = open.get(name) ?? [];
    open.set(name, starts);
    if (found[1] === "begin") starts.push(found.index);
    else {
      const start = starts.pop();
      if (start !== undefined) environments.set(start, delimiter.lastIndex);
    }
  }
  return environments;
}

/** An option is searched no further than this, so that a file of unclosed ones stays cheap. */
const longestOption = 500;

function optionEnd(text: string, at: number, end: number): number {
  const limit = Math.min(end, at + longestOption);
  for (let here = at; here < limit; here++) if (text.charCodeAt(here) === 93) return here + 1;
  return -1;
}

/** The end of the raw LaTeX that begins at `at` (a `\` before a letter), or -1 where Pandoc reads it as text. */
export function rawLatexEnd(lines: Lines, at: number): number {
  const { text } = lines;
  const end = endOf(lines, lineCount(lines) - 1);
  let here = at + 1;
  while (here < end && (isAsciiLetter(text.charCodeAt(here)) || text.charCodeAt(here) === 64)) here++;
  const name = text.slice(at + 1, here);
  const found = matches(lines);
  if (name === "begin") return found.environments.get(at) ?? -1;
  if (name === "end") return -1;
  if (text.charCodeAt(here) === 42) here++;
  let reached = here;
  while (here < end && isSpace(text.charCodeAt(here))) here++;
  // TeX skips the spaces after a command's name, but not those after an argument.
  reached = here;
  while (text.charCodeAt(here) === 91 && here < end) {
    const brace = optionEnd(text, here, end);
    if (brace === -1 || brace > end || text.charCodeAt(brace) !== 123 || !found.braces.has(brace)) break;
    here = brace;
  }
  for (let close = found.braces.get(here); close !== undefined && close <= end; close = found.braces.get(here)) {
    here = close;
    reached = close;
  }
  return reached;
}

const inlineEnvironments: ReadonlySet<string> = new Set(
  "displaymath math equation equation* gather gather* multline multline* eqnarray eqnarray* align align* alignat alignat* flalign flalign* dmath dmath* dgroup dgroup* darray darray* subequations".split(
    " ",
  ),
);

/** Whether the command at `at` begins an environment that Pandoc reads as a block of its own. */
export function isRawLatexBlock(text: string, at: number): boolean {
  if (!text.startsWith("\\begin{", at)) return false;
  const start = at + "\\begin{".length;
  const close = text.indexOf("}", start);
  return close !== -1 && !inlineEnvironments.has(text.slice(start, close));
}
