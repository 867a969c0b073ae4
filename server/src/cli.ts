/** The command line: what the server knows, for scripts and other tools. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { checkPaths, findingRecord, findingText } from "./cli-check.ts";
import { lineAndColumn } from "./cli-place.ts";
import { annotate, annotationRow } from "./features/annotate.ts";
import { convertBibliography, targetFormats } from "./references/convert.ts";
import { isBibliography } from "./syntax/bibliography.ts";
import { isManuscript, readManuscript } from "./syntax/manuscript.ts";
import { buildRecogniser } from "./terms/recogniser.ts";
import { readTerminologyFile } from "./terms/terminology-file.ts";
import { createDocument } from "./text/document.ts";

const usage = `usage: biomanuscript check [--json] PATH…
         print what the checks find in manuscripts and bibliographies, those of folders and all below; the exit status is 1
         where there are warnings or errors
       biomanuscript citations FILE…
         print file, line, column and key of every citation
       biomanuscript annotate --terminology TERMINOLOGY… [--json] FILE
         print start-end, identifier and text of every mention of a term; offsets count Unicode code points
       biomanuscript bib convert FILE --to ${targetFormats.join("|")}
         print the bibliography in another format; faults of the file, and what the format can't say, go to standard error
         as file:line:column: code: message; the exit status is 1 where the file has faults`;

/** `file<TAB>line<TAB>column<TAB>key` for each citation; lines and columns (UTF-16 code units) count from 1. */
function citations(path: string): string {
  const document = createDocument(pathToFileURL(path).href, readFileSync(path, "utf8"));
  if (!document || !isManuscript(document))
    throw new Error(`${path}: neither Markdown, Quarto, R Markdown, LaTeX nor Typst`);
  let line = 1;
  let lineStart = 0;
  let seen = 0;
  const rows = readManuscript(document)
    .clusters.flatMap((cluster) => cluster.citations)
    .map(({ key, keySpan }) => {
      for (
        let at = document.text.indexOf("\n", seen);
        at !== -1 && at < keySpan.start;
        at = document.text.indexOf("\n", at + 1)
      ) {
        line++;
        lineStart = at + 1;
        seen = at + 1;
      }
      return `${path}\t${line}\t${keySpan.start - lineStart + 1}\t${key}\n`;
    });
  return rows.join("");
}

/** Options may stand in any order; the last path is the file, those before it are terminologies. */
function annotations(options: readonly string[]): string {
  const asJson = options.includes("--json");
  const paths = options.filter((option) => !option.startsWith("--"));
  const file = paths.at(-1);
  if (!options.includes("--terminology") || paths.length < 2 || file === undefined) throw new Error(usage);
  const terms = paths.slice(0, -1).flatMap((path) => {
    const read = readTerminologyFile(path, readFileSync(path, "utf8"));
    for (const { line, message } of read.problems) process.stderr.write(`${path}:${line}: ${message}\n`);
    return read.terms;
  });
  const found = annotate(buildRecogniser(terms), pathToFileURL(file).href, readFileSync(file, "utf8"));
  return asJson ? `${JSON.stringify(found, undefined, 1)}\n` : found.map(annotationRow).join("");
}

function placeIn(text: string, offset: number): string {
  const { line, column } = lineAndColumn(text, offset);
  return `${line}:${column}`;
}

/** The exit status: 1 where the bibliography has faults, 2 where it can't be read or the arguments are wrong. */
function convert(options: readonly string[]): number {
  const at = options.indexOf("--to");
  const target = targetFormats.find((format) => format === options[at + 1]);
  const [path, ...more] = options.filter((_, index) => at < 0 || index < at || index > at + 1);
  if (at < 0 || target === undefined || path === undefined || more.length > 0) throw new Error(usage);
  const source = createDocument(pathToFileURL(path).href, readFileSync(path, "utf8"));
  if (!source || !isBibliography(source)) throw new Error(`${path}: no bibliography in a format that is known`);
  const { text, entries, problems, losses } = convertBibliography(source, target);
  process.stdout.write(text);
  for (const { span, code, message } of problems)
    process.stderr.write(`${path}:${placeIn(source.text, span.start)}: ${code}: ${message}\n`);
  for (const { key, fields } of losses) {
    const start = entries.find((entry) => entry.key === key)?.keySpan.start ?? 0;
    process.stderr.write(
      `${path}:${placeIn(source.text, start)}: lost: ${target} can't say of “${key}”: ${fields.join(", ")}\n`,
    );
  }
  return problems.length > 0 ? 1 : 0;
}

/** The exit status: 1 where there are warnings or errors, 2 where a path is wrong. */
async function check(options: readonly string[]): Promise<number> {
  const paths = options.filter((option) => option !== "--json");
  if (paths.length === 0) throw new Error(usage);
  const found = await checkPaths(join(__dirname, ".."), paths);
  const isJson = options.includes("--json");
  process.stdout.write(
    isJson ? `${JSON.stringify(found.map(findingRecord), undefined, 1)}\n` : found.map(findingText).join(""),
  );
  return found.some(({ level }) => level === "warning" || level === "error") ? 1 : 0;
}

/** Runs a command that prints its own output, and gives its exit status; 2 where it could not run. */
async function run(command: () => number | Promise<number>): Promise<number> {
  try {
    return await command();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

/** Prints one answer after the other, those that fail left out; the exit status is 1 where one has failed. */
async function printAll(answers: readonly (() => string)[]): Promise<number> {
  let status = 0;
  for (const answer of answers) {
    const print = (): number => {
      process.stdout.write(answer());
      return 0;
    };
    if ((await run(print)) !== 0) status = 1;
  }
  return status;
}

function main([command, ...rest]: readonly string[]): Promise<number> {
  if (command === "check") return run(() => check(rest));
  if (command === "bib" && rest[0] === "convert") return run(() => convert(rest.slice(1)));
  if (command === "annotate") return printAll([() => annotations(rest)]);
  if (command === "citations" && rest.length > 0) return printAll(rest.map((file) => () => citations(file)));
  return run(() => {
    throw new Error(usage);
  });
}

main(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});
