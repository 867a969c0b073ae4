/** Every check, and the running of them over a document. */
import { isBibliography } from "../syntax/bibliography.ts";
import { isManuscript } from "../syntax/manuscript.ts";
import type { Document } from "../text/document.ts";
import type { CheckLevel } from "../workspace/settings.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { bundledOnlyCitation } from "./bundled-only-citation.ts";
import type { Check, Problem } from "./check.ts";
import { correctedEntry } from "./corrected-entry.ts";
import { malformedBibliography } from "./malformed-bibliography.ts";
import { missingBibliography } from "./missing-bibliography.ts";
import { retractedCitation } from "./retracted-citation.ts";
import { retractedEntry } from "./retracted-entry.ts";
import { isSilenced } from "./silence.ts";
import { unknownCitation } from "./unknown-citation.ts";

export const allChecks: readonly Check[] = [
  unknownCitation,
  bundledOnlyCitation,
  missingBibliography,
  malformedBibliography,
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
