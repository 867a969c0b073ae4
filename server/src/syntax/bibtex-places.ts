/** Where the fields of a BibTeX or biblatex file stand, for what leads to places or changes them; values stay undecoded. */
import type { Span } from "../text/document.ts";
import { stringColumns } from "./bibtex-blocks.ts";
import { isCitable } from "./bibtex-fields.ts";
import { type BibtexFile, fieldSpansOf, keptByBlock, placeBefore, placesOf, spanOf, textOf } from "./bibtex-file.ts";
import type { WrittenKey } from "./facts.ts";

/** A field of one entry. */
export interface WrittenField {
  /** In lower case. */
  readonly name: string;
  /** The whole value, with its delimiters. */
  readonly value: Span;
  /** The entry that it stands in. */
  readonly entry: Span;
}

/** Fields whose value is one key or several with commas between (biblatex manual, "Special fields"). */
const keyFields: ReadonlySet<string> = new Set(["crossref", "xref", "xdata", "related", "entryset"]);

/** The fields of every entry, in file order. */
export function* bibtexFieldsIn(file: BibtexFile): Generator<WrittenField> {
  for (const place of placesOf(file)) {
    const entry = spanOf(file, place, "entry");
    for (const { name, value } of fieldSpansOf(file, place)) {
      yield { name: textOf(file, name).toLowerCase(), value, entry };
    }
  }
}

const haveXdata = keptByBlock((text) => /@\s*xdata/i.test(text));
const xdataKeys = new WeakMap<BibtexFile, readonly WrittenKey[]>();

/** The keys of `@xdata` entries, which can't be cited but lend their fields to others. */
export function xdataKeysIn(file: BibtexFile): readonly WrittenKey[] {
  const known = xdataKeys.get(file);
  if (known) return known;
  const places = haveXdata(file).includes(true) ? [...placesOf(file)] : [];
  const keys = places
    .filter((place) => !isCitable(file, place))
    .map((place) => spanOf(file, place, "key"))
    .map((span) => ({ key: textOf(file, span), span }));
  xdataKeys.set(file, keys);
  return keys;
}

/** A `@string` that gives a value a name. */
export interface StringDefinition extends WrittenKey {
  /** The whole value, with its delimiters. */
  readonly value: Span;
}

/** The `@string` definitions, in file order. Of several with one name the last counts. */
export function stringsIn({ text, scan }: BibtexFile): readonly StringDefinition[] {
  return scan.blocks.flatMap(({ strings }, block) => {
    const base = scan.starts[block] ?? 0;
    return Array.from({ length: strings.length / stringColumns }, (_, row): StringDefinition => {
      const [nameStart = 0, nameEnd = 0, start = 0, end = 0] = strings.subarray(row * stringColumns);
      const span = { start: base + nameStart, end: base + nameEnd };
      return { key: text.slice(span.start, span.end), span, value: { start: base + start, end: base + end } };
    });
  });
}

const mayNameOthers = keptByBlock((text) => /crossref|xref|xdata|related|entryset/i.test(text));
const uses = new WeakMap<BibtexFile, readonly WrittenKey[]>();

/** The keys that entries name in `crossref`, `xdata` and their kin, in file order. */
export function bibtexKeyUses(file: BibtexFile): readonly WrittenKey[] {
  const known = uses.get(file);
  if (known) return known;
  // Most bibliographies have none, and a search of the text is far cheaper than a look at every field.
  const found = mayNameOthers(file).includes(true) ? findKeyUses(file) : [];
  uses.set(file, found);
  return found;
}

/** For the key of each entry that names others: the keys that it names. */
export function namedByEntry(file: BibtexFile): ReadonlyMap<string, readonly string[]> {
  const named = new Map<string, string[]>();
  for (const { key, span } of bibtexKeyUses(file)) {
    const place = placeBefore(file, span.start);
    const entry = place ? textOf(file, spanOf(file, place, "key")) : "";
    const known = named.get(entry);
    if (known) known.push(key);
    else named.set(entry, [key]);
  }
  return named;
}

function findKeyUses(file: BibtexFile): WrittenKey[] {
  const { text } = file;
  const found: WrittenKey[] = [];
  for (const { name, value } of bibtexFieldsIn(file)) {
    const isKeyField = keyFields.has(name);
    if (!isKeyField && !text.startsWith("xdata=", value.start + 1)) continue;
    const plain = plainValue(text, value);
    if (!plain) continue;
    found.push(...(isKeyField ? keysBetweenCommas(text, plain) : keyOfOneField(file, plain)));
  }
  return found;
}

/** The keys of a list that stands at a span. */
export function keysBetweenCommas(text: string, { start, end }: Span): WrittenKey[] {
  return [...text.slice(start, end).matchAll(/[^,\s](?:[^,]*[^,\s])?/g)].map(({ 0: key, index }) => ({
    key,
    span: { start: start + index, end: start + index + key.length },
  }));
}

/** `title = {xdata=key-title}` takes one field of an `@xdata` entry; the key itself may hold hyphens. */
function keyOfOneField(file: BibtexFile, { start, end }: Span): WrittenKey[] {
  const { text } = file;
  const keys = xdataKeysIn(file).map(({ key }) => key);
  const from = start + "xdata=".length;
  for (let hyphen = text.lastIndexOf("-", end); hyphen > from; hyphen = text.lastIndexOf("-", hyphen - 1)) {
    const key = text.slice(from, hyphen);
    if (keys.includes(key)) return [{ key, span: { start: from, end: hyphen } }];
  }
  return [];
}

/**
 * What stands in a value's one pair of braces or quotation marks, without white space around it, or its bare number;
 * `undefined` where the value is joined of parts or names a string.
 */
export function plainValue(text: string, value: Span): Span | undefined {
  let { start, end } = value;
  const opener = text.charAt(start);
  if (opener === "{" || opener === '"') {
    if (!isOnePart(text, value)) return undefined;
    start++;
    end--;
  } else if (!/^\d+$/.test(text.slice(start, end))) return undefined;
  while (start < end && text.charCodeAt(start) <= 32) start++;
  while (end > start && text.charCodeAt(end - 1) <= 32) end--;
  return { start, end };
}

/** Whether the delimiter that opens the value closes at its end: false for `{a} # {b}`. */
function isOnePart(text: string, { start, end }: Span): boolean {
  const quoted = text.charAt(start) === '"';
  let depth = 0;
  for (let at = quoted ? start + 1 : start; at < end; at++) {
    const char = text.charAt(at);
    if (char === "\\") at++;
    else if (char === "{") depth++;
    else if (char === "}") depth--;
    const closed = quoted ? char === '"' && depth === 0 : depth === 0;
    if (closed) return at === end - 1;
  }
  return false;
}
