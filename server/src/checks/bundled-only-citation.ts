import { readManuscript } from "../syntax/manuscript.ts";
import { fileNameOf } from "../text/uri.ts";
import { addReferences } from "../workspace/add-references.ts";
import { isIdentifierKey, placeOf, referenceOf } from "../workspace/citations.ts";
import type { Check } from "./check.ts";

export const bundledOnlyCitation: Check = {
  code: "bundled-only-citation",
  setting: "check.bundledOnlyCitation",
  subject: "manuscript",
  explanation: `The bundled references are there to be found and read while you write; Pandoc, Quarto and LaTeX don't know them. A work that
you cite has to stand in a bibliography of your own before the manuscript is rendered.

The fix adds the entry to the manuscript's bibliography, or makes one.`,
  examples: [
    {
      bad: `--- review.md
Clusters seed [@aceto2014circulating].
                ^^^^^^^^^^^^^^^^^^^^ bundled-only-citation
`,
      good: `--- review.md
Clusters seed [@aceto2014circulating].
--- refs.bib
@article{aceto2014circulating, author = {Aceto, N and others}, title = {Clusters}, journal = {Cell}, year = 2014}
`,
    },
  ],
  run(snapshot, manuscript) {
    const { clusters, ownKeys } = readManuscript(manuscript);
    const known = new Set(ownKeys);
    return clusters
      .flatMap(({ citations }) => citations)
      .flatMap(({ key, keySpan }) => {
        const cited = known.has(key) || isIdentifierKey(key) ? undefined : referenceOf(snapshot, manuscript, key);
        if (!cited || cited.layer === "manuscript") return [];
        const fixes = () => {
          const edit = addReferences(snapshot, manuscript, [cited.reference]);
          const target = fileNameOf(edit.edits.at(-1)?.uri ?? "");
          return [{ title: `Add “${key}” to ${target}`, edit, preferred: true }];
        };
        return [{ span: keySpan, message: `“${key}” is only in ${placeOf(cited.source?.document)}.`, fixes }];
      });
  },
};
