/** Terms coloured by their kind. */
import { isManuscript } from "../syntax/manuscript.ts";
import type { TermKind } from "../terms/model.ts";
import type { Document, Span } from "../text/document.ts";
import { mentionsOf } from "../workspace/mentions.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

export interface SemanticToken {
  readonly span: Span;
  readonly kind: TermKind;
}

/**
 * One token a line and mention, in order: editors take no token across lines. "full" colours every mention, "quiet"
 * only the first of each concept, "off" none.
 */
export function semanticTokens(snapshot: Snapshot, document: Document): readonly SemanticToken[] {
  const setting = snapshot.settings.semanticTokens;
  if (setting === "off" || !isManuscript(document)) return [];
  const seen = new Set<string>();
  return mentionsOf(document, snapshot.vocabulary)
    .filter(({ terms: [{ id }] }) => setting === "full" || (!seen.has(id) && seen.add(id)))
    .flatMap(({ spans, terms: [{ kind }] }) =>
      spans.flatMap((span) => linesOf(document.text, span).map((part) => ({ span: part, kind }))),
    )
    .toSorted((a, b) => a.span.start - b.span.start)
    .filter(({ span }, number, all) => span.start >= (all[number - 1]?.span.end ?? 0));
}

function linesOf(text: string, { start, end }: Span): Span[] {
  const parts: Span[] = [];
  let from = start;
  for (let at = text.indexOf("\n", from); at !== -1 && at < end; at = text.indexOf("\n", from)) {
    parts.push({ start: from, end: at });
    from = at + 1;
  }
  return [...parts, { start: from, end }].filter((part) => part.end > part.start);
}
