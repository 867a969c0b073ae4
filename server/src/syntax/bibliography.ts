/** Reads a bibliography in any of the formats that Pandoc and LaTeX take: BibTeX, CSL-JSON, CSL-YAML. */
import type { Document } from "../text/document.ts";
import { readBibtex } from "./bibtex.ts";
import { readCslJson } from "./csl-json.ts";
import { readCslYaml } from "./csl-yaml.ts";
import type { BibliographyEntry, BibliographyFacts } from "./facts.ts";

const factsOfDocument = new WeakMap<Document, BibliographyFacts>();

/** Whether the document's format is one of a bibliography; a .json or .yaml file may still turn out to hold none. */
export function isBibliography(document: Document): boolean {
  return document.format === "bibtex" || document.format === "csl-json" || document.format === "csl-yaml";
}

/** Entries and problems of a bibliography, read once for each Document; a manuscript gives none of either. */
export function readBibliography(document: Document): BibliographyFacts {
  const known = factsOfDocument.get(document);
  if (known) return known;
  const facts = read(document);
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
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.span.end ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
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
