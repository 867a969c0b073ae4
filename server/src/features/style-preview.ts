/** What a manuscript's references look like in a style, in one line. */
import { type Formatter, toText } from "../styles/formatter.ts";
import { readBibliography } from "../syntax/bibliography.ts";
import { readManuscript } from "../syntax/manuscript.ts";
import type { Reference } from "../syntax/reference.ts";
import type { Document } from "../text/document.ts";
import { bibliographyDocuments } from "../workspace/bibliographies.ts";
import { referenceOf } from "../workspace/citations.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

export interface StylePreview {
  readonly citation: string;
  readonly references: readonly string[];
}

const shown = 3;
/** Among so many of the first cited works those are sought that show most in little room. */
const considered = 40;
const longestTitle = 24;

/**
 * Three works that the manuscript cites, those with the fewest authors, since their entries show more than names; from its
 * bibliographies and the bundled set where it cites fewer. Their titles are cut short: no style changes much of them.
 */
export function previewReferences(snapshot: Snapshot, manuscript: Document): readonly Reference[] {
  const keys = readManuscript(manuscript).clusters.flatMap(({ citations }) => citations.map(({ key }) => key));
  const cited = [...new Set(keys)]
    .flatMap((key) => referenceOf(snapshot, manuscript, key)?.reference ?? [])
    .slice(0, considered)
    .sort((a, b) => (a.author?.length ?? 0) - (b.author?.length ?? 0));
  const chosen = cited.slice(0, shown);
  const add = (reference: Reference | undefined): void => {
    if (reference && !chosen.some(({ id }) => id === reference.id)) chosen.push(reference);
  };
  for (const document of bibliographyDocuments(snapshot, manuscript)) {
    if (chosen.length >= shown) break;
    for (const { reference } of readBibliography(document).entries.slice(0, shown)) add(reference);
  }
  for (const reference of snapshot.bundled.values()) {
    if (chosen.length >= shown) break;
    add(reference);
  }
  return chosen.slice(0, shown).map(withShortTitle);
}

function withShortTitle(reference: Reference): Reference {
  const { title } = reference;
  if (title === undefined || title.length <= longestTitle) return reference;
  return { ...reference, title: `${title.slice(0, longestTitle).replace(/[\s:;,–—-]+\S*$/, "")}…` };
}

export function printPreview(formatter: Formatter, style: string, references: readonly Reference[]): StylePreview {
  return {
    citation: toText(formatter.citation(references, style)),
    references: formatter.bibliography(references, style).map(toText),
  };
}
