/** The names of several terminologies, side by side, as texts are compared with them. */
import { type CompiledNames, demand, head } from "./compiled-names.ts";
import { addWordFirst, addWordSecond, findSlot, firstSeed, secondSeed } from "./hash.ts";
import { createLexicon, type Lexicon } from "./lexicon.ts";
import { createTokens, type Tokens } from "./tokens.ts";
import { trait } from "./word-form.ts";

/** One terminology's names among others'. */
export interface Layer {
  readonly names: CompiledNames;
  /** The number of its first term; those of layers before it are lower. */
  readonly firstTerm: number;
  /** By the layer's own term numbers: 1 for a term that a layer before it has, too. */
  readonly hidden: Uint8Array | undefined;
}

export interface Matcher {
  /** In order of priority. */
  readonly layers: readonly Layer[];
  readonly lexicon: Lexicon;
  readonly tokens: Tokens;
}

/** Nothing of the names is read but where they have identifiers in common: what is named in two counts in the first. */
export function createMatcher(names: readonly CompiledNames[]): Matcher {
  let firstTerm = 0;
  const layers = names.map((own, number): Layer => {
    const layer = { names: own, firstTerm, hidden: hiddenIn(own, names.slice(0, number)) };
    firstTerm += own.termCount;
    return layer;
  });
  return { layers, lexicon: createLexicon(beginningsIn(layers)), tokens: createTokens() };
}

function hiddenIn(names: CompiledNames, before: readonly CompiledNames[]): Uint8Array | undefined {
  const hidden = before.flatMap((other) => sharedTerms(other, names));
  if (hidden.length === 0) return undefined;
  const found = new Uint8Array(names.termCount);
  for (const term of hidden) found[term] = 1;
  return found;
}

const shared = new WeakMap<CompiledNames, WeakMap<CompiledNames, readonly number[]>>();

/** The second's terms whose identifiers the first has, too; kept, for most terminologies stay while one is edited. */
function sharedTerms(first: CompiledNames, second: CompiledNames): readonly number[] {
  const known = shared.get(first) ?? new WeakMap<CompiledNames, readonly number[]>();
  const found = known.get(second) ?? compared(first, second);
  shared.set(first, known.set(second, found));
  return found;
}

function compared(one: CompiledNames, other: CompiledNames): number[] {
  const terms: number[] = [];
  for (let at = 0, place = 0; at < one.ids.length && place < other.ids.length; ) {
    const difference = (one.ids[at] as number) - (other.ids[place] as number);
    if (difference === 0) terms.push(other.idTerms[place] as number);
    if (difference <= 0) at++;
    if (difference >= 0) place++;
  }
  return terms;
}

/** What the layers' names say of a root that begins them. */
function beginningsIn(layers: readonly Layer[]): Lexicon["beginnings"] {
  return (rootFirst, rootSecond) => {
    const first = addWordFirst(firstSeed, rootFirst);
    const second = addWordSecond(secondSeed, rootSecond);
    let starts = 0;
    let traits = 0;
    for (const [number, { names }] of layers.entries()) {
      const place = findSlot(names.paths, first, second);
      if (place >= 0) starts |= layerBit(number);
      if (place > 0) traits |= traitsAlone(names, place);
    }
    return { starts, traits };
  };
}

/** Layers beyond the thirty-second share bits with others. */
export function layerBit(layer: number): number {
  return 1 << layer;
}

/** Whether a word alone may be a name, or if it is a symbol. */
function traitsAlone({ patterns }: CompiledNames, place: number): number {
  let traits = 0;
  for (let at = place; ; at += 3) {
    traits |= ((patterns[at + 1] as number) & demand.spelling) === 0 ? trait.name : trait.symbol;
    if (((patterns[at] as number) & head.last) !== 0) return traits;
  }
}
