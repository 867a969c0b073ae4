/** What search needs of an entry, taken from its raw fields without decoding the rest. */
import { readDate, readYearMonthDay } from "./bibtex-dates.ts";
import { fieldsOf, isCitable } from "./bibtex-fields.ts";
import { type BibtexFile, type EntryPlace, eachField, readValue, spanOf, textOf } from "./bibtex-file.ts";
import { readNames } from "./bibtex-names.ts";
import { latexToText } from "./latex-text.ts";
import { familyNameOf, type SearchedFields } from "./reference.ts";

/** Nobody searches for the end of a longer title, and a hostile file has them. */
const longestTitle = 2_000;
const longestNames = 200_000;

/** Names of the fields to take from an entry: of a length that begin with a letter, by both, so that most names in a file are passed over at once. */
export type WantedFields = ReadonlyMap<number, readonly string[]>;

/** The fields that an entry inherits by are always among them. */
export function wantedFields(names: string): WantedFields {
  const byShape = new Map<number, string[]>();
  for (const name of [...names.split(" "), "crossref", "xdata"]) {
    const shape = shapeOf(name.charCodeAt(0), name.length);
    byShape.set(shape, [...(byShape.get(shape) ?? []), name]);
  }
  return byShape;
}

const searched = wantedFields(
  "author editor title subtitle titleaddon maintitle mainsubtitle maintitleaddon booktitle booksubtitle booktitleaddon " +
    "journal journaltitle journalsubtitle journaltitleaddon shortjournal date year options",
);

function shapeOf(initial: number, length: number): number {
  return length * 256 + initial;
}

/** The name at an offset in lower case, where it is one that is wanted. */
function wantedName(wanted: WantedFields, text: string, start: number, end: number): string | undefined {
  const names = wanted.get(shapeOf(text.charCodeAt(start) | 32, end - start));
  if (names) for (const name of names) if (isNamed(name, text, start)) return name;
  return undefined;
}

function isNamed(name: string, text: string, start: number): boolean {
  for (let at = 1; at < name.length; at++) if ((text.charCodeAt(start + at) | 32) !== name.charCodeAt(at)) return false;
  return true;
}

const nothing: SearchedFields = { key: "", families: [], title: "", year: 0, journals: [] };

/** What the decoded reference would say. Of no entry, and of one that can't be cited, nothing. */
export function searchedFieldsAt(file: BibtexFile, place: EntryPlace | undefined): SearchedFields {
  if (!place || !isCitable(file, place)) return nothing;
  const fields = rawFieldsAt(file, place, searched);
  const text = (name: string) => plainText(fields.get(name) ?? "");
  const joined = (...names: string[]) => {
    let all = "";
    for (const name of names) {
      const written = fields.has(name) ? text(name) : "";
      if (written !== "") all += all === "" ? written : ` ${written}`;
    }
    return all;
  };
  const journal = [text("journaltitle") || text("journal"), joined("journalsubtitle", "journaltitleaddon")];
  return {
    key: textOf(file, spanOf(file, place, "key")),
    families: familiesIn(fields.get("author") || fields.get("editor") || "", fields.get("options") ?? ""),
    title: titleOf(fields, joined),
    year: yearOfFields(fields.get("date") ?? "", fields.get("year") ?? ""),
    journals: [journal.filter(Boolean).join(" ") || bookOf(fields, joined), text("shortjournal")].filter(Boolean),
  };
}

/** The wanted fields of an entry, with what it inherits, as LaTeX; fields that nobody wants may be among them. */
export function rawFieldsAt(file: BibtexFile, place: EntryPlace, wanted: WantedFields): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const { start: base, end: entryEnd } = spanOf(file, place, "entry");
  const entry = file.source.slice(base, entryEnd);
  let inherits = false;
  eachField(file, place, (nameStart, nameEnd, start, end) => {
    const name = wantedName(wanted, entry, nameStart - base, nameEnd - base);
    if (name === undefined || found.has(name)) return;
    found.set(name, readValue(file, entry.slice(start - base, end - base)));
    inherits ||= name === "crossref" || name === "xdata";
  });
  return inherits ? fieldsOf(file, place) : found;
}

type JoinFields = (...names: string[]) => string;

const mainTitle = ["maintitle", "mainsubtitle", "maintitleaddon"];

function titleOf(fields: ReadonlyMap<string, string>, joined: JoinFields): string {
  const isPart = fields.has("booktitle") || fields.has("journal") || fields.has("journaltitle");
  return joined(...(isPart ? [] : mainTitle), "title", "subtitle", "titleaddon");
}

function bookOf(fields: ReadonlyMap<string, string>, joined: JoinFields): string {
  return fields.has("booktitle") ? joined(...mainTitle, "booktitle", "booksubtitle", "booktitleaddon") : "";
}

/** The text of a LaTeX value; most have no more to them than braces. */
export function plainText(latex: string): string {
  const value = latex.length > longestTitle ? latex.slice(0, longestTitle) : latex;
  if (/[\\$^_]/.test(value)) return latexToText(value);
  return value.includes("{") || value.includes("~") ? value.replace(/[{}]/g, "").replaceAll("~", " ") : value;
}

/** Years as people write them; else what the date's reader makes of it. 0 where there is none. */
export function yearOfFields(date: string, year: string): number {
  const written = date === "" ? year : date;
  if (/^\d{4}(?:$|-\d\d)/.test(written)) return Number(written.slice(0, 4));
  const read = readDate(date) ?? readYearMonthDay(year, "", "");
  return read?.["date-parts"]?.[0]?.[0] ?? 0;
}

const special = /[{}\\~="$^_]/;

/** The family names of a list of names. */
export function familiesIn(written: string, options: string): string[] {
  const text = written.length > longestNames ? written.slice(0, longestNames) : written;
  const plain = options === "" ? plainFamiliesIn(text) : undefined;
  if (plain) return plain;
  const names = /AND|[\n\r\t]/.test(text) ? text.split(/\s+and\s+/i) : text.split(" and ");
  // An `and` in braces parts no names.
  if (options !== "" || (text.includes("{") && !names.every(isBalanced))) {
    const keepsParticle = /useprefix\s*(?:=\s*true\s*)?(?:,|$)/i.test(options);
    return readNames(text, keepsParticle).names.map(familyNameOf);
  }
  const families: string[] = [];
  for (const name of names) {
    const family = plainFamiliesIn(name);
    if (family) families.push(...family);
    else if (special.test(name)) families.push(...readNames(name, false).names.map(familyNameOf));
    else {
      const found = familyIn(name.trim());
      if (found !== "" && (found !== "others" || names.length === 1)) families.push(found);
    }
  }
  return families;
}

const separator = " and ";

/**
 * The family names of a list in which every name is a `Family, Given` or `Given Family` of ASCII letters, every word of the
 * family and of a name without comma with a capital first, as in most lists; `undefined` for any other.
 */
function plainFamiliesIn(names: string): string[] | undefined {
  if (names.includes("AND")) return undefined;
  const families: string[] = [];
  let start = 0;
  let word = 0;
  let comma = -1;
  for (let at = 0; at <= names.length; at++) {
    const code = at < names.length ? names.charCodeAt(at) : -1;
    if (comma < 0 && at === word && (code < 65 || code > 90)) return undefined;
    if (code < 0 || (code === 32 && names.charCodeAt(at + 1) === 97 && names.startsWith(separator, at))) {
      families.push(comma < 0 ? names.slice(word, at) : names.slice(start, comma));
      at += separator.length - 1;
      start = at + 1;
      word = start;
      comma = -1;
    } else if (code === 44) {
      if (comma < 0) comma = at;
    } else if (code === 32) word = at + 1;
    else if (!isPlain(code)) return undefined;
  }
  return families;
}

/** An ASCII letter, a full stop or a hyphen. */
function isPlain(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 46 || code === 45;
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length && depth >= 0; at++) {
    const code = text.charCodeAt(at);
    if (code === 92) at++;
    else if (code === 123) depth++;
    else if (code === 125) depth--;
  }
  return depth === 0;
}

/** The family name in `Family, Given`, `Given Family` and `Given von Family`, where nothing stands in braces. */
function familyIn(name: string): string {
  const comma = name.indexOf(",");
  const written = comma < 0 ? name : name.slice(0, comma);
  // Most names have nothing in lower case that begins a word.
  if (!/(?:^|\s)[^A-Z]/.test(written)) return comma < 0 ? written.slice(written.lastIndexOf(" ") + 1) : written;
  const words = written.split(/\s+/).filter(Boolean);
  if (comma >= 0) {
    const first = words.findIndex((word) => !isParticle(word));
    return words.slice(first < 0 ? words.length - 1 : first).join(" ");
  }
  const last = words.findLastIndex((word, index) => index < words.length - 1 && isParticle(word));
  return words.slice(last < 0 ? words.length - 1 : last + 1).join(" ");
}

/** A particle's first letter is in lower case. */
function isParticle(word: string): boolean {
  const letter = /\p{L}/u.exec(word)?.[0];
  return letter !== undefined && letter !== letter.toUpperCase();
}
