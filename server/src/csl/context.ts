/** What an element is rendered for. */
import type { Cite, Item, Position } from "./items.ts";
import type { Node } from "./nodes.ts";

export type Area = "citation" | "bibliography";

/** How a cite must differ from its plain form to be told from others. */
export interface Disambiguation {
  /** How many names print at the least, wherever "et al." would cut. */
  readonly shownNames: number;
  /** By `variable place`: 1 shows initials, 2 the given names whole. */
  readonly givenNames: ReadonlyMap<string, number>;
  /** How many of the conditions that test `disambiguate` hold: the first ones that are asked. */
  readonly conditions: number;
  /** `a`, `b`, …; empty for none. */
  readonly yearSuffix: string;
}

export const plainForm: Disambiguation = { shownNames: 0, givenNames: new Map(), conditions: 0, yearSuffix: "" };

/** What is known of a cite's place among the others. */
export interface Place {
  readonly position: Position;
  readonly isNear: boolean;
  /** The number of the note that cites the item first. */
  readonly firstNote: number | undefined;
}

export const firstPlace: Place = { position: "first", isNear: false, firstNote: undefined };

/** How names are cut in a sort key. */
export interface SortNames {
  readonly min: number | undefined;
  readonly useFirst: number | undefined;
  readonly useLast: boolean | undefined;
}

/** Its fields below the line change while an item is rendered. */
export interface Context {
  readonly item: Item;
  readonly area: Area;
  readonly cite: Cite | undefined;
  readonly place: Place;
  /** The item's number in the bibliography. */
  readonly number: number | undefined;
  readonly form: Disambiguation;
  /** Whether an element of its own prints the year's letter, so that dates don't. */
  readonly hasOwnYearSuffix: boolean;
  /** Set while a sort key is made. */
  readonly sorting: SortNames | undefined;
  /** Names are cut as in later cites, which is where a cite may be taken for another. */
  readonly cutsAsSubsequent: boolean;

  /** How many variables were called, and how many of those had content: what `group` decides by. */
  called: number;
  filled: number;
  /** Variables that stood in for others and print no more. */
  suppressed: Set<string> | undefined;
  /** Variables with content that were called, while a substitute is tried. */
  used: string[] | undefined;
  hasYearSuffix: boolean;
  /** How many conditions have tested `disambiguate`. */
  conditionsAsked: number;
  /** The first names are left out of what prints, though they count as there. */
  hidesNames: boolean;
  /** Collects the names of the cite, where given. */
  readonly collected: CollectedList[] | undefined;
}

/** A list of names that a cite prints. */
export interface CollectedList {
  readonly variable: string;
  /** How many names are known, and how many of them print. */
  readonly count: number;
  readonly shown: number;
  /** A name as it prints at a level of given names. */
  textAt(place: number, level: number): string;
  /** Whether there are initials between the plain form and the whole given names. */
  readonly hasInitials: boolean;
}

export type Render = (context: Context, out: Node[]) => void;

export function contextFor(given: Pick<Context, "item" | "area"> & Partial<Context>): Context {
  return {
    cite: undefined,
    place: firstPlace,
    number: undefined,
    form: plainForm,
    hasOwnYearSuffix: false,
    sorting: undefined,
    called: 0,
    filled: 0,
    suppressed: undefined,
    used: undefined,
    hasYearSuffix: false,
    conditionsAsked: 0,
    hidesNames: false,
    cutsAsSubsequent: false,
    collected: undefined,
    ...given,
  };
}

/** Counts a variable that is called, and tells whether it may print. */
export function calls(context: Context, variable: string, hasContent: boolean): boolean {
  context.called++;
  if (!hasContent || context.suppressed?.has(variable)) return false;
  context.filled++;
  context.used?.push(variable);
  return true;
}
