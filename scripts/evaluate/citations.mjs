#!/usr/bin/env node
// Compares the citations that BioManuscript sees in manuscripts with those that another reader sees.
//
// usage: node scripts/evaluate/citations.mjs [PATH…]    (files, or folders to search; needs dist/ built, and pandoc)
//
// First Pandoc is asked anew for the traps of test/unit/syntax/citation-traps.json that it judges: what it answers has to be
// what the unit test expects.
//
// Markdown, Quarto and R Markdown are compared with the `Cite` nodes of `pandoc -t json`. Pandoc moves three things: what
// stands in YAML metadata comes apart from the text, a footnote's text stands where the note is referred to, and a
// table's caption before the table. So the running text is compared in order, and these three by which keys they cite.
// Quarto cross-references and the wildcard `@*` are left out. LaTeX is compared in order with a search for `\…cite…{keys}`,
// comments and verbatim left out, because pandoc reads no multi-file LaTeX.
// Prints a line a document and its differences; exits 1 where there is one, 2 where a document could not be compared.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const cli = fileURLToPath(new URL("../../dist/node/cli.cjs", import.meta.url));
/** @typedef {{ line: number, column: number, key: string }} OwnCitation */
/** @typedef {{ differences: string[], count: number }} Comparison */

/** @type {Record<string, string>} */
const pandocFormat = {
  ".md": "markdown",
  ".markdown": "markdown",
  ".qmd": "markdown",
  ".rmd": "markdown+autolink_bare_uris+tex_math_single_backslash",
};
const crossReference =
  /^(?:fig|tbl|sec|eq|lst|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|tip|nte|wrn|imp|cau|vid|supp[a-z]*)-/i;

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesUnder(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)))
    .filter((file) => extname(file).toLowerCase() in pandocFormat || extname(file) === ".tex");
}

/**
 * @param {string} file
 * @returns {OwnCitation[]}
 */
function ownReading(file) {
  const out = execFileSync(process.execPath, [cli, "citations", file], { encoding: "utf8", maxBuffer: 1e9 });
  return out
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      const [, row, column, key = ""] = line.split("\t");
      return { line: Number(row), column: Number(column), key };
    });
}

/**
 * The keys that Pandoc cites: in the running text in order, and apart from it in notes, captions and metadata.
 * @param {string} file
 * @param {string} format
 */
function pandocReading(file, format) {
  const json = execFileSync("pandoc", ["-f", format, "-t", "json", file], {
    encoding: "utf8",
    maxBuffer: 1e9,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const { meta, blocks } = JSON.parse(json);
  /** @type {string[]} */
  const text = [];
  /** @type {string[]} */
  const apart = [];
  // Pandoc's JSON is a tree of arrays and objects of many shapes; only the three below matter.
  /** @type {(node: any, into: string[]) => void} */
  const collect = (node, into) => {
    if (Array.isArray(node)) for (const part of node) collect(part, into);
    else if (node?.t === "Cite") {
      for (const { citationPrefix, citationId, citationSuffix } of node.c[0]) {
        collect(citationPrefix, into);
        into.push(citationId);
        collect(citationSuffix, into);
      }
    } else if (node?.t === "Note") collect(node.c, apart);
    else if (node?.t === "Table") {
      const [, caption, , ...parts] = node.c;
      collect(caption, apart);
      collect(parts, into);
    } else if (node && typeof node === "object") collect(Object.values(node), into);
  };
  collect(blocks, text);
  collect(meta, apart);
  return { text, apart };
}

/**
 * @param {string} file
 * @returns {(key: string) => boolean}
 */
function isCitation(file) {
  const quarto = /\.[qr]md$/i.test(file);
  return (key) => key !== "*" && !(quarto && crossReference.test(key));
}

/**
 * Differences of one Markdown document, as sentences.
 * @param {string} file
 * @param {readonly OwnCitation[]} own
 * @returns {Comparison}
 */
function markdownDifferences(file, own) {
  const kept = isCitation(file);
  const judge = pandocReading(file, pandocFormat[extname(file).toLowerCase()] ?? "markdown");
  const text = judge.text.filter(kept);
  const apart = new Set(judge.apart.filter(kept));
  const differences = [];
  let next = 0;
  for (const { line, column, key } of own) {
    if (key === text[next]) next++;
    else if (!apart.has(key)) differences.push(`${file}:${line}:${column} only here: ${key}`);
  }
  for (const key of text.slice(next)) differences.push(`${file}: only in pandoc, or in another order: ${key}`);
  const ownKeys = new Set(own.map(({ key }) => key));
  for (const key of apart)
    if (!ownKeys.has(key)) differences.push(`${file}: only in pandoc's notes, captions or metadata: ${key}`);
  return { differences, count: text.length + apart.size };
}

/**
 * Differences of one LaTeX file from a plain search.
 * @param {string} file
 * @param {readonly OwnCitation[]} own
 * @returns {Comparison}
 */
function latexDifferences(file, own) {
  const source = readFileSync(file, "utf8")
    .replace(/(?<!\\)%.*/g, "")
    .replace(/\\begin\{(verbatim|lstlisting|comment)\}[\s\S]*?\\end\{\1\}/g, "");
  const command = /\\[A-Za-z]*[cC]ite[A-Za-z]*\*?((?:\s*(?:\([^()]*\)|\[[^\]]*\]))*\s*\{[^{}]*\})+/g;
  const found = [...source.matchAll(command)].flatMap(([all]) =>
    [...all.matchAll(/\{([^{}]*)\}/g)].flatMap(([, keys = ""]) => keys.split(",").map((key) => key.trim())),
  );
  const expected = found.filter((key) => key !== "" && key !== "*" && !key.includes("#") && !key.includes("\\"));
  const keys = own.map(({ key }) => key);
  const differences = [];
  for (let index = 0; index < Math.max(keys.length, expected.length); index++) {
    if (keys[index] === expected[index]) continue;
    differences.push(
      `${file}: citation ${index + 1} is ${keys[index] ?? "missing"}, the search found ${expected[index]}`,
    );
    break;
  }
  return { differences, count: expected.length };
}

/** @type {Record<string, string>} */
const modeMarks = { NormalCitation: "", AuthorInText: "@", SuppressAuthor: "-" };

/**
 * What Pandoc cites in a text, one string a cluster, as the table of traps writes it.
 * @param {string} text
 * @param {string} format
 */
function pandocClusters(text, format) {
  const json = execFileSync("pandoc", ["-f", format, "-t", "json"], { encoding: "utf8", input: text });
  const { meta, blocks } = JSON.parse(json);
  /** @type {string[]} */
  const clusters = [];
  /** @type {(node: any) => void} */
  const collect = (node) => {
    if (Array.isArray(node)) for (const part of node) collect(part);
    else if (node?.t === "Cite") {
      /** @type {any[]} */
      const citations = node.c[0];
      clusters.push(citations.map((it) => modeMarks[it.citationMode.t] + it.citationId).join("; "));
      for (const { citationPrefix, citationSuffix } of citations) collect([citationPrefix, citationSuffix]);
    } else if (node?.t === "Table") {
      const [, caption, ...parts] = node.c;
      // A caption stands below its table.
      collect([parts, caption]);
    } else if (node && typeof node === "object") collect(Object.values(node));
  };
  collect([meta, blocks]);
  return clusters;
}

/** Prints each trap that Pandoc now answers in another way; returns how many. */
function changedTraps() {
  const table = fileURLToPath(new URL("../../test/unit/syntax/citation-traps.json", import.meta.url));
  /** @type {{ trap: string, judge: string, file: string, text: string, cites: string[] }[]} */
  const traps = JSON.parse(readFileSync(table, "utf8"));
  const judged = traps.filter(({ judge }) => judge.startsWith("pandoc"));
  const changed = judged.filter(({ trap, file, text, cites }) => {
    const answer = pandocClusters(text, pandocFormat[extname(file).toLowerCase()] ?? "markdown");
    const isSame = JSON.stringify(answer) === JSON.stringify(cites);
    if (!isSame)
      console.log(`${trap}: pandoc cites ${JSON.stringify(answer)}, the table says ${JSON.stringify(cites)}`);
    return !isSame;
  });
  console.log(`${judged.length} traps asked of pandoc, ${changed.length} differences`);
  return changed.length;
}

const files = process.argv.slice(2).flatMap(filesUnder);
let total = 0;
let different = 0;
const changed = changedTraps();
let failed = 0;
for (const file of files) {
  try {
    const own = ownReading(file);
    const { differences, count } =
      extname(file) === ".tex" ? latexDifferences(file, own) : markdownDifferences(file, own);
    total += own.length;
    different += differences.length;
    if (own.length > 0 || count > 0) console.log(`${file}: ${own.length} citations, ${differences.length} differences`);
    for (const difference of differences) console.log(`  ${difference}`);
  } catch (error) {
    failed++;
    console.log(`${file}: could not be compared: ${String(error).split("\n")[0]}`);
  }
}
console.log(`${files.length} documents, ${total} citations, ${different} differences, ${failed} not compared`);
process.exit(different + changed > 0 ? 1 : failed > 0 ? 2 : 0);
