/** The one answer to "what is written here?", from which every feature starts. */
import type { Citation } from "../syntax/facts.ts";
import { isManuscript, readManuscript } from "../syntax/manuscript.ts";
import type { Mention } from "../terms/recogniser.ts";
import { contains, type Document } from "../text/document.ts";
import { mentionsOf } from "./mentions.ts";
import type { Snapshot } from "./snapshot.ts";

export type SymbolHere =
  | { readonly kind: "citation"; readonly citation: Citation }
  | { readonly kind: "term"; readonly mention: Mention };

/** What stands at an offset of a manuscript; `undefined` where it is neither a citation key nor a known term. */
export function symbolAt(snapshot: Snapshot, document: Document, offset: number): SymbolHere | undefined {
  if (!isManuscript(document)) return undefined;
  const citation = readManuscript(document)
    .clusters.flatMap((cluster) => cluster.citations)
    .find(({ keySpan }) => contains(keySpan, offset));
  if (citation) return { kind: "citation", citation };
  const mention = mentionsOf(document, snapshot.vocabulary).find(({ spans }) =>
    spans.some((span) => contains(span, offset)),
  );
  return mention && { kind: "term", mention };
}
