/**
 * The requests that the client and the server exchange beyond the Language Server Protocol. Plain data only. This file passes on the others,
 * so that it alone is imported.
 */

import type { ConversionRequests } from "./protocol-citations.ts";
import type { ImportRequests, LibraryRequests } from "./protocol-library.ts";
import type { ExportRequests, PreviewRequests, PrintedRequests, StyleRequests } from "./protocol-printing.ts";
import type { Edits, Position, Range, ReferenceItem, TermItem } from "./protocol-shapes.ts";

export type * from "./protocol-citations.ts";
export type * from "./protocol-library.ts";
export type * from "./protocol-printing.ts";
export type * from "./protocol-shapes.ts";

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

/** The requests that are answered in files of their own. */
export interface SeparateRequests
  extends ImportRequests,
    LibraryRequests,
    PrintedRequests,
    PreviewRequests,
    ConversionRequests,
    StyleRequests,
    ExportRequests {}

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
  citations: readonly { readonly uri: string; readonly range: Range }[],
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
