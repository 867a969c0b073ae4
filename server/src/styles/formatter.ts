/** References and citations as a citation style prints them; which processor does it is not seen from here. */
import type { Citation } from "../csl/index.ts";
import type { Reference } from "../syntax/reference.ts";
import type { RichText } from "./rich-text.ts";

export type { Citation, Cite } from "../csl/index.ts";
export { createFormatter } from "./create-formatter.ts";
export { toLatex } from "./latex.ts";
export { toMarkdown } from "./markdown.ts";
export { type Inline, type RichText, toHtml, toText } from "./rich-text.ts";
export { toRtf } from "./rtf.ts";
export { toTypst } from "./typst.ts";

export interface StyleInfo {
  /** The style's file name without `.csl`: `vancouver`. */
  readonly id: string;
  /** As the style calls itself: `Cite Them Right 11th edition - Harvard`. */
  readonly title: string;
}

/**
 * Every method throws a `RangeError` for a style that `styles` doesn't list or `addStyle` hasn't added, and an `Error` for one
 * that isn't valid CSL; references may be of any quality. A list of authors that is known to be incomplete ends in the style's "et al.".
 */
export interface Formatter {
  readonly styles: readonly StyleInfo[];
  /** An entry of the reference list, without its number. A reference with nothing to print gives its key. */
  reference(reference: Reference, style: string): RichText;
  /** The reference list in the order the style wants, numbered where it numbers. */
  bibliography(references: readonly Reference[], style: string): RichText[];
  /** One citation of all the references, in the order the style wants; numbers count from 1 in the order given. */
  citation(references: readonly Reference[], style: string): RichText;
  /** For all citations of a text. Keeps what has not changed between one call and the next. */
  text(style: string): TextFormatter;
  /**
   * Makes an independent style (XML) known, or another one under a known id. Throws an `Error` that names the place of its fault.
   * @param language the one to print in, in place of the style's own: `de-DE`
   */
  addStyle(id: string, xml: string, language?: string): void;
  /** Forgets a style; what prints with it goes on doing so. */
  removeStyle(id: string): void;
  /** Makes a locale (XML) known to the styles that are added from now on; false where it is none. */
  addLocale(language: string, xml: string): boolean;
  /** A style's own text (XML), for other processors of CSL. */
  source(style: string): string;
}

export interface TextFormatter {
  /** Whether the style prints citations in notes, so that they need the numbers of these. */
  readonly isNote: boolean;
  /**
   * Citations in the order of the text; what `referenceOf` doesn't know is left out of its citation. A reference is the same
   * while it is the same object.
   * @param uncited keys that the bibliography has besides
   */
  render(
    citations: readonly Citation[],
    referenceOf: (key: string) => Reference | undefined,
    uncited?: readonly string[],
  ): FormattedText;
}

export interface FormattedText {
  /** One for each citation. */
  readonly citations: readonly RichText[];
  /** The reference list in the style's order, numbered where it numbers. */
  bibliography(): readonly { readonly key: string; readonly content: RichText }[];
}

/** What a formatter is made from. */
export interface StyleSources {
  /** Style id to CSL style (XML). */
  readonly styles: Readonly<Record<string, string>>;
  /**
   * Language tag to CSL locale (XML). `en-US` is needed: it stands in for what others lack, and for a language that
   * isn't here.
   */
  readonly locales: Readonly<Record<string, string>>;
}
