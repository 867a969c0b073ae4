/** Which bibliographies a manuscript uses: found the way Pandoc, Quarto and LaTeX find them. */
import { readBibliography } from "../syntax/bibliography.ts";
import type { BibliographyEntry, WrittenPath } from "../syntax/facts.ts";
import { isManuscript, readManuscript } from "../syntax/manuscript.ts";
import { isQuartoProject, projectBibliographies } from "../syntax/quarto-project.ts";
import type { Document } from "../text/document.ts";
import { fileNameOf, folderOf, foldersAbove, resolvePath } from "../text/uri.ts";
import type { Snapshot } from "./snapshot.ts";

/** A bibliography in use. */
export type BibliographyUse =
  | { readonly state: "found"; readonly document: Document }
  /** Not read yet: the host has to read `uri` before the answer is whole. */
  | { readonly state: "wanted"; readonly uri: string }
  /** Named in `document` (at `written`, where it is a manuscript), but not there or not readable. */
  | {
      readonly state: "missing";
      readonly uri: string;
      readonly reason: string;
      readonly path: string;
      readonly document: Document | undefined;
      readonly written: WrittenPath | undefined;
    };

interface NamedPath {
  readonly path: string;
  readonly candidates: readonly string[];
  readonly document?: Document;
  readonly written?: WrittenPath;
}

/**
 * The bibliographies of a manuscript, in the order in which it names them: its own, those of the manuscripts that take
 * it in, of the Quarto project, of the settings; when all of these name none, the .bib files beside it.
 */
export function bibliographiesOf(snapshot: Snapshot, manuscript: Document): readonly BibliographyUse[] {
  const roots = [manuscript, ...includersOf(snapshot, manuscript)];
  const named = [
    ...roots.flatMap((root) => namedIn(snapshot, root)),
    ...namedByProject(snapshot, manuscript),
    ...namedBySettings(snapshot),
  ];
  const uses = named.length > 0 ? named.map((path) => useOf(snapshot, path)) : besideOf(snapshot, roots);
  const seen = new Set<string>();
  return uses.filter((use) => {
    const uri = use.state === "found" ? use.document.uri : use.uri;
    return !seen.has(uri) && seen.add(uri);
  });
}

/** The entries of a manuscript's bibliographies that can be read. */
export function bibliographyDocuments(snapshot: Snapshot, manuscript: Document): readonly Document[] {
  return bibliographiesOf(snapshot, manuscript).flatMap((use) => (use.state === "found" ? [use.document] : []));
}

const byKey = new WeakMap<Document, ReadonlyMap<string, BibliographyEntry>>();

/** The entries of a bibliography by citation key; of equal keys the first counts. */
export function entriesByKey(bibliography: Document): ReadonlyMap<string, BibliographyEntry> {
  const known = byKey.get(bibliography);
  if (known) return known;
  const entries = new Map<string, BibliographyEntry>();
  for (const entry of readBibliography(bibliography).entries) {
    if (!entries.has(entry.key)) entries.set(entry.key, entry);
  }
  byKey.set(bibliography, entries);
  return entries;
}

/** Files that have to be read before questions about a manuscript have whole answers. */
export function wantedFiles(snapshot: Snapshot, manuscript: Document): readonly string[] {
  const parts = snapshot.files.filter((uri) => uri.endsWith(".tex") || isQuartoProject(uri));
  const unread = parts.filter((uri) => !snapshot.documents.has(uri) && !snapshot.unreadable.has(uri));
  const uses = bibliographiesOf(snapshot, manuscript);
  return [...new Set([...unread, ...uses.flatMap((use) => (use.state === "wanted" ? [use.uri] : []))])];
}

function namedIn(snapshot: Snapshot, manuscript: Document): NamedPath[] {
  return readManuscript(manuscript)
    .bibliographies.filter(({ path }) => !/^[a-z][\w+.-]+:\/\//i.test(path))
    .map((written) => {
      const file =
        manuscript.format === "latex" && !/\.bib$/i.test(written.path) ? `${written.path}.bib` : written.path;
      const folders = [folderOf(manuscript.uri), ...projectFolders(snapshot, manuscript), ...snapshot.folders];
      const candidates = [...new Set(folders.map((folder) => resolvePath(folder, file)))];
      return { path: written.path, candidates, document: manuscript, written };
    });
}

function namedByProject(snapshot: Snapshot, manuscript: Document): NamedPath[] {
  if (manuscript.format !== "markdown") return [];
  return projectFiles(snapshot, manuscript).flatMap((project) =>
    projectBibliographies(project).map((path) => ({
      path,
      candidates: [resolvePath(folderOf(project.uri), path)],
      document: project,
    })),
  );
}

function namedBySettings(snapshot: Snapshot): NamedPath[] {
  const folders = snapshot.folders.length > 0 ? snapshot.folders : ["file://"];
  return snapshot.settings.bibliographies.map((path) => ({
    path,
    candidates: folders.map((folder) => resolvePath(folder, path)),
  }));
}

function besideOf(snapshot: Snapshot, roots: readonly Document[]): BibliographyUse[] {
  const folders = new Set(roots.map((root) => folderOf(root.uri)));
  return snapshot.files
    .filter((uri) => uri.endsWith(".bib") && folders.has(folderOf(uri)))
    .map((uri) => useOf(snapshot, { path: fileNameOf(uri), candidates: [uri] }));
}

function useOf(snapshot: Snapshot, { path, candidates, document, written }: NamedPath): BibliographyUse {
  for (const uri of candidates) {
    const found = snapshot.documents.get(uri);
    if (found) return { state: "found", document: found };
    if (!snapshot.unreadable.has(uri)) return { state: "wanted", uri };
  }
  const uri = candidates[0] ?? path;
  return { state: "missing", uri, reason: snapshot.unreadable.get(uri) ?? "not found", path, document, written };
}

function projectFolders(snapshot: Snapshot, manuscript: Document): string[] {
  return projectFiles(snapshot, manuscript).map((project) => folderOf(project.uri));
}

function projectFiles(snapshot: Snapshot, manuscript: Document): Document[] {
  const folders = new Set(foldersAbove(manuscript.uri));
  return snapshot.files
    .filter((uri) => isQuartoProject(uri) && folders.has(folderOf(uri)))
    .sort((a, b) => b.length - a.length)
    .flatMap((uri) => snapshot.documents.get(uri) ?? []);
}

const includers = new WeakMap<Snapshot, ReadonlyMap<string, readonly Document[]>>();

/** The manuscripts that take this one in, directly or through others, nearest first. */
export function includersOf(snapshot: Snapshot, manuscript: Document): readonly Document[] {
  const found = new Set<Document>();
  const queue = [manuscript.uri];
  for (let uri = queue.shift(); uri !== undefined; uri = queue.shift()) {
    for (const parent of includersByUri(snapshot).get(uri) ?? []) {
      if (parent === manuscript || found.has(parent)) continue;
      found.add(parent);
      queue.push(parent.uri);
    }
  }
  return [...found];
}

function includersByUri(snapshot: Snapshot): ReadonlyMap<string, readonly Document[]> {
  const known = includers.get(snapshot);
  if (known) return known;
  const map = new Map<string, Document[]>();
  for (const document of snapshot.documents.values()) {
    if (!isManuscript(document)) continue;
    for (const { path } of readManuscript(document).includes) {
      const file = document.format === "latex" && !/\.\w+$/.test(path) ? `${path}.tex` : path;
      // LaTeX resolves \input from the main file's folder, which may lie above the file that says \input.
      const folders = document.format === "latex" ? foldersWithin(snapshot, document.uri) : [folderOf(document.uri)];
      for (const folder of folders) {
        const uri = resolvePath(folder, file);
        map.set(uri, [...(map.get(uri) ?? []), document]);
      }
    }
  }
  includers.set(snapshot, map);
  return map;
}

function foldersWithin(snapshot: Snapshot, uri: string): string[] {
  const inside = (folder: string) => snapshot.folders.some((root) => folder === root || folder.startsWith(`${root}/`));
  const [own, ...above] = foldersAbove(uri);
  return [...(own === undefined ? [] : [own]), ...above.filter(inside)];
}
