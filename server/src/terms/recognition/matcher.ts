/** The names of several terminologies, side by side, as texts are compared with them. */
import { type CompiledNames, demand, head } from "./compiled-names.ts";
import { type Beginnings, createLexicon, field, type Lexicon } from "./lexicon.ts";
import { createNamePaths, forgetPaths, hasManyPaths, type NamePaths, pathFrom, stateField } from "./name-paths.ts";
import { pairWidth, rowIn } from "./pairs.ts";
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
  readonly paths: NamePaths;
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
  const paths = createNamePaths(layers);
  return {
    layers,
    paths,
    lexicon: createLexicon(beginningsIn(paths)),
    tokens: createTokens(),
  };
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

/** The row of pairs that a word's root has in all layers together. */
function pairsIn(layers: readonly Layer[], root: number): number[] {
  const row = [0, 0, 0, 0];
  for (const { names } of layers) {
    const from = rowIn(names.pairs, root);
    for (let at = 0; at < pairWidth; at++) row[at] = (row[at] as number) | (names.pairs[from + at] as number);
  }
  return row;
}

/** What the layers' names say of a form that begins them. */
function beginningsIn(paths: NamePaths): Beginnings {
  const { layers, states, ends } = paths;
  return {
    of: (records, form) => {
      const start = pathFrom(paths, records, form);
      const to = states.values[start + stateField.endsEnd] as number;
      let traits = 0;
      for (let end = states.values[start + stateField.ends] as number; end < to; end += 2) {
        const { patterns } = (layers[ends.values[end] as number] as Layer).names;
        traits |= traitsAlone(patterns, ends.values[end + 1] as number, records, form);
      }
      return { start, traits, pairs: pairsIn(layers, records[form + field.rootFirst] as number) };
    },
    areMany: () => hasManyPaths(paths),
    forget: () => forgetPaths(paths),
  };
}

/** Layers beyond the thirty-second share bits with others. */
export function layerBit(layer: number): number {
  return 1 << layer;
}

/** Whether a form alone may be a name, or if it is a symbol. */
function traitsAlone(patterns: Int32Array, place: number, records: Int32Array, form: number): number {
  const isRelational = ((records[form + field.traits] as number) & trait.relational) !== 0;
  let traits = 0;
  for (let at = place; ; at += 3) {
    const details = patterns[at + 1] as number;
    const word = patterns[at + 2];
    if ((details & demand.spelling) !== 0) traits |= word === records[form + field.symbol] ? trait.symbol : 0;
    else if (word === records[form + field.stem]) traits |= trait.name;
    else if ((details & demand.adjectival) !== 0 && isRelational) traits |= trait.name;
    if (((patterns[at] as number) & head.last) !== 0) return traits;
  }
}
