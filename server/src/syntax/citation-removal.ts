/** Takes out of a citation what would repeat in it. */
import type { Document, Format, Span } from "../text/document.ts";
import type { Citation } from "./facts.ts";

/** What stands between a citation and the one before it, and right after it, where it is a bare key that can go. */
const bareCitation: Partial<Record<Format, { readonly before: RegExp; readonly after: RegExp }>> = {
  markdown: { before: /\s*;\s*-?@\{?$/, after: /^\}?(?=\s*[;\]])/ },
  latex: { before: /\s*,\s*$/, after: /^(?=\s*[,}])/ },
  typst: { before: /\s*@$/, after: /^(?![[\p{XIDC}-])/u },
};

/**
 * What to delete for a citation to go of those that are printed together, with the separator before it. `undefined` where it
 * is the first, or has words, a locator or delimiters of its own that would be lost.
 */
export function removalOfCitation(
  { format, text }: Document,
  previous: Citation | undefined,
  { keySpan }: Citation,
): Span | undefined {
  const forms = bareCitation[format];
  if (!forms || !previous) return undefined;
  const before = forms.before.exec(text.slice(previous.keySpan.end, keySpan.start));
  const after = forms.after.exec(text.slice(keySpan.end, keySpan.end + 200));
  if (!before || !after) return undefined;
  return { start: previous.keySpan.end + before.index, end: keySpan.end + after[0].length };
}
