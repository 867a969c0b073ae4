/** Reads what a Quarto project file (`_quarto.yml`, `_metadata.yml`) says of bibliographies. */
import { parse } from "yaml";
import type { Document } from "../text/document.ts";

const read = new WeakMap<Document, readonly string[]>();

export function isQuartoProject(uri: string): boolean {
  return /\/(_quarto|_metadata)\.ya?ml$/.test(uri);
}

/** The bibliography paths of a project file, as written; empty where it names none or isn't valid YAML. */
export function projectBibliographies(document: Document): readonly string[] {
  const known = read.get(document);
  if (known) return known;
  const paths = bibliographyPaths(document.text);
  read.set(document, paths);
  return paths;
}

function bibliographyPaths(text: string): string[] {
  let content: unknown;
  try {
    content = parse(text, { logLevel: "silent" });
  } catch {
    return [];
  }
  const value = (content as { bibliography?: unknown } | null)?.bibliography;
  const paths: unknown[] = Array.isArray(value) ? value : [value];
  return paths.filter((path) => typeof path === "string");
}
