/** Reads a bibliography in any format, and the references that a manuscript holds itself. */
import { type Change, type Document, editedTextOf, type Format, joinChanges } from "../text/document.ts";
import { firstNotBefore } from "../text/sorted.ts";
import { stepsBetween } from "../text/text-steps.ts";
import { BibtexFacts, nextBibtex, readBibtex } from "./bibtex.ts";
import type { BibtexFile } from "./bibtex-file.ts";
import { bibtexKeyUses, xdataKeysIn } from "./bibtex-places.ts";
import { readCslJson } from "./csl-json.ts";
import { readCslYaml } from "./csl-yaml.ts";
import { readEndnoteXml } from "./endnote-xml.ts";
import type { BibliographyEntry, BibliographyFacts, WrittenKey } from "./facts.ts";
import { readHayagriva } from "./hayagriva.ts";
import { readManuscript } from "./manuscript.ts";
import { readNbib } from "./nbib.ts";
import { readRefer } from "./refer.ts";
import { readRis } from "./ris.ts";

const readers: ReadonlyMap<Format, (document: Document) => BibliographyFacts> = new Map<
  Format,
  (document: Document) => BibliographyFacts
>([
  ["bibtex", readBibtex],
  ["csl-json", readCslJson],
  ["csl-yaml", readCslYaml],
  ["hayagriva", readHayagriva],
  ["ris", readRis],
  ["nbib", readNbib],
  ["endnote-xml", readEndnoteXml],
  ["refer", readRefer],
]);

const factsOfDocument = new WeakMap<Document, BibliographyFacts>();

/** For versions that are not read yet: a version before that is, and how they differ. */
const inherited = new WeakMap<Document, { readonly before: BibtexFacts; readonly change: Change }>();

/** Whether the document's format is one of a bibliography; a .json, .yaml or .xml file may still turn out to hold none. */
export function isBibliography(document: Document): boolean {
  return readers.has(document.format);
}

/** Entries and problems, read once for each Document; of a manuscript, the references in its own text. */
export function readBibliography(document: Document): BibliographyFacts {
  const known = factsOfDocument.get(document);
  if (known) return known;
  const from = inherited.get(document);
  inherited.delete(document);
  const facts = from ? nextOf(from.before, document, from.change) : read(document);
  factsOfDocument.set(document, facts);
  return facts;
}

/** The entry in which an offset lies, its ends included. */
export function entryAt(document: Document, offset: number): BibliographyEntry | undefined {
  const { entries } = readBibliography(document);
  const entry = entries[firstEndingFrom(entries, offset)];
  return entry && entry.span.start <= offset ? entry : undefined;
}

/** The first entry that begins at an offset or after it. */
export function entryAfter(document: Document, offset: number): BibliographyEntry | undefined {
  const { entries } = readBibliography(document);
  const number = firstEndingFrom(entries, offset);
  return (entries[number]?.span.start ?? 0) >= offset ? entries[number] : entries[number + 1];
}

/** The number of the first entry that ends at an offset or after it. Entries stand in the order of the file. */
function firstEndingFrom(entries: readonly BibliographyEntry[], offset: number): number {
  return firstNotBefore(entries.length, (number) => (entries[number]?.span.end ?? 0) < offset);
}

function nextOf(before: BibtexFacts, document: Document, change: Change): BibtexFacts {
  const text = editedTextOf(document);
  return nextBibtex(before, [{ text, change }], text);
}

/**
 * Lets a new version of a bibliography start from what was read of the one before, so that an edit reads again only what it
 * touches. Nothing is read until it is asked for.
 */
export function inheritBibliography(previous: Document, next: Document, change: Change): void {
  const before = factsOfDocument.get(previous);
  const from = inherited.get(previous);
  if (before instanceof BibtexFacts) inherited.set(next, { before, change });
  else if (from) inherited.set(next, { before: from.before, change: joinChanges(from.change, change) });
}

/** The same where another program has written the file anew, and how the versions differ has to be found out. */
export function inheritRewritten(previous: Document, next: Document): void {
  const before = factsOfDocument.get(previous);
  if (!(before instanceof BibtexFacts) || next.format !== "bibtex") return;
  const steps = stepsBetween(before.file.text, next.text);
  factsOfDocument.set(next, nextBibtex(before, steps, editedTextOf(next)));
}

/** Makes what is known of a document's text its facts, so that it need not be read. */
export function supplyBibtexFile(document: Document, file: BibtexFile): void {
  factsOfDocument.set(document, new BibtexFacts(file));
}

/** What has been read of a BibTeX file so far; `undefined` where nothing has. */
export function knownBibtexFile(document: Document): BibtexFile | undefined {
  const facts = factsOfDocument.get(document);
  return facts instanceof BibtexFacts ? facts.file : undefined;
}

const entriesOfFacts = new WeakMap<BibliographyFacts, ReadonlyMap<string, BibliographyEntry>>();

/** The entry of a citation key; of several the first. */
export function findEntry(document: Document, key: string): BibliographyEntry | undefined {
  const facts = readBibliography(document);
  if (facts instanceof BibtexFacts) return facts.find(key);
  const known = entriesOfFacts.get(facts);
  if (known) return known.get(key);
  const entries = new Map(facts.entries.toReversed().map((entry) => [entry.key, entry]));
  entriesOfFacts.set(facts, entries);
  return entries.get(key);
}

function read(document: Document): BibliographyFacts {
  const readFormat = readers.get(document.format);
  return readFormat ? readFormat(document) : { entries: readManuscript(document).ownEntries, problems: [] };
}

/** The keys of entries that other entries of the bibliography name: in BibTeX `crossref`, `xdata` and their kin. */
export function keyUsesIn(document: Document): readonly WrittenKey[] {
  const file = bibtexFileOf(document);
  return file ? bibtexKeyUses(file) : [];
}

/** The keys of entries that can't be cited but may be named by others: in BibTeX those of `@xdata`. */
export function lendingKeysIn(document: Document): readonly WrittenKey[] {
  const file = bibtexFileOf(document);
  return file ? xdataKeysIn(file) : [];
}

/** What was read of a BibTeX file, for what leads to places in it; `undefined` for any other document. */
export function bibtexFileOf(document: Document): BibtexFile | undefined {
  const facts = readBibliography(document);
  return facts instanceof BibtexFacts ? facts.file : undefined;
}
