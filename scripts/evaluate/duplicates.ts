/**
 * How well two references of one work are told from those of two: recall and precision over pairs made from the bundled
 * references, as a curve over thresholds, and how many of the pairs are looked at at all in a library.
 *
 * usage: node --import tsx scripts/evaluate/duplicates.ts [--show KIND] [FILE.bib …]
 *
 * --show prints the pairs of a kind that are judged wrongly. Of each file given, prints the pairs found in it, to be
 * judged by hand. Ends with 1 where recall is below 0.98 or precision below 0.995.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { comparedWork, likenessOf, likenessThreshold } from "../../server/src/references/likeness.ts";
import { indexWorks, pairsBetween, pairsWithin } from "../../server/src/references/work-index.ts";
import { readBibliography } from "../../server/src/syntax/bibliography.ts";
import { comparedFieldsOf, type Reference } from "../../server/src/syntax/reference.ts";
import { createDocument } from "../../server/src/text/document.ts";
import { type Pair, pairsOfOneWork, pairsOfTwoWorks } from "./duplicate-pairs.ts";

const leastRecall = 0.98;
const leastPrecision = 0.995;

const given = process.argv.slice(2);
const shown = given[0] === "--show" ? given[1] : undefined;
const files = shown === undefined ? given : given.slice(2);

const data = join(import.meta.dirname, "../../server/data/references.json");
const references = JSON.parse(readFileSync(data, "utf8")) as Reference[];

function scoreOf({ first, second }: Pair): number {
  return likenessOf(comparedWork(first), comparedWork(second))?.score ?? Number.NEGATIVE_INFINITY;
}

/** Whether the two would be compared, were they in two bibliographies. */
function isMet({ first, second }: Pair): boolean {
  const [mine, yours] = [first, second].map((it) => indexWorks([comparedFieldsOf(it)]));
  return mine !== undefined && yours !== undefined && pairsBetween(mine, yours).length > 0;
}

function describe(reference: Reference): string {
  const { author = [], title, volume = "", page = "", DOI = "" } = reference;
  const year = reference.issued?.["date-parts"]?.[0]?.[0] ?? "";
  const name = author[0]?.family ?? author[0]?.literal ?? "";
  return `${reference.id}: ${name} ${year} “${title}” ${reference["container-title"] ?? ""} ${volume}:${page} ${DOI}`;
}

const one = pairsOfOneWork(references).map((pair) => ({
  ...pair,
  score: isMet(pair) ? scoreOf(pair) : Number.NEGATIVE_INFINITY,
}));
const two = pairsOfTwoWorks(references).map((pair) => ({ ...pair, score: scoreOf(pair) }));

function countsAt(threshold: number) {
  const found = one.filter(({ score }) => score >= threshold).length;
  const wrong = two.filter(({ score }) => score >= threshold).length;
  return { recall: found / one.length, precision: found / (found + wrong), found, wrong };
}

function byKind(pairs: readonly (Pair & { readonly score: number })[], isOne: boolean): void {
  const kinds = [...new Set(pairs.map(({ kind }) => kind))];
  console.table(
    kinds.map((kind) => {
      const own = pairs.filter((pair) => pair.kind === kind);
      const taken = own.filter(({ score }) => score >= likenessThreshold).length;
      return { kind, pairs: own.length, "taken for one work": taken, wrong: isOne ? own.length - taken : taken };
    }),
  );
}

console.log(`${one.length} pairs of one work:`);
byKind(one, true);
console.log(`${two.length} pairs of two works:`);
byKind(two, false);
console.log(`Threshold ${likenessThreshold}; the curve:`);
console.table(
  [4, 5, 5.5, 6, 6.5, 7, 7.5, 8, 8.5, 9, 10].map((threshold) => {
    const { recall, precision, found, wrong } = countsAt(threshold);
    return { threshold, recall: recall.toFixed(4), precision: precision.toFixed(4), found, wrong };
  }),
);
for (const pair of [...one, ...two]) {
  const isWrong = one.includes(pair) !== pair.score >= likenessThreshold;
  if (pair.kind === shown && isWrong)
    console.log(`${pair.score}\n  ${describe(pair.first)}\n  ${describe(pair.second)}`);
}
for (const file of files) {
  const document = createDocument(`file://${file}`, readFileSync(file, "utf8"));
  const entries = document ? readBibliography(document).entries : [];
  const index = indexWorks(entries.map(({ reference }) => comparedFieldsOf(reference)));
  for (const [mine, yours] of pairsWithin(index)) {
    const [first, second] = [entries[mine]?.reference, entries[yours]?.reference];
    const likeness = first && second && likenessOf(comparedWork(first), comparedWork(second));
    if (!likeness || likeness.score < likenessThreshold - 2) continue;
    const verdict = likeness.score >= likenessThreshold ? likeness.relation : "below the threshold";
    console.log(`${verdict} ${likeness.score.toFixed(1)} in ${file}\n  ${describe(first)}\n  ${describe(second)}`);
  }
}
const { recall, precision } = countsAt(likenessThreshold);
process.exitCode = recall >= leastRecall && precision >= leastPrecision ? 0 : 1;
