/** References and citations as a citation style prints them; which processor does it is not seen from here. */
import type { Reference } from "../syntax/reference.ts";
import type { RichText } from "./rich-text.ts";

export { toLatex } from "./latex.ts";
export { type MarkdownDialect, toMarkdown } from "./markdown.ts";
export { type Inline, type RichText, toHtml, toText } from "./rich-text.ts";
export { toTypst } from "./typst.ts";

export interface StyleInfo {
  /** The style's file name without `.csl`: `vancouver`. */
  readonly id: string;
  /** As the style calls itself: `Cite Them Right 11th edition - Harvard`. */
  readonly title: string;
}

/**
 * Every method throws a `RangeError` for a style that `styles` doesn't list and an `Error` for one that isn't valid CSL;
 * references may be of any quality. A list of authors that is known to be incomplete ends in the style's "et al.".
 */
export interface Formatter {
  readonly styles: readonly StyleInfo[];
  /** An entry of the reference list, without its number. A reference with nothing to print gives its key. */
  reference(reference: Reference, style: string): RichText;
  /** The reference list in the order the style wants, numbered where it numbers. */
  bibliography(references: readonly Reference[], style: string): RichText[];
  /** One citation of all the references, in the order the style wants; numbers count from 1 in the order given. */
  citation(references: readonly Reference[], style: string): RichText;
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

/** What the separately loaded file of the formatter gives. */
export type CreateFormatter = (sources: StyleSources) => Formatter;
