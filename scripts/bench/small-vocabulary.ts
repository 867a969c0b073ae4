import { openTerminology } from "../../server/src/terms/store.ts";
import { sourceOfBytes } from "../../server/src/terms/store-bytes.ts";
import { compileTerminology } from "../../server/src/terms/store-compile.ts";
import { searchTerms } from "../../server/src/terms/term-index.ts";

/** Makes the process one that answers from its own small vocabulary before a large terminology is added. */
export function askSmallVocabulary(queries: readonly string[]): void {
  const small = queries.slice(0, 500).map((label, number) => ({
    id: `X:${number}`,
    label,
    kind: "process" as const,
    synonyms: [],
    abbreviations: [],
    parents: [],
    relations: [],
    xrefs: [],
    definition: "",
    references: [],
  }));
  const vocabulary = openTerminology(sourceOfBytes(compileTerminology(small, { name: "vocabulary" })));
  for (const text of queries) searchTerms(vocabulary, { text, limit: 60 });
}
