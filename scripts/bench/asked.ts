/**
 * One search in a process of its own: builds it over the names of a JSON file, or opens the compiled terminology, and
 * sends how many seconds that took, then the times of the queries of another JSON file.
 */
import { readFileSync } from "node:fs";
import { openFile } from "../../server/src/node-files.ts";
import { openTerminology } from "../../server/src/terms/store.ts";
import { searchTerms } from "../../server/src/terms/term-index.ts";
import { answers, competitors } from "./competitors.ts";
import type { QueryKind } from "./queries.ts";
import { askSmallVocabulary } from "./small-vocabulary.ts";
import { milliseconds, timesOf } from "./times.ts";

/** The libraries take up to a second a query, so they are asked fewer. */
const queriesOfLibraries = 25;

const [, , name = "", file = "", queriesFile = ""] = process.argv;
const queries = JSON.parse(readFileSync(queriesFile, "utf8")) as [QueryKind, string[]][];
const competitor = competitors.find((one) => one.name === name);
let search: (kind: QueryKind, text: string) => number = () => 0;
if (competitor) {
  const names = JSON.parse(readFileSync(file, "utf8")) as string[];
  process.send?.({ seconds: milliseconds(() => (search = competitor.build(names))) / 1000 });
} else {
  askSmallVocabulary(queries.flatMap(([, texts]) => texts));
  const seconds = milliseconds(() => {
    const terminology = openTerminology(openFile(file));
    search = (_, text) => searchTerms(terminology, { text, limit: 60 }).length;
  });
  process.send?.({ seconds: seconds / 1000 });
}
for (const [kind, texts] of queries) {
  if (competitor && !answers(name, kind)) continue;
  const isLibrary = competitor !== undefined && name !== "sorted array";
  const asked = isLibrary ? texts.slice(0, queriesOfLibraries) : texts;
  process.send?.({ row: timesOf(name, kind, asked, (text) => search(kind, text)) });
}
process.disconnect?.();
