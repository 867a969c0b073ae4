/** Import References: records, or works by their identifiers, into the bibliography of what is being written. */
import { env, ProgressLocation, type QuickPickItem, Uri, window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { ImportedItem, ImportReferences } from "../../../server/src/protocol.ts";
import { applyEdits } from "../edits.ts";
import { ask } from "../requests.ts";
import { searchImport } from "./search-import.ts";

/** A text to import, and the name of the file that it is from. */
export interface ImportedText {
  readonly text: string;
  readonly fileName?: string;
}

const title = "Import References";

/**
 * @returns what became of each item; `undefined` where the writer gave up
 * @throws with the reason where nothing could be imported; nothing has changed then
 */
export async function importReferences(
  client: BaseLanguageClient,
  given: ImportReferences = {},
): Promise<readonly ImportedItem[] | undefined> {
  const uri = given.uri ?? window.activeTextEditor?.document.uri.toString();
  if (uri === undefined) throw new Error("Open a manuscript or a bibliography first: references are imported into it.");
  const texts = await textsOf(client, given);
  if (texts.length === 0) return undefined;
  const targets = await ask(client, "biomanuscript/importTargets", { uri });
  const target = given.target ?? (targets.length > 1 ? await pickTarget(targets) : targets[0]?.uri);
  if (target === undefined && targets.length > 1) return undefined;
  const items: ImportedItem[] = [];
  for (const imported of texts) {
    const done = await importText(client, { ...given, uri, ...(target !== undefined && { target }) }, imported);
    if (!done) return items.length > 0 ? items : undefined;
    items.push(...done);
  }
  const message = reportOf(items, targets.find((it) => it.uri === target)?.name ?? "a new references.bib");
  // The message stays until it is read; the command has ended.
  if (items.every(({ state }) => state === "added" || state === "known")) void window.showInformationMessage(message);
  else void window.showWarningMessage(message);
  return items;
}

/** Looks up and adds one text's items. Where the writer cancels, nothing is written. */
async function importText(
  client: BaseLanguageClient,
  { uri = "", target, citedAs }: ImportReferences,
  imported: ImportedText,
): Promise<readonly ImportedItem[] | undefined> {
  const options = { location: ProgressLocation.Notification, title: "Looking references up", cancellable: true };
  const params = {
    uri,
    ...imported,
    ...(target !== undefined && { target }),
    ...(citedAs !== undefined && { citedAs }),
  };
  const report = await window.withProgress(options, async (_, token) => {
    try {
      return await ask(client, "biomanuscript/importReferences", params, token);
    } catch (error) {
      if (token.isCancellationRequested) return undefined;
      throw error;
    }
  });
  if (!report) return undefined;
  if (Object.keys(report.edits.changes).length > 0) await applyEdits(report.edits, title);
  return report.items;
}

async function textsOf(client: BaseLanguageClient, { text, file }: ImportReferences): Promise<readonly ImportedText[]> {
  if (text !== undefined) return [{ text }];
  if (file !== undefined) return [await readText(Uri.parse(file))];
  const editor = window.activeTextEditor;
  const selected = editor?.document.getText(editor.selection) ?? "";
  const clipboard = await env.clipboard.readText().then(undefined, () => "");
  const chosen = await searchImport(client, { title, selected, clipboard });
  if (chosen === undefined) return [];
  return chosen === "files" ? readFiles() : [{ text: chosen }];
}

async function readFiles(): Promise<readonly ImportedText[]> {
  const filters = {
    "Records or identifiers": ["bib", "ris", "nbib", "medline", "enw", "json", "yaml", "yml", "xml", "txt"],
  };
  const files = await window.showOpenDialog({ title, canSelectMany: true, filters });
  return Promise.all((files ?? []).map(readText));
}

export async function readText(uri: Uri): Promise<ImportedText> {
  const bytes = await workspace.fs.readFile(uri);
  return { text: new TextDecoder().decode(bytes), fileName: uri.path.slice(uri.path.lastIndexOf("/") + 1) };
}

async function pickTarget(
  targets: readonly { readonly uri: string; readonly name: string }[],
): Promise<string | undefined> {
  interface Target extends QuickPickItem {
    readonly uri: string;
  }
  const items = targets.map(
    ({ uri, name }): Target => ({ uri, label: name, description: workspace.asRelativePath(Uri.parse(uri)) }),
  );
  return (await window.showQuickPick(items, { title: `${title}: into which bibliography?` }))?.uri;
}

const mostReasons = 3;

/** "2 references added to refs.bib: a, b. Already there: c. “10.1000/x”: Crossref and DataCite have no such work." */
function reportOf(items: readonly ImportedItem[], bibliography: string): string {
  const keysOf = (state: ImportedItem["state"]) =>
    items.filter((it) => it.state === state).flatMap(({ key }) => key ?? []);
  const added = keysOf("added");
  const known = [...new Set(keysOf("known"))];
  const rest = items.filter(({ reason }) => reason !== undefined);
  const count = added.length === 1 ? "One reference" : `${added.length} references`;
  return [
    added.length > 0 ? `${count} added to ${bibliography}: ${listed(added)}.` : "Nothing was added.",
    known.length > 0 ? `Already there: ${listed(known)}.` : "",
    ...rest.slice(0, mostReasons).map(({ text, reason }) => `“${text}”: ${reason}`),
    rest.length > mostReasons ? `And ${rest.length - mostReasons} more could not be imported.` : "",
  ]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

const mostKeys = 10;

function listed(keys: readonly string[]): string {
  const more = keys.length > mostKeys ? ` and ${keys.length - mostKeys} more` : "";
  return keys.slice(0, mostKeys).join(", ") + more;
}
