/** How two versions of a file differ, as edits, where nobody said: another program has written the file anew. */
import type { Change } from "./document.ts";
import { type EditedText, editText, wholeText } from "./edited-text.ts";

/** An edit, and the text after it. */
export interface TextStep {
  readonly text: EditedText;
  readonly change: Change;
}

/** How much is compared at once, in UTF-16 code units. */
const comparedLength = 1 << 14;
/** What stands in both texts and is as long as this is taken for the same. */
const probeLength = 256;
/** How far ahead of where the texts part the same is looked for, at least. */
const nearby = 1 << 20;
/** Of texts that differ in more places the last edit takes in all the rest. */
const mostSteps = 32;

/** The edits that lead from one text to the other, first to last; time is linear in the texts' length. */
export function stepsBetween(before: string, after: string): TextStep[] {
  const steps: TextStep[] = [];
  let text = wholeText(before);
  for (let old = 0, at = 0; ; ) {
    const shared = sharedStart(before, old, after, at);
    old += shared;
    at += shared;
    if (old === before.length && at === after.length) return steps;
    const next = steps.length + 1 < mostSteps ? nextShared(before, old, after, at) : undefined;
    const [oldEnd, end] = next ?? lastShared(before, old, after, at);
    text = editText(text, at, oldEnd - old, after.slice(at, end));
    steps.push({ text, change: { start: at, end, replaced: oldEnd - old } });
    old = oldEnd;
    at = end;
  }
}

function sharedStart(before: string, old: number, after: string, at: number): number {
  const most = Math.min(before.length - old, after.length - at);
  let shared = 0;
  for (let size = comparedLength; size > 0 && shared < most; ) {
    if (before.slice(old + shared, old + shared + size) === after.slice(at + shared, at + shared + size))
      shared += size;
    else size >>= 1;
  }
  return Math.min(shared, most);
}

/** Where both texts go on alike after the difference at `old` and `at`. */
function nextShared(before: string, old: number, after: string, at: number): [number, number] | undefined {
  for (let distance = 0; old + distance + probeLength <= before.length; distance = 2 * distance || probeLength) {
    const from = old + distance;
    const ahead = after.slice(at, at + Math.max(nearby, 4 * distance));
    const found = ahead.indexOf(before.slice(from, from + probeLength));
    if (found >= 0) {
      const differing = sharedEnd(before, old, from, after, at, at + found);
      return [from - differing, at + found - differing];
    }
  }
  return undefined;
}

function lastShared(before: string, old: number, after: string, at: number): [number, number] {
  const shared = sharedEnd(before, old, before.length, after, at, after.length);
  return [before.length - shared, after.length - shared];
}

/** The length of what two stretches have in common at their ends. */
function sharedEnd(before: string, old: number, oldEnd: number, after: string, at: number, end: number): number {
  const most = Math.min(oldEnd - old, end - at);
  let shared = 0;
  while (shared < most && before.charCodeAt(oldEnd - 1 - shared) === after.charCodeAt(end - 1 - shared)) shared++;
  return shared;
}
