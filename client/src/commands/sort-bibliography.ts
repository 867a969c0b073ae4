/** Sort Bibliography: puts the entries of the bibliography in the editor into the order of the settings. */
import { window } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { applyEdits } from "../edits.ts";
import { ask } from "../requests.ts";

export async function sortBibliography(client: BaseLanguageClient): Promise<void> {
  const document = window.activeTextEditor?.document;
  if (!document) throw new Error("Open a .bib file first.");
  const edits = await ask(client, "biomanuscript/sortBibliography", { uri: document.uri.toString() });
  if (Object.keys(edits.changes).length > 0) await applyEdits(edits, "Sort Bibliography");
}
