/**
 * A bibliography of chosen entries from several others: those of the same format are copied as they are, in BibTeX with the
 * `@string`s and the entries that they need; others are converted.
 */
import { findEntry, readBibliography } from "../syntax/bibliography.ts";
import type { BibliographyEntry } from "../syntax/facts.ts";
import { looksLikeHayagriva } from "../syntax/hayagriva.ts";
import type { Reference } from "../syntax/reference.ts";
import type { Document } from "../text/document.ts";
import { type BibtexCopies, collectBibtex, createBibtexCopies } from "./bibtex-copies.ts";
import { lossesOf, type TargetFormat, targetOf, type Written, writtenDocument } from "./convert.ts";

/** A reference, and the entry that it was read from; the bundled ones have none. */
export interface ChosenReference {
  readonly reference: Reference;
  readonly source?: { readonly document: Document; readonly entry: BibliographyEntry };
}

export interface Extract extends Written {
  /** How many of the references were copied byte for byte. */
  readonly copied: number;
}

/** Copied entries come first, in the order given but for parents, which BibTeX wants after their children; then what was converted. */
export function extractReferences(chosen: readonly ChosenReference[], target: TargetFormat): Extract {
  const converted = new Set<ChosenReference>();
  for (;;) {
    const { text, copied } = written(chosen, converted, target);
    const document = writtenDocument(text, target);
    const misread = copied.filter(({ reference }) => {
      const read = findEntry(document, reference.id);
      return !read || lossesOf([reference], [read]).length > 0;
    });
    if (misread.length === 0) {
      const others = chosen.filter((it) => !copied.includes(it)).map(({ reference }) => reference);
      const { entries } = readBibliography(document);
      return { text, copied: copied.length, losses: lossesOf(others, entries.slice(entries.length - others.length)) };
    }
    for (const it of misread) converted.add(it);
  }
}

interface Assembled {
  readonly text: string;
  readonly copied: readonly ChosenReference[];
}

/** Copies what can be copied but for those that are to be `converted`. */
function written(
  chosen: readonly ChosenReference[],
  converted: ReadonlySet<ChosenReference>,
  target: TargetFormat,
): Assembled {
  const copies: string[] = [];
  const bibtex = createBibtexCopies();
  const copied = chosen.filter((it) => {
    if (!it.source || converted.has(it)) return false;
    const copy = copyOf(it.source, target, bibtex);
    if (copy !== undefined) copies.push(copy);
    return copy !== undefined;
  });
  const isCopied = new Set(copied);
  const others = chosen.filter((it) => !isCopied.has(it)).map(({ reference }) => reference);
  const pieces = targetOf(target).format === "bibtex" ? bibtexPieces(bibtex) : copies;
  return { text: joined(pieces, others, target), copied };
}

function bibtexPieces({ strings, entries }: BibtexCopies): readonly string[] {
  const defined = [...strings.values()].join("\n");
  return [...(defined === "" ? [] : [defined]), ...Array.from(entries.values(), ({ text }) => text)];
}

/** The entry's text as it stands in a file of the target's format; `undefined` where it can't be copied there. */
function copyOf(
  { document, entry }: NonNullable<ChosenReference["source"]>,
  target: TargetFormat,
  bibtex: BibtexCopies,
): string | undefined {
  const { text } = document;
  const isHayagriva = document.format === "csl-yaml" && looksLikeHayagriva(text);
  if ((isHayagriva ? "hayagriva" : document.format) !== targetOf(target).format) return undefined;
  const own = text.slice(entry.span.start, entry.span.end);
  if (document.format === "bibtex") return collectBibtex(bibtex, document, entry.key) ? own : undefined;
  if (document.format !== "csl-yaml") return own;
  const column = entry.span.start - (text.lastIndexOf("\n", entry.span.start) + 1);
  if (isHayagriva) return column === 0 ? own : undefined;
  const lines = own.trimEnd().split("\n");
  const indent = " ".repeat(column);
  const isBlock =
    column >= 2 &&
    !/^[{[&!]/.test(own) &&
    lines.slice(1).every((line) => /^\s*$/.test(line) || line.startsWith(indent));
  return isBlock
    ? `- ${lines.map((line, place) => (place === 0 ? line : line.slice(column - 2))).join("\n")}`
    : undefined;
}

function joined(copies: readonly string[], others: readonly Reference[], target: TargetFormat): string {
  const rest = others.length > 0 || copies.length === 0 ? targetOf(target).write(others) : "";
  if (copies.length === 0) return rest;
  if (target === "csl-json") {
    const items = others.map((reference) => JSON.stringify(reference, undefined, 2).replaceAll("\n", "\n  "));
    return `[\n  ${[...copies, ...items].join(",\n  ")}\n]\n`;
  }
  const own = copies.map((copy) => `${copy}\n`);
  if (target === "csl-yaml") return `references:\n${own.join("")}${rest.replace(/^references:\n/, "")}`;
  return [...own, ...(rest === "" ? [] : [rest])].join("\n");
}
