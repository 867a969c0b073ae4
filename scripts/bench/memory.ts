/**
 * What an open terminology adds to a process's memory: opens the file given first, asks the queries of the JSON file
 * given second and prints megabytes and milliseconds as JSON. Wants --expose-gc.
 */
import { readFileSync } from "node:fs";
import { openFile } from "../../server/src/node-files.ts";
import { openTerminology } from "../../server/src/terms/store.ts";
import { searchTerms } from "../../server/src/terms/term-index.ts";
import type { QueryKind } from "./queries.ts";
import { askSmallVocabulary } from "./small-vocabulary.ts";

const [, , file = "", queriesFile = ""] = process.argv;
const queries = (JSON.parse(readFileSync(queriesFile, "utf8")) as [QueryKind, string[]][]).flatMap(
  ([, texts]) => texts,
);
const used = () => {
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { process: rss / 1e6, kept: (heapUsed + external) / 1e6 };
};
askSmallVocabulary(queries);
const before = used();
const start = performance.now();
const terminology = openTerminology(openFile(file));
const opened = performance.now() - start;
for (const text of queries) searchTerms(terminology, { text, limit: 60 });
const after = used();
console.log(JSON.stringify({ opened, process: after.process - before.process, kept: after.kept - before.kept }));
