/**
 * Plants faults in copies of manuscripts and bibliographies, by rule and at random places, and counts which of them the
 * checks find, what they report of harmless changes, and what else.
 *
 *   node --import tsx scripts/evaluate/planted.ts [--seed N] [--show] [--only CODE] WORK_FOLDER PATH…
 *
 * A paragraph or an entry gets one change at most, 60 a rule at most. Manubot's aliases become keys of a bibliography first. Wants the built `dist/data`.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { checkPaths, type FindingInFile, findingText } from "../../server/src/cli-check.ts";
import { createRandom } from "../bench/synthetic.ts";
import { type Given, type PlainEntry, type Rule, rules } from "./planted-faults.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: "string", default: "1" }, show: { type: "boolean" }, only: { type: "string" } },
});
const [work, ...paths] = positionals;
if (work === undefined || paths.length === 0)
  throw new Error("usage: [--seed N] [--show] [--only CODE] WORK_FOLDER PATH…");
const mostChanges = 60;
const settings = {
  check: { unorderedCitation: "hint" },
  retractions: ["retractions.csv"],
};

interface Unit {
  readonly path: string;
  readonly start: number;
  readonly text: string;
  readonly isChanged: boolean;
}

const alias = /^ {0,3}\[@tag:([^\]\s]+)\]:[ \t]*(?:doi:)?(\S+)[ \t]*$/gm;
const base = join(work, "base");
rmSync(work, { recursive: true, force: true });
for (const path of paths) copyOf(path, join(base, basename(path)));
const before = await reportsIn(base, unitsIn(base));
console.table(
  (
    await inTurn(
      rules.filter(({ code }) => code === (values.only ?? code)),
      evaluated,
    )
  ).filter((row) => row.changes > 0),
);

async function inTurn<Item, Result>(items: readonly Item[], run: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await run(item));
  return results;
}

async function evaluated(rule: Rule) {
  const folder = join(work ?? "", "changed");
  rmSync(folder, { recursive: true, force: true });
  cpSync(base, folder, { recursive: true });
  const units = planted(rule, folder);
  const reports = (await reportsIn(folder, units)).filter(({ code }) => code === rule.code);
  const isOld = ({ unit }: Report) => before.some((old) => old.code === rule.code && old.unit === unit);
  const changed = units.flatMap(({ isChanged }, unit) => (isChanged ? [unit] : []));
  const hit = changed.filter((unit) => reports.some((report) => report.unit === unit));
  const elsewhere = reports.filter((report) => !units[report.unit]?.isChanged && !isOld(report));
  if (values.show) {
    const wrong = rule.isFault ? changed.filter((unit) => !hit.includes(unit)) : hit;
    for (const unit of wrong) console.log(`${rule.name}: ${units[unit]?.path}\n${units[unit]?.text}\n`);
    for (const { finding } of elsewhere) console.log(`elsewhere, ${rule.name}: ${findingText(finding)}`);
  }
  return {
    check: rule.code,
    change: rule.name,
    changes: changed.length,
    ...(rule.isFault ? { found: hit.length } : { "falsely found": hit.length }),
    elsewhere: elsewhere.length,
  };
}

/** Changes units of the folder's files, and writes what they ask for beside them. */
function planted(rule: Rule, folder: string): Unit[] {
  const random = createRandom(Number(values.seed));
  const entries: string[] = [];
  const rows: string[] = [];
  const given: Given = {
    random,
    entries: plainEntries(folder),
    addEntry: (entry) => entries.push(entry),
    addNotice: (row) => rows.push(row.map((cell) => `"${cell}"`).join(",")),
  };
  const units = unitsIn(folder);
  const texts = units.map(({ text }) => text);
  const suited = units.flatMap(({ path }, unit) => (rule.files.test(path) ? [{ unit, order: random() }] : []));
  const changed = new Set<number>();
  for (const { unit } of suited.toSorted((a, b) => a.order - b.order)) {
    if (changed.size === mostChanges) break;
    if (before.some((old) => old.code === rule.code && old.unit === unit)) continue;
    const text = rule.change(texts[unit] ?? "", given);
    if (text === undefined) continue;
    texts[unit] = text;
    changed.add(unit);
  }
  for (const path of new Set(units.map(({ path }) => path))) {
    const text = units.flatMap((unit, number) => (unit.path === path ? [texts[number] ?? ""] : [])).join("");
    const isCited = path.endsWith(".bib") && rule.files.test("review.md");
    writeFileSync(path, isCited ? `${text}\n${entries.join("\n")}\n` : text);
  }
  const heading =
    "Title,Author,RetractionDate,RetractionDOI,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature";
  for (const project of readdirSync(folder))
    writeFileSync(join(folder, project, "retractions.csv"), [heading, ...rows].join("\n"));
  const ends = new Map<string, number>();
  return units.map(({ path }, number) => {
    const start = ends.get(path) ?? 0;
    const text = texts[number] ?? "";
    ends.set(path, start + text.length);
    return { path, start, text, isChanged: changed.has(number) };
  });
}

interface Report {
  readonly code: string;
  readonly unit: number;
  readonly finding: FindingInFile;
}

async function reportsIn(folder: string, units: readonly Unit[]): Promise<Report[]> {
  const dist = join(import.meta.dirname, "../../dist");
  const findings = await checkPaths(
    dist,
    readdirSync(folder).map((name) => join(folder, name)),
    settings,
  );
  return findings.flatMap((finding) => {
    const unit = units.findLastIndex(({ path, start }) => path === finding.path && start <= finding.span.start);
    return unit === -1 ? [] : [{ code: finding.code, unit, finding }];
  });
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(?:md|qmd|tex|bib)$/.test(name))
    .toSorted()
    .map((name) => join(folder, name));
}

/** Paragraphs and entries, each with what follows it. */
function unitsIn(folder: string): Unit[] {
  return filesIn(folder).flatMap((path) => {
    const border = path.endsWith(".bib") ? /^(?=\s*@\w+\s*[{(])/m : /(?<=\n[ \t]*\n)/;
    let end = 0;
    return readFileSync(path, "utf8")
      .split(border)
      .map((text) => {
        const start = end;
        end += text.length;
        return { path, start, text, isChanged: false };
      });
  });
}

function plainEntries(folder: string): PlainEntry[] {
  return unitsIn(folder).flatMap(({ path, text }) => {
    const value = (name: string) => new RegExp(`^\\s*(?:${name})\\s*=\\s*\\{?(.*?)\\}?,?$`, "im").exec(text)?.[1] ?? "";
    const entry = {
      key: /@\w+\{([^\s,]+)/.exec(text)?.[1] ?? "",
      title: value("title"),
      author: value("author"),
      journal: value("journal|journaltitle"),
      year: Number(value("year|date").slice(0, 4)),
      doi: value("doi"),
    };
    const isWhole = entry.year > 1990 && Object.values(entry).every((it) => it !== "");
    return path.endsWith(".bib") && isWhole ? [entry] : [];
  });
}

/** A copy with writable files; keys in place of Manubot's aliases. */
function copyOf(path: string, target: string): void {
  mkdirSync(target, { recursive: true });
  const entries: string[] = [];
  for (const name of readdirSync(path, { recursive: true, encoding: "utf8" })) {
    if (!/\.(?:md|qmd|tex|bib|ya?ml)$/.test(name)) continue;
    const text = readFileSync(join(path, name), "utf8");
    for (const [, id, doi] of text.matchAll(alias))
      entries.push(`@article{${id}, title = {An invented title of ${id}}, doi = {${doi}}}`);
    mkdirSync(join(target, name, ".."), { recursive: true });
    writeFileSync(join(target, name), text.replace(alias, "").replaceAll("@tag:", "@"));
  }
  if (entries.length > 0) writeFileSync(join(target, "content", "aliases.bib"), entries.join("\n"));
}
