/**
 * Completes citations from the library given first, in a fresh process: from cold, while the writer types, after edits to
 * the library and from its cache. Prints milliseconds of wall and of processor time as JSON. Wants --expose-gc.
 */
import { readFileSync } from "node:fs";
import { completionsAt } from "../../server/src/features/completion.ts";
import {
  findEntry,
  inheritBibliography,
  inheritRewritten,
  knownBibtexFile,
  readBibliography,
  supplyBibtexFile,
} from "../../server/src/syntax/bibliography.ts";
import { createDocument, type Document, editDocument } from "../../server/src/text/document.ts";
import { openBibliographyCache, writeBibliographyCache } from "../../server/src/workspace/bibliography-cache.ts";
import { knownIndex, supplyIndex } from "../../server/src/workspace/reference-search.ts";
import type { Snapshot } from "../../server/src/workspace/snapshot.ts";
import { snapshotOf } from "../snapshot.ts";
import { createRandom } from "./synthetic.ts";

const [, , file = ""] = process.argv;
const random = createRandom(3);
const library = "file:///library.bib";

function documentOf(uri: string, text: string): Document {
  const document = createDocument(uri, text);
  if (!document) throw new Error(`${uri} is neither a manuscript nor a bibliography.`);
  return document;
}

function workspaceOf(bibliography: Document): Snapshot {
  return snapshotOf([bibliography], { files: [library] });
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
const first = timesOf(() => complete(workspaceOf(document), "smi"));
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
const snapshot = workspaceOf(document);
const typing = Object.fromEntries(
  Object.entries(queries).map(([kind, texts]) => [
    kind,
    summary(texts.map((query) => timesOf(() => complete(snapshot, query)))),
  ]),
);

/** From the edit to completions that know it, and apart what putting its text together takes whoever asks for it whole. */
const flat: Times[] = [];
const edits: Times[] = [];
let missed = 0;
for (let edit = 0; edit < 100; edit++) {
  const at = document.text.indexOf("title = {", Math.floor(random() * document.text.length * 0.99)) + 9;
  const word = `zyx${"abcdefghij".charAt(edit % 10)}${"klmnopqrst".charAt(Math.floor(edit / 10))}`;
  const previous = document;
  edits.push(
    timesOf(() => {
      document = editDocument(previous, { start: at, end: at }, `${word} `);
      inheritBibliography(previous, document, { start: at, end: at + word.length + 1, replaced: 0 });
      if (complete(workspaceOf(document), word) !== 1) missed++;
      findEntry(document, "none");
    }),
  );
  flat.push(timesOf(() => document.text.charCodeAt(at)));
}

/** Another program writes the file anew, with ten entries changed and one added. */
const rewritings = Array.from({ length: 10 }, (_, number) => {
  const words = Array.from({ length: 10 }, (__, place) => `yxw${"abcdefghij".charAt(place)}${number}`);
  const part = Math.floor(text.length / words.length);
  const parts = words.map((word, place) =>
    text.slice(place * part, (place + 1) * part).replace("title = {", `title = {${word} `),
  );
  const rewritten = documentOf(library, `${parts.join("")}${text.slice(part * words.length)}\n@misc{new${number},}\n`);
  return timesOf(() => {
    inheritRewritten(document, rewritten);
    if (complete(workspaceOf(rewritten), words[9] ?? "") !== 1) missed++;
    document = rewritten;
  });
});

const source = { address: library, size: text.length, modified: 0 };
const fresh = documentOf(library, text);
complete(workspaceOf(fresh), "smi");
const read = knownBibtexFile(fresh);
const index = read?.batches[0] && knownIndex(read.batches[0]);
if (!read || !index) throw new Error("A .bib is BibTeX, and is searched by an index.");
let bytes: Uint8Array = new Uint8Array();
const writing = timesOf(() => (bytes = writeBibliographyCache(read, index, source)));
const openings = Array.from({ length: 20 }, () =>
  timesOf(() => openBibliographyCache(bytes, source, text, () => undefined)),
);
const known = documentOf(library, text);
const fromCache = timesOf(() => {
  const opened = openBibliographyCache(bytes, source, text, () => undefined);
  const batch = opened?.file.batches[0];
  if (!opened || !batch) throw new Error("What was written can be opened.");
  supplyBibtexFile(known, opened.file);
  supplyIndex(batch, opened.openIndex);
  complete(workspaceOf(known), "smi");
});

console.log(
  JSON.stringify({
    entries: entries.length,
    kept: (heapUsed + external) / 1e6,
    cache: bytes.length / 1e6,
    rows: {
      "first completion, from the file's text on": first,
      ...Object.fromEntries(Object.entries(typing).map(([kind, spread]) => [`completion: ${kind}`, spread])),
      "an edit of an entry, to completions that know it": summary(edits),
      "making the edited text one string": summary(flat),
      "the file written anew with 11 entries changed, to completions": summary(rewritings),
      "opening its cache": summary(openings),
      "first completion from its cache, opening included": fromCache,
      "making its cache": writing,
    },
    missed,
  }),
);
