/** BibTeX and biblatex bibliographies: entries with exact spans, decoded to CSL-JSON on first use. */

import type { Document, Span } from "../text/document.ts";
import { BibtexFields } from "./bibtex-fields.ts";
import { referenceOfFields } from "./bibtex-reference.ts";
import { type ScannedEntry, scanBibtex } from "./bibtex-scan.ts";
import type { BibliographyEntry, BibliographyFacts } from "./facts.ts";
import type { Reference } from "./reference.ts";

/**
 * Reads a .bib file. A broken entry costs that entry alone: reading goes on at the next `@type{` at a line's start.
 * Of entries with the same key all are returned, in file order.
 */
export function readBibtex(document: Document): BibliographyFacts {
  const scan = scanBibtex(document.text);
  const fields = new BibtexFields(document.text, scan);
  // What only lends its fields to others can't be cited.
  const works = scan.entries.filter((entry) => !isXdata(document.text, entry));
  return { entries: works.map((entry) => new DecodedEntry(entry, fields)), problems: scan.problems };
}

function isXdata(text: string, { type }: ScannedEntry): boolean {
  return type.end - type.start === 5 && text.slice(type.start, type.end).toLowerCase() === "xdata";
}

/** A class only for its getter: the scan makes one of these for each entry, most are never decoded. */
class DecodedEntry implements BibliographyEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly span: Span;
  readonly #entry: ScannedEntry;
  readonly #fields: BibtexFields;
  #reference: Reference | undefined;

  constructor(entry: ScannedEntry, fields: BibtexFields) {
    this.key = entry.key;
    this.keySpan = entry.keySpan;
    this.span = entry.span;
    this.#entry = entry;
    this.#fields = fields;
  }

  get reference(): Reference {
    this.#reference ??= referenceOfFields(this.key, this.#fields.typeOf(this.#entry), this.#fields.of(this.#entry));
    return this.#reference;
  }
}
