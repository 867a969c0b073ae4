/** Choose Citation Style: the manuscript's own references are previewed in each style while the list is walked. */
import { ConfigurationTarget, Disposable, type QuickPickItem, Uri, window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { StyleItem } from "../../../server/src/protocol.ts";
import { applyEdits } from "../edits.ts";
import { ask } from "../requests.ts";
import { storeStyles } from "../styles.ts";
import { activeManuscript } from "./insert-citation.ts";

export interface ChooseStyle {
  /** The name of a bundled style, or the URI of a style's file. */
  readonly id?: string;
  /** The name or address of a style to download, in place of `id`. */
  readonly download?: string;
  /** Where the repository's files are, if not at the CSL project's. */
  readonly repository?: string;
}

interface StylePick extends QuickPickItem {
  /** The style's id; without one the style is downloaded. */
  readonly id?: string;
}

const limit = 100;

/** @returns the id of the style that was chosen, `undefined` where the writer dismissed the list */
export async function chooseCitationStyle(
  client: BaseLanguageClient,
  downloads: Uri,
  given: ChooseStyle = {},
): Promise<string | undefined> {
  const uri = activeManuscript().document.uri.toString();
  const wanted = given.download;
  const id = given.id ?? (wanted === undefined ? await pickStyle(client, downloads, uri) : undefined);
  const chosen = wanted === undefined ? id : await download(client, downloads, wanted, given.repository);
  if (chosen === undefined) return undefined;
  const { edits, copy, setting } = await ask(client, "biomanuscript/chooseStyle", { uri, id: chosen });
  if (copy) {
    await workspace.fs.writeFile(Uri.parse(copy.uri), new TextEncoder().encode(copy.text));
    await ask(client, "biomanuscript/stylesStored", { uris: [copy.uri] });
  }
  if (setting !== null) {
    const hasWorkspace = workspace.workspaceFolders !== undefined;
    const target = hasWorkspace ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
    await workspace.getConfiguration("biomanuscript").update("citationStyle", setting, target);
  } else await applyEdits(edits, "Choose Citation Style");
  return chosen;
}

async function pickStyle(client: BaseLanguageClient, downloads: Uri, uri: string): Promise<string | undefined> {
  const { picked, typed } = await walkStyles(client, uri);
  if (!picked || picked.id !== undefined) return picked?.id;
  const name = await window.showInputBox({
    title: "Download a Citation Style",
    prompt: "The style’s name in the CSL project’s repository, as in “gut” or “the-lancet-oncology”, or its address",
    value: slugOf(typed),
  });
  return name === undefined || name.trim() === "" ? undefined : download(client, downloads, name.trim(), undefined);
}

/** The repository names files by their titles. */
function slugOf(title: string): string {
  const isAddress = /^https?:\/\//.test(title);
  return isAddress
    ? title
    : title
        .trim()
        .toLowerCase()
        .replace(/&/g, "and")
        .replace(/[^\p{L}\p{N}]+/gu, "-");
}

/** The id of a style that was downloaded and stored. */
async function download(
  client: BaseLanguageClient,
  downloads: Uri,
  name: string,
  repository: string | undefined,
): Promise<string | undefined> {
  const { files } = await ask(client, "biomanuscript/downloadStyle", { name, ...(repository && { repository }) });
  const [stored] = await storeStyles(client, downloads, files);
  return stored?.toString();
}

function walkStyles(
  client: BaseLanguageClient,
  uri: string,
): Promise<{ readonly picked: StylePick | undefined; readonly typed: string }> {
  const input = window.createQuickPick<StylePick>();
  input.title = "Citation Style";
  input.placeholder = "Search by the journal’s or the style’s name";
  input.keepScrollPosition = true;
  const previews = new Map<string, string>();
  let asked = 0;
  let isOpen = true;

  const search = async (query: string): Promise<void> => {
    const number = ++asked;
    input.busy = true;
    const styles = await ask(client, "biomanuscript/searchStyles", { uri, query, limit });
    if (number !== asked || !isOpen) return;
    input.items = [...styles.map((style) => pickOf(style, previews)), downloadPick];
    input.busy = false;
  };

  const preview = async (active: StylePick | undefined): Promise<void> => {
    const id = active?.id;
    if (id === undefined || previews.has(id)) return;
    // A style that can't be used says why in its preview's place.
    const shown = await ask(client, "biomanuscript/previewStyle", { uri, id }).then(
      ({ citation, references }) => [citation, ...references].join("  ·  "),
      (error: unknown) => `$(warning) ${error instanceof Error ? error.message : String(error)}`,
    );
    previews.set(id, shown);
    if (!isOpen) return;
    const now = input.activeItems[0]?.id;
    input.items = input.items.map((item) => (item.id === id ? { ...item, detail: shown } : item));
    const still = input.items.find((item) => item.id === now);
    if (still) input.activeItems = [still];
  };

  return new Promise((resolve, reject) => {
    const listeners = Disposable.from(
      input,
      input.onDidChangeValue((query) => search(query).catch(reject)),
      input.onDidChangeActive(([active]) => preview(active).catch(reject)),
      input.onDidAccept(() => {
        resolve({ picked: input.activeItems[0], typed: input.value });
        input.hide();
      }),
      input.onDidHide(() => {
        isOpen = false;
        resolve({ picked: undefined, typed: "" });
        listeners.dispose();
      }),
    );
    input.show();
    search("").catch(reject);
  });
}

const downloadPick: StylePick = {
  label: "$(cloud-download) Download a style…",
  detail: "One of the CSL project’s ten thousand, by its name",
  alwaysShow: true,
};

const places: Readonly<Record<StyleItem["place"], string>> = {
  bundled: "bundled",
  workspace: "$(file) workspace",
  downloaded: "$(cloud-download) downloaded",
  "this machine": "$(device-desktop) this machine",
};

function pickOf({ id, title, name, place, isInUse }: StyleItem, previews: ReadonlyMap<string, string>): StylePick {
  return {
    id,
    label: isInUse ? `$(check) ${title}` : title,
    description: places[place],
    // So that rows keep their height when the preview comes.
    detail: previews.get(id) ?? name,
    alwaysShow: true,
  };
}
