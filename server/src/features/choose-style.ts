/** Has a manuscript printed in a style: by its front matter or its own `style:`, else by the setting. */
import { readManuscript } from "../syntax/manuscript.ts";
import type { Document } from "../text/document.ts";
import { fileNameOf, folderOf, relativePath, resolvePath } from "../text/uri.ts";
import type { Edit, FileEdit } from "../workspace/edit.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

/** A style that was chosen. */
export interface StyleToUse {
  /** Of its file, without `.csl`. */
  readonly name: string;
  /** Undefined for a bundled one. */
  readonly uri: string | undefined;
  /** The independent style that prints, to be copied to where other tools find it: its name and XML. */
  readonly independent: { readonly name: string; readonly text: string };
}

export interface StyleChoice {
  /** Of the manuscript alone. */
  readonly edit: Edit;
  /** A file to be written first, which the manuscript then names. */
  readonly copy: StyleCopy | undefined;
  /** What `biomanuscript.citationStyle` has to be, where the manuscript can't name its style. */
  readonly setting: string | undefined;
}

export interface StyleCopy {
  readonly uri: string;
  readonly text: string;
}

/**
 * Pandoc, Quarto and Typst take a path, so that a style from elsewhere is copied beside the manuscript. A Typst text that names no style
 * and LaTeX are printed in that of the settings.
 */
export function chooseStyle(snapshot: Snapshot, manuscript: Document, style: StyleToUse): StyleChoice {
  const [written] = readManuscript(manuscript).citationStyles;
  if (manuscript.format !== "markdown" && !written) {
    return { edit: { create: [], edits: [] }, copy: undefined, setting: settingFor(snapshot, style) };
  }
  const { path, copy } = pathFor(snapshot, manuscript, style);
  const naming = written
    ? { uri: manuscript.uri, span: written.span, newText: writtenPath(manuscript, written.span.start, path) }
    : frontMatterEdit(manuscript, path);
  return { edit: { create: [], edits: [naming] }, copy, setting: undefined };
}

function isInside({ folders }: Snapshot, uri: string): boolean {
  return folders.some((folder) => uri.startsWith(`${folder}/`));
}

function settingFor(snapshot: Snapshot, { name, uri }: StyleToUse): string {
  if (uri === undefined) return name;
  const [folder] = snapshot.folders;
  if (folder !== undefined && isInside(snapshot, uri)) return relativePath(folder, uri);
  const { home } = snapshot.environment;
  if (home !== undefined && uri.startsWith(`${home}/`)) return `~/${relativePath(home, uri)}`;
  return uri.startsWith("file://") ? decodeURIComponent(uri.slice("file://".length)) : name;
}

/** The path by which the manuscript's folder has the style, and the copy that makes it so. */
function pathFor(
  snapshot: Snapshot,
  manuscript: Document,
  { uri, independent }: StyleToUse,
): { readonly path: string; readonly copy: StyleCopy | undefined } {
  const folder = folderOf(manuscript.uri);
  if (uri !== undefined && isInside(snapshot, uri)) return { path: relativePath(folder, uri), copy: undefined };
  for (let number = 1; ; number++) {
    const place = resolvePath(folder, `${independent.name}${number === 1 ? "" : `-${number}`}.csl`);
    const there = snapshot.documents.get(place);
    if (there?.text === independent.text) return { path: fileNameOf(place), copy: undefined };
    if (there || snapshot.files.includes(place)) continue;
    return { path: fileNameOf(place), copy: { uri: place, text: independent.text } };
  }
}

/** In quotes where YAML would read the bare path otherwise; what stands in quotes already stays there. */
function writtenPath({ text, format }: Document, start: number, path: string): string {
  const quote = text.charAt(start - 1);
  if (format === "typst" || quote === '"') return path.replace(/["\\]/g, "\\$&");
  if (quote === "'") return path.replaceAll("'", "''");
  return yamlText(path);
}

function yamlText(path: string): string {
  return /^[\w./][\w./ -]*$/.test(path) && !/^\s|\s$/.test(path) ? path : JSON.stringify(path);
}

/** Adds `csl:` to the front matter, or front matter to a manuscript without any. */
function frontMatterEdit({ uri, text }: Document, path: string): FileEdit {
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  const line = `csl: ${yamlText(path)}${end}`;
  const mark = text.startsWith("\ufeff") ? 1 : 0;
  const opened = /^---[ \t]*\r?\n(?![ \t]*\r?\n)/.exec(text.slice(mark))?.[0];
  const start = mark + (opened?.length ?? 0);
  return { uri, span: { start, end: start }, newText: opened ? line : `---${end}${line}---${end}${end}` };
}
