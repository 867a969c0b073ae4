/**
 * Typst's markup and code, read for citations and prose in one pass. Code holds content blocks, which are markup, and
 * markup embeds code after `#`. What is no prose becomes a hole in it.
 */

import type { Span } from "../text/document.ts";
import type { CitationMode } from "./facts.ts";
import {
  addCitation,
  endStretch,
  pushPath,
  readEnclosed,
  skipBlanks,
  skipOpaque,
  skipString,
  skipTo,
  type TypstReader,
} from "./typst-scanner.ts";
import {
  addressEnd,
  backticksEnd,
  commentEnd,
  identifierEnd,
  isBlankLineAt,
  labelEnd,
  mathsEnd,
  rawEnd,
  referenceEnd,
} from "./typst-tokens.ts";

/** Comments, raw text and maths mean the same in markup and in code; true where one was passed over. */
function skipCommon(reader: TypstReader, code: number): boolean {
  const { text, at, ends } = reader;
  if (code === 36) return readMaths(reader);
  const end = code === 47 ? commentEnd(ends, text, at) : code === 96 ? rawEnd(ends, text, at) : -1;
  if (end !== -1) skipOpaque(reader, end);
  else if (code === 96) skipTo(reader, backticksEnd(text, at));
  else return false;
  return true;
}

function readMaths(reader: TypstReader): boolean {
  const end = mathsEnd(reader.ends, reader.text, reader.at);
  if (end === -1) return false;
  reader.opaque.push({ start: reader.at, end });
  skipTo(reader, reader.at + 1);
  while (reader.at < end) {
    const code = reader.text.charCodeAt(reader.at);
    if (code === 35) readEmbedded(reader);
    else skipTo(reader, Math.min(end, reader.at + (code === 92 ? 2 : 1)));
  }
  return true;
}

// Markup

/** Characters that may mean something in markup. */
const special = new Uint8Array(128);
for (const character of "\\/[]`$<@#h\n") special[character.charCodeAt(0)] = 1;

/** Reads markup: to the end of the file, or to the `]` of its content block, which stays. */
export function readMarkup(reader: TypstReader, inBlock: boolean): void {
  const { text } = reader;
  let brackets = 0;
  let heading = readLineStart(reader);
  for (; reader.at < text.length; ) {
    const code = text.charCodeAt(reader.at);
    if (code >= 128 || special[code] === 0) reader.at++;
    else if (code === 10) {
      endHeading(reader, heading);
      readLineBreak(reader, heading !== undefined);
      heading = readLineStart(reader);
    } else if (code === 91) {
      brackets++;
      reader.at++;
    } else if (code === 93) {
      if (brackets === 0 && inBlock) break;
      brackets = Math.max(0, brackets - 1);
      reader.at++;
    } else readSign(reader, code);
  }
  endHeading(reader, heading);
}

function readSign(reader: TypstReader, code: number): void {
  const { text, at } = reader;
  if (skipCommon(reader, code)) return;
  switch (code) {
    case 92: // \
      reader.at = Math.min(text.length, at + (text.charCodeAt(at + 1) === 10 ? 1 : 2));
      break;
    case 104: {
      const end = addressEnd(text, at);
      if (end === -1) reader.at++;
      else skipTo(reader, end);
      break;
    }
    case 60: // <
      readLabel(reader);
      break;
    case 64: // @
      readReference(reader);
      break;
    case 35: // #
      readEmbedded(reader);
      break;
    default:
      reader.at++;
  }
}

/** A blank line, and the line break after a heading, end a paragraph. */
function readLineBreak(reader: TypstReader, ends: boolean): void {
  if (ends || isBlankLineAt(reader.text, reader.at + 1)) endStretch(reader, reader.at, reader.at + 1);
  reader.at++;
}

interface OpenHeading {
  readonly start: number;
  readonly level: number;
}

/** `= Heading`, and the markers of list items, after which prose begins anew. */
function readLineStart(reader: TypstReader): OpenHeading | undefined {
  const { text } = reader;
  let at = reader.at;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
  const marker = lineMarker.exec(text.slice(at, at + longestMarker))?.[0] ?? "";
  if (marker !== "") endStretch(reader, at, at + marker.length);
  reader.at = at + marker.length;
  return marker.startsWith("=") ? { start: at, level: marker.length } : undefined;
}

const lineMarker = /^(?:=+|[-+/]|\d+\.)(?=\s|$)/;
const longestMarker = 24;

function endHeading(reader: TypstReader, heading: OpenHeading | undefined): void {
  if (!heading) return;
  const { text, at } = reader;
  const written = text.slice(heading.start, at).trimEnd();
  const title = written
    .slice(heading.level)
    .replace(/(?:^|\s)\/\/.*$/s, "")
    .replace(/\/\*.*?\*\//gs, "")
    .replace(/<[\p{XIDC}\-:.]+>\s*$/u, "");
  const span = { start: heading.start, end: heading.start + written.length };
  reader.headings.push({ level: heading.level, text: title.trim(), span });
}

function readLabel(reader: TypstReader): void {
  const { text, at } = reader;
  const end = labelEnd(text, at);
  if (end === -1) {
    reader.at++;
    return;
  }
  reader.labels.add(text.slice(at + 1, end - 1));
  skipTo(reader, end);
}

/** `@key` and `@key[supplement]`. Typst reads one in an unescaped e-mail address too. */
function readReference(reader: TypstReader): void {
  const { text, at } = reader;
  const end = referenceEnd(text, at + 1);
  if (end === at + 1) {
    reader.at++;
    return;
  }
  skipTo(reader, end);
  if (text.charCodeAt(end) === 91) readContent(reader);
  addCitation(reader, at, [{ start: at + 1, end }], "normal");
}

/** The content block at `[`, with its brackets. Where it never closes only the bracket is passed over. */
function readContent(reader: TypstReader): void {
  readEnclosed(reader, () => {
    endStretch(reader, reader.at, reader.at);
    readMarkup(reader, true);
    endStretch(reader, reader.at, reader.at);
  });
}

// Code

const statements: ReadonlySet<string> = new Set(["let", "set", "show", "import", "include", "return"]);
const blockTakers: ReadonlySet<string> = new Set(["if", "for", "while"]);

/** Code in markup or maths: `#` and one expression, or a statement up to the end of its line. */
function readEmbedded(reader: TypstReader): void {
  const { text, at } = reader;
  const next = text.charCodeAt(at + 1);
  const nameEnd = identifierEnd(text, at + 1);
  if (nameEnd === at + 1) {
    if (next === 40 || next === 91 || next === 123 || next === 34) {
      skipTo(reader, at + 1);
      readToken(reader);
      readPostfix(reader);
    } else reader.at++;
    return;
  }
  skipTo(reader, at + 1);
  readExpression(reader, at);
  if (text.charCodeAt(reader.at) === 59) skipTo(reader, reader.at + 1);
}

function readExpression(reader: TypstReader, start: number): void {
  const { text } = reader;
  const nameHere = (): string => text.slice(reader.at, identifierEnd(text, reader.at));
  while (nameHere() === "context") {
    skipTo(reader, reader.at + "context".length);
    skipBlanks(reader);
  }
  const name = nameHere();
  if (name === "") readToken(reader);
  else if (statements.has(name)) readStatement(reader);
  else if (blockTakers.has(name)) readBlockTaker(reader);
  else readIdentifier(reader, start);
  if (!statements.has(name) && !blockTakers.has(name)) readPostfix(reader);
}

/** `.field`, `(arguments)` and `[content]` directly behind an expression. */
function readPostfix(reader: TypstReader): void {
  const { text } = reader;
  for (;;) {
    const code = text.charCodeAt(reader.at);
    if (code === 46 && identifierEnd(text, reader.at + 1) > reader.at + 1) {
      skipTo(reader, identifierEnd(text, reader.at + 1));
    } else if (code === 40) {
      if (!readGroup(reader)) return;
    } else if (code === 91) readContent(reader);
    else return;
  }
}

/** To the end of the line or `;`, brackets passed over. */
function readStatement(reader: TypstReader): void {
  const { text } = reader;
  while (reader.at < text.length) {
    const code = text.charCodeAt(reader.at);
    if (code === 10 || code === 59 || code === 93 || code === 125 || code === 41) return;
    readToken(reader);
  }
}

/** `if`, `for` and `while` up to their block, and what `else` adds. */
function readBlockTaker(reader: TypstReader): void {
  const { text } = reader;
  while (reader.at < text.length) {
    const code = text.charCodeAt(reader.at);
    if (code === 10 || code === 93 || code === 125 || code === 41) return;
    readToken(reader);
    if (code !== 123 && code !== 91) continue;
    const otherwise = /\s*else\b/y;
    otherwise.lastIndex = reader.at;
    if (!otherwise.test(text)) return;
    skipTo(reader, otherwise.lastIndex);
  }
}

/** The `(…)` or `{…}` at the reader; false where it never closes. */
function readGroup(reader: TypstReader): boolean {
  return readEnclosed(reader, () => {
    const { text } = reader;
    while (reader.at < text.length && !isCloser(text.charCodeAt(reader.at))) readToken(reader);
  });
}

function isCloser(code: number): boolean {
  return code === 41 || code === 93 || code === 125;
}

/** One token of code, with all that it encloses. */
function readToken(reader: TypstReader): void {
  const { text, at } = reader;
  const code = text.charCodeAt(at);
  if (identifierEnd(text, at) > at) readIdentifier(reader, at);
  else if (code === 91) readContent(reader);
  else if (code === 40 || code === 123) readGroup(reader);
  else if (code === 34) skipString(reader);
  else if (!skipCommon(reader, code)) skipTo(reader, Math.max(at + 1, code === 60 ? labelEnd(text, at) : -1));
}

/** An identifier, and the arguments of those that cite or name files. `start` is where its expression begins. */
function readIdentifier(reader: TypstReader, start: number): void {
  const { text, at } = reader;
  const end = identifierEnd(text, at);
  const name = text.slice(at, end);
  const isField = text.charCodeAt(at - 1) === 46;
  skipTo(reader, end);
  if (name === "include" && !isField) {
    skipBlanks(reader);
    const path = text.charCodeAt(reader.at) === 34 ? skipString(reader) : undefined;
    if (path) pushPath(reader, path, reader.includes);
  }
  if (isField || text.charCodeAt(end) !== 40) return;
  if (reader.citing.has(name)) readCite(reader, start);
  else if (name === "bibliography") readBibliography(reader);
  else if (name === "label") {
    const label = readLabelCall(reader, at);
    if (label) reader.labels.add(text.slice(label.start, label.end));
  }
}

const labelCall = /label\(\s*"([^"\\\n]*)"\s*\)/y;

/** `label("name")` at `start`: the name's span. */
function readLabelCall(reader: TypstReader, start: number): Span | undefined {
  labelCall.lastIndex = start;
  const found = labelCall.exec(reader.text);
  if (!found) return undefined;
  const name = reader.text.indexOf('"', start) + 1;
  skipTo(reader, labelCall.lastIndex);
  return { start: name, end: name + (found[1]?.length ?? 0) };
}

const formArgument = /form\s*:\s*"(\w+)"/y;

const modeOfForm: Readonly<Record<string, CitationMode>> = {
  prose: "author-in-text",
  author: "author-in-text",
  year: "suppress-author",
};

/** The arguments of `cite` and `ref`; they end in their paragraph, so that a call being written hides nothing after it. */
function readCite(reader: TypstReader, start: number): void {
  const { text } = reader;
  const keys: Span[] = [];
  let mode: CitationMode = "normal";
  let isClosed = false;
  readEnclosed(reader, () => {
    while (reader.at < text.length && !isCloser(text.charCodeAt(reader.at))) {
      if (text.charCodeAt(reader.at) === 10 && isBlankLineAt(text, reader.at + 1)) return;
      mode = readCiteArgument(reader, keys) ?? mode;
    }
    isClosed = text.charCodeAt(reader.at) === 41;
  });
  if (isClosed) addCitation(reader, start, keys, mode);
}

/** One token of the arguments of `cite`: a key, or the form, which tells the mode. */
function readCiteArgument(reader: TypstReader, keys: Span[]): CitationMode | undefined {
  const { text, at } = reader;
  const label = text.charCodeAt(at) === 60 ? labelEnd(text, at) : -1;
  const called = text.charCodeAt(at) === 108 ? readLabelCall(reader, at) : undefined;
  formArgument.lastIndex = at;
  const form = formArgument.exec(text)?.[1];
  if (called) keys.push(called);
  else if (label !== -1) {
    keys.push({ start: at + 1, end: label - 1 });
    skipTo(reader, label);
  } else if (form !== undefined) {
    skipTo(reader, formArgument.lastIndex);
    return modeOfForm[form] ?? "normal";
  } else readToken(reader);
  return undefined;
}

const fullArgument = /full\s*:\s*true\b/y;
const styleArgument = /style\s*:\s*(?=")/y;

/** The arguments of `bibliography`: a path, or several in parentheses, and the style. */
function readBibliography(reader: TypstReader): void {
  readEnclosed(reader, () => {
    const { text } = reader;
    let named = false;
    while (reader.at < text.length && !isCloser(text.charCodeAt(reader.at))) {
      const code = text.charCodeAt(reader.at);
      fullArgument.lastIndex = reader.at;
      reader.citesAll ||= fullArgument.test(text);
      styleArgument.lastIndex = reader.at;
      if (styleArgument.test(text)) {
        skipTo(reader, styleArgument.lastIndex);
        const style = skipString(reader);
        if (style) pushPath(reader, style, reader.citationStyles);
        continue;
      }
      if (code === 44) named = false;
      else if (code === 58) named = true;
      if (code === 40 && !named) readBibliography(reader);
      else if (code === 34 && !named) {
        const path = skipString(reader);
        if (path) pushPath(reader, path, reader.bibliographies);
      } else readToken(reader);
    }
  });
}
