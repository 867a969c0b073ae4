/** The values of `text-case`, over text that may be split by markup: the case of a word is decided by the whole. */
import { type Branch, type Node, plainText } from "./nodes.ts";

export type TextCase = "lowercase" | "uppercase" | "capitalize-first" | "capitalize-all" | "sentence" | "title";

/** `title` changes English text only. */
export function withCase(
  nodes: readonly Node[],
  textCase: TextCase,
  language: string,
  isEnglish: boolean,
): readonly Node[] {
  if (textCase === "title" && !isEnglish) return nodes;
  const whole = plainText(nodes);
  const change = changes[textCase](whole, language);
  let at = 0;
  const walk = (part: readonly Node[], isKept: boolean): readonly Node[] =>
    part.map((node) => {
      if (typeof node !== "string") {
        return { ...node, children: walk(node.children, isKept || keepsCase(node, textCase)) };
      }
      const start = at;
      at += node.length;
      return isKept ? node : change(node, start);
    });
  return walk(nodes, false);
}

/** Text in a font of its own is a name or a symbol to title case. */
function keepsCase({ tag, formats }: Branch, textCase: TextCase): boolean {
  if (tag === "no-case" || tag === "no-decor") return true;
  const isSymbol = formats?.some(
    (format) => format === "superscript" || format === "subscript" || format === "small-caps",
  );
  return textCase === "title" && isSymbol === true;
}

/** Given a part of the whole and where it starts, the part in the new case. */
type Change = (part: string, start: number) => string;

const changes: Readonly<Record<TextCase, (whole: string, language: string) => Change>> = {
  lowercase: (_, language) => (part) => part.toLocaleLowerCase(language),
  uppercase: (_, language) => (part) => part.toLocaleUpperCase(language),
  "capitalize-first": (whole, language) => {
    const first = wordsOf(whole)[0];
    return first === undefined ? kept : eachWord([first], (word) => capitalised(word, language));
  },
  "capitalize-all": (whole, language) => eachWord(wordsOf(whole), (word) => capitalised(word, language)),
  sentence: (whole, language) => {
    const words = wordsOf(whole);
    const isUppercase = isAllUppercase(whole);
    return eachWord(words, (word, place) => {
      const text = isUppercase ? word.toLocaleLowerCase(language) : word;
      return place === 0 ? capitalised(text, language) : text;
    });
  },
  title: (whole, language) => {
    const words = wordsOf(whole);
    return eachWord(words, (word, place) => {
      const start = words[place]?.start ?? 0;
      if (isSymbolOfCompound(word, whole, start)) return word;
      const isInner = place > 0 && place < words.length - 1 && !startsAnew(whole, start);
      return isInner && isStopWord(word, whole, start) ? word : capitalised(word, language);
    });
  },
};

function kept(part: string): string {
  return part;
}

interface Word {
  readonly text: string;
  readonly start: number;
}

const wordPattern = /[\p{L}\p{N}\p{M}]+(?:['’`][\p{L}\p{M}]+)*/gu;

function wordsOf(text: string): readonly Word[] {
  return Array.from(text.matchAll(wordPattern), ({ 0: word, index }) => ({ text: word, start: index }));
}

/** A word that markup splits is changed in the part that holds its first letter. */
function eachWord(words: readonly Word[], change: (word: string, place: number) => string): Change {
  return (part, start) => {
    let result = "";
    let at = 0;
    for (const [place, word] of words.entries()) {
      const from = word.start - start;
      if (from < 0 || from >= part.length) continue;
      const inside = part.slice(from, from + word.text.length);
      result += part.slice(at, from) + change(word.text, place).slice(0, inside.length);
      at = from + inside.length;
    }
    return result + part.slice(at);
  };
}

/** With a capital, if it has none yet. */
function capitalised(word: string, language: string): string {
  if (word !== word.toLocaleLowerCase(language)) return word;
  const first = String.fromCodePoint(word.codePointAt(0) ?? 0);
  const upper = first.toLocaleUpperCase(language);
  return upper.length === first.length ? upper + word.slice(first.length) : word;
}

function isAllUppercase(text: string): boolean {
  return /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text);
}

function startsAnew(whole: string, start: number): boolean {
  return /[:?!.…]["'”’“‘(]*\s+["'“‘(]*$/.test(whole.slice(0, start)) || /[:]\s*["'“‘(]*$/.test(whole.slice(0, start));
}

/** CSL's stop words (`stop-words.json` of its documentation), articles, conjunctions and particles; phrases word by word. */
const stopWords = new Set(
  `a about above according across afore after against ahead al along alongside amid amidst among amongst an and anenst
  apart apropos apud around as aside astride at athwart atop back barring because before behind below beneath beside
  besides between beyond but by c ca circa close contra d de despite down due during e el et except far for forenenst from
  given in inside instead into la les lest li like los modulo near next nor notwithstanding of off on onto or out outside
  over per plus prior pro pursuant qua rather regardless sans since so such than that the through throughout thru thruout
  till to toward towards under underneath until unto up upon v van versus via vis-à-vis von vs where with within without
  yet`.split(/\s+/),
);
const firstOfPhrase = new Map(
  Object.entries({
    according: "to",
    ahead: "of",
    apart: "from",
    back: "to",
    because: "of",
    close: "to",
    due: "to",
    far: "from",
    instead: "of",
    outside: "of",
    prior: "to",
    pursuant: "to",
    rather: "than",
    regardless: "of",
    such: "as",
    that: "of",
    where: "as",
  }),
);

/** "β" in "β-catenin". */
function isSymbolOfCompound(word: string, whole: string, start: number): boolean {
  const end = start + word.length;
  if (word.length !== 1 || (start === 0 && /[a-z]/i.test(word))) return false;
  return /[-–]/.test(whole[end] ?? "") || /[-–]/.test(whole[start - 1] ?? "");
}

function isStopWord(word: string, whole: string, start: number): boolean {
  const lower = word.toLowerCase();
  const following = whole[start + word.length] ?? "";
  if (!stopWords.has(lower) || following === "-" || (following === "." && !/^(?:vs?|ca?)$/.test(lower))) return false;
  const next = firstOfPhrase.get(lower);
  return (
    next === undefined ||
    whole
      .slice(start + word.length)
      .toLowerCase()
      .startsWith(` ${next}`)
  );
}
