/** What the symbol under the cursor is. */
import { isManuscript } from "../syntax/manuscript.ts";
import type { Document, Span } from "../text/document.ts";
import { referenceOf } from "../workspace/citations.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { symbolAt } from "../workspace/symbols.ts";
import { bibtexHover, entryHover } from "./bibliography-hover.ts";
import { type Description, describeReference, describeTerm, type ReferenceStyle } from "./description.ts";

export interface Hover {
  /** The symbol itself. */
  readonly span: Span;
  /** More than one where a name is ambiguous: one description for each meaning. */
  readonly descriptions: readonly Description[];
}

export function hoverAt(
  snapshot: Snapshot,
  document: Document,
  offset: number,
  style: ReferenceStyle,
): Hover | undefined {
  const symbol = symbolAt(snapshot, document, offset);
  switch (symbol?.kind) {
    case "citation": {
      const cited = referenceOf(snapshot, document, symbol.citation.key);
      return cited && { span: symbol.citation.keySpan, descriptions: [describeReference(cited, style)] };
    }
    case "term": {
      const { span, terms } = symbol.mention;
      return { span, descriptions: terms.map((term) => describeTerm(snapshot, term, style)) };
    }
    case "entry":
    case "entry-use":
      return isManuscript(document) ? undefined : entryHover(snapshot, document, symbol, style);
    default:
      return isManuscript(document) ? undefined : bibtexHover(document, offset);
  }
}
