/** The box of Import References: what is typed or pasted there, the clipboard, the selection, files, and Zotero where it runs. */
import { Disposable, type QuickPickItem, window } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { ask } from "../requests.ts";

interface Choice extends QuickPickItem {
  /** The text to import, or `files`: the writer is asked for them. */
  readonly imports: string;
}

export interface ImportSources {
  readonly title: string;
  readonly selected: string;
  readonly clipboard: string;
}

const limit = 50;

/** The text to import, `files` where the writer wants to choose some; `undefined` when the box was dismissed. */
export async function searchImport(
  client: BaseLanguageClient,
  { title, selected, clipboard }: ImportSources,
): Promise<string | undefined> {
  const offered = await Promise.all([
    offer(client, "$(clippy) From the clipboard", clipboard),
    offer(client, "$(list-selection) The selected text", selected),
  ]);
  const atFirst: readonly Choice[] = [
    ...offered.flat(),
    {
      label: "$(file) From files…",
      description: "BibTeX, RIS, NBIB, EndNote, CSL, or a list of identifiers",
      imports: "files",
    },
  ];
  const input = window.createQuickPick<Choice>();
  input.title = title;
  input.matchOnDescription = true;
  input.placeholder = "Paste DOIs, PMIDs, PMCIDs, arXiv identifiers or addresses";
  input.items = atFirst;
  let asked = 0;
  let hasZotero = false;

  const show = async (value: string): Promise<void> => {
    const number = ++asked;
    const typed = value.trim();
    if (typed === "") {
      input.items = atFirst;
      return;
    }
    input.busy = true;
    const found = [
      ...(await offer(client, "$(cloud-download) Import", typed)),
      ...(hasZotero ? await inZotero(client, typed) : []),
    ];
    if (number !== asked) return;
    input.items = found;
    input.busy = false;
  };

  return new Promise((resolve, reject) => {
    const listeners = Disposable.from(
      input,
      input.onDidChangeValue((value) => show(value).catch(reject)),
      input.onDidAccept(() => {
        const [choice] = input.activeItems;
        // What was typed last need not have been looked at yet.
        resolve(choice?.imports ?? (input.value.trim() || undefined));
        input.hide();
      }),
      input.onDidHide(() => {
        resolve(undefined);
        listeners.dispose();
      }),
    );
    input.show();
    ask(client, "biomanuscript/searchZotero", { query: "", limit }).then((items) => {
      hasZotero = items !== null;
      if (hasZotero) input.placeholder += ", or search Zotero";
    }, reject);
  });
}

/** A choice that imports a text, where there is something in it to import. */
async function offer(client: BaseLanguageClient, label: string, text: string): Promise<Choice[]> {
  if (text.trim() === "") return [];
  const { records, identifiers } = await ask(client, "biomanuscript/importableItems", { text });
  const counts = [counted(records, "record"), counted(identifiers, "identifier")].filter((it) => it !== "");
  return counts.length === 0 ? [] : [{ label, description: counts.join(", "), imports: text, alwaysShow: true }];
}

function counted(count: number, noun: string): string {
  return count === 0 ? "" : count === 1 ? `one ${noun}` : `${count} ${noun}s`;
}

async function inZotero(client: BaseLanguageClient, query: string): Promise<Choice[]> {
  const found = (await ask(client, "biomanuscript/searchZotero", { query, limit })) ?? [];
  return found.map(({ item, record }) => ({
    label: `$(book) ${item.authorYear}`,
    description: `${item.key} · Zotero`,
    detail: [item.title, item.container].filter((it) => it !== "").join(" · "),
    imports: record,
    alwaysShow: true,
  }));
}
