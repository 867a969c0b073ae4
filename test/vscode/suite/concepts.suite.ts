import * as vscode from "vscode";
import { expectEqual, expectTrue } from "./expect.ts";
import {
  completionsIn,
  hoversAt,
  labelOf,
  longestWait,
  type Manuscript,
  openManuscript,
  positionOf,
  textOf,
  textUntil,
} from "./manuscript.ts";

const obo = `format-version: 1.2

[Term]
id: XX:0000001
name: sinusoidal sentinel cell
def: "A cell that stands guard in the sinusoid." []
synonym: "guard cell" EXACT []
`;

const glossary = (label: string) => `- id: PROJECT:1
  label: ${label}
  kind: cell-type
  definition: A cell that only this project knows.
`;

/** The workspace's glossary folder, as a URI below the first workspace folder. */
function workspaceFile(...path: string[]): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error("The suites need a workspace folder.");
  return vscode.Uri.joinPath(folder.uri, ...path);
}

async function replaceText(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  expectTrue(await vscode.workspace.applyEdit(edit), "the glossary can be edited");
}

suite("Terminologies", () => {
  test("an ontology of the workspace completes and explains its terms", async () => {
    const manuscript = await openManuscript({ "review.md": "Here sentinel<|> and the guard cells.\n", "own.obo": obo });
    const path = vscode.workspace.asRelativePath(vscode.Uri.joinPath(manuscript.folder, "own.obo"), false);
    const settings = vscode.workspace.getConfiguration("biomanuscript");
    await settings.update("terminologies", [path], vscode.ConfigurationTarget.Workspace);
    try {
      await untilOffered(manuscript, "sinusoidal sentinel cell");
      const { document } = manuscript;
      const [hover] = await hoversAt(document, positionOf(document, "guard cells", 2));
      const shown = hover?.contents.map(textOf).join("\n") ?? "";
      expectTrue(shown.includes("stands guard in the sinusoid"), `the definition is shown, but ${shown}`);
    } finally {
      await settings.update("terminologies", undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  test("an edit of the project's glossary shows at once, unsaved", async () => {
    const file = workspaceFile(".biomanuscript", "glossary.yaml");
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(glossary("border patrol cell")));
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    const first = await openManuscript({ "review.md": "Here patrol<|>.\n" });
    expectTrue(
      (await completionsIn(first)).map(labelOf).includes("border patrol cell"),
      "the glossary's term is offered",
    );
    await replaceText(document, glossary("harbour pilot cell"));
    const second = await openManuscript({ "review.md": "Here pilot<|>.\n" });
    expectTrue((await completionsIn(second)).map(labelOf).includes("harbour pilot cell"), "the new label is offered");
  });
});

/** Asks for completions until a label is offered: an ontology is compiled beside everything else. */
async function untilOffered(manuscript: Manuscript, label: string): Promise<void> {
  const deadline = performance.now() + longestWait;
  let labels: readonly string[] = [];
  while (!labels.includes(label)) {
    if (performance.now() > deadline) throw new Error(`${label} is not offered, but ${JSON.stringify(labels)}`);
    labels = (await completionsIn(manuscript)).map(labelOf);
  }
}

/** Opens the case's other files too: those of a folder made just now are not listed yet. */
async function openThree(files: Readonly<Record<string, string>>): Promise<Manuscript> {
  const manuscript = await openManuscript(files);
  for (const name of Object.keys(files)) {
    await vscode.workspace.openTextDocument(vscode.Uri.joinPath(manuscript.folder, name));
  }
  return manuscript;
}

suite("Concepts", () => {
  const files = {
    "one.md": "Ito<|> cells are here. Hepatic stellate cells rest.\n",
    "two.md": "One hepatic stellate cell.\n",
    "three.tex": "\\begin{document}\nHepatic stellate cells in LaTeX.\n\\end{document}\n",
  };

  test("references find a concept in three files, whatever name was written", async () => {
    const { document, position, folder } = await openThree(files);
    const found = await vscode.commands.executeCommand<vscode.Location[]>(
      "vscode.executeReferenceProvider",
      document.uri,
      position,
    );
    const here = found.filter(({ uri }) => uri.path.startsWith(`${folder.path}/`));
    expectEqual(here.length, 4, "mentions in the three files");
  });

  test("rename writes the concept anew in three files, plurals and capitals kept", async () => {
    const { document, position, folder } = await openThree(files);
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      "vscode.executeDocumentRenameProvider",
      document.uri,
      position,
      "perisinusoidal cell",
    );
    const changed = new vscode.WorkspaceEdit();
    for (const [uri, edits] of edit.entries()) if (uri.path.startsWith(`${folder.path}/`)) changed.set(uri, edits);
    expectTrue(await vscode.workspace.applyEdit(changed), "the rename is applied");
    await textUntil(document, (text) => text === "perisinusoidal cells are here. Perisinusoidal cells rest.\n");
    const latex = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, "three.tex"));
    expectTrue(latex.getText().includes("\nPerisinusoidal cells in LaTeX."), latex.getText());
  });

  test("a citation leads to its entry", async () => {
    const { document, position } = await openManuscript({
      "review.md": "---\nbibliography: own.bib\n---\n\nSee [@own<|>2020].\n",
      "own.bib": "@article{own2020,\n  title = {Own}\n}\n",
    });
    const [found] = await vscode.commands.executeCommand<vscode.Location[]>(
      "vscode.executeDefinitionProvider",
      document.uri,
      position,
    );
    expectTrue(found?.uri.path.endsWith("/own.bib") === true, "the definition is in the bibliography");
  });
});
