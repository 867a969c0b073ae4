/** Who wrote a manuscript, as its front matter or LaTeX's `\author` says. */
import { parse } from "yaml";
import type { Document } from "../text/document.ts";
import { latexToText } from "./latex-text.ts";
import type { Name } from "./reference.ts";

const authorsOf = new WeakMap<Document, readonly Name[]>();

/** Empty where the manuscript doesn't say, or where its YAML can't be read. */
export function manuscriptAuthors(document: Document): readonly Name[] {
  const known = authorsOf.get(document);
  if (known) return known;
  const authors = document.format === "latex" ? latexAuthors(document.text) : yamlAuthors(document.text);
  authorsOf.set(document, authors);
  return authors;
}

function yamlAuthors(text: string): Name[] {
  const block = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(text)?.[1];
  if (block === undefined || !/^authors?[ \t]*:/m.test(block)) return [];
  try {
    const metadata: unknown = parse(block, { logLevel: "silent" });
    return [...namesIn(partOf(metadata, "author")), ...namesIn(partOf(metadata, "authors"))];
  } catch {
    return [];
  }
}

function partOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** A string, an object as Quarto and Pandoc's templates have it (`name: {given, family}`), or a list of these. */
function namesIn(value: unknown): Name[] {
  if (typeof value === "string") return nameOf(value);
  if (Array.isArray(value)) return value.flatMap(namesIn);
  const family = partOf(value, "family") ?? partOf(value, "last");
  const given = partOf(value, "given") ?? partOf(value, "first");
  if (typeof family === "string") return [{ family, ...(typeof given === "string" && { given }) }];
  const name = partOf(value, "name") ?? partOf(value, "literal");
  return name === undefined ? [] : namesIn(name);
}

/** `\author{A One \and B Two}`, `\author{A One}\author{B Two}`. */
function latexAuthors(text: string): Name[] {
  return Array.from(text.matchAll(/\\author\s*(?:\[[^\]]*\]\s*)?\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}/g)).flatMap(
    ([, list = ""]) =>
      list
        .replace(
          /\\(?:thanks|inst|textsuperscript|orcidlink|footnote|email)\s*\{(?:[^{}]|\{[^{}]*\})*\}|\$[^$]*\$/g,
          "",
        )
        .split(/\\and\b|\\And\b|\\AND\b|,|\band\b/)
        .flatMap((name) => nameOf(latexToText(name.replace(/\\\\.*/s, "")))),
  );
}

/** "Li van der Berg", "Berg, Li". */
function nameOf(text: string): Name[] {
  const [before = "", after] = text.trim().split(/\s*,\s*/);
  if (after !== undefined && after !== "") return [{ family: before, given: after }];
  const [, given = "", family = ""] = /^(.+?)\s+((?:\p{Ll}+\s+)*\S+)$/u.exec(before) ?? [];
  return given === "" ? [] : [{ family, given }];
}
