/** Insert/Update Bibliography: writes the reference list of the manuscript in the editor into its marked section. */
import { window } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { applyEdits } from "../edits.ts";
import { ask } from "../requests.ts";
import { activeManuscript } from "./insert-citation.ts";

export async function updateBibliography(client: BaseLanguageClient): Promise<void> {
  const uri = activeManuscript().document.uri.toString();
  const { edits, references } = await ask(client, "biomanuscript/updateBibliography", { uri });
  if (Object.keys(edits.changes).length > 0) await applyEdits(edits, "Update Bibliography");
  else window.setStatusBarMessage(`The bibliography is up to date: ${references} references.`, 5_000);
}
