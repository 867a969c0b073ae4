/** Merge Duplicates: shows the works that stand twice, and merges those that the writer leaves ticked, with their citations. */
import { type QuickPickItem, window } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { DuplicateItem } from "../../../server/src/protocol.ts";
import { applyEdits } from "../edits.ts";
import { ask } from "../requests.ts";

interface Pick extends QuickPickItem {
  readonly item: DuplicateItem;
}

const title = "Merge Duplicates";

/** @param keys the entries that stay, of those works that are to be merged without asking */
export async function mergeDuplicates(client: BaseLanguageClient, keys?: readonly string[]): Promise<void> {
  const uri = window.activeTextEditor?.document.uri.toString();
  if (uri === undefined) throw new Error("Open a bibliography or a manuscript first.");
  const { merges, left } = await ask(client, "biomanuscript/mergeDuplicates", { uri });
  const chosen = keys ? merges.filter(({ key }) => keys.includes(key)) : await pickMerges(merges);
  if (!chosen) return;
  if (chosen.length > 0) {
    const only = chosen.map((it) => ({ uri: it.uri, key: it.key }));
    const { edits } = await ask(client, "biomanuscript/mergeDuplicates", { uri, only });
    await applyEdits(edits, title);
  }
  // The messages stay until they are read; the command has ended.
  if (left.length > 0) {
    const works = left.map((group) => group.join(" and ")).join("; ");
    void window.showWarningMessage(`One work each, but none of the entries can stand for the other: ${works}.`);
  } else if (merges.length === 0) void window.showInformationMessage("No work stands twice.");
}

async function pickMerges(merges: readonly DuplicateItem[]): Promise<readonly DuplicateItem[] | undefined> {
  if (merges.length === 0) return [];
  const items = merges.map(
    (item): Pick => ({
      item,
      picked: true,
      label: item.key,
      description: `takes in ${item.removed.join(", ")}`,
      detail: item.title,
    }),
  );
  const picked = await window.showQuickPick(items, {
    title,
    placeHolder: "Works that stand twice. Of those ticked one entry stays, and what cites the others cites it.",
    canPickMany: true,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.map(({ item }) => item);
}
