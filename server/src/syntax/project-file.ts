/**
 * Reads what a project's file says of bibliographies: Quarto's `_quarto.yml`, `_quarto-PROFILE.yml` and `_metadata.yml`,
 * bookdown's `_bookdown.yml` and `_output.yml`, MyST's `myst.yml`, Jupyter Book's `_config.yml`.
 */
import { parse } from "yaml";
import type { Document } from "../text/document.ts";

/** Paths are as written, from the project file's folder. */
export interface ProjectFacts {
  readonly bibliographies: readonly string[];
  /** What `csl:` names, for the project or for one format. */
  readonly citationStyles: readonly string[];
  /** `lang:` at the top. */
  readonly language: string | undefined;
  /** Quarto's `metadata-files`, which may name bibliographies in turn. */
  readonly metadataFiles: readonly string[];
  /** The texts of `nocite`, Markdown that cites without printing: `"@a, @b"`, `"@*"`. */
  readonly nocite: readonly string[];
  /** Whether the manuscripts are chapters of a book, which takes the metadata of its `index` file. */
  readonly isBook: boolean;
  /** The prefixes of cross-references that Quarto's `crossref: custom:` defines. */
  readonly crossReferencePrefixes: readonly string[];
}

const read = new WeakMap<Document, ProjectFacts>();

export function isProjectFile(uri: string): boolean {
  return /\/(?:_quarto(?:-[\w-]+)?|_metadata|_bookdown|_output|_config|myst)\.ya?ml$/.test(uri);
}

/** Whether a file belongs to a manuscript that Manubot builds: https://github.com/manubot/rootstock/blob/main/USAGE.md */
export function isManubotMetadata(uri: string): boolean {
  return /\/content\/metadata\.yaml$/.test(uri);
}

/** The facts of a project file, or of a metadata file that one names; none where it isn't valid YAML. */
export function readProjectFile(document: Document): ProjectFacts {
  const known = read.get(document);
  if (known) return known;
  const content = parsed(document.text);
  const facts: ProjectFacts = {
    bibliographies: textsOf(content, (key) => key === "bibliography" || key === "bibtex_bibfiles"),
    citationStyles: textsOf(content, (key) => key === "csl" || key === "citation-style"),
    language: stringsIn(partOf(content, "lang"))[0],
    metadataFiles: stringsIn(partOf(content, "metadata-files")),
    nocite: textsOf(content, (key) => key === "nocite"),
    isBook: document.uri.includes("/_bookdown.y") || partOf(partOf(content, "project"), "type") === "book",
    crossReferencePrefixes: listIn(partOf(partOf(content, "crossref"), "custom")).flatMap((custom) =>
      stringsIn(partOf(custom, "key")),
    ),
  };
  read.set(document, facts);
  return facts;
}

function parsed(text: string): unknown {
  try {
    return parse(text, { logLevel: "silent" });
  } catch {
    return undefined;
  }
}

function partOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

/** The texts under keys that count wherever they stand: at the top, for one format, for the book or the project. */
function textsOf(value: unknown, isWanted: (key: string) => boolean): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => (isWanted(key) ? stringsIn(part) : textsOf(part, isWanted)));
}

function listIn(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function stringsIn(value: unknown): string[] {
  return listIn(value).filter((part) => typeof part === "string");
}
