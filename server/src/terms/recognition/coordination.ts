/**
 * Names that share a word with another: "T and B cells", "rod and cone photoreceptors", "type I and II fibers", and, where
 * an adjective of state stands before another name, "cultured Schwann cells". Their mentions are of several spans.
 */
import { gap } from "./characters.ts";
import { holeOf } from "./compiled-names.ts";
import { hasTrait, longestAt, matchOf, mayBeginWith, type WordMention } from "./match.ts";
import { record, type Scanning } from "./scan.ts";
import { isJoined, type Tokens } from "./tokens.ts";
import { trait } from "./word-form.ts";

/** The most words of a conjunct that lacks the shared word, and of the shared words. */
const longestConjunct = 4;
const mostShared = 3;

/**
 * Records the names whose last words stand only after a conjunction. Gives the mentions that are but the first word of
 * such a name: "rod" in "rod and cone photoreceptors".
 */
export function sharedEnds(scanning: Scanning, mentions: readonly WordMention[]): readonly WordMention[] {
  const replaced: WordMention[] = [];
  for (let number = 0; number < mentions.length; number++) {
    const mention = mentions[number] as WordMention;
    const left = conjunctBefore(scanning, mention.first);
    // A mention of one word shares nothing, and one with a hole is a name in another order.
    if (left < 0 || mention.count < 2 || holeOf(mention.match.details) >= 0) continue;
    shareEnd(scanning, left, mention, mentions.slice(Math.max(0, number - longestConjunct), number), replaced);
  }
  return replaced;
}

/** The last word of the conjunct before the word `right`; -1 where no conjunction stands there. */
function conjunctBefore(scanning: Scanning, right: number): number {
  const { tokens } = scanning;
  const between = tokens.gaps[right];
  if (between === gap.comma || between === gap.mark) return right - 1;
  const isAfter = right > 1 && between === gap.space && hasTrait(scanning, right - 1, trait.conjunction);
  return isAfter ? conjunctBeforeWord(tokens, right - 1) : -1;
}

/** The last word of the conjunct before the conjunction. */
function conjunctBeforeWord(tokens: Tokens, conjunction: number): number {
  const before = tokens.gaps[conjunction];
  return before === gap.break || before === gap.openBracket ? -1 : conjunction - 1;
}

/**
 * "rod and cone photoreceptors": what stands before the conjunction has the end of the name after it. A name of several
 * words there has an end of its own: "colorectal cancer and liver metastasis".
 */
function shareEnd(
  scanning: Scanning,
  left: number,
  { first, count }: WordMention,
  before: readonly WordMention[],
  replaced: WordMention[],
): void {
  const { tokens } = scanning;
  // A plural is a noun of its own: "astrocytes and glial cells".
  if (hasTrait(scanning, left, trait.plural)) return;
  let from = left;
  while (from > 0 && left - from < longestConjunct - 1 && isJoined(tokens, from)) from--;
  for (; from <= left; from++) {
    const start = from;
    const whole = before.find((mention) => mention.first === start && start + mention.count === left + 1);
    if (whole ? whole.count > 1 : isCovered(before, from, left)) continue;
    for (let shared = Math.min(mostShared, count - 1); shared > 0; shared--) {
      const words = [...range(from, left + 1), ...range(first + count - shared, first + count)];
      const found = matchOf(scanning, words);
      if (!found) continue;
      if (whole) replaced.push(whole);
      record(scanning, words, found);
      return;
    }
  }
}

/** True where each of the words is in a mention. */
function isCovered(mentions: readonly WordMention[], from: number, to: number): boolean {
  return range(from, to + 1).every((token) =>
    mentions.some(({ first, count }) => first <= token && token < first + count),
  );
}

/**
 * "type I and II fibers": a word before the conjunction and those after it make a name with each of the two. Gives the
 * words after the conjunctions, at which no other name begins then.
 */
export function sharedBothEnds(scanning: Scanning): readonly number[] {
  const starts: number[] = [];
  const { tokens } = scanning;
  for (let number = 0; number < tokens.conjunctions.count; number++) {
    const conjunction = tokens.conjunctions.values[number] as number;
    const left = conjunctBeforeWord(tokens, conjunction);
    if (left < 1 || !isJoined(tokens, left) || !isFollowed(tokens, conjunction)) continue;
    if (!mayBeginWith(scanning, left - 1, left) || !mayBeginWith(scanning, left - 1, conjunction + 1)) continue;
    // A name on either side shares nothing: "colorectal cancer and liver metastasis".
    if (matchOf(scanning, [left - 1, left]) && isNameFrom(scanning, conjunction + 1)) continue;
    if (shareBothEnds(scanning, left, conjunction + 1)) starts.push(conjunction + 1);
  }
  return starts;
}

/** True where a name of several words begins. */
function isNameFrom(scanning: Scanning, first: number): boolean {
  return longestAt(scanning, first, false, mayBeginWith(scanning, first, first + 1)) !== undefined;
}

function shareBothEnds(scanning: Scanning, left: number, right: number): boolean {
  const { tokens } = scanning;
  for (let shared = 1; shared <= mostShared && isFollowed(tokens, right + shared - 1); shared++) {
    const end = range(right + 1, right + 1 + shared);
    const one = [left - 1, left, ...end];
    const other = [left - 1, right, ...end];
    const found = matchOf(scanning, other);
    const before = found && matchOf(scanning, one);
    if (!found || !before) continue;
    record(scanning, one, before);
    record(scanning, other, found);
    return true;
  }
  return false;
}

const isFollowed = (tokens: Tokens, token: number): boolean => token + 1 < tokens.count && isJoined(tokens, token + 1);

export function range(from: number, to: number): number[] {
  const numbers: number[] = [];
  for (let number = from; number < to; number++) numbers.push(number);
  return numbers;
}

/** "cultured Schwann cells" are cultured cells, too. */
export function sharedHead(scanning: Scanning, { first, count, match }: WordMention): void {
  const { tokens } = scanning;
  const head = first + count - 1;
  if (count < 2 || holeOf(match.details) >= 0) return;
  for (let from = first - 1; from >= Math.max(0, first - 3) && isJoined(tokens, from + 1); from--) {
    if (!hasTrait(scanning, from, trait.state)) continue;
    const words = [...range(from, first), head];
    const found = matchOf(scanning, words);
    if (!found || found.terms[0] === match.terms[0]) continue;
    record(scanning, words, found);
    return;
  }
}
