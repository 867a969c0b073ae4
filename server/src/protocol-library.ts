/** The requests about whole bibliographies and what is imported into them. */

import type { Edits, Position, ReferenceItem, TextEdit } from "./protocol-shapes.ts";

/** An entry that no manuscript cites, in a quick pick. */
export interface UnusedItem {
  /** The bibliography. */
  readonly uri: string;
  readonly key: string;
  /** First author and year; empty for an entry that only lends fields to others. */
  readonly authorYear: string;
  readonly title: string;
}

/** Entries of one work, and which of them stays. */
export interface DuplicateItem {
  /** The bibliography of the entry that stays. */
  readonly uri: string;
  readonly key: string;
  readonly title: string;
  /** The entries that are merged into it: keys, with the file's name where that is another. */
  readonly removed: readonly string[];
}

/** A bibliography in a format that was chosen. Nothing is written by the server. */
export interface WrittenBibliography {
  readonly text: string;
  readonly references: number;
  /** What the format can't say, keys without a reference and faults of the source: a sentence each. */
  readonly notes: readonly string[];
}

/** A format that bibliographies can be written in. */
export interface BibliographyTarget {
  readonly id: string;
  readonly title: string;
  /** Of a file's name. */
  readonly extension: string;
}

/** The requests behind the commands that work on whole bibliographies. */
export interface LibraryRequests {
  /** The entries of a bibliography, or of a manuscript's bibliographies, that no manuscript of the workspace cites. */
  readonly "biomanuscript/unusedEntries": {
    readonly params: { readonly uri: string };
    readonly result: readonly UnusedItem[];
  };
  /** The edits that remove entries; `left` are the keys of those that stay, since a fault makes unsure where they end. */
  readonly "biomanuscript/removeEntries": {
    readonly params: { readonly entries: readonly { readonly uri: string; readonly key: string }[] };
    readonly result: { readonly edits: Edits; readonly left: readonly string[] };
  };
  /**
   * Works that stand twice in a bibliography and those used along with it, or in a manuscript's bibliographies, and the edits that merge
   * them and their citations; of `only` these where they are given. `left` are the keys of entries that can't be merged, a work each.
   */
  readonly "biomanuscript/mergeDuplicates": {
    readonly params: {
      readonly uri: string;
      readonly only?: readonly { readonly uri: string; readonly key: string }[];
    };
    readonly result: {
      readonly edits: Edits;
      readonly merges: readonly DuplicateItem[];
      readonly left: readonly (readonly string[])[];
    };
  };
  readonly "biomanuscript/bibliographyTargets": {
    readonly params: Record<never, never>;
    readonly result: readonly BibliographyTarget[];
  };
  /** What manuscripts, and those that they take in, cite, as one bibliography in the format of a target's `id`. */
  readonly "biomanuscript/extractReferences": {
    readonly params: { readonly uris: readonly string[]; readonly target: string };
    readonly result: WrittenBibliography;
  };
  readonly "biomanuscript/convertBibliography": {
    readonly params: { readonly uri: string; readonly target: string };
    readonly result: WrittenBibliography;
  };
  /**
   * The edits that put citation keys in place of a manuscript's identifiers, how many, and those that stay: `unknown` ones, and works whose
   * key can't be cited there (`left`).
   */
  readonly "biomanuscript/replaceIdentifiers": {
    readonly params: { readonly uri: string };
    readonly result: {
      readonly edits: Edits;
      readonly replaced: number;
      readonly unknown: readonly string[];
      readonly left: readonly { readonly identifier: string; readonly key: string }[];
    };
  };
}

/** One item of what was imported, and what became of it. */
export interface ImportedItem {
  /** The beginning of what was pasted, on one line. */
  readonly text: string;
  /** Its line in what was pasted, from 1. */
  readonly line: number;
  /** `known`: the library has it already, so nothing is added; `missing`: no service has it. */
  readonly state: "added" | "known" | "missing" | "failed" | "unreadable";
  /** The entry's citation key, where it is added or known. */
  readonly key?: string;
  /** Why there is none, as a sentence. */
  readonly reason?: string;
}

export interface ImportReport {
  readonly items: readonly ImportedItem[];
  /** The edits that add what is new. Nothing is written by the server. */
  readonly edits: Edits;
  /** The new entries alone in BibTeX, for a writer who chooses their place. */
  readonly entries: string;
  /** Cites them at the place asked for; not among `edits`. */
  readonly citation?: TextEdit;
}

/** The requests behind Import References. */
export interface ImportRequests {
  /** The bibliographies that an import from a manuscript or a bibliography can add to, the first of them by default. */
  readonly "biomanuscript/importTargets": {
    readonly params: { readonly uri: string };
    readonly result: readonly { readonly uri: string; readonly name: string }[];
  };
  /**
   * What importing a text would add to a bibliography: its records, or the works with its identifiers, which are looked up over the
   * network. `fileName` says where the text is from; the citations of `citedAs` in the manuscript get the new key. `cite` is the place in
   * a manuscript at which what is imported or known is to be cited.
   */
  readonly "biomanuscript/importReferences": {
    readonly params: {
      readonly uri: string;
      readonly text: string;
      readonly fileName?: string;
      readonly target?: string;
      readonly citedAs?: string;
      readonly cite?: Position;
    };
    readonly result: ImportReport;
  };
  /** What a text to be imported holds, told without the network. */
  readonly "biomanuscript/importableItems": {
    readonly params: { readonly text: string; readonly fileName?: string };
    readonly result: { readonly records: number; readonly identifiers: number };
  };
  /**
   * Items of the Zotero on this machine, each with its record as `importReferences` takes it; none match an empty query.
   * `null` where no Better BibTeX answers.
   */
  readonly "biomanuscript/searchZotero": {
    readonly params: { readonly query: string; readonly limit: number };
    readonly result: readonly { readonly item: ReferenceItem; readonly record: string }[] | null;
  };
}
