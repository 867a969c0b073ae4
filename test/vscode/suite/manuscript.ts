/** Manuscripts for the suites: a few lines written to the workspace, opened in the editor, asked about. */
import * as vscode from "vscode";

/** Whether this is the web-worker extension host. */
export const isWeb = "importScripts" in globalThis;

const cursor = "<|>";
export const longestWait = 30_000;
let cases = 0;

export interface Manuscript {
  readonly document: vscode.TextDocument;
  readonly editor: vscode.TextEditor;
  /** Where `<|>` stood; the file's start where it stood nowhere. */
  readonly position: vscode.Position;
  readonly folder: vscode.Uri;
}

/**
 * Writes the files into a folder of their own and opens the first, the cursor at `<|>`.
 * @param files texts by file name
 */
export async function openManuscript(files: Readonly<Record<string, string>>): Promise<Manuscript> {
  const workspace = vscode.workspace.workspaceFolders?.[0];
  if (!workspace) throw new Error("The suites need a workspace folder.");
  const folder = vscode.Uri.joinPath(workspace.uri, `case-${++cases}`);
  const [name, marked] = Object.entries(files)[0] ?? [];
  if (name === undefined || marked === undefined) throw new Error("No file was given.");
  for (const [file, text] of Object.entries(files)) {
    await vscode.workspace.fs.writeFile(
      vscode.Uri.joinPath(folder, file),
      new TextEncoder().encode(text.replace(cursor, "")),
    );
  }
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, name));
  const position = document.positionAt(Math.max(0, marked.indexOf(cursor)));
  const editor = await vscode.window.showTextDocument(document, { selection: new vscode.Range(position, position) });
  return { document, editor, position, folder };
}

export async function completionsIn({ document, position }: Manuscript): Promise<vscode.CompletionItem[]> {
  const everyDocumentation = 200;
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    "vscode.executeCompletionItemProvider",
    document.uri,
    position,
    undefined,
    everyDocumentation,
  );
  return list.items;
}

export function labelOf({ label }: vscode.CompletionItem): string {
  return typeof label === "string" ? label : label.label;
}

/** All that the suggest widget shows of an item in its row. */
export function rowOf({ label, detail }: vscode.CompletionItem): string {
  if (typeof label === "string") return [label, detail].join(" ");
  return [label.label, label.detail, label.description, detail].join(" ");
}

export async function hoversAt(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover[]> {
  return vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", document.uri, position);
}

export function textOf(content: vscode.MarkdownString | vscode.MarkedString | string | undefined): string {
  return typeof content === "string" ? content : (content?.value ?? "");
}

/** The position of a text's first character, or of one further on. */
export function positionOf(document: vscode.TextDocument, text: string, further = 0): vscode.Position {
  const at = document.getText().indexOf(text);
  if (at === -1) throw new Error(`“${text}” is not in ${document.uri.path}`);
  return document.positionAt(at + further);
}

/** Our findings on a file, as soon as they are as wanted. */
export function diagnosticsOf(
  uri: vscode.Uri,
  wanted: (findings: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  const read = () => vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "BioManuscript");
  return untilEvent(
    vscode.languages.onDidChangeDiagnostics,
    () => {
      const findings = read();
      return wanted(findings) ? findings : undefined;
    },
    () => `the findings of ${uri.path}, now ${JSON.stringify(read().map(codeOf))}`,
  );
}

export function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === "object" ? code.value : code);
}

/** Applies the first quick fix of a finding whose title has the part. */
export async function applyFix(uri: vscode.Uri, range: vscode.Range, part: string): Promise<void> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
  );
  const action = actions.find(({ title }) => title.includes(part));
  if (!action?.edit) throw new Error(`No fix “${part}” among ${JSON.stringify(actions.map(({ title }) => title))}`);
  if (!(await vscode.workspace.applyEdit(action.edit))) throw new Error(`The fix “${action.title}” was refused.`);
}

/** The document's text, as soon as it is as wanted. */
export function textUntil(document: vscode.TextDocument, wanted: (text: string) => boolean): Promise<string> {
  return untilEvent(
    vscode.workspace.onDidChangeTextDocument,
    () => {
      const text = document.getText();
      return wanted(text) ? text : undefined;
    },
    () => `a change of ${document.uri.path}, now:\n${document.getText()}`,
  );
}

/** What `look` finds, now or after one of the next events. */
export function untilEvent<T, E>(
  event: vscode.Event<E>,
  look: () => T | undefined,
  describe: () => string,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const finish = (end: () => void): void => {
      listener.dispose();
      clearTimeout(timer);
      end();
    };
    const check = (): void => {
      const found = look();
      if (found !== undefined) finish(() => resolve(found));
    };
    const listener = event(check);
    const timer = setTimeout(() => finish(() => reject(new Error(`Waited in vain for ${describe()}`))), longestWait);
    check();
  });
}
