/** What the symbol under the cursor is. */
import type { CitationCluster } from "../syntax/facts.ts";
import { isManuscript } from "../syntax/manuscript.ts";
import type { Document, Span } from "../text/document.ts";
import { referenceOf } from "../workspace/citations.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { symbolAt } from "../workspace/symbols.ts";
import { bibtexHover, entryHover } from "./bibliography-hover.ts";
import { italic, paragraph, text } from "./blocks.ts";
import { clusterAt } from "./citation-hints.ts";
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
      const { key, keySpan } = symbol.citation;
      const cited = referenceOf(snapshot, document, key);
      if (!cited) return undefined;
      const printed = printedCitation(snapshot, document, keySpan, style);
      return { span: keySpan, descriptions: [[...printed, ...describeReference(cited, style)]] };
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

/** How the whole citation prints in which a key stands. */
function printedCitation(snapshot: Snapshot, document: Document, keySpan: Span, style: ReferenceStyle): Description {
  const isWanted = ({ citations }: CitationCluster) => citations.some((it) => it.keySpan.start === keySpan.start);
  const { content = [] } = clusterAt(snapshot, document, style, isWanted) ?? {};
  return content.length > 0 ? [paragraph(italic("Prints as"), text(" "), ...content)] : [];
}
