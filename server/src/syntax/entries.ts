/** Entries of bibliographies, decoded when they are first looked at, and keys for records that have none of their own. */

import type { Span } from "../text/document.ts";
import type { BibliographyEntry } from "./facts.ts";
import { familyNameOf, type Reference, yearOf } from "./reference.ts";

/** One record of a format in which a record need not have a key. */
export interface FoundRecord {
  readonly span: Span;
  /** The key as written, without space around it. */
  readonly key?: { readonly text: string; readonly span: Span };
  /** Where a record without a key is pointed at. */
  readonly place: Span;
  /** True where the key is an identifier of the record, which a writer can't choose. */
  readonly isFixed?: boolean;
  readonly decode: (key: string) => Reference;
}

/** An entry whose reference is made by `decode`, once, when it is asked for. */
export function decodedOnce(
  { key, keySpan, span, hasFixedKey }: Omit<BibliographyEntry, "reference">,
  decode: () => Reference,
): BibliographyEntry {
  let reference: Reference | undefined;
  return {
    key,
    keySpan,
    span,
    ...(hasFixedKey && { hasFixedKey }),
    get reference() {
      reference ??= decode();
      return reference;
    },
  };
}

/** The same entry in a text in which it stands `by` code units further on. */
export function movedEntry(entry: BibliographyEntry, by: number): BibliographyEntry {
  const moved = ({ start, end }: Span): Span => ({ start: start + by, end: end + by });
  const { key, hasFixedKey = false } = entry;
  return decodedOnce(
    { key, hasFixedKey, keySpan: moved(entry.keySpan), span: moved(entry.span) },
    () => entry.reference,
  );
}

/**
 * Entries in the records' order. A record without a key gets one of its first author's family name, year and first
 * word of the title, in small ASCII letters (`aceto2014circulating`); where that is taken, a letter from `b` on follows.
 */
export function entriesOf(records: readonly FoundRecord[]): readonly BibliographyEntry[] {
  const keyFor = keyMaker(records.flatMap(({ key }) => key?.text ?? []));
  return records.map((record) => {
    const { key, span, place, decode } = record;
    if (key) {
      const hasFixedKey = record.isFixed === true;
      return decodedOnce({ key: key.text, keySpan: key.span, span, hasFixedKey }, () => decode(key.text));
    }
    const reference = decode("");
    const made = keyFor(reference);
    return decodedOnce({ key: made, keySpan: place, span, hasFixedKey: true }, () => ({ ...reference, id: made }));
  });
}

/** Makes keys as `entriesOf` does, each other than those taken and those made before; `wanted` is made free in the same way. */
export function keyMaker(takenKeys: Iterable<string>): (reference: Reference, wanted?: string) => string {
  const taken = new Set(takenKeys);
  const numbers = new Map<string, number>();
  return (reference, wanted = madeKey(reference)) => {
    const key = freeKey(wanted, taken, numbers);
    taken.add(key);
    return key;
  };
}

const unspecificWords = new Set("a an the on in of for and to from with de la le les el der die das".split(" "));

function madeKey(reference: Reference): string {
  const [first] = [...(reference.author ?? []), ...(reference.editor ?? [])];
  const author = first ? asciiLetters(familyNameOf(first)) : "";
  const words = (reference.title ?? "").replace(/<[^>]*>/g, "").split(/[^\p{L}\p{M}\p{N}]+/u);
  const word = words.map(asciiLetters).find((it) => it !== "" && !unspecificWords.has(it)) ?? "";
  return `${author}${yearOf(reference) ?? ""}${word}` || "untitled";
}

/** Small letters and digits without accents; letters of other scripts stay, since Pandoc takes them in keys. */
function asciiLetters(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();
}

/** The wanted key, else that with the next free letter; `numbers` says how far each key's letters have been looked at. */
function freeKey(wanted: string, taken: ReadonlySet<string>, numbers: Map<string, number>): string {
  let key = wanted;
  let number = numbers.get(wanted) ?? 0;
  while (taken.has(key)) key = wanted + letters(++number);
  numbers.set(wanted, number);
  return key;
}

/** 1 is `b`, 25 is `z`, 26 is `ba`. */
function letters(number: number): string {
  const letter = String.fromCharCode(97 + (number % 26));
  return number < 26 ? letter : letters(Math.floor(number / 26)) + letter;
}
