/** Insert Formatted Reference: the reference's full text as it prints in a citation style. */
import { window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { ask } from "../requests.ts";
import { activeManuscript } from "./insert-citation.ts";
import { pickReferences } from "./pick-references.ts";

export async function insertFormattedReference(
  client: BaseLanguageClient,
  key?: string,
  style?: string,
): Promise<void> {
  const editor = activeManuscript();
  const uri = editor.document.uri.toString();
  const chosenKey =
    key ?? (await pickReferences(client, uri, { title: "Insert Formatted Reference", many: false }))?.[0];
  if (chosenKey === undefined) return;
  const chosenStyle = style ?? (await pickStyle(client));
  if (chosenStyle === undefined) return;
  const text = await ask(client, "biomanuscript/formatReference", { uri, key: chosenKey, style: chosenStyle });
  await editor.edit((edit) => edit.replace(editor.selection, text));
}

/** The style of the settings stands first. */
async function pickStyle(client: BaseLanguageClient): Promise<string | undefined> {
  const preferred = workspace.getConfiguration("biomanuscript").get<string>("citationStyle");
  const styles = await ask(client, "biomanuscript/citationStyles", {});
  const items = styles.map(({ id, title }) => ({ id, label: title }));
  items.sort((a, b) => Number(b.id === preferred) - Number(a.id === preferred));
  return (await window.showQuickPick(items, { title: "Citation Style" }))?.id;
}
