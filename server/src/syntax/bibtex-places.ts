/** Where the fields of a BibTeX or biblatex file stand, for what leads to places or changes them; values stay undecoded. */
import type { Document, Span } from "../text/document.ts";
import { type BibtexScan, type ScannedEntry, scanBibtex } from "./bibtex-scan.ts";
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

const scans = new WeakMap<Document, BibtexScan>();

function scanOf(document: Document): BibtexScan {
  const known = scans.get(document);
  if (known) return known;
  const scan = scanBibtex(document.text);
  scans.set(document, scan);
  return scan;
}

/** The fields of every entry, in file order. */
export function* bibtexFieldsIn(document: Document): Generator<WrittenField> {
  const { text } = document;
  const { entries, fields } = scanOf(document);
  for (const { span: entry, firstField, fieldCount } of entries) {
    for (let row = firstField * 4; row < (firstField + fieldCount) * 4; row += 4) {
      const value = { start: fields[row + 2] ?? 0, end: fields[row + 3] ?? 0 };
      yield { name: text.slice(fields[row], fields[row + 1]).toLowerCase(), value, entry };
    }
  }
}

const xdataKeys = new WeakMap<Document, readonly WrittenKey[]>();

/** The keys of `@xdata` entries, which can't be cited but lend their fields to others. */
export function xdataKeysIn(document: Document): readonly WrittenKey[] {
  const known = xdataKeys.get(document);
  if (known) return known;
  const isXdata = ({ type }: ScannedEntry) => /^xdata$/i.test(document.text.slice(type.start, type.end));
  const found = /@\s*xdata/i.test(document.text) ? scanOf(document).entries.filter(isXdata) : [];
  const keys = found.map(({ key, keySpan }) => ({ key, span: keySpan }));
  xdataKeys.set(document, keys);
  return keys;
}

/** The names of `@string` definitions. Of several with one name the last counts, as in BibTeX. */
export function stringNamesIn(document: Document): readonly WrittenKey[] {
  return [...scanOf(document).strings.values()].flatMap((value) => {
    const equals = document.text.lastIndexOf("=", value.start);
    const name = /[^\s{(,]+(?=\s*$)/.exec(document.text.slice(Math.max(0, equals - 200), equals));
    if (!name) return [];
    const start = Math.max(0, equals - 200) + name.index;
    return [{ key: name[0], span: { start, end: start + name[0].length } }];
  });
}

const uses = new WeakMap<Document, readonly WrittenKey[]>();

/** The keys that entries name in `crossref`, `xdata` and their kin, in file order. */
export function bibtexKeyUses(document: Document): readonly WrittenKey[] {
  const known = uses.get(document);
  if (known) return known;
  // Most bibliographies have none, and a search of the text is far cheaper than a look at every field.
  const found = /crossref|xref|xdata|related|entryset/i.test(document.text) ? findKeyUses(document) : [];
  uses.set(document, found);
  return found;
}

function findKeyUses(document: Document): WrittenKey[] {
  const { text } = document;
  const found: WrittenKey[] = [];
  for (const { name, value } of bibtexFieldsIn(document)) {
    const isKeyField = keyFields.has(name);
    if (!isKeyField && !text.startsWith("xdata=", value.start + 1)) continue;
    const plain = plainValue(text, value);
    if (!plain) continue;
    found.push(...(isKeyField ? keysBetweenCommas(text, plain) : keyOfOneField(document, plain)));
  }
  return found;
}

function keysBetweenCommas(text: string, { start, end }: Span): WrittenKey[] {
  return [...text.slice(start, end).matchAll(/[^,\s](?:[^,]*[^,\s])?/g)].map(({ 0: key, index }) => ({
    key,
    span: { start: start + index, end: start + index + key.length },
  }));
}

/** `title = {xdata=key-title}` takes one field of an `@xdata` entry; the key itself may hold hyphens. */
function keyOfOneField(document: Document, { start, end }: Span): WrittenKey[] {
  const { text } = document;
  const keys = xdataKeysIn(document).map(({ key }) => key);
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
