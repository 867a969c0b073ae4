/** Which bibliographies a manuscript uses: found the way Pandoc, Quarto, MyST, Manubot, LaTeX and Typst find them. */
import { isBibliography } from "../syntax/bibliography.ts";
import type { WrittenPath } from "../syntax/facts.ts";
import { readManuscript } from "../syntax/manuscript.ts";
import { isManubotMetadata, readProjectFile } from "../syntax/project-file.ts";
import type { Document } from "../text/document.ts";
import { fileNameOf, folderOf, resolvePath } from "../text/uri.ts";
import {
  connectedManuscripts,
  filesMatching,
  foldersFor,
  includedUris,
  indexUri,
  possibleWholes,
  projectFilesOf,
  projectFileUris,
  resolveIn,
} from "./inclusion.ts";
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

const usesOf = new WeakMap<Snapshot, Map<Document, readonly BibliographyUse[]>>();

/**
 * The bibliographies of a manuscript, in the order in which it names them: its own, those of the manuscripts that it is
 * one with, of the project, of the settings; when all of these name none, the .bib files beside it. A manuscript that
 * holds references itself is one of them, and comes first.
 */
export function bibliographiesOf(snapshot: Snapshot, manuscript: Document): readonly BibliographyUse[] {
  const known = usesOf.get(snapshot) ?? new Map<Document, readonly BibliographyUse[]>();
  usesOf.set(snapshot, known);
  const uses = known.get(manuscript) ?? findUses(snapshot, manuscript);
  known.set(manuscript, uses);
  return uses;
}

function findUses(snapshot: Snapshot, manuscript: Document): readonly BibliographyUse[] {
  const connected = connectedManuscripts(snapshot, manuscript);
  const named = [
    ...connected.flatMap((document) => namedIn(snapshot, document)),
    ...namedByProject(snapshot, manuscript),
    ...namedBySettings(snapshot),
  ];
  const holding = connected.filter((document) => readManuscript(document).ownEntries.length > 0);
  const uses = [
    ...holding.map((document): BibliographyUse => ({ state: "found", document })),
    ...(named.length > 0 ? named.map((path) => useOf(snapshot, path)) : besideOf(snapshot, connected)),
    ...manualReferences(snapshot, manuscript),
  ];
  const seen = new Set<string>();
  return uses.filter((use) => {
    const uri = use.state === "found" ? use.document.uri : use.uri;
    return !seen.has(uri) && seen.add(uri);
  });
}

const documentsOf = new WeakMap<readonly BibliographyUse[], readonly Document[]>();

/** The bibliographies of a manuscript that can be read. */
export function bibliographyDocuments(snapshot: Snapshot, manuscript: Document): readonly Document[] {
  const uses = bibliographiesOf(snapshot, manuscript);
  const known = documentsOf.get(uses);
  if (known) return known;
  const documents = uses.flatMap((use) => (use.state === "found" ? [use.document] : []));
  documentsOf.set(uses, documents);
  return documents;
}

/** Names of files that are bibliographies whatever they hold; of JSON, YAML and XML few are. */
const bibliographyFiles = /\.(bib|ris|nbib|medline|enw)$/i;

export function isBibliographyName(uri: string): boolean {
  return bibliographyFiles.test(uri);
}

/** Every file of the workspace whose name says that it is a bibliography. */
export function workspaceBibliographies(snapshot: Snapshot): readonly string[] {
  return filesMatching(snapshot, bibliographyFiles);
}

/** The files of the writer's own library. */
export function libraryFiles(snapshot: Snapshot): readonly string[] {
  return ownFiles(snapshot, snapshot.settings.library);
}

/** The files of a setting that need not lie in the workspace; `~` is the home folder. */
export function ownFiles(
  { environment, folders }: Pick<Snapshot, "environment" | "folders">,
  paths: readonly string[],
): readonly string[] {
  return paths.map((path) => {
    const isAtHome = /^~(?=[/\\]|$)/.test(path);
    return isAtHome
      ? resolvePath(environment.home ?? "file://", path.replace(/^~[/\\]*/, ""))
      : resolvePath(folders[0] ?? "file://", path);
  });
}

/** Files that have to be read before questions about a manuscript have whole answers. */
export function wantedFiles(snapshot: Snapshot, manuscript: Document): readonly string[] {
  const isUnread = (uri: string) => !snapshot.documents.has(uri) && !snapshot.unreadable.has(uri);
  const projects = projectFilesOf(snapshot, manuscript);
  const needed = [
    ...possibleWholes(snapshot, manuscript),
    ...projectFileUris(snapshot),
    ...projects.flatMap((project) => indexUri(snapshot, project) ?? []),
    ...projects.flatMap((project) => metadataUris(project)),
    ...outsideParts(snapshot, manuscript),
    ...workspaceBibliographies(snapshot),
    ...libraryFiles(snapshot),
  ];
  const uses = bibliographiesOf(snapshot, manuscript).flatMap((use) => (use.state === "wanted" ? [use.uri] : []));
  return [...new Set([...needed.filter(isUnread), ...uses])];
}

/** Files on TeX's search path, for paths that mean none of the workspace. */
function outsideParts(snapshot: Snapshot, manuscript: Document): string[] {
  const { texFolders } = snapshot.environment;
  if (manuscript.format !== "latex" || texFolders.length === 0) return [];
  return connectedManuscripts(snapshot, manuscript).flatMap((document) =>
    readManuscript(document).includes.flatMap(({ path }) => {
      const candidates = includedUris(snapshot, document, path);
      const isFound = candidates.some((uri) => snapshot.documents.has(uri));
      return isFound ? [] : candidates.filter((uri) => texFolders.includes(folderOf(uri)));
    }),
  );
}

function namedIn(snapshot: Snapshot, manuscript: Document): NamedPath[] {
  return readManuscript(manuscript)
    .bibliographies.filter(({ path }) => !/^[a-z][\w+.-]+:\/\//i.test(path))
    .map((written) => {
      const isLatex = manuscript.format === "latex";
      const file = isLatex && !/\.bib$/i.test(written.path) ? `${written.path}.bib` : written.path;
      const folders = [
        ...foldersFor(snapshot, manuscript),
        ...projectFilesOf(snapshot, manuscript).map((project) => folderOf(project.uri)),
        ...snapshot.folders,
        ...(isLatex ? snapshot.environment.bibFolders : []),
      ];
      const candidates = [...new Set(folders.map((folder) => resolveIn(manuscript, folder, file)))];
      return { path: written.path, candidates, document: manuscript, written };
    });
}

function namedByProject(snapshot: Snapshot, manuscript: Document): NamedPath[] {
  if (manuscript.format !== "markdown") return [];
  return projectFilesOf(snapshot, manuscript).flatMap((project) => {
    const files = [project, ...metadataFilesOf(snapshot, project)];
    return files.flatMap((file) =>
      readProjectFile(file).bibliographies.map((path) => ({
        path,
        candidates: [...new Set([file, project].map(({ uri }) => resolvePath(folderOf(uri), path)))],
        document: file,
      })),
    );
  });
}

/** The metadata files that a project file names, as far as they have been read. */
export function metadataFilesOf(snapshot: Snapshot, project: Document): readonly Document[] {
  return metadataUris(project).flatMap((uri) => snapshot.documents.get(uri) ?? []);
}

function metadataUris(project: Document): string[] {
  return readProjectFile(project).metadataFiles.map((path) => resolvePath(folderOf(project.uri), path));
}

function namedBySettings(snapshot: Snapshot): NamedPath[] {
  const folders = snapshot.folders.length > 0 ? snapshot.folders : ["file://"];
  return snapshot.settings.bibliographies.map((path) => ({
    path,
    candidates: folders.map((folder) => resolvePath(folder, path)),
  }));
}

/** The .bib files beside the manuscripts, or beside the file of their project. */
function besideOf(snapshot: Snapshot, manuscripts: readonly Document[]): BibliographyUse[] {
  const projects = manuscripts.flatMap((manuscript) => projectFilesOf(snapshot, manuscript));
  const folders = new Set([...manuscripts, ...projects].map(({ uri }) => folderOf(uri)));
  return workspaceBibliographies(snapshot)
    .filter((uri) => /\.bib$/i.test(uri) && folders.has(folderOf(uri)))
    .map((uri) => useOf(snapshot, { path: fileNameOf(uri), candidates: [uri] }));
}

const manubotMetadata = { test: isManubotMetadata };

/** Manubot reads `manual-references.*` beside its manuscripts, where there is one. */
function manualReferences(snapshot: Snapshot, manuscript: Document): BibliographyUse[] {
  const folder = folderOf(manuscript.uri);
  if (!filesMatching(snapshot, manubotMetadata).some((uri) => folderOf(uri) === folder)) return [];
  return ["json", "yaml", "bib"]
    .map((extension) => resolvePath(folder, `manual-references.${extension}`))
    .map((uri) => useOf(snapshot, { path: fileNameOf(uri), candidates: [uri] }))
    .filter(({ state }) => state !== "missing");
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

/** Those bibliographies that are files of the project's own: not of the writer's library, nor outside the workspace. */
export function ownAmong(snapshot: Snapshot, bibliographies: readonly Document[]): readonly Document[] {
  const library = new Set(libraryFiles(snapshot));
  const isInside = (uri: string) => snapshot.folders.some((folder) => uri.startsWith(`${folder}/`));
  return bibliographies.filter((it) => isBibliography(it) && !library.has(it.uri) && isInside(it.uri));
}
