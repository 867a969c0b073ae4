import { readManuscript } from "../syntax/manuscript.ts";
import { fileNameOf } from "../text/uri.ts";
import { addReferences } from "../workspace/add-references.ts";
import { isIdentifierKey, placeOf, referenceOf } from "../workspace/citations.ts";
import type { Check } from "./check.ts";

/**
 * A citation key that only the bundled references have, or a bibliography that the manuscript doesn't use, so that Pandoc,
 * LaTeX and Typst can't resolve it.
 */
export const bundledOnlyCitation: Check = {
  code: "bundled-only-citation",
  setting: "check.bundledOnlyCitation",
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
