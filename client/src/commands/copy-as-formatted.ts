/**
 * Copy as Formatted: what is selected, with its citations as they print, or the citation at the cursor. Extensions can put
 * nothing but text on the clipboard, so HTML and RTF are copied as source.
 */
import { env, window } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { ask } from "../requests.ts";
import { activeManuscript } from "./insert-citation.ts";

const formats = [
  { id: "text", label: "Plain text", description: "for mail, and for Word without fonts" },
  { id: "html", label: "HTML source", description: "for web forms and mail programs that take HTML" },
  { id: "rtf", label: "RTF source", description: "saved as a file with the ending .rtf, Word opens it with its fonts" },
];

export async function copyAsFormatted(client: BaseLanguageClient, given?: string): Promise<void> {
  const editor = activeManuscript();
  const format = given ?? (await window.showQuickPick(formats, { title: "Copy as Formatted" }))?.id;
  if (format === undefined) return;
  const uri = editor.document.uri.toString();
  const range = client.code2ProtocolConverter.asRange(editor.selection);
  const text = await ask(client, "biomanuscript/formatSelection", { uri, range, format });
  await env.clipboard.writeText(text);
  window.setStatusBarMessage(`Copied: ${text.length > 60 ? `${text.slice(0, 60)}…` : text}`, 5_000);
}
