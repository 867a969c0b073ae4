/** Tells apart cites that would print alike: with more names, given names, the `disambiguate` condition, the year's letter. */
import { type CollectedName, type CollectedNames, contextFor, type Disambiguation, plainForm } from "./context.ts";
import type { Item } from "./items.ts";
import { type Node, plainText } from "./nodes.ts";
import type { CompiledStyle } from "./style.ts";

/** An item as its cites are compared. */
interface Candidate {
  readonly item: Item;
  /** Its number in the bibliography, or where it is first cited. */
  readonly number: number;
  form: Disambiguation;
}

/** For each item, how its cites must print. `items` are in the order of the bibliography, which the letters follow. */
export function disambiguate(style: CompiledStyle, items: readonly Item[]): ReadonlyMap<string, Disambiguation> {
  const { options } = style;
  const candidates: Candidate[] = items.map((item, place) => ({ item, number: place + 1, form: plainForm }));
  if (options.addsGivenNames && options.givenNameRule !== "by-cite") expandEverywhere(style, candidates);
  const ambiguous = groupsOf(style, candidates).flatMap((group) => resolve(style, group));
  for (const group of ambiguous.flatMap((each) => byCondition(style, each))) {
    if (options.addsYearSuffix) addLetters(group);
  }
  return new Map(candidates.map(({ item, form }) => [String(item.id), form]));
}

interface Shape {
  readonly text: string;
  readonly names: CollectedNames;
}

const shapes = new WeakMap<Item, Map<string, Shape>>();

/** The cite in a form: its characters, and the names that it has. */
function shapeOf(style: CompiledStyle, { item, number, form }: Candidate): Shape {
  const known = shapes.get(item) ?? new Map<string, Shape>();
  shapes.set(item, known);
  const key = `${signatureOf(form)} ${styleNumber(style)}`;
  const found = known.get(key);
  if (found) return found;
  const names: CollectedNames = { shown: [], hidden: [] };
  const nodes: Node[] = [];
  const context = contextFor({
    item,
    area: "citation",
    number,
    form,
    hasOwnYearSuffix: style.hasOwnYearSuffix,
    cutsAsSubsequent: true,
    collected: names,
  });
  style.citation.render(context, nodes);
  const shape = { text: plainText(nodes), names };
  // A number tells every cite from every other and changes from edit to edit.
  if (context.number === undefined || !nodes.some(hasNumber)) known.set(key, shape);
  return shape;
}

function hasNumber(node: Node): boolean {
  return typeof node !== "string" && (node.tag === "citation-number" || node.children.some(hasNumber));
}

const styleNumbers = new WeakMap<CompiledStyle, number>();
let styleCount = 0;

function styleNumber(style: CompiledStyle): number {
  const known = styleNumbers.get(style) ?? ++styleCount;
  styleNumbers.set(style, known);
  return known;
}

/** Text that is the same for forms that print the same. */
export function signatureOf({ shownNames, givenNames, conditions, yearSuffix }: Disambiguation): string {
  const names = [...givenNames].map(([key, level]) => `${key}=${level}`).join(",");
  return `${shownNames} ${names} ${conditions} ${yearSuffix}`;
}

/** Those that print alike, together; only groups of several. */
function groupsOf(style: CompiledStyle, candidates: readonly Candidate[]): readonly (readonly Candidate[])[] {
  return partition(style, candidates).filter((group) => group.length > 1);
}

function partition(style: CompiledStyle, candidates: readonly Candidate[]): readonly (readonly Candidate[])[] {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const text = withoutSpacing(shapeOf(style, candidate).text);
    const group = groups.get(text);
    if (group) group.push(candidate);
    else groups.set(text, [candidate]);
  }
  return [...groups.values()];
}

/** "J.J." and "J. J." are the same initials. */
function withoutSpacing(text: string): string {
  return text.replace(/[\s.]+/g, "");
}

/**
 * Shows given names, then names that "et al." hides, one after the other, until the group falls apart, and goes on with
 * what is left together. What doesn't help is taken back. Returns the groups that stay.
 */
function resolve(style: CompiledStyle, group: readonly Candidate[]): readonly (readonly Candidate[])[] {
  const { addsNames, addsGivenNames, givenNameRule } = style.options;
  const expands = addsGivenNames && givenNameRule === "by-cite";
  const before = group.map(({ form }) => form);
  const parted = (): readonly (readonly Candidate[])[] | undefined => {
    const parts = partition(style, group);
    return parts.length > 1 ? parts.flatMap((part) => (part.length > 1 ? resolve(style, part) : [])) : undefined;
  };
  const shownOf = (candidate: Candidate): number => shapeOf(style, candidate).names.shown.length;
  const most = Math.max(...group.map(shownOf));
  if (expands) {
    for (let place = 0; place < most; place++) {
      const left = expandAt(style, group, place, parted);
      if (left) return left;
    }
  }
  for (let added = 1; addsNames && group.some((each) => shapeOf(style, each).names.hidden.length > 0); added++) {
    for (const each of group) each.form = { ...each.form, shownNames: most + added };
    const left = parted() ?? (expands ? expandAt(style, group, most + added - 1, parted) : undefined);
    if (left) return left;
  }
  for (const [place, each] of group.entries()) each.form = before[place] ?? plainForm;
  return [group];
}

/** Tries initials, then whole given names, of the names at one place; takes them back where nothing parts. */
function expandAt(
  style: CompiledStyle,
  group: readonly Candidate[],
  place: number,
  parted: () => readonly (readonly Candidate[])[] | undefined,
): readonly (readonly Candidate[])[] | undefined {
  const before = group.map(({ form }) => form);
  const names = group.map((each) => shapeOf(style, each).names.shown[place]);
  for (const level of [1, 2]) {
    for (const [member, each] of group.entries()) {
      const name = names[member];
      if (name) each.form = withGiven(before[member] ?? plainForm, name.key, level);
    }
    const left = parted();
    if (left) return left;
  }
  for (const [member, each] of group.entries()) each.form = before[member] ?? plainForm;
  return undefined;
}

function withGiven(form: Disambiguation, key: string, level: number): Disambiguation {
  return { ...form, givenNames: new Map(form.givenNames).set(key, level) };
}

/** Names that may be taken for others anywhere in the text show what tells them apart. */
function expandEverywhere(style: CompiledStyle, candidates: readonly Candidate[]): void {
  const rule = style.options.givenNameRule;
  const isPrimary = rule.startsWith("primary-name");
  const highest = rule.endsWith("-with-initials") ? 1 : 2;
  const all: { readonly candidate: Candidate; readonly name: CollectedName }[] = candidates.flatMap((candidate) => {
    const { shown, hidden } = shapeOf(style, candidate).names;
    const names = isPrimary ? shown.slice(0, 1) : [...shown, ...hidden];
    return names.map((name) => ({ candidate, name }));
  });
  const alike = (level: number, among: typeof all): readonly (typeof all)[] => {
    const groups = new Map<string, typeof all>();
    for (const each of among) {
      const text = withoutSpacing(each.name.textAt(level));
      const group = groups.get(text);
      if (group) group.push(each);
      else groups.set(text, [each]);
    }
    return [...groups.values()];
  };
  const areSeveral = (group: typeof all): boolean =>
    new Set(group.map(({ name }) => withoutSpacing(name.textAt(2)))).size > 1;
  for (const group of alike(0, all).filter(areSeveral)) {
    for (const part of alike(1, group)) {
      const isApart = !areSeveral(part);
      const level = isApart ? 1 : highest;
      const helps = isApart ? alike(1, group).length > 1 : highest === 2 || alike(1, group).length > 1;
      if (!helps || (highest === 1 && part.some(({ name }) => !name.hasInitials))) continue;
      for (const { candidate, name } of part) candidate.form = withGiven(candidate.form, name.key, level);
    }
  }
}

/** Lets conditions that test `disambiguate` hold where that changes something; returns what is still alike. */
function byCondition(style: CompiledStyle, group: readonly Candidate[]): readonly (readonly Candidate[])[] {
  const before = group.map(({ form }) => form);
  let text = group.map((each) => shapeOf(style, each).text).join();
  for (let conditions = (before[0]?.conditions ?? 0) + 1; ; conditions++) {
    for (const each of group) each.form = { ...each.form, conditions };
    const parts = partition(style, group);
    if (parts.length > 1) return parts.flatMap((part) => (part.length > 1 ? byCondition(style, part) : []));
    const now = group.map((each) => shapeOf(style, each).text).join();
    if (now === text) break;
    text = now;
  }
  const isIdle = before.every((form, place) => sameText(style, group[place], form));
  if (isIdle) for (const [place, each] of group.entries()) each.form = before[place] ?? plainForm;
  return [group];
}

/** Whether the item's cite prints the same in another form. */
function sameText(style: CompiledStyle, candidate: Candidate | undefined, form: Disambiguation): boolean {
  if (!candidate) return true;
  return shapeOf(style, candidate).text === shapeOf(style, { ...candidate, form }).text;
}

function addLetters(group: readonly Candidate[]): void {
  const inOrder = group.toSorted((a, b) => a.number - b.number);
  for (const [place, each] of inOrder.entries()) each.form = { ...each.form, yearSuffix: letters(place) };
}

/** 0 → "a", 25 → "z", 26 → "aa". */
function letters(place: number): string {
  const last = String.fromCharCode(97 + (place % 26));
  return place < 26 ? last : letters(Math.floor(place / 26) - 1) + last;
}
