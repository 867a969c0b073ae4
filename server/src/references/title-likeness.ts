/** How alike two titles are: word by word, forgiving what is lost in spelling and punctuation but no number and no word. */
import { foldedChunks } from "./words.ts";

/** A title made ready to be compared. */
export interface ComparedTitle {
  /** Folded words without articles and the commonest prepositions. */
  readonly words: readonly string[];
  /** The words before the subtitle; all of them where there is none. */
  readonly main: readonly string[];
  /** What sets a notice apart from the work that it is about: `correction`, `reply`, …; empty for a work itself. */
  readonly notice: string;
}

const passedOver = new Set("a an the and of in on for to by und der die das la le les el et y e".split(" "));

const romanNumerals: ReadonlyMap<string, string> = new Map(
  "i ii iii iv v vi vii viii ix x xi xii".split(" ").map((roman, index) => [roman, String(index + 1)]),
);

/** Where a subtitle begins. A hyphen needs space on both sides, a full stop a word of more than one letter before it. */
const subtitleStart = /[:;?!—–]\s|\s[-—–]+\s|(?<=\p{L}{2})\.\s/u;

const notices: readonly (readonly [string, RegExp])[] = [
  ["correction", /^(?:(?:author|publisher|editorial) )?(?:correction|corrections|corrigend|errat|addend)/],
  ["retraction", /^(?:(?:notice|statement) of )?retraction\b|^partial retraction/],
  ["concern", /^(?:(?:editorial )?(?:expression|statement) of )concern/],
  ["reply", /^(?:(?:the )?authors?'? |in )?(?:reply|response) (?:to|from)\b|^(?:(?:the )?authors? |in )?reply\b/],
  [
    "comment",
    /^(?:comment|comments|commentary|letter|editorial|perspective|re) (?:on|to|regarding|re)\b|^re\b|^comment\b/,
  ],
  ["protocol", /\b(?:study |trial )?protocol\b|\brationale and (?:study )?design\b/],
];

/** Words with which a part of a work begins, so that what stands before them is no whole title. */
const partStart = /^(?:part|vol|volume|chapter|section|no|number|supplement|supplementary|appendix|\d+)$/;

export function comparedTitle(title: string): ComparedTitle {
  const bare = title.replace(/^\s*(?:retracted(?: article)?|withdrawn)\s*[:.]\s*/i, "").replace(/[.\s]+$/, "");
  const start = subtitleStart.exec(bare);
  const words = wordsOf(bare);
  const head = start ? wordsOf(bare.slice(0, start.index)) : words;
  const tail = words[head.length] ?? "";
  const plain = foldedChunks(bare).flat().join(" ");
  return {
    words,
    main: partStart.test(tail) ? words : head,
    notice: notices.find(([, pattern]) => pattern.test(plain))?.[0] ?? "",
  };
}

function wordsOf(title: string): string[] {
  const words = foldedChunks(title).flat();
  const kept = words.filter((word) => !passedOver.has(word)).map((word) => romanNumerals.get(word) ?? word);
  return kept.length > 0 ? kept : words;
}

export interface TitleLikeness {
  /** The share of letters that both have, from 0 to 1. */
  readonly share: number;
  /** How many letters the shorter one has. */
  readonly letters: number;
  /** True where one lacks the subtitle. */
  readonly isShortened: boolean;
  /** True where another word stands in one than in the other, and not only another spelling. */
  readonly differs: boolean;
}

const unlike: TitleLikeness = { share: 0, letters: 0, isShortened: false, differs: true };

/** Titles with other numbers (`part 2`, `CD8`, `2020`), or of which one is a notice about the other, are not alike at all. */
export function titleLikeness(first: ComparedTitle, second: ComparedTitle): TitleLikeness {
  if (first.words.length === 0 || second.words.length === 0 || first.notice !== second.notice) return unlike;
  const whole = alignedLikeness(first.words, second.words);
  if (whole.share === 1) return whole;
  const hasMore = first.words.length > second.words.length ? first : second;
  const hasLess = hasMore === first ? second : first;
  if (hasLess.main.length < hasLess.words.length || hasMore.main.length === hasMore.words.length) return whole;
  const shortened = alignedLikeness(hasMore.main, hasLess.words);
  const isBetter = shortened.share > whole.share || (whole.differs && !shortened.differs);
  return isBetter ? { ...shortened, isShortened: true } : whole;
}

function alignedLikeness(first: readonly string[], second: readonly string[]): TitleLikeness {
  const lengthOf = (words: readonly string[]) => words.reduce((sum, { length }) => sum + length, 0);
  const lengths = [lengthOf(first), lengthOf(second)] as const;
  const letters = Math.min(...lengths);
  // Words may be parted in other places: "down-regulation" and "downregulation".
  if (first.join("") === second.join("")) return { share: 1, letters, isShortened: false, differs: false };
  if (letters * 2 < Math.max(...lengths)) return unlike;
  let lost = 0;
  let differs = false;
  for (const gap of gapsBetween(first, second)) {
    const [mine, yours] = gap.map((words) => words.join("")) as [string, string];
    if (mine === yours) continue;
    if (mine.replace(/\D/g, "") !== yours.replace(/\D/g, "")) return unlike;
    const slips = slipsIn(gap, mine, yours);
    lost += slips === undefined ? mine.length + yours.length : 2 * slips;
    differs ||= slips === undefined && mine !== "" && yours !== "";
  }
  return { share: Math.max(0, 1 - lost / (lengths[0] + lengths[1])), letters, isShortened: false, differs };
}

type Gap = readonly [mine: readonly string[], yours: readonly string[]];

/** How many words of a gap are spelled in two ways; `undefined` where there are other words. */
function slipsIn([mine, yours]: Gap, joinedMine: string, joinedYours: string): number | undefined {
  if (isSlip(joinedMine, joinedYours)) return 1;
  if (mine.length !== yours.length) return undefined;
  const others = mine.map((word, index) => [word, yours[index] ?? ""] as const).filter(([a, b]) => a !== b);
  return others.every(([a, b]) => isSlip(a, b)) ? others.length : undefined;
}

/** What stands in one between the words that both have in the same order, and what stands there in the other. */
function gapsBetween(first: readonly string[], second: readonly string[]): Gap[] {
  const width = second.length + 1;
  const common = new Uint16Array((first.length + 1) * width);
  for (let a = first.length - 1; a >= 0; a--)
    for (let b = second.length - 1; b >= 0; b--)
      common[a * width + b] =
        first[a] === second[b]
          ? (common[(a + 1) * width + b + 1] ?? 0) + 1
          : Math.max(common[(a + 1) * width + b] ?? 0, common[a * width + b + 1] ?? 0);
  const gaps: Gap[] = [];
  let mine: string[] = [];
  let yours: string[] = [];
  for (let a = 0, b = 0; a < first.length || b < second.length; ) {
    if (a < first.length && b < second.length && first[a] === second[b]) {
      gaps.push([mine, yours]);
      mine = [];
      yours = [];
      a++;
      b++;
    } else if (
      b >= second.length ||
      (a < first.length && (common[(a + 1) * width + b] ?? 0) >= (common[a * width + b + 1] ?? 0))
    )
      mine.push(first[a++] ?? "");
    else yours.push(second[b++] ?? "");
  }
  gaps.push([mine, yours]);
  return gaps;
}

/** One letter more, less or other in a word of four or more: what a lost diacritic or a typing error leaves. */
export function isSlip(first: string, second: string): boolean {
  const [short, long] = first.length <= second.length ? [first, second] : [second, first];
  if (short.length < 4 || long.length - short.length > 1) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start++;
  const rest = start + (short.length === long.length ? 1 : 0);
  return short.slice(rest) === long.slice(start + 1);
}
