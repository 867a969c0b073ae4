/**
 * Measures how well citations in pasted text are matched with a library: texts that cite the bundled references as Vancouver, APA and Harvard
 * print them, with their list as it comes out of journals and of PDF, among sentences whose numbers, years and brackets cite nothing.
 * One in six of the cited works is missing from the library, so that its citation must stay.
 *
 * usage: npm run evaluate:literal-citations -- [--seed N] [--count N] [--show]
 *
 * Counts what would be ticked, each work of each citation by itself; prints precision and recall for each style, and, apart from
 * them, for texts in APA and Harvard without their list, where author and year are all that is known. With `--show` every wrong or missed
 * one. Exits 1 where, with lists, precision is below 0.99 or recall below 0.95 in any style.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { literalFindings, nameOf } from "../../server/src/features/literal-citations.ts";
import { type Citation, type Cite, createFormatter, toText } from "../../server/src/styles/formatter.ts";
import type { Reference } from "../../server/src/syntax/reference.ts";
import { createDocument, type Document, type Span } from "../../server/src/text/document.ts";
import { readSettings } from "../../server/src/workspace/settings.ts";
import { snapshotOf } from "../snapshot.ts";
import { readStyleSources } from "../styles.mjs";
import { numberOption, pick, random } from "./generated.ts";

const data = join(import.meta.dirname, "../../server/data/references.json");
const all: readonly Reference[] = JSON.parse(readFileSync(data, "utf8"));
const referenceOf = new Map(all.map((reference) => [reference.id, reference]));

const count = numberOption("--count", 240);
const formatter = createFormatter(readStyleSources());
const settings = readSettings({ bibliographies: ["references.json"] });

function sample<Item>(items: readonly Item[], size: number): Item[] {
  const chosen = new Set<Item>();
  while (chosen.size < size) chosen.add(pick(items));
  return [...chosen];
}

const clauses = [
  "Niches form in the liver before tumour cells arrive",
  "Neutrophils at the margin predict a poor response",
  "CD8⁺ cells were counted in 12 patients (n = 12)",
  "Survival rose from 2015 to 2019 (95% CI 1.2–3.4)",
  "Doses of 10⁶ cells/mm³ were tolerated (Fig. 2)",
  "The trial ended early (March 2020)",
  "Two of three cohorts agreed (p < 0.05; see Table 3)",
  "Exosomes carry integrins to Kupffer cells",
  "Resistance is common, as Phase II data show",
  "In a cohort of 45 (2 lost to follow-up) the effect held",
] as const;

/** A text, and what it truly cites where. */
interface Generated {
  readonly text: string;
  readonly cited: readonly { readonly span: Span; readonly keys: readonly string[] }[];
}

type Style = "vancouver" | "apa" | "harvard1";

const superscripts: Readonly<Record<string, string>> = Object.fromEntries(
  [..."0123456789"].map((digit, place) => [digit, "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(place)]),
);

/** "(1–3,5)" as journals print it. */
const numberForms: readonly ((inside: string) => string)[] = [
  (inside) => ` [${inside.replaceAll(",", pick([",", ", "]))}]`,
  (inside) => ` [${inside.replaceAll("–", "-")}]`,
  (inside) => ` (${inside})`,
  (inside) => inside.replace(/\d/g, (digit) => superscripts[digit] ?? digit),
  (inside) => `^${inside}^`,
];

const numberings: readonly ((number: number, entry: string) => string)[] = [
  (number, entry) => `${number}. ${entry}`,
  (number, entry) => `[${number}] ${entry}`,
  (number, entry) => `${number}\t${entry}`,
  (number, entry) => `${number}) ${entry}`,
];

/** "(Zhou & Li, 2022, p. 4)" as part of a sentence: "Zhou and Li (2022, p. 4)". */
function inSentence(inBrackets: string): string {
  const [, names = "", rest = ""] = /^\((.*?),\s(\d{4}.*)\)$/.exec(inBrackets) ?? [];
  const named = pick([names, names.replace(" & ", " and "), names.replace(" et al.", " and colleagues")]);
  return `${named}${pick([" ", " ", "’s work "])}(${rest})`;
}

function wrapped(text: string, width: number): string {
  return text.replace(new RegExp(`(.{${width - 20},${width}})\\s(?=\\S)`, "g"), "$1\n");
}

function generate(style: Style, hasList: boolean): Generated {
  const works = sample(all, 6 + Math.floor(random() * 25));
  const isNumbered = style === "vancouver";
  const citations = Array.from({ length: Math.ceil(works.length * 0.9) }, (): Citation => {
    const size = random() < 0.55 ? 1 : 2 + Math.floor(random() * 3);
    const cites = sample(works, Math.min(size, works.length)).map(
      ({ id }, place): Cite => ({
        id,
        ...(!isNumbered && place === 0 && random() < 0.15 && { prefix: pick(["see ", "see also ", "e.g. "]) }),
        ...(!isNumbered && random() < 0.1 && { locator: String(2 + Math.floor(random() * 300)), label: "page" }),
      }),
    );
    return { cites };
  });
  const printed = formatter.text(style).render(citations, (key) => referenceOf.get(key));
  const form = pick(numberForms);
  let text = "";
  const cited: { span: Span; keys: readonly string[] }[] = [];
  for (const [place, citation] of citations.entries()) {
    const inBrackets = toText(printed.citations[place] ?? []);
    const keys = citation.cites.map(({ id }) => id);
    const isInText = keys.length === 1 && !/^\((?:see|e\.g\.)/.test(inBrackets) && !isNumbered && random() < 0.6;
    const plain = isInText ? inSentence(inBrackets) : inBrackets;
    text += isInText ? "" : pick(clauses);
    const start = text.length;
    text += isNumbered ? form(plain.replace(/^\(|\)$/g, "")) : isInText ? plain : ` ${plain}`;
    cited.push({ span: { start, end: text.length }, keys });
    text += isInText ? " saw the same. " : ". ";
    if (random() < 0.2) text += `\n\n`;
    if (random() < 0.3) text += `${pick(clauses)}. `;
  }
  return { text: hasList ? `${text}\n\nReferences\n\n${listOf(printed.bibliography(), isNumbered)}\n` : text, cited };
}

function listOf(entries: readonly { readonly content: Parameters<typeof toText>[0] }[], isNumbered: boolean): string {
  const number = pick(numberings);
  const width = random() < 0.5 ? 80 : 0;
  const hasIdentifiers = random() < 0.5;
  const blank = width > 0 && !isNumbered ? "\n\n" : pick(["\n", "\n\n"]);
  return entries
    .map(({ content }, place) => {
      const plain = toText(content).replace(/^\d+\.\s?/, "");
      const entry = hasIdentifiers ? plain : plain.replace(/\s?(?:https?:\/\/\S+|doi:\s?\S+)/g, "");
      const listed = isNumbered ? number(place + 1, entry) : entry;
      return width > 0 ? wrapped(listed, width) : listed;
    })
    .join(blank);
}

function libraryOf(missing: ReadonlySet<string>): Document {
  const text = JSON.stringify(all.filter(({ id }) => !missing.has(id)));
  const library = createDocument("file:///references.json", text);
  if (!library) throw new Error("The library can’t be read.");
  return library;
}

/** What is missing changes now and then, since a library is indexed anew for it. */
let missing: ReadonlySet<string> = new Set();
let library = libraryOf(missing);

interface Tally {
  proposed: number;
  right: number;
  known: number;
  offered: number;
}

function judge({ text, cited }: Generated, tally: Tally): void {
  const manuscript = createDocument("file:///review.md", text);
  if (!manuscript) throw new Error("The text is no manuscript.");
  const snapshot = snapshotOf([library, manuscript], { settings });
  const { citations, works } = literalFindings(snapshot, manuscript);
  const found = citations.map(({ span, cites }) => {
    const named = cites.flatMap(({ work }) => works.find(({ name }) => name === nameOf(work)) ?? []);
    const ticked = named.flatMap(({ candidates: [best] }) =>
      best && best.certainty !== "possible" ? [best.reference.id] : [],
    );
    const offered = named.flatMap(({ candidates }) => candidates.map(({ reference }) => reference.id));
    return { span, ticked, offered };
  });
  const show = (what: string, span: Span, key: string): void => {
    if (process.argv.includes("--show"))
      console.log(
        `${what}: ${text.slice(span.start, span.end).trim()} — ${key} in: ${text.slice(Math.max(0, span.start - 30), span.end + 10).replace(/\n/g, "⏎")}`,
      );
  };
  const overlaps = (one: Span, other: Span): boolean => one.start < other.end && other.start < one.end;
  for (const { span, ticked } of found) {
    const truth = cited.filter((it) => overlaps(it.span, span)).flatMap(({ keys }) => keys);
    for (const key of ticked) {
      tally.proposed++;
      if (truth.includes(key)) tally.right++;
      else show("wrong", span, key);
    }
  }
  for (const { span, keys } of cited) {
    const here = found.filter((it) => overlaps(it.span, span));
    for (const key of keys.filter((it) => !missing.has(it))) {
      tally.known++;
      if (here.some(({ ticked }) => ticked.includes(key))) continue;
      if (here.some(({ offered }) => offered.includes(key))) tally.offered++;
      show("missed", span, key);
    }
  }
}

const runs = [
  { name: "Vancouver", style: "vancouver", hasList: true },
  { name: "APA", style: "apa", hasList: true },
  { name: "Harvard", style: "harvard1", hasList: true },
  { name: "APA without its list", style: "apa", hasList: false },
  { name: "Harvard without its list", style: "harvard1", hasList: false },
] as const;

const rows = runs.map(({ name, style, hasList }) => {
  const tally: Tally = { proposed: 0, right: 0, known: 0, offered: 0 };
  for (let number = 0; number < count / runs.length; number++) {
    if (number % 8 === 0) {
      missing = new Set(sample(all, Math.floor(all.length / 6)).map(({ id }) => id));
      library = libraryOf(missing);
    }
    judge(generate(style, hasList), tally);
  }
  const { proposed, right, known, offered } = tally;
  return {
    name,
    hasList,
    proposed,
    known,
    precision: right / proposed,
    recall: right / known,
    offered: offered / known,
  };
});
console.table(
  rows.map(({ name, known, precision, recall, offered }) => ({
    text: name,
    "known works cited": known,
    precision: precision.toFixed(4),
    recall: recall.toFixed(4),
    "offered unticked": offered.toFixed(4),
  })),
);
const isMet = rows.every(({ hasList, precision, recall }) => !hasList || (precision >= 0.99 && recall >= 0.95));
process.exitCode = isMet ? 0 : 1;
