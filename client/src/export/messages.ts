/** What Pandoc, its citation processor, LaTeX and Quarto say, as findings at places of the manuscript. */
import type { ExportSources, Position, Range } from "../../../server/src/protocol.ts";

export interface ExportFinding {
  readonly severity: "error" | "warning";
  readonly message: string;
  /** Where in the manuscript; its first line where the program tells of no place and none can be found. */
  readonly range: Range;
}

interface Said {
  readonly severity: ExportFinding["severity"];
  /** With the lines that go on with it. */
  readonly text: string;
}

export interface ReadManuscript {
  readonly text: string;
  readonly citations: ExportSources["citations"];
}

/**
 * In the order in which they were said, each once. What is only for information is left out, and so is, where the program `succeeded`, what
 * isn't labelled a warning or an error.
 */
export function exportFindings(said: string, succeeded: boolean, manuscript: ReadManuscript): ExportFinding[] {
  const findings = messagesIn(said, succeeded).flatMap(({ severity, text }) =>
    placesOf(text, manuscript).map((range): ExportFinding => ({ severity, message: readable(text), range })),
  );
  const known = new Set<string>();
  return findings.filter((finding) => {
    const same = JSON.stringify(finding);
    return !known.has(same) && known.add(same);
  });
}

/** A warning goes on in the indented lines after it, an error up to the next label. */
function messagesIn(said: string, succeeded: boolean): Said[] {
  const messages: Said[] = [];
  let current: { severity: Said["severity"] | undefined; lines: string[] } | undefined;
  const end = (): void => {
    const text = current?.lines.join("\n").trim() ?? "";
    if (current?.severity && text !== "") messages.push({ severity: current.severity, text });
    current = undefined;
  };
  for (const line of plain(said).split("\n")) {
    const labelled = /^\s*\[?(WARNING|INFO|DEBUG|ERROR)(?:\]|:)\s?(.*)$/.exec(line);
    if (labelled) {
      end();
      const [, label, rest = ""] = labelled;
      const severity = label === "WARNING" ? "warning" : label === "ERROR" ? "error" : undefined;
      current = { severity, lines: [rest] };
    } else if (current && (current.severity === "error" || /^\s/.test(line))) {
      current.lines.push(line);
    } else if (line.trim() !== "" && !isProgress(line)) {
      end();
      current = { severity: succeeded ? undefined : "error", lines: [line] };
    }
  }
  end();
  return messages;
}

/** Without the colours that Quarto writes. */
function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with the escape character
  return text.replace(/\u001B\[[\d;]*m/g, "").replaceAll("\r", "");
}

/** What Quarto says of its work, and what follows of an error. */
function isProgress(line: string): boolean {
  return /^(?:pandoc\s*$|processing file:|output file:|Output created:|running \w+ - |Starting \S+ kernel|Executing '|Rendering |\s)/.test(
    line,
  );
}

/** The message without what only says how to go on at a terminal. */
function readable(text: string): string {
  const latex = latexError(text);
  if (latex) return `LaTeX: ${latex.message}`;
  const missing = /^(\w+) not found\. Please select a different --pdf-engine/.exec(text)?.[1];
  if (missing) return `${missing}, which makes the PDF, is not installed, or not on the PATH.`;
  // What a formula might go on with fills a page.
  const short = text.replace(/^pandoc(?:\.exe)?: /, "").replace(/\s*\n\s*expecting "[\s\S]*$/, "");
  return short.replace(/\s*\n\s*\^?\s*/g, " ").trim();
}

function placesOf(text: string, manuscript: ReadManuscript): readonly Range[] {
  const missingKey = /citation (\S+) not found/.exec(text)?.[1];
  if (missingKey !== undefined) {
    const cited = manuscript.citations.filter(({ key }) => key === missingKey);
    if (cited.length > 0) return cited.map(({ range }) => range);
  }
  const lines = manuscript.text.split(/\r\n|\n|\r/);
  const place =
    placeOfIdentifier(text, lines) ??
    placeOfMention(text, lines) ??
    placeTold(text, lines) ??
    placeInLatex(text, lines);
  return [place ?? wholeLine(lines, firstLine(lines))];
}

function firstLine(lines: readonly string[]): number {
  return Math.max(
    0,
    lines.findIndex((line) => line.trim() !== ""),
  );
}

/** The place that the message names: in metadata it counts from the line that opens the block, which is 0. */
function placeTold(text: string, lines: readonly string[]): Range | undefined {
  const yaml = /YAML parse exception at line (\d+), column (\d+)/.exec(text);
  if (yaml) {
    const block = /Error parsing YAML metadata at .*\(line (\d+),/.exec(text)?.[1];
    const opening = block === undefined ? lines.findIndex((line) => /^---\s*$/.test(line)) : Number(block) - 1;
    return rangeFrom(lines, { line: Math.max(0, opening) + Number(yaml[1]), character: Number(yaml[2]) });
  }
  // The place in a bibliography is none in the manuscript.
  if (/^Error reading bibliography/.test(text)) return undefined;
  const told = /\bat (?:"[^"\n]*" )?(?:\S+ )?\(?line (\d+),? column (\d+)/.exec(text);
  if (!told) return undefined;
  return rangeFrom(lines, { line: Number(told[1]) - 1, character: Number(told[2]) - 1 });
}

/** A repeated identifier is told of at the block after it. */
function placeOfIdentifier(text: string, lines: readonly string[]): Range | undefined {
  const [, identifier, told] = /^Duplicate identifier '([^']+)' at .*?line (\d+)/.exec(text) ?? [];
  if (identifier === undefined) return undefined;
  const line = lines.slice(0, Number(told)).findLastIndex((it) => it.includes(`#${identifier}`));
  if (line < 0) return undefined;
  const character = (lines[line]?.indexOf(`#${identifier}`) ?? 0) + 1;
  return { start: { line, character }, end: { line, character: character + identifier.length } };
}

/** Where a file, a formula or a key that the message names is written. */
function placeOfMention(text: string, lines: readonly string[]): Range | undefined {
  const [, ...named] =
    /(?:Could not fetch resource (.+?)(?:: |$)|File (\S+) not found in resource path|^Error reading bibliography file (\S+?):?\s|Could not convert TeX math (.+?), rendering|Could not load include file (\S+)|^(?:pandoc(?:\.exe)?: )?(\S+): (?:openBinaryFile|withBinaryFile)|File `([^']+)' not found|Unicode character (\S+) \(|There is no (\S+) |citation (\S+) not found)/ms.exec(
      text,
    ) ?? [];
  const mention = named.find((it) => it !== undefined);
  if (mention === undefined) return undefined;
  // Pandoc and LaTeX add the extension where the manuscript leaves it out.
  return mentionOf(mention, lines) ?? mentionOf(mention.replace(/\.(?:sty|cls|tex|csl|bib)$/, ""), lines);
}

function mentionOf(mention: string, lines: readonly string[]): Range | undefined {
  const [first = ""] = mention.split("\n");
  const line = lines.findIndex((it) => it.includes(first));
  if (first === "" || line < 0) return undefined;
  const character = lines[line]?.indexOf(first) ?? 0;
  return { start: { line, character }, end: { line, character: character + first.length } };
}

interface LatexError {
  readonly message: string;
  /** The text of LaTeX's line, up to where it stopped. */
  readonly before: string;
}

/** LaTeX's first error: the lines from `!` on are the message, the one from `l.` on shows where it stopped. */
function latexError(text: string): LatexError | undefined {
  const found = /^! (?:LaTeX Error: |Package \w+ Error: )?([\s\S]*?)(?:\n\s*\n|\nl\.\d+|\n<|$(?![\s\S]))/m.exec(text);
  if (!found) return undefined;
  const before = /^l\.\d+ ?(.*)$/m.exec(text)?.[1] ?? "";
  const name = /(\\\S+)\s*$/.exec(before)?.[1];
  const message = (found[1] ?? "").replace(/\s*\n\s*/g, " ").trim();
  return { message: /^Undefined control sequence/.test(message) && name ? `${message} ${name}` : message, before };
}

/** The end of what LaTeX had read, in the manuscript's own words: as many of its last words as stand together there. */
function placeInLatex(text: string, lines: readonly string[]): Range | undefined {
  const { before } = latexError(text) ?? { before: "" };
  const words = asWritten(before).split(/\s+/).filter(Boolean);
  for (let from = 0; from < words.length; from++) {
    const found = mentionOf(words.slice(from).join(" "), lines);
    if (found) return found;
  }
  return undefined;
}

/** LaTeX as Pandoc writes it, back in Markdown's signs. */
function asWritten(latex: string): string {
  return latex
    .replace(/^\.\.\./, "")
    .replace(/\\textbackslash(?:\{\}| )?/g, "\\")
    .replace(/\\[()]/g, "$")
    .replace(/\\([{}#%&_$])/g, "$1");
}

function rangeFrom(lines: readonly string[], { line, character }: Position): Range {
  const last = Math.min(line, lines.length - 1);
  const length = lines[last]?.length ?? 0;
  const start = line > last || character >= length ? 0 : Math.max(0, character);
  return { start: { line: last, character: start }, end: { line: last, character: length } };
}

function wholeLine(lines: readonly string[], line: number): Range {
  return { start: { line, character: 0 }, end: { line, character: lines[line]?.length ?? 0 } };
}
