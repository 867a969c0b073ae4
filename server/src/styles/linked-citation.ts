/** Citations whose parts lead to the entries of the reference list. */
import type { Reference } from "../syntax/reference.ts";
import { fromRuns, type RichText, type Run, runsIn, toText } from "./rich-text.ts";

export interface CitedEntry {
  readonly reference: Reference;
  /** Where its part of the citation leads. */
  readonly target: string;
  /** The entry's number in a list that is numbered. */
  readonly number: string | undefined;
}

/**
 * A citation in which each number, or each work's names and year, is a link to its entry. Where the parts can't be told
 * apart, all of it leads to the first entry. Other links in it are taken off: none may stand in another.
 */
export function linkedCitation(citation: RichText, entries: readonly CitedEntry[]): RichText {
  const [first, ...others] = entries;
  if (!first) return citation;
  const text = toText(citation);
  const parts = others.length === 0 ? [] : (numberParts(text, entries) ?? workParts(text, entries));
  return linked(citation, parts.length === 0 ? [{ start: 0, end: text.length, target: first.target }] : parts);
}

interface Part {
  readonly start: number;
  readonly end: number;
  readonly target: string;
}

function numberParts(text: string, entries: readonly CitedEntry[]): readonly Part[] | undefined {
  if (entries.some(({ number }) => number === undefined)) return undefined;
  return [...text.matchAll(/\d+/g)].flatMap(({ 0: number, index }) => {
    const entry = entries.find((it) => it.number === number);
    return entry ? [{ start: index, end: index + number.length, target: entry.target }] : [];
  });
}

/** From one work's first name to the delimiter before the next one's. */
function workParts(text: string, entries: readonly CitedEntry[]): readonly Part[] {
  const body = text.replace(/[)\]\s]+$/, "").length;
  const found = entries
    .flatMap(({ reference, target }) => {
      const [name] = reference.author ?? reference.editor ?? [];
      const family = name?.family ?? name?.literal ?? "";
      const at = family === "" ? -1 : text.indexOf(family);
      return at === -1 ? [] : [{ at, target }];
    })
    .toSorted((a, b) => a.at - b.at);
  const areApart = found.every(({ at }, place) => at !== found[place - 1]?.at);
  if (found.length < entries.length || !areApart) return [];
  const starts = found.map(({ at }, place) => {
    const before = text.slice(found[place - 1]?.at ?? 0, at);
    const delimiter = /[;,]\s+(?!.*[;,]\s)/.exec(before);
    if (place === 0 || !delimiter) return at;
    return at - before.length + delimiter.index + delimiter[0].length;
  });
  return found.map(({ target }, place) => {
    const start = starts[place] ?? 0;
    const reach = text.slice(start, starts[place + 1] ?? body);
    return { start, end: start + reach.replace(/[;,]?\s+$/, "").length, target };
  });
}

function linked(citation: RichText, parts: readonly Part[]): RichText {
  const edges = [...new Set(parts.flatMap(({ start, end }) => [start, end]))].toSorted((a, b) => a - b);
  let offset = 0;
  const runs = runsIn(citation).flatMap(({ text, marks }) => {
    const inside = edges.filter((edge) => edge > offset && edge < offset + text.length).map((edge) => edge - offset);
    const base = offset;
    offset += text.length;
    return [0, ...inside].map((start, place): Run => {
      const target = parts.find((part) => part.start <= base + start && base + start < part.end)?.target;
      return { text: text.slice(start, inside[place] ?? text.length), marks, target };
    });
  });
  return fromRuns(runs);
}
