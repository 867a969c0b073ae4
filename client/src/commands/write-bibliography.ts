/** Extract Cited References and Convert Bibliography: a bibliography in a format of the writer's choice, in a file or unsaved. */
import { type OutputChannel, type QuickPickItem, Uri, WorkspaceEdit, window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { BibliographyTarget, WrittenBibliography } from "../../../server/src/protocol.ts";
import { ask } from "../requests.ts";

/** What a caller may say beforehand; the writer is asked for the rest. */
export interface WriteBibliography {
  /** The manuscripts, or the bibliography. */
  readonly uris?: readonly string[];
  /** The format's id, such as `csl-json`. */
  readonly target?: string;
  /** The file that an extract is written to. */
  readonly file?: string;
}

/** Writes what the manuscripts cite to a file beside the first of them, and opens it. */
export async function extractReferences(
  client: BaseLanguageClient,
  notes: OutputChannel,
  given: WriteBibliography = {},
): Promise<void> {
  const uris = given.uris ?? [activeUri("a manuscript")];
  const target = await pickTarget(client, given.target, "Extract Cited References");
  if (!target) return;
  const written = await ask(client, "biomanuscript/extractReferences", { uris, target: target.id });
  const file = given.file === undefined ? await askForFile(uris[0] ?? "", target) : Uri.parse(given.file);
  if (!file) return;
  const edit = new WorkspaceEdit();
  edit.createFile(file, { overwrite: true, contents: new TextEncoder().encode(written.text) });
  if (!(await workspace.applyEdit(edit))) throw new Error(`The editor could not write ${file.path}.`);
  await window.showTextDocument(file);
  tell(notes, written, `extracted to ${nameOf(file)}`);
}

/** Opens the bibliography in the other format, unsaved. */
export async function convertBibliography(
  client: BaseLanguageClient,
  notes: OutputChannel,
  given: WriteBibliography = {},
): Promise<void> {
  const [uri = activeUri("a bibliography")] = given.uris ?? [];
  const target = await pickTarget(client, given.target, "Convert Bibliography");
  if (!target) return;
  const written = await ask(client, "biomanuscript/convertBibliography", { uri, target: target.id });
  const language = { bib: "bibtex", json: "json", yaml: "yaml" }[target.extension] ?? "plaintext";
  await window.showTextDocument(await workspace.openTextDocument({ content: written.text, language }));
  tell(notes, written, `converted to ${target.title}`);
}

function activeUri(what: string): string {
  const editor = window.activeTextEditor;
  if (!editor) throw new Error(`Open ${what} first.`);
  return editor.document.uri.toString();
}

async function pickTarget(
  client: BaseLanguageClient,
  given: string | undefined,
  title: string,
): Promise<BibliographyTarget | undefined> {
  const targets = await ask(client, "biomanuscript/bibliographyTargets", {});
  if (given !== undefined) return targets.find(({ id }) => id === given);
  interface Pick extends QuickPickItem {
    readonly target: BibliographyTarget;
  }
  const items = targets.map((target): Pick => ({ target, label: target.title, description: `.${target.extension}` }));
  return (await window.showQuickPick(items, { title: `${title}: in which format?` }))?.target;
}

function askForFile(manuscript: string, { extension, title }: BibliographyTarget): Promise<Uri | undefined> {
  const uri = Uri.parse(manuscript);
  const name = nameOf(uri).replace(/\.\w+$/, "");
  const defaultUri = Uri.joinPath(uri, "..", `${name}-references.${extension}`);
  return Promise.resolve(
    window.showSaveDialog({ title: "Extract Cited References", defaultUri, filters: { [title]: [extension] } }),
  );
}

function nameOf({ path }: Uri): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Says how it went; what was lost is shown when the writer asks. */
function tell(channel: OutputChannel, { references, notes }: WrittenBibliography, done: string): void {
  const message = `${references === 1 ? "One reference" : `${references} references`} ${done}.`;
  if (notes.length === 0) {
    // The message stays until it is read; the command has ended.
    void window.showInformationMessage(message);
    return;
  }
  channel.clear();
  channel.appendLine(message);
  for (const note of notes) channel.appendLine(note);
  const remarks = notes.length === 1 ? "There is one remark." : `There are ${notes.length} remarks.`;
  void window.showWarningMessage(`${message} ${remarks}`, "Show").then((chosen) => chosen && channel.show());
}
