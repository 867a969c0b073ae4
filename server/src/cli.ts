/** The command line: what the server knows, for scripts and other tools. */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { annotate, annotationRow } from "./features/annotate.ts";
import { isManuscript, readManuscript } from "./syntax/manuscript.ts";
import { buildRecogniser } from "./terms/recogniser.ts";
import { readTerminologyFile } from "./terms/terminology-file.ts";
import { createDocument } from "./text/document.ts";

const usage = `usage: biomanuscript citations FILE…
         print file, line, column and key of every citation
       biomanuscript annotate --terminology TERMINOLOGY… [--json] FILE
         print start-end, identifier and text of every mention of a term; offsets count Unicode code points`;

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

function main([command, ...rest]: readonly string[]): number {
  const isKnown = (command === "citations" && rest.length > 0) || command === "annotate";
  if (!isKnown) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  let status = 0;
  for (const print of command === "annotate" ? [() => annotations(rest)] : rest.map((file) => () => citations(file))) {
    try {
      process.stdout.write(print());
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      status = 1;
    }
  }
  return status;
}

process.exitCode = main(process.argv.slice(2));
