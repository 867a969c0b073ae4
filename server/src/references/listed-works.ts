/** Lists of references in plain text, as they are pasted from articles: numbered, or in the order of authors. */
import type { Span } from "../text/document.ts";

/** One entry of a list, with its number; it may go over several lines. */
export interface ListedWork extends Span {
  /** Its number in the list; `undefined` in a list without numbers. */
  readonly number: number | undefined;
  /** Without the number, on one line. */
  readonly text: string;
}

const numberBefore = /^[ \t]*(?:\\?\[(\d{1,3})\\?\]|(\d{1,3})(?:\\?[.)])?)[ \t\u00a0]+(?=["“‘'(]?\p{L})/u;
const year = /(?<!\d)(?:1[89]|20)\d\d(?!\d)/;
const doi = /\b10\.\d{4,9}\/\S/;
const capital = String.raw`\p{Lu}[\p{L}\p{M}'’‐–-]*`;
/** "van den Berg, J." or "Berg JK,". */
const person = new RegExp(
  String.raw`^[ \t]*(?:\p{Ll}+[ '’])*${capital}(?:\s${capital}|\s\p{Ll}{2,3}(?=\s))*,?\s\p{Lu}(?:\.|\p{Lu}{0,2}[,.\s])`,
  "u",
);
/** An institution, a year in parentheses behind it and a title: "The Group (2020). Title", but not "The group (2020) saw". */
const institution =
  /^[ \t]*\p{Lu}(?:(?!\set\sal\b)[^.()]){2,200}\.?\s\((?:1[89]|20)\d\d[a-z]?(?:,[^()]*)?\)(?:[.:]\s["“‘']?\p{Lu}|,?\s["“‘'])/u;
/** Fewer letters don't tell who wrote what. */
const leastLetters = 30;

/** The entries of the longest list in a text; none where there is no list. */
export function listedWorks(text: string): readonly ListedWork[] {
  const lists = [...numberedLists(text), ...listsByAuthor(text)];
  return lists.reduce((longest, list) => (list.length > longest.length ? list : longest), []);
}

/** Entries of which each has a higher number than the one before; what stands between them may be a page's foot. */
function numberedLists(text: string): ListedWork[][] {
  const lists: ListedWork[][] = [];
  for (const work of itemsAt(text, numberBefore).filter(isReference)) {
    const list = lists.at(-1);
    const before = list?.at(-1)?.number ?? 0;
    if (list && before < (work.number ?? 0)) list.push(work);
    else lists.push([work]);
  }
  return lists;
}

/** Entries with nothing but blank lines between them: one alone is as likely a sentence. */
function listsByAuthor(text: string): ListedWork[][] {
  const lists: ListedWork[][] = [];
  let isAfter = false;
  let end = 0;
  for (const work of joinedItems(text, itemsAt(text, /^(?=[ \t]*\p{L})/u))) {
    const isEntry = isReference(work) && (person.test(work.text) || institution.test(work.text));
    if (isEntry && isAfter && text.slice(end, work.start).trim() === "") lists.at(-1)?.push(work);
    else if (isEntry) lists.push([work]);
    isAfter = isEntry;
    end = work.end;
  }
  return lists.filter((list) => list.length > 1);
}

function isReference({ text }: ListedWork): boolean {
  return text.length >= leastLetters && (year.test(text) || doi.test(text));
}

/** What begins with such a line and goes on to the next, or to a blank line. */
function itemsAt(text: string, beginning: RegExp): ListedWork[] {
  const items: { start: number; end: number; number: number | undefined; before: number }[] = [];
  let isOpen = false;
  let start = 0;
  for (const line of text.split("\n")) {
    const end = start + line.length;
    const found = beginning.exec(line);
    const last = items.at(-1);
    if (found) {
      const written = found[1] ?? found[2];
      items.push({ start, end, number: written === undefined ? undefined : Number(written), before: found[0].length });
      isOpen = true;
    } else if (line.trim() === "") isOpen = false;
    else if (isOpen && last) last.end = end;
    start = end + 1;
  }
  return items.map((item) => ({
    start: item.start,
    end: item.end,
    number: item.number,
    text: onOneLine(text.slice(item.start + item.before, item.end)),
  }));
}

/** In a list without numbers a line that begins no entry goes on with the one before, as long as no blank line parts them. */
function joinedItems(text: string, lines: readonly ListedWork[]): ListedWork[] {
  const joined: ListedWork[] = [];
  for (const line of lines) {
    const last = joined.at(-1);
    const isNext = last && /^\r?\n$/.test(text.slice(last.end, line.start));
    const isNew = !last || !isNext || ((person.test(line.text) || institution.test(line.text)) && isReference(last));
    if (isNew) joined.push(line);
    else joined[joined.length - 1] = { ...last, end: line.end, text: onOneLine(`${last.text}\n${line.text}`) };
  }
  return joined;
}

/** A word that was parted at the end of a line keeps its hyphen, and no blank behind it. */
function onOneLine(text: string): string {
  return text
    .replace(/(\p{L}-)[ \t]*\r?\n[ \t]*(?=\p{L})/gu, "$1")
    .replace(/\s+/g, " ")
    .trim();
}
