/**
 * Citations written as they print, in text that was pasted: "[3–5, 9]", "(12)", "¹²", "(see Zhou et al., 2022a, p. 4; Li 2020)",
 * "Zhou and colleagues (2022)".
 */
import { plainStretch } from "../syntax/plain-stretch.ts";
import type { Span } from "../text/document.ts";
import { authorYearMentions, nameStart } from "./author-year-mentions.ts";

/** A work as the text names it. */
export type NamedWork = NumberedWork | AuthorYearWork;

export interface NumberedWork {
  readonly kind: "number";
  readonly number: number;
}

export interface AuthorYearWork {
  readonly kind: "author-year";
  /** As written, initials before them included. */
  readonly authors: readonly string[];
  /** True where further authors follow who are not named; "Zhou's work" may be that of several. */
  readonly hasOthers: boolean | "untold";
  readonly year: number;
  /** `a` in "2021a"; empty where there is none. */
  readonly letter: string;
}

export interface LiteralCite {
  readonly work: NamedWork;
  /** What stands before it within the brackets, such as "see"; empty where nothing does. */
  readonly prefix: string;
  /** What stands behind it, such as "p. 4". */
  readonly suffix: string;
}

/**
 * How a citation is written: `superscript` stands close to the word before it, `author-in-text` reads on as "Zhou et al. (2022)", of
 * `year` only the brackets with the year are the citation, since the names stand in words of the writer's own.
 */
export type LiteralForm = "square" | "round" | "superscript" | "author-year" | "author-in-text" | "year";

export interface LiteralCitation {
  readonly span: Span;
  readonly form: LiteralForm;
  /** The brackets with the year alone, where the form is `author-in-text`; else the same as `span`. */
  readonly brackets: Span;
  readonly cites: readonly LiteralCite[];
}

/** The citations by author and year, in order. `isProse` tells whether running text stands at an offset. */
export function authorYearLiterals(text: string, isProse: (offset: number) => boolean): LiteralCitation[] {
  const found = [...groupsInBrackets(text, isProse), ...inRunningText(text, isProse)].sort(byStart);
  // What a bracket holds is no sentence beside it.
  return found.filter(({ span }, place) => !found.slice(0, place).some((before) => before.span.end > span.start));
}

function byStart(first: LiteralCitation, second: LiteralCitation): number {
  return first.span.start - second.span.start || second.span.end - first.span.end;
}

const group = /[([]((?:[^()[\]\n]|\n(?![ \t\r]*\n)){5,600})[)\]]/g;
const years = String.raw`(?:1[89]|20)\d\d(?:[a-z](?:\s?,\s?[a-z](?![\p{L}]))*)?(?![\p{L}\p{N}])`;
const yearList = new RegExp(String.raw`^${years}(?:,\s(?:and\s)?${years})*`, "u");
const startOfYear = new RegExp(String.raw`(?<=^|[\s(])(?=${years})`, "u");

function groupsInBrackets(text: string, isProse: (offset: number) => boolean): LiteralCitation[] {
  return Array.from(text.matchAll(group)).flatMap((found): LiteralCitation[] => {
    const [written, inside = ""] = found;
    const span = { start: found.index, end: found.index + written.length };
    if (!/(?:1[89]|20)\d\d/.test(inside) || !isProse(span.start) || !isProse(span.end - 1)) return [];
    const cites = citesIn(plainStretch(text, { start: span.start + 1, end: span.end - 1 }).text);
    return cites ? [{ span, brackets: span, form: "author-year", cites }] : [];
  });
}

/** `undefined` where some part of what the brackets hold names no work. */
function citesIn(inside: string): readonly LiteralCite[] | undefined {
  const cites: LiteralCite[] = [];
  for (const part of inside.split(/;\s*/)) {
    const last = cites.at(-1)?.work;
    for (const piece of piecesOf(part.trim())) {
      const read = citesOf(piece, last?.kind === "author-year" ? last : undefined);
      if (!read) return undefined;
      cites.push(...read);
    }
  }
  return cites.length > 0 ? cites : undefined;
}

/** Works between commas: "Li et al., 2020, Zhou et al., 2022". */
function piecesOf(part: string): string[] {
  const parts = part.split(new RegExp(String.raw`(?<=${years}),\s(?=\p{Lu}[^\d]{1,60}\d{4})`, "u"));
  return parts;
}

/** The works of one author or group of authors; a year alone is of those before it. */
function citesOf(part: string, before: AuthorYearWork | undefined): LiteralCite[] | undefined {
  const start = startOfYear.exec(part)?.index;
  if (start === undefined) return undefined;
  const written = yearList.exec(part.slice(start))?.[0] ?? "";
  const rest = part.slice(start + written.length).trim();
  if (rest !== "" && !/^,\s?\S/.test(rest)) return undefined;
  const named = start === 0 ? before && { ...before, prefix: "" } : namesIn(part.slice(0, start));
  if (!named) return undefined;
  const suffix = rest.replace(/^,\s*/, "");
  const dated = yearsIn(written);
  return dated.map(({ year, letter }, place) => ({
    work: { kind: "author-year", authors: named.authors, hasOthers: named.hasOthers, year, letter },
    prefix: place === 0 ? named.prefix : "",
    suffix: place === dated.length - 1 ? suffix : "",
  }));
}

/** `2021a, b, 2022` is three works. */
function yearsIn(written: string): { readonly year: number; readonly letter: string }[] {
  return Array.from(written.matchAll(/(\d{4})([a-z]?(?:\s?,\s?[a-z](?![\p{L}]))*)/gu)).flatMap(
    ([, digits = "", letters = ""]) => {
      const each = letters.match(/[a-z]/g) ?? [""];
      return each.map((letter) => ({ year: Number(digits), letter }));
    },
  );
}

const particle =
  /^(?:van|von|der|den|de|del|della|di|da|dos|das|du|la|le|ten|ter|te|zu|zum|zur|el|al|bin|ibn|af|av|auf|dem|des|d['’].*)$/;

interface Named {
  readonly prefix: string;
  readonly authors: readonly string[];
  readonly hasOthers: AuthorYearWork["hasOthers"];
}

/** "see also Zhou, Li, et al.,": words in lower case before the first name are the prefix. */
function namesIn(written: string): Named | undefined {
  const words = written.trim().replace(/[,(]$/, "").trim();
  const opening =
    /^(?:(?:See|Reviewed in|Reviewed by|E\.g\.|Cf\.|Compare|But see|For reviews?)[,:]?\s(?:also\s|e\.g\.,?\s)?)/u.exec(
      words,
    )?.[0] ?? "";
  const tokens = words.slice(opening.length).split(/(?<=\s)/);
  let count = tokens.findIndex((token) => /^["“‘'(]?(?:[\p{Lu}\d]|\p{Ll}{1,3}\p{Lu}\p{Ll})/u.test(token));
  if (count === -1) return undefined;
  while (count > 0 && particle.test((tokens[count - 1] ?? "").trim())) count--;
  const prefix = (opening + tokens.slice(0, count).join("")).trim();
  const names = tokens.slice(count).join("").trim();
  const [listed = "", ...after] = names.split(/,?\s(?:et\sal\b\.?|and\s(?:colleagues|co-?workers|others))/);
  if (after.some((rest) => rest.trim() !== "") || listed.length > 300) return undefined;
  const authors = listed.split(/,\s(?:and\s|&\s)?|\s(?:and|&|und|et)\s/).filter((name) => name !== "");
  const areNames = authors.every((name) =>
    /^(?:\p{Lu}\.[\s-]?)*(?:[\p{L}'’-]+\s){0,12}[\p{L}\p{N}'’‐–-]+\.?$/u.test(name),
  );
  return areNames && authors.length > 0 ? { prefix, authors, hasOthers: after.length > 0 } : undefined;
}

/** "Zhou et al. (2022)", "Zhou's work (2021a, p. 4)". */
function inRunningText(text: string, isProse: (offset: number) => boolean): LiteralCitation[] {
  const found: LiteralCitation[] = [];
  for (const { 0: paragraph, index: start } of text.matchAll(/(?:[^\n]|\n(?![ \t\r]*\n))+/g)) {
    if (!/[([]\s?(?:1[89]|20)\d\d/.test(paragraph)) continue;
    const { text: plain, spanOf } = plainStretch(text, { start, end: start + paragraph.length });
    for (const mention of authorYearMentions(plain)) {
      const [first] = mention.years;
      if (!first) continue;
      const between = plain.slice(mention.names.end, first.start);
      const close = plain.slice(first.start).search(/[)\]]/);
      const open = first.start - (/[([]\s?$/.exec(between)?.[0].length ?? 0);
      if (open === first.start || close === -1) continue;
      const end = first.start + close + 1;
      const isPlain = /^,?\s[([]\s?$/.test(between) && mention.others !== "colleagues" && !mention.isPossessive;
      const named = {
        kind: "author-year" as const,
        authors: mention.authors.map((author, place) =>
          place === 0 ? plain.slice(nameStart(mention), author.end) : author.text,
        ),
        hasOthers: mention.isPossessive && mention.others === "none" ? ("untold" as const) : mention.others !== "none",
        year: 0,
        letter: "",
      };
      const cites = citesOf(plain.slice(first.start, end - 1).trim(), named);
      const from = isPlain && cites?.length === 1 ? nameStart(mention) : open;
      const span = spanOf({ start: from, end });
      if (cites && isProse(span.start) && isProse(span.end - 1))
        found.push({
          span,
          brackets: spanOf({ start: open, end }),
          form: from === open ? "year" : "author-in-text",
          cites,
        });
    }
  }
  return found;
}

const numbers = String.raw`\d{1,3}(?:\s?[-–—,;]\s?\d{1,3})*`;
const locator = String.raw`(?:,\s(pp?\.\s?[\d–-]+))?`;
const superscriptDigits = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Each form in which numbers cite, and where none of them does. */
const numberForms: readonly { readonly form: LiteralForm; readonly pattern: RegExp }[] = [
  {
    form: "square",
    pattern: new RegExp(
      String.raw`(?<![\\\]\w])\\?\[\s?(${numbers})${locator}\s?\\?\](?![({:^])|(?<=[\p{L}\])])\[(${numbers})\](?![({:^])`,
      "gu",
    ),
  },
  {
    form: "superscript",
    pattern: new RegExp(
      String.raw`(?<=[\p{L}\p{Pe}\p{Pf}.,;:!?"’'])(?<!(?:^|[\s/·(\d⁰-⁹])(?:[kcdmnµμ]?m|[kmµμ]?g|[mµμ]?[lL]|s))(?:\^(${numbers})\^|<sup>(${numbers})<\/sup>|\\textsuperscript\{(${numbers})\}|\$\^\{(${numbers})\}\$|#super\[(${numbers})\]|([⁰¹²³⁴-⁹]+(?:\s?[-–—,⁻˒ʼ’]\s?[⁰¹²³⁴-⁹]+)*)(?![⁺⁻\p{L}]))`,
      "gu",
    ),
  },
  { form: "round", pattern: new RegExp(String.raw`(?<![\\\w])\(\s?(${numbers})${locator}\s?\)`, "gu") },
];

/**
 * The citations by number in the one form that names the most of a list's numbers; what names another number than the
 * list has is none. `isBeside` tells whether a stretch, which may be markup, stands in running text.
 */
export function numberLiterals(
  text: string,
  isProse: (offset: number) => boolean,
  isBeside: (span: Span) => boolean,
  listed: ReadonlySet<number>,
): LiteralCitation[] {
  if (listed.size === 0) return [];
  let best: { readonly found: LiteralCitation[]; readonly covered: number } = { found: [], covered: 0 };
  for (const { form, pattern } of numberForms) {
    const stands = (span: Span): boolean => (form === "superscript" ? isBeside(span) : isProse(span.start));
    const found = Array.from(text.matchAll(pattern)).flatMap((match) => literalOf(match, form, stands, listed));
    const named = found.flatMap(({ cites }) => cites.map(({ work }) => (work.kind === "number" ? work.number : 0)));
    const covered = new Set(named).size;
    if (covered > best.covered) best = { found, covered };
  }
  return best.found;
}

function literalOf(
  match: RegExpExecArray,
  form: LiteralForm,
  stands: (span: Span) => boolean,
  listed: ReadonlySet<number>,
): LiteralCitation[] {
  const [written, ...groups] = match;
  const span = { start: match.index, end: match.index + written.length };
  if (!stands(span)) return [];
  const [list = "", pages = ""] = groups.filter((part) => part !== undefined);
  const named = numbersIn(list);
  if (!named.every((number) => listed.has(number))) return [];
  const cites = named.map((number, place): LiteralCite => {
    const suffix = place === named.length - 1 ? pages : "";
    return { work: { kind: "number", number }, prefix: "", suffix };
  });
  return cites.length > 0 ? [{ span, brackets: span, form, cites }] : [];
}

/** "3–5, 9" gives 3, 4, 5 and 9; a range that goes down is none, and names nothing. */
function numbersIn(list: string): number[] {
  const plain = list.replace(/[⁰¹²³⁴-⁹]/g, (digit) => String(superscriptDigits.indexOf(digit))).replace(/⁻/g, "-");
  return plain.split(/[,;˒ʼ’]/).flatMap((part) => {
    const [from = Number.NaN, to = from] = part.split(/[-–—]/).map((digits) => Number(digits.trim()));
    if (!(from > 0) || to < from || to - from > 60) return [Number.NaN];
    return Array.from({ length: to - from + 1 }, (_, further) => from + further);
  });
}
