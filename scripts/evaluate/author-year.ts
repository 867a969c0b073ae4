/**
 * Measures how well the check of authors and years in the text finds mismatches: sentences of every form over the bundled
 * references, half of them with the names, the year or the key of another work.
 *
 * usage: npm run evaluate:author-year -- [--seed N] [--count N] [--show]
 *
 * Prints precision and recall for each form and for all; with `--show` every sentence that was judged wrongly. Exits 1 where
 * precision is below 0.99 or recall below 0.95.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { authorYearMismatch } from "../../server/src/checks/author-year-mismatch.ts";
import { familyNameOf, hasAllAuthors, type Reference, yearOf } from "../../server/src/syntax/reference.ts";
import { createDocument } from "../../server/src/text/document.ts";
import { readSettings } from "../../server/src/workspace/settings.ts";
import { snapshotOf } from "../snapshot.ts";
import { numberOption, pick } from "./generated.ts";

const data = join(import.meta.dirname, "../../server/data/references.json");
const json = readFileSync(data, "utf8");
const all = (JSON.parse(json) as Reference[]).filter((it) => (it.author ?? []).length > 0 && yearOf(it) !== undefined);

const families = (reference: Reference): string[] => (reference.author ?? []).map(familyNameOf);
const letters = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/[^\p{L}]/gu, "")
    .toLowerCase();
const shareNoAuthor = (one: Reference, other: Reference): boolean => {
  const names = new Set(
    families(one)
      .flatMap((name) => name.split(/[\s-]/))
      .map(letters),
  );
  return !families(other).some((name) => name.split(/[\s-]/).some((part) => names.has(letters(part))));
};

/** What a sentence says of a work: its own names and year, or those of another. */
interface Told {
  readonly names: readonly string[];
  readonly isAll: boolean;
  readonly year: number;
}

function told(reference: Reference): Told {
  return { names: families(reference), isAll: hasAllAuthors(reference), year: yearOf(reference) ?? 0 };
}

function label({ names, isAll }: Told, and = " and ", others = " et al."): string {
  return !isAll || names.length > 2 ? `${names[0]}${others}` : names.join(and);
}

type Kind = "names" | "year" | "key";

interface Form {
  readonly name: string;
  readonly suits?: (reference: Reference) => boolean;
  readonly kinds: readonly Kind[];
  readonly extension?: string;
  /** A sentence that tells one work and cites the key; `other` is a further work, told and cited rightly. */
  readonly write: (told: Told, key: string, other: Reference) => string;
}

const isSeveral = (it: Reference): boolean => !hasAllAuthors(it) || families(it).length > 1;
const isTwo = (it: Reference): boolean => hasAllAuthors(it) && families(it).length === 2;
const isThree = (it: Reference): boolean => hasAllAuthors(it) && families(it).length === 3;
const hasParticle = (it: Reference): boolean => /^(?:v[ao]n|de|der|den|auf|la) /i.test(families(it)[0] ?? "");
const isGroup = (it: Reference): boolean => /\s\p{Lu}.*\s/u.test(it.author?.[0]?.literal ?? "");
const isPerson = (it: Reference): boolean => !isGroup(it);
const accents: Readonly<Record<string, string>> = {
  "\u0301": "'",
  "\u0308": '"',
  "\u0300": "`",
  "\u0303": "~",
  "\u0302": "^",
};
const inLatex = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/(\p{L})([\u0300-\u0303\u0308])/gu, (_, letter: string, mark: string) => `\\${accents[mark]}{${letter}}`);

const everyKind: readonly Kind[] = ["names", "year", "key"];
const nameKinds: readonly Kind[] = ["names", "key"];

const forms: readonly Form[] = [
  { name: "A et al. (Y) [@k]", kinds: everyKind, write: (it, key) => `${label(it)} (${it.year}) [@${key}]` },
  {
    name: "A and B [@k]",
    suits: isTwo,
    kinds: nameKinds,
    write: (it, key) => `${label(it, pick([" and ", " & "]))} [@${key}]`,
  },
  {
    name: "A and B (Y) [@k]",
    suits: isTwo,
    kinds: everyKind,
    write: (it, key) => `${label(it)} (${it.year}) [@${key}]`,
  },
  {
    name: "A, B & C (Y) [@k]",
    suits: isThree,
    kinds: ["year", "key"],
    write: ({ names: [a, b, c], year }, key) => `${a}, ${b} & ${c} (${year}) [@${key}]`,
  },
  {
    name: "A et al. (Y; Y) [@k; @l]",
    suits: isSeveral,
    kinds: ["year"],
    write: (it, key, other) => {
      const same = all.find((own) => families(own)[0] === it.names[0] && own.id !== key && isSeveral(own)) ?? other;
      return families(same)[0] === it.names[0]
        ? `${it.names[0]} et al. (${yearOf(same)}; ${it.year}) [@${same.id}; @${key}]`
        : `${label(it)} (${it.year}) and ${label(told(same))} (${yearOf(same)}) [@${key}; @${same.id}]`;
    },
  },
  {
    name: "A's work (Ya) [@k]",
    kinds: everyKind,
    write: (it, key) =>
      `${it.names[0]}${pick(["'s", "’s"])} ${pick(["work", "early study", "experiments"])} (${it.year}${pick(["", "a", "b"])}) [@${key}]`,
  },
  {
    name: "A et al.'s Y study [@k]",
    kinds: everyKind,
    write: (it, key) => `${label(it)}'s ${it.year} study [@${key}]`,
  },
  {
    name: "particles: A et al. showed in Y [@k]",
    suits: hasParticle,
    kinds: everyKind,
    write: (it, key) => `${label(it)} showed in ${it.year} [@${key}]`,
  },
  {
    name: "A et al. showed in Y [@k]",
    kinds: everyKind,
    write: (it, key) => `${label(it)} ${pick(["showed", "first reported", "proposed"])} in ${it.year} [@${key}]`,
  },
  {
    name: "A et al.\\ (Ya) \\cite{k}",
    extension: "tex",
    kinds: everyKind,
    write: (it, key) => `${inLatex(label(it))}${pick(["\\ ", "~", " "])}(${it.year}${pick(["", "a"])})~\\cite{${key}}`,
  },
  {
    name: "A \\emph{et al.} \\citep[p. 3]{k}",
    suits: isSeveral,
    extension: "tex",
    kinds: nameKinds,
    write: (it, key) => `${inLatex(label(it, " \\& ", " \\emph{et al.}"))} \\citep[p.~3]{${key}}`,
  },
  {
    name: "A et al. \\citet{k}",
    suits: isSeveral,
    extension: "tex",
    kinds: nameKinds,
    write: (it, key) => `${inLatex(label(it))} \\citet{${key}}`,
  },
  { name: "A et al. @k", suits: isSeveral, kinds: nameKinds, write: (it, key) => `${label(it)} @${key}` },
  {
    name: "A *et al.* [-@k]",
    suits: isSeveral,
    kinds: nameKinds,
    write: (it, key) => `${label(it, " and ", " *et al.*")} [-@${key}]`,
  },
  { name: "(A et al., Y) [@k]", kinds: everyKind, write: (it, key) => `(${label(it)}, ${it.year}) [@${key}]` },
  {
    name: "A (Y), B (Z) and C (X) [@k; @l; @m]",
    kinds: everyKind,
    write: (it, key, other) =>
      `${label(told(other))} (${yearOf(other)}) and ${label(it)} (${it.year}) [@${key}; @${other.id}]`,
  },
  {
    name: "a group (Y) [@k]",
    suits: isGroup,
    kinds: ["year", "key"],
    write: (it, key) => `the ${it.names[0]} (${it.year}) [@${key}]`,
  },
  {
    name: "another work is cited later",
    kinds: [],
    write: (it, _key, other) =>
      `${label(it)} (${it.year}) ${pick(["and others have shown this", "saw it too; it was confirmed since"])} [@${other.id}]`,
  },
];

const openings = [
  "",
  "However, ",
  "In mice, ",
  "In Germany, ",
  "As shown by ",
  "Moreover, ",
  "In contrast to ",
  "Following ",
];

const library = createDocument("file:///references.json", json);
const settings = readSettings({ bibliographies: ["references.json"] });

function isReported(sentence: string, extension: string): boolean {
  const manuscript = createDocument(`file:///review.${extension}`, sentence);
  if (!library || !manuscript) throw new Error("The sentence is no manuscript.");
  const snapshot = snapshotOf([library, manuscript], { settings });
  return authorYearMismatch.run(snapshot, manuscript).length > 0;
}

/** A work of which nothing fits the other: no author, nor the year. */
function anotherThan(reference: Reference, suits: (it: Reference) => boolean): Reference {
  const others = all.filter((it) => shareNoAuthor(it, reference) && yearOf(it) !== yearOf(reference));
  const suiting = others.filter(suits);
  return pick(suiting.length > 0 ? suiting : others.filter(isSeveral));
}

interface Tally {
  right: number;
  false: number;
  missed: number;
  quiet: number;
}

const tallies = new Map<string, Tally>();
const count = numberOption("--count", 200);
for (let number = 0; number < count; number++) {
  const form = forms[number % forms.length] ?? pick(forms);
  const suits = form.suits ?? isPerson;
  const reference = pick(all.filter(suits));
  const isMismatch = form.kinds.length > 0 && Math.floor(number / forms.length) % 2 === 0;
  const kind = isMismatch ? pick(form.kinds) : undefined;
  const own = told(reference);
  const other = anotherThan(reference, isPerson);
  const wrong =
    kind === "names" || kind === "key"
      ? told(anotherThan(reference, form.name.startsWith("a group") ? isPerson : suits))
      : own;
  const written: Told =
    kind === "key"
      ? wrong
      : kind === "names"
        ? { ...wrong, year: own.year }
        : kind === "year"
          ? { ...own, year: own.year + pick([-5, -2, -1, 1, 2, 3]) }
          : own;
  const sentence = `${pick(openings)}${form.write(written, reference.id, other)}.`;
  const reported = isReported(sentence, form.extension ?? "md");
  const tally = tallies.get(form.name) ?? { right: 0, false: 0, missed: 0, quiet: 0 };
  tallies.set(form.name, tally);
  tally[isMismatch ? (reported ? "right" : "missed") : reported ? "false" : "quiet"]++;
  if (reported !== isMismatch && process.argv.includes("--show"))
    console.log(
      `${isMismatch ? `missed (${kind})` : "false"}: ${sentence}\n    ${label(told(reference))} ${yearOf(reference)} ${families(reference).slice(0, 4)}`,
    );
}

const sum: Tally = { right: 0, false: 0, missed: 0, quiet: 0 };
for (const tally of tallies.values())
  for (const field of ["right", "false", "missed", "quiet"] as const) sum[field] += tally[field];
const rows = [...tallies, ["all", sum] as const].map(([form, { right, false: wrongly, missed, quiet }]) => ({
  form,
  sentences: right + wrongly + missed + quiet,
  mismatched: right + missed,
  precision: right + wrongly === 0 ? "" : (right / (right + wrongly)).toFixed(3),
  recall: right + missed === 0 ? "" : (right / (right + missed)).toFixed(3),
}));
console.table(rows);
process.exitCode = sum.right / (sum.right + sum.false) >= 0.99 && sum.right / (sum.right + sum.missed) >= 0.95 ? 0 : 1;
