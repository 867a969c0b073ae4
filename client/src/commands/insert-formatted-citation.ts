/** Insert Formatted Citation: the citation of chosen references as text, as it would print at the cursor. */
import { window } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { ask } from "../requests.ts";
import { activeManuscript, cursorOf } from "./insert-citation.ts";
import { pickReferences } from "./pick-references.ts";

const formats = [
  { id: "markdown", label: "Markdown", languages: ["markdown", "quarto", "rmd"] },
  { id: "latex", label: "LaTeX", languages: ["latex", "tex"] },
  { id: "typst", label: "Typst", languages: ["typst"] },
  { id: "html", label: "HTML", languages: ["html"] },
  { id: "text", label: "Plain text", languages: [] },
];

export async function insertFormattedCitation(
  client: BaseLanguageClient,
  given?: readonly string[],
  format?: string,
): Promise<void> {
  const editor = activeManuscript();
  const uri = editor.document.uri.toString();
  const keys = given ?? (await pickReferences(client, uri, { title: "Insert Formatted Citation", many: true }));
  if (!keys) return;
  const chosen = format ?? (await pickFormat(editor.document.languageId));
  if (chosen === undefined) return;
  const position = cursorOf(client, editor);
  const text = await ask(client, "biomanuscript/formatCitation", { uri, position, keys, format: chosen });
  await editor.edit((edit) => edit.replace(editor.selection, text));
}

/** The manuscript's own markup stands first. */
async function pickFormat(language: string): Promise<string | undefined> {
  const isOwn = ({ languages }: { readonly languages: readonly string[] }) => languages.includes(language);
  const items = formats.toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a)));
  return (await window.showQuickPick(items, { title: "Insert Formatted Citation", placeHolder: "As which markup?" }))
    ?.id;
}
