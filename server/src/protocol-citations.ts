/** The requests about citations that stand in a text in another syntax than its own, or as they print. */

import type { Edits, Range, ReferenceItem } from "./protocol-shapes.ts";

/** A work that a pasted text names, and what it can be in the library. */
export interface NamedWorkItem {
  /** "12", or "Zhou et al., 2022a". */
  readonly name: string;
  /** How often the text cites it. */
  readonly places: number;
  /** Its entry in the pasted list of references; empty where none was found. */
  readonly listed: string;
  /**
   * The best first. `certain`: the list's entry has its DOI, or its title and authors; `likely`: it alone has the author and year;
   * `possible`: others have them too, or something differs. More than possible is at most the first.
   */
  readonly candidates: readonly {
    readonly reference: ReferenceItem;
    readonly certainty: "certain" | "likely" | "possible";
  }[];
}

/** The requests that turn citations into those of another syntax, or of the manuscript's own; of a selection where a range is given. */
export interface ConversionRequests {
  /**
   * The syntaxes to which a manuscript's citations can be converted, and how many citations there are: its own, and those that are in
   * another syntax.
   */
  readonly "biomanuscript/citationSyntaxes": {
    readonly params: { readonly uri: string; readonly range?: Range };
    readonly result: {
      readonly own: string;
      readonly citations: number;
      readonly foreign: number;
      readonly targets: readonly { readonly id: string; readonly title: string }[];
    };
  };
  /** The edits that convert them to a target, or without one those in another syntax to the manuscript's own. */
  readonly "biomanuscript/convertCitations": {
    readonly params: { readonly uri: string; readonly range?: Range; readonly target?: string };
    readonly result: { readonly edits: Edits; readonly converted: number; readonly notes: readonly string[] };
  };
  /** The works that are cited as they print, and how many entries the pasted list has. */
  readonly "biomanuscript/pastedCitations": {
    readonly params: { readonly uri: string; readonly range?: Range };
    readonly result: { readonly works: readonly NamedWorkItem[]; readonly listed: number };
  };
  /** The edits that cite them by key, `chosen` for each name; `left` are citations of which not every work was chosen. */
  readonly "biomanuscript/citePasted": {
    readonly params: {
      readonly uri: string;
      readonly range?: Range;
      readonly chosen: readonly { readonly name: string; readonly key: string }[];
      readonly removesList: boolean;
    };
    readonly result: { readonly edits: Edits; readonly replaced: number; readonly left: readonly string[] };
  };
}
