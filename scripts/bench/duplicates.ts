/**
 * Measures the search for works that stand twice in a library of 72,000 entries, from cold and after edits, in a fresh process.
 * A smaller number of entries divides it.
 *
 *   node --import tsx scripts/bench/duplicates.ts [DIVISOR]
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { synthesiseBibliography } from "./synthetic-bibliography.ts";

const entries = Math.ceil(72_000 / Number(process.argv[2] ?? "1"));
const cache = join(import.meta.dirname, "../../.cache");
mkdirSync(cache, { recursive: true });
const directory = mkdtempSync(join(cache, "bench-"));
try {
  const library = join(directory, "library.bib");
  writeFileSync(library, synthesiseBibliography(entries, "strings"));
  const script = join(directory, "run.cjs");
  // Bundled as the server is: the loader of TypeScript would slow every function down.
  await build({
    entryPoints: [join(import.meta.dirname, "duplicates-run.ts")],
    bundle: true,
    platform: "node",
    format: "cjs",
    outfile: script,
  });
  const output = execFileSync(process.execPath, ["--expose-gc", script, library], { encoding: "utf8" });
  const {
    reading,
    first,
    edit,
    kept,
    missed,
    "reading an edit": readingEdit,
    ...found
  } = JSON.parse(output) as Record<string, object | number>;
  console.log(`${JSON.stringify(found)}; ${Math.round(Number(kept))} MB kept with the text; ${missed} edits missed`);
  console.table({ "reading the file": reading, "first search": first });
  console.table({ "reading an edit": readingEdit, "search after an edit": edit });
} finally {
  rmSync(directory, { recursive: true });
}
