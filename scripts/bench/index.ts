/**
 * Measures the term index: on the real ontologies of a folder, and on a terminology of a million names.
 *
 *   node --import tsx scripts/bench/index.ts ONTOLOGIES [NAMES]
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFile } from "../../server/src/node-files.ts";
import { namesOf, type Term } from "../../server/src/terms/model.ts";
import { openTerminology } from "../../server/src/terms/store.ts";
import { compileTerminology } from "../../server/src/terms/store-compile.ts";
import { searchTerms } from "../../server/src/terms/term-index.ts";
import { answers, competitors } from "./competitors.ts";
import { readOntologies } from "./ontologies.ts";
import { makeQueries, type QueryKind } from "./queries.ts";
import { synthesise } from "./synthetic.ts";

const [, , folder, nameCount = "1000000"] = process.argv;
if (!folder) throw new Error("Give the folder of the ontologies.");

const queriesOfEachKind = 2000;
/** The libraries take up to a second a query, so they are asked fewer. */
const queriesOfCompetitors = 25;

type Row = Record<string, string | number>;

function milliseconds(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function times(name: string, kind: QueryKind, texts: readonly string[], search: (text: string) => number): Row {
  let found = 0;
  // The first queries warm the code and the cache of pages, as the first keystrokes do.
  for (const text of texts.slice(0, 100)) search(text);
  const once = texts.map((text) =>
    milliseconds(() => {
      if (search(text) > 0) found++;
    }),
  );
  // The fastest of three more tells what the search takes where the machine has other work between.
  const fastest = texts.map((text) => Math.min(...[1, 2, 3].map(() => milliseconds(() => search(text)))));
  const at = (times: readonly number[], share: number) =>
    Number((times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? 0).toFixed(3));
  return {
    search: name,
    kind,
    median: at(once, 0.5),
    p99: at(once, 0.99),
    "p99, fastest of 3": at(fastest, 0.99),
    found: `${Math.round((100 * found) / texts.length)} %`,
  };
}

function measure(name: string, terms: readonly Term[], directory: string): void {
  const names = terms.flatMap((term) => namesOf(term).map(([text]) => text));
  const words = new Set(names.flatMap((text) => text.toLowerCase().split(/\s+/))).size;
  console.log(`\n${name}: ${terms.length} terms, ${names.length} names, ${words} distinct words`);
  const file = join(directory, "terminology");
  let bytes: Uint8Array = new Uint8Array();
  const compiling = milliseconds(() => {
    bytes = compileTerminology(terms, { name });
  });
  writeFileSync(file, bytes);
  const queries = makeQueries(terms, queriesOfEachKind);
  const queriesFile = join(directory, "queries.json");
  writeFileSync(queriesFile, JSON.stringify([...queries.values()].flat()));
  const memory = join(import.meta.dirname, "memory.ts");
  const report = execFileSync(process.execPath, ["--expose-gc", ...process.execArgv, memory, file, queriesFile], {
    encoding: "utf8",
  });
  const { opened, process: rss, kept } = JSON.parse(report) as { opened: number; process: number; kept: number };
  console.table([
    {
      "compile (s)": Number((compiling / 1000).toFixed(1)),
      "on disk (MB)": Number((bytes.length / 1e6).toFixed(1)),
      "open (ms)": Number(opened.toFixed(2)),
      "kept in memory after queries (MB)": Number(kept.toFixed(1)),
      "process grown by (MB)": Number(rss.toFixed(1)),
    },
  ]);
  const terminology = openTerminology(openFile(file));
  const rows: Row[] = [];
  for (const [kind, texts] of queries) {
    rows.push(times("this index", kind, texts, (text) => searchTerms(terminology, { text, limit: 60 }).length));
  }
  for (const { name: competitor, build } of competitors) {
    let search: ReturnType<typeof build> = () => 0;
    console.log(
      `${competitor} built in ${(
        milliseconds(() => {
          search = build(names);
        }) / 1000
      ).toFixed(1)} s`,
    );
    for (const [kind, texts] of queries) {
      if (!answers(competitor, kind)) continue;
      const fewer = competitor === "sorted array" ? texts : texts.slice(0, queriesOfCompetitors);
      rows.push(times(competitor, kind, fewer, (text) => search(kind, text)));
    }
  }
  console.table(rows);
}

const directory = mkdtempSync(join(tmpdir(), "terminology-"));
try {
  const real = readOntologies(folder);
  measure("The real ontologies", real, directory);
  measure("A synthetic terminology", synthesise(real, Number(nameCount)), directory);
} finally {
  rmSync(directory, { recursive: true });
}
