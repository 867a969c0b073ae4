/**
 * Locators in the text after a citation key: "p. 3, see" is page 3 and the suffix ", see". The terms are those of CSL 1.0.1 in
 * English; what is taken for a locator is what Pandoc takes (https://pandoc.org/MANUAL.html#extension-citations).
 */

export interface Located {
  /** CSL's name of the locator's kind: `page` where none is written. */
  readonly label: string;
  readonly locator: string;
  /** What follows the locator, with its leading space and punctuation. */
  readonly rest: string;
}

/** CSL's locator, and all forms in which its English term is written; case doesn't count. */
const terms: Readonly<Record<string, readonly string[]>> = {
  book: ["book", "books", "bk.", "bks."],
  chapter: ["chapter", "chapters", "chap.", "chaps."],
  column: ["column", "columns", "col.", "cols."],
  figure: ["figure", "figures", "fig.", "figs."],
  folio: ["folio", "folios", "fol.", "fols."],
  issue: ["number", "numbers", "no.", "nos."],
  line: ["line", "lines", "l.", "ll."],
  note: ["note", "notes", "n.", "nn."],
  opus: ["opus", "opera", "op.", "opp."],
  page: ["page", "pages", "p.", "pp."],
  paragraph: ["paragraph", "paragraphs", "para.", "paras.", "¶", "¶¶"],
  part: ["part", "parts", "pt.", "pts."],
  section: ["section", "sections", "sec.", "secs.", "§", "§§"],
  "sub-verbo": ["sub verbo", "sub verbis", "s.v.", "s.vv."],
  verse: ["verse", "verses", "v.", "vv."],
  volume: ["volume", "volumes", "vol.", "vols."],
};

const labelOfTerm = new Map(
  Object.entries(terms).flatMap(([label, written]) => written.map((term) => [term, label] as const)),
);

const escaped = (term: string): string => term.replaceAll(".", "\\.");
/** A whole word needs a space behind it; a point or a sign doesn't. */
const term = new RegExp(
  `(?:${[...labelOfTerm.keys()]
    .toSorted((a, b) => b.length - a.length)
    .map((it) => escaped(it) + (/\w$/.test(it) ? "(?=\\s)" : ""))
    .join("|")})\\s*`,
  "iy",
);

const bracketed = "\\([^()\\s]*\\)|\\[[^[\\]\\s]*\\]";
/** A number, with letters, dashes and brackets: "S3–S4", "(3)", "33-35", "12:13". */
const numbered = new RegExp(`(?=[^\\s,;&/]*\\d)(?:${bracketed}|[^\\s,;&/()[\\]{}])+`, "uy");
const roman = /\(?[ivxlcdm]+\)?(?:[-–]\(?[ivxlcdm]+\)?)*(?![\p{L}\p{N}])/iuy;
const separator = /,?\s+/y;

/** The locator at the start of a text, behind a comma at most; `undefined` where there is none. */
export function locatorAt(text: string): Located | undefined {
  const start = /^,?\s*/.exec(text)?.[0].length ?? 0;
  if (text[start] === "{") return inBraces(text, start);
  const found = termAt(text, start);
  const from = found?.end ?? start;
  let end = numberEnd(text, from, found !== undefined);
  if (end === -1) return undefined;
  for (;;) {
    const gap = matchEnd(separator, text, end);
    const next = gap === -1 ? -1 : numberEnd(text, gap, found !== undefined);
    if (next === -1) break;
    end = next;
  }
  return { label: found?.label ?? "page", locator: text.slice(from, end), rest: text.slice(end) };
}

/** `{…}` is a locator whatever it holds. */
function inBraces(text: string, open: number): Located | undefined {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === "{") depth++;
    else if (text[at] === "}" && --depth === 0) {
      const inside = text.slice(open + 1, at).trim();
      const found = termAt(inside, 0);
      return { label: found?.label ?? "page", locator: inside.slice(found?.end ?? 0), rest: text.slice(at + 1) };
    }
  }
  return undefined;
}

function termAt(text: string, at: number): { readonly label: string; readonly end: number } | undefined {
  term.lastIndex = at;
  const written = term.exec(text)?.[0];
  const label = written && labelOfTerm.get(written.trimEnd().toLowerCase());
  return label ? { label, end: at + written.length } : undefined;
}

/** The end of a number; with a term before it a Roman one counts too. Marks that end a sentence stay out. */
function numberEnd(text: string, at: number, isLabelled: boolean): number {
  const end = matchEnd(numbered, text, at);
  if (end !== -1) return at + text.slice(at, end).replace(/[.!?]+$/, "").length;
  return isLabelled ? matchEnd(roman, text, at) : -1;
}

function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}
