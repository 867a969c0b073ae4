/** Which manuscripts take which others in, so that a part knows what its whole names. */
import { isManuscript, readManuscript } from "../syntax/manuscript.ts";
import { isProjectFile, readProjectFile } from "../syntax/project-file.ts";
import type { Document } from "../text/document.ts";
import { folderOf, foldersAbove, resolvePath } from "../text/uri.ts";
import type { Environment, Snapshot } from "./snapshot.ts";

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

/** Which URIs each manuscript's paths may mean, and the other way round; of no version of a text in particular. */
interface Inclusions {
  readonly wholes: ReadonlyMap<string, readonly string[]>;
  readonly parts: ReadonlyMap<string, readonly string[]>;
  /** What is connected with a URI, once it was asked for. */
  readonly connected: Map<string, readonly string[]>;
}

/**
 * The manuscript, what takes it in directly or through others (nearest first), the index of the book it is a chapter of,
 * and all that these take in besides.
 */
export function connectedManuscripts(snapshot: Snapshot, manuscript: Document): readonly Document[] {
  const inclusions = inclusionsOf(snapshot);
  const seeds = [manuscript.uri, ...bookIndexes(snapshot, manuscript)];
  const known = inclusions.connected.get(seeds.join(" "));
  const uris = known ?? connectedWith(inclusions, seeds);
  inclusions.connected.set(seeds.join(" "), uris);
  return uris.flatMap((uri) => {
    const document = uri === manuscript.uri ? manuscript : snapshot.documents.get(uri);
    return document && isManuscript(document) ? [document] : [];
  });
}

/** The manuscript and all that it takes in, directly or through others. */
export function includedManuscripts(snapshot: Snapshot, manuscript: Document): readonly Document[] {
  const { parts } = inclusionsOf(snapshot);
  const found = new Set([manuscript.uri]);
  for (const uri of found) for (const part of parts.get(uri) ?? []) found.add(part);
  return [...found].flatMap((uri) => {
    const document = snapshot.documents.get(uri);
    return document && isManuscript(document) ? [document] : [];
  });
}

/**
 * The manuscript that takes this one in, directly or through others, and is taken in by none; the manuscript itself where there
 * is no such. Of several, the first that was found.
 */
export function wholeOf(snapshot: Snapshot, manuscript: Document): Document {
  const { wholes } = inclusionsOf(snapshot);
  const above = new Set([manuscript.uri]);
  for (const uri of above) for (const whole of wholes.get(uri) ?? []) above.add(whole);
  const top = [...above].find((uri) => !wholes.has(uri) && snapshot.documents.has(uri));
  const found = top === undefined ? undefined : snapshot.documents.get(top);
  return found && found.uri !== manuscript.uri && isManuscript(found) ? found : manuscript;
}

/** The manuscripts that a path takes in. */
export function includedAt(snapshot: Snapshot, document: Document, path: string): readonly Document[] {
  return includedUris(snapshot, document, path).flatMap((uri) => {
    const found = snapshot.documents.get(uri);
    return found && isManuscript(found) ? [found] : [];
  });
}

function connectedWith({ wholes, parts }: Inclusions, seeds: readonly string[]): readonly string[] {
  const found = new Set(seeds);
  for (const uri of found) for (const whole of wholes.get(uri) ?? []) found.add(whole);
  for (const uri of found) for (const part of parts.get(uri) ?? []) found.add(part);
  return [...found];
}

function bookIndexes(snapshot: Snapshot, manuscript: Document): string[] {
  return projectFilesOf(snapshot, manuscript)
    .filter((project) => readProjectFile(project).isBook)
    .flatMap((project) => indexUri(snapshot, project) ?? []);
}

const indexFiles = /\/index\.(?:q|r|)md$/i;

/** The `index` file beside a book's project file. */
export function indexUri(snapshot: Snapshot, project: Document): string | undefined {
  return filesMatching(snapshot, indexFiles).find((uri) => folderOf(uri) === folderOf(project.uri));
}

interface KnownInclusions {
  readonly documents: Snapshot["documents"];
  readonly inclusions: Inclusions;
}

/** What was found last, for the server whose environment it is. */
const lastFound = new WeakMap<Environment, KnownInclusions>();

/** An edit seldom changes which files are included, and then all of this stays. */
function inclusionsOf(snapshot: Snapshot): Inclusions {
  const { documents, environment } = snapshot;
  const last = lastFound.get(environment);
  const isSame = last && (last.documents === documents || includesTheSame(last.documents, documents));
  const inclusions = isSame ? last.inclusions : findInclusions(snapshot);
  lastFound.set(environment, { documents, inclusions });
  return inclusions;
}

function includesTheSame(before: Snapshot["documents"], now: Snapshot["documents"]): boolean {
  if (before.size !== now.size) return false;
  for (const [uri, document] of now) {
    const old = before.get(uri);
    if (old !== document && !(old && pathsIn(old) === pathsIn(document))) return false;
  }
  return true;
}

function pathsIn(document: Document): string {
  return readManuscript(document)
    .includes.map(({ path }) => path)
    .join("\n");
}

function findInclusions(snapshot: Snapshot): Inclusions {
  const wholes = new Map<string, string[]>();
  const parts = new Map<string, string[]>();
  for (const document of snapshot.documents.values()) {
    const uris = readManuscript(document).includes.flatMap(({ path }) => includedUris(snapshot, document, path));
    if (uris.length > 0) parts.set(document.uri, uris);
    for (const uri of uris) {
      const known = wholes.get(uri);
      if (known) known.push(document.uri);
      else wholes.set(uri, [document.uri]);
    }
  }
  return { wholes, parts, connected: new Map() };
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
