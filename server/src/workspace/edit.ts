/** Changes to files, as features and checks describe them; `lsp/convert` makes protocol edits of them. */
import type { Span } from "../text/document.ts";

export interface FileEdit {
  readonly uri: string;
  /** What is replaced; empty to insert. */
  readonly span: Span;
  readonly newText: string;
}

export interface Edit {
  /** Files that don't exist yet and are created empty before they are edited. */
  readonly create: readonly string[];
  readonly edits: readonly FileEdit[];
}

/** A text with the edits of its file made. They must not overlap. */
export function textAfter(text: string, edits: readonly FileEdit[]): string {
  let result = "";
  let at = 0;
  for (const { span, newText } of edits.toSorted((a, b) => a.span.start - b.span.start)) {
    result += text.slice(at, span.start) + newText;
    at = span.end;
  }
  return result + text.slice(at);
}
