/** A quick pick over references in which the server does the searching. */
import { Disposable, type QuickPickItem, window } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { ReferenceItem } from "../../../server/src/protocol.ts";
import { ask } from "../requests.ts";

export interface ReferencePick extends QuickPickItem {
  readonly key: string;
}

const limit = 100;

/** The keys that the writer chose, in the order of choosing; `undefined` when the pick was dismissed. */
export function pickReferences(
  client: BaseLanguageClient,
  uri: string,
  { title, many }: { title: string; many: boolean },
): Promise<readonly string[] | undefined> {
  const input = window.createQuickPick<ReferencePick>();
  input.title = title;
  input.placeholder = many
    ? "Search by author, title, year, journal or key; check several to cite them together"
    : "Search by author, title, year, journal or key";
  input.canSelectMany = many;
  input.matchOnDescription = true;
  input.matchOnDetail = true;
  const chosen = new Map<string, ReferencePick>();
  let asked = 0;

  const search = async (query: string): Promise<void> => {
    const number = ++asked;
    input.busy = true;
    const found = await ask(client, "biomanuscript/searchReferences", { uri, query, limit });
    if (number !== asked) return;
    const others = found.filter((item) => !chosen.has(item.key)).map(pickOf);
    input.items = [...chosen.values(), ...others];
    input.selectedItems = [...chosen.values()];
    input.busy = false;
  };

  return new Promise((resolve, reject) => {
    const listeners = Disposable.from(
      input,
      input.onDidChangeValue((query) => search(query).catch(reject)),
      input.onDidChangeSelection((selected) => {
        if (!many) return;
        const keys = new Set(selected.map((item) => item.key));
        for (const key of chosen.keys()) if (!keys.has(key)) chosen.delete(key);
        for (const item of selected) if (!chosen.has(item.key)) chosen.set(item.key, item);
      }),
      input.onDidAccept(() => {
        const picked = chosen.size > 0 ? [...chosen.keys()] : input.activeItems.map((item) => item.key);
        resolve(picked.length > 0 ? picked : undefined);
        input.hide();
      }),
      input.onDidHide(() => {
        resolve(undefined);
        listeners.dispose();
      }),
    );
    input.show();
    search("").catch(reject);
  });
}

export function pickOf(item: ReferenceItem): ReferencePick {
  return {
    key: item.key,
    label: item.authorYear,
    description: item.elsewhere ? `${item.key} $(package) ${item.elsewhere}` : item.key,
    detail: item.container ? `${item.title} · ${item.container}` : item.title,
    alwaysShow: true,
  };
}
