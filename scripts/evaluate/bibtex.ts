/**
 * Compares our reading of every .bib file under a directory with Pandoc's (`pandoc -f biblatex -t csljson`), and holds each
 * file's references against what they are after they were written as BibTeX and as biblatex and read again.
 *
 * usage: node --import tsx scripts/evaluate/bibtex.ts DIRECTORY [--times] [--show]
 *
 * Prints the agreement of each field, every kind of difference with its reason and how often it is met, and what is left
 * over; --times prints each file's reading time, --show every difference. Ends with 1 where a difference has no known
 * reason or a round trip changes a fact.
 */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeBibliography } from "../../server/src/references/convert.ts";
import { readBibtex } from "../../server/src/syntax/bibtex.ts";
import { bibtexEntry } from "../../server/src/syntax/bibtex-write.ts";
import type { BibliographyEntry } from "../../server/src/syntax/facts.ts";
import type { Reference } from "../../server/src/syntax/reference.ts";
import { createDocument } from "../../server/src/text/document.ts";
import {
  type ComparedField,
  comparable,
  comparedFields,
  divergences,
  explain,
  notations,
} from "./bibtex-differences.ts";

interface Score {
  present: number;
  identical: number;
  otherNotation: number;
}

const scores = new Map<ComparedField, Score>(
  comparedFields.map((field) => [field, { present: 0, identical: 0, otherNotation: 0 }]),
);
const met = new Map<string, number>();
const leftOver: string[] = [];
const isNotation = new Set(notations.map(({ name }) => name));

const [directory, ...options] = process.argv.slice(2);
if (!directory) throw new Error("usage: bibtex.ts DIRECTORY [--times] [--show]");
const hasPandoc = spawnSync("pandoc", ["--version"]).status === 0;
if (!hasPandoc) console.log("pandoc is not on the path: nothing is compared with it");

function entriesOf(text: string): readonly BibliographyEntry[] {
  const document = createDocument("file:///corpus.bib", text);
  if (!document) throw new Error("a .bib is a document");
  return readBibtex(document).entries;
}

/** UTF-8, or Latin-1 where it is none, as Pandoc has it. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString("latin1");
  }
}

/** `undefined` where Pandoc can't read the file. */
function pandocReferences(path: string): readonly Reference[] | undefined {
  const { status, stdout } = spawnSync("pandoc", ["-f", "biblatex", "-t", "csljson", path], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    timeout: 120_000,
  });
  return status === 0 ? (JSON.parse(stdout) as Reference[]) : undefined;
}

function compare(
  file: string,
  text: string,
  entries: readonly BibliographyEntry[],
  theirs: readonly Reference[],
): void {
  const byKey = new Map<string, BibliographyEntry[]>();
  for (const entry of entries) byKey.set(entry.key, [...(byKey.get(entry.key) ?? []), entry]);
  for (const item of theirs) {
    const [entry, second] = byKey.get(item.id) ?? [];
    if (!entry) leftOver.push(`${file} ${item.id}: only Pandoc reads it`);
    // Of two entries with one key nobody says which is meant.
    if (!entry || second) continue;
    const source = sourceOf(text, entry, byKey, 0);
    for (const field of comparedFields)
      compareField(`${file} ${item.id} ${field}`, field, entry.reference, item, source);
  }
}

/** The entry with those that it inherits from. */
function sourceOf(
  text: string,
  entry: BibliographyEntry,
  byKey: ReadonlyMap<string, readonly BibliographyEntry[]>,
  depth: number,
): string {
  const own = text.slice(entry.span.start, entry.span.end);
  const keys = /\b(?:crossref|xdata)\s*=\s*[{"]([^}"]+)/i.exec(own)?.[1]?.split(",") ?? [];
  const parents = depth < 4 ? keys.flatMap((key) => byKey.get(key.trim())?.[0] ?? []) : [];
  return [own, ...parents.map((parent) => sourceOf(text, parent, byKey, depth + 1))].join("\n");
}

function compareField(
  place: string,
  field: ComparedField,
  reference: Reference,
  item: Reference,
  source: string,
): void {
  const comparison = { field, ours: comparable(reference, field), pandoc: comparable(item, field), source };
  const score = scores.get(field);
  if (!score || (comparison.ours === "" && comparison.pandoc === "")) return;
  score.present++;
  if (comparison.ours === comparison.pandoc) {
    score.identical++;
    return;
  }
  const kinds = explain(comparison);
  const shown = `${place}\n  ours   ${comparison.ours}\n  pandoc ${comparison.pandoc}`;
  if (kinds?.every((kind) => isNotation.has(kind))) score.otherNotation++;
  for (const kind of kinds ?? []) met.set(kind, (met.get(kind) ?? 0) + 1);
  if (kinds === undefined) leftOver.push(shown);
  else if (options.includes("--show")) console.log(`${kinds.join(", ")}: ${shown}`);
}

/** The references that an entry in the dialect changes, and how often it changes each variable. */
const changes = { bibtex: new Map<string, number>(), biblatex: new Map<string, number>() };
let roundTrips = 0;

/** BibTeX has fewer types of entries, and no place for what only the others have. */
const expectedChanges = { bibtex: ["type", "jurisdiction"], biblatex: [] as string[] };

function checkRoundTrips(file: string, entries: readonly BibliographyEntry[]): void {
  for (const dialect of ["bibtex", "biblatex"] as const) {
    for (const { reference } of entries) {
      roundTrips++;
      const losses = writeBibliography([reference], dialect).losses[0]?.fields ?? [];
      for (const name of losses) changes[dialect].set(name, (changes[dialect].get(name) ?? 0) + 1);
      const unexpected = losses.filter((name) => !expectedChanges[dialect].includes(name));
      if (unexpected.length > 0)
        leftOver.push(`${file} ${reference.id}: written as ${dialect}, ${unexpected} is another`);
      if (losses.length > 0 && options.includes("--show"))
        console.log(
          `${dialect} changes ${losses.join(", ")}: ${file} ${reference.id}\n${bibtexEntry(reference, { dialect })}`,
        );
    }
    const written = entries.map(({ reference }) => bibtexEntry(reference, { dialect })).join("\n\n");
    if (entriesOf(written).length !== entries.length)
      leftOver.push(`${file}: written as ${dialect} it has another number of entries`);
  }
}

let files = 0;
let read = 0;
for (const name of readdirSync(directory, { recursive: true, encoding: "utf8" }).sort()) {
  if (!name.endsWith(".bib")) continue;
  files++;
  const path = join(directory, name);
  const text = decode(readFileSync(path));
  const start = performance.now();
  const entries = entriesOf(text);
  for (const entry of entries) entry.reference.type;
  if (options.includes("--times"))
    console.log(
      `${(performance.now() - start).toFixed(1)} ms, ${text.length} characters, ${entries.length} entries: ${name}`,
    );
  checkRoundTrips(name, entries);
  const theirs = hasPandoc ? pandocReferences(path) : undefined;
  if (!theirs) continue;
  read++;
  compare(name, text, entries, theirs);
}

const percent = (part: number, whole: number) => `${((100 * part) / (whole || 1)).toFixed(2)} %`;
console.log(`${files} files, ${read} of them read by Pandoc`);
for (const [field, { present, identical, otherNotation }] of scores)
  console.log(
    `${field}: ${present} compared, identical ${percent(identical, present)}, the same fact ${percent(identical + otherNotation, present)}`,
  );
for (const { name, reason } of [...notations, ...divergences]) console.log(`${met.get(name) ?? 0} ${name}: ${reason}`);
for (const difference of leftOver) console.log(`without a known reason: ${difference}`);
console.log(`${leftOver.length} differences without a known reason`);
for (const [dialect, names] of Object.entries(changes))
  console.log(
    `${roundTrips / 2} references written as ${dialect} and read again: ${[...names].map(([name, count]) => `${name} changes ${count} times`).join(", ") || "no fact changes"}`,
  );
process.exitCode = leftOver.length > 0 ? 1 : 0;
