/** What search needs of an entry, taken from its raw fields without decoding the rest. */
import { readDate, readYearMonthDay } from "./bibtex-dates.ts";
import { fieldsOf, isCitable } from "./bibtex-fields.ts";
import { type BibtexFile, type EntryPlace, eachField, spanOf, textOf, valueAt } from "./bibtex-file.ts";
import { readNames } from "./bibtex-names.ts";
import { latexToText } from "./latex-text.ts";
import { familyNameOf, type SearchedFields } from "./reference.ts";

/** Nobody searches for the end of a longer title, and a hostile file has them. */
const longestTitle = 2_000;
const longestNames = 200_000;

const wanted: ReadonlySet<string> = new Set(
  (
    "author editor title subtitle titleaddon maintitle mainsubtitle booktitle journal journaltitle journalsubtitle " +
    "shortjournal date year crossref xdata options"
  ).split(" "),
);

/** A quick no to most other names. */
const initials: ReadonlySet<number> = new Set([...wanted].map((name) => name.charCodeAt(0)));

const nothing: SearchedFields = { key: "", families: [], title: "", year: 0, journals: [] };

/** What the decoded reference would say. Of no entry, and of one that can't be cited, nothing. */
export function searchedFieldsAt(file: BibtexFile, place: EntryPlace | undefined): SearchedFields {
  if (!place || !isCitable(file, place)) return nothing;
  const fields = rawFieldsAt(file, place);
  const text = (name: string) => plainText(fields.get(name) ?? "");
  const journal = [text("journaltitle") || text("journal"), text("journalsubtitle")].filter(Boolean).join(" ");
  return {
    key: textOf(file, spanOf(file, place, "key")),
    families: familiesIn(fields.get("author") || fields.get("editor") || "", fields.get("options") ?? ""),
    title: titleOf(fields, text),
    year: yearOf(fields.get("date") ?? "", fields.get("year") ?? ""),
    journals: [journal || text("booktitle") || text("maintitle"), text("shortjournal")].filter(Boolean),
  };
}

function rawFieldsAt(file: BibtexFile, place: EntryPlace): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let inherits = false;
  eachField(file, place, (nameStart, nameEnd, start, end) => {
    if (!initials.has(file.text.charCodeAt(nameStart) | 32)) return;
    const name = file.text.slice(nameStart, nameEnd).toLowerCase();
    if (!wanted.has(name) || found.has(name)) return;
    found.set(name, valueAt(file, { start, end }));
    inherits ||= name === "crossref" || name === "xdata";
  });
  return inherits ? fieldsOf(file, place) : found;
}

function titleOf(fields: ReadonlyMap<string, string>, text: (name: string) => string): string {
  const own = [text("title"), text("subtitle"), text("titleaddon")];
  const isPart = fields.has("booktitle") || fields.has("journal") || fields.has("journaltitle");
  const main = isPart ? [] : [text("maintitle"), text("mainsubtitle")];
  return [...main, ...own].filter(Boolean).join(" ");
}

/** The text of a LaTeX value; most have no more to them than braces. */
function plainText(latex: string): string {
  const value = latex.length > longestTitle ? latex.slice(0, longestTitle) : latex;
  if (/[\\$^_]/.test(value)) return latexToText(value);
  return value.includes("{") || value.includes("~") ? value.replace(/[{}]/g, "").replaceAll("~", " ") : value;
}

/** Years as people write them; else what the date's reader makes of it. */
function yearOf(date: string, year: string): number {
  const written = date === "" ? year : date;
  const plain = /^\d{4}(?=$|-\d\d)/.exec(written);
  if (plain) return Number(plain[0]);
  const read = readDate(date) ?? readYearMonthDay(year, "", "");
  return read?.["date-parts"]?.[0]?.[0] ?? 0;
}

function familiesIn(written: string, options: string): string[] {
  const names = written.length > longestNames ? written.slice(0, longestNames) : written;
  if (options !== "" || /[{}\\~="$^_]/.test(names)) {
    const keepsParticle = /useprefix\s*(?:=\s*true\s*)?(?:,|$)/i.test(options);
    return readNames(names, keepsParticle).names.map(familyNameOf);
  }
  const families: string[] = [];
  for (const name of /AND|[\n\r\t]/.test(names) ? names.split(/\s+and\s+/i) : names.split(" and ")) {
    const family = familyIn(name.trim());
    if (family !== "" && family !== "others") families.push(family);
  }
  return families;
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
