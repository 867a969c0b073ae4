/** A vocabulary ready for use: its terms by identifier, their index and their recogniser. */
import type { Term } from "./model.ts";
import { buildRecogniser, type Recogniser } from "./recogniser.ts";
import { openTerminology, type Terminology } from "./store.ts";
import { sourceOfBytes } from "./store-bytes.ts";
import { compileTerminology } from "./store-compile.ts";

export interface Vocabulary {
  readonly terms: readonly Term[];
  readonly byId: ReadonlyMap<string, Term>;
  readonly index: Terminology;
  readonly recogniser: Recogniser;
}

export function createVocabulary(terms: readonly Term[]): Vocabulary {
  return {
    terms,
    byId: new Map(terms.map((term) => [term.id, term])),
    index: openTerminology(sourceOfBytes(compileTerminology(terms, { name: "BioManuscript" }))),
    recogniser: buildRecogniser(terms),
  };
}
