/** "Did you mean": the citation keys nearest to one that does not exist. */
import { fold } from "./words.ts";

interface Candidate {
  readonly key: string;
  readonly distance: number;
}

/**
 * The keys nearest to `wrong`, nearest first, at most `limit`: those within about a third of its length by edits
 * (insertion, deletion, substitution, exchange of neighbours; case and diacritics aside), and those that share its author
 * and year (`zhou2022` and `zhou2022colorectal`).
 */
export function nearestKeys(keys: Iterable<string>, wrong: string, limit: number): string[] {
  const target = fold(wrong);
  const bound = Math.max(1, Math.min(4, Math.floor(target.length / 3)));
  const parts = authorAndYear(target);
  const candidates: Candidate[] = [];
  for (const key of keys) {
    const distance = distanceOf(fold(key), target, bound, parts);
    if (distance !== undefined && key !== wrong) candidates.push({ key, distance });
  }
  candidates.sort((a, b) => a.distance - b.distance || (a.key < b.key ? -1 : 1));
  return [...new Set(candidates.map((candidate) => candidate.key))].slice(0, limit);
}

/** `undefined` where the keys have nothing in common. Sharing author and year counts as one and a half edits. */
function distanceOf(key: string, target: string, bound: number, parts: string | undefined): number | undefined {
  const edits = Math.abs(key.length - target.length) > bound ? undefined : boundedEdits(key, target, bound);
  const shares = parts !== undefined && authorAndYear(key) === parts;
  if (!shares) return edits;
  return edits === undefined ? 1.5 : Math.min(edits, 1.5);
}

/** The author's name and the year in a key of the usual make, letters and four digits, whatever stands between them. */
function authorAndYear(key: string): string | undefined {
  const found = /^([\p{L}-]+?)[^\p{L}\p{N}]*(?:et[^\p{L}]?al[^\p{L}\p{N}]*)?((?:19|20)\d\d)/u.exec(key);
  return found ? `${found[1]} ${found[2]}` : undefined;
}

/** The number of edits between two texts (optimal string alignment), `undefined` above `bound`. */
export function boundedEdits(a: string, b: string, bound: number): number | undefined {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let best = i;
    for (let j = 1; j <= b.length; j++) {
      const cost = a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1;
      let edits = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      const isExchange =
        i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
      if (isExchange) edits = Math.min(edits, (beforeLast[j - 2] ?? 0) + 1);
      row.push(edits);
      best = Math.min(best, edits);
    }
    if (best > bound) return undefined;
    beforeLast = last;
    last = row;
  }
  const edits = last[b.length] ?? 0;
  return edits <= bound ? edits : undefined;
}
