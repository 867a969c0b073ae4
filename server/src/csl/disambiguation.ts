/** Tells apart cites that would print alike: with more names, given names, the `disambiguate` condition, the year's letter. */
import { type CollectedList, contextFor, type Disambiguation, plainForm } from "./context.ts";
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
  /** `text` as it is compared. */
  readonly compared: string;
  readonly lists: readonly CollectedList[];
}

const shapes = new WeakMap<CompiledStyle, WeakMap<Item, Map<string, Shape>>>();

/** The cite in a form: its characters, and the names that it has. */
function shapeOf(style: CompiledStyle, { item, number, form }: Candidate): Shape {
  const ofStyle = shapes.get(style) ?? new WeakMap<Item, Map<string, Shape>>();
  shapes.set(style, ofStyle);
  const known = ofStyle.get(item) ?? new Map<string, Shape>();
  ofStyle.set(item, known);
  const key = signatureOf(form);
  const found = known.get(key);
  if (found) return found;
  const lists: CollectedList[] = [];
  const nodes: Node[] = [];
  const context = contextFor({
    item,
    area: "citation",
    number,
    form,
    hasOwnYearSuffix: style.hasOwnYearSuffix,
    cutsAsSubsequent: true,
    collected: lists,
  });
  style.citation.render(context, nodes);
  const text = plainText(nodes);
  const shape = { text, compared: withoutSpacing(text), lists };
  // A number tells every cite from every other and changes from edit to edit.
  if (context.number === undefined || !nodes.some(hasNumber)) known.set(key, shape);
  return shape;
}

function hasNumber(node: Node): boolean {
  return typeof node !== "string" && (node.tag === "citation-number" || node.children.some(hasNumber));
}

/** Text that is the same for forms that print the same. */
export function signatureOf(form: Disambiguation): string {
  return form === plainForm ? "" : writtenOut(form);
}

function writtenOut({ shownNames, givenNames, conditions, yearSuffix }: Disambiguation): string {
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
    const text = shapeOf(style, candidate).compared;
    const group = groups.get(text);
    if (group) group.push(candidate);
    else groups.set(text, [candidate]);
  }
  return [...groups.values()];
}

/** "J.J." and "J. J." are the same initials. */
function withoutSpacing(text: string): string {
  return text.replace(/\s+/g, "");
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
  const listsOf = (candidate: Candidate): readonly CollectedList[] => shapeOf(style, candidate).lists;
  const most = Math.max(...group.map((each) => listsOf(each).reduce((sum, { shown }) => sum + shown, 0)));
  if (expands) {
    for (let place = 0; place < most; place++) {
      const left = expandAt(style, group, place, parted);
      if (left) return left;
    }
  }
  for (
    let added = 1;
    addsNames && group.some((each) => listsOf(each).some(({ count, shown }) => count > shown));
    added++
  ) {
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
  const keys = group.map((each) => keyAt(shapeOf(style, each).lists, place));
  for (const level of [1, 2]) {
    for (const [member, each] of group.entries()) {
      const key = keys[member];
      if (key !== undefined) each.form = withGiven(before[member] ?? plainForm, key, level);
    }
    const left = parted();
    if (left) return left;
  }
  for (const [member, each] of group.entries()) each.form = before[member] ?? plainForm;
  return undefined;
}

/** The key of the name that prints at a place of the cite. */
function keyAt(lists: readonly CollectedList[], place: number): string | undefined {
  let rest = place;
  for (const { variable, shown } of lists) {
    if (rest < shown) return `${variable} ${rest}`;
    rest -= shown;
  }
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
  const all = candidates.flatMap((candidate) => {
    const names = shapeOf(style, candidate).lists.flatMap((list) =>
      Array.from({ length: list.count }, (_, place) => ({ candidate, list, place })),
    );
    return isPrimary ? names.slice(0, 1) : names;
  });
  const textAt = ({ list, place }: (typeof all)[number], level: number): string =>
    withoutSpacing(list.textAt(place, level));
  const alike = (level: number, among: typeof all): readonly (typeof all)[] => {
    const groups = new Map<string, typeof all>();
    for (const each of among) {
      const text = textAt(each, level);
      const group = groups.get(text);
      if (group) group.push(each);
      else groups.set(text, [each]);
    }
    return [...groups.values()];
  };
  const areSeveral = (group: typeof all): boolean => new Set(group.map((each) => textAt(each, 2))).size > 1;
  for (const group of alike(0, all).filter(areSeveral)) {
    for (const part of alike(1, group)) {
      const isApart = !areSeveral(part);
      const level = isApart ? 1 : highest;
      const helps = isApart ? alike(1, group).length > 1 : highest === 2 || alike(1, group).length > 1;
      if (!helps || (highest === 1 && part.some(({ list }) => !list.hasInitials))) continue;
      for (const { candidate, list, place } of part) {
        candidate.form = withGiven(candidate.form, `${list.variable} ${place}`, level);
      }
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
