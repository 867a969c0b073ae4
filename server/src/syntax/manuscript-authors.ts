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

/** The title and the authors as the front matter writes them; none of both where its YAML can't be read. */
export function titleBlockOf({ text }: Document): { readonly title: string; readonly authors: readonly string[] } {
  const metadata = frontMatterOf(text, /^(?:title|authors?)[ \t]*:/m);
  const title = partOf(metadata, "title");
  const authors = [partOf(metadata, "author"), partOf(metadata, "authors")].flatMap(writtenNamesIn);
  return { title: typeof title === "string" ? title.trim() : "", authors };
}

function yamlAuthors(text: string): Name[] {
  const metadata = frontMatterOf(text, /^authors?[ \t]*:/m);
  return [...namesIn(partOf(metadata, "author")), ...namesIn(partOf(metadata, "authors"))];
}

/** The YAML at a manuscript's start as data, read only where it has what is of interest. */
function frontMatterOf(text: string, ofInterest: RegExp): unknown {
  const block = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(text)?.[1];
  if (block === undefined || !ofInterest.test(block)) return undefined;
  try {
    return parse(block, { logLevel: "silent" });
  } catch {
    return undefined;
  }
}

function writtenNamesIn(value: unknown): string[] {
  if (typeof value === "string") return value.trim() === "" ? [] : [value.trim()];
  if (Array.isArray(value)) return value.flatMap(writtenNamesIn);
  const parts = [
    partOf(value, "given") ?? partOf(value, "first"),
    partOf(value, "family") ?? partOf(value, "last"),
  ].filter((part) => typeof part === "string");
  if (parts.length > 0) return [parts.join(" ")];
  const name = partOf(value, "name") ?? partOf(value, "literal");
  return name === undefined ? [] : writtenNamesIn(name);
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
