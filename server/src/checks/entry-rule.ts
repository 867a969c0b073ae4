/**
 * Checks that look at one entry of a bibliography at a time. What is found in a BibTeX file is kept under the blocks of the
 * file, so that an edit has only what it touches looked at again.
 */
import { bibtexFileOf } from "../syntax/bibliography.ts";
import type { ScannedBlock } from "../syntax/bibtex-blocks.ts";
import { type BibtexFile, placesInBlock, spanOf } from "../syntax/bibtex-file.ts";
import type { DataModel } from "../syntax/bibtex-model.ts";
import { detached } from "../syntax/bibtex-value.ts";
import {
  type FieldSelection,
  hasFieldIn,
  isVerbatimIn,
  selectFields,
  type WrittenEntry,
  writtenBibtexEntry,
  writtenEntriesIn,
} from "../syntax/written-entries.ts";
import type { Document, Span } from "../text/document.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Check, Fix, Problem } from "./check.ts";

/** What is known beyond the entry. */
export interface EntryContext {
  /** What the file is written with as a whole. */
  readonly model: DataModel;
  readonly thisYear: number;
}

export interface EntryFix {
  readonly title: string;
  readonly edits: readonly { readonly span: Span; readonly newText: string }[];
}

export interface EntryFault {
  readonly span: Span;
  readonly message: string;
  /** The first is the one most likely meant. */
  readonly fixes?: (snapshot: Snapshot) => readonly EntryFix[];
}

/** The fields of BibTeX that styles print as text, names among them. */
export const printedFields: readonly string[] = (
  "title subtitle titleaddon booktitle booksubtitle maintitle journal journaltitle journalsubtitle series author editor " +
  "publisher school institution organization note"
).split(" ");

export interface EntryRule {
  /** The fields that the rule reads. */
  readonly fields: readonly string[];
  /** True where entries that have none of these fields are looked at too. */
  readonly everyEntry?: true;
  readonly onlyBibtex?: true;
  readonly look: (entry: WrittenEntry, context: EntryContext) => readonly EntryFault[];
}

/** What is kept of a fault: nothing that would keep the text of its version in memory. */
interface KeptFault {
  /** The number of the entry in its block. */
  readonly number: number;
  /** From the start of the block. */
  readonly span: Span;
  readonly message: string;
}

interface KeptFaults {
  readonly model: DataModel;
  readonly thisYear: number;
  readonly faults: readonly KeptFault[];
}

/** The `run` of a check that looks at single entries. */
export function runOnEntries(rule: EntryRule): Check["run"] {
  const selection = selectFields(rule.fields);
  const ofBlock = new WeakMap<ScannedBlock, KeptFaults>();
  const ofDocument = new WeakMap<Document, readonly EntryFault[]>();
  return (snapshot, document) => {
    const { thisYear } = snapshot.environment;
    const file = bibtexFileOf(document);
    if (!file) {
      const known = ofDocument.get(document);
      const faults = known ?? (rule.onlyBibtex ? [] : faultsOfOther(rule, selection, document, thisYear));
      ofDocument.set(document, faults);
      return faults.map(({ span, message, fixes }) => ({
        span,
        message,
        fixes: () => asFixes(document, fixes?.(snapshot)),
      }));
    }
    const context = { model: modelOf(file), thisYear };
    return file.scan.blocks.flatMap((block, number) => {
      const known = ofBlock.get(block);
      const isFresh = known?.model === context.model && known.thisYear === thisYear;
      const kept = isFresh ? known : { ...context, faults: faultsOfBlock(rule, selection, file, number, context) };
      if (!isFresh) ofBlock.set(block, kept);
      const base = file.scan.starts[number] ?? 0;
      return kept.faults.map((fault): Problem => {
        const span = { start: base + fault.span.start, end: base + fault.span.end };
        const again = () => lookAt(rule, selection, file, { block: number, number: fault.number }, context);
        const fixes = () => again().find((it) => it.span.start === span.start && it.message === fault.message)?.fixes;
        return { span, message: fault.message, fixes: () => asFixes(document, fixes()?.(snapshot)) };
      });
    });
  };
}

function faultsOfOther(rule: EntryRule, selection: FieldSelection, document: Document, thisYear: number): EntryFault[] {
  return writtenEntriesIn(document, selection).flatMap((entry) => rule.look(entry, { model: "bibtex", thisYear }));
}

function faultsOfBlock(
  rule: EntryRule,
  selection: FieldSelection,
  file: BibtexFile,
  block: number,
  context: EntryContext,
): readonly KeptFault[] {
  if (!rule.everyEntry && !hasFieldIn(file, block, selection)) return [];
  const base = file.scan.starts[block] ?? 0;
  const kept: KeptFault[] = [];
  for (const place of placesInBlock(file, block)) {
    for (const { span, message } of lookAt(rule, selection, file, place, context)) {
      const fromBlock = { start: span.start - base, end: span.end - base };
      kept.push({ number: place.number, span: fromBlock, message: detached(message) });
    }
  }
  return kept;
}

function lookAt(
  rule: EntryRule,
  selection: FieldSelection,
  file: BibtexFile,
  place: ReturnType<typeof placesInBlock>[number],
  context: EntryContext,
): readonly EntryFault[] {
  const entry = writtenBibtexEntry(file, place, selection);
  return entry.fields.length > 0 || rule.everyEntry ? rule.look(entry, context) : [];
}

function asFixes({ uri, format }: Document, fixes: readonly EntryFix[] = []): readonly Fix[] {
  const writable = fixes.filter(
    ({ edits }) => format === "bibtex" || edits.every((it) => isVerbatimIn(format, it.newText)),
  );
  return writable.map(({ title, edits }, number) => ({
    title,
    edit: { create: [], edits: edits.map((edit) => ({ uri, ...edit })) },
    preferred: number === 0,
  }));
}

/** Fields that biblatex alone has, of those that most of its bibliographies use. */
const biblatexFields = selectFields(["date", "journaltitle", "location", "urldate", "eprinttype", "origdate"]);

const models = new WeakMap<BibtexFile, DataModel>();

/** One entry with a field of biblatex shows that the whole file is meant for it. */
function modelOf(file: BibtexFile): DataModel {
  const known = models.get(file);
  if (known) return known;
  const model = file.scan.blocks.some((_, block) => hasFieldIn(file, block, biblatexFields)) ? "biblatex" : "bibtex";
  models.set(file, model);
  return model;
}

/** Whether a fault of the syntax lies in an entry, so that part of it may not have been read. */
export function isBroken({ bibtex }: WrittenEntry): boolean {
  if (!bibtex) return false;
  const { file, place } = bibtex;
  const base = file.scan.starts[place.block] ?? 0;
  const { start, end } = spanOf(file, place, "entry");
  const problems = file.scan.blocks[place.block]?.problems ?? [];
  return problems.some(({ span }) => span.start + base <= end && start <= span.end + base);
}
