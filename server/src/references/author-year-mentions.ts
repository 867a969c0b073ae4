/**
 * Works named in running text by author and year: "Zhou et al. (2021)", "van der Berg and Li", "Zhou's work (2021a)",
 * "Zhou, Li & Arda (2020; 2021)", "Zhou et al. showed in 2019".
 */
import type { Span } from "../text/document.ts";

export interface NamedAuthor extends Span {
  /** Words with a capital, and particles and prepositions between them; a word before the name may be among them: "In Zhou". */
  readonly text: string;
  /** True behind a comma: what stands before it may be no author, as in "In Germany, Zhou et al.". */
  readonly isAfterComma: boolean;
}

export interface NamedYear extends Span {
  readonly year: number;
  /** `a` in "2021a"; empty where there is none. */
  readonly letter: string;
}

/** Offsets are those of the text that was read. */
export interface AuthorYearMention extends Span {
  readonly authors: readonly [NamedAuthor, ...NamedAuthor[]];
  /** How authors are spoken of who are not named. "Zhou and colleagues" may name any of them, "Zhou et al." the first. */
  readonly others: "none" | "et al." | "colleagues";
  readonly isPossessive: boolean;
  /** From the first name to the last, or to "et al.". */
  readonly names: Span;
  readonly years: readonly NamedYear[];
}

const capital = String.raw`\p{Lu}[\p{L}\p{M}]*(?:['’]\p{Lu}[\p{L}\p{M}]*)*(?:[-‐‑–][\p{L}\p{M}]+(?:['’]\p{Lu}[\p{L}\p{M}]*)?)*(?![\p{L}\p{N}])`;
const particles = String.raw`(?:(?:van|von|der|den|de|del|della|di|da|dos|das|du|la|le|ten|ter|te|zu|zum|zur|el|al|bin|ibn|af|av|auf|dem|des)\s)*`;
const initials = String.raw`(?:\p{Lu}\.(?:\s|-(?=\p{Lu}\.))?)*`;
const name = `${initials}${particles}${capital}`;

const author = new RegExp(String.raw`${name}(?:\s(?:(?:of|for|on|the)\s){0,2}${name}){0,7}`, "uy");
const separator = /(?:,\s)?(?:and|&|und|et(?!\sal\b))\s|,\s(?!et\sal\b)|\s(?:and|&|und|et(?!\sal\b))\s/uy;
const etAl = /,?\set\sal\b\.?/uy;
const colleagues =
  /,?\s(?:and|&)\s(?:(?:his|her|their)\s)?(?:colleagues|co-?workers|collaborators|associates|others)\b/uy;

const possessive = /['’]s?(?![\p{L}\p{N}])/uy;
const lowerWord = String.raw`\p{Ll}[\p{Ll}-]*`;
/** Verbs with which writers date a publication; "collected in 2019" dates something else. */
const reportingVerb =
  "showed|shown|found|reported|demonstrated|described|published|proposed|introduced|noted|suggested|argued|concluded|wrote|" +
  "identified|discovered|presented|reviewed|established|revealed|observed|confirmed|summari[sz]ed|pointed out|developed";
const adverb = "had|have|already|also|first|previously|recently|later|originally|independently|elegantly|then";

/** What may stand between the names and an opening bracket with the year, or the year itself. */
const bracket = /,?\s?[([]\s?/uy;
const wordsAndBracket = new RegExp(String.raw`(?:\s${lowerWord}){1,4}\s?[([]\s?`, "uy");
const blank = /,?\s/uy;
const verbAndIn = new RegExp(
  String.raw`(?:\s(?:${adverb}))*\s(?:${reportingVerb})(?:\s(?:${adverb}|that))?\sin\s`,
  "uy",
);
const year = /((?:1[89]|20)\d\d)(?:([a-z])(?:\s?,\s?[a-z])*)?(?![\p{L}\p{N}])/uy;
const yearSeparator = /\s?(?:[,;&/]|,?\sand)\s?(?=(?:1[89]|20)\d\d)/uy;
const closingBracket = /\s?[)\]]/uy;
const followingWords = new RegExp(String.raw`(?:\s${lowerWord}){1,3}(?=\s?$)`, "uy");

/**
 * The mentions in a stretch of plain text, in order. One author alone, without a year, is among them: only who knows what
 * follows can tell what it is.
 */
export function authorYearMentions(text: string): readonly AuthorYearMention[] {
  const starts = new RegExp(String.raw`(?<![\p{L}\p{N}@/.])${particles}\p{Lu}`, "gu");
  const mentions: AuthorYearMention[] = [];
  for (let found = starts.exec(text); found; found = starts.exec(text)) {
    const mention = mentionAt(text, found.index);
    if (mention) mentions.push(mention);
    starts.lastIndex = Math.max(starts.lastIndex, mention?.end ?? 0);
  }
  return mentions;
}

function mentionAt(text: string, start: number): AuthorYearMention | undefined {
  const first = authorAt(text, start);
  if (!first) return undefined;
  const authors: [NamedAuthor, ...NamedAuthor[]] = [first];
  let at = first.end;
  for (let next = nextAuthor(text, at); next; next = nextAuthor(text, at)) {
    authors.push(next);
    at = next.end;
  }
  const etAlEnd = endOf(etAl, text, at);
  const colleaguesEnd = endOf(colleagues, text, at);
  const others = etAlEnd !== undefined ? "et al." : colleaguesEnd !== undefined ? "colleagues" : "none";
  const names = { start, end: etAlEnd ?? colleaguesEnd ?? at };
  const owned = endOf(possessive, text, names.end);
  const { years, end } = yearsAfter(text, names.end, owned);
  return { start, end, authors, others, isPossessive: owned !== undefined, names, years };
}

/** Where the first name begins: behind what a sentence may begin with. */
export function nameStart({ authors: [first], names }: AuthorYearMention): number {
  const before =
    /^(?:In|As|See|By|While|When|Since|Although|But|And|From|For|With|Like|Unlike|The|Both|After|Following)\s/.exec(
      first.text,
    );
  return names.start + (before?.[0].length ?? 0);
}

function authorAt(text: string, start: number, isAfterComma = false): NamedAuthor | undefined {
  const end = endOf(author, text, start);
  return end === undefined ? undefined : { text: text.slice(start, end), start, end, isAfterComma };
}

function nextAuthor(text: string, at: number): NamedAuthor | undefined {
  const start = endOf(separator, text, at);
  return start === undefined ? undefined : authorAt(text, start, /^,\s$/.test(text.slice(at, start)));
}

/** `owned` is the end of the possessive's ending. */
function yearsAfter(
  text: string,
  names: number,
  owned: number | undefined,
): { years: readonly NamedYear[]; end: number } {
  const after = owned ?? names;
  const bracketed =
    endOf(bracket, text, after) ?? (owned === undefined ? undefined : endOf(wordsAndBracket, text, after));
  const open = bracketed === undefined ? undefined : yearsAt(text, bracketed);
  if (open) return { years: open.years, end: endOf(closingBracket, text, open.end) ?? open.end };
  const start = endOf(verbAndIn, text, after) ?? endOf(blank, text, after);
  const plain = start === undefined ? undefined : yearsAt(text, start);
  if (!plain) return { years: [], end: names };
  return {
    years: plain.years,
    end: (owned === undefined ? undefined : endOf(followingWords, text, plain.end)) ?? plain.end,
  };
}

function yearsAt(text: string, start: number): { years: readonly NamedYear[]; end: number } | undefined {
  const years: NamedYear[] = [];
  let at: number | undefined = start;
  let end = start;
  while (at !== undefined) {
    year.lastIndex = at;
    const [written, digits = "", letter = ""] = year.exec(text) ?? [];
    if (written === undefined) break;
    years.push({ year: Number(digits), letter, start: at, end: at + digits.length });
    end = at + written.length;
    at = endOf(yearSeparator, text, end);
  }
  return years.length > 0 ? { years, end } : undefined;
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
