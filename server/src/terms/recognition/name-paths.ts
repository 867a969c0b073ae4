/**
 * The paths of all layers' names as one automaton, made as texts lead along it: what the layers have on a path is looked
 * up once, in tables of megabytes, and found again in a small one.
 */
import { createList, type GrowingList, push } from "./growing-list.ts";
import { addWordFirst, addWordSecond, findSlot, firstSeed, secondSeed } from "./hash.ts";
import { field } from "./lexicon.ts";
import type { Match } from "./match.ts";
import { type Layer, layerBit } from "./matcher.ts";

export interface NamePaths {
  readonly layers: readonly Layer[];
  /** A row of {@link stateField} for each path that some name goes along; a path is known by where its row begins. */
  readonly states: GrowingList;
  /** Rows of a layer and the place in its patterns where names of a path are. */
  readonly ends: GrowingList;
  /** What paths name, by the numbers in their rows. */
  readonly matches: (Match | undefined)[];
  /** An open-addressed table of rows of {@link stepWidth}: a path, the form after it, and the path that they make. */
  steps: Int32Array;
  count: number;
}

export enum stateField {
  first = 0,
  second = 1,
  /** Bits of the layers that have the path. */
  open = 2,
  /** Where its rows in `ends` begin and end. */
  ends = 3,
  endsEnd = 4,
  /** What the path names: a place in `matches`, or one of {@link answer}. */
  match = 5,
}

/** Answers of a path that are no match. */
export enum answer {
  /** It hasn't been asked yet. */
  unasked = 0,
  none = 1,
  /** The text around decides. */
  open = -1,
}

const stateWidth = 6;
const stepWidth = 4;

/** No name goes along. */
export const noPath = 0;

/** Steps are forgotten beyond this number. */
const mostSteps = 1 << 17;

export function createNamePaths(layers: readonly Layer[]): NamePaths {
  const paths = { layers, states: createList(), ends: createList(), matches: [], steps: new Int32Array(0), count: 0 };
  forgetPaths(paths);
  return paths;
}

export function forgetPaths(paths: NamePaths): void {
  // The first row is no path's.
  paths.states.count = stateWidth;
  paths.ends.count = 0;
  paths.matches.length = answer.none + 1;
  paths.steps = new Int32Array(4096 * stepWidth);
  paths.count = 0;
}

export function hasManyPaths({ count }: NamePaths): boolean {
  return count > mostSteps;
}

/** The path of one word. */
export function pathFrom(paths: NamePaths, records: Int32Array, form: number): number {
  const first = addWordFirst(firstSeed, records[form + field.rootFirst] as number);
  return addState(paths, -1, first, addWordSecond(secondSeed, records[form + field.rootSecond] as number));
}

function addState({ layers, states, ends }: NamePaths, open: number, first: number, second: number): number {
  const from = ends.count;
  let going = 0;
  for (let layer = 0; layer < layers.length; layer++) {
    if ((open & layerBit(layer)) === 0) continue;
    const place = findSlot((layers[layer] as Layer).names.paths, first, second);
    if (place < 0) continue;
    going |= layerBit(layer);
    if (place === 0) continue;
    push(ends, layer);
    push(ends, place);
  }
  if (going === 0) return noPath;
  const state = states.count;
  for (const value of [first, second, going, from, ends.count, answer.unasked]) push(states, value);
  return state;
}

/** The path after one more word. */
export function pathAfter(paths: NamePaths, records: Int32Array, path: number, form: number): number {
  const { steps } = paths;
  const mask = steps.length - 1;
  for (let slot = slotOf(path, form) & mask; ; slot = (slot + stepWidth) & mask) {
    const known = steps[slot];
    if (known === path && steps[slot + 1] === form) return steps[slot + 2] as number;
    if (known === noPath) return addStep(paths, records, path, form);
  }
}

function addStep(paths: NamePaths, records: Int32Array, path: number, form: number): number {
  const { values } = paths.states;
  const after = addState(
    paths,
    values[path + stateField.open] as number,
    addWordFirst(values[path + stateField.first] as number, records[form + field.rootFirst] as number),
    addWordSecond(values[path + stateField.second] as number, records[form + field.rootSecond] as number),
  );
  paths.count++;
  if (paths.count * stepWidth * 2 > paths.steps.length) widen(paths);
  fill(paths.steps, path, form, after);
  return after;
}

function widen(paths: NamePaths): void {
  const { steps } = paths;
  paths.steps = new Int32Array(steps.length * 2);
  for (let at = 0; at < steps.length; at += stepWidth) {
    const [path = noPath, form = 0, after = noPath] = steps.subarray(at, at + 3);
    if (path !== noPath) fill(paths.steps, path, form, after);
  }
}

function fill(steps: Int32Array, path: number, form: number, after: number): void {
  const mask = steps.length - 1;
  let slot = slotOf(path, form) & mask;
  while (steps[slot] !== noPath) slot = (slot + stepWidth) & mask;
  steps[slot] = path;
  steps[slot + 1] = form;
  steps[slot + 2] = after;
}

function slotOf(path: number, form: number): number {
  const mixed = Math.imul(path ^ Math.imul(form, 0x9e3779b1), 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) << 2;
}
