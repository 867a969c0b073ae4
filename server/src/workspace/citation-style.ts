/**
 * The citation style of a manuscript: what its front matter, its project or Typst's `bibliography` names, else what the setting
 * does. Styles are sought as Pandoc, Quarto and Typst seek them, then by name in the collections on the machine.
 */
import { bundledStyles, defaultStyle, typstStyle } from "../styles/bundled.ts";
import { nameInAddress, readStyle } from "../styles/style-file.ts";
import type { WrittenPath } from "../syntax/facts.ts";
import { readManuscript } from "../syntax/manuscript.ts";
import { readProjectFile } from "../syntax/project-file.ts";
import type { Document } from "../text/document.ts";
import { fileNameOf, folderOf, resolvePath } from "../text/uri.ts";
import { metadataFilesOf, ownFiles } from "./bibliographies.ts";
import { connectedManuscripts, foldersFor, projectFilesOf, resolveIn } from "./inclusion.ts";
import type { Snapshot } from "./snapshot.ts";

/** A bundled style by its name, or the file of an independent one. */
export type StyleSource = string | Document;

export interface ChosenStyle {
  readonly source: StyleSource;
  /** The language to print in; undefined for the style's own. */
  readonly language: string | undefined;
  /** The style that was named but can't be used, so that another stands in for it. */
  readonly fault: StyleNameFault | undefined;
}

export interface StyleNameFault {
  /** A sentence that names the style. */
  readonly message: string;
  /** The file that names it, and where: only a manuscript knows the place. */
  readonly document: Document | undefined;
  readonly written: WrittenPath | undefined;
}

/** A style as somebody names it. */
interface NamedStyle {
  readonly name: string;
  /** The folders from which a path counts. */
  readonly folders: readonly string[];
  readonly document?: Document;
  readonly written?: WrittenPath;
}

/** The files among which a style's parent is sought. */
export type StyleFiles = Pick<Snapshot, "documents" | "unreadable" | "settings" | "environment" | "folders">;

export type FoundStyle =
  | { readonly state: "found"; readonly source: StyleSource; readonly language: string | undefined }
  /** Not read yet. */
  | { readonly state: "wanted"; readonly uri: string }
  /** Why it can't be used, as a sentence. */
  | { readonly state: "faulty"; readonly message: string };

export function isStyleName(uri: string): boolean {
  return /\.csl$/i.test(uri);
}

/** The style of a manuscript, or of the settings where none is given. Before `wantedStyles` are read, it may be another. */
export function citationStyleOf(snapshot: Snapshot, manuscript?: Document): ChosenStyle {
  const language = manuscript && languageOf(snapshot, manuscript);
  let fault: StyleNameFault | undefined;
  for (const named of namedStyles(snapshot, manuscript)) {
    const found = findStyle(snapshot, named);
    if (found.state === "found") return { source: found.source, language: language ?? found.language, fault };
    if (found.state === "faulty")
      fault ??= { message: found.message, document: named.document, written: named.written };
  }
  return { source: defaultStyle, language, fault };
}

/** Files to read before it is known what the style of a manuscript is. */
export function wantedStyles(snapshot: Snapshot, manuscript?: Document): readonly string[] {
  for (const named of namedStyles(snapshot, manuscript)) {
    const found = findStyle(snapshot, named);
    if (found.state === "wanted") return [found.uri];
    if (found.state === "found") return [];
  }
  return [];
}

/** The first counts; those after it stand in where it can't be used. */
function namedStyles(snapshot: Snapshot, manuscript: Document | undefined): readonly NamedStyle[] {
  const first = manuscript && namedBy(snapshot, manuscript);
  const { citationStyle } = snapshot.settings;
  const folders = snapshot.folders.length > 0 ? snapshot.folders : ["file://"];
  return [...(first ? [first] : []), { name: citationStyle.trim() || defaultStyle, folders }];
}

function namedBy(snapshot: Snapshot, manuscript: Document): NamedStyle | undefined {
  for (const document of connectedManuscripts(snapshot, manuscript)) {
    const [written] = readManuscript(document).citationStyles;
    if (!written) continue;
    const projects = projectFilesOf(snapshot, document).map((project) => folderOf(project.uri));
    const folders = [...foldersFor(snapshot, document), ...projects, ...snapshot.folders];
    return { name: written.path, folders: [...new Set(folders)], document, written };
  }
  if (manuscript.format !== "markdown") return undefined;
  for (const project of projectFilesOf(snapshot, manuscript)) {
    for (const file of [project, ...metadataFilesOf(snapshot, project)]) {
      const [name] = readProjectFile(file).citationStyles;
      if (name !== undefined) return { name, folders: [folderOf(file.uri), folderOf(project.uri)], document: file };
    }
  }
  return undefined;
}

/** The language that a manuscript or its project names. */
export function languageOf(snapshot: Snapshot, manuscript: Document): string | undefined {
  for (const document of connectedManuscripts(snapshot, manuscript)) {
    const { language } = readManuscript(document);
    if (language !== undefined && languageTag.test(language)) return language;
  }
  if (manuscript.format !== "markdown") return undefined;
  return projectFilesOf(snapshot, manuscript)
    .flatMap((project) => readProjectFile(project).language ?? [])
    .find((language) => languageTag.test(language));
}

/** BCP 47, as far as CSL has locales: `de`, `pt-BR`. It becomes part of a file's name. */
const languageTag = /^[a-z]{2,3}(?:[-_][a-z\d]{2,8})*$/i;

function findStyle(snapshot: Snapshot, named: NamedStyle): FoundStyle {
  const { document, name: written } = named;
  const isAddress = /^https?:\/\//i.test(written);
  const isPath = !isAddress && /[/\\]|\.csl$/i.test(written);
  const isTypstName = document?.format === "typst" && !isPath;
  const name = isTypstName ? typstStyle(written) : isAddress ? nameInAddress(written) : written;
  const collections = [
    ...ownFiles(snapshot, snapshot.settings.styleFolders),
    ...(isPath ? [] : [undefined]),
    ...snapshot.environment.styleFolders,
  ];
  const near = isAddress || isTypstName ? [] : pathsOf(snapshot, named);
  const inCollections = /[/\\]/.test(name)
    ? []
    : collections.map((folder) => folder && styleIn(folder, name.replace(/\.csl$/i, "")));
  let reason = "there is no such file";
  for (const uri of [...near, ...inCollections]) {
    if (uri === undefined) {
      if (Object.hasOwn(bundledStyles, name)) return { state: "found", source: name, language: undefined };
      continue;
    }
    const style = snapshot.documents.get(uri);
    if (style) return independentStyle(snapshot, style, isPath ? written : name);
    const unreadable = snapshot.unreadable.get(uri);
    if (unreadable === undefined) return { state: "wanted", uri };
    if (uri === near[0]) reason = unreadable;
  }
  // Typst brings more styles than are known here.
  if (isTypstName) return { state: "found", source: defaultStyle, language: undefined };
  if (isPath) return { state: "faulty", message: `The citation style “${written}” can't be read: ${reason}.` };
  const offer = "Choose Citation Style can download it, where the CSL project has it.";
  return { state: "faulty", message: `The citation style “${written}” is not on this machine. ${offer}` };
}

/** Where a path may lead; a name that is no path may be that of a file beside the manuscript. */
function pathsOf(snapshot: Snapshot, { name, folders, document }: NamedStyle): readonly string[] {
  const file = /\.csl$/i.test(name) ? name : `${name}.csl`;
  if (/^~[/\\]/.test(file)) return ownFiles(snapshot, [file]);
  const resolved = folders.map((folder) => (document ? resolveIn(document, folder, file) : resolvePath(folder, file)));
  return [...new Set(resolved)];
}

function styleIn(folder: string, name: string): string {
  return resolvePath(folder, `${name}.csl`);
}

/** A style, or the one that it takes everything from; `name` is what messages call it. */
export function independentStyle(files: StyleFiles, style: Document, name: string): FoundStyle {
  const { parent, language, fault } = readStyle(style);
  const faulty = ({ message, line, column }: NonNullable<typeof fault>, file: string): FoundStyle => ({
    state: "faulty",
    message: `The citation style “${file}” can't be used: line ${line}, column ${column}: ${message}`,
  });
  if (fault) return faulty(fault, name);
  if (parent === undefined) return { state: "found", source: style, language: undefined };
  const folder = folderOf(style.uri);
  const candidates = [
    ...[folder, folderOf(folder), `${folder}/hidden`].map((it) => styleIn(it, parent)),
    ...ownFiles(files, files.settings.styleFolders).map((it) => styleIn(it, parent)),
    ...files.environment.styleFolders.map((it) => styleIn(it, parent)),
  ];
  for (const uri of new Set(candidates)) {
    const document = files.documents.get(uri);
    if (!document && !files.unreadable.has(uri)) return { state: "wanted", uri };
    if (!document || document === style) continue;
    const facts = readStyle(document);
    if (facts.fault) return faulty(facts.fault, fileNameOf(uri));
    if (facts.parent === undefined) return { state: "found", source: document, language };
  }
  if (Object.hasOwn(bundledStyles, parent)) return { state: "found", source: parent, language };
  const message = `The citation style “${name}” can't be used: it takes everything from “${parent}”, which is not on this machine.`;
  return { state: "faulty", message };
}
