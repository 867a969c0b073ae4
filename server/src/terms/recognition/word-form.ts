/** What the recogniser knows of a word as written: its stem, its root, and what part it can play in a name. */
import { foldWord, stemOf } from "../words.ts";

/** Bits of a word form's traits. */
export enum trait {
  plural = 1,
  /** An adjective of relation: "neuronal", "osteoblastic". */
  relational = 2,
  /** Two capitals or more: "ES", "HSCs", "mTEC". Such a word may be an abbreviation that the text defines. */
  capitals = 4,
  /** All letters are capitals, and there are two or more. */
  allCapitals = 8,
  /** A participle or an adjective of state: "cultured", "circulating", "apoptotic". */
  state = 16,
  /** "and", "or". */
  conjunction = 32,
  /** One capital or more, or a sign that has none: symbols are written with such. */
  capital = 64,
  /** Set where the form is looked up: the word alone may be a name, or if it has a capital, a symbol. */
  name = 128,
  symbol = 256,
}

export interface WordForm {
  /** One form for singular and plural, all spellings and both kinds of numerals. */
  readonly stem: string;
  /** One form for a noun and its adjectives: "retina", "retinal". */
  readonly root: string;
  readonly traits: number;
}

const romanNumerals: readonly string[] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];

export function wordForm(written: string): WordForm {
  const roman = /^([IVX]+)([a-d]?)$/.exec(written);
  const numeral = romanNumerals.indexOf(roman?.[1] ?? "?");
  const folded = numeral > 0 ? `${numeral}${roman?.[2] ?? ""}` : foldWord(written);
  const stem = stemOf(folded);
  const capitals = written.length - written.replace(/\p{Lu}/gu, "").length;
  const traits =
    (folded.endsWith("s") && !stem.endsWith("s") ? trait.plural : 0) |
    (/(al|ic|ar)$/.test(stem) ? trait.relational : 0) |
    (capitals > 0 || /[^\p{Ll}]/u.test(written) ? trait.capital : 0) |
    (capitals > 1 ? trait.capitals : 0) |
    (capitals > 1 && /^\p{Lu}+$/u.test(written) ? trait.allCapitals : 0) |
    (/(ed|ing|otic)$/.test(folded) ? trait.state : 0) |
    (folded === "and" || folded === "or" ? trait.conjunction : 0);
  return { stem, root: rootOf(stem), traits };
}

/** Adjectives that have another root than their noun. */
const nounOf: ReadonlyMap<string, string> = new Map([
  ["renal", "kidney"],
  ["pulmonary", "lung"],
  ["cardiac", "heart"],
  ["gastric", "stomach"],
  ["cutaneous", "skin"],
  ["hepatic", "liver"],
]);

/** Endings that tell a noun from its adjectives, and what both have in their place; the first that fits is taken. */
const endings: ReadonlyArray<readonly [RegExp, string]> = [
  [/ergic$/, ""],
  [/onic$/, "o"],
  [/([aeo])(tic|sis|se|te)$/, "$1s"],
  [/cortex$/, "cortic"],
  [/(al|ar|ary|ic|ous)$/, ""],
  [/(um|us|is)$/, ""],
  [/(ated?|ating)$/, "at"],
  [/(?<=^.{5,})(ing|ive|ed)$/, ""],
  [/[ae]$/, ""],
];

/** One form for a noun and the adjectives made from it. Not itself a word; words of four letters and fewer stay. */
function rootOf(stem: string): string {
  const noun = nounOf.get(stem) ?? stem;
  if (noun.length < 5 && noun !== "glia") return noun;
  for (const [ending, replacement] of endings) {
    const root = noun.replace(ending, replacement);
    if (root !== noun && root.length > 2) return root.length > 4 ? root.replace(/i$/, "") : root;
  }
  return noun;
}
