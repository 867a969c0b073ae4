/** BibTeX and biblatex bibliographies: entries with exact spans, decoded to CSL-JSON on first use. */

import type { Document, Span } from "../text/document.ts";
import type { EditedText } from "../text/edited-text.ts";
import type { TextStep } from "../text/text-steps.ts";
import type { ScannedBlock } from "./bibtex-blocks.ts";
import { entryTypeOf, fieldsOf, isCitable } from "./bibtex-fields.ts";
import {
  type BibtexFile,
  type EntryPlace,
  type FieldSpans,
  fieldSpansOf,
  findEntry,
  nextBibtexFile,
  placesOf,
  problemsOf,
  readBibtexFile,
  spanOf,
  textOf,
} from "./bibtex-file.ts";
import { referenceOfFields } from "./bibtex-reference.ts";
import { detached } from "./bibtex-value.ts";
import type { BibliographyEntry, BibliographyFacts, SyntaxProblem } from "./facts.ts";
import type { Reference } from "./reference.ts";

/**
 * Reads a .bib file. A broken entry costs that entry alone: reading goes on at the next `@type{` at a line's start.
 * Of entries with the same key all are returned, in file order.
 */
export function readBibtex(document: Document): BibtexFacts {
  return new BibtexFacts(readBibtexFile(document.text));
}

/** The facts of a later version of a file, of which only what the steps to it touch is read. */
export function nextBibtex(previous: BibtexFacts, steps: readonly TextStep[], text: EditedText): BibtexFacts {
  return new BibtexFacts(nextBibtexFile(previous.file, steps, text));
}

/** Lists are made when they are first asked for: after an edit, what is shown needs few of their members. */
export class BibtexFacts implements BibliographyFacts {
  readonly file: BibtexFile;
  #entries: readonly BibtexEntry[] | undefined;
  #problems: readonly SyntaxProblem[] | undefined;

  constructor(file: BibtexFile) {
    this.file = file;
  }

  get entries(): readonly BibtexEntry[] {
    this.#entries ??= [...entriesIn(this.file)];
    return this.#entries;
  }

  get problems(): readonly SyntaxProblem[] {
    this.#problems ??= problemsOf(this.file);
    return this.#problems;
  }

  /** The entry of a citation key; of several the first. */
  find(key: string): BibtexEntry | undefined {
    const place = findEntry(this.file, key);
    return place && isCitable(this.file, place) ? new BibtexEntry(this.file, place) : undefined;
  }
}

/** The entries that can be cited, in file order. */
export function* entriesIn(file: BibtexFile): Generator<BibtexEntry> {
  for (const place of placesOf(file)) {
    if (isCitable(file, place)) yield new BibtexEntry(file, place);
  }
}

const decoded = new WeakMap<ScannedBlock, (Reference | undefined)[]>();

/** The reference of an entry, decoded once for as long as nothing that it is made of changes. */
export function referenceAt(file: BibtexFile, place: EntryPlace): Reference {
  const block = file.scan.blocks[place.block];
  const references = (block && decoded.get(block)) ?? [];
  const known = references[place.number];
  if (known) return known;
  const key = detached(textOf(file, spanOf(file, place, "key")));
  const reference = referenceOfFields(key, entryTypeOf(file, place), fieldsOf(file, place));
  references[place.number] = reference;
  if (block) decoded.set(block, references);
  return reference;
}

/** One entry of one version of a file; a class for its getters, since most entries are never looked into. */
export class BibtexEntry implements BibliographyEntry {
  readonly #file: BibtexFile;
  readonly #place: EntryPlace;

  constructor(file: BibtexFile, place: EntryPlace) {
    this.#file = file;
    this.#place = place;
  }

  get key(): string {
    return textOf(this.#file, this.keySpan);
  }

  get keySpan(): Span {
    return spanOf(this.#file, this.#place, "key");
  }

  get span(): Span {
    return spanOf(this.#file, this.#place, "entry");
  }

  /** The entry type as written, without `@`. */
  get typeSpan(): Span {
    return spanOf(this.#file, this.#place, "type");
  }

  /** Its fields as they stand in the file: nothing put in, nothing inherited. */
  get fields(): readonly FieldSpans[] {
    return fieldSpansOf(this.#file, this.#place);
  }

  get reference(): Reference {
    return referenceAt(this.#file, this.#place);
  }
}
