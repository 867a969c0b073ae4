/** Applies the server's edits as one undoable step. */
import { Range, Uri, WorkspaceEdit, workspace } from "vscode";
import type { Edits } from "../../server/src/protocol.ts";

/** Throws where the editor refuses the edit; then no file has changed. */
export async function applyEdits(edits: Edits, label: string): Promise<void> {
  const applied = await workspace.applyEdit(workspaceEditOf(edits, label), { isRefactoring: true });
  if (!applied) throw new Error(`${label}: the editor could not change ${Object.keys(edits.changes).join(", ")}.`);
}

export function workspaceEditOf({ create, changes }: Edits, label: string): WorkspaceEdit {
  const edit = new WorkspaceEdit();
  const metadata = { label, needsConfirmation: false };
  for (const uri of create) edit.createFile(Uri.parse(uri), { ignoreIfExists: true }, metadata);
  for (const [uri, edits] of Object.entries(changes)) {
    for (const { range, newText } of edits) {
      const { start, end } = range;
      edit.replace(Uri.parse(uri), new Range(start.line, start.character, end.line, end.character), newText, metadata);
    }
  }
  return edit;
}
