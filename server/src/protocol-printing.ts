/** The requests about how a manuscript prints: in which style, in the text itself, in the preview and in an exported file. */

import type { Edits, Position, Range } from "./protocol-shapes.ts";
import type { ExportFormat } from "./syntax/pandoc-options.ts";

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
    readonly params: { readonly uri: string; readonly range: Range; readonly format: string };
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

export type { ExportFormat };

/** What Pandoc or Quarto take to export a manuscript, besides its text. */
export interface ExportSources {
  readonly syntax: "markdown" | "latex" | "typst";
  readonly bibliographies: readonly {
    readonly uri: string;
    /** Whether the manuscript names it, so that Pandoc finds it by itself. */
    readonly isNamed: boolean;
    /** Its entries as CSL-JSON, where Pandoc may not read the file's own format; else `null`. */
    readonly text: string | null;
  }[];
  /** Bibliographies that the manuscript names but that can't be read, at which Pandoc would stop. */
  readonly missing: readonly { readonly path: string; readonly range: Range }[];
  /** The citation style that the manuscript prints in (XML); `null` where it names one that is not to be found here. */
  readonly style: string | null;
  /** Arguments of Pandoc that the front matter asks for. */
  readonly arguments: readonly string[];
  /** The program that makes the PDF; `null` where the front matter names none. */
  readonly pdfEngine: string | null;
  /** Each place at which a key is cited. */
  readonly citations: readonly { readonly key: string; readonly range: Range }[];
}

/** The requests behind Export Manuscript. */
export interface ExportRequests {
  readonly "biomanuscript/exportSources": {
    readonly params: { readonly uri: string; readonly format: ExportFormat };
    readonly result: ExportSources;
  };
  /** What is printed of a manuscript beyond its Markdown, without terms; `null` where it isn't in Markdown. */
  readonly "biomanuscript/printedManuscript": {
    readonly params: { readonly uri: string };
    readonly result: RenderedManuscript | null;
  };
}
