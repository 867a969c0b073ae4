/** MyST's citation roles: `` {cite:p}`{see}a{p. 3}; b` `` (https://mystmd.org/guide/citations, sphinxcontrib-bibtex). */
import type { Citation, CitationMode } from "./facts.ts";
import { type Scanner, skipAsHole } from "./markdown-scanner.ts";

const citeRole = /\{(?:foot)?cite([pt]|:[a-z]+)?\}(`+)/y;

/** `closerOf` gives the end of the next run of so many backticks, or -1. False where no role begins at the brace. */
export function readCiteRole(scanner: Scanner, closerOf: (from: number, length: number) => number): boolean {
  citeRole.lastIndex = scanner.at;
  const found = citeRole.exec(scanner.text);
  const ticks = found?.[2]?.length ?? 0;
  if (!found || citeRole.lastIndex > scanner.lineEnd) return false;
  const from = citeRole.lastIndex;
  const end = closerOf(from, ticks);
  if (end === -1) return false;
  const citations = keysIn(scanner.text, from, end - ticks, modeOf(found[1] ?? ""));
  const span = { start: scanner.at, end };
  skipAsHole(scanner, end);
  if (citations.length > 0) scanner.reading.clusters.push({ span, citations, textual: false });
  return true;
}

function modeOf(kind: string): CitationMode {
  if (/^:?(?:c?ts?|author\w*)$/.test(kind)) return "author-in-text";
  return kind.startsWith(":year") ? "suppress-author" : "normal";
}

/** Keys between commas or semicolons; braces hold what is printed before or after one. */
function keysIn(text: string, from: number, to: number, mode: CitationMode): Citation[] {
  const citations: Citation[] = [];
  for (const { 0: key, index } of text.slice(from, to).matchAll(/\{[^{}]*\}|[^\s,;{}]+/g)) {
    const start = from + index;
    if (!key.startsWith("{")) citations.push({ key, keySpan: { start, end: start + key.length }, mode });
  }
  return citations;
}
