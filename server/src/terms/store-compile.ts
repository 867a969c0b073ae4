/** Compiles terms into the file that store.ts opens. */
import type { Term, TermSummary } from "./model.ts";
import { type SpelledWord, type Spelling, spellingsOf, spellWord } from "./names-key.ts";
import { allNamesOf, groupOf, groups, type Header, type TerminologySource, terminologyFile } from "./store.ts";
import { ByteWriter, bytesOf } from "./store-bytes.ts";
import { writeNear } from "./store-near.ts";
import { writePostings, writeWords } from "./store-postings.ts";

interface NewEntry {
  /** The term's place in the list given. */
  readonly term: number;
  readonly name: number;
  readonly spelling: Spelling;
  readonly identifier: boolean;
  /** Half and group, as {@link Header.bounds} counts. */
  readonly part: number;
  readonly length: number;
}

const longestLength = 255;

export function compileTerminology(terms: readonly Term[], source: TerminologySource): Uint8Array {
  const entries = entriesOf(terms);
  const order = termOrder(entries);
  const numberOf = new Uint32Array(terms.length);
  for (const [number, place] of order.entries()) numberOf[place] = number;

  const writer = new ByteWriter();
  const names = writePostings(writer, dictionaryOf(entries, nameKeys), entries.length);
  const words = writePostings(writer, dictionaryOf(entries, wordKeys), entries.length);
  const near = writeNear(writer, words.strings);
  const rows = function* () {
    for (const { term, name, length } of entries) {
      yield numberOf[term] ?? 0;
      yield name | (length << 16);
    }
  };
  const entriesAt = writeWords(writer, rows());
  const sorted = order.flatMap((place) => terms[place] ?? []);
  const [summaries, summaryStarts] = writeLines(writer, sorted, summaryOf);
  const [details, detailStarts] = writeLines(writer, sorted, detailsOf);
  const header: Header = {
    source,
    termCount: terms.length,
    entryCount: entries.length,
    bounds: boundsOf(entries),
    names: names.layout,
    words: words.layout,
    near,
    entries: entriesAt,
    summaries,
    summaryStarts,
    details,
    detailStarts,
  };
  return terminologyFile(header, writer.finish());
}

/** The names of all terms in all spellings, best rank first. */
function entriesOf(terms: readonly Term[]): NewEntry[] {
  const known = new Map<string, SpelledWord>();
  const spell = (word: string): SpelledWord => {
    const spelled = known.get(word) ?? spellWord(word);
    known.set(word, spelled);
    return spelled;
  };
  const entries: NewEntry[] = [];
  for (const [term, content] of terms.entries()) {
    const half = content.obsolete ? groups.length : 0;
    for (const [name, [text, role]] of allNamesOf(content).entries()) {
      const part = half + groups.indexOf(groupOf(role));
      for (const spelling of spellingsOf(text, spell)) {
        if (role === "identifier" && spelling.common) continue;
        const length = Math.min(spelling.key.length, longestLength);
        entries.push({ term, name, spelling, identifier: role === "identifier", part, length });
      }
    }
  }
  const idOf = ({ term }: NewEntry) => terms[term]?.id ?? "";
  return entries.sort(
    (a, b) =>
      a.part - b.part ||
      a.length - b.length ||
      Number(a.spelling.common) - Number(b.spelling.common) ||
      compare(a.spelling.key, b.spelling.key) ||
      compare(idOf(a), idOf(b)) ||
      a.name - b.name,
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The places of terms in the order of their best entries, so that what is often shown together lies together. */
function termOrder(entries: readonly NewEntry[]): number[] {
  return [...new Set(entries.map(({ term }) => term))];
}

const nameKeys = ({ spelling }: NewEntry): readonly string[] => [spelling.key];
const wordKeys = ({ spelling, identifier }: NewEntry): readonly string[] => (identifier ? [] : spelling.starts);

function dictionaryOf(
  entries: readonly NewEntry[],
  keysOf: (entry: NewEntry) => readonly string[],
): Map<string, number[]> {
  const numbersOf = new Map<string, number[]>();
  for (const [number, entry] of entries.entries()) {
    for (const key of keysOf(entry)) {
      const numbers = numbersOf.get(key);
      if (numbers) numbers.push(number);
      else numbersOf.set(key, [number]);
    }
  }
  return numbersOf;
}

function boundsOf(entries: readonly NewEntry[]): number[] {
  const counts = new Array<number>(groups.length * 2).fill(0);
  for (const { part } of entries) counts[part] = (counts[part] ?? 0) + 1;
  let sum = 0;
  return [
    0,
    ...counts.map((count) => {
      sum += count;
      return sum;
    }),
  ];
}

function writeLines(
  writer: ByteWriter,
  terms: readonly Term[],
  contentOf: (term: Term) => unknown,
): [content: number, starts: number] {
  const content = writer.length;
  const starts = [0];
  for (const term of terms) {
    writer.bytes(bytesOf(JSON.stringify(contentOf(term))));
    starts.push(writer.length - content);
  }
  return [content, writeWords(writer, starts)];
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
