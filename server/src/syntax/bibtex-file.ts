/**
 * One version of a BibTeX file: its blocks, the strings they use and its entries by key. The next version keeps the blocks
 * that an edit leaves alone, so what is derived from a block (a search index, decoded references) may be kept under it.
 */
import type { Span } from "../text/document.ts";
import { type EditedText, wholeText } from "../text/edited-text.ts";
import { lastNotAfter } from "../text/sorted.ts";
import type { TextStep } from "../text/text-steps.ts";
import { type BibtexBatch, blockOf, createBatch, entriesNamed } from "./bibtex-batch.ts";
import { type BibtexScan, copyOf, entryColumns, fieldColumns, type ScannedBlock } from "./bibtex-blocks.ts";
import { rescanBibtex } from "./bibtex-rescan.ts";
import { scanBibtex } from "./bibtex-scan.ts";
import { type BibtexStrings, detached, namesInValue, rawValue, readStrings } from "./bibtex-value.ts";
import type { SyntaxProblem } from "./facts.ts";

/** Where an entry stands in a version: its block, and its number in the block. */
export interface EntryPlace {
  readonly block: number;
  readonly number: number;
}

/** One field of an entry, as spans of the text. */
export interface FieldSpans {
  readonly name: Span;
  /** The whole value, with delimiters and `#`. */
  readonly value: Span;
}

export interface BibtexFile {
  /** Put together when it is first asked for; `source` gives stretches of it without that. */
  readonly text: string;
  readonly source: EditedText;
  readonly scan: BibtexScan;
  /** All blocks are in one of these; a batch may have blocks that this version has no more. */
  readonly batches: readonly BibtexBatch[];
  readonly strings: BibtexStrings;
  /** The place of each block in `scan.blocks`. */
  readonly places: ReadonlyMap<ScannedBlock, number>;
}

export function readBibtexFile(text: string): BibtexFile {
  const scan = scanBibtex(text);
  const source = wholeText(text);
  return withBatches(source, scan, readStrings(source, scan), [], scan.blocks);
}

/** The file that was read from this text before, from what was kept of it: `batch` has all blocks of the scan, in order. */
export function restoreBibtexFile(text: string, scan: BibtexScan, batch: BibtexBatch): BibtexFile {
  const source = wholeText(text);
  return { ...withBatches(source, scan, readStrings(source, scan), [batch], []), text };
}

/** The file after edits, one after another, which have led to the text `source`; equal to reading it afresh. */
export function nextBibtexFile(previous: BibtexFile, steps: readonly TextStep[], source: EditedText): BibtexFile {
  const scanned = steps.reduce((scan, { text, change }) => rescanBibtex(scan, text, change), previous.scan);
  const added = scanned.blocks.filter((block) => !previous.places.has(block));
  const kept = new Set(scanned.blocks);
  const removed = previous.scan.blocks.filter((block) => !kept.has(block));
  const touchesStrings = [...added, ...removed].some(({ strings }) => strings.length > 0);
  const strings = touchesStrings ? readStrings(source, scanned) : previous.strings;
  const stale = staleBlocks(previous, new Set(removed), { source, scan: scanned, added: new Set(added), strings });
  // A block is known by its identity, so one whose entries have come to mean something else becomes another.
  const blocks = scanned.blocks.map((block) => (stale.has(block) ? copyOf(block) : block));
  const fresh = blocks.filter((block) => !previous.places.has(block));
  const live = new Set(blocks);
  const batches = previous.batches.filter((batch) => batch.blocks.some((block) => live.has(block)));
  return withBatches(source, { ...scanned, blocks }, strings, batches, fresh);
}

function withBatches(
  source: EditedText,
  scan: BibtexScan,
  strings: BibtexStrings,
  batches: readonly BibtexBatch[],
  fresh: readonly ScannedBlock[],
): BibtexFile {
  const places = new Map<ScannedBlock, number>();
  for (let place = 0; place < scan.blocks.length; place++) places.set(scan.blocks[place] ?? noBlock, place);
  const startOf = (block: ScannedBlock) => scan.starts[places.get(block) ?? 0] ?? 0;
  const added =
    fresh.length === 0
      ? []
      : [
          createBatch(
            fresh,
            fresh.flatMap((block) => keysOf(source, block, startOf(block))),
          ),
        ];
  return {
    get text() {
      return source.whole();
    },
    source,
    scan,
    strings,
    places,
    batches: [...batches, ...added],
  };
}

interface Rescanned {
  readonly source: EditedText;
  readonly scan: BibtexScan;
  readonly added: ReadonlySet<ScannedBlock>;
  readonly strings: BibtexStrings;
}

/** Blocks that the edit does not touch, but whose entries use a string or inherit from an entry that it may have changed. */
function staleBlocks(previous: BibtexFile, removed: ReadonlySet<ScannedBlock>, next: Rescanned): Set<ScannedBlock> {
  const stale = new Set<ScannedBlock>();
  const { blocks } = next.scan;
  const names = changedNames(previous.strings, next.strings);
  if (names.size > 0) {
    for (const [place, block] of blocks.entries())
      if (!next.added.has(block) && usesName(next, place, names)) stale.add(block);
  }
  const heirs = blocks.flatMap((block, place) =>
    block.inheriting.length === 0 || next.added.has(block) ? [] : [{ block, place, parents: parentsIn(next, place) }],
  );
  if (heirs.length === 0) return stale;
  const keys = new Set<string>();
  for (const [place, block] of previous.scan.blocks.entries()) if (removed.has(block)) addKeys(keys, previous, place);
  for (const [place, block] of blocks.entries())
    if (next.added.has(block) || stale.has(block)) addKeys(keys, next, place);
  for (let before = -1; before < stale.size; ) {
    before = stale.size;
    for (const { block, place, parents } of heirs) {
      if (stale.has(block) || !parents.some((key) => keys.has(key))) continue;
      stale.add(block);
      addKeys(keys, next, place);
    }
  }
  return stale;
}

function changedNames(before: BibtexStrings, after: BibtexStrings): ReadonlySet<string> {
  const changed = new Set<string>();
  if (before === after) return changed;
  for (const [name, value] of before) if (after.get(name) !== value) changed.add(name);
  for (const name of after.keys()) if (!before.has(name)) changed.add(name);
  return changed;
}

function usesName({ source, scan }: Rescanned, place: number, names: ReadonlySet<string>): boolean {
  const { fields } = scan.blocks[place] ?? noBlock;
  const base = scan.starts[place] ?? 0;
  for (let row = 0; row < fields.length; row += fieldColumns) {
    const value = { start: base + (fields[row + 2] ?? 0), end: base + (fields[row + 3] ?? 0) };
    for (const name of namesInValue(source.slice(value.start, value.end)))
      if (names.has(name.toLowerCase())) return true;
  }
  return false;
}

const parentsOfBlock = new WeakMap<ScannedBlock, readonly string[]>();

function parentsIn({ source, scan, strings }: Rescanned, place: number): readonly string[] {
  const block = scan.blocks[place] ?? noBlock;
  const known = parentsOfBlock.get(block);
  if (known) return known;
  const { fields, inheriting } = block;
  const base = scan.starts[place] ?? 0;
  const keys = new Set<string>();
  for (const row of inheriting) {
    const at = row * fieldColumns;
    const value = { start: base + (fields[at + 2] ?? 0), end: base + (fields[at + 3] ?? 0) };
    for (const key of rawValue(source.slice(value.start, value.end), namedIn(strings)).split(","))
      keys.add(detached(key.trim()));
  }
  const parents = [...keys];
  parentsOfBlock.set(block, parents);
  return parents;
}

function addKeys(keys: Set<string>, { source, scan }: Pick<BibtexFile, "source" | "scan">, place: number): void {
  for (const key of keysOf(source, scan.blocks[place] ?? noBlock, scan.starts[place] ?? 0)) keys.add(key);
}

/** The keys of a block's entries, in order. */
function keysOf(source: EditedText, { length, entries }: ScannedBlock, start: number): string[] {
  const text = source.slice(start, start + length);
  const keys: string[] = [];
  for (let row = 0; row < entries.length; row += entryColumns)
    keys.push(text.slice(entries[row + 4], entries[row + 5]));
  return keys;
}

/** What a name in a value stands for; an unknown one (of a month) for itself. */
function namedIn(strings: BibtexStrings): (name: string) => string {
  return (name) => strings.get(name) ?? strings.get(name.toLowerCase()) ?? name;
}

const none = new Int32Array(0);
const noBlock: ScannedBlock = {
  length: 0,
  reach: 0,
  entries: none,
  fields: none,
  strings: none,
  inheriting: none,
  problems: [],
};

/** The spans of one of an entry's columns: the entry itself, its type, its key. */
export function spanOf(file: BibtexFile, { block, number }: EntryPlace, part: "entry" | "type" | "key"): Span {
  const column = part === "entry" ? 0 : part === "type" ? 2 : 4;
  const { entries } = file.scan.blocks[block] ?? noBlock;
  const base = file.scan.starts[block] ?? 0;
  const at = number * entryColumns + column;
  return { start: base + (entries[at] ?? 0), end: base + (entries[at + 1] ?? 0) };
}

export function textOf(file: BibtexFile, { start, end }: Span): string {
  return file.source.slice(start, end);
}

/** The places of all entries, in file order. */
export function* placesOf(file: BibtexFile): Generator<EntryPlace> {
  for (const [block, { entries }] of file.scan.blocks.entries()) {
    for (let number = 0; number < entries.length / entryColumns; number++) yield { block, number };
  }
}

/** The places of the entries of one block, in file order. */
export function placesInBlock({ scan }: BibtexFile, block: number): EntryPlace[] {
  const { entries } = scan.blocks[block] ?? noBlock;
  return Array.from({ length: entries.length / entryColumns }, (_, number) => ({ block, number }));
}

/** The last entry that starts at an offset or before it. */
export function placeBefore(file: BibtexFile, offset: number): EntryPlace | undefined {
  for (let block = lastNotAfter(file.scan.starts, offset); block >= 0; block--) {
    const { entries } = file.scan.blocks[block] ?? noBlock;
    const base = file.scan.starts[block] ?? 0;
    for (let number = entries.length / entryColumns - 1; number >= 0; number--) {
      if (base + (entries[number * entryColumns] ?? 0) <= offset) return { block, number };
    }
  }
  return undefined;
}

type VisitField = (nameStart: number, nameEnd: number, valueStart: number, valueEnd: number) => void;

/** Goes through the fields of an entry as they stand in the text, in order, repeated names and all. */
export function eachField(file: BibtexFile, { block, number }: EntryPlace, visit: VisitField): void {
  const { entries, fields } = file.scan.blocks[block] ?? noBlock;
  const base = file.scan.starts[block] ?? 0;
  const first = entries[number * entryColumns + 6] ?? 0;
  const end = entries[(number + 1) * entryColumns + 6] ?? fields.length / fieldColumns;
  for (let row = first * fieldColumns; row < end * fieldColumns; row += fieldColumns) {
    const [name, nameEnd] = [fields[row] ?? 0, fields[row + 1] ?? 0];
    const [value, valueEnd] = [fields[row + 2] ?? 0, fields[row + 3] ?? 0];
    visit(base + name, base + nameEnd, base + value, base + valueEnd);
  }
}

export function fieldSpansOf(file: BibtexFile, place: EntryPlace): FieldSpans[] {
  const found: FieldSpans[] = [];
  eachField(file, place, (nameStart, nameEnd, valueStart, valueEnd) => {
    found.push({ name: { start: nameStart, end: nameEnd }, value: { start: valueStart, end: valueEnd } });
  });
  return found;
}

/** The value at a span of this file, its strings put in; an unknown name (of a month) is shown as written. */
export function valueAt(file: BibtexFile, span: Span): string {
  return readValue(file, textOf(file, span));
}

/** The same for a value as it is written. */
export function readValue({ strings }: BibtexFile, written: string): string {
  return rawValue(written, namedIn(strings)).trim();
}

/**
 * What `read` finds in the text of each block, in file order. It is kept under the blocks, so that after an edit it reads what
 * the edit touched, and the text need not be put together.
 */
export function keptByBlock<Found>(read: (text: string) => Found): (file: BibtexFile) => readonly Found[] {
  const known = new WeakMap<ScannedBlock, { readonly found: Found }>();
  return ({ source, scan }) =>
    scan.blocks.map((block, number) => {
      const start = scan.starts[number] ?? 0;
      const kept = known.get(block) ?? { found: read(source.slice(start, start + block.length)) };
      known.set(block, kept);
      return kept.found;
    });
}

/** The entry of a key; of several the first. */
export function findEntry(file: BibtexFile, key: string): EntryPlace | undefined {
  let first: EntryPlace | undefined;
  for (const batch of file.batches) {
    const hasKey = (number: number) => {
      const place = placeInBatch(file, batch, number);
      if (!place) return false;
      return textOf(file, spanOf(file, place, "key")) === key;
    };
    for (const number of entriesNamed(batch, key, hasKey)) {
      const place = placeInBatch(file, batch, number);
      if (place && (!first || place.block < first.block)) first = place;
      break;
    }
  }
  return first;
}

/** Where the entry of a batch stands in this version, if it does. */
export function placeInBatch(file: BibtexFile, batch: BibtexBatch, number: number): EntryPlace | undefined {
  const inBatch = blockOf(batch, number);
  const found = batch.blocks[inBatch];
  const block = found && file.places.get(found);
  return block === undefined ? undefined : { block, number: number - (batch.firsts[inBatch] ?? 0) };
}

/** All faults, in file order. */
export function problemsOf(file: BibtexFile): SyntaxProblem[] {
  return file.scan.blocks.flatMap(({ problems }, block) => {
    const base = file.scan.starts[block] ?? 0;
    return problems.map((problem) => ({
      ...problem,
      span: { start: base + problem.span.start, end: base + problem.span.end },
    }));
  });
}
