/** Rename of a concept's wording. */
import { pluralOf, singularsOf, wordsOf } from "../terms/words.ts";
import type { Document, Span } from "../text/document.ts";
import type { Edit, FileEdit } from "../workspace/edit.ts";
import { manuscriptsOf, mentionsOfConcept } from "../workspace/occurrences.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { symbolAt } from "../workspace/symbols.ts";

/** What a rename starts from: the mention at the offset; `undefined` where there is no term. */
export function renameRangeAt(snapshot: Snapshot, document: Document, offset: number): Span | undefined {
  const symbol = symbolAt(snapshot, document, offset);
  return symbol?.kind === "term" && symbol.mention.spans.length === 1 ? symbol.mention.span : undefined;
}

/**
 * Writes the concept at the offset with another name in every manuscript: all its full names, whichever was written,
 * each in the plural and with the capital that it had. Abbreviations stay, as do mentions of several parts ("T … cells").
 */
export function renameAt(snapshot: Snapshot, document: Document, offset: number, name: string): Edit | undefined {
  const symbol = symbolAt(snapshot, document, offset);
  if (symbol?.kind !== "term") return undefined;
  const { mention } = symbol;
  const edits = manuscriptsOf(snapshot).flatMap((manuscript) =>
    mentionsOfConcept(snapshot, manuscript, mention)
      .filter(({ spans, terms }) => spans.length === 1 && terms.length === 1)
      .map((found) => ({ ...found, written: manuscript.text.slice(found.span.start, found.span.end) }))
      .filter(({ role, written }) => role !== "abbreviation" && !isAbbreviation(written))
      .map(({ span, written, name: known }): FileEdit => {
        return { uri: manuscript.uri, span, newText: inFormOf(written, known, name) };
      }),
  );
  return { create: [], edits };
}

/** One word with more than one capital: an abbreviation that the text itself defines has the role of its long form. */
function isAbbreviation(written: string): boolean {
  return /^\P{Lu}*\p{Lu}\S*\p{Lu}\S*$/u.test(written);
}

/** The new name in the plural and with the capital in which the known one was written. */
function inFormOf(written: string, known: string, name: string): string {
  const [lastWritten, lastKnown] = [wordsOf(written).at(-1)?.folded, wordsOf(known).at(-1)?.folded];
  const isPlural = lastWritten !== undefined && lastKnown !== undefined && singularsOf(lastWritten).includes(lastKnown);
  const numbered = isPlural ? pluralOf(name) : name;
  const isCapital = /^\p{Lu}\p{Ll}/u.test(written) && /^\p{Ll}/u.test(known) && /^\p{Ll}/u.test(name);
  return isCapital ? numbered.charAt(0).toUpperCase() + numbered.slice(1) : numbered;
}
