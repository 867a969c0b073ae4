/** Completion of terms in prose and of citation keys where a citation is written, and of all that bibliographies hold. */

import { authorYear } from "../references/author-year.ts";
import { entryTypeNamed, fieldNamed } from "../syntax/bibtex-model.ts";
import type { CitationSlot } from "../syntax/facts.ts";
import { citationSlotAt, isManuscript, keyReplacement, readManuscript } from "../syntax/manuscript.ts";
import type { Term, TermKind } from "../terms/model.ts";
import type { TermMatch } from "../terms/term-index.ts";
import { functionWords, pluralOf, wordsOf } from "../terms/words.ts";
import { contains, type Document, type Span } from "../text/document.ts";
import { fileNameOf } from "../text/uri.ts";
import { citedFrom } from "../workspace/citations.ts";
import { mentionsOf } from "../workspace/mentions.ts";
import {
  type FoundReference,
  searchManuscriptReferences,
  searchSupportingReferences,
} from "../workspace/reference-search.ts";
import type { Settings } from "../workspace/settings.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { bibliographyCompletions } from "./bibliography-completion.ts";
import { paragraph, text } from "./blocks.ts";
import { type Description, describeReference, describeTerm, type ReferenceStyle } from "./description.ts";

/** A light item; {@link describeCompletion} renders its documentation when it is looked at. */
export interface Completion {
  readonly kind: TermKind | "reference" | "entry-type" | "field" | "string" | "journal" | "value";
  readonly label: string;
  /** The synonym that matched, the author and year, a string's value, or whether a field is required. */
  readonly detail: string;
  readonly replace: Span;
  readonly insert: string;
  /** The same with places to fill in, in the protocol's snippet syntax, for clients that know it. */
  readonly snippet?: string;
  /** Missing where there is no more to say. */
  readonly subject?: CompletionSubject;
}

export type CompletionSubject =
  | { readonly kind: "term"; readonly id: string }
  | { readonly kind: "reference"; readonly key: string; readonly uri: string }
  | { readonly kind: "entry-type" | "field"; readonly name: string };

/** The most items of one answer; every keystroke asks anew, so that what is cut comes up as the query grows. */
const limit = 60;

/** The most words before the cursor that can be the beginning of one name. */
const longestQuery = 5;

/** What can be completed at an offset, best first. */
export function completionsAt(snapshot: Snapshot, document: Document, offset: number): readonly Completion[] {
  if (document.format === "bibtex") return bibliographyCompletions(snapshot, document, offset, limit);
  if (!isManuscript(document)) return [];
  const slot = citationSlotAt(document, offset);
  if (slot) return citationCompletions(snapshot, document, slot);
  return snapshot.settings["completion.terms"] ? termCompletions(snapshot, document, offset) : [];
}

export function describeCompletion(
  snapshot: Snapshot,
  subject: CompletionSubject,
  style: ReferenceStyle,
): Description | undefined {
  if (subject.kind === "term") {
    const term = snapshot.vocabulary.find(subject.id);
    return term && describeTerm(snapshot, term, style);
  }
  if (subject.kind === "reference") {
    const document = snapshot.documents.get(subject.uri);
    const cited = document && citedFrom(snapshot, document, subject.key);
    return cited && describeReference(cited, style);
  }
  const model = subject.kind === "field" ? fieldNamed(subject.name) : entryTypeNamed(subject.name);
  return model && [paragraph(text(model.purpose))];
}

/** What supports the term that the citation follows comes first. */
function citationCompletions(snapshot: Snapshot, document: Document, slot: CitationSlot): Completion[] {
  const cited = new Set(slot.clusterKeys);
  const term = termBefore(snapshot, document, slot.replace.start);
  const supporting = term ? searchSupportingReferences(snapshot, term, slot.query, limit) : [];
  const found = searchManuscriptReferences(snapshot, document, slot.query, limit + cited.size);
  const offered = new Map(
    [...supporting.map((reference) => ({ reference, layer: "bundled" as const })), ...found].map((it) => [
      it.reference.id,
      it,
    ]),
  );
  return [...offered.values()]
    .filter(({ reference }) => !cited.has(reference.id))
    .map((it) => {
      const { reference } = it;
      const { span, newText } = keyReplacement(document, slot, reference.id);
      return {
        kind: "reference" as const,
        label: reference.id,
        detail: detailOf(it),
        replace: span,
        insert: newText,
        subject: { kind: "reference" as const, key: reference.id, uri: document.uri },
      };
    });
}

/** The term that ends right before a citation's key, only the citation's own opening between them. */
function termBefore(snapshot: Snapshot, document: Document, offset: number): Term | undefined {
  const mention = mentionsOf(document, snapshot.vocabulary).findLast(({ span }) => span.end <= offset);
  const between = mention && document.text.slice(mention.span.end, offset);
  return between !== undefined && /^[~\s]*(\[?-?@\{?|\\[a-zA-Z]+\*?(\[[^\]]*\])*\{)$/.test(between)
    ? mention?.terms[0]
    : undefined;
}

/** Author, year and journal; and the file, where it is none that the manuscript uses. */
function detailOf({ reference, layer, document }: FoundReference): string {
  const file = document && layer !== "manuscript" ? fileNameOf(document.uri) : undefined;
  return [authorYear(reference), reference["container-title-short"] ?? reference["container-title"], file]
    .filter(Boolean)
    .join(" · ");
}

function termCompletions(snapshot: Snapshot, document: Document, offset: number): Completion[] {
  const prose = readManuscript(document).prose.find((span) => contains(span, offset));
  if (!prose) return [];
  const found = new Map<string, Completion>();
  const boost = new Set(mentionsOf(document, snapshot.vocabulary).map(({ terms: [{ id }] }) => id));
  for (const replace of queriesBefore(document.text, prose, offset)) {
    const query = document.text.slice(replace.start, replace.end);
    if (isTooShort(query)) continue;
    for (const match of snapshot.vocabulary.search({ text: query, limit, inOrder: true, boost })) {
      if (found.has(match.term.id)) continue;
      found.set(match.term.id, {
        kind: match.term.kind,
        label: match.term.label,
        detail: match.role === "label" ? "" : match.name,
        replace,
        insert: insertionOf(match, query, snapshot.settings["completion.insert"]),
        subject: { kind: "term", id: match.term.id },
      });
    }
  }
  return [...found.values()].slice(0, limit);
}

/** Terms come from the third letter on, or from the second of a symbol such as "NK"; fewer would interrupt any prose. */
function isTooShort(query: string): boolean {
  return query.length < (/[\p{Lu}\d]/u.test(query.slice(1)) ? 2 : 3);
}

/** The stretches of whole words before the cursor that may begin a name, longest first. */
function queriesBefore(text: string, prose: Span, offset: number): Span[] {
  const from = Math.max(prose.start, text.lastIndexOf("\n", offset - 1) + 1);
  const words = wordsOf(text, from, offset).slice(-longestQuery);
  if (words.at(-1)?.end !== offset) return [];
  const starts: number[] = [];
  for (let number = words.length - 1; number >= 0; number--) {
    const word = words[number];
    const next = words[number + 1];
    if (!word || (next && !/^( |[-\u2010-\u2013/+])?$/.test(text.slice(word.end, next.start)))) break;
    const joined = word.start > from && /[-\u2010-\u2013/\p{L}\p{N}]/u.test(text.charAt(word.start - 1));
    if (!joined && !functionWords.has(word.folded)) starts.unshift(word.start);
  }
  return starts.map((start) => ({ start, end: offset }));
}

/** The name to insert, with the writer's plural, and with a capital that isn't the matched name's own ("Ito"). */
function insertionOf(match: TermMatch, typed: string, insert: Settings["completion.insert"]): string {
  const name = insert === "matchedName" ? match.name : match.term.label;
  const numbered = match.plural ? pluralOf(name) : name;
  const capital = /^\p{Lu}\p{Ll}/u.test(typed) && /^\p{Ll}/u.test(match.name) && /^\p{Ll}+(\P{L}|$)/u.test(name);
  return capital ? numbered.charAt(0).toUpperCase() + numbered.slice(1) : numbered;
}
