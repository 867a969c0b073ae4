/**
 * Measures bibliographies of 50,000 and more entries: reading beside other readers, and completion of citations from cold,
 * while the writer types and after edits. Each figure is of a fresh process; a smaller number of entries divides all of them.
 * Code is minified, and the server that is started is built, as they ship.
 *
 *   node --import tsx scripts/bench/bibliography.ts [DIVISOR]
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { build as bundle } from "esbuild";
import { build } from "../build.mjs";
import { readers } from "./bibliography-readers.ts";
import { type Strings, synthesiseBibliography } from "./synthetic-bibliography.ts";

const divisor = Number(process.argv[2] ?? "1");
const root = join(import.meta.dirname, "../..");
// Inside the project, so that the other readers are found from there.
mkdirSync(join(root, ".cache"), { recursive: true });
const directory = mkdtempSync(join(root, ".cache/bench-"));

/** Runs a script of this folder, bundled: the loader of TypeScript would slow every function down. */
function run<T>(script: string, ...given: string[]): T {
  const output = execFileSync(process.execPath, ["--expose-gc", join(directory, `${script}.mjs`), ...given], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  return JSON.parse(output.slice(output.lastIndexOf("\n{") + 1)) as T;
}

function libraryOf(entries: number, strings: Strings): { readonly file: string; readonly megabytes: number } {
  const text = synthesiseBibliography(entries, strings);
  const file = join(directory, `${entries}-${strings === "strings"}.bib`);
  writeFileSync(file, text);
  return { file, megabytes: Math.round(Buffer.byteLength(text) / 1e6) };
}

const rounded = (value: number, digits = 1) => Number(value.toFixed(digits));

function compareReaders(): void {
  const rows = readers.map(({ name, entries }) => {
    const { file } = libraryOf(Math.round(entries / divisor), "no strings");
    try {
      type Reading = { entries: number; seconds: number; cpu: number; again: number; peak: number };
      const reading = run<Reading>("bibliography-reading", name, file);
      return {
        reader: name,
        entries: reading.entries,
        "entries/s, first": Math.round(reading.entries / reading.seconds),
        // Pandoc is a process of its own, whose time this one does not have.
        "entries/s of processor, first": name.startsWith("pandoc") ? "" : Math.round(reading.entries / reading.cpu),
        "entries/s, best of 2 more": Math.round(reading.entries / reading.again),
        "peak (MB)": Math.round(reading.peak),
      };
    } catch (error) {
      return { reader: name, entries: String(error).split("\n")[0] };
    }
  });
  console.table(rows);
}

function completeFrom(entries: number, strings: Strings): void {
  const { file, megabytes } = libraryOf(entries, strings);
  type Spread = Record<string, number>;
  const found = run<{
    readonly entries: number;
    readonly kept: number;
    readonly cache: number;
    readonly rows: Record<string, Spread>;
    readonly missed: number;
  }>("bibliography-search", file);
  console.log(
    `\n${found.entries} entries, ${megabytes} MB, ${strings}; ${rounded(found.kept, 0)} MB kept with the text, cache of ${rounded(found.cache)} MB; ${load()}`,
  );
  console.table(
    Object.entries(found.rows).map(([what, spread]) => ({
      what,
      ...Object.fromEntries(Object.entries(spread).map(([name, value]) => [`${name} (ms)`, rounded(value, 2)])),
    })),
  );
  if (found.missed > 0) console.log(`${found.missed} edits were not found by completion.`);
}

/** What else the machine is doing, which wall times must be read by. */
const load = () =>
  `load ${loadavg()
    .map((value) => rounded(value))
    .join(", ")} on ${cpus().length} processors`;

/** From the start of the server's process to its first answer, three times without a cache and three times with it. */
function startBeside(entries: number, strings: Strings): void {
  const server = join(root, "dist/node/server.cjs");
  const { file } = libraryOf(entries, strings);
  const kept = join(directory, "kept");
  type Start = { readonly items: number; readonly seconds: number; readonly again: number };
  const rows = ["no cache", "no cache", "no cache", "cache", "cache", "cache"].map((how) => {
    if (how === "no cache") rmSync(kept, { recursive: true, force: true });
    const { items, seconds, again } = run<Start>("bibliography-start", server, file, kept);
    return { how, items, "first completion (s)": rounded(seconds, 2), "the next (s)": rounded(again, 3), load: load() };
  });
  console.log(`\n${entries} entries, ${strings}, from the start of the server's process`);
  console.table(rows);
}

try {
  await build({ production: true });
  await bundle({
    entryPoints: ["bibliography-reading", "bibliography-search", "bibliography-start"].map((name) =>
      join(import.meta.dirname, `${name}.ts`),
    ),
    bundle: true,
    minify: true,
    packages: "external",
    platform: "node",
    format: "esm",
    outExtension: { ".js": ".mjs" },
    outdir: directory,
  });
  compareReaders();
  for (const entries of [100, 50_000]) completeFrom(Math.ceil(entries / divisor), "no strings");
  completeFrom(Math.ceil(72_000 / divisor), "strings");
  startBeside(Math.ceil(72_000 / divisor), "strings");
} finally {
  rmSync(directory, { recursive: true });
}
