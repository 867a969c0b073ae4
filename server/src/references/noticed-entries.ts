/** The entries of a bibliography about whose works there are notices of retraction or correction. */
import { bibtexFileOf, readBibliography } from "../syntax/bibliography.ts";
import { referenceAt } from "../syntax/bibtex.ts";
import type { ScannedBlock } from "../syntax/bibtex-blocks.ts";
import { isCitable } from "../syntax/bibtex-fields.ts";
import {
  type BibtexFile,
  type EntryPlace,
  eachField,
  placesInBlock,
  spanOf,
  textOf,
  valueAt,
} from "../syntax/bibtex-file.ts";
import { latexToText } from "../syntax/latex-text.ts";
import type { Document, Span } from "../text/document.ts";
import { type FoundNotice, hasIdentifier, mayHaveTitle, noticeAbout, type Retractions } from "./retractions.ts";

export interface NoticedEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly notice: FoundNotice;
}

/** What the lists say of the entries of a block, by the entry's number in it. */
interface NoticesOfBlock {
  readonly lists: Retractions;
  readonly notices: readonly (readonly [number, FoundNotice])[];
}

const ofBlocks = new WeakMap<ScannedBlock, NoticesOfBlock>();
const ofDocuments = new WeakMap<Document, { readonly lists: Retractions; readonly entries: readonly NoticedEntry[] }>();

/** In file order. After an edit of a BibTeX file only the blocks that it touched are looked up. */
export function noticedEntries(lists: Retractions, bibliography: Document): readonly NoticedEntry[] {
  const known = ofDocuments.get(bibliography);
  if (known?.lists === lists) return known.entries;
  const file = bibtexFileOf(bibliography);
  const entries = file ? entriesOfBlocks(file, lists) : entriesOfDocument(bibliography, lists);
  ofDocuments.set(bibliography, { lists, entries });
  return entries;
}

function entriesOfDocument(bibliography: Document, lists: Retractions): NoticedEntry[] {
  return readBibliography(bibliography).entries.flatMap(({ key, keySpan, reference }) => {
    const notice = noticeAbout(lists, reference);
    return notice ? [{ key, keySpan, notice }] : [];
  });
}

function entriesOfBlocks(file: BibtexFile, lists: Retractions): NoticedEntry[] {
  return file.scan.blocks.flatMap((scanned, block) => {
    const known = ofBlocks.get(scanned);
    const found = known?.lists === lists ? known : { lists, notices: noticesOfBlock(file, block, lists) };
    if (found !== known) ofBlocks.set(scanned, found);
    return found.notices.map(([number, notice]) => {
      const keySpan = spanOf(file, { block, number }, "key");
      return { key: textOf(file, keySpan), keySpan, notice };
    });
  });
}

function noticesOfBlock(file: BibtexFile, block: number, lists: Retractions): [number, FoundNotice][] {
  return placesInBlock(file, block).flatMap((place): [number, FoundNotice][] => {
    if (!mayBeNoticed(file, place, lists) || !isCitable(file, place)) return [];
    const notice = noticeAbout(lists, referenceAt(file, place));
    return notice ? [[place.number, notice]] : [];
  });
}

const readFields = new Map<string, "title" | "identifier" | "unclear">([
  ["title", "title"],
  ...["doi", "pmid", "eprint", "url"].map((name): [string, "identifier"] => [name, "identifier"]),
  // The title, or anything, comes from more than one field.
  ...["subtitle", "titleaddon", "maintitle", "mainsubtitle", "maintitleaddon", "crossref", "xdata"].map(
    (name): [string, "unclear"] => [name, "unclear"],
  ),
]);

/** A quick no to nearly all entries, from their raw fields: decoding all would take seconds in a large library. */
function mayBeNoticed(file: BibtexFile, place: EntryPlace, lists: Retractions): boolean {
  let isPossible = false;
  eachField(file, place, (nameStart, nameEnd, start, end) => {
    // The longest of the names has 14 letters.
    if (isPossible || nameEnd - nameStart > 14) return;
    const role = readFields.get(textOf(file, { start: nameStart, end: nameEnd }).toLowerCase());
    if (role === undefined) return;
    isPossible = role === "unclear" || mayMatch(role, valueAt(file, { start, end }), lists);
  });
  return isPossible;
}

function mayMatch(role: "title" | "identifier", value: string, lists: Retractions): boolean {
  const isPlain = !/[\\$^_]/.test(value);
  const bare = value.replace(/[{}]/g, "").replaceAll("~", " ");
  if (role === "title") return mayHaveTitle(lists, isPlain ? bare : latexToText(value));
  if (value.includes("\\")) return true;
  const [doi] = /10\.\d{4,9}(?:\.\d+)*\/\S+/.exec(bare) ?? [];
  if (doi !== undefined) return hasIdentifier(lists, `doi:${doi.toLowerCase()}`);
  // The identifier of a preprint stands for a DOI, and an encoded address may hold one.
  if (/arxiv|%2f/i.test(bare)) return true;
  const [pmid] = /\d{1,8}(?=\D*$)/.exec(bare) ?? [];
  return pmid !== undefined && hasIdentifier(lists, `pmid:${pmid}`);
}
