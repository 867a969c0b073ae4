/** Queries of each kind, drawn from the names of a terminology. */
import { namesOf, type Term } from "../../server/src/terms/model.ts";
import { createRandom } from "./synthetic.ts";

export type QueryKind =
  | "exact"
  | "prefix"
  | "short prefix"
  | "word prefix"
  | "frequent word"
  | "several prefixes"
  | "near miss";

export function makeQueries(terms: readonly Term[], count: number): Map<QueryKind, string[]> {
  const random = createRandom(2);
  const below = (limit: number) => Math.floor(random() * limit);
  const name = (): string => {
    const term = terms[below(terms.length)];
    const names = term ? namesOf(term) : [];
    return names[below(names.length)]?.[0] ?? "";
  };
  const nameWith = (words: number): string[] => {
    for (;;) {
      const found = name().split(/\s+/);
      if (found.length >= words) return found;
    }
  };
  const start = (word: string, least: number, most: number) => word.slice(0, least + below(most - least + 1));
  const times = (make: () => string) => Array.from({ length: count }, make);
  const frequent = frequentWords(terms).slice(0, 150);
  return new Map<QueryKind, string[]>([
    ["exact", times(name)],
    ["prefix", times(() => start(name(), 4, 16))],
    ["short prefix", times(() => start(name(), 1, 3))],
    ["word prefix", times(() => start(nameWith(2).at(-1 - below(1)) ?? "", 3, 9))],
    ["frequent word", times(() => frequent[below(frequent.length)] ?? "cell")],
    [
      "several prefixes",
      times(() =>
        shuffled(nameWith(3), random)
          .slice(0, 2 + below(2))
          .map((word) => start(word, 1, 5))
          .join(" "),
      ),
    ],
    ["near miss", times(() => mistyped(nameWith(1), random))],
  ]);
}

function frequentWords(terms: readonly Term[]): string[] {
  const counts = new Map<string, number>();
  for (const term of terms) {
    for (const [name] of namesOf(term)) {
      for (const word of name.split(/\s+/)) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([word]) => word);
}

function shuffled(words: readonly string[], random: () => number): string[] {
  return words
    .map((word) => [random(), word] as const)
    .sort(([a], [b]) => a - b)
    .map(([, word]) => word);
}

/** The name with a typing error in its longest word, or two where that has eight letters. */
function mistyped(words: readonly string[], random: () => number): string {
  const longest = words.reduce((a, b) => (b.length > a.length ? b : a));
  let typed = longest;
  for (let errors = longest.length >= 8 && random() < 0.5 ? 2 : 1; errors > 0; errors--) {
    const at = 1 + Math.floor(random() * (typed.length - 1));
    const letter = String.fromCharCode(97 + Math.floor(random() * 26));
    const changes = [
      typed.slice(0, at) + typed.slice(at + 1),
      typed.slice(0, at) + letter + typed.slice(at),
      typed.slice(0, at) + letter + typed.slice(at + 1),
      typed.slice(0, at - 1) + typed.charAt(at) + typed.charAt(at - 1) + typed.slice(at + 1),
    ];
    typed = changes[Math.floor(random() * changes.length)] ?? typed;
  }
  return words
    .map((word) => (word === longest ? typed : word))
    .slice(0, 3)
    .join(" ");
}
