/**
 * What an open terminology adds to a process's memory: opens the file given first, asks the queries of the JSON file
 * given second and prints megabytes and milliseconds as JSON. Wants --expose-gc.
 */
import { readFileSync } from "node:fs";
import { openFile } from "../../server/src/node-files.ts";
import { openTerminology } from "../../server/src/terms/store.ts";
import { sourceOfBytes } from "../../server/src/terms/store-bytes.ts";
import { compileTerminology } from "../../server/src/terms/store-compile.ts";
import { searchTerms } from "../../server/src/terms/term-index.ts";

const [, , file = "", queriesFile = ""] = process.argv;
const queries = JSON.parse(readFileSync(queriesFile, "utf8")) as string[];
const used = () => {
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { process: rss / 1e6, kept: (heapUsed + external) / 1e6 };
};
// A server that answers from its own small vocabulary before the large terminology is added.
const small = queries.slice(0, 500).map((label, number) => ({
  id: `X:${number}`,
  label,
  kind: "process" as const,
  synonyms: [],
  abbreviations: [],
  parents: [],
  relations: [],
  xrefs: [],
  definition: "",
  references: [],
}));
const vocabulary = openTerminology(sourceOfBytes(compileTerminology(small, { name: "vocabulary" })));
for (const text of queries) searchTerms(vocabulary, { text, limit: 60 });
const before = used();
const start = performance.now();
const terminology = openTerminology(openFile(file));
const opened = performance.now() - start;
for (const text of queries) searchTerms(terminology, { text, limit: 60 });
const after = used();
console.log(JSON.stringify({ opened, process: after.process - before.process, kept: after.kept - before.kept }));
