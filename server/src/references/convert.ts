/** Bibliographies from one format into another, and what is lost on the way. */

import { readBibliography } from "../syntax/bibliography.ts";
import { type BibtexDialect, bibtexEntry } from "../syntax/bibtex-write.ts";
import { writeCslJson } from "../syntax/csl-json.ts";
import { writeCslYaml } from "../syntax/csl-yaml.ts";
import type { BibliographyEntry, SyntaxProblem } from "../syntax/facts.ts";
import { writeHayagriva } from "../syntax/hayagriva-write.ts";
import { writeNbib } from "../syntax/nbib-write.ts";
import type { Reference } from "../syntax/reference.ts";
import { writeRis } from "../syntax/ris-write.ts";
import type { Document, Format } from "../text/document.ts";

interface Target {
  readonly format: Format;
  /** Of a file's name. */
  readonly extension: string;
  readonly write: (references: readonly Reference[]) => string;
}

/** What can be written, by the name that the command line has for it. */
const targets = {
  "csl-json": { format: "csl-json", extension: "json", write: writeCslJson },
  "csl-yaml": { format: "csl-yaml", extension: "yaml", write: writeCslYaml },
  bibtex: { format: "bibtex", extension: "bib", write: (references) => writeBibtex(references, "bibtex") },
  biblatex: { format: "bibtex", extension: "bib", write: (references) => writeBibtex(references, "biblatex") },
  ris: { format: "ris", extension: "ris", write: writeRis },
  nbib: { format: "nbib", extension: "nbib", write: writeNbib },
  hayagriva: { format: "hayagriva", extension: "yaml", write: writeHayagriva },
} as const satisfies Readonly<Record<string, Target>>;

export type TargetFormat = keyof typeof targets;

export function targetOf(name: TargetFormat): Target {
  return targets[name];
}

export const targetFormats = Object.keys(targets) as readonly TargetFormat[];

/** Facts of one reference that the written text does not say, or says otherwise. */
export interface Loss {
  readonly key: string;
  /** CSL variables, `id` where the key changes, and `custom.topics` and its like. */
  readonly fields: readonly string[];
}

export interface Written {
  readonly text: string;
  readonly losses: readonly Loss[];
}

export interface Conversion extends Written {
  /** The source's faults, in the order of their places. */
  readonly problems: readonly SyntaxProblem[];
  /** The source's entries, in its order; the losses' keys are theirs. */
  readonly entries: readonly BibliographyEntry[];
}

/** Converts all entries of a bibliography; what a fault has cost is missing, and is among the problems. */
export function convertBibliography(source: Document, target: TargetFormat): Conversion {
  const { entries, problems } = readBibliography(source);
  const written = writeBibliography(
    entries.map(({ reference }) => reference),
    target,
  );
  return { ...written, entries, problems: problems.toSorted((a, b) => a.span.start - b.span.start) };
}

/** Writes references. What the format can't say shows when the text is read again: that is what is lost. */
export function writeBibliography(references: readonly Reference[], target: TargetFormat): Written {
  const text = targets[target].write(references);
  const { entries } = readBibliography(writtenDocument(text, target));
  return { text, losses: lossesOf(references, entries) };
}

/** A text in a format that can be written, to be read again. */
export function writtenDocument(text: string, target: TargetFormat): Document {
  return { uri: `written:${target}`, format: targets[target].format, dialect: "pandoc", text };
}

/** What references have lost in the entries that were written of them, in the same order. */
export function lossesOf(references: readonly Reference[], entries: readonly BibliographyEntry[]): readonly Loss[] {
  const losses = references.map((reference, index): Loss => {
    return { key: reference.id, fields: differences(reference, entries[index]?.reference) };
  });
  return losses.filter(({ fields }) => fields.length > 0);
}

function writeBibtex(references: readonly Reference[], dialect: BibtexDialect): string {
  return references.map((reference) => `${bibtexEntry(reference, { dialect })}\n`).join("\n");
}

/** The fields of the first that the second lacks or has otherwise. */
function differences(reference: Reference, read: Reference | undefined): readonly string[] {
  const now = new Map(factsOf(read));
  return factsOf(reference)
    .filter(([name, fact]) => now.get(name) !== fact)
    .map(([name]) => name);
}

/** Facts as texts to compare. That all authors are known is no fact: it is said by saying nothing. */
function factsOf(reference: Reference | undefined): [string, string][] {
  const { custom = {}, ...fields } = reference ?? {};
  const extras = Object.entries(custom).map(([name, value]): [string, unknown] => [`custom.${name}`, value]);
  return [...Object.entries(fields), ...extras]
    .filter(([name, value]) => value !== undefined && !(name === "custom.authors-complete" && value === true))
    .map(([name, value]) => [name, JSON.stringify(withSortedKeys(value))]);
}

function withSortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, part]) => [name, withSortedKeys(part)]),
  );
}
