/** Insert Citation: choose references, write their citation, add to the bibliography what it lacks. */
import { type TextEditor, window } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { Position } from "../../../server/src/protocol.ts";
import { applyEdits } from "../edits.ts";
import { ask } from "../requests.ts";
import { pickReferences } from "./pick-references.ts";

export async function insertCitation(client: BaseLanguageClient, given?: readonly string[]): Promise<void> {
  const editor = activeManuscript();
  const uri = editor.document.uri.toString();
  const keys = given ?? (await pickReferences(client, uri, { title: "Insert Citation", many: true }));
  if (!keys) return;
  const edits = await ask(client, "biomanuscript/insertCitation", { uri, position: cursorOf(client, editor), keys });
  await applyEdits(edits, "Insert Citation");
}

/** The editor that commands work on. Throws, with what to do, where none is open. */
export function activeManuscript(): TextEditor {
  const editor = window.activeTextEditor;
  if (!editor) throw new Error("Open a manuscript first: the command works at the cursor.");
  return editor;
}

/** The cursor as plain data. A worker's messages are cloned: of VS Code's own Position they would keep nothing. */
export function cursorOf(client: BaseLanguageClient, editor: TextEditor): Position {
  return client.code2ProtocolConverter.asPosition(editor.selection.active);
}
