/** `biomanuscript check`: the findings of files and folders, as the editor would show them. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parse } from "jsonc-parser";
import { type Finding, findingsOf } from "./checks/all.ts";
import { lineAndColumn } from "./cli-place.ts";
import type { Host } from "./lsp/host.ts";
import { createSession } from "./lsp/session.ts";
import { network } from "./network.ts";
import { diskFiles, openFile } from "./node-files.ts";
import { isManuscript } from "./syntax/manuscript.ts";
import type { Document } from "./text/document.ts";
import { canonicalUri } from "./text/uri.ts";
import { isBibliographyInUse } from "./workspace/keys.ts";
import type { Snapshot } from "./workspace/snapshot.ts";

export interface FindingInFile extends Finding {
  /** The file's path, as the arguments lead to it. */
  readonly path: string;
  readonly document: Document;
}

/**
 * @param distribution the folder `dist`, which holds the bundled data
 * @param settings those to use in place of the folders' own
 */
export async function checkPaths(
  distribution: string,
  paths: readonly string[],
  settings?: unknown,
): Promise<FindingInFile[]> {
  const found: FindingInFile[] = [];
  for (const path of paths) {
    if (!existsSync(path)) throw new Error(`${path}: there is no such file or folder`);
    found.push(...(await checkPath(distribution, path, settings)));
  }
  return found;
}

async function checkPath(distribution: string, path: string, settings: unknown): Promise<FindingInFile[]> {
  const { snapshot, documents } = await readPath(distribution, path, settings);
  const isFolder = statSync(path).isDirectory();
  return documents.flatMap((document) => {
    const shown = isFolder ? join(path, relative(resolve(path), fileURLToPath(document.uri))) : path;
    return findingsOf(snapshot, document).map((finding) => ({ ...finding, path: shown, document }));
  });
}

export interface CheckedPath {
  readonly snapshot: Snapshot;
  /** The manuscripts and bibliographies in use that the path names, by their URIs' order. */
  readonly documents: readonly Document[];
}

/** What the checks look at when a path is checked; the parameters are those of {@link checkPaths}. */
export async function readPath(distribution: string, path: string, settings: unknown): Promise<CheckedPath> {
  const isFolder = statSync(path).isDirectory();
  const folder = resolve(isFolder ? path : dirname(path));
  const session = await createSession(hostOf(distribution), {
    folders: [canonicalUri(pathToFileURL(folder).href)],
    settings: settings ?? settingsOf(folder),
    installed: [],
    retractions: undefined,
    downloadedStyles: undefined,
    watch: () => undefined,
    report: (message) => process.stderr.write(`${message}\n`),
    observer: { changed: () => undefined, log: () => undefined, begin: async () => () => undefined },
  });
  const only = isFolder ? undefined : canonicalUri(pathToFileURL(resolve(path)).href);
  if (only !== undefined) await session.ready(only);
  const snapshot = await session.readManuscripts();
  const documents = [...snapshot.documents.values()]
    .filter(({ uri }) => (only === undefined ? uri.startsWith(snapshot.folders[0] ?? "") : uri === only))
    .filter((document) => isManuscript(document) || isBibliographyInUse(snapshot, document))
    .toSorted((a, b) => (a.uri < b.uri ? -1 : 1));
  return { snapshot, documents };
}

function hostOf(distribution: string): Host {
  const unavailable = (what: string) => (): never => {
    throw new Error(`${what} is not available on the command line.`);
  };
  return {
    ...diskFiles,
    environment: process.env,
    asset: (path) => readFile(join(distribution, path), "utf8"),
    assetBytes: async (path) => openFile(join(distribution, path)),
    compile: unavailable("Compiling terminologies"),
    compiled: undefined,
    network,
  };
}

/** The settings that the editor has for the folder: those of the nearest `.vscode/settings.json`. */
function settingsOf(folder: string): unknown {
  const file = join(folder, ".vscode", "settings.json");
  if (!existsSync(file)) return dirname(folder) === folder ? {} : settingsOf(dirname(folder));
  const written = (parse(readFileSync(file, "utf8")) ?? {}) as Readonly<Record<string, unknown>>;
  const section: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(written)) {
    const [, group, rest] = /^biomanuscript\.([^.]+)(?:\.(.+))?$/.exec(name) ?? [];
    if (group === undefined) continue;
    section[group] = rest === undefined ? value : { ...(section[group] as object | undefined), [rest]: value };
  }
  return section;
}

/** A finding for people: where, how bad, what, and the line with the place marked. */
export function findingText({ path, document, span, level, code, message }: FindingInFile): string {
  const { line, column } = lineAndColumn(document.text, span.start);
  const start = document.text.lastIndexOf("\n", span.start - 1) + 1;
  const [excerpt = ""] = document.text.slice(start).split(/\r?\n/, 1);
  const width = Math.max(1, Math.min(span.end - span.start, excerpt.length - (span.start - start)));
  // Tabs stay tabs, so that the marks stand below what they mark.
  const indent = excerpt.slice(0, span.start - start).replace(/[^\t]/g, " ");
  return `${path}:${line}:${column}: ${level} ${code}: ${message}\n    ${excerpt}\n    ${indent}${"^".repeat(width)}\n`;
}

/** A finding for programs; lines and columns count from 1, columns in UTF-16 code units, the end is exclusive. */
export function findingRecord({ path, document, span, level, code, message, fixes }: FindingInFile): unknown {
  const start = lineAndColumn(document.text, span.start);
  const end = lineAndColumn(document.text, span.end);
  return {
    file: path,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    code,
    severity: level,
    message,
    fixes: fixes().map(({ title }) => title),
  };
}
