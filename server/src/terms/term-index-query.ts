/** A query taken apart: the whole names and the words that it may mean. */
import { compoundsOf, joined, type SpelledWord, type Spelling } from "./names-key.ts";
import { mayHaveErrors } from "./store-near.ts";
import { functionWords, singularsOf } from "./words.ts";

/** What is between two spaces of a query. A name has it where a word of the name agrees in one of these ways. */
export interface QueryWord {
  /** The name goes on from the word's start with one of these. */
  readonly prefixes: readonly string[];
  /** The name has one of these from the word's start to the next space. */
  readonly wholes: readonly string[];
  /** "T-cell": the name has "t" and a word that begins with "cell"; each way of writing it, empty for a single word. */
  readonly apart: readonly (readonly string[])[];
  /** How many words of the name must agree, for other words of the query begin with this one and take one each. */
  readonly count: number;
  /** What typing errors are measured from; `undefined` for a word that is too short or has a digit. */
  readonly typed: string | undefined;
}

export interface ParsedQuery {
  /** The name itself, as written. */
  readonly whole: string;
  /** In the common spelling, where it differs, and in the singular. */
  readonly otherwise: readonly string[];
  readonly starts: readonly string[];
  readonly words: readonly QueryWord[];
  /** The forms of the last word, where it may be a plural. */
  readonly plural: readonly string[] | undefined;
}

/** `undefined` for a query without a letter or digit. */
export function parseQuery(text: string): ParsedQuery | undefined {
  const compounds = compoundsOf(text);
  const last = compounds.at(-1);
  const lastPart = last?.at(-1);
  if (!last || !lastPart) return undefined;
  const all = compounds.flat();
  const whole = joined(all, "written");
  const common = joined(all, "common");
  const stem = joined(all.slice(0, -1), "common");
  const singulars = singularsOf(lastPart.common);
  const otherwise = distinct([common, ...singulars.map((singular) => stem + singular)]);
  return {
    whole,
    otherwise: otherwise.filter((key) => key !== whole),
    starts: distinct([whole, common]),
    words: compounds.map((compound, index) => queryWord(compound, compounds, index === compounds.length - 1)),
    plural: singulars.length > 0 ? formsOf(last) : undefined,
  };
}

const distinct = (forms: readonly string[]): string[] => [...new Set(forms)];

const formsOf = (compound: readonly SpelledWord[]): string[] =>
  distinct([joined(compound, "written"), joined(compound, "common")]);

function queryWord(compound: readonly SpelledWord[], all: readonly SpelledWord[][], isLast: boolean): QueryWord {
  const [written = "", common = written] = formsOf(compound);
  const forms = distinct([written, common]);
  const mustBeWhole = !isLast && functionWords.has(common);
  return {
    prefixes: mustBeWhole ? [] : forms,
    wholes: distinct([...(mustBeWhole ? forms : []), ...singularsOf(common)]),
    apart: compound.length > 1 ? apartOf(compound) : [],
    count: all.filter((other) => joined(other, "written").startsWith(written)).length,
    typed: mayHaveErrors(common) ? common : undefined,
  };
}

/** The parts of a hyphenated word in both spellings and, the last one, in the singular. */
function apartOf(compound: readonly SpelledWord[]): string[][] {
  const written = compound.map((part) => part.written);
  const common = compound.map((part) => part.common);
  const singular = singularsOf(common.at(-1) ?? "").map((last) => [...common.slice(0, -1), last]);
  const ways = written.join() === common.join() ? [written] : [written, common];
  return [...ways, ...singular];
}

/** True where the query's words stand in a spelling in the query's order, others allowed between them. */
export function isInOrder({ starts }: Spelling, words: readonly QueryWord[]): boolean {
  let from = 0;
  return words.every((word) => {
    const at = starts.findIndex((_, index) => index >= from && agrees(word, starts.slice(index)));
    from = at + 1;
    return at >= 0;
  });
}

function agrees({ prefixes, wholes, apart }: QueryWord, [first = "", ...others]: readonly string[]): boolean {
  return (
    prefixes.some((prefix) => first.startsWith(prefix)) ||
    wholes.includes(first) ||
    apart.some(([head, ...parts]) => head === first && parts.every((part, at) => others[at]?.startsWith(part)))
  );
}
