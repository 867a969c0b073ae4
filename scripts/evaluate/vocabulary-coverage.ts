/**
 * Shows which terms of the bundled vocabulary the titles of the bundled references name, and what of them is no term.
 *
 * usage: node --import tsx scripts/evaluate/vocabulary-coverage.ts [--gaps] [HGNC.txt[.gz]…]
 *
 * Prints a line a title: recognised terms in brackets; after it, what is left over but for English function words.
 * Everything left over must stand in uncovered.yaml beside this script, as an ordinary word or as a phrase with the reason
 * why it is no term; what doesn't is marked `??`, and the script exits 1. `--gaps` prints only those lines. Given a table
 * of gene symbols (tab-separated, with the columns symbol, alias_symbol and prev_symbol), a gene's symbol or alias never
 * passes as an ordinary word.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { parse } from "yaml";
import { buildRecogniser, findMentions } from "../../server/src/terms/recogniser.ts";
import { functionWords, plainSymbol, stemOf, wordsOf } from "../../server/src/terms/words.ts";
import { readReferences, readSubjects } from "./bundled.ts";

interface Uncovered {
  readonly words: readonly string[];
  readonly phrases: readonly { readonly reason: string; readonly names: readonly string[] }[];
}

/** Phrases of `uncovered.yaml` as stems joined by spaces. */
interface Judged {
  readonly words: ReadonlySet<string>;
  readonly phrases: ReadonlySet<string>;
  readonly longest: number;
}

interface LeftOver {
  readonly text: string;
  /** Neither an ordinary word nor a phrase with a reason. */
  readonly unjudged: boolean;
}

function readJudged(): Judged {
  const { words, phrases }: Uncovered = parse(readFileSync(join(import.meta.dirname, "uncovered.yaml"), "utf8"));
  const names = phrases.flatMap((group) => group.names).map(stemsOf);
  return {
    words: new Set(words.flatMap(stemsOf)),
    phrases: new Set(names.map((stems) => stems.join(" "))),
    longest: Math.max(1, ...names.map((stems) => stems.length)),
  };
}

function stemsOf(text: string): string[] {
  return wordsOf(text).map(({ folded }) => stemOf(folded));
}

function readGeneNames(files: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const file of files) {
    const bytes = readFileSync(file);
    const [header = "", ...rows] = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8").split(/\r?\n/);
    const columns = ["symbol", "alias_symbol", "prev_symbol"].map((name) => header.split("\t").indexOf(name));
    for (const row of rows) {
      const cells = row.split("\t");
      for (const name of columns.flatMap((column) => (cells[column] ?? "").replaceAll('"', "").split("|"))) {
        if (name) names.add(symbolKey(name));
      }
    }
  }
  return names;
}

function symbolKey(symbol: string): string {
  return plainSymbol(symbol).toUpperCase();
}

/** Written as a symbol is: a capital after the first letter, or letters and a digit. */
function looksLikeSymbol(word: string): boolean {
  return /^.+\p{Lu}/u.test(word) || /\p{L}.*\d/u.test(word);
}

/** What is left of a stretch of a title between two terms. */
function leftOvers(text: string, judged: Judged, genes: ReadonlySet<string>): LeftOver[] {
  const words = wordsOf(text);
  const stems = words.map(({ folded }) => stemOf(folded));
  const found: LeftOver[] = [];
  for (let first = 0; first < words.length; ) {
    const start = words[first]?.start ?? 0;
    const textOf = (count: number) => text.slice(start, words[first + count - 1]?.end);
    let count = Math.min(judged.longest, words.length - first);
    while (count > 0 && !judged.phrases.has(stems.slice(first, first + count).join(" "))) count--;
    if (count > 0) found.push({ text: textOf(count), unjudged: false });
    else if (!functionWords.has(words[first]?.folded ?? "")) {
      const word = textOf(1);
      const isGene = looksLikeSymbol(word) && genes.has(symbolKey(word));
      found.push({ text: word, unjudged: isGene || !judged.words.has(stems[first] ?? "") });
    }
    first += Math.max(1, count);
  }
  return found;
}

const options = process.argv.slice(2);
const genes = readGeneNames(options.filter((option) => !option.startsWith("--")));
const judged = readJudged();
const recogniser = buildRecogniser(readSubjects().flatMap(({ terms }) => terms));
const named = new Set<string>();
let titlesWithGaps = 0;
const references = readReferences();
for (const { id, title = "" } of references) {
  let shown = "";
  let end = 0;
  const left: LeftOver[] = [];
  for (const { span, terms } of findMentions(recogniser, title, [{ start: 0, end: title.length }])) {
    for (const term of terms) named.add(term.id);
    left.push(...leftOvers(title.slice(end, span.start), judged, genes));
    shown += `${title.slice(end, span.start)}[${title.slice(span.start, span.end)}]`;
    end = span.end;
  }
  left.push(...leftOvers(title.slice(end), judged, genes));
  shown += title.slice(end);
  const hasGap = left.some(({ unjudged }) => unjudged);
  if (hasGap) titlesWithGaps++;
  if (options.includes("--gaps") && !hasGap) continue;
  const rest = left.map(({ text, unjudged }) => (unjudged ? `??${text}` : text)).join(", ");
  console.log(`${id}: ${shown}\n    ${rest || "nothing left"}`);
}
console.log(`${references.length} titles name ${named.size} terms; ${titlesWithGaps} titles have words not judged`);
process.exitCode = titlesWithGaps > 0 ? 1 : 0;
