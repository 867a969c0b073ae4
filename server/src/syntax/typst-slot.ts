/** The citation key that is being written in Typst: found backwards from the cursor, on text that may be incomplete. */
import { contains, type Span } from "../text/document.ts";
import type { CitationSlot, ManuscriptFacts } from "./facts.ts";
import { labelNameEnd, referenceEnd } from "./typst-tokens.ts";

const longestKey = 400;

/** What stands before a key: `@`, or the opening of a label in a call that takes one. */
const opening = /(?:@|\b(?:cite|ref)\(\s*(?:<|label\(\s*"))$/;

/** The slot at `offset`, given the facts of the same text and what is no text in it. */
export function typstSlot(
  text: string,
  offset: number,
  facts: ManuscriptFacts,
  opaque: readonly Span[],
): CitationSlot | undefined {
  const before = text.slice(Math.max(0, offset - longestKey), offset);
  const written = /[^\s@<>"()[\]{},;]*$/.exec(before)?.[0] ?? "";
  const sign = opening.exec(before.slice(0, before.length - written.length))?.[0];
  const start = offset - written.length;
  if (sign === undefined || (!sign.endsWith('"') && labelNameEnd(text, start) < offset)) return undefined;
  const isReference = sign === "@";
  if (isReference && text.charAt(start - 2) === "\\") return undefined;
  if (opaque.some((span) => span.start < start && start < span.end && !isLabelString(sign, span, start)))
    return undefined;
  const isCited = facts.crossReferences.some(({ keySpan }) => keySpan.start === start) || clusterAt(facts, start);
  if (isReference && !isCited && !facts.prose.some((span) => contains(span, start))) return undefined;
  const end = isReference ? referenceEnd(text, start) : sign.endsWith('"') ? offset : labelNameEnd(text, start);
  const cluster = clusterAt(facts, start);
  const others = cluster?.citations.filter(({ keySpan }) => keySpan.start !== start) ?? [];
  return {
    replace: { start, end: Math.max(end, offset) },
    query: text.slice(start, offset),
    clusterKeys: others.map(({ key }) => key),
  };
}

/** The string of `label("…")` is the only one that a key is written in. */
function isLabelString(sign: string, span: Span, start: number): boolean {
  return sign.endsWith('"') && span.start === start - 1;
}

function clusterAt({ clusters }: ManuscriptFacts, offset: number) {
  return clusters.find(({ span }) => span.start <= offset && offset <= span.end);
}
