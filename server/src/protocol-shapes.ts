/**
 * The shapes that several requests carry: places, edits and what a quick pick shows. Positions and edits are the Language Server
 * Protocol's own types, written out here so that these files need no library.
 */

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** Edits by file; a file of `create` does not exist yet and is created empty first. */
export interface Edits {
  readonly create: readonly string[];
  readonly changes: Readonly<Record<string, readonly TextEdit[]>>;
}

/** A reference in a quick pick. */
export interface ReferenceItem {
  readonly key: string;
  readonly title: string;
  /** First author and year, as in "Costa-Silva et al. 2015". */
  readonly authorYear: string;
  readonly container: string;
  /** Where it stands, if in no bibliography of the manuscript: a file's name or `bundled`; else empty. */
  readonly elsewhere: string;
}

/** A term in a quick pick. */
export interface TermItem {
  readonly id: string;
  readonly label: string;
  readonly kind: string;
  /** The synonym through which the term was found, or its part in a pathway; empty where the label itself matched. */
  readonly note: string;
  readonly definition: string;
}
