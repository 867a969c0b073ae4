/** What folds in a bibliography. Manuscripts fold as their editor has it, and so do JSON, YAML and XML. */
import { bibtexFileOf, isBibliography, readBibliography } from "../syntax/bibliography.ts";
import { placesOf, spanOf } from "../syntax/bibtex-file.ts";
import { stringsIn } from "../syntax/bibtex-places.ts";
import type { Document, Span } from "../text/document.ts";

export interface Fold {
  readonly span: Span;
  readonly isComment: boolean;
}

/** Entries or records, and in BibTeX comments and groups of `@string`s; `undefined` where the editor knows better. */
export function foldsIn(document: Document): readonly Fold[] | undefined {
  if (!isBibliography(document) || /\.(?:json|ya?ml|xml)$/i.test(document.uri)) return undefined;
  const file = bibtexFileOf(document);
  if (!file) return readBibliography(document).entries.map(({ span }) => ({ span, isComment: false }));
  const entries = [...placesOf(file)].map((place) => spanOf(file, place, "entry"));
  return [
    ...entries.map((span) => ({ span, isComment: false })),
    ...groupsOf(file.text, stringsIn(file)).map((span) => ({ span, isComment: false })),
    ...commentsBetween(file.text, entries).map((span) => ({ span, isComment: true })),
  ].toSorted((a, b) => a.span.start - b.span.start);
}

/** Definitions with nothing but their own delimiters, blanks and one empty line at most between them. */
function groupsOf(text: string, strings: readonly { readonly span: Span; readonly value: Span }[]): Span[] {
  const groups: Span[] = [];
  for (const { span, value } of strings) {
    const last = groups.at(-1);
    const isNext = last && /^[\s,]*[})]\s*@\s*string\s*[{(]\s*$/i.test(text.slice(last.end, span.start));
    if (isNext) groups[groups.length - 1] = { start: last.start, end: value.end };
    else groups.push({ start: span.start, end: value.end });
  }
  return groups;
}

function commentsBetween(text: string, entries: readonly Span[]): Span[] {
  const found: Span[] = [];
  let entry = 0;
  for (const { 0: opening, index } of text.matchAll(/@\s*comment\s*\{/gi)) {
    while ((entries[entry]?.end ?? text.length) <= index) entry++;
    const isInside = (entries[entry]?.start ?? text.length) < index || index < (found.at(-1)?.end ?? 0);
    const end = isInside ? -1 : closingBrace(text, index + opening.length);
    if (end >= 0) found.push({ start: index, end });
  }
  return found;
}

/** The offset after the brace that closes one before `from`; -1 where it is never closed. */
function closingBrace(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === "\\") at++;
    else if (char === "{") depth++;
    else if (char === "}" && --depth === 0) return at + 1;
  }
  return -1;
}
