/** Terms and open terminologies for tests. */
import type { Term } from "../../../server/src/terms/model.ts";
import { openTerminology, type Terminology } from "../../../server/src/terms/store.ts";
import { sourceOfBytes } from "../../../server/src/terms/store-bytes.ts";
import { compileTerminology } from "../../../server/src/terms/store-compile.ts";

/** A term with an identifier, a label and exact synonyms; what else it has is given. */
export function term(id: string, label: string, exact: readonly string[] = [], more: Partial<Term> = {}): Term {
  return {
    id,
    label,
    kind: "cell-type",
    synonyms: exact.map((text) => ({ text, scope: "exact" as const })),
    abbreviations: [],
    parents: [],
    relations: [],
    xrefs: [],
    definition: "",
    references: [],
    ...more,
  };
}

export function terminologyOf(...terms: readonly Term[]): Terminology {
  return openTerminology(sourceOfBytes(compileTerminology(terms, { name: "test" })));
}
