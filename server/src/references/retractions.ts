/**
 * Works that were retracted or corrected, or whose editors have expressed concern: lists of notices, and what they say of a
 * reference. A work is known by its DOI, its PMID, or, where these don't say otherwise, by title, first author and year.
 */
import { familyNameOf, type Reference, yearOf } from "../syntax/reference.ts";
import { firstHash, secondHash } from "../terms/recognition/hash.ts";
import { identifiersOf } from "./identifier-keys.ts";
import { normaliseDoi } from "./identifiers.ts";
import { type PackedStrings, packStrings, stringAt } from "./packed-strings.ts";
import { foldedChunks } from "./words.ts";

/** The weakest first. A reinstatement takes back what came before it. */
const noticeNatures = ["correction", "concern", "retraction", "reinstatement"] as const;

export type NoticeNature = (typeof noticeNatures)[number];

/** What a list says of one work. */
export interface ListedNotice {
  readonly nature: NoticeNature;
  /** In ISO 8601, as exact as it is known: `2023-04-17`, `2020`. */
  readonly date?: string | undefined;
  /** The notice's own DOI. */
  readonly notice?: string | undefined;
  /** The work that it is about. */
  readonly title: string;
  /** The first author's whole name, or the family name and a comma before the rest. */
  readonly author?: string | undefined;
  readonly year?: number | undefined;
  readonly doi?: string | undefined;
  readonly pmid?: string | undefined;
}

/** What is known of a reference's work. */
export interface FoundNotice {
  readonly nature: Exclude<NoticeNature, "reinstatement">;
  readonly date?: string;
  readonly notice?: string;
  /** True where no list has the work, but its title says so. */
  readonly isMarked?: true;
}

/** A list of notices by number, packed: 60,000 of them take some 10 MB. */
export interface RetractionList {
  /** Three numbers a key of a work: its two hashes, and the notice's number; -1 where there is none. A power of two of keys. */
  readonly slots: Int32Array;
  readonly natures: Uint8Array;
  /** 0 where the work's year isn't known. */
  readonly years: Uint16Array;
  /** The hash of the first author's name; 0 where it isn't known. */
  readonly authors: Int32Array;
  /** Year, month and day as one number, 20230417; 0 for what isn't known. */
  readonly dates: Int32Array;
  /** 1 where the work's DOI is known, and 2 where its PMID is. */
  readonly identified: Uint8Array;
  readonly noticeDois: PackedStrings;
}

/** The lists that are in use. */
export type Retractions = readonly RetractionList[];

const hasDoi = 1;
const hasPmid = 2;

export function createRetractionList(notices: readonly ListedNotice[]): RetractionList {
  const slots = createSlots(notices.length * keysOfWork);
  for (const [number, notice] of notices.entries()) addNotice(slots, notice, number);
  return {
    slots,
    natures: Uint8Array.from(notices, ({ nature }) => noticeNatures.indexOf(nature)),
    years: Uint16Array.from(notices, ({ year }) => year ?? 0),
    authors: Int32Array.from(notices, ({ author = "" }) => hashOfAuthor(author.split(",", 1)[0] ?? "")),
    dates: Int32Array.from(notices, ({ date }) => numberOfDate(date)),
    identified: Uint8Array.from(notices, ({ doi, pmid }) => (doi ? hasDoi : 0) + (pmid ? hasPmid : 0)),
    noticeDois: packStrings(notices.map(({ notice = "" }) => notice.toLowerCase())),
  };
}

/** Whether some list has a notice about a work with this identifier, as `doi:10.5555/one` in lower case, or `pmid:1`. */
export function hasIdentifier(lists: Retractions, identifier: string): boolean {
  return lists.some((list) => numbersOf(list, identifier).length > 0);
}

/** Whether a work of this title could have a notice about it. */
export function mayHaveTitle(lists: Retractions, title: string): boolean {
  const folded = foldedTitle(title);
  return isMarkedRetracted(title) || lists.some((list) => numbersOf(list, `title:${folded}`).length > 0);
}

/** What the lists say of a reference's work, or else its title; `undefined` where nothing is held against it. */
export function noticeAbout(lists: Retractions, reference: Reference): FoundNotice | undefined {
  const keys = keysOfReference(reference);
  const found = lists.flatMap((list) => noticesOf(list, reference, keys));
  if (found.length > 0) return weightiest(found);
  const isNotice = keys.doi !== undefined && hasIdentifier(lists, `notice:${keys.doi}`);
  return isMarkedRetracted(reference.title ?? "") && !isNotice ? { nature: "retraction", isMarked: true } : undefined;
}

interface ReferenceKeys {
  /** `doi:…` and `pmid:…`, where the reference has them. */
  readonly doi: string | undefined;
  readonly pmid: string | undefined;
}

function keysOfReference(reference: Reference): ReferenceKeys {
  const identifiers = identifiersOf(reference);
  const first = (kind: string) => identifiers.find((identifier) => identifier.startsWith(kind));
  return { doi: first("doi:"), pmid: first("pmid:") };
}

interface DatedNotice {
  readonly nature: NoticeNature;
  readonly date: number;
  readonly notice: string;
}

/** By the strongest of the reference's identifiers that the list has; a reference to the notice itself is none to the work. */
function noticesOf(list: RetractionList, reference: Reference, { doi, pmid }: ReferenceKeys): DatedNotice[] {
  const identified = (number: number) => list.identified[number] ?? 0;
  const contradicted = (number: number) =>
    doi !== undefined && ((identified(number) & hasDoi) !== 0 || `doi:${stringAt(list.noticeDois, number)}` === doi);
  const numbers = [
    () => (doi === undefined ? [] : numbersOf(list, doi)),
    () => (pmid === undefined ? [] : numbersOf(list, pmid).filter((number) => !contradicted(number))),
    () =>
      numbersOfTitle(list, reference).filter(
        (number) => !contradicted(number) && (pmid === undefined || (identified(number) & hasPmid) === 0),
      ),
  ];
  for (const find of numbers) {
    const found = find();
    if (found.length > 0) return found.map((number) => noticeAt(list, number));
  }
  return [];
}

function noticeAt({ natures, dates, noticeDois }: RetractionList, number: number): DatedNotice {
  const nature = noticeNatures[natures[number] ?? 0] ?? "correction";
  return { nature, date: dates[number] ?? 0, notice: stringAt(noticeDois, number) };
}

/** A work that was reinstated has nothing held against it, unless by a later notice. */
function weightiest(notices: readonly DatedNotice[]): FoundNotice | undefined {
  const reinstated = notices.filter(({ nature }) => nature === "reinstatement").map(({ date }) => date);
  const standing = notices.filter(
    ({ nature, date }) => nature !== "reinstatement" && !reinstated.some((later) => later === 0 || later >= date),
  );
  const weight = ({ nature }: DatedNotice) => noticeNatures.indexOf(nature);
  const [first] = standing.toSorted((a, b) => weight(b) - weight(a) || b.date - a.date);
  if (!first || first.nature === "reinstatement") return undefined;
  const { nature, date, notice } = first;
  return { nature, ...(date > 0 && { date: textOfDate(date) }), ...(notice !== "" && { notice }) };
}

/** Shorter titles, in letters, are shared by many works. */
const shortestTitle = 20;

/** A list gives the year of the print, an entry often that of the first publication online. */
const yearsApart = 1;

function numbersOfTitle(list: RetractionList, reference: Reference): number[] {
  const [first] = reference.author ?? [];
  const author = first ? hashOfAuthor(familyNameOf(first)) : 0;
  const year = yearOf(reference) ?? 0;
  return numbersOf(list, `title:${foldedTitle(reference.title ?? "")}`).filter((number) => {
    const listed = list.years[number] ?? 0;
    const isNear = Math.abs(listed - year) <= yearsApart;
    const isUndated = listed === 0 || year === 0;
    // Without an author to compare, the year has to speak for the work.
    return list.authors[number] === 0 ? isNear : list.authors[number] === author && (isNear || isUndated);
  });
}

/** At most so many keys has a notice: the DOI, PMID and title of the work, and its own DOI. */
const keysOfWork = 4;

function addNotice(slots: Int32Array, { doi, pmid, title, notice }: ListedNotice, number: number): void {
  const folded = foldedTitle(title);
  if (doi) addKey(slots, `doi:${doi.toLowerCase()}`, number);
  if (pmid) addKey(slots, `pmid:${pmid}`, number);
  if (folded.length >= shortestTitle) addKey(slots, `title:${folded}`, number);
  if (notice && notice.toLowerCase() !== doi?.toLowerCase())
    addKey(slots, `notice:doi:${notice.toLowerCase()}`, number);
}

/** Some lists give names in full, given names first; the last part of the family name is all that is certain. */
function hashOfAuthor(family: string): number {
  const last = family.trim().split(/\s+/).at(-1) ?? "";
  return last === "" ? 0 : firstHash(foldedLetters(last));
}

/** "RETRACTED: …", "Retracted Article: …", "[Retracted] …", "… (Retracted)". */
const mark = /^\W*retracted(?: article| chapter)?\s*[:\])]\s*|[[(]retracted(?: article[^\])]*)?[\])]\.?\s*$/i;

function isMarkedRetracted(title: string): boolean {
  return mark.test(title);
}

/** The letters of a title without its mark. */
function foldedTitle(title: string): string {
  return foldedLetters(/retracted/i.test(title) ? title.replace(mark, "") : title);
}

/** Letters and digits as the library compares words, and nothing between them. */
function foldedLetters(text: string): string {
  // Most text is ASCII without markup, and a list has much.
  if (/^[\x20-;=-\x7e]*$/.test(text)) return text.toLowerCase().replace(/[^a-z0-9]+/g, "");
  return foldedChunks(text).flat().join("");
}

function numberOfDate(date = ""): number {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  return year * 10_000 + month * 100 + day;
}

function textOfDate(date: number): string {
  const parts = [Math.floor(date / 10_000), Math.floor(date / 100) % 100, date % 100];
  return parts
    .filter((part) => part > 0)
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
}

const slotColumns = 3;

function createSlots(keys: number): Int32Array {
  return new Int32Array(2 ** Math.ceil(Math.log2(keys * 1.5 + 8)) * slotColumns).fill(-1);
}

/** Slots are filled one after the other from the place that the first hash names, so that equal keys stand together. */
function addKey(slots: Int32Array, key: string, number: number): void {
  const count = slots.length / slotColumns;
  const first = firstHash(key);
  const second = secondHash(key);
  let slot = placeOf(first, second, count);
  for (; (slots[slot * slotColumns + 2] ?? -1) >= 0; slot = (slot + 1) & (count - 1)) {
    // A publisher may retract hundreds of works by one notice; that it is a notice has to be known once.
    const at = slot * slotColumns;
    if (key.startsWith("notice:") && slots[at] === first && slots[at + 1] === second) return;
  }
  const at = slot * slotColumns;
  slots[at] = first;
  slots[at + 1] = second;
  slots[at + 2] = number;
}

function numbersOf({ slots }: RetractionList, key: string): number[] {
  const count = slots.length / slotColumns;
  const first = firstHash(key);
  const second = secondHash(key);
  const found: number[] = [];
  for (let slot = placeOf(first, second, count); ; slot = (slot + 1) & (count - 1)) {
    const at = slot * slotColumns;
    const number = slots[at + 2] ?? -1;
    if (number < 0) return found;
    if (slots[at] === first && slots[at + 1] === second) found.push(number);
  }
}

function placeOf(first: number, second: number, count: number): number {
  const mixed = Math.imul(first ^ (second >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) & (count - 1);
}

/** A record of the bundled list, as server/data has it. */
export interface BundledRetraction {
  readonly title: string;
  readonly author?: string;
  readonly year: number;
  readonly DOI?: string;
  readonly PMID?: string;
  readonly nature: NoticeNature;
  readonly date?: string;
  readonly notice?: string;
  /** Where the retraction was seen stated. */
  readonly evidence: readonly string[];
}

export function bundledNotice({ DOI, PMID, ...record }: BundledRetraction): ListedNotice {
  return { ...record, doi: DOI, pmid: PMID };
}

/** What is wrong in a record of the bundled list, for the build. */
export function faultsOfRetraction({ title, year, DOI, nature, date, notice, evidence }: BundledRetraction): string[] {
  const isDoi = (text: string | undefined) => text === undefined || normaliseDoi(text) === text;
  return [
    ...(foldedTitle(title).length >= shortestTitle ? [] : ["the title is too short to tell works apart"]),
    ...(Number.isInteger(year) && year > 1800 ? [] : ["the year is none"]),
    ...(isDoi(DOI) && isDoi(notice) ? [] : ["a DOI is none"]),
    ...(noticeNatures.includes(nature) ? [] : [`“${nature}” is no nature of a notice`]),
    ...(date === undefined || /^\d{4}(-\d\d){0,2}$/.test(date) ? [] : ["the date is not in ISO 8601"]),
    ...(evidence.length > 0 ? [] : ["no source is named"]),
  ].map((fault) => `“${title}”: ${fault}`);
}
