import { searchTerms } from "../../server/src/terms/term-index.ts";
import { term, terminologyOf } from "../../test/unit/terms/terminology.ts";

/** Makes the process one that answers from its own small vocabulary before a large terminology is added. */
export function askSmallVocabulary(queries: readonly string[]): void {
  const small = queries.slice(0, 500).map((label, number) => term(`X:${number}`, label));
  const vocabulary = terminologyOf(...small);
  for (const text of queries) searchTerms(vocabulary, { text, limit: 60 });
}
