/** Manuscripts in LaTeX, with the citation commands of natbib and biblatex. */
import type { Document } from "../text/document.ts";
import type { CitationSlot, ManuscriptFacts } from "./facts.ts";

export function readLatex(_document: Document): ManuscriptFacts {
  return {
    clusters: [],
    crossReferences: [],
    prose: [],
    headings: [],
    bibliographies: [],
    includes: [],
    ownKeys: [],
  };
}

export function latexCitationSlotAt(_document: Document, _offset: number): CitationSlot | undefined {
  return undefined;
}
