/**
 * The requests that the client and the server exchange beyond the Language Server Protocol. Plain data only; positions
 * and edits are the protocol's own types, written out here so that this file needs no library.
 */

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface TextEdit {
  readonly range: { readonly start: Position; readonly end: Position };
  readonly newText: string;
}

/** Edits by file; a file of `create` does not exist yet and is created empty first. */
export interface Edits {
  readonly create: readonly string[];
  readonly changes: Readonly<Record<string, readonly TextEdit[]>>;
}

/** A reference in a quick pick. */
export interface ReferenceItem {
  readonly key: string;
  readonly title: string;
  /** First author and year, as in "Costa-Silva et al. 2015". */
  readonly authorYear: string;
  readonly container: string;
  /** Where it stands, if in no bibliography of the manuscript: a file's name or `bundled`; else empty. */
  readonly elsewhere: string;
}

/** A term in a quick pick. */
export interface TermItem {
  readonly id: string;
  readonly label: string;
  readonly kind: string;
  /** The synonym through which the term was found, or its part in a pathway; empty where the label itself matched. */
  readonly note: string;
  readonly definition: string;
}

/** A terminology that the client keeps in its storage. */
export interface InstalledTerminology {
  readonly name: string;
  readonly uri: string;
}

export interface TerminologyReport {
  readonly name: string;
  /** How many terms were read. */
  readonly terms: number;
  /** Bytes of the compiled terminology. */
  readonly size: number;
  /** The release that the file says it is. */
  readonly release?: string;
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

export interface RetractionsReport {
  /** How many notices were read. */
  readonly notices: number;
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

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

/** The requests behind the commands that write citations and reference lists as they print. */
export interface PrintedRequests {
  /** The edits that write a manuscript's reference list into its marked section, none where it is as it should be. */
  readonly "biomanuscript/updateBibliography": {
    readonly params: { readonly uri: string };
    readonly result: { readonly edits: Edits; readonly references: number };
  };
  /** The citation of these keys as it would print at a place, in `markdown`, `latex`, `typst`, `html`, `rtf` or as `text`. */
  readonly "biomanuscript/formatCitation": {
    readonly params: {
      readonly uri: string;
      readonly position: Position;
      readonly keys: readonly string[];
      readonly format: string;
    };
    readonly result: string;
  };
  /** A stretch of a manuscript with its citations as they print, or the citation at a place, in one of the same formats. */
  readonly "biomanuscript/formatSelection": {
    readonly params: { readonly uri: string; readonly range: TextEdit["range"]; readonly format: string };
    readonly result: string;
  };
}

/** What a preview shows of a manuscript beyond its Markdown. HTML has no markup but that of formatted text; lines count from 0. */
export interface RenderedManuscript {
  /** Empty where the front matter has none. */
  readonly title: string;
  readonly authors: readonly string[];
  /** In the order of the text; of `text` as it is written, the first line is `line`. */
  readonly citations: readonly { readonly line: number; readonly text: string; readonly html: string }[];
  /** In the order of the style. Citations link to `#id`. */
  readonly bibliography: readonly { readonly id: string; readonly html: string }[];
  /** Mentions of terms, each with the place of its definition in `definitions`. */
  readonly terms: readonly { readonly line: number; readonly text: string; readonly definition: number }[];
  readonly definitions: readonly string[];
}

/** The request behind the preview. */
export interface PreviewRequests {
  /** `null` where the file is no manuscript in Markdown. */
  readonly "biomanuscript/renderedManuscript": {
    readonly params: { readonly uri: string };
    readonly result: RenderedManuscript | null;
  };
}

export type Range = TextEdit["range"];

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

/** A citation style in a quick pick. */
export interface StyleItem {
  /** The name of a bundled style, or the URI of a file. */
  readonly id: string;
  readonly title: string;
  /** Of its file, without `.csl`. */
  readonly name: string;
  readonly place: "bundled" | "workspace" | "downloaded" | "this machine";
  /** Whether the manuscript is printed in it. */
  readonly isInUse: boolean;
}

/** The requests behind Choose Citation Style. */
export interface StyleRequests {
  /** Styles whose title or name has the words of a query, best first; with none, the one in use and the bundled ones come first. */
  readonly "biomanuscript/searchStyles": {
    readonly params: { readonly uri: string; readonly query: string; readonly limit: number };
    readonly result: readonly StyleItem[];
  };
  /** What three references of a manuscript look like in a style, cited together and one by one, as plain text with titles cut short. */
  readonly "biomanuscript/previewStyle": {
    readonly params: { readonly uri: string; readonly id: string };
    readonly result: { readonly citation: string; readonly references: readonly string[] };
  };
  /**
   * The edits that have a manuscript printed in a style, and a file to be written before, which they name; or where it can't name one, what
   * `biomanuscript.citationStyle` is to be.
   */
  readonly "biomanuscript/chooseStyle": {
    readonly params: { readonly uri: string; readonly id: string };
    readonly result: {
      readonly edits: Edits;
      readonly copy: { readonly uri: string; readonly text: string } | null;
      readonly setting: string | null;
    };
  };
  /** A style of the CSL project's repository, or of another one, with the style that it takes everything from; nothing is written. */
  readonly "biomanuscript/downloadStyle": {
    readonly params: { readonly name: string; readonly repository?: string };
    readonly result: { readonly files: readonly { readonly name: string; readonly text: string }[] };
  };
  /** Tells that the client has written styles. */
  readonly "biomanuscript/stylesStored": {
    readonly params: { readonly uris: readonly string[] };
    readonly result: null;
  };
}

/** The requests that are answered in files of their own. */
export interface SeparateRequests
  extends ImportRequests,
    LibraryRequests,
    PrintedRequests,
    PreviewRequests,
    ConversionRequests,
    StyleRequests {}

export interface Requests extends SeparateRequests {
  /** References for a manuscript, best first: its bibliographies' and the bundled ones. */
  readonly "biomanuscript/searchReferences": {
    readonly params: { readonly uri: string; readonly query: string; readonly limit: number };
    readonly result: readonly ReferenceItem[];
  };
  /**
   * The edits that cite these keys at a place of a manuscript, in its own syntax, and that add to its bibliography
   * what only the bundled references have.
   */
  readonly "biomanuscript/insertCitation": {
    readonly params: { readonly uri: string; readonly position: Position; readonly keys: readonly string[] };
    readonly result: Edits;
  };
  /** The references that support the term at a place, and the place for their citation; `null` where no term stands. */
  readonly "biomanuscript/supportingReferences": {
    readonly params: { readonly uri: string; readonly position: Position };
    readonly result: {
      readonly labels: readonly string[];
      readonly position: Position;
      readonly references: readonly ReferenceItem[];
    } | null;
  };
  /** The edits that sort a bibliography in the order of the settings; none where it is sorted. */
  readonly "biomanuscript/sortBibliography": { readonly params: { readonly uri: string }; readonly result: Edits };
  /** A reference as it prints in a style, in the manuscript's own markup. */
  readonly "biomanuscript/formatReference": {
    readonly params: { readonly uri: string; readonly key: string; readonly style: string };
    readonly result: string;
  };
  readonly "biomanuscript/citationStyles": {
    readonly params: Record<never, never>;
    readonly result: readonly { readonly id: string; readonly title: string }[];
  };
  readonly "biomanuscript/searchTerms": {
    readonly params: { readonly query: string; readonly limit: number };
    readonly result: readonly TermItem[];
  };
  /** Replaces the installed terminologies; tells of each, in order, what was read. */
  readonly "biomanuscript/setTerminologies": {
    readonly params: { readonly terminologies: readonly InstalledTerminology[] };
    readonly result: readonly TerminologyReport[];
  };
  /** Replaces the list of retractions that the client keeps, `null` for none; tells what was read of it. */
  readonly "biomanuscript/setRetractions": {
    readonly params: { readonly uri: string | null };
    readonly result: RetractionsReport;
  };
  /** A term's full description as Markdown. */
  readonly "biomanuscript/describeTerm": { readonly params: { readonly id: string }; readonly result: string };
}

/** What a server in a web worker asks of the client, which alone can reach files there. */
export interface ClientRequests {
  /** The file's text. Fails with the reason where it can't be read. */
  readonly "biomanuscript/readFile": { readonly params: { readonly uri: string }; readonly result: string };
  /** The file's bytes, for a server in a web worker only; other channels carry no bytes. `null` where there is none. */
  readonly "biomanuscript/readBytes": {
    readonly params: { readonly uri: string };
    readonly result: Uint8Array | null;
  };
  /** `null` where there is no such file. `modified` is in milliseconds since 1970. */
  readonly "biomanuscript/stampOf": {
    readonly params: { readonly uri: string };
    readonly result: { readonly size: number; readonly modified: number } | null;
  };
  /** Writes a compiled terminology, as a whole or not at all, in the folder for them; `null` deletes it. */
  readonly "biomanuscript/writeCompiled": {
    readonly params: { readonly name: string; readonly bytes: Uint8Array | null };
    readonly result: null;
  };
  /** The URIs of a folder's files with one of the extensions; `recursive` takes in its folders, dependencies and hidden ones left out. */
  readonly "biomanuscript/listFiles": {
    readonly params: { readonly folder: string; readonly extensions: readonly string[]; readonly recursive: boolean };
    readonly result: readonly string[];
  };
}

/** Told to a client that has asked for a rendered manuscript, whenever what it was given may have changed. */
export const renderingChanged = "biomanuscript/renderingChanged";

/** Sent with `initialize`. Editors other than VS Code may leave it out. */
export interface InitializationOptions {
  /** The URI of the folder that holds `data/` and `styles/`; needed where the server can't see its own file. */
  readonly assets?: string;
  /** The installed terminologies. */
  readonly terminologies?: readonly InstalledTerminology[];
  /** The URI of the folder with the citation styles that the writer has downloaded. */
  readonly citationStyles?: string;
  /** The URI of the list of retractions that the client keeps, a CSV of the Retraction Watch database. */
  readonly retractions?: string;
  /**
   * The URI of a folder where compiled terminologies are kept for the next start. A server as a process keeps them there
   * itself; one in a web worker through {@link ClientRequests}. Without it they are compiled at each start.
   */
  readonly compiledTerminologies?: string;
  /** True where the client answers {@link ClientRequests}. */
  readonly readsFiles?: boolean;
  /** True where the client has the command {@link importReferencesCommand}, which code actions then call. */
  readonly importsReferences?: boolean;
}

/** The client's command behind a code lens that counts citations. */
export const showCitationsCommand = "biomanuscript.showCitations";

/** Its arguments: the bibliography, the entry's place in it, and the citations. */
export type CitationsCommand = [
  uri: string,
  position: Position,
  citations: readonly { readonly uri: string; readonly range: TextEdit["range"] }[],
];

/** The client's command behind Import References. */
export const importReferencesCommand = "biomanuscript.importReferences";

/** Its argument; the writer is asked for what isn't given. */
export interface ImportReferences {
  /** Records or identifiers. */
  readonly text?: string;
  /** The URI of a file with records or identifiers. */
  readonly file?: string;
  /** The manuscript or bibliography in which to import; the active editor's without it. */
  readonly uri?: string;
  /** The bibliography that takes the entries. */
  readonly target?: string;
  readonly citedAs?: string;
}

export const termPageScheme = "biomanuscript-term";

/** The address of a term's page, which the client serves as a read-only Markdown document. */
export function termPageUri(id: string, label: string): string {
  // A slash in a label would make folders of its parts.
  const path = encodeURIComponent(label.replaceAll("/", "∕"));
  return `${termPageScheme}:/${path}.md?${encodeURIComponent(id)}`;
}
