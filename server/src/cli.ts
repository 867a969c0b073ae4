/** The command line: what the server knows, for scripts and other tools. */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { isManuscript, readManuscript } from "./syntax/manuscript.ts";
import { createDocument } from "./text/document.ts";

const usage = "usage: biomanuscript citations FILE…    print file, line, column and key of every citation";

/** `file<TAB>line<TAB>column<TAB>key` for each citation; lines and columns (UTF-16 code units) count from 1. */
function citations(path: string): string {
  const document = createDocument(pathToFileURL(path).href, readFileSync(path, "utf8"));
  if (!document || !isManuscript(document)) throw new Error(`${path}: neither Markdown, Quarto, R Markdown nor LaTeX`);
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

function main([command, ...files]: readonly string[]): number {
  if (command !== "citations" || files.length === 0) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  let status = 0;
  for (const file of files) {
    try {
      process.stdout.write(citations(file));
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      status = 1;
    }
  }
  return status;
}

process.exitCode = main(process.argv.slice(2));
