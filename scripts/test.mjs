/**
 * `npm test`: sets up, builds, and runs everything. Ends with the line `N passed, N failed`; exit code 1 on a failure.
 * Node built-ins only, so that it works before `npm ci`.
 */
import { readdir } from "node:fs/promises";
import path from "node:path";
import { root, run } from "./run.mjs";
import { setUp } from "./setup.mjs";

/** @param {string} line */
const say = (line) => console.log(line);

/** @typedef {{ passed: number, failed: number }} Counts */

let passed = 0;
let failed = 0;

/**
 * Runs one step, prints its name, counts and time, and what it says of its failures.
 * @param {string} name
 * @param {() => Promise<Counts & { output?: string }>} step
 */
async function step(name, step) {
  const start = performance.now();
  const counts = await step().catch((error) => ({ passed: 0, failed: 1, output: String(error?.message ?? error) }));
  passed += counts.passed;
  failed += counts.failed;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  say(`${counts.failed === 0 ? "✔" : "✖"} ${name}: ${counts.passed} passed, ${counts.failed} failed (${seconds} s)`);
  if (counts.output) say(counts.output.trimEnd());
}

/**
 * A program whose exit code is its whole result.
 * @param {readonly string[]} args of Node
 */
async function program(args) {
  const { code, output } = await run(process.execPath, args);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, output };
}

/**
 * Test files under a folder of `test`, by Node's own runner.
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} [env]
 */
async function nodeTests(folder, env = process.env) {
  const found = await readdir(path.join(root, "test", folder), { recursive: true });
  const files = found.filter((file) => file.endsWith(".test.ts")).map((file) => path.join("test", folder, file));
  const { output } = await run(process.execPath, ["--import", "tsx", "--test", "--test-reporter=spec", ...files], {
    env,
  });
  const count = (/** @type {string} */ kind) =>
    Number(new RegExp(`^ℹ ${kind} (\\d+)$`, "m").exec(output)?.[1] ?? Number.NaN);
  const counts = { passed: count("pass"), failed: count("fail") + count("cancelled") };
  if (Number.isNaN(counts.passed + counts.failed)) throw new Error(`The tests of ${folder} did not run:\n${output}`);
  if (counts.failed === 0) return counts;
  return { ...counts, output: output.slice(output.indexOf("✖ failing tests:")) };
}

/** Everything inside a real VS Code; its output is shown as it comes. */
async function inVSCode() {
  const { output } = await run(process.execPath, ["--import", "tsx", "test/vscode/main.ts"], { show: true });
  const result = /^RESULT (.*)$/m.exec(output)?.[1];
  if (result === undefined) throw new Error("The suites inside VS Code ended without a result.");
  return JSON.parse(result);
}

const modules = (/** @type {string} */ file) => path.join("node_modules", file);

await setUp(say);
await step("types", () => program([modules("typescript/bin/tsc"), "-b"]));
await step("lint and format", () => program([modules("@biomejs/biome/bin/biome"), "ci", "--colors=off", "."]));
await step("unit tests", () => nodeTests("unit"));
await step("build", () => program(["scripts/build.mjs", "--production"]));
await step("a session over standard input", () => nodeTests("stdio"));
await step("a session in Neovim", async () => {
  const { needNeovim } = await import("./programs.mjs");
  return nodeTests("neovim", { ...process.env, BIOMANUSCRIPT_NEOVIM: await needNeovim(say) });
});
await step("inside VS Code", inVSCode);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
