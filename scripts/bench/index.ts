/**
 * Measures the term index: on the real ontologies of a folder, and on a terminology of a million names.
 *
 *   npm run bench:index -- ONTOLOGIES [NAMES]
 *
 * Bundled and minified, as the product is.
 */
import { execFileSync, fork } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { namesOf, type Term } from "../../server/src/terms/model.ts";
import { compileTerminology } from "../../server/src/terms/store-compile.ts";
import { competitors } from "./competitors.ts";
import { readOntologies } from "./ontologies.ts";
import { makeQueries } from "./queries.ts";
import { synthesise } from "./synthetic.ts";
import { milliseconds, type Row } from "./times.ts";

const [, , folder, nameCount = "1000000"] = process.argv;
if (!folder) throw new Error("Give the folder of the ontologies.");

const queriesOfEachKind = 2000;

/** What a search may take until it answers; flexsearch takes minutes for a million names. */
const mostSeconds = 60;

/** Lets a process of its own build a search and ask it the queries: this index would have no more in the server. */
function ask(search: string, file: string, queriesFile: string): Promise<Row[]> {
  const child = fork(join(import.meta.dirname, "asked.mjs"), [search, file, queriesFile]);
  const rows: Row[] = [];
  const timer = setTimeout(() => {
    console.log(`${search}: not built in ${mostSeconds} s`);
    child.kill("SIGKILL");
  }, mostSeconds * 1000);
  child.on("message", (message: { readonly seconds: number } | { readonly row: Row }) => {
    clearTimeout(timer);
    if ("row" in message) rows.push(message.row);
    else console.log(`${search}: built in ${message.seconds.toFixed(3)} s`);
  });
  return new Promise((resolve) => {
    child.on("close", () => {
      clearTimeout(timer);
      resolve(rows);
    });
  });
}

async function measure(name: string, terms: readonly Term[], directory: string): Promise<void> {
  const names = terms.flatMap((term) => namesOf(term).map(([text]) => text));
  const words = new Set(names.flatMap((text) => text.toLowerCase().split(/\s+/))).size;
  console.log(`\n${name}: ${terms.length} terms, ${names.length} names, ${words} distinct words`);
  const file = join(directory, "terminology");
  let bytes: Uint8Array = new Uint8Array();
  const compiling = milliseconds(() => {
    bytes = compileTerminology(terms, { name });
  });
  writeFileSync(file, bytes);
  const queriesFile = join(directory, "queries.json");
  writeFileSync(queriesFile, JSON.stringify([...makeQueries(terms, queriesOfEachKind)]));
  const namesFile = join(directory, "names.json");
  writeFileSync(namesFile, JSON.stringify(names));
  const memory = join(import.meta.dirname, "memory.mjs");
  const report = execFileSync(process.execPath, ["--expose-gc", memory, file, queriesFile], {
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
  const rows = await ask("this index", file, queriesFile);
  for (const { name: competitor } of competitors) rows.push(...(await ask(competitor, namesFile, queriesFile)));
  console.table(rows);
}

const directory = mkdtempSync(join(tmpdir(), "terminology-"));
try {
  const real = readOntologies(folder);
  await measure("The real ontologies", real, directory);
  await measure("A synthetic terminology", synthesise(real, Number(nameCount)), directory);
} finally {
  rmSync(directory, { recursive: true });
}
