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
