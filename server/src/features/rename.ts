/** Rename of a concept's wording, or of a citation key. */
import type { Mention } from "../terms/recogniser.ts";
import { pluralOf, singularsOf, wordsOf } from "../terms/words.ts";
import type { Document, Span } from "../text/document.ts";
import type { Edit, FileEdit } from "../workspace/edit.ts";
import { manuscriptsOf } from "../workspace/keys.ts";
import { mentionsOfConcept } from "../workspace/occurrences.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { symbolAt, writtenKeyOf } from "../workspace/symbols.ts";
import { type Refusal, renameKey } from "./rename-key.ts";

/** What a rename starts from: the mention or key at the offset; `undefined` where there is neither. */
export function renameRangeAt(snapshot: Snapshot, document: Document, offset: number): Span | undefined {
  const symbol = symbolAt(snapshot, document, offset);
  if (!symbol) return undefined;
  if (symbol.kind === "term") return symbol.mention.spans.length === 1 ? symbol.mention.span : undefined;
  return writtenKeyOf(symbol).span;
}

/** Writes the concept or the citation key at the offset with another name wherever it stands. */
export function renameAt(
  snapshot: Snapshot,
  document: Document,
  offset: number,
  name: string,
): Edit | Refusal | undefined {
  const symbol = symbolAt(snapshot, document, offset);
  if (!symbol) return undefined;
  if (symbol.kind === "term") return renameConcept(snapshot, symbol.mention, name);
  return renameKey(snapshot, document, writtenKeyOf(symbol).key, name);
}

/**
 * In every manuscript all full names of the concept, whichever was written, each in the plural and with the capital that
 * it had. Abbreviations stay, as do mentions of several parts ("T … cells").
 */
function renameConcept(snapshot: Snapshot, mention: Mention, name: string): Edit {
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
