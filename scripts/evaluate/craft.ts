/**
 * Scores the recogniser on documents with expert annotations: exact span and class.
 *
 * usage: node --import tsx scripts/evaluate/craft.ts TERMINOLOGY GOLD_DIR… [--write DIR]
 *
 * A directory holds PMID.txt, and PMID.tsv with rows `start-end<TAB>id`, discontinuous spans joined by `;`, offsets in
 * Unicode code points. Prints precision, recall and F1 of each directory, of two halves of the documents (every other
 * one, so that rules found on one half show on the other) and of all; --write keeps the rows found.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { annotate, annotationRow } from "../../server/src/features/annotate.ts";
import { buildRecogniser } from "../../server/src/terms/recogniser.ts";
import { readTerminologyFile } from "../../server/src/terms/terminology-file.ts";

interface Score {
  right: number;
  found: number;
  wanted: number;
}

const scores = new Map<string, Score>();

function count(part: string, right: number, found: number, wanted: number): void {
  const score = scores.get(part) ?? { right: 0, found: 0, wanted: 0 };
  scores.set(part, { right: score.right + right, found: score.found + found, wanted: score.wanted + wanted });
}

function keysOf(rows: string): Set<string> {
  return new Set(rows.split("\n").flatMap((row) => (row ? row.split("\t").slice(0, 2).join("\t") : [])));
}

const paths = process.argv.slice(2);
const option = paths.indexOf("--write");
const [, output] = option < 0 ? [] : paths.splice(option, 2);
const [terminology, ...folders] = paths;
if (!terminology || folders.length === 0) throw new Error("usage: craft.ts TERMINOLOGY GOLD_DIR… [--write DIR]");
const recogniser = buildRecogniser(readTerminologyFile(terminology, readFileSync(terminology, "utf8")).terms);
if (output) mkdirSync(output, { recursive: true });
let number = 0;
for (const folder of folders) {
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".txt"))) {
    const rows = annotate(recogniser, file, readFileSync(join(folder, file), "utf8"))
      .map(annotationRow)
      .join("");
    const name = file.replace(/txt$/, "tsv");
    if (output) writeFileSync(join(output, name), rows);
    const found = keysOf(rows);
    const wanted = keysOf(readFileSync(join(folder, name), "utf8"));
    const right = [...found].filter((row) => wanted.has(row)).length;
    for (const part of [folder, `half ${(number % 2) + 1}`, "all"]) count(part, right, found.size, wanted.size);
    number++;
  }
}
for (const [part, { right, found, wanted }] of scores) {
  const figures = [right / found, right / wanted, (2 * right) / (found + wanted)].map((figure) => figure.toFixed(3));
  console.log(
    `${part}: precision ${figures[0]} recall ${figures[1]} F1 ${figures[2]} (${right} right of ${found}, ${wanted} wanted)`,
  );
}
