/** Which manuscripts take which others in, so that a part knows what its whole names. */
import { isManuscript, readManuscript } from "../syntax/manuscript.ts";
import { isProjectFile, readProjectFile } from "../syntax/project-file.ts";
import type { Document } from "../text/document.ts";
import { folderOf, foldersAbove, resolvePath } from "../text/uri.ts";
import type { Snapshot } from "./snapshot.ts";

const latexFiles = /\.tex$/;
const typstFiles = /\.typ$/;
const quartoFiles = /\.[qr]md$/i;

/** Files of the workspace that may take a manuscript in. */
export function possibleWholes(snapshot: Snapshot, { format }: Document): readonly string[] {
  return filesMatching(snapshot, format === "latex" ? latexFiles : format === "typst" ? typstFiles : quartoFiles);
}

/** The project files in the manuscript's folder and those above it, nearest first. */
export function projectFilesOf(snapshot: Snapshot, manuscript: Document): readonly Document[] {
  const folders = new Set(foldersAbove(manuscript.uri));
  return projectFileUris(snapshot)
    .filter((uri) => folders.has(folderOf(uri)))
    .toSorted((a, b) => folderOf(b).length - folderOf(a).length)
    .flatMap((uri) => snapshot.documents.get(uri) ?? []);
}

export function projectFileUris(snapshot: Snapshot): readonly string[] {
  return filesMatching(snapshot, projectFiles);
}

const projectFiles = { test: isProjectFile };

interface Pattern {
  readonly test: (uri: string) => boolean;
}

const matching = new WeakMap<readonly string[], Map<Pattern, readonly string[]>>();

/** The list of files stays the same while its files are edited, and so does what is picked from it. */
export function filesMatching({ files }: Snapshot, pattern: Pattern): readonly string[] {
  const known = matching.get(files) ?? new Map<Pattern, readonly string[]>();
  matching.set(files, known);
  const found = known.get(pattern) ?? files.filter((uri) => pattern.test(uri));
  known.set(pattern, found);
  return found;
}

interface Inclusions {
  /** By the URI of a part: what takes it in. */
  readonly wholes: ReadonlyMap<string, readonly Document[]>;
  /** By the URI of a whole: the URIs that its paths may mean. */
  readonly parts: ReadonlyMap<string, readonly string[]>;
}

const inclusions = new WeakMap<Snapshot, Inclusions>();

/**
 * The manuscript, what takes it in directly or through others (nearest first), the index of the book it is a chapter of,
 * and all that these take in besides.
 */
export function connectedManuscripts(snapshot: Snapshot, manuscript: Document): readonly Document[] {
  const { wholes, parts } = inclusionsOf(snapshot);
  const found = new Set([manuscript, ...bookIndexes(snapshot, manuscript)]);
  for (const document of found) for (const whole of wholes.get(document.uri) ?? []) found.add(whole);
  for (const document of found) {
    for (const uri of parts.get(document.uri) ?? []) {
      const part = snapshot.documents.get(uri);
      if (part && isManuscript(part)) found.add(part);
    }
  }
  return [...found];
}

function bookIndexes(snapshot: Snapshot, manuscript: Document): Document[] {
  return projectFilesOf(snapshot, manuscript)
    .filter((project) => readProjectFile(project).isBook)
    .flatMap((project) => indexUri(snapshot, project) ?? [])
    .flatMap((uri) => snapshot.documents.get(uri) ?? []);
}

const indexFiles = /\/index\.(?:q|r|)md$/i;

/** The `index` file beside a book's project file. */
export function indexUri(snapshot: Snapshot, project: Document): string | undefined {
  return filesMatching(snapshot, indexFiles).find((uri) => folderOf(uri) === folderOf(project.uri));
}

function inclusionsOf(snapshot: Snapshot): Inclusions {
  const known = inclusions.get(snapshot);
  if (known) return known;
  const wholes = new Map<string, Document[]>();
  const parts = new Map<string, string[]>();
  for (const document of snapshot.documents.values()) {
    if (!isManuscript(document)) continue;
    const uris = readManuscript(document).includes.flatMap(({ path }) => includedUris(snapshot, document, path));
    if (uris.length > 0) parts.set(document.uri, uris);
    for (const uri of uris) wholes.set(uri, [...(wholes.get(uri) ?? []), document]);
  }
  const found = { wholes, parts };
  inclusions.set(snapshot, found);
  return found;
}

/** The files that an included path may mean. */
export function includedUris(snapshot: Snapshot, document: Document, path: string): readonly string[] {
  const file = document.format === "latex" && !/\.\w+$/.test(path) ? `${path}.tex` : path;
  const searched = document.format === "latex" ? snapshot.environment.texFolders : [];
  return [
    ...new Set([...foldersFor(snapshot, document), ...searched].map((folder) => resolveIn(document, folder, file))),
  ];
}

/**
 * The folders from which a manuscript's paths may count. LaTeX resolves them from the main file's folder and Typst those
 * that begin with `/` from its root, either of which may lie above the file that names them.
 */
export function foldersFor(snapshot: Snapshot, { uri, format }: Document): readonly string[] {
  const isInside = (folder: string) =>
    snapshot.folders.some((root) => folder === root || folder.startsWith(`${root}/`));
  const [own = "", ...above] = foldersAbove(uri);
  return format === "markdown" ? [own] : [own, ...above.filter(isInside)];
}

export function resolveIn({ format }: Document, folder: string, path: string): string {
  return resolvePath(folder, format === "typst" ? path.replace(/^\/+/, "") : path);
}
