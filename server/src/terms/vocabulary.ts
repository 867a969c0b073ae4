/** A vocabulary ready for use: its terms by identifier, their index and their recogniser. */
import type { Term } from "./model.ts";
import type { PathwayModel } from "./pathway.ts";
import { buildRecogniser, type Recogniser } from "./recogniser.ts";
import { buildTermIndex, type TermIndex } from "./term-index.ts";

export interface Vocabulary {
  readonly terms: readonly Term[];
  readonly byId: ReadonlyMap<string, Term>;
  readonly index: TermIndex;
  readonly recogniser: Recogniser;
  readonly pathways: readonly PathwayModel[];
}

export function createVocabulary(terms: readonly Term[], pathways: readonly PathwayModel[]): Vocabulary {
  return {
    terms,
    byId: new Map(terms.map((term) => [term.id, term])),
    index: buildTermIndex(terms),
    recogniser: buildRecogniser(terms),
    pathways,
  };
}
