/** Remove Unused Entries: shows what no manuscript cites, and removes what the writer leaves ticked. */
import { type QuickPickItem, Uri, window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { UnusedItem } from "../../../server/src/protocol.ts";
import { applyEdits } from "../edits.ts";
import { ask } from "../requests.ts";

interface Pick extends QuickPickItem {
  readonly item: UnusedItem;
}

const title = "Remove Unused Entries";

/** @param keys those to remove without asking, of the unused ones */
export async function removeUnusedEntries(client: BaseLanguageClient, keys?: readonly string[]): Promise<void> {
  const uri = window.activeTextEditor?.document.uri.toString();
  if (uri === undefined) throw new Error("Open a bibliography or a manuscript first.");
  const unused = await ask(client, "biomanuscript/unusedEntries", { uri });
  if (unused.length === 0) {
    void window.showInformationMessage("Every entry is in use: cited in a manuscript, or needed by one that is.");
    return;
  }
  const entries = keys ? unused.filter(({ key }) => keys.includes(key)) : await pickEntries(unused);
  if (!entries || entries.length === 0) return;
  const { edits, left } = await ask(client, "biomanuscript/removeEntries", { entries });
  if (Object.keys(edits.changes).length > 0) await applyEdits(edits, title);
  if (left.length === 0) return;
  // The message stays until it is read; the command has ended.
  void window.showWarningMessage(`Not removed, since a fault makes unsure where they end: ${left.join(", ")}.`);
}

async function pickEntries(unused: readonly UnusedItem[]): Promise<readonly UnusedItem[] | undefined> {
  const hasSeveralFiles = new Set(unused.map(({ uri }) => uri)).size > 1;
  const items = unused.map((item): Pick => {
    const file = hasSeveralFiles ? ` · ${workspace.asRelativePath(Uri.parse(item.uri))}` : "";
    return { item, picked: true, label: item.key, description: item.authorYear + file, detail: item.title };
  });
  const picked = await window.showQuickPick(items, {
    title,
    placeHolder: "No manuscript of the workspace cites these. Ticked ones are removed.",
    canPickMany: true,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.map(({ item }) => item);
}
