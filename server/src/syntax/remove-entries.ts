/**
 * Removes entries from a bibliography, each with the comment right above it and the blank lines after it. Every other byte
 * stays, and what is left is read back before it is given.
 */
import type { Document, Span } from "../text/document.ts";
import { bibtexFileOf, inheritRewritten, readBibliography } from "./bibliography.ts";
import { placesOf, spanOf } from "./bibtex-file.ts";
import { type Replacement, soundness } from "./bibtex-format.ts";
import { xdataKeysIn } from "./bibtex-places.ts";
import { endOfLine, startWithTouching, stringSpans } from "./bibtex-sort.ts";
import { findJsonItems } from "./csl-json.ts";
import { findYamlItems } from "./csl-yaml.ts";
import type { WrittenKey } from "./facts.ts";
import { looksLikeHayagriva } from "./hayagriva.ts";

export interface Removal {
  /** Deletions in file order; where a YAML list is left without items, also what makes it an empty list. */
  readonly edits: readonly Replacement[];
  /** The keys whose entries stay: a fault makes unsure where they end. */
  readonly left: readonly string[];
}

/**
 * The changes that remove every entry of these keys; of BibTeX `@xdata` too. `undefined` where the file can't be changed
 * safely: JSON or YAML with a fault, EndNote's XML, records whose made keys would become others.
 */
export function removeEntries(document: Document, keys: ReadonlySet<string>): Removal | undefined {
  const found = keysIn(document).filter(({ key }) => keys.has(key));
  return removeEntriesAt(document, new Set(found.map(({ span }) => span.start)));
}

/** The same for some of the entries that may share a key: those whose keys start at these offsets. */
export function removeEntriesAt(document: Document, starts: ReadonlySet<number>): Removal | undefined {
  const { edits, left = [] } = removalOf(document, starts) ?? {};
  if (!edits) return undefined;
  const kept = new Set(left);
  const before = keysIn(document);
  const remaining = before.filter(({ span: { start } }) => !starts.has(start) || kept.has(start));
  const after = { ...document, text: replaced(document.text, edits) };
  inheritRewritten(document, after);
  if (lendsToOthers(document, edits, after.text)) return undefined;
  const now = keysIn(after);
  const isSame = now.length === remaining.length && now.every(({ key }, place) => key === remaining[place]?.key);
  if (!isSame || (now.length > 0 && hasMoreFaults(after, document))) return undefined;
  return { edits, left: before.flatMap(({ key, span }) => (kept.has(span.start) ? [key] : [])) };
}

/** Whether what is removed holds a YAML anchor (`&name`) that what stays repeats (`*name`). */
function lendsToOthers({ format, text }: Document, edits: readonly Replacement[], after: string): boolean {
  if (format !== "csl-yaml" && format !== "hayagriva") return false;
  const removed = edits.map(({ span }) => text.slice(span.start, span.end)).join("\n");
  const anchors = removed.matchAll(/(?<=[\s[{,])&([^\s,[\]{}]+)/g);
  return Array.from(anchors, ([, name]) => name).some((name) => after.includes(`*${name}`));
}

function hasMoreFaults(after: Document, before: Document): boolean {
  return readBibliography(after).problems.length > readBibliography(before).problems.length;
}

function keysIn(document: Document): readonly WrittenKey[] {
  const file = bibtexFileOf(document);
  const entries = readBibliography(document).entries.map(({ key, keySpan }) => ({ key, span: keySpan }));
  return [...entries, ...(file ? xdataKeysIn(file) : [])];
}

function replaced(text: string, edits: readonly Replacement[]): string {
  let result = "";
  let at = 0;
  for (const { span, newText } of edits) {
    result += text.slice(at, span.start) + newText;
    at = span.end;
  }
  return result + text.slice(at);
}

/** What removes entries, not yet read back. */
interface PlannedRemoval {
  readonly edits: readonly Replacement[];
  /** Where the keys of entries start that stay. */
  readonly left?: readonly number[];
}

function removalOf(document: Document, starts: ReadonlySet<number>): PlannedRemoval | undefined {
  const { format, text } = document;
  if (format === "bibtex") return fromBibtex(document, starts);
  const { entries, problems } = readBibliography(document);
  const removed = entries.filter(({ keySpan }) => starts.has(keySpan.start)).map(({ span }) => span);
  if (removed.length === 0) return { edits: [] };
  if (format === "csl-json") {
    const found = findJsonItems(text);
    return found && { edits: cutItems(text, found.open, found.items, itemsHolding(found.items, removed)) };
  }
  if (format === "hayagriva" || (format === "csl-yaml" && looksLikeHayagriva(text))) {
    const items = entries.map(({ span }) => span);
    const isFaulty = problems.some(({ code }) => code === "broken-yaml");
    return isFaulty ? undefined : { edits: cutLines(text, withComments(text, items, new Set(removed))) };
  }
  if (format === "csl-yaml") return fromYaml(text, removed);
  const isTagged = format === "ris" || format === "nbib" || format === "refer";
  return isTagged ? { edits: cutLines(text, removed) } : undefined;
}

/** The items in which the entries stand; both in file order. */
function itemsHolding(items: readonly Span[], entries: readonly Span[]): ReadonlySet<Span> {
  let next = 0;
  return new Set(
    items.filter(({ start, end }) => {
      while ((entries[next]?.start ?? end) < start) next++;
      return (entries[next]?.start ?? end) < end;
    }),
  );
}

function fromBibtex(document: Document, starts: ReadonlySet<number>): PlannedRemoval | undefined {
  const file = bibtexFileOf(document);
  // Where a comment is never closed, what follows it may be part of it.
  if (!file?.scan.isLocal) return undefined;
  const { text } = document;
  const entries = Array.from(placesOf(file), (place) => ({
    ...spanOf(file, place, "entry"),
    key: spanOf(file, place, "key").start,
  }));
  const strings = stringSpans(file).map((span) => ({ ...span, key: undefined }));
  const items = [...entries, ...strings].toSorted((a, b) => a.start - b.start);
  const isSound = soundness(file);
  const removed: Span[] = [];
  const left: number[] = [];
  let end = 0;
  let isAfterFault = false;
  for (const [place, item] of items.entries()) {
    const start = startWithComment(text, end, item.start);
    const isFaulty = !isSound({ start: end, end: item.end });
    end = endOfLine(text, item.end, items[place + 1]?.start ?? text.length);
    if (item.key !== undefined && starts.has(item.key)) {
      if (isFaulty || isAfterFault) left.push(item.key);
      else removed.push({ start, end });
    }
    isAfterFault = isFaulty;
  }
  return { edits: cutLines(text, removed), left };
}

/** Where an entry starts with the comment that is its own: what a file begins with is the file's, but for a silenced check. */
function startWithComment(text: string, from: number, start: number): number {
  const touching = startWithTouching(text, from, start);
  if (from > 0) return touching;
  const silencing = text.slice(touching, start).search(/^.*biomanuscript-disable-next-entry/m);
  return silencing < 0 ? start : touching + silencing;
}

/** Those of the items that go, with the comment lines of YAML right above them. */
function withComments(text: string, items: readonly Span[], removed: ReadonlySet<Span>): readonly Span[] {
  return items.flatMap((item, place) => {
    if (!removed.has(item)) return [];
    // What ends the item before may look like a comment: a line of its abstract.
    const from = items[place - 1]?.end ?? 0;
    let start = item.start;
    for (let line = lineStart(text, start); line > from; line = lineStart(text, line - 1)) {
      const above = lineStart(text, line - 1);
      if (above < from || !/^[ \t]*#/.test(text.slice(above, line))) break;
      start = above;
    }
    return [{ start, end: item.end }];
  });
}

function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}

function fromYaml(text: string, entries: readonly Span[]): PlannedRemoval | undefined {
  const found = findYamlItems(text);
  if (!found) return undefined;
  const { isFlow, list, items } = found;
  const removed = itemsHolding(items, entries);
  if (isFlow) return { edits: cutItems(text, list.start, items, removed) };
  const edits = cutLines(text, withComments(text, items, removed));
  const [first] = edits;
  if (!first || removed.size < items.length) return { edits };
  const naming = /^references *:/m.exec(text.slice(0, list.start));
  if (!naming) return { edits: [{ ...first, newText: "[]\n" }, ...edits.slice(1)] };
  const at = naming.index + naming[0].length;
  return { edits: [{ span: { start: at, end: at }, newText: " []" }, ...edits] };
}

/** Items with commas between them: an item goes with the comma and the space up to the next one, the last ones with those before. */
function cutItems(
  text: string,
  open: number,
  items: readonly Span[],
  removed: ReadonlySet<Span>,
): readonly Replacement[] {
  const cuts: Span[] = [];
  let kept: Span | undefined;
  let cut: number | undefined;
  for (const item of items) {
    if (removed.has(item)) cut ??= item.start;
    else {
      if (cut !== undefined) cuts.push({ start: cut, end: item.start });
      cut = undefined;
      kept = item;
    }
  }
  const last = items.at(-1);
  if (cut !== undefined && last) {
    const rest = kept ? "" : (/^\s*,?\s*(?=\])/.exec(text.slice(last.end))?.[0] ?? "");
    cuts.push({ start: kept?.end ?? open + 1, end: last.end + rest.length });
  }
  return cuts.map(deletion);
}

function deletion(span: Span): Replacement {
  return { span, newText: "" };
}

/** Deletes stretches with the lines that they leave empty and the blank lines after them; at the file's end, with those before. */
function cutLines(text: string, stretches: readonly Span[]): Replacement[] {
  const cuts: { start: number; end: number }[] = [];
  for (const stretch of stretches) {
    const cut = wholeLines(text, stretch);
    const last = cuts.at(-1);
    if (last && last.end >= cut.start) last.end = cut.end;
    else cuts.push(cut);
  }
  const last = cuts.at(-1);
  if (last?.end === text.length && last.start > 0) {
    const before = text.slice(0, last.start);
    const blank = /\r?\n(?:[ \t]*\r?\n)+$/.exec(before);
    if (blank) last.start = blank.index + (/^\r?\n/.exec(blank[0])?.[0].length ?? 0);
  }
  return cuts.map(deletion);
}

function wholeLines(text: string, { start, end }: Span): { start: number; end: number } {
  let from = start;
  while (from > 0 && /[ \t]/.test(text.charAt(from - 1))) from--;
  const beginsLine = from === 0 || text.charAt(from - 1) === "\n" || text.charAt(from - 1) === "\ufeff";
  const after = /[ \t]*(\r?\n|$)?/y;
  after.lastIndex = end;
  const found = after.exec(text);
  const endsLine = found?.[1] !== undefined;
  if (!endsLine) return { start, end: end + (found?.[0].length ?? 0) };
  if (!beginsLine) return { start: from, end };
  const blank = /[ \t]*(?:\r?\n(?:[ \t]*\r?\n)*)?/y;
  blank.lastIndex = end;
  return { start: from, end: end + (blank.exec(text)?.[0].length ?? 0) };
}
