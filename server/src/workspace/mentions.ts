/** The terms that a manuscript mentions, found once for each version and carried from one version to the next. */
import { readManuscript } from "../syntax/manuscript.ts";
import {
  type Mention,
  mentionsOf as mentionsIn,
  type Recognition,
  recognise,
  updateMentions,
} from "../terms/recogniser.ts";
import type { Vocabulary } from "../terms/vocabulary.ts";
import type { Change, Document } from "../text/document.ts";

interface Found {
  readonly recognition: Recognition;
  readonly mentions: readonly Mention[];
}

const found = new WeakMap<Document, Found>();
const inherited = new WeakMap<Document, { readonly before: Recognition; readonly change: Change }>();

/** The mentions in a manuscript's prose, in order. */
export function mentionsOf(document: Document, vocabulary: Vocabulary): readonly Mention[] {
  const known = found.get(document);
  if (known?.recognition.recogniser === vocabulary.recogniser) return known.mentions;
  const recognition = recognitionOf(document, vocabulary);
  const mentions = mentionsIn(recognition);
  found.set(document, { recognition, mentions });
  return mentions;
}

function recognitionOf(document: Document, { recogniser }: Vocabulary): Recognition {
  const { text } = document;
  const { prose } = readManuscript(document);
  const from = inherited.get(document);
  inherited.delete(document);
  if (from?.before.recogniser !== recogniser) return recognise(recogniser, text, prose);
  return updateMentions(from.before, { text, prose, ...from.change });
}

/**
 * Lets a new version of a document start from what was found in the one before, so that an edit reads again only what it
 * touches. Nothing is read until it is asked for.
 */
export function inheritMentions(previous: Document, next: Document, change: Change): void {
  const before = found.get(previous)?.recognition;
  if (before) inherited.set(next, { before, change });
}
