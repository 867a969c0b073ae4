import { readManuscript } from "../syntax/manuscript.ts";
import { fileNameOf } from "../text/uri.ts";
import { addReferences } from "../workspace/add-references.ts";
import { referenceOf } from "../workspace/citations.ts";
import type { Check } from "./check.ts";

/** A citation key that only the bundled references have, so that Pandoc and LaTeX can't resolve it. */
export const bundledOnlyCitation: Check = {
  code: "bundled-only-citation",
  setting: "check.bundledOnlyCitation",
  run(snapshot, manuscript) {
    const { clusters, ownKeys } = readManuscript(manuscript);
    const known = new Set(ownKeys);
    return clusters
      .flatMap(({ citations }) => citations)
      .flatMap(({ key, keySpan }) => {
        const cited = known.has(key) ? undefined : referenceOf(snapshot, manuscript, key);
        if (!cited || cited.source) return [];
        const fixes = () => {
          const edit = addReferences(snapshot, manuscript, [cited.reference]);
          const target = fileNameOf(edit.edits.at(-1)?.uri ?? "");
          return [{ title: `Add “${key}” to ${target}`, edit, preferred: true }];
        };
        return [{ span: keySpan, message: `“${key}” is only in the bundled references.`, fixes }];
      });
  },
};
