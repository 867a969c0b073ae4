/** Reads a bibliography in any format, and the references that a manuscript holds itself. */
import type { Document, Format } from "../text/document.ts";
import { readBibtex } from "./bibtex.ts";
import { readCslJson } from "./csl-json.ts";
import { readCslYaml } from "./csl-yaml.ts";
import { readEndnoteXml } from "./endnote-xml.ts";
import type { BibliographyFacts } from "./facts.ts";
import { readHayagriva } from "./hayagriva.ts";
import { readManuscript } from "./manuscript.ts";
import { readNbib } from "./nbib.ts";
import { readRefer } from "./refer.ts";
import { readRis } from "./ris.ts";

const readers: ReadonlyMap<Format, (document: Document) => BibliographyFacts> = new Map([
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

/** Whether the document's format is one of a bibliography; a .json, .yaml or .xml file may still turn out to hold none. */
export function isBibliography(document: Document): boolean {
  return readers.has(document.format);
}

/** Entries and problems, read once for each Document; of a manuscript, the references in its own text. */
export function readBibliography(document: Document): BibliographyFacts {
  const known = factsOfDocument.get(document);
  if (known) return known;
  const readFormat = readers.get(document.format);
  const facts = readFormat ? readFormat(document) : { entries: readManuscript(document).ownEntries, problems: [] };
  factsOfDocument.set(document, facts);
  return facts;
}
