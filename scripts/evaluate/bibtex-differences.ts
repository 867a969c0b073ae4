/**
 * Where our reading of BibTeX and Pandoc's differ, and why: each kind of difference is a rule, so that every difference in
 * a corpus is either explained by one of them or left over. BibTeX's own documents (btxdoc, biblatex's manual, ISO 8601-2)
 * decide who is right. An example of each kind is in test/unit/syntax/bibtex-pandoc.test.ts.
 */
import { latexToText } from "../../server/src/syntax/latex-text.ts";
import type { DateVariable, Name, Reference } from "../../server/src/syntax/reference.ts";

export const comparedFields = [
  "type",
  "author",
  "editor",
  "title",
  "container-title",
  "issued",
  "volume",
  "issue",
  "page",
  "DOI",
] as const;

export type ComparedField = (typeof comparedFields)[number];

/** One field of one entry as both read it; `source` is the entry with what it inherits from. */
export interface Comparison {
  readonly field: ComparedField;
  readonly ours: string;
  readonly pandoc: string;
  readonly source: string;
}

interface Kind {
  readonly name: string;
  readonly reason: string;
  readonly fields: readonly ComparedField[];
}

/** Both say the same in another notation: what `common` makes of the two is equal. */
interface Notation extends Kind {
  common(text: string): string;
}

/** Both say something else, and `applies` tells why. */
interface Divergence extends Kind {
  applies(comparison: Comparison): boolean;
}

const texts = ["title", "container-title"] as const;
const names = ["author", "editor"] as const;

export const notations: readonly Notation[] = [
  {
    name: "letter case",
    reason:
      "Pandoc puts English titles in CSL's sentence case; biblatex's manual leaves letters as written until a style asks",
    fields: texts,
    common: (text) => text.toLowerCase(),
  },
  {
    name: "quotation marks",
    reason: "Pandoc makes straight quotes curly; processors of CSL do so when they print",
    fields: [...texts, ...names],
    common: (text) => text.replace(/[‘’“”"]/g, "'"),
  },
  {
    name: "maths",
    reason: "Pandoc leaves TeX in CSL-JSON, which no processor of CSL prints; we give Unicode and CSL's markup",
    fields: [...texts, "volume", "issue"],
    common: withoutMaths,
  },
  {
    name: "spaces between initials",
    reason: "Pandoc parts initials (J.M. to J. M.); BibTeX prints a name as written",
    fields: names,
    common: (text) => text.replace(/\.(?=\p{L})/gu, ". "),
  },
  {
    name: "and others",
    reason: "Pandoc makes an author called others; for btxdoc the list goes on, which we note in `custom`",
    fields: names,
    common: (text) => text.replace(/; \[others\]$/, ""),
  },
  {
    name: "dotless i",
    reason: "Pandoc puts the accent on ı; TeX's \\i is what is written to take an accent, and prints í",
    fields: [...texts, ...names],
    common: (text) =>
      text
        .normalize("NFD")
        .replace(/ı(?=\p{M})/gu, "i")
        .normalize("NFC"),
  },
  {
    name: "page ranges",
    reason: "Pandoc keeps long dashes and the blanks around them; biblatex prints any run of dashes as one range",
    fields: ["page"],
    common: (text) => text.replace(/\s*[-–—]+\s*/g, "-").replace(/\+$/, ""),
  },
  {
    name: "DOI with an address or a name before it",
    reason: "Pandoc keeps https://doi.org/, doi: and braces; the field holds the bare DOI (biblatex's manual, 2.2.2)",
    fields: ["DOI"],
    common: (text) => text.replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*|\{)/i, "").replace(/\}$/, ""),
  },
];

export const divergences: readonly Divergence[] = [
  {
    name: "type without a name",
    reason: "Pandoc 2 gives no type to what CSL 1.0.1 has none for; CSL 1.0.2 has document, software and others",
    fields: ["type"],
    applies: ({ pandoc }) => pandoc === "",
  },
  {
    name: "commands that Pandoc does not know",
    reason: "Pandoc leaves out what a command prints, often with the words after it; LaTeX prints it",
    fields: [...texts, ...names, "volume", "issue"],
    applies: ({ ours, pandoc, source }) => source.includes("\\") && isSubsequence(letters(pandoc), letters(ours)),
  },
  {
    name: "dates that Pandoc leaves out",
    reason:
      "Pandoc gives no date for a year in words, two years, or digits that biber repairs; we give what can be read",
    fields: ["issued"],
    applies: ({ pandoc }) => pandoc === "",
  },
  {
    name: "months with a day or a word",
    reason: 'Pandoc reads a month as a number or a macro alone; btxdoc has names, ranges and `jul # "~4"`',
    fields: ["issued"],
    applies: ({ ours, pandoc, source }) => /month/i.test(source) && ours.startsWith(`${pandoc}-`),
  },
  {
    name: "months that do not exist",
    reason: "Pandoc gives month 13; biber drops a month that is none, with a warning",
    fields: ["issued"],
    applies: ({ ours, pandoc }) => /-(?:0|1[3-9]|20|2[5-9]|[3-9]\d)/.test(pandoc) && pandoc.startsWith(ours),
  },
  {
    name: "uncertain dates",
    reason: "Pandoc drops the question mark; for ISO 8601-2 the date is uncertain, which CSL's `circa` says",
    fields: ["issued"],
    applies: ({ ours, pandoc, source }) => source.includes("?") && ours === `${pandoc}~`,
  },
  {
    name: "ranges without a start",
    reason: "Pandoc starts them in the year 0; CSL has no open start, so we keep what is written",
    fields: ["issued"],
    applies: ({ ours, pandoc }) => pandoc.startsWith("0/") && ours.startsWith("/"),
  },
  {
    name: "article numbers",
    reason: "Pandoc drops `eid`; biblatex prints it where pages would stand, and CSL's `page` is that place",
    fields: ["page"],
    applies: ({ ours, pandoc, source }) => pandoc === "" && /\beid\s*=/i.test(source) && ours !== "",
  },
  {
    name: "issues without a number",
    reason: "Pandoc drops `issue` where there is no `number`; biblatex's manual has either name an article's issue",
    fields: ["issue"],
    applies: ({ pandoc, source }) => pandoc === "" && /\bissue\s*=/i.test(source) && !/\bnumber\s*=/i.test(source),
  },
  {
    name: "DOI in the address",
    reason: "Pandoc takes the `doi` field alone; an address at doi.org names the DOI as well",
    fields: ["DOI"],
    applies: ({ ours, pandoc, source }) => pandoc === "" && source.includes(`doi.org/${ours}`),
  },
  {
    name: "crossref to a book with a booktitle",
    reason: "Pandoc takes the parent's title; btxdoc has a parent give its `booktitle`, which is written for that",
    fields: ["container-title"],
    applies: ({ source }) => /\bcrossref\s*=[\s\S]*\bbooktitle\s*=/i.test(source),
  },
  {
    name: "accents before a name's first letter",
    reason:
      "Pandoc takes a given name that begins with an accent command for a particle; for btxdoc its letter decides",
    fields: names,
    applies: ({ ours, pandoc, source }) => source.includes("{\\") && sameWords(ours, pandoc),
  },
  {
    name: "empty names",
    reason: "Pandoc reads `and and` as a name; biber drops the empty one, with a warning",
    fields: names,
    applies: ({ ours, pandoc, source }) =>
      /\sand\s+and\s/i.test(source) && sameWords(ours, pandoc.replace(/\band /, "")),
  },
  {
    name: "a field twice",
    reason: "Pandoc takes the last; BibTeX ignores all but the first, with a warning",
    fields: texts,
    applies: ({ field, source }) => (source.match(new RegExp(`\\b${field}\\s*=`, "gi"))?.length ?? 0) > 1,
  },
  {
    name: "AND in capitals",
    reason: "Pandoc parts names at a lower-case `and` only; BibTeX and biber do not heed its case",
    fields: names,
    applies: ({ ours, pandoc, source }) =>
      /\sAND\s/i.test(source) && letters(pandoc).replaceAll("and", "") === letters(ours),
  },
];

/** The value as text, CSL's markup off: names as `particle family, suffix, given`, dates as JSON. */
export function comparable(reference: Partial<Reference>, field: ComparedField): string {
  const value: unknown = reference[field];
  if (value === undefined) return "";
  if (field === "author" || field === "editor") return (value as readonly Name[]).map(nameText).join("; ");
  if (field === "issued") return dateText(value as DateVariable);
  return String(value)
    .replace(/<\/?(?:i|b|sub|sup|span)\b[^>]*>/g, "")
    .replace(/[\s\u00a0\u202f]+/g, " ")
    .trim();
}

function nameText(name: Name): string {
  if (name.literal !== undefined) return `[${name.literal}]`;
  // Pandoc parts `al-` and `d'` from a name, which print alike.
  const family = [name["dropping-particle"], name["non-dropping-particle"], name.family].filter(Boolean).join(" ");
  return [family.replace(/(?<=[-’']) /g, ""), name.suffix, name.given]
    .filter(Boolean)
    .join(", ")
    .replace(/[\s\u00a0\u202f]+/g, " ");
}

function dateText({ "date-parts": parts = [], circa, literal }: DateVariable): string {
  const points = parts.map((point) => point.join("-")).join("/");
  return `${points}${circa ? "~" : ""}${literal ?? ""}`;
}

/** What remains of TeX's maths or of its reading without scripts, blanks, braces and accents. */
function withoutMaths(text: string): string {
  return text
    .replace(/\\([A-Za-z]+)/g, (_, name: string) => printedStart(name))
    .replace(/\\[,;:! ]|[{}_^$\s\\]/g, "")
    .replace(/[°º]/g, "∘")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[−–]/g, "-");
}

const invisible = /^(?:left|right|big|rm|mathrm|textrm|textnormal|text|mathit|mathbf|overline|bar|frac|ensuremath)/;

/** What the longest command that `letters` begins with prints: Pandoc writes `\mu J` as `\muJ`. */
function printedStart(letters: string): string {
  const whole = latexToText(`$\\${letters}$`);
  if (whole !== "") return whole;
  const hidden = invisible.exec(letters)?.[0];
  if (hidden !== undefined) return letters.slice(hidden.length);
  for (let length = letters.length; length > 0; length--) {
    const printed = latexToText(`$\\${letters.slice(0, length)}$`);
    if (printed !== "") return printed + letters.slice(length);
  }
  return "";
}

/** Letters and digits alone, without case, marks or TeX. */
function letters(text: string): string {
  return withoutMaths(text)
    .toLowerCase()
    .replaceAll("ı", "i")
    .replace(/[^\p{L}\p{N}]/gu, "");
}

function sameWords(one: string, other: string): boolean {
  const sorted = (text: string) => (text.match(/[\p{L}\p{N}]+/gu) ?? []).sort().join(" ");
  return sorted(one) === sorted(other);
}

function isSubsequence(part: string, whole: string): boolean {
  let at = 0;
  for (const char of whole) if (char === part[at]) at++;
  return at === part.length;
}

/** The names of the kinds that explain a difference; `undefined` where none do. */
export function explain(comparison: Comparison): readonly string[] | undefined {
  const fitting = notations.filter(({ fields }) => fields.includes(comparison.field));
  if (agree(comparison, fitting)) return fewest(comparison, fitting).map(({ name }) => name);
  const found = divergences.find((kind) => kind.fields.includes(comparison.field) && kind.applies(comparison));
  return found && [found.name];
}

function agree({ ours, pandoc }: Comparison, rules: readonly Notation[]): boolean {
  const common = (text: string) => rules.reduce((form, rule) => rule.common(form), text);
  return common(ours) === common(pandoc);
}

/** The rules without those that are not needed. */
function fewest(comparison: Comparison, rules: readonly Notation[]): readonly Notation[] {
  return rules.reduce((kept, rule) => {
    const without = kept.filter((other) => other !== rule);
    return agree(comparison, without) ? without : kept;
  }, rules);
}
