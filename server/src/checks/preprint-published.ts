import { isPreprint } from "../references/preprints.ts";
import type { ListedEntry } from "../syntax/entry-merging.ts";
import { readManuscript } from "../syntax/manuscript.ts";
import { citedKeyEdit, keyFault } from "../syntax/written-keys.ts";
import type { Document } from "../text/document.ts";
import { addReferences } from "../workspace/add-references.ts";
import { type LayeredBibliography, layeredBibliographies, placeOf, referenceOf } from "../workspace/citations.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { relatedBetween } from "../workspace/works.ts";
import type { Check, Fix, Problem } from "./check.ts";

export const preprintPublished: Check = {
  code: "preprint-published",
  setting: "check.preprintPublished",
  subject: "manuscript",
  explanation: `A preprint is cited though the article that was published of it is in one of the bibliographies that can be cited
from: the manuscript's, others of the workspace, your library. Editors ask for the published version, which has been reviewed.

Preprints are known by their DOI (bioRxiv, medRxiv, arXiv, Research Square, Preprints.org, ChemRxiv, SSRN, OSF), by an eprint or address
at arXiv, or by the server's name where the journal's stands. The two belong together when title and authors agree and the article is no
more than a few years younger. A preprint whose title or first author changed is not found.

The fix cites the published article, and adds its entry where the manuscript's bibliographies lack it.`,
  examples: [
    {
      bad: `--- review.md
Neutrophils escort clusters [@arda2018].
                              ^^^^^^^^ preprint-published
--- refs.bib
@article{arda2018, author = {Arda, B}, title = {An invented title about neutrophils and clusters}, journal = {bioRxiv}, year = 2018, doi = {10.1101/2018.01.01.000000}}
@article{arda2019, author = {Arda, B}, title = {An invented title about neutrophils and clusters}, journal = {Nature}, year = 2019}
`,
      good: `--- review.md
Neutrophils escort clusters [@arda2019].
--- refs.bib
@article{arda2018, author = {Arda, B}, title = {An invented title about neutrophils and clusters}, journal = {bioRxiv}, year = 2018, doi = {10.1101/2018.01.01.000000}}
@article{arda2019, author = {Arda, B}, title = {An invented title about neutrophils and clusters}, journal = {Nature}, year = 2019}
`,
    },
  ],
  run(snapshot, manuscript) {
    const layers = layeredBibliographies(snapshot, manuscript);
    return readManuscript(manuscript).clusters.flatMap(({ citations }) =>
      citations.flatMap(({ key, keySpan }): Problem[] => {
        const cited = referenceOf(snapshot, manuscript, key);
        if (cited?.layer !== "manuscript" || !cited.source || !isPreprint(cited.reference)) return [];
        const published = publishedOf(layers, cited.source);
        if (!published) return [];
        const { document, entry } = published;
        const place = layers.some((it) => it.layer === "manuscript" && it.document === document)
          ? ""
          : ` of ${placeOf(document)}`;
        return [
          {
            span: keySpan,
            message: `“${key}” is a preprint; it was published as “${entry.key}”${place}.`,
            related: [{ location: { uri: document.uri, span: entry.keySpan }, message: `“${entry.key}” is here.` }],
            fixes: () => fixesOf(snapshot, manuscript, keySpan, published),
          },
        ];
      }),
    );
  },
};

/** The first published version in the order of the layers. */
function publishedOf(
  layers: readonly LayeredBibliography[],
  { document, entry }: ListedEntry,
): ListedEntry | undefined {
  for (const layer of layers) {
    for (const { first, second, relation } of relatedBetween(document, layer.document)) {
      if (relation !== "preprint") continue;
      if (isSame(first, document, entry)) return second;
      if (isSame(second, document, entry)) return first;
    }
  }
  return undefined;
}

function isSame(it: ListedEntry, document: Document, entry: ListedEntry["entry"]): boolean {
  return it.document === document && it.entry.span.start === entry.span.start;
}

function fixesOf(
  snapshot: Snapshot,
  manuscript: Document,
  keySpan: Problem["span"],
  { document, entry }: ListedEntry,
): Fix[] {
  const { key, reference } = entry;
  const known = referenceOf(snapshot, manuscript, key);
  const leadsThere = known?.source?.document === document && known.source.entry.span.start === entry.span.start;
  if (!leadsThere || keyFault(manuscript, key) !== undefined) return [];
  const added =
    known.layer === "manuscript" ? { create: [], edits: [] } : addReferences(snapshot, manuscript, [reference]);
  const change = { uri: manuscript.uri, ...citedKeyEdit(manuscript, keySpan, key) };
  return [{ title: `Cite “${key}”`, edit: { ...added, edits: [...added.edits, change] }, preferred: true }];
}
