/** Look Up Term: search the vocabulary, read a term's page, insert its label. */
import {
  commands,
  Disposable,
  type ExtensionContext,
  type QuickPickItem,
  ThemeIcon,
  Uri,
  window,
  workspace,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { type TermItem, termPageScheme, termPageUri } from "../../../server/src/protocol.ts";
import { ask } from "../requests.ts";

const limit = 100;
const insertButton = { iconPath: new ThemeIcon("insert"), tooltip: "Insert the label at the cursor" };

interface Pick extends QuickPickItem {
  readonly term: TermItem;
}

/** Serves terms' pages as read-only Markdown documents, which the editor's own preview shows. */
export function registerTermPages(context: ExtensionContext, client: BaseLanguageClient): void {
  context.subscriptions.push(
    workspace.registerTextDocumentContentProvider(termPageScheme, {
      provideTextDocumentContent: (uri) => ask(client, "biomanuscript/describeTerm", { id: uri.query }),
    }),
  );
}

export async function lookUpTerm(client: BaseLanguageClient, query = selectedText()): Promise<void> {
  const term = await pickTerm(client, query);
  if (!term) return;
  const page = Uri.parse(termPageUri(term.id, term.label));
  await commands.executeCommand("markdown.showPreviewToSide", page);
}

/** Resolves to the term to read about; `undefined` when the pick was dismissed or a label inserted. */
function pickTerm(client: BaseLanguageClient, query: string): Promise<TermItem | undefined> {
  const input = window.createQuickPick<Pick>();
  input.title = "Look Up Term";
  input.placeholder = "Words of a name, an identifier, or “members of …”, “upstream of …”, “downstream of …”";
  input.matchOnDescription = true;
  input.matchOnDetail = true;
  input.value = query;
  let asked = 0;
  const search = async (value: string): Promise<void> => {
    const number = ++asked;
    const found = await ask(client, "biomanuscript/searchTerms", { query: value, limit });
    if (number === asked) input.items = found.map(pickOf);
  };
  return new Promise((resolve, reject) => {
    const listeners = Disposable.from(
      input,
      input.onDidChangeValue((value) => search(value).catch(reject)),
      input.onDidTriggerItemButton(async ({ item }) => {
        input.hide();
        const editor = window.activeTextEditor;
        await editor?.edit((edit) => edit.replace(editor.selection, item.term.label));
      }),
      input.onDidAccept(() => {
        resolve(input.activeItems[0]?.term);
        input.hide();
      }),
      input.onDidHide(() => {
        resolve(undefined);
        listeners.dispose();
      }),
    );
    input.show();
    search(query).catch(reject);
  });
}

function pickOf(term: TermItem): Pick {
  return {
    term,
    label: term.label,
    description: term.note ? `${term.kind} · ${term.note}` : term.kind,
    detail: term.definition,
    buttons: [insertButton],
    alwaysShow: true,
  };
}

function selectedText(): string {
  const editor = window.activeTextEditor;
  if (!editor) return "";
  const range = editor.selection.isEmpty
    ? editor.document.getWordRangeAtPosition(editor.selection.active)
    : editor.selection;
  return range?.isSingleLine ? editor.document.getText(range) : "";
}
