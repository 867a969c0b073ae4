/** Reads a bibliography in any of the formats that Pandoc and LaTeX take: BibTeX, CSL-JSON, CSL-YAML. */
import type { Document } from "../text/document.ts";
import { readBibtex } from "./bibtex.ts";
import { bibtexKeyUses, xdataKeysIn } from "./bibtex-places.ts";
import { readCslJson } from "./csl-json.ts";
import { readCslYaml } from "./csl-yaml.ts";
import type { BibliographyFacts, WrittenKey } from "./facts.ts";

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

/** The keys of entries that other entries of the bibliography name: in BibTeX `crossref`, `xdata` and their kin. */
export function keyUsesIn(document: Document): readonly WrittenKey[] {
  return document.format === "bibtex" ? bibtexKeyUses(document) : [];
}

/** The keys of entries that can't be cited but may be named by others: in BibTeX those of `@xdata`. */
export function lendingKeysIn(document: Document): readonly WrittenKey[] {
  return document.format === "bibtex" ? xdataKeysIn(document) : [];
}
