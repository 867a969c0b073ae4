/** BibTeX entries copied from several files, with the `@string`s that they use and the entries that they name. */
import { bibtexFileOf } from "../syntax/bibliography.ts";
import { type BibtexFile, fieldSpansOf, findEntry, spanOf, textOf } from "../syntax/bibtex-file.ts";
import { namedByEntry, stringsIn } from "../syntax/bibtex-places.ts";
import { stringSpans } from "../syntax/bibtex-sort.ts";
import { namesInValue } from "../syntax/bibtex-value.ts";
import type { Document, Span } from "../text/document.ts";

export interface BibtexCopies {
  /** `@string`s as written, by their names in lower case. */
  readonly strings: Map<string, string>;
  /** Entries as written, by key, in the order in which they are to stand. */
  readonly entries: Map<string, { readonly document: Document; readonly text: string }>;
}

export function createBibtexCopies(): BibtexCopies {
  return { strings: new Map(), entries: new Map() };
}

/** Entries that name entries that name others; nobody writes longer chains. */
const deepest = 16;

/** Adds an entry and what it needs. False, and nothing is added, where a file copied before has the same names for other things. */
export function collectBibtex(copies: BibtexCopies, document: Document, key: string): boolean {
  const file = bibtexFileOf(document);
  if (!file) return false;
  const entries = needed(file, key);
  const strings = new Map<string, string>();
  for (const { values } of entries.values()) addStrings(file, values, strings);
  for (const name of entries.keys()) {
    const before = copies.entries.get(name);
    if (before && before.document !== document) return false;
  }
  for (const [name, text] of strings) if ((copies.strings.get(name) ?? text) !== text) return false;
  for (const [name, text] of strings) copies.strings.set(name, text);
  for (const [name, { text }] of entries) {
    // What others name is moved behind them.
    copies.entries.delete(name);
    copies.entries.set(name, { document, text });
  }
  return true;
}

interface NeededEntry {
  readonly text: string;
  readonly values: readonly Span[];
}

/** The entry of a key and those that it names, each after all that name it. */
function needed(file: BibtexFile, key: string): ReadonlyMap<string, NeededEntry> {
  const named = namedBy(file);
  const found = new Map<string, NeededEntry>();
  const visit = (name: string, above: readonly string[]): void => {
    const place = findEntry(file, name);
    if (!place || above.includes(name) || above.length > deepest) return;
    found.delete(name);
    const values = fieldSpansOf(file, place).map(({ value }) => value);
    found.set(name, { text: textOf(file, spanOf(file, place, "entry")), values });
    for (const other of named.get(name) ?? []) visit(other, [...above, name]);
  };
  visit(key, []);
  return found;
}

const namedOf = new WeakMap<BibtexFile, ReadonlyMap<string, readonly string[]>>();

function namedBy(file: BibtexFile): ReadonlyMap<string, readonly string[]> {
  const known = namedOf.get(file);
  if (known) return known;
  const named = namedByEntry(file);
  namedOf.set(file, named);
  return named;
}

/** Adds the definitions of the strings that the values name, and of those that these name, before what names them. */
function addStrings(file: BibtexFile, values: readonly Span[], into: Map<string, string>): void {
  const definitions = definitionsOf(file);
  const visit = (value: Span, above: readonly string[]): void => {
    for (const written of namesInValue(textOf(file, value))) {
      const name = written.toLowerCase();
      const definition = definitions.get(name);
      if (!definition || into.has(name) || above.includes(name)) continue;
      visit(definition.value, [...above, name]);
      into.set(name, definition.text);
    }
  };
  for (const value of values) visit(value, []);
}

interface Definition {
  readonly value: Span;
  readonly text: string;
}

const definitionsOfFile = new WeakMap<BibtexFile, ReadonlyMap<string, Definition>>();

function definitionsOf(file: BibtexFile): ReadonlyMap<string, Definition> {
  const known = definitionsOfFile.get(file);
  if (known) return known;
  const spans = stringSpans(file);
  const definitions = new Map(
    stringsIn(file).map(({ key, value }, place): [string, Definition] => {
      const text = textOf(file, spans[place] ?? value);
      return [key.toLowerCase(), { value, text }];
    }),
  );
  definitionsOfFile.set(file, definitions);
  return definitions;
}
