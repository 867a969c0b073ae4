/**
 * The entries of a bibliography as they are written, field by field with their places: what a check of single entries reads.
 * Of a BibTeX file nothing is decoded; of other formats fields are sought in the entry by their decoded text.
 */
import type { Document, Format, Span } from "../text/document.ts";
import { readBibliography } from "./bibliography.ts";
import { referenceAt } from "./bibtex.ts";
import { entryColumns, fieldColumns, type ScannedBlock } from "./bibtex-blocks.ts";
import { entryTypeOf } from "./bibtex-fields.ts";
import { type BibtexFile, type EntryPlace, readValue, spanOf, textOf } from "./bibtex-file.ts";
import { fields as modelFields } from "./bibtex-model.ts";
import { plainValue } from "./bibtex-places.ts";
import type { BibliographyEntry } from "./facts.ts";
import type { Reference, TextVariable } from "./reference.ts";

export interface WrittenField {
  /** BibTeX's name, in lower case. */
  readonly name: string;
  /** Without delimiters and white space around it; in BibTeX LaTeX with its strings put in, else text. Never empty. */
  readonly text: string;
  /** What `text` stands on; the value with its delimiters, or the entry's key, where `isExact` is false. */
  readonly span: Span;
  /** Whether the text stands there as it is, so that what is found in it can be replaced. */
  readonly isExact: boolean;
  /** The field's name, where the format is BibTeX. */
  readonly nameSpan?: Span;
}

export interface WrittenEntry {
  readonly format: Format;
  /** BibTeX's entry type in lower case, else CSL's. */
  readonly type: string;
  readonly key: string;
  readonly keySpan: Span;
  /** Those that were asked for, of several with one name the first; but each part of a name by itself outside of BibTeX. */
  readonly fields: readonly WrittenField[];
  /** Where it stands, in a BibTeX file. */
  readonly bibtex?: { readonly file: BibtexFile; readonly place: EntryPlace };
  /** Decoded when it is looked at. */
  readonly reference: Reference;
}

export function fieldOf(
  { fields }: Pick<WrittenEntry, "fields">,
  ...names: readonly string[]
): WrittenField | undefined {
  return fields.find(({ name }) => names.includes(name));
}

/** Fields of databases and reference managers that no data model has. */
const furtherNames = ["eissn", "orcid", "orcid-numbers", "pmc"];

const names = [...modelFields.map(({ name }) => name), ...furtherNames];
const numberOfName = new Map(names.map((name, number) => [name, number + 1]));

interface BlockNames {
  /** For each field row the number of its name plus 1; 0 for a name that nobody asks for. */
  readonly ofRows: Uint8Array;
  /** The numbers that there are. */
  readonly present: readonly number[];
}

const namesOfBlock = new WeakMap<ScannedBlock, BlockNames>();
const noNames: BlockNames = { ofRows: new Uint8Array(0), present: [] };

function blockNames(file: BibtexFile, block: number): BlockNames {
  const scanned = file.scan.blocks[block];
  const known = scanned && namesOfBlock.get(scanned);
  if (!scanned || known) return known ?? noNames;
  const base = file.scan.starts[block] ?? 0;
  const { fields } = scanned;
  const ofRows = new Uint8Array(fields.length / fieldColumns);
  for (let row = 0; row < ofRows.length; row++) {
    const at = row * fieldColumns;
    const written = file.source.slice(base + (fields[at] ?? 0), base + (fields[at + 1] ?? 0));
    ofRows[row] = numberOfName.get(written) ?? numberOfName.get(written.toLowerCase()) ?? 0;
  }
  const found = { ofRows, present: [...new Set(ofRows)] };
  namesOfBlock.set(scanned, found);
  return found;
}

/** Some of the fields that an entry may have. */
export interface FieldSelection {
  /** By the number of the name. */
  readonly isWanted: readonly boolean[];
  readonly names: ReadonlySet<string>;
}

/** @throws {RangeError} for a name that is not known: entries would never be found to have it. */
export function selectFields(wanted: readonly string[]): FieldSelection {
  const isWanted = Array.from({ length: names.length + 1 }, () => false);
  for (const name of wanted) {
    const number = numberOfName.get(name);
    if (number === undefined) throw new RangeError(`No field is known by the name ${name}.`);
    isWanted[number] = true;
  }
  return { isWanted, names: new Set(wanted) };
}

/** Whether some field of a block has one of the names. */
export function hasFieldIn(file: BibtexFile, block: number, { isWanted }: FieldSelection): boolean {
  return blockNames(file, block).present.some((number) => isWanted[number]);
}

/** One entry of a BibTeX file with its fields of a selection that say something. */
export function writtenBibtexEntry(file: BibtexFile, place: EntryPlace, { isWanted }: FieldSelection): WrittenEntry {
  const { ofRows } = blockNames(file, place.block);
  const { entries = none, fields: rows = none } = file.scan.blocks[place.block] ?? {};
  const base = file.scan.starts[place.block] ?? 0;
  const first = entries[place.number * entryColumns + 6] ?? 0;
  const end = entries[(place.number + 1) * entryColumns + 6] ?? ofRows.length;
  const fields: WrittenField[] = [];
  for (let row = first; row < end; row++) {
    const number = ofRows[row] ?? 0;
    if (!isWanted[number]) continue;
    const name = names[number - 1] ?? "";
    if (fields.some((other) => other.name === name)) continue;
    const at = row * fieldColumns;
    const field = new BibtexField(
      file,
      name,
      base + (rows[at] ?? 0),
      base + (rows[at + 2] ?? 0),
      base + (rows[at + 3] ?? 0),
    );
    if (field.text !== "") fields.push(field);
  }
  return new WrittenBibtexEntry(file, place, fields);
}

const none = new Int32Array(0);

/** Classes for their getters: of most entries a check asks for no more than a text. */
class WrittenBibtexEntry implements WrittenEntry {
  readonly format = "bibtex";
  readonly fields: readonly WrittenField[];
  readonly bibtex: NonNullable<WrittenEntry["bibtex"]>;

  constructor(file: BibtexFile, place: EntryPlace, fields: readonly WrittenField[]) {
    this.bibtex = { file, place };
    this.fields = fields;
  }

  get type(): string {
    return entryTypeOf(this.bibtex.file, this.bibtex.place);
  }

  get key(): string {
    return textOf(this.bibtex.file, this.keySpan);
  }

  get keySpan(): Span {
    return spanOf(this.bibtex.file, this.bibtex.place, "key");
  }

  get reference(): Reference {
    return referenceAt(this.bibtex.file, this.bibtex.place);
  }
}

class BibtexField implements WrittenField {
  readonly name: string;
  readonly text: string;
  readonly isExact: boolean;
  readonly #nameStart: number;
  readonly #start: number;
  readonly #end: number;

  constructor(file: BibtexFile, name: string, nameStart: number, start: number, end: number) {
    const written = textOf(file, { start, end });
    const inner = innerOf(written);
    this.name = name;
    this.isExact = inner !== undefined;
    this.#nameStart = nameStart;
    this.#start = start + (inner?.start ?? 0);
    this.#end = inner ? start + inner.end : end;
    this.text = inner ? written.slice(inner.start, inner.end) : readValue(file, written);
  }

  get span(): Span {
    return { start: this.#start, end: this.#end };
  }

  get nameSpan(): Span {
    return { start: this.#nameStart, end: this.#nameStart + this.name.length };
  }
}

/** The text inside the delimiters of a value. As `plainValue`, which only has to look where a value that is joined of parts closes its first. */
function innerOf(written: string): Span | undefined {
  const isDelimited = written.charCodeAt(0) === 123 || written.charCodeAt(0) === 34;
  if (!isDelimited || written.includes("#")) return plainValue(written, { start: 0, end: written.length });
  let start = 1;
  let end = written.length - 1;
  while (start < end && written.charCodeAt(start) <= 32) start++;
  while (end > start && written.charCodeAt(end - 1) <= 32) end--;
  return { start, end };
}

const textVariables: readonly (readonly [name: string, TextVariable])[] = [
  ["title", "title"],
  ["journal", "container-title"],
  ["series", "collection-title"],
  ["publisher", "publisher"],
  ["pages", "page"],
  ["volume", "volume"],
  ["doi", "DOI"],
  ["pmid", "PMID"],
  ["pmcid", "PMCID"],
  ["isbn", "ISBN"],
  ["issn", "ISSN"],
  ["url", "URL"],
];

/** The entries of a bibliography in another format than BibTeX, with their fields of a selection. */
export function writtenEntriesIn(document: Document, { names: wanted }: FieldSelection): WrittenEntry[] {
  const variables = textVariables.filter(([name]) => wanted.has(name));
  const nameVariables = (["author", "editor"] as const).filter((name) => wanted.has(name));
  return readBibliography(document).entries.map((entry) => {
    const { reference, key, keySpan } = entry;
    const texts = variables.flatMap(([name, variable]) => otherField(document, entry, name, reference[variable]));
    const people = nameVariables.flatMap((name) =>
      (reference[name] ?? [])
        .flatMap(({ family, given, literal }) => [family, given, literal])
        .flatMap((part) => otherField(document, entry, name, part)),
    );
    return { format: document.format, type: reference.type, key, keySpan, reference, fields: [...texts, ...people] };
  });
}

function otherField(
  document: Document,
  entry: BibliographyEntry,
  name: string,
  text: string | undefined,
): readonly WrittenField[] {
  if (text === undefined || text === "") return [];
  const span = placeOf(document, entry, text);
  return [{ name, text, span: span ?? entry.keySpan, isExact: span !== undefined }];
}

/** What a format may write in another way than it is meant. */
const escaped: Partial<Record<Format, RegExp>> = {
  "csl-json": /[\\"\n]/,
  "csl-yaml": /[\\"'#:\n]/,
  hayagriva: /[\\"'#:\n]/,
  "endnote-xml": /[&<>"'\n]/,
};

/** Whether a text stands in a file of this format as it is. */
export function isVerbatimIn(format: Format, text: string): boolean {
  return !(escaped[format] ?? /\n/).test(text);
}

/** Where a text stands in an entry, once and as it is. */
function placeOf({ text: whole, format }: Document, { span }: BibliographyEntry, text: string): Span | undefined {
  if (!isVerbatimIn(format, text)) return undefined;
  const start = whole.indexOf(text, span.start);
  if (start < 0 || start + text.length > span.end) return undefined;
  const again = whole.indexOf(text, start + 1);
  return again >= 0 && again + text.length <= span.end ? undefined : { start, end: start + text.length };
}
