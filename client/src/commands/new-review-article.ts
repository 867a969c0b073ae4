/** New Review Article: a folder with a manuscript, a bibliography and a style, ready to write in. */
import { Uri, window, workspace } from "vscode";

const latexEscapes: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
};

/** The files of each template; listed, since an extension in the browser can't list its own folders. */
const templates = {
  markdown: {
    label: "Markdown (Pandoc)",
    files: ["manuscript.md", "references.bib", "defaults.yaml"],
    /** The placeholders stand in double-quoted YAML. */
    quote: (value: string) => value.replace(/["\\]/g, "\\$&"),
  },
  latex: {
    label: "LaTeX",
    files: ["manuscript.tex", "references.bib"],
    quote: (value: string) => value.replace(/[\\&%$#_{}~^]/g, (special) => latexEscapes[special] ?? `\\${special}`),
  },
} as const;

export interface NewReviewArticle {
  readonly format?: keyof typeof templates;
  readonly title?: string;
  readonly author?: string;
  /** The URI of the folder in which the article's own folder is made. */
  readonly folder?: string;
}

export async function newReviewArticle(extension: Uri, given: NewReviewArticle = {}): Promise<void> {
  const format = given.format ?? (await pickFormat());
  if (!format) return;
  const title = given.title ?? (await window.showInputBox({ title: "New Review Article", prompt: "Title" }));
  if (!title) return;
  const author = given.author ?? (await window.showInputBox({ title: "New Review Article", prompt: "First author" }));
  if (author === undefined) return;
  const parent = given.folder === undefined ? await pickFolder() : Uri.parse(given.folder);
  if (!parent) return;

  const folder = Uri.joinPath(parent, folderName(title));
  if (await exists(folder)) throw new Error(`${folder.path} exists already; choose another title or folder.`);
  const values = { title, author, date: new Date().toISOString().slice(0, 10) };
  for (const file of templates[format].files) {
    const template = await workspace.fs.readFile(Uri.joinPath(extension, "templates", format, file));
    const text = fill(new TextDecoder().decode(template), values, templates[format].quote);
    await workspace.fs.writeFile(Uri.joinPath(folder, file), new TextEncoder().encode(text));
  }
  await window.showTextDocument(Uri.joinPath(folder, templates[format].files[0]));
}

async function pickFormat(): Promise<keyof typeof templates | undefined> {
  const items = (["markdown", "latex"] as const).map((format) => ({ format, label: templates[format].label }));
  return (await window.showQuickPick(items, { title: "New Review Article" }))?.format;
}

async function pickFolder(): Promise<Uri | undefined> {
  const [only, ...others] = workspace.workspaceFolders ?? [];
  if (only && others.length === 0) return only.uri;
  if (only) return (await window.showWorkspaceFolderPick())?.uri;
  return (
    await window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false, title: "Folder for the Article" })
  )?.[0];
}

function folderName(title: string): string {
  const words =
    title
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  return words.slice(0, 8).join("-") || "review";
}

/** Replaces `{{title}}` and its kin; a value prints as itself, whatever characters it holds. */
function fill(template: string, values: Readonly<Record<string, string>>, quote: (value: string) => string): string {
  return template.replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) => {
    const value = values[name];
    return value === undefined ? placeholder : quote(value);
  });
}

async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
