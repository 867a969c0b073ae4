/** Insert Supporting Citation: cite one of the references that support the term at the cursor. */
import { window } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { applyEdits } from "../edits.ts";
import { ask } from "../requests.ts";
import { activeManuscript, cursorOf } from "./insert-citation.ts";
import { pickOf } from "./pick-references.ts";

export async function insertSupportingCitation(client: BaseLanguageClient, given?: string): Promise<void> {
  const editor = activeManuscript();
  const uri = editor.document.uri.toString();
  const found = await ask(client, "biomanuscript/supportingReferences", { uri, position: cursorOf(client, editor) });
  if (!found) throw new Error("No known term stands at the cursor. Place it on one, such as “Kupffer cell”.");
  const term = found.labels.join(" / ");
  if (found.references.length === 0) throw new Error(`No bundled reference supports “${term}” yet.`);
  const items = found.references.map(pickOf);
  const title = `References for ${term}`;
  const key =
    given ?? (await window.showQuickPick(items, { title, matchOnDescription: true, matchOnDetail: true }))?.key;
  if (key === undefined) return;
  const edits = await ask(client, "biomanuscript/insertCitation", { uri, position: found.position, keys: [key] });
  await applyEdits(edits, "Insert Supporting Citation");
}
