/** A terminology of any size that is made of the words of real ones, as often as they have them and in their company. */
import { namesOf, type Term } from "../../server/src/terms/model.ts";
import { term } from "../../test/unit/terms/terminology.ts";

/** How many of 100 words are new: larger terminologies have more words, as the real ones do. */
const newWords = 3;

/** Numbers from 0 to below 1, the same in every run. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Names are walks from word to word: each word is one that follows the word before in some real name, as often as it
 * does there, and a walk ends where the real name does. One or two words of 100 are new, from the beginning of one
 * real word and the end of another.
 */
export function synthesise(real: readonly Term[], nameCount: number): Term[] {
  const random = createRandom(1);
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)];
  const { followers, words } = chainOf(real);
  const makeName = (): string => {
    const name: string[] = [];
    for (let word = pick(followers.get("") ?? []); word && name.length < 12; word = pick(followers.get(word) ?? [])) {
      const changed = random() * 100 < newWords ? spliced(word, pick(words) ?? word, random()) : word;
      name.push(changed);
    }
    return name.join(" ");
  };
  const seen = new Set<string>();
  const next = (): string => {
    for (let tries = 0; ; tries++) {
      const made = makeName();
      const name = tries < 3 ? made : `${made} ${spliced(pick(words) ?? "", pick(words) ?? "", random())}`;
      if (name === "" || seen.has(name)) continue;
      seen.add(name);
      return name;
    }
  };
  const terms: Term[] = [];
  for (let count = 0; count < nameCount; ) {
    const synonymCount = Math.min(Math.floor(random() * 4), nameCount - count - 1);
    terms.push(termOf(terms.length, next(), Array.from({ length: synonymCount }, next)));
    count += synonymCount + 1;
  }
  return terms;
}

function chainOf(real: readonly Term[]): { followers: Map<string, string[]>; words: string[] } {
  const followers = new Map<string, string[]>();
  const words = new Set<string>();
  for (const term of real) {
    for (const [name] of namesOf(term)) {
      let before = "";
      for (const word of [...name.split(/\s+/), ""]) {
        const known = followers.get(before);
        if (known) known.push(word);
        else followers.set(before, [word]);
        words.add(word);
        before = word;
      }
    }
  }
  return { followers, words: [...words] };
}

function spliced(a: string, b: string, at: number): string {
  return a.slice(0, Math.ceil(a.length * (0.3 + at / 2))) + b.slice(Math.floor(b.length / 2));
}

function termOf(number: number, label: string, synonyms: readonly string[]): Term {
  return term(`SYN:${String(number).padStart(7, "0")}`, label, [], {
    kind: "process",
    synonyms: synonyms.map((text, index) => ({ text, scope: index === 2 ? "related" : "exact" })),
    definition: `${label}, as the benchmark defines it.`,
  });
}
