/** Compiles terms into the file that store.ts opens. */
import type { Term, TermSummary } from "./model.ts";
import { type SpelledWord, spellingsOf, spellWord } from "./names-key.ts";
import { compileNames } from "./recognition/compile-names.ts";
import {
  allNamesOf,
  groupOf,
  groups,
  type Header,
  lengthCount,
  type TerminologySource,
  termBits,
  terminologyFile,
} from "./store.ts";
import { ByteWriter, bytesOf } from "./store-bytes.ts";
import { writeNear } from "./store-near.ts";
import { type Dictionary, writePostings, writeWords } from "./store-postings.ts";

/** Names in all spellings, a column for each of their properties: objects would take gigabytes for a million. */
interface Entries {
  readonly terms: number[];
  readonly names: number[];
  /** Half and group, as `Terminology.bounds` counts. */
  readonly parts: number[];
  readonly lengths: number[];
  readonly common: boolean[];
  readonly keys: Strings;
  readonly words: Strings;
}

/** The distinct strings of entries, by numbers. */
interface Strings {
  readonly numberOf: Map<string, number>;
  /** Those of all entries one after another, and where each entry's begin and the last ones end. */
  readonly numbers: number[];
  readonly starts: number[];
}

export function compileTerminology(terms: readonly Term[], source: TerminologySource): Uint8Array {
  const entries = collect(terms);
  const keyRanks = ranksOf(entries.keys);
  const order = orderOf(entries, keyRanks, idRanksOf(terms));
  // The places in `terms` of those numbered 0, 1, ….
  const termOrder = [...new Set(Array.from(order, (entry) => entries.terms[entry] ?? 0))];
  const inOrder = termOrder.flatMap((place) => terms[place] ?? []);

  const writer = new ByteWriter();
  const names = writePostings(writer, dictionaryOf(entries.keys, keyRanks, order), order.length);
  const wordDictionary = dictionaryOf(entries.words, ranksOf(entries.words), order);
  const termsAt = writeTerms(writer, inOrder);
  const header: Header = {
    source,
    termCount: termOrder.length,
    entryCount: order.length,
    names,
    words: writePostings(writer, wordDictionary, order.length),
    near: writeNear(writer, wordDictionary.strings),
    entries: writeWords(writer, packedEntries(entries, order, termOrder)),
    lengths: writeWords(writer, lengthStarts(entries)),
    terms: writeWords(writer, termsAt),
    recognition: writeRun(writer, compileNames(inOrder, source)),
  };
  return terminologyFile(header, writer.finish());
}

/** Writes bytes where numbers of eight bytes may begin. */
function writeRun(writer: ByteWriter, bytes: Uint8Array): Header["recognition"] {
  writer.align(8);
  const offset = writer.length;
  writer.bytes(bytes);
  return { offset, length: bytes.length };
}

function collect(terms: readonly Term[]): Entries {
  const spelled = new Map<string, SpelledWord>();
  const spell = (word: string): SpelledWord => {
    const known = spelled.get(word) ?? spellWord(word);
    spelled.set(word, known);
    return known;
  };
  const strings = (): Strings => ({ numberOf: new Map(), numbers: [], starts: [0] });
  const entries: Entries = {
    terms: [],
    names: [],
    parts: [],
    lengths: [],
    common: [],
    keys: strings(),
    words: strings(),
  };
  // More would not fit beside the number of the term; a term of some million has room for thousands.
  const mostNames = 2 ** (32 - termBits(terms.length));
  for (const [term, content] of terms.entries()) {
    const half = content.obsolete ? groups.length : 0;
    for (const [name, [text, role]] of allNamesOf(content).slice(0, mostNames).entries()) {
      for (const { key, starts, common } of spellingsOf(text, spell)) {
        if (role === "identifier" && common) continue;
        entries.terms.push(term);
        entries.names.push(name);
        entries.parts.push(half + groups.indexOf(groupOf(role)));
        entries.lengths.push(Math.min(key.length, lengthCount - 1));
        entries.common.push(common);
        addStrings(entries.keys, [key]);
        addStrings(entries.words, role === "identifier" ? [] : starts);
      }
    }
  }
  return entries;
}

function addStrings({ numberOf, numbers, starts }: Strings, added: readonly string[]): void {
  for (const string of added) {
    const number = numberOf.get(string) ?? numberOf.size;
    numberOf.set(string, number);
    numbers.push(number);
  }
  starts.push(numbers.length);
}

/** The place of each string in the order of all. Keys have no surrogates, so that it is the order of their bytes too. */
function ranksOf({ numberOf }: Strings): Uint32Array {
  const ranks = new Uint32Array(numberOf.size);
  // Without a comparison of our own, which would be called millions of times.
  for (const [rank, string] of [...numberOf.keys()].sort().entries()) ranks[numberOf.get(string) ?? 0] = rank;
  return ranks;
}

/** The place of each term's identifier among all of them. */
function idRanksOf(terms: readonly Term[]): Uint32Array {
  const rankOf = new Map([...new Set(terms.map(({ id }) => id))].sort().map((id, rank) => [id, rank]));
  return Uint32Array.from(terms, ({ id }) => rankOf.get(id) ?? 0);
}

/** Entries, best rank first: by part, length, spelling, key, identifier and name, which they are sorted by in reverse. */
function orderOf({ terms, parts, lengths, common, keys }: Entries, keyRanks: Uint32Array, idRanks: Uint32Array) {
  // Those of one term stand in the order of its names.
  const byId = sortedBy(Uint32Array.from(terms.keys()), idRanks.length, (entry) => idRanks[terms[entry] ?? 0] ?? 0);
  const byKey = sortedBy(byId, keyRanks.length, (entry) => keyRanks[keys.numbers[entry] ?? 0] ?? 0);
  return sortedBy(
    byKey,
    groups.length * 2 * lengthCount * 2,
    (entry) => ((parts[entry] ?? 0) * lengthCount + (lengths[entry] ?? 0)) * 2 + Number(common[entry]),
  );
}

/** Numbers by a key of theirs that is below `keyCount`; those of one key stay in their order. */
function sortedBy(numbers: Uint32Array, keyCount: number, keyOf: (number: number) => number): Uint32Array {
  const places = new Uint32Array(keyCount + 1);
  for (const number of numbers) {
    const key = keyOf(number);
    places[key + 1] = (places[key + 1] ?? 0) + 1;
  }
  for (let key = 0; key < keyCount; key++) places[key + 1] = (places[key + 1] ?? 0) + (places[key] ?? 0);
  const sorted = new Uint32Array(numbers.length);
  for (const number of numbers) {
    const key = keyOf(number);
    const place = places[key] ?? 0;
    sorted[place] = number;
    places[key] = place + 1;
  }
  return sorted;
}

/** The strings in order, each with the numbers that its entries have by rank. */
function dictionaryOf({ numberOf, numbers, starts }: Strings, ranks: Uint32Array, order: Uint32Array): Dictionary {
  const ends = new Uint32Array(ranks.length + 1);
  for (const number of numbers) {
    const rank = ranks[number] ?? 0;
    ends[rank + 1] = (ends[rank + 1] ?? 0) + 1;
  }
  for (let rank = 0; rank < ranks.length; rank++) ends[rank + 1] = (ends[rank + 1] ?? 0) + (ends[rank] ?? 0);
  const next = ends.slice();
  const sorted = new Uint32Array(numbers.length);
  for (const [entryNumber, entry] of order.entries()) {
    for (let at = starts[entry] ?? 0; at < (starts[entry + 1] ?? 0); at++) {
      const rank = ranks[numbers[at] ?? 0] ?? 0;
      const place = next[rank] ?? 0;
      sorted[place] = entryNumber;
      next[rank] = place + 1;
    }
  }
  const strings = new Array<string>(ranks.length);
  for (const [string, number] of numberOf) strings[ranks[number] ?? 0] = string;
  return { strings, starts: ends, numbers: sorted };
}

/** As {@link Header.lengths} has them. */
function lengthStarts({ parts, lengths }: Entries): Uint32Array {
  const starts = new Uint32Array(groups.length * 2 * lengthCount + 1);
  for (const [entry, part] of parts.entries()) {
    const place = part * lengthCount + (lengths[entry] ?? 0) + 1;
    starts[place] = (starts[place] ?? 0) + 1;
  }
  for (let place = 1; place < starts.length; place++) starts[place] = (starts[place] ?? 0) + (starts[place - 1] ?? 0);
  return starts;
}

/** As {@link Header.entries} has them. */
function* packedEntries({ terms, names }: Entries, order: Uint32Array, termOrder: readonly number[]) {
  const bits = termBits(termOrder.length);
  const numberOf = new Uint32Array(terms.length);
  for (const [number, place] of termOrder.entries()) numberOf[place] = number;
  for (const entry of order) yield (numberOf[terms[entry] ?? 0] ?? 0) | ((names[entry] ?? 0) << bits);
}

/** Writes terms and gives where each one's summary is. What is often shown together lies together. */
function writeTerms(writer: ByteWriter, inOrder: readonly Term[]): number[] {
  const line = (content: unknown): number => {
    const bytes = bytesOf(JSON.stringify(content));
    const offset = writeWords(writer, [bytes.length]);
    writer.bytes(bytes);
    return offset;
  };
  const details = inOrder.map((term) => line(detailsOf(term)));
  return inOrder.map((term, number) => {
    const offset = writeWords(writer, [details[number] ?? 0]);
    line(summaryOf(term));
    return offset;
  });
}

function summaryOf({ id, label, kind, synonyms, abbreviations, alternativeIds, obsolete }: Term): TermSummary {
  return {
    id,
    label,
    kind,
    synonyms,
    abbreviations,
    ...(alternativeIds && { alternativeIds }),
    ...(obsolete && { obsolete }),
  };
}

function detailsOf(term: Term): Omit<Term, keyof TermSummary> {
  const { id, label, kind, synonyms, abbreviations, alternativeIds, obsolete, ...details } = term;
  return details;
}
