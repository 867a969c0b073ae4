/** What is written around the keys of a citation, and how the whole is to print. */
import type { Document } from "../text/document.ts";
import { latexCitations } from "./cite-parts-latex.ts";
import { markdownCitations } from "./cite-parts-markdown.ts";
import { typstCitations } from "./cite-parts-typst.ts";
import type { Citation, CitationCluster } from "./facts.ts";

/** One work of a citation. Texts may hold CSL's markup: `<i>`, `<b>`, `<sup>`, `<sub>`. */
export interface CiteParts {
  readonly citation: Citation;
  /** Printed before the work, with the space that parts them. */
  readonly prefix: string;
  /** Printed behind the work, with the punctuation or the space that it begins with. */
  readonly suffix: string;
  readonly locator?: string;
  /** CSL's name of what the locator counts: `page`, `figure`; there with a locator. */
  readonly label?: string;
  readonly isAuthorSuppressed: boolean;
}

/**
 * What prints at one place: `citation`, as the style has it; `textual`, names in the sentence and the rest as the style has
 * it; `names` alone; the whole `entry` of the reference list; the `title`; `hidden`, only in the reference list.
 */
export type CitationForm = "citation" | "textual" | "names" | "entry" | "title" | "hidden";

export interface WrittenCitation {
  readonly form: CitationForm;
  /** Without the brackets around it that a style may have: `\citealp`, `\citeyear`. */
  readonly isBare: boolean;
  /** At least one. */
  readonly cites: readonly CiteParts[];
}

/** The citations of a cluster: one, but where each of its works prints in the sentence, as with `\citet{a,b}`. */
export function writtenCitations(document: Document, cluster: CitationCluster): readonly WrittenCitation[] {
  switch (document.format) {
    case "latex":
      return latexCitations(document.text, cluster);
    case "typst":
      return typstCitations(document.text, cluster);
    default:
      return markdownCitations(document.text, cluster);
  }
}
