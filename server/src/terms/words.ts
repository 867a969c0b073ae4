/**
 * Words as the term index and the recogniser compare them. Folding makes one form of what writers spell in several
 * ways: case, diacritics, Greek letters and their names, British and American spelling.
 */
import type { Span } from "../text/document.ts";

/** One word of a text; offsets are UTF-16 code units of that text. */
export interface Word extends Span {
  /** The folded form, plural as written. */
  readonly folded: string;
}

const greekNames: Readonly<Record<string, string>> = {
  α: "alpha",
  β: "beta",
  γ: "gamma",
  δ: "delta",
  ε: "epsilon",
  ζ: "zeta",
  η: "eta",
  θ: "theta",
  ι: "iota",
  κ: "kappa",
  λ: "lambda",
  μ: "mu",
  ν: "nu",
  ξ: "xi",
  π: "pi",
  ρ: "rho",
  σ: "sigma",
  ς: "sigma",
  τ: "tau",
  υ: "upsilon",
  φ: "phi",
  χ: "chi",
  ψ: "psi",
  ω: "omega",
};

/** British spellings inside words of the field, and the American ones they are folded to. */
const americanOf: ReadonlyArray<readonly [RegExp, string]> = [
  [/(tum|col|fav|hum|lab|neighb|harb|behavi|vap)our/, "$1or"],
  [/is(e|ed|es|ing|ation|ations|ational|er|ers)$/, "iz$1"],
  [/(sign|mod|lab|canc|trav|chann|pan)ell(ing|ed)/, "$1el$2"],
  [/signall(ing|ed)/, "signal$1"],
  [/haem/, "hem"],
  [/aemia/, "emia"],
  [/oedema/, "edema"],
  [/oesoph/, "esoph"],
  [/oestr/, "estr"],
  [/(c|f)aec/, "$1ec"],
  [/leucocyt/, "leukocyt"],
  [/fibre/, "fiber"],
  [/centre/, "center"],
  [/litre/, "liter"],
  [/sulph/, "sulf"],
  [/lys(e|ed|es|ing)$/, "lyz$1"],
];

const wordPattern = /[\p{L}\p{N}\p{M}]+|[+⁺]/gu;

/** The words of a text, in order. A plus sign is a word of its own, so that "CD8+" and "CD8" can be told apart or not. */
export function wordsOf(text: string, from = 0, to = text.length): Word[] {
  return wordSpans(text, from, to).map(({ start, end }) => ({ start, end, folded: foldWord(text.slice(start, end)) }));
}

/** Where the words of a text stand. */
export function wordSpans(text: string, from = 0, to = text.length): Span[] {
  const spans: Span[] = [];
  wordPattern.lastIndex = from;
  for (let match = wordPattern.exec(text); match && match.index < to; match = wordPattern.exec(text)) {
    spans.push({ start: match.index, end: Math.min(match.index + match[0].length, to) });
  }
  return spans;
}

/** Folds one word: lower case, no diacritics, Greek letters by name, American spelling. */
export function foldWord(word: string): string {
  const lower = plainWord(word);
  return lower.length < 5
    ? lower
    : americanOf.reduce((text, [british, american]) => text.replace(british, american), lower);
}

/** Lower case, no diacritics, Greek letters by name; the spelling stays. */
export function plainWord(word: string): string {
  const lower = word.toLowerCase();
  if (/^[a-z0-9]*$/.test(lower)) return lower;
  return lower
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[α-ω]/g, (letter) => greekNames[letter] ?? letter);
}

/** A symbol as it may be written: no hyphens or spaces, Greek letters by name; capitals stay. */
export function plainSymbol(symbol: string): string {
  return symbol.replace(/[-\u2010-\u2015 \u00a0]/g, "").replace(/[α-ω]/g, (letter) => greekNames[letter] ?? letter);
}

/** The folded words that a folded word may be the plural of; empty for one that can't be a plural. */
export function singularsOf(folded: string): readonly string[] {
  if (folded.length < 3 || !folded.endsWith("s") || /(ss|us|is)$/.test(folded)) return [];
  const singulars = [folded.slice(0, -1)];
  if (folded.endsWith("ies")) singulars.push(`${folded.slice(0, -3)}y`);
  else if (folded.endsWith("ses")) singulars.push(`${folded.slice(0, -2)}is`);
  if (/(ches|shes|xes|ses)$/.test(folded)) singulars.push(folded.slice(0, -2));
  return singulars;
}

/** Plurals that keep Latin's or Greek's ending, and their singulars' ending. */
const classicalPlurals: ReadonlyArray<readonly [RegExp, string]> = [
  [/(gon|thel)ia$/, "$1ium"],
  [/(gangli|zo)a$/, "$1on"],
  [/([^aeo])ae$/, "$1a"],
  [/(cle|bronch|alveol|thalam|vill|glomerul)i$/, "$1us"],
];

/** One form for a folded word and its plural, by which the recogniser compares words. Not itself a word. */
export function stemOf(folded: string): string {
  if (folded.length < 4) return folded;
  if (folded.endsWith("sis")) return `${folded.slice(0, -2)}e`;
  if (folded.endsWith("ies")) return `${folded.slice(0, -3)}y`;
  if (/(neuron|phil)es?$/.test(folded)) return folded.replace(/es?$/, "");
  if (folded.endsWith("s")) {
    if (/rtices$/.test(folded)) return `${folded.slice(0, -4)}ex`;
    return /(ss|us|is)$/.test(folded) ? folded : folded.slice(0, -1);
  }
  for (const [plural, singular] of classicalPlurals) {
    if (plural.test(folded)) return folded.replace(plural, singular);
  }
  return folded;
}

/** The plural of a name: that of its last word, in its own capitals. */
export function pluralOf(name: string): string {
  if (/sis$/.test(name)) return `${name.slice(0, -2)}es`;
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  if (/(s|x|ch|sh)$/.test(name)) return `${name}es`;
  return `${name}s`;
}

/** English words that join others; completion takes one into a query only where a name has the whole word. */
export const functionWords: ReadonlySet<string> = new Set(
  "a an and are as at be been by can did do does for from had has have in into is it its may more most no not of on or our than that the their then these they this those through to was we were when where which while who will with within without".split(
    " ",
  ),
);
