/** Reads a bibliography in any of the formats that Pandoc and LaTeX take: BibTeX, CSL-JSON, CSL-YAML. */
import { type Change, type Document, joinChanges } from "../text/document.ts";
import { BibtexFacts, nextBibtex, readBibtex } from "./bibtex.ts";
import type { BibtexFile } from "./bibtex-file.ts";
import { bibtexKeyUses, xdataKeysIn } from "./bibtex-places.ts";
import { readCslJson } from "./csl-json.ts";
import { readCslYaml } from "./csl-yaml.ts";
import type { BibliographyEntry, BibliographyFacts, WrittenKey } from "./facts.ts";

const factsOfDocument = new WeakMap<Document, BibliographyFacts>();

/** For versions that are not read yet: a version before that is, and how they differ. */
const inherited = new WeakMap<Document, { readonly before: BibtexFacts; readonly change: Change }>();

/** Whether the document's format is one of a bibliography; a .json or .yaml file may still turn out to hold none. */
export function isBibliography(document: Document): boolean {
  return document.format === "bibtex" || document.format === "csl-json" || document.format === "csl-yaml";
}

/** Entries and problems of a bibliography, read once for each Document; a manuscript gives none of either. */
export function readBibliography(document: Document): BibliographyFacts {
  const known = factsOfDocument.get(document);
  if (known) return known;
  const from = inherited.get(document);
  inherited.delete(document);
  const facts = from ? nextBibtex(from.before, document, from.change) : read(document);
  factsOfDocument.set(document, facts);
  return facts;
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
  switch (document.format) {
    case "bibtex":
      return readBibtex(document);
    case "csl-json":
      return readCslJson(document);
    case "csl-yaml":
      return readCslYaml(document);
    default:
      return { entries: [], problems: [] };
  }
}

/** The fields, strings and entries of a BibTeX file as they stand in its text; of another format `undefined`. */
export function bibtexFileOf(document: Document): BibtexFile | undefined {
  const facts = document.format === "bibtex" ? readBibliography(document) : undefined;
  return facts instanceof BibtexFacts ? facts.file : undefined;
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
