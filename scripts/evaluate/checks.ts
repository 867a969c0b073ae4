/**
 * Counts what each check finds in files and folders, and prints a random sample of one for a reader to judge.
 *
 *   node --import tsx scripts/evaluate/checks.ts [--sample COUNT CODE [SEED]] PATH…
 *
 * Checks that are off are run too. Wants the built `dist/data`.
 */
import { join } from "node:path";
import { allChecks } from "../../server/src/checks/all.ts";
import { checkPaths, findingText } from "../../server/src/cli-check.ts";
import { settingsTable } from "../../server/src/workspace/settings.ts";
import { everyCheckOn, sample } from "./reports.ts";

const [option, ...rest] = process.argv.slice(2);
const isSample = option === "--sample";
const [count = "", code = ""] = rest;
const hasSeed = /^\d+$/.test(rest[2] ?? "");
const paths = isSample ? rest.slice(hasSeed ? 3 : 2) : process.argv.slice(2);
if (paths.length === 0) throw new Error("usage: [--sample COUNT CODE [SEED]] PATH…");

const found = await checkPaths(join(import.meta.dirname, "../../dist"), paths, everyCheckOn());
if (isSample) {
  const reports = found.filter((finding) => finding.code === code);
  for (const finding of sample(reports, Number(count), hasSeed ? Number(rest[2]) : 1))
    console.log(findingText(finding));
} else {
  const rows = allChecks.map(({ code, setting }) => ({
    check: code,
    "by default": settingsTable[setting].default,
    reports: found.filter((finding) => finding.code === code).length,
  }));
  console.table(rows);
}
