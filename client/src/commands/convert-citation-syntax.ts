/** Convert Citation Syntax: citations of the selection, or of the whole manuscript, in another syntax or in the manuscript's own. */
import { type QuickPickItem, type TextEditor, window } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { Range, Requests } from "../../../server/src/protocol.ts";
import { applyEdits } from "../edits.ts";
import { ask } from "../requests.ts";
import { activeManuscript } from "./insert-citation.ts";

const title = "Convert Citation Syntax";

interface Target extends QuickPickItem {
  /** `undefined` for the manuscript's own. */
  readonly id: string | undefined;
}

/** @param given the target's id, or `own` for citations in another syntax than the manuscript's */
export async function convertCitationSyntax(client: BaseLanguageClient, given?: string): Promise<void> {
  const editor = activeManuscript();
  const place = { uri: editor.document.uri.toString(), ...selectedRange(editor) };
  const target =
    given === undefined ? await pickTarget(await ask(client, "biomanuscript/citationSyntaxes", place)) : { id: given };
  if (!target) return;
  const id = target.id === "own" ? undefined : target.id;
  const params = { ...place, ...(id !== undefined && { target: id }) };
  const { edits, converted, notes } = await ask(client, "biomanuscript/convertCitations", params);
  if (converted > 0) await applyEdits(edits, title);
  const count = converted === 1 ? "One citation" : `${converted} citations`;
  const message = [converted === 0 ? "No citation was converted." : `${count} converted.`, ...notes].join(" ");
  // The message stays until it is read; the command has ended.
  if (notes.length > 0) void window.showWarningMessage(message);
  else void window.showInformationMessage(message);
}

/** What is selected; nothing where that is empty, which stands for all. */
export function selectedRange({ selection }: TextEditor): { readonly range?: Range } {
  if (selection.isEmpty) return {};
  const { start, end } = selection;
  return {
    range: {
      start: { line: start.line, character: start.character },
      end: { line: end.line, character: end.character },
    },
  };
}

function pickTarget({
  own,
  citations,
  foreign,
  targets,
}: Requests["biomanuscript/citationSyntaxes"]["result"]): Thenable<Target | undefined> {
  const counted = (number: number): string => (number === 1 ? "one citation" : `${number} citations`);
  const toOwn: Target[] =
    foreign > 0
      ? [{ id: undefined, label: own, description: `${counted(foreign)} in another syntax, as this manuscript cites` }]
      : [];
  if (foreign + citations === 0) throw new Error("There is no citation here to convert.");
  const others = citations === 0 ? [] : targets;
  const items = [
    ...toOwn,
    ...others.map(({ id, title: label }): Target => ({ id, label, description: counted(citations) })),
  ];
  return window.showQuickPick(items, { title, placeHolder: "Write the citations in the syntax of…" });
}
