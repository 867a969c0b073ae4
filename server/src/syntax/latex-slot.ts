/** The citation key that is being written in LaTeX: found backwards from the cursor, on text that may be incomplete. */
import type { Span } from "../text/document.ts";
import { firstEndingAfter } from "../text/sorted.ts";
import type { CitationSlot } from "./facts.ts";
import { isCitationCommand, isMultiCitation, isSecondBraceCitation } from "./latex-commands.ts";
import type { LatexSource } from "./latex-source.ts";
import { isAsciiLetter } from "./markdown-tokens.ts";

const longestList = 4000;

/** The brace that opens the key list around `offset`, or -1. */
function openingBrace(text: string, offset: number): number {
  for (let at = offset - 1; at >= 0 && offset - at < longestList; at--) {
    const code = text.charCodeAt(at);
    if (code === 123) return at;
    if (code === 125 || code === 92 || code === 36) return -1;
    if (code === 10 && /^[ \t\r]*\n/.test(text.slice(at + 1, at + 80))) return -1;
  }
  return -1;
}

/** The offset of the bracket that opens what closes at `at`, or -1. */
function matchBackwards(text: string, at: number, opening: number, closing: number): number {
  let depth = 0;
  for (let here = at; here >= 0 && at - here < longestList; here--) {
    const code = text.charCodeAt(here);
    if (code === closing) depth++;
    else if (code === opening && --depth === 0) return here;
  }
  return -1;
}

/** The citation command whose key list opens at `brace`, and where the command begins. */
function commandBefore(
  { text, ownCitations }: LatexSource,
  brace: number,
): { readonly name: string; readonly start: number } | undefined {
  let at = brace - 1;
  let groups = false;
  while (at >= 0) {
    const code = text.charCodeAt(at);
    if (code === 32 || code === 9 || code === 10 || code === 13 || code === 42) at--;
    else if (code === 93) at = matchBackwards(text, at, 91, 93) - 1;
    else if (code === 41) at = matchBackwards(text, at, 40, 41) - 1;
    else if (code === 62) at = matchBackwards(text, at, 60, 62) - 1;
    else if (code === 125) {
      at = matchBackwards(text, at, 123, 125) - 1;
      groups = true;
    } else break;
    if (at === -2) return undefined;
  }
  let start = at;
  while (start >= 0 && isAsciiLetter(text.charCodeAt(start))) start--;
  const name = text.slice(start + 1, at + 1);
  if (start < 0 || text.charCodeAt(start) !== 92 || name === "" || !isCitationCommand(name, ownCitations))
    return undefined;
  return groups && !isMultiCitation(name) && !isSecondBraceCitation(name) ? undefined : { name, start };
}

function isOpaque(source: LatexSource, offset: number): boolean {
  const span: Span | undefined = source.opaque[firstEndingAfter(source.opaque, offset)];
  return span !== undefined && span.start < offset && offset < span.end;
}

function isInComment(source: LatexSource, offset: number): boolean {
  const span = source.opaque[firstEndingAfter(source.opaque, Math.max(0, offset - 1))];
  return span !== undefined && span.start < offset && offset <= span.end && source.text.charCodeAt(span.start) === 37;
}

/** The slot at `offset`, or `undefined`. */
export function latexSlot(source: LatexSource, offset: number): CitationSlot | undefined {
  const { text } = source;
  if (isOpaque(source, offset) || isInComment(source, offset)) return undefined;
  const brace = openingBrace(text, offset);
  if (brace === -1) return undefined;
  const command = commandBefore(source, brace);
  if (!command) return undefined;
  const start = keyStart(text, brace, offset);
  let end = offset;
  while (end < text.length && !/[\s,{}\\%]/.test(text.charAt(end))) end++;
  return {
    replace: { start, end },
    query: text.slice(start, offset),
    clusterKeys: otherKeys(text, command.start, brace, start, end),
  };
}

/** The first character of the key at the cursor, after the comma or brace before it; a comment's commas are none. */
function keyStart(text: string, brace: number, offset: number): number {
  let start = offset;
  for (let at = brace + 1; at < offset; at++) {
    const code = text.charCodeAt(at);
    if (code === 44) start = offset;
    else if (code === 37) {
      const line = text.indexOf("\n", at);
      at = line === -1 ? offset : line;
    } else if (code > 32 && start === offset) start = at;
  }
  return start;
}

/** The other keys of the same command: in these braces, and in those before them of a multiple citation. */
function otherKeys(text: string, command: number, brace: number, start: number, end: number): string[] {
  let close = end;
  while (close < text.length && !/[{}\\]/.test(text.charAt(close)) && close - end < longestList) close++;
  const rest = text.charAt(close) === "}" ? text.slice(end, close) : "";
  const earlier = [...text.slice(command, brace).matchAll(/\{([^{}]*)\}/g)].map((found) => found[1] ?? "");
  return [...earlier, text.slice(brace + 1, start), rest]
    .flatMap((list) => list.replace(/%[^\n]*/g, "").split(","))
    .map((key) => key.trim())
    .filter((key) => key !== "" && key !== "*");
}
