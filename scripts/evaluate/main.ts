/**
 * Runs one of the evaluations: `npm run evaluate -- NAME ARGUMENTS…`. Each is a script beside this one that says what it takes.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const [name = "", ...rest] = process.argv.slice(2);
const script = join(import.meta.dirname, `${name}.ts`);
if (!/^[a-z-]+$/.test(name) || name === "main" || !existsSync(script)) {
  throw new Error(`Give the name of a script of scripts/evaluate, such as csl; there is no "${name}".`);
}
const { status } = spawnSync(process.execPath, ["--import", "tsx", script, ...rest], { stdio: "inherit" });
process.exitCode = status ?? 1;
