/**
 * Measures the recogniser beside modern-ahocorasick on the same names and texts, in one run.
 *
 * usage: npm run bench:recognition -- --names COUNT TERMINOLOGY… --text TEXT…
 *
 * A terminology is any file that the product reads, .gz too. Names that are missing to COUNT are made of those that are
 * there, each with a modifier of another before it, so that their words are as in the field. The manuscript of the last
 * measurement is all texts, read as Markdown and cut or repeated to 35,000 words. Bundled and minified, as the product is.
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import AhoCorasick from "modern-ahocorasick";
import { readManuscript } from "../../server/src/syntax/manuscript.ts";
import { namesOf, type Term } from "../../server/src/terms/model.ts";
import {
  createRecogniser,
  findMentions,
  layerOf,
  mentionsOf,
  type Recogniser,
  recognise,
  updateMentions,
} from "../../server/src/terms/recogniser.ts";
import { compileNames } from "../../server/src/terms/recognition/compile-names.ts";
import { type CompiledNames, openNames } from "../../server/src/terms/recognition/compiled-names.ts";
import { readTerminologyFile } from "../../server/src/terms/terminology-file.ts";
import { createDocument, type Span } from "../../server/src/text/document.ts";
import { term } from "../../test/unit/terms/terminology.ts";

const rounds = 20;

function readText(path: string): string {
  const bytes = readFileSync(path);
  return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}

/** Terms with `count` names in all. */
function termsWith(count: number, real: readonly Term[]): Term[] {
  const terms: Term[] = [];
  let names = 0;
  for (const known of real) {
    if (names >= count) return terms;
    terms.push(known);
    names += namesOf(known).length;
  }
  const labels = real.map(({ label }) => label).filter((label) => label.includes(" "));
  for (let number = 0; names < count; number++, names++) {
    const modifier = labels[(number * 7919) % labels.length]?.split(" ")[0];
    const label = `${modifier} ${labels[(number * 104729 + Math.floor(number / labels.length)) % labels.length]}`;
    terms.push(term(`BENCH:${number}`, label, [], { kind: "process" }));
  }
  return terms;
}

/** The fastest of several runs, each prepared before, in milliseconds; the first of them are spent on compiling the code. */
function fastest(run: () => void, prepare: () => void = () => {}): number {
  const once = () => {
    prepare();
    return timed(run);
  };
  return Math.min(...Array.from({ length: rounds }, once));
}

/** Milliseconds of processor time, which other programs on the machine disturb less than the clock's. */
function timed(run: () => void): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** Megabytes held by what is made, all that is garbage collected. */
function held(make: () => unknown): { megabytes: number; milliseconds: number; made: unknown } {
  const used = () => {
    globalThis.gc?.();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = used();
  let made: unknown;
  const milliseconds = timed(() => {
    made = make();
  });
  return { megabytes: (used() - before) / 1e6, milliseconds, made };
}

function paragraphsOf(text: string): Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(/\S(?:[^\n]|\n(?!\s*\n))*/g)) {
    spans.push({ start: match.index, end: match.index + match[0].length });
  }
  return spans;
}

function measureEdit(recogniser: Recogniser, texts: readonly string[]): void {
  const words = texts.join("\n\n").split(/(?<=\s)(?=\S)/);
  const text = Array.from({ length: 35_000 }, (_, number) => words[number % words.length]).join("");
  const prose = (content: string) => {
    const document = createDocument("file:///manuscript.md", content);
    return document ? readManuscript(document).prose : [];
  };
  const before = recognise(recogniser, text, prose(text));
  const times = Array.from({ length: 200 }, (_, number) => {
    const start = Math.floor((text.length * (number + 1)) / 202);
    const edited = `${text.slice(0, start)}e${text.slice(start)}`;
    const edit = { text: edited, prose: prose(edited), start, end: start + 1, replaced: 0 };
    // As in the product, where the mentions of the version before have been asked for.
    return fastest(
      () => mentionsOf(updateMentions(before, edit)),
      () => mentionsOf(before),
    );
  }).sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)]?.toFixed(2);
  console.log(
    `one typed character and all mentions after it, 35,000 words: median ${at(0.5)} ms, p95 ${at(0.95)}, slowest ${at(0.999)}`,
  );
}

/** Terminologies each compiled alone and read side by side, as the product reads them; and a glossary edited beside them. */
function measureSideBySide(): void {
  const layers = sources.map((terms) => layerOf(terms));
  const beside = createRecogniser(layers);
  const all = () => {
    for (const { text, prose } of documents) recognise(beside, text, prose);
  };
  all();
  console.log(`side by side: scan ${speed(fastest(all))} in ${layers.length} terminologies`);
  const glossary = real.slice(0, 40);
  const edit = fastest(() => createRecogniser([layerOf(glossary), ...layers]));
  console.log(`an edited glossary of ${glossary.length} terms beside them: ${edit.toFixed(1)} ms`);
}

const [option, count, ...paths] = process.argv.slice(2);
const separator = paths.indexOf("--text");
if (option !== "--names" || separator < 1) throw new Error("usage: --names COUNT TERMINOLOGY… --text TEXT…");
const sources = paths
  .slice(0, separator)
  .map((path) => readTerminologyFile(path.replace(/\.gz$/, ""), readText(path)).terms);
const real = sources.flat();
const texts = paths.slice(separator + 1).map(readText);
const terms = termsWith(Number(count), real);
const spellings = [...new Set(terms.flatMap((term) => namesOf(term).map(([name]) => name.toLowerCase())))];
const documents = texts.map((text) => ({ text, prose: paragraphsOf(text) }));
// Beyond ASCII the rival reads graphemes, in time that grows with the square of the text; it is spared that.
const lower = texts.map((text) => text.toLowerCase().replace(/[^ -~\n]/g, " "));
const sum = (counts: readonly number[]) => counts.reduce((total, one) => total + one, 0);
const speed = (milliseconds: number) => `${((megabytes * 1000) / milliseconds).toFixed(1)} MB/s`;
const megabytes = Buffer.byteLength(texts.join("")) / 1e6;
console.log(`${spellings.length} names, ${megabytes.toFixed(1)} MB of text in ${texts.length} files`);

const compiled = held(() => compileNames(terms));
const bytes = compiled.made as Uint8Array;
const opened = held(() => openNames(bytes));
const names = opened.made as CompiledNames;
const made = held(() => createRecogniser([{ names, term: (number) => terms[number] }]));
const recogniser = made.made as Recogniser;
console.log(`compile: ${compiled.milliseconds.toFixed(0)} ms, ${(bytes.length / 1e6).toFixed(1)} MB of bytes`);
console.log(
  `open: ${opened.milliseconds.toFixed(2)} ms; recogniser of them: ${made.milliseconds.toFixed(2)} ms; held beside the bytes: ${(opened.megabytes + made.megabytes).toFixed(2)} MB`,
);
const recogniseAll = () => {
  for (const { text, prose } of documents) recognise(recogniser, text, prose);
};
// Before the rival is built, whose memory the garbage collector would go through while ours is timed.
const first = timed(recogniseAll);
const scan = fastest(recogniseAll);
const mentions = sum(documents.map(({ text, prose }) => findMentions(recogniser, text, prose).length));
measureEdit(recogniser, texts);
measureSideBySide();
const theirs = held(() => new AhoCorasick(spellings));
const rival = theirs.made as AhoCorasick;
console.log(`build: modern-ahocorasick ${theirs.milliseconds.toFixed(0)} ms, ${theirs.megabytes.toFixed(0)} MB`);
const found: number[] = [];
const search = fastest(() => {
  found.push(sum(lower.map((text) => rival.search(text).length)));
});
console.log(`mentions ${mentions}, modern-ahocorasick ${found[0]}`);
console.log(
  `scan: recogniser ${speed(scan)} (first time ${speed(first)}), modern-ahocorasick ${speed(search)}, ratio ${(search / scan).toFixed(1)}`,
);
