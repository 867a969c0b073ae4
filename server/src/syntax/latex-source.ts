/**
 * LaTeX source before its commands are understood: what TeX never looks into (comments, `\verb`, verbatim
 * environments), and which braces belong together.
 */
import type { Span } from "../text/document.ts";
import { isAsciiLetter } from "./markdown-tokens.ts";

export interface LatexSource {
  readonly text: string;
  /** Comments and verbatim text, in order, none in another. */
  readonly opaque: readonly Span[];
  /** From each opening brace to the offset after its closing brace. */
  readonly braces: ReadonlyMap<number, number>;
  /** Commands that cite, besides those of the packages: the settings', and those that the file defines by a citation. */
  readonly ownCitations: ReadonlySet<string>;
}

const backslash = 92;
const newline = 10;

const verbatimEnvironments: ReadonlySet<string> = new Set([
  "verbatim",
  "verbatim*",
  "Verbatim",
  "BVerbatim",
  "LVerbatim",
  "lstlisting",
  "minted",
  "comment",
  "filecontents",
  "filecontents*",
  "alltt",
  "Sinput",
  "Soutput",
  "Schunk",
]);

const verbatimCommands: ReadonlySet<string> = new Set(["verb", "Verb", "lstinline", "mintinline"]);

export function letterRunEnd(text: string, at: number): number {
  let end = at;
  while (isAsciiLetter(text.charCodeAt(end))) end++;
  return end;
}

/** The environment's name in `\begin{name}`, where `at` is after `\begin`; empty where there is none. */
export function environmentName(text: string, at: number): string {
  if (text.charCodeAt(at) !== 123) return "";
  const close = text.indexOf("}", at);
  return close === -1 || close - at > 60 ? "" : text.slice(at + 1, close);
}

const citeDefinition =
  /\\(?:re)?newcommand\*?\s*\{?\\([A-Za-z]+)\}?\s*\[\d\](\[[^\]]*\])?\s*\{[^{}]*\\[A-Za-z]*[cC]ite[A-Za-z]*\*?\s*(?:\[[^\]]*\]\s*)*\{#([12])\}/g;
const declaredCitation = /\\Declare(?:Multi)?CiteCommand\*?\s*\{\\([A-Za-z]+)\}/g;

/** Commands whose first braces go to a citation command: `\newcommand{\paper}[2][]{\citep[#1]{#2}}`. */
function definedCitations(text: string): string[] {
  const wrappers = Array.from(text.matchAll(citeDefinition), ([, name = "", option, parameter]) =>
    (option === undefined) === (parameter === "1") ? name : "",
  );
  return [...wrappers, ...Array.from(text.matchAll(declaredCitation), ([, name = ""]) => name)];
}

/** Reads the whole source once; `commands` are the writer's own citation commands. */
export function readSource(text: string, commands: readonly string[]): LatexSource {
  const opaque: Span[] = [];
  const braces = new Map<number, number>();
  const open: number[] = [];
  const neverClosed = new Set<string>();
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 37) {
      const end = commentEnd(text, at);
      opaque.push({ start: at, end });
      at = end;
    } else if (code === backslash) {
      const verbatim = verbatimAt(text, at, neverClosed);
      if (verbatim) opaque.push(verbatim);
      at = verbatim ? verbatim.end : Math.max(at + 2, letterRunEnd(text, at + 1));
    } else {
      if (code === 123) open.push(at);
      else if (code === 125) {
        const start = open.pop();
        if (start !== undefined) braces.set(start, at + 1);
      }
      at++;
    }
  }
  return { text, opaque, braces, ownCitations: new Set([...commands, ...definedCitations(text)]) };
}

/** A comment reaches over its line break and the next line's indentation, as TeX reads it. */
function commentEnd(text: string, at: number): number {
  const line = text.indexOf("\n", at);
  return line === -1 ? text.length : line;
}

function verbatimAt(text: string, at: number, neverClosed: Set<string>): Span | undefined {
  const nameEnd = letterRunEnd(text, at + 1);
  const name = text.slice(at + 1, nameEnd);
  if (name === "begin") {
    const environment = environmentName(text, nameEnd);
    return verbatimEnvironments.has(environment)
      ? untilText(text, at, `\\end{${environment}}`, neverClosed)
      : undefined;
  }
  if (name === "iffalse") return untilText(text, at, "\\fi", neverClosed);
  if (!verbatimCommands.has(name)) return undefined;
  let delimiter = text.charCodeAt(nameEnd) === 42 ? nameEnd + 1 : nameEnd;
  if (name !== "verb" && text.charCodeAt(delimiter) === 91) delimiter = afterOnLine(text, delimiter, "]");
  if (name === "mintinline" && text.charCodeAt(delimiter) === 123) delimiter = afterOnLine(text, delimiter, "}");
  const sign = text.charAt(delimiter);
  if (sign === "" || sign <= " ") return undefined;
  const end = afterOnLine(text, delimiter + 1, sign === "{" ? "}" : sign);
  return end === delimiter + 1 ? undefined : { start: at, end };
}

/** The offset after the next `sign` on the same line; `at` itself where there is none. */
function afterOnLine(text: string, at: number, sign: string): number {
  for (let end = at; end < text.length && text.charCodeAt(end) !== newline; end++) {
    if (text[end] === sign) return end + 1;
  }
  return at;
}

function untilText(text: string, at: number, closing: string, neverClosed: Set<string>): Span | undefined {
  if (neverClosed.has(closing)) return undefined;
  const found = text.indexOf(closing, at);
  if (found !== -1) return { start: at, end: found + closing.length };
  neverClosed.add(closing);
  return undefined;
}

/** White space, at most one line break, and comments between a command and its argument. */
export function skipBetweenArguments(source: LatexSource, from: number): number {
  const { text } = source;
  let at = from;
  let breaks = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 37) {
      at = commentEnd(text, at);
      // A comment takes its own line break with it.
      if (at < text.length) at++;
    } else if (code === newline) {
      if (++breaks > 1) return from;
      at++;
    } else if (code === 32 || code === 9 || code === 13) at++;
    else return at;
  }
  return from;
}

/** An optional argument is searched no further than this for its end. */
const longestOption = 2000;

/** The offset after the `]` or `)` that closes the argument opened at `at`; braces inside are passed over. */
export function optionEnd(source: LatexSource, at: number): number {
  const { text, braces } = source;
  const opening = text.charCodeAt(at);
  const closing = opening === 40 ? 41 : opening === 60 ? 62 : 93;
  const limit = Math.min(text.length, at + longestOption);
  let depth = 0;
  for (let here = at; here < limit; ) {
    const code = text.charCodeAt(here);
    if (code === backslash) here += 2;
    else if (code === 123) {
      const close = braces.get(here);
      if (close === undefined) return -1;
      here = close;
    } else if (code === 37) here = commentEnd(text, here);
    else if (code === 125) return -1;
    else {
      if (code === opening) depth++;
      else if (code === closing && --depth === 0) return here + 1;
      here++;
    }
  }
  return -1;
}
