/**
 * Applies the fixes of what the checks find in files and folders, one at a time and in turn until none is left, and prints how many did not do
 * what every fix must.
 *
 *   node --import tsx scripts/evaluate/fixes.ts [--sample COUNT [SEED]] PATH…
 *
 * Of one check's findings with fixes in one file a random COUNT are tried at most, 40 without it; with 0, all. The fixes that silence a finding are
 * counted by themselves, and checks that are off are run too. Wants the built `dist/data`. Ends with 1 where a fix did not.
 */
import { join } from "node:path";
import { allChecks, type Finding, findingsOf } from "../../server/src/checks/all.ts";
import type { Fix } from "../../server/src/checks/check.ts";
import { silencingFixes } from "../../server/src/checks/silence.ts";
import { readPath } from "../../server/src/cli-check.ts";
import type { Document } from "../../server/src/text/document.ts";
import type { Snapshot } from "../../server/src/workspace/snapshot.ts";
import { faultsOfFix, fixesInTurn } from "./fix-properties.ts";
import { everyCheckOn, sample } from "./reports.ts";

interface Row {
  readonly check: string;
  findings: number;
  tried: number;
  fixes: number;
  faulty: number;
}

const options = /^--sample (\d+)(?: (\d+))?(?= )/.exec(process.argv.slice(2).join(" "));
const count = Number(options?.[1] ?? 40) || Number.POSITIVE_INFINITY;
const seed = Number(options?.[2] ?? 1);
const paths = process.argv.slice(2 + (options?.[0].split(" ").length ?? 0));
if (paths.length === 0) throw new Error("usage: [--sample COUNT [SEED]] PATH…");

const silencing = "silencing";
const rows = new Map(
  [...allChecks.map(({ code }) => code), silencing].map((check) => [
    check,
    { check, findings: 0, tried: 0, fixes: 0, faulty: 0 } satisfies Row,
  ]),
);

for (const path of paths) {
  const { snapshot, documents } = await readPath(join(import.meta.dirname, "../../dist"), path, everyCheckOn());
  for (const document of documents) {
    const findings = findingsOf(snapshot, document);
    for (const { code } of allChecks) {
      const own = findings.filter((finding) => finding.code === code);
      const fixable = own
        .map((finding) => ({ finding, fixes: finding.fixes() }))
        .filter(({ fixes }) => fixes.length > 0);
      tryFixes(snapshot, document, code, fixable);
      tryInTurn(snapshot, document, code, fixable.length);
    }
    const silenced = findings.map((finding) => ({
      finding,
      fixes: silencingFixes(document, finding.code, finding.span),
    }));
    tryFixes(snapshot, document, silencing, silenced);
  }
}
console.table([...rows.values()].filter(({ findings }) => findings > 0));
process.exitCode = [...rows.values()].some(({ faulty }) => faulty > 0) ? 1 : 0;

interface Fixable {
  readonly finding: Finding;
  readonly fixes: readonly Fix[];
}

function tryFixes(snapshot: Snapshot, document: Document, check: string, fixable: readonly Fixable[]): void {
  const row = rows.get(check);
  if (!row) return;
  row.findings += fixable.length;
  for (const { finding, fixes } of sample(fixable, count, seed)) {
    row.tried += 1;
    for (const fix of fixes) {
      row.fixes += 1;
      const faults = faultsOfFix(snapshot, document, finding, fix);
      if (faults.length === 0) continue;
      row.faulty += 1;
      console.log(`${document.uri} ${finding.span.start} ${finding.code} “${fix.title}”\n  ${faults.join("\n  ")}`);
    }
  }
}

/** The first fixes of one check's findings in a file, each made where the others left it: there are no more than findings. */
function tryInTurn(snapshot: Snapshot, document: Document, check: string, findings: number): void {
  if (findings > count || fixesInTurn(snapshot, document, check, findings + 1) <= findings) return;
  const row = rows.get(check);
  if (row) row.faulty += 1;
  console.log(`${document.uri} ${check}: after ${findings} fixes in turn there are still some`);
}
