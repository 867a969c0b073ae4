/** The names of journals that bibliographies know, found by any of their words. */
import type { BibtexBatch } from "../syntax/bibtex-batch.ts";
import { type BibtexFile, eachField, placeInBatch, valueAt } from "../syntax/bibtex-file.ts";
import type { Reference } from "../syntax/reference.ts";
import { foldedChunks } from "./words.ts";

/** A name as it is written, how often, and the folded words that find it. */
export interface JournalName {
  readonly name: string;
  readonly count: number;
  readonly words: readonly string[];
}

/** A journal's full name and its abbreviation stand in different fields. */
export type NameForm = "full" | "short";

type Names = ReadonlyMap<string, JournalName>;

const formsOfField: Readonly<Record<string, NameForm>> = {
  journal: "full",
  journaltitle: "full",
  shortjournal: "short",
};

/** The form of journal name that a field of BibTeX holds, if any; its name in lower case. */
export function journalFormOf(field: string): NameForm | undefined {
  return Object.hasOwn(formsOfField, field) ? formsOfField[field] : undefined;
}

const namesOfBatch = new WeakMap<BibtexBatch, Readonly<Record<NameForm, Names>>>();

/** The names in a file, a list for each part of it that was read at one time. */
export function journalNamesIn(file: BibtexFile, form: NameForm): readonly Names[] {
  return file.batches.map((batch) => {
    const names = namesOfBatch.get(batch) ?? readBatch(file, batch);
    namesOfBatch.set(batch, names);
    return names[form];
  });
}

function readBatch(file: BibtexFile, batch: BibtexBatch): Record<NameForm, Names> {
  const counts = { full: new Map<string, number>(), short: new Map<string, number>() };
  const size = batch.firsts[batch.blocks.length] ?? 0;
  for (let number = 0; number < size; number++) {
    const place = placeInBatch(file, batch, number);
    if (!place) continue;
    eachField(file, place, (nameStart, nameEnd, start, end) => {
      // Few fields begin with either letter, and a name costs a string.
      const initial = file.text.charCodeAt(nameStart) | 32;
      if (initial !== 106 && initial !== 115) return;
      const form = journalFormOf(file.text.slice(nameStart, nameEnd).toLowerCase());
      if (form) count(counts[form], valueAt(file, { start, end }));
    });
  }
  return { full: withWords(counts.full), short: withWords(counts.short) };
}

const namesOfReferences = new WeakMap<ReadonlyMap<string, Reference>, Readonly<Record<NameForm, Names>>>();

/** The names in references that are decoded already. */
export function journalNamesOf(references: ReadonlyMap<string, Reference>, form: NameForm): Names {
  const known = namesOfReferences.get(references);
  if (known) return known[form];
  const counts = { full: new Map<string, number>(), short: new Map<string, number>() };
  for (const reference of references.values()) {
    if (!reference.type.startsWith("article")) continue;
    count(counts.full, reference["container-title"] ?? "");
    count(counts.short, reference["container-title-short"] ?? "");
  }
  const names = { full: withWords(counts.full), short: withWords(counts.short) };
  namesOfReferences.set(references, names);
  return names[form];
}

function count(counts: Map<string, number>, name: string): void {
  if (name !== "") counts.set(name, (counts.get(name) ?? 0) + 1);
}

function withWords(counts: ReadonlyMap<string, number>): Names {
  return new Map([...counts].map(([name, count]) => [name, { name, count, words: foldedChunks(name).flat() }]));
}

/**
 * The names in which each word of the query begins some word: those that begin with it first, then the more frequent.
 * Names that stand in several lists count together.
 */
export function searchJournalNames(lists: readonly Names[], query: string, limit: number): string[] {
  const wanted = foldedChunks(query).flat();
  const found = new Map<string, { readonly words: readonly string[]; count: number }>();
  for (const names of lists) {
    for (const { name, count, words } of names.values()) {
      const known = found.get(name);
      if (known) known.count += count;
      else if (wanted.every((part) => words.some((word) => word.startsWith(part)))) found.set(name, { words, count });
    }
  }
  const [first = ""] = wanted;
  const isPrefix = (words: readonly string[]) => Number(words[0]?.startsWith(first) ?? false);
  return [...found]
    .toSorted(([a, one], [b, other]) => {
      return isPrefix(other.words) - isPrefix(one.words) || other.count - one.count || (a < b ? -1 : 1);
    })
    .slice(0, limit)
    .map(([name]) => name);
}
