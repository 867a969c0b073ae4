/** The fields of one BibTeX entry as raw LaTeX text: strings put in, parts joined, `xdata` and `crossref` inherited. */
import type { Span } from "../text/document.ts";
import type { BibtexScan, ScannedEntry } from "./bibtex-scan.ts";

/** Field names in lower case to raw values without their delimiters. */
export type RawFields = ReadonlyMap<string, string>;

/** Macros may name macros; a circle ends here. */
const deepestMacro = 8;

/** Entries inherit from entries that inherit; nobody writes longer chains. */
const deepestInheritance = 16;

/** Fields that say something about one entry only (biblatex manual, appendix B: nothing inherits them). */
const neverInherited: ReadonlySet<string> = new Set(
  (
    "crossref xref xdata entryset entrysubtype execute ids label options presort related relatedoptions relatedstring " +
    "relatedtype shortauthor shorteditor shorthand shorthandintro shorttitle sortkey sorttitle indextitle indexsorttitle"
  ).split(" "),
);

const titleFields = ["title", "subtitle", "titleaddon"];

/** For a parent's type and a child's: how the parent's title is called in the child. */
function titlePrefix(parent: string, child: string): string {
  if (parent.startsWith("mv")) return "main";
  if (parent === "periodical") return "journal";
  if (/^(?:in|supp|bookin|conference)/.test(child)) return "book";
  return "";
}

export class BibtexFields {
  readonly #text: string;
  readonly #scan: BibtexScan;
  #byKey: ReadonlyMap<string, ScannedEntry> | undefined;

  constructor(text: string, scan: BibtexScan) {
    this.#text = text;
    this.#scan = scan;
  }

  /** The entry's type in lower case. */
  typeOf(entry: ScannedEntry): string {
    return this.#text.slice(entry.type.start, entry.type.end).toLowerCase();
  }

  of(entry: ScannedEntry): RawFields {
    return this.#withInherited(entry, new Set());
  }

  #withInherited(entry: ScannedEntry, above: ReadonlySet<ScannedEntry>): Map<string, string> {
    const fields = this.#own(entry);
    const seen = new Set(above).add(entry);
    if (seen.size > deepestInheritance) return fields;
    for (const key of (fields.get("xdata") ?? "").split(",")) {
      const source = this.#find(key.trim());
      if (source && !seen.has(source)) addMissing(fields, this.#withInherited(source, seen));
    }
    const parent = this.#find((fields.get("crossref") ?? "").trim());
    if (parent && !seen.has(parent)) this.#inherit(entry, fields, parent, seen);
    return fields;
  }

  #inherit(
    entry: ScannedEntry,
    fields: Map<string, string>,
    parent: ScannedEntry,
    seen: ReadonlySet<ScannedEntry>,
  ): void {
    const inherited = this.#withInherited(parent, seen);
    const prefix = titlePrefix(this.typeOf(parent), this.typeOf(entry));
    for (const name of prefix === "" ? [] : titleFields) {
      const value = inherited.get(name);
      inherited.delete(name);
      if (value !== undefined && !inherited.has(prefix + name)) inherited.set(prefix + name, value);
    }
    // A child's own `year` and an inherited `date` are the same fact twice.
    if (fields.has("year") || fields.has("date")) for (const name of ["year", "month", "date"]) inherited.delete(name);
    addMissing(fields, inherited);
  }

  #find(key: string): ScannedEntry | undefined {
    if (key === "") return undefined;
    this.#byKey ??= new Map(this.#scan.entries.map((entry) => [entry.key, entry]));
    return this.#byKey.get(key);
  }

  /** The entry's own fields; of two with one name the first counts, as in BibTeX. */
  #own(entry: ScannedEntry): Map<string, string> {
    const found = new Map<string, string>();
    const rows = this.#scan.fields;
    for (let row = entry.firstField; row < entry.firstField + entry.fieldCount; row++) {
      const [nameStart = 0, nameEnd = 0, start = 0, end = 0] = rows.slice(row * 4, row * 4 + 4);
      const name = this.#text.slice(nameStart, nameEnd).toLowerCase();
      if (!found.has(name)) found.set(name, this.#value({ start, end }, 0).trim());
    }
    return found;
  }

  /** A value's parts without their delimiters, joined. */
  #value(span: Span, depth: number): string {
    const part = /\s*#?\s*(?:([{"])|([^\s#{}"%,()]+))|\s*%.*\n?/y;
    let value = "";
    for (let at = span.start; at < span.end; ) {
      part.lastIndex = at;
      const found = part.exec(this.#text);
      if (!found || found[0] === "") break;
      at = part.lastIndex;
      if (found[1] !== undefined) {
        const end = this.#delimitedEnd(at, span.end, found[1]);
        value += this.#text.slice(at, end);
        at = end + 1;
      } else if (found[2] !== undefined) value += this.#macro(found[2], depth);
    }
    return value;
  }

  /** Where the text after an opening brace or quote at `from - 1` ends; the scan has seen that it does. */
  #delimitedEnd(from: number, limit: number, opener: string): number {
    let depth = 0;
    for (let at = from; at < limit; at++) {
      const char = this.#text.charAt(at);
      if (char === "\\") at++;
      else if (opener === '"' && char === '"' && depth <= 0) return at;
      else if (char === "{") depth++;
      else if (char === "}" && --depth < 0 && opener === "{") return at;
    }
    return limit;
  }

  /** A number stands for itself, a name for its @string; another name (of a month, or unknown) is shown as written. */
  #macro(name: string, depth: number): string {
    const span = this.#scan.strings.get(name.toLowerCase());
    return span && depth < deepestMacro ? this.#value(span, depth + 1) : name;
  }
}

function addMissing(fields: Map<string, string>, inherited: RawFields): void {
  for (const [name, value] of inherited) if (!neverInherited.has(name) && !fields.has(name)) fields.set(name, value);
}
