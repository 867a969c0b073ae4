/**
 * Names that share a word with another: "T and B cells", "rod and cone photoreceptors", "type I and II fibers", and, where
 * an adjective of state stands before another name, "cultured Schwann cells". Their mentions are of several spans.
 */
import { holeOf } from "./pattern-trie.ts";
import { matchOf, pathOf, record, type Scanning, type WordMention } from "./scan.ts";
import { gap, isJoined, type Tokens } from "./tokens.ts";
import { trait } from "./word-form.ts";

/** The most words of a conjunct that lacks the shared word, and of the shared words. */
const longestConjunct = 4;
const mostShared = 3;

/**
 * Records the names whose last words stand only after a conjunction. Gives the mentions that are but the first word of
 * such a name: "rod" in "rod and cone photoreceptors".
 */
export function isConjoined(scanning: Scanning, mentions: readonly WordMention[]): ReadonlySet<WordMention> {
  const replaced = new Set<WordMention>();
  const { tokens } = scanning;
  const starting = new Map(mentions.map((mention) => [mention.first, mention]));
  const covered = new Set(mentions.flatMap(pathOf));
  for (let right = 1; right < tokens.count; right++) {
    const left = conjunctBefore(tokens, right);
    if (left < 0) continue;
    const mention = starting.get(right);
    if (mention) shareEnd(scanning, left, mention, starting, covered, replaced);
    else shareBoth(scanning, left, right);
  }
  return replaced;
}

/** The last word of the conjunct before the word `right`; -1 where no conjunction stands there. */
function conjunctBefore(tokens: Tokens, right: number): number {
  const isConjunction = (token: number) => ((tokens.traits[token] as number) & trait.conjunction) !== 0;
  if (isConjunction(right)) return -1;
  const between = tokens.gaps[right];
  if (between === gap.comma || between === gap.mark) return right - 1;
  if (between !== gap.space || right < 2 || !isConjunction(right - 1)) return -1;
  const before = tokens.gaps[right - 1];
  return before === gap.break || before === gap.openBracket ? -1 : right - 2;
}

/** "rod and cone photoreceptors": what stands before the conjunction has the end of the name after it. */
function shareEnd(
  scanning: Scanning,
  left: number,
  { first, count, match }: WordMention,
  starting: ReadonlyMap<number, WordMention>,
  covered: ReadonlySet<number>,
  replaced: Set<WordMention>,
): void {
  const { tokens } = scanning;
  if (count < 2 || holeOf(match.details) >= 0) return;
  // A plural is a noun of its own: "astrocytes and glial cells".
  if (((tokens.traits[left] as number) & trait.plural) !== 0) return;
  let from = left;
  while (from > 0 && left - from < longestConjunct - 1 && isJoined(tokens, from)) from--;
  for (; from <= left; from++) {
    const conjunct = range(from, left + 1);
    const whole = starting.get(from);
    const isWhole = whole !== undefined && from + whole.count === left + 1;
    if (!isWhole && conjunct.every((token) => covered.has(token))) continue;
    for (let shared = Math.min(mostShared, count - 1); shared > 0; shared--) {
      const words = [...conjunct, ...range(first + count - shared, first + count)];
      const found = matchOf(scanning, words);
      if (!found) continue;
      if (isWhole) replaced.add(whole);
      record(scanning, words, found);
      return;
    }
  }
}

/** "type I and II fibers": a word before the conjunction and those after it make a name with each of the two. */
function shareBoth(scanning: Scanning, left: number, right: number): void {
  const { tokens } = scanning;
  if (left < 1 || !isJoined(tokens, left)) return;
  for (let shared = 1; shared <= mostShared && isEnd(tokens, right + shared); shared++) {
    const end = range(right + 1, right + 1 + shared);
    const one = [left - 1, left, ...end];
    const other = [left - 1, right, ...end];
    const found = matchOf(scanning, other);
    const before = found && matchOf(scanning, one);
    if (!found || !before) continue;
    record(scanning, one, before);
    record(scanning, other, found);
    return;
  }
}

const isEnd = (tokens: Tokens, token: number): boolean => token < tokens.count && isJoined(tokens, token);

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, number) => from + number);

/** "cultured Schwann cells" are cultured cells, too. */
export function sharedHead(scanning: Scanning, { first, count, match }: WordMention): void {
  const { tokens } = scanning;
  const head = first + count - 1;
  if (count < 2 || holeOf(match.details) >= 0) return;
  for (let from = first - 1; from >= Math.max(0, first - 3) && isJoined(tokens, from + 1); from--) {
    if (((tokens.traits[from] as number) & trait.state) === 0) continue;
    const words = [...range(from, first), head];
    const found = matchOf(scanning, words);
    if (!found || found.terms[0] === match.terms[0]) continue;
    record(scanning, words, found);
    return;
  }
}
