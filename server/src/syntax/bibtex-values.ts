/** Values of BibTeX fields: names, dates and titles as LaTeX. */

import { readYearMonthDay } from "./bibtex-dates.ts";
import { textToLatex } from "./latex-text.ts";
import type { DateVariable, Name } from "./reference.ts";

const monthMacros = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const seasons = ["spring", "summer", "autumn", "winter"];

/** A date of biblatex: EDTF, with `~` for what is approximate or uncertain, and nothing after the slash of an open range. */
export function edtf(date: DateVariable): string {
  const [from, to] = date["date-parts"] ?? [];
  if (!from) return "";
  const approximate = date.circa ? "~" : "";
  if (!to) return isoDate(from) + approximate;
  return `${isoDate(from)}${approximate}/${to[0] === 0 ? "" : isoDate(to) + approximate}`;
}

/** Year 0 of ISO 8601 is 1 BC, which CSL calls -1. */
function isoDate([year = 0, ...rest]: readonly number[]): string {
  const astronomical = year < 0 ? year + 1 : year;
  const sign = astronomical < 0 ? "-" : "";
  const digits = String(Math.abs(astronomical)).padStart(4, "0");
  return [sign + digits, ...rest.map((part) => String(part).padStart(2, "0"))].join("-");
}

/**
 * `year`, `month` and `day`, which BibTeX and biblatex both read, and `date` where these can't say it all: it is what
 * biblatex then takes.
 */
export function yearMonthDay(date: DateVariable): [string, string][] {
  const [from, to] = date["date-parts"] ?? [];
  if (!from) return date.literal === undefined ? [] : literalDate(date.literal);
  const [year = 0, month, day] = from;
  const until = to && to[0] !== year && to[0] !== 0 ? `--${to[0]}` : "";
  const sameYear =
    to?.[0] === year && to[1] !== undefined && month !== undefined && to.length === 2 && from.length === 2;
  const written: [string, string][] = [
    ["year", `{${year}${until}}`],
    ["month", until ? "" : monthValue(month) + (sameYear ? ` # "--" # ${monthValue(to[1])}` : "")],
    ["day", day === undefined || to ? "" : `{${day}}`],
  ];
  const [yearText, monthText, dayText] = written.map(([, value]) => value.replace(/[{}"]| # /g, ""));
  const said = readYearMonthDay(yearText ?? "", monthText ?? "", dayText ?? "");
  const isSaid = !date.circa && JSON.stringify(said?.["date-parts"]) === JSON.stringify(date["date-parts"]);
  return isSaid ? written : [...written, ["date", `{${edtf(date)}}`]];
}

/** Words stand in `year`; where they hold a year that would be taken for all of them, in `date`. */
function literalDate(literal: string): [string, string][] {
  return [[/\d{4}/.test(literal) ? "date" : "year", `{${textToLatex(literal)}}`]];
}

function monthValue(month: number | undefined): string {
  if (month === undefined) return "";
  const season = seasons[month - 21];
  return season === undefined ? (monthMacros[month - 1] ?? `{${month}}`) : `{${season}}`;
}

/** `complete` is false where the list goes on: `and others`. */
export function nameList(names: readonly Name[], complete: boolean, extended: boolean): string {
  const written = names.map((name) => (isOthers(name) ? "others" : nameText(name, extended)));
  if (!complete && written.length > 0) written.push("others");
  return written.join(" and ");
}

function isOthers({ literal }: Name): boolean {
  return literal === "others";
}

/** `extended` has a name that keeps its particle written as biblatex's `family=…`, for lists where others do not. */
function nameText(name: Name, extended: boolean): string {
  if (name.family === undefined) return `{${textToLatex(name.literal ?? name.given ?? "")}}`;
  const kept = name["non-dropping-particle"];
  if (extended && kept !== undefined) return extendedName(name, name.family, kept);
  const particle = textToLatex([name["dropping-particle"], kept].filter(Boolean).join(" "));
  const given = name.given === undefined ? "" : protectName(name.given);
  if (name.suffix === undefined && particle === "" && given === "") return familyAlone(name.family);
  const family = protectName(name.family);
  const von = particle && `${particle} `;
  // Before a comma only words in lower case are a particle; between given and family name, what stands among them is too.
  if (name.suffix === undefined && /(?:^| )\P{L}*\p{Lu}/u.test(particle)) return `${given} ${von}${family}`;
  const suffix = name.suffix === undefined ? "" : `, ${protectName(name.suffix)}`;
  return `${von}${family}${suffix}, ${given}`;
}

/** One word is a family name whatever its letters; braces around all of a name would make it an institution's. */
function familyAlone(family: string): string {
  const latex = nameLatex(family);
  if (!/[\s,{}]/.test(latex) && !/^others$/i.test(latex)) return latex;
  const safe = protectName(family);
  return safe.startsWith("{") ? `${safe},` : safe;
}

function extendedName(name: Name, family: string, prefix: string): string {
  const parts = { family, given: name.given, prefix, suffix: name.suffix };
  const written = Object.entries(parts).flatMap(([part, text]) =>
    text === undefined ? [] : [`${part}={${textToLatex(text)}}`],
  );
  return [...written, "useprefix=true"].join(", ");
}

/** A tie parts the words of a name, a no-break space does not. */
function nameLatex(text: string): string {
  return textToLatex(text).replaceAll("~", "\u00a0");
}

/** Braces where BibTeX would see a particle, a separator or a suffix in a part of a name. */
function protectName(part: string): string {
  const latex = nameLatex(part);
  return /,|\sand\s/i.test(part) || /^\P{L}*\p{Ll}/u.test(part) ? `{${latex}}` : latex;
}

/**
 * A title in LaTeX, with braces around the words whose letters no style may change: acronyms, gene symbols, Greek letters,
 * and, in a title in sentence case, names. A title with most words capitalised is in title case, where a capital says nothing.
 */
export function titleToLatex(title: string): string {
  const words = title.split(/(\s+)/);
  const long = words.filter((word) => /^\P{L}*\p{L}{4,}/u.test(word));
  const capitalised = long.filter((word) => /^\P{L}*\p{Lu}/u.test(word));
  const isTitleCase = long.length > 2 && capitalised.length > long.length / 2;
  let startsSentence = true;
  return words
    .map((word) => {
      if (/^\s*$/.test(word)) return word;
      const protects = keepsLetters(word) || (!isTitleCase && !startsSentence && /^\P{L}*\p{Lu}/u.test(word));
      startsSentence = /[:.?!—–]["”’)]?$/.test(word);
      return protects ? protectWord(word) : textToLatex(word);
    })
    .join("");
}

/** A capital that is not the word's first letter, a capital beside a digit, or a Greek letter. */
function keepsLetters(word: string): boolean {
  const bare = word.replace(/<[^>]*>/g, "");
  return (
    /\p{L}.*\p{Lu}/u.test(bare.replace(/(?<=[-–/])\p{Lu}(?=\p{Ll})/gu, "x")) ||
    /\p{Script=Greek}|\p{Lu}\d|\d\p{Lu}/u.test(bare)
  );
}

/** Braces around the word without the punctuation at its ends. */
function protectWord(word: string): string {
  const parts = /^([("“‘'[]*)(.*?)([)"”’'\].,:;?!]*)$/su.exec(word);
  const [, before = "", core = word, after = ""] = parts ?? [];
  return `${textToLatex(before)}{${textToLatex(core)}}${textToLatex(after)}`;
}
