/**
 * What a reader of one format finds in a file. Readers never fail: they return facts and problems,
 * and keep everything before and after a fault. Offsets are UTF-16 code units.
 */

import type { Span } from "../text/document.ts";
import type { Reference } from "./reference.ts";

/** A fault found while reading, before any check looks at the facts. */
export interface SyntaxProblem {
  readonly span: Span;
  /** A short stable name, such as `unclosed-entry`. */
  readonly code: string;
  readonly message: string;
}

/** How a citation prints its author: `[@k]` normal, `@k` or `\citet` author in text, `[-@k]` or `\citeyear` suppressed. */
export type CitationMode = "normal" | "author-in-text" | "suppress-author";

/** One key cited once. */
export interface Citation {
  readonly key: string;
  /** The key alone, without `@` or braces. */
  readonly keySpan: Span;
  readonly mode: CitationMode;
}

/** What is printed as one citation: `[see @a; @b]`, `@a [p. 3]`, `\citep[see][]{a,b}`, Typst's `@a @b`. */
export interface CitationCluster {
  readonly span: Span;
  readonly citations: readonly Citation[];
}

/** A citation key where it is written. */
export interface WrittenKey {
  readonly key: string;
  /** The key alone, without delimiters. */
  readonly span: Span;
}

/** A path as written in the manuscript, not yet resolved. */
export interface WrittenPath {
  readonly path: string;
  readonly span: Span;
}

export interface Heading {
  readonly level: number;
  readonly text: string;
  readonly span: Span;
}

/** The facts of one manuscript. All lists are in document order. */
export interface ManuscriptFacts {
  readonly clusters: readonly CitationCluster[];
  /** References to figures and the like (Quarto's `@fig-x`, LaTeX's `\ref`, Typst's `@fig-x`) are not citations; they are kept apart here. */
  readonly crossReferences: readonly Citation[];
  /** Stretches of running prose: no code, maths, URL, YAML, comment, command name, citation or raw block lies inside one. */
  readonly prose: readonly Span[];
  readonly headings: readonly Heading[];
  /** Bibliographies that the manuscript names: front matter `bibliography:`, `\bibliography`, `\addbibresource`, `#bibliography`. */
  readonly bibliographies: readonly WrittenPath[];
  /** Citation styles that the manuscript names, a path, a name or an address: front matter `csl:`, the `style:` of Typst's `bibliography`. */
  readonly citationStyles: readonly WrittenPath[];
  /** The language that the front matter names: `lang: de-DE`. */
  readonly language: string | undefined;
  /** Files that the manuscript takes in: `\input`, `\include`, `\subfile`, `{{< include x >}}`, `#include`. */
  readonly includes: readonly WrittenPath[];
  /** LaTeX `\bibitem` keys and front matter `references:` ids, which are cited without a bibliography file. */
  readonly ownKeys: readonly string[];
  /** The references that `ownKeys` stand for: the text of a `\bibitem`, an item under `references:`. */
  readonly ownEntries: readonly BibliographyEntry[];
  /** Labels that a Typst text declares: `<fig-x>`. References to them from other files look like citations. */
  readonly labels: readonly string[];
  /** Whether it lists every entry of its bibliographies: `\nocite{*}`, `nocite: "@*"` in the front matter, Typst's `full: true`. */
  readonly citesAll: boolean;
}

/** Where a citation key is being written, for completion. */
export interface CitationSlot {
  /** What an accepted key replaces: the part of the key on both sides of the cursor. */
  readonly replace: Span;
  /** The text from the start of `replace` to the cursor; may hold spaces inside `\cite{…}`. */
  readonly query: string;
  /** Keys already in the same cluster. */
  readonly clusterKeys: readonly string[];
}

/** One entry of a bibliography, or a reference that a manuscript holds itself. */
export interface BibliographyEntry {
  readonly key: string;
  readonly keySpan: Span;
  /** The whole entry, from `@` to the closing brace, or the whole record of another format. */
  readonly span: Span;
  /**
   * True where the file holds no key that a writer could change: the key is made of author, year and title (`keySpan` is then
   * the record's first line), or it is the record's own identifier, such as a PMID.
   */
  readonly hasFixedKey?: boolean;
  /** The entry as CSL-JSON; decoded on first use. */
  readonly reference: Reference;
}

export interface BibliographyFacts {
  readonly entries: readonly BibliographyEntry[];
  readonly problems: readonly SyntaxProblem[];
}
