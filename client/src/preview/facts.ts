/** What the server knows of a manuscript, by what the preview looks it up with. */
import type { RenderedManuscript } from "../../../server/src/protocol.ts";
import type { RenderEnvironment } from "./markdown-it.ts";

/** `undefined` as long as nothing is known of a text. */
export type FactsOf = (environment: RenderEnvironment) => RenderedManuscript | undefined;

export type RenderedCitation = RenderedManuscript["citations"][number];
type RenderedTerm = RenderedManuscript["terms"][number];

/** White space, and the signs of quotations at the beginnings of lines, are no part of what is cited. */
export function normalised(text: string): string {
  return text.replace(/\s*\n[\s>]*|\s+/g, " ");
}

/** The citations as they are written, normalised. */
export const citationsByText = kept(
  (facts: RenderedManuscript): ReadonlyMap<string, readonly RenderedCitation[]> =>
    grouped(facts.citations, ({ text }) => normalised(text)),
);

export const termsByLine = kept(
  (facts: RenderedManuscript): ReadonlyMap<number, readonly RenderedTerm[]> => grouped(facts.terms, ({ line }) => line),
);

function kept<Found>(find: (facts: RenderedManuscript) => Found): (facts: RenderedManuscript) => Found {
  const all = new WeakMap<RenderedManuscript, Found>();
  return (facts) => {
    const found = all.get(facts) ?? find(facts);
    all.set(facts, found);
    return found;
  };
}

function grouped<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
