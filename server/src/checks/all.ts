/** Every check, and the running of them over a document. */
import { isBibliography } from "../syntax/bibliography.ts";
import { isManuscript } from "../syntax/manuscript.ts";
import type { Document } from "../text/document.ts";
import type { CheckLevel } from "../workspace/settings.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { authorYearMismatch } from "./author-year-mismatch.ts";
import { bundledOnlyCitation } from "./bundled-only-citation.ts";
import { capitalsTitle } from "./capitals-title.ts";
import type { Check, Problem } from "./check.ts";
import { contradictoryIdentifier } from "./contradictory-identifier.ts";
import { correctedEntry } from "./corrected-entry.ts";
import { doiInUrl } from "./doi-in-url.ts";
import { duplicateKey } from "./duplicate-key.ts";
import { duplicateWork } from "./duplicate-work.ts";
import { emptyCitation } from "./empty-citation.ts";
import { gluedCitation } from "./glued-citation.ts";
import { htmlLeftovers } from "./html-leftovers.ts";
import { impossibleDate } from "./impossible-date.ts";
import { lostDiacritics } from "./lost-diacritics.ts";
import { malformedBibliography } from "./malformed-bibliography.ts";
import { malformedCitation } from "./malformed-citation.ts";
import { malformedIdentifier } from "./malformed-identifier.ts";
import { malformedPages } from "./malformed-pages.ts";
import { missingBibliography } from "./missing-bibliography.ts";
import { missingField } from "./missing-field.ts";
import { missingStyle } from "./missing-style.ts";
import { oldReferences } from "./old-references.ts";
import { preprintPublished } from "./preprint-published.ts";
import { recommendedField } from "./recommended-field.ts";
import { repeatedCitation } from "./repeated-citation.ts";
import { retractedCitation } from "./retracted-citation.ts";
import { retractedEntry } from "./retracted-entry.ts";
import { selfCitation } from "./self-citation.ts";
import { isSilenced } from "./silence.ts";
import { strayLatex } from "./stray-latex.ts";
import { unknownCitation } from "./unknown-citation.ts";
import { unorderedCitation } from "./unordered-citation.ts";
import { unusedEntry } from "./unused-entry.ts";

export const allChecks: readonly Check[] = [
  unknownCitation,
  bundledOnlyCitation,
  missingBibliography,
  missingStyle,
  malformedBibliography,
  duplicateWork,
  preprintPublished,
  authorYearMismatch,
  gluedCitation,
  emptyCitation,
  malformedCitation,
  repeatedCitation,
  unorderedCitation,
  unusedEntry,
  oldReferences,
  selfCitation,
  duplicateKey,
  missingField,
  recommendedField,
  malformedIdentifier,
  contradictoryIdentifier,
  doiInUrl,
  impossibleDate,
  malformedPages,
  capitalsTitle,
  strayLatex,
  htmlLeftovers,
  lostDiacritics,
  retractedCitation,
  retractedEntry,
  correctedEntry,
];

export interface Finding extends Problem {
  readonly code: string;
  readonly level: Exclude<CheckLevel, "off">;
}

/** The findings of all checks that are not off and that no comment silences, in document order. */
export function findingsOf(snapshot: Snapshot, document: Document): readonly Finding[] {
  const subject = isManuscript(document) ? "manuscript" : isBibliography(document) ? "bibliography" : undefined;
  return allChecks
    .filter((check) => check.subject === subject)
    .flatMap(({ code, setting, run }) => {
      const level = snapshot.settings[setting];
      return level === "off" ? [] : run(snapshot, document).map((problem) => ({ ...problem, code, level }));
    })
    .filter(({ code, span }) => !isSilenced(document, code, span))
    .sort((a, b) => a.span.start - b.span.start);
}
