import { nearestKeys } from "../references/nearest-keys.ts";
import type { Citation, CitationCluster } from "../syntax/facts.ts";
import { readManuscript } from "../syntax/manuscript.ts";
import type { Document } from "../text/document.ts";
import { bibliographiesOf, bibliographyDocuments, entriesByKey } from "../workspace/bibliographies.ts";
import { isIdentifierKey, referenceOf } from "../workspace/citations.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Check, Fix, Problem } from "./check.ts";

const suggestions = 3;

/** A citation key that is in no bibliography of the manuscript and not in the bundled references. */
export const unknownCitation: Check = {
  code: "unknown-citation",
  setting: "check.unknownCitation",
  run(snapshot, manuscript) {
    const uses = bibliographiesOf(snapshot, manuscript);
    // Where no bibliography that is named can be read, the missing file is the problem, not every key.
    if (uses.length > 0 && !uses.some(({ state }) => state === "found")) return [];
    const { clusters, ownKeys } = readManuscript(manuscript);
    const known = new Set(ownKeys);
    return clusters
      .filter((cluster) => uses.length > 0 || isPlainlyCitation(manuscript, cluster))
      .flatMap(({ citations }) => citations)
      .filter(({ key }) => !known.has(key) && !isIdentifierKey(key) && !referenceOf(snapshot, manuscript, key))
      .map((citation) => problemOf(snapshot, manuscript, citation));
  },
};

/** Without any bibliography, a bare `@name` in Markdown may be a person or a package. */
function isPlainlyCitation({ format, text }: Document, { span }: CitationCluster): boolean {
  return format === "latex" || text.charAt(span.start) === "[";
}

function problemOf(snapshot: Snapshot, manuscript: Document, { key, keySpan }: Citation): Problem {
  return {
    span: keySpan,
    message: `“${key}” is in no bibliography of this manuscript.`,
    fixes: () =>
      nearestKeys(keysOf(snapshot, manuscript), key, suggestions).map(
        (near, number): Fix => ({
          title: `Change to “${near}”`,
          edit: { create: [], edits: [{ uri: manuscript.uri, span: keySpan, newText: near }] },
          preferred: number === 0,
        }),
      ),
  };
}

/** The manuscript's own keys come first, so that they win over equally near bundled ones. */
function keysOf(snapshot: Snapshot, manuscript: Document): string[] {
  const own = bibliographyDocuments(snapshot, manuscript).flatMap((document) => [...entriesByKey(document).keys()]);
  return [...new Set([...own, ...snapshot.bundled.keys()])];
}
