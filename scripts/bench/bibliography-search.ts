/**
 * Completes citations from the library given first, in a fresh process: from cold, while the writer types, and after edits
 * to the library. Prints milliseconds of wall and of processor time as JSON. Wants --expose-gc.
 */
import { readFileSync } from "node:fs";
import { completionsAt } from "../../server/src/features/completion.ts";
import { findEntry, inheritBibliography, readBibliography } from "../../server/src/syntax/bibliography.ts";
import { createVocabulary } from "../../server/src/terms/vocabulary.ts";
import { createDocument, type Document } from "../../server/src/text/document.ts";
import { readSettings } from "../../server/src/workspace/settings.ts";
import type { Snapshot } from "../../server/src/workspace/snapshot.ts";
import { createRandom } from "./synthetic.ts";

const [, , file = ""] = process.argv;
const random = createRandom(3);
const vocabulary = createVocabulary([], []);
const library = "file:///library.bib";

function documentOf(uri: string, text: string): Document {
  const document = createDocument(uri, text);
  if (!document) throw new Error(`${uri} is neither a manuscript nor a bibliography.`);
  return document;
}

function snapshotOf(bibliography: Document): Snapshot {
  return {
    revision: 1,
    folders: [],
    files: [library],
    documents: new Map([[library, bibliography]]),
    unreadable: new Map(),
    vocabulary,
    bundled: new Map(),
    retractions: [],
    environment: { home: undefined, bibFolders: [], texFolders: [], thisYear: 2026 },
    settings: readSettings({}),
  };
}

function complete(snapshot: Snapshot, query: string): number {
  const manuscript = documentOf("file:///review.md", `As shown [@${query}`);
  return completionsAt(snapshot, manuscript, manuscript.text.length).length;
}

interface Times {
  readonly wall: number;
  readonly cpu: number;
}

function timesOf(work: () => unknown): Times {
  const start = performance.now();
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return { wall: performance.now() - start, cpu: (user + system) / 1000 };
}

/** Median and 99th percentile of the wall time; of the processor's time, which other work hardly changes, the mean. */
function summary(times: readonly Times[]) {
  const sorted = times.map(({ wall }) => wall).sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
  return { median: at(0.5), p99: at(0.99), "mean cpu": times.reduce((sum, { cpu }) => sum + cpu, 0) / times.length };
}

const text = readFileSync(file, "utf8");
let document = documentOf(library, text);
const first = timesOf(() => complete(snapshotOf(document), "smi"));
const entries = readBibliography(document).entries;
globalThis.gc?.();
const { heapUsed, external } = process.memoryUsage();

const sample = Array.from({ length: 200 }, () => entries[Math.floor(random() * entries.length)]?.reference);
const queries: Record<string, readonly string[]> = {
  empty: sample.map(() => ""),
  "one letter": sample.map((reference) => reference?.id.charAt(0) ?? ""),
  key: sample.map((reference) => reference?.id.slice(0, 9) ?? ""),
  author: sample.map((reference) => reference?.author?.[0]?.family ?? ""),
};
const snapshot = snapshotOf(document);
const typing = Object.fromEntries(
  Object.entries(queries).map(([kind, texts]) => [
    kind,
    summary(texts.map((query) => timesOf(() => complete(snapshot, query)))),
  ]),
);

/** From the edit to completions that know it; making the text in one piece, which every editor's change costs, is apart. */
const flat: Times[] = [];
const edits: Times[] = [];
let missed = 0;
for (let edit = 0; edit < 100; edit++) {
  const at = document.text.indexOf("title = {", Math.floor(random() * document.text.length * 0.99)) + 9;
  const word = `zyx${"abcdefghij".charAt(edit % 10)}${"klmnopqrst".charAt(Math.floor(edit / 10))}`;
  const previous = document;
  const next = documentOf(library, `${previous.text.slice(0, at)}${word} ${previous.text.slice(at)}`);
  flat.push(timesOf(() => next.text.charCodeAt(at)));
  edits.push(
    timesOf(() => {
      inheritBibliography(previous, next, { start: at, end: at + word.length + 1, replaced: 0 });
      if (complete(snapshotOf(next), word) !== 1) missed++;
      findEntry(next, "none");
    }),
  );
  document = next;
}
console.log(
  JSON.stringify({
    entries: entries.length,
    first,
    kept: (heapUsed + external) / 1e6,
    typing,
    edit: summary(edits),
    text: summary(flat),
    missed,
  }),
);
