/** What each citation prints as, shown behind it. */
import { toText } from "../styles/formatter.ts";
import type { CitationCluster } from "../syntax/facts.ts";
import type { Document, Span } from "../text/document.ts";
import { referenceOf } from "../workspace/citations.ts";
import { type FormattedCluster, formattedTextOf } from "../workspace/formatted-text.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { type Description, formatted, type ReferenceStyle } from "./description.ts";

export interface CitationHint {
  /** Right behind the citation. */
  readonly offset: number;
  /** As it prints, without fonts. */
  readonly text: string;
}

/** Of the citations that end within a span. What only adds to the reference list has none, nor what has no known key. */
export function citationHints(
  snapshot: Snapshot,
  document: Document,
  { start, end }: Span,
  style: ReferenceStyle,
): readonly CitationHint[] {
  return formattedTextOf(snapshot, document, style)
    .clustersIn(document)
    .flatMap(({ cluster: { span }, content }) =>
      content.length > 0 && start <= span.end && span.end <= end ? [{ offset: span.end, text: toText(content) }] : [],
    );
}

/** The works of the citation whose hint stands at an offset, as the reference list has them; `undefined` where there is none. */
export function describeHint(
  snapshot: Snapshot,
  document: Document,
  offset: number,
  style: ReferenceStyle,
): Description | undefined {
  const found = clusterAt(snapshot, document, style, ({ span }) => span.end === offset);
  if (!found) return undefined;
  const items = found.cluster.citations.flatMap(({ key }) => {
    const cited = referenceOf(snapshot, document, key);
    return cited ? [formatted(cited.reference, style)] : [];
  });
  return items.map((content) => ({ kind: "paragraph", content }));
}

export function clusterAt(
  snapshot: Snapshot,
  document: Document,
  style: ReferenceStyle,
  isWanted: (cluster: CitationCluster) => boolean,
): FormattedCluster | undefined {
  return formattedTextOf(snapshot, document, style)
    .clustersIn(document)
    .find(({ cluster }) => isWanted(cluster));
}
