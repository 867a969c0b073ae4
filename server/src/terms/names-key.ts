/**
 * Names as the index compares them. A name is kept as it is written (lower case, no diacritics, Greek letters by name)
 * and, where that differs, in a common spelling (American, Greek letters by their initials, Arabic numerals). Spaces,
 * hyphens and other signs but the plus sign are left out: "IL-6" is "il6".
 */
import { foldWord, plainWord } from "./words.ts";

/** One way to write a name. */
export interface Spelling {
  /** The whole name without spaces and hyphens. */
  readonly key: string;
  /** What follows from the start of each word to the next space: of "anti-PD-1", "antipd1", "pd1" and "1". */
  readonly starts: readonly string[];
  /** True for the common spelling of a name that is written otherwise. */
  readonly common: boolean;
}

/** A word of a name in both spellings. */
export interface SpelledWord {
  readonly written: string;
  readonly common: string;
}

const words = /[\p{L}\p{N}\p{M}]+[+⁺]*/gu;

// Code points of more than one UTF-16 unit would order keys otherwise than their bytes.
const beyond = /[\u{10000}-\u{10ffff}]/gu;

const greekNames = new Set("alpha beta gamma delta epsilon zeta theta kappa lambda sigma omega".split(" "));
const greekAtEnd = new RegExp(`^(.*?)(${[...greekNames].join("|")})(\\d*)$`);

const romanNumerals: ReadonlyMap<string, string> = new Map(
  "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv".split(" ").map((numeral, index) => [numeral, `${index + 1}`]),
);

/** The words of a name, those between two spaces together. */
export function compoundsOf(text: string, spell: (word: string) => SpelledWord = spellWord): SpelledWord[][] {
  const compounds = text
    .replace(beyond, "")
    .split(/\s+/u)
    .map((compound) => Array.from(compound.matchAll(words), ([word]) => spell(word)))
    .filter((compound) => compound.length > 0);
  const [first] = compounds[0] ?? [];
  // A beta cell of the pancreas is no B cell, but TGF beta is TGFB.
  if (first && compounds[0]?.length === 1 && greekNames.has(first.written)) {
    compounds[0] = [{ written: first.written, common: first.written }];
  }
  return compounds;
}

export function spellWord(word: string): SpelledWord {
  const written = plainWord(word);
  const folded = foldWord(word);
  const roman = romanNumerals.get(folded);
  if (roman !== undefined) return { written, common: roman };
  const greek = greekAtEnd.exec(folded);
  return { written, common: greek ? `${greek[1]}${greek[2]?.charAt(0)}${greek[3]}` : folded };
}

/** The spellings of a name, as written first; none for a name without a letter or digit. */
export function spellingsOf(name: string, spell?: (word: string) => SpelledWord): Spelling[] {
  const compounds = compoundsOf(name, spell);
  if (compounds.length === 0) return [];
  const written = spellingBy(compounds, "written");
  if (compounds.every((compound) => compound.every((word) => word.common === word.written))) return [written];
  const common = spellingBy(compounds, "common");
  return common.key === written.key ? [written] : [written, common];
}

function spellingBy(compounds: readonly SpelledWord[][], way: "written" | "common"): Spelling {
  const starts = compounds.flatMap((compound) => startsOf(compound, way));
  const key = compounds.map((compound) => joined(compound, way)).join("");
  return { key, starts, common: way === "common" };
}

function startsOf(compound: readonly SpelledWord[], way: "written" | "common"): string[] {
  const starts: string[] = [];
  for (const part of compound.toReversed()) starts.unshift(part[way] + (starts[0] ?? ""));
  return starts;
}

export function joined(parts: readonly SpelledWord[], way: "written" | "common"): string {
  return parts.map((part) => part[way]).join("");
}
