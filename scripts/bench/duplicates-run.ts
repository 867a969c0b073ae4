/**
 * Looks for works that stand twice in the library given first, in a fresh process: from cold, and after edits to the library.
 * Prints milliseconds of wall and of processor time as JSON. Wants --expose-gc.
 */
import { readFileSync } from "node:fs";
import { inheritBibliography, readBibliography } from "../../server/src/syntax/bibliography.ts";
import { createDocument, type Document } from "../../server/src/text/document.ts";
import { relatedWithin } from "../../server/src/workspace/works.ts";
import { createRandom } from "./synthetic.ts";

const [, , file = ""] = process.argv;
const random = createRandom(3);

function documentOf(text: string): Document {
  const document = createDocument("file:///library.bib", text);
  if (!document) throw new Error("a .bib is a document");
  return document;
}

function timesOf(work: () => unknown): { readonly wall: number; readonly cpu: number } {
  const start = performance.now();
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return { wall: performance.now() - start, cpu: (user + system) / 1000 };
}

let document = documentOf(readFileSync(file, "utf8"));
const reading = timesOf(() => readBibliography(document).problems.length);
const first = timesOf(() => relatedWithin(document).length);
const found = relatedWithin(document).length;
const entries = readBibliography(document).entries.length;
globalThis.gc?.();
const { heapUsed, external } = process.memoryUsage();

/** Each edit puts a copy of some entry under another key into the file, so that there is one more pair to be found. */
const readings: { readonly wall: number; readonly cpu: number }[] = [];
const edits: { readonly wall: number; readonly cpu: number }[] = [];
let missed = 0;
for (let edit = 0; edit < 100; edit++) {
  const { text } = document;
  const at = text.indexOf("\n\n@article", Math.floor(random() * text.length * 0.98)) + 2;
  const end = text.indexOf("\n\n@article", at) + 2;
  const copy = `${text.slice(at, end).replace(/@article\{/, `@article{copy${edit}`)}`;
  const place = text.indexOf("\n\n@article", Math.floor(random() * text.length * 0.98)) + 2;
  const next = documentOf(text.slice(0, place) + copy + text.slice(place));
  next.text.charCodeAt(place);
  const before = relatedWithin(document).length;
  inheritBibliography(document, next, { start: place, end: place + copy.length, replaced: 0 });
  readings.push(timesOf(() => readBibliography(next)));
  edits.push(timesOf(() => (relatedWithin(next).length <= before ? missed++ : 0)));
  document = next;
}

function summary(times: readonly { readonly wall: number; readonly cpu: number }[]) {
  const sorted = times.map(({ wall }) => wall).sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
  return { median: at(0.5), p99: at(0.99), "mean cpu": times.reduce((sum, { cpu }) => sum + cpu, 0) / times.length };
}

console.log(
  JSON.stringify({
    entries,
    found,
    reading,
    first,
    kept: (heapUsed + external) / 1e6,
    "reading an edit": summary(readings),
    edit: summary(edits),
    missed,
  }),
);
