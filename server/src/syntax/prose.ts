/** Prose: stretches of running text, less the holes that markup, citations and code cut into them. */
import type { Span } from "../text/document.ts";
import { firstEndingAfter } from "../text/sorted.ts";

function isWhitespace(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13;
}

function pushTrimmed(text: string, from: number, to: number, into: Span[]): void {
  let start = from;
  let end = to;
  while (start < end && isWhitespace(text.charCodeAt(start))) start++;
  while (end > start && isWhitespace(text.charCodeAt(end - 1))) end--;
  if (end > start) into.push({ start, end });
}

const byStart = (a: Span, b: Span): number => a.start - b.start;

/** What the holes leave of the stretches, in order, without white space around it. */
export function proseBetween(text: string, stretches: readonly Span[], holes: readonly Span[]): Span[] {
  const ordered = [...holes].sort(byStart);
  const prose: Span[] = [];
  let next = 0;
  // How far the holes seen so far reach: one may lie in another.
  let covered = 0;
  for (const stretch of [...stretches].sort(byStart)) {
    let at = Math.max(stretch.start, Math.min(covered, stretch.end));
    for (let hole = ordered[next]; hole && hole.start < stretch.end; hole = ordered[next]) {
      if (hole.start > at) pushTrimmed(text, at, hole.start, prose);
      covered = Math.max(covered, hole.end);
      at = Math.max(at, Math.min(covered, stretch.end));
      next++;
    }
    pushTrimmed(text, at, stretch.end, prose);
  }
  return prose;
}

/** Whether an offset lies in running prose. */
export function isInProse(prose: readonly Span[], offset: number): boolean {
  const span = prose[firstEndingAfter(prose, offset)];
  return span !== undefined && span.start <= offset;
}

/** Whether nothing but white space lies between a stretch and the prose before or after it. */
export function isBesideProse(text: string, prose: readonly Span[], { start, end }: Span): boolean {
  const number = firstEndingAfter(prose, start);
  const before = prose[number - 1];
  const after = prose.slice(number, number + 2).find((span) => span.start >= end);
  const isBlank = (from: number, to: number) => /^[\s~]*$/.test(text.slice(from, to));
  return (
    isInProse(prose, start) || (before && isBlank(before.end, start)) || (after && isBlank(end, after.start)) || false
  );
}
