import * as vscode from "vscode";
import { expectEqual, expectTrue } from "./expect.ts";
import { type Manuscript, openManuscript, positionOf, textUntil } from "./manuscript.ts";

const files = {
  "review.md": "---\nbibliography: [own.bib, own.json]\n---\n\nSee [@doe99<|>; @roe01] and @doe99.\n",
  "part.tex": "\\begin{document}\n\\cite{doe99}\n\\bibliography{own}\n\\end{document}\n",
  "own.bib":
    "@string{jx = {Journal of Examples}}\n\n@article{doe99,\n  author = {Doe, Ann},\n  title = {On Examples},\n  journal = jx,\n  year = {1999},\n  doi = {10.1000/x},\n  file = {:papers/doe.pdf:PDF}\n}\n\n@inbook{kid, crossref = {doe99}}\n",
  "own.json": '[{"id": "roe01", "type": "book", "title": "More Examples"}]\n',
};

/** Opens all of the case's files: those of a folder made just now are not listed yet. */
async function openAll(): Promise<Manuscript> {
  const manuscript = await openManuscript(files);
  for (const name of Object.keys(files)) await openFile(manuscript, name);
  return manuscript;
}

function openFile({ folder }: Manuscript, name: string): Thenable<vscode.TextDocument> {
  return vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, name));
}

/** `name: text` of each place. */
async function written(locations: readonly vscode.Location[]): Promise<string[]> {
  const texts = locations.map(async ({ uri, range }) => {
    const document = await vscode.workspace.openTextDocument(uri);
    return `${uri.path.split("/").at(-1)}: ${document.getText(range)}`;
  });
  return (await Promise.all(texts)).sort();
}

function ask<Answer>(command: string, ...given: unknown[]): Thenable<Answer> {
  return vscode.commands.executeCommand<Answer>(`vscode.${command}`, ...given);
}

suite("Citation keys", () => {
  test("definition leads to the entry in .bib and in .json, and from a crossref to its parent", async () => {
    const manuscript = await openAll();
    const { document, position } = manuscript;
    const entry = await ask<vscode.Location[]>("executeDefinitionProvider", document.uri, position);
    expectEqual(await written(entry), ["own.bib: doe99"], "the entry in .bib");
    const other = positionOf(document, "roe01", 2);
    const item = await ask<vscode.Location[]>("executeDefinitionProvider", document.uri, other);
    expectEqual(await written(item), ["own.json: roe01"], "the item in .json");
    const bib = await openFile(manuscript, "own.bib");
    const use = positionOf(bib, "crossref = {doe99", "crossref = {".length);
    const parent = await ask<vscode.Location[]>("executeDefinitionProvider", bib.uri, use);
    expectEqual(
      parent.map(({ range }) => range.start.line),
      [2],
      "the parent's line",
    );
  });

  test("references and highlights from the entry", async () => {
    const manuscript = await openAll();
    const bib = await openFile(manuscript, "own.bib");
    const entry = positionOf(bib, "doe99");
    const found = await ask<vscode.Location[]>("executeReferenceProvider", bib.uri, entry);
    const expected = ["own.bib: doe99", "own.bib: doe99", "part.tex: doe99", "review.md: doe99", "review.md: doe99"];
    expectEqual(await written(found), expected, "references");
    const highlights = await ask<vscode.DocumentHighlight[]>("executeDocumentHighlights", bib.uri, entry);
    expectEqual(highlights.length, 2, "highlights in the bibliography");
  });

  test("rename changes Markdown, LaTeX and .bib, and one undo takes all of it back", async () => {
    const manuscript = await openAll();
    const { document, position } = manuscript;
    const edit = await ask<vscode.WorkspaceEdit>("executeDocumentRenameProvider", document.uri, position, "poe02");
    expectTrue(await vscode.workspace.applyEdit(edit, { isRefactoring: true }), "the rename is applied");
    const [tex, bib] = await Promise.all([openFile(manuscript, "part.tex"), openFile(manuscript, "own.bib")]);
    const changed = [document, tex, bib];
    for (const it of changed) await textUntil(it, (text) => text.includes("poe02") && !text.includes("doe99"));
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand("undo");
    for (const [name, it] of [
      ["review.md", document],
      ["part.tex", tex],
      ["own.bib", bib],
    ] as const) {
      await textUntil(it, (text) => text === files[name].replace("<|>", ""));
    }
  });

  test("a refused rename changes nothing, nor does VS Code's own Markdown support", async () => {
    const { document, position } = await openAll();
    const edit = await ask<vscode.WorkspaceEdit>("executeDocumentRenameProvider", document.uri, position, "roe01");
    expectEqual(edit.size, 0, "changed files");
  });

  test("links of a bibliography and of prose", async () => {
    const manuscript = await openAll();
    const bib = await openFile(manuscript, "own.bib");
    const links = await ask<vscode.DocumentLink[]>("executeLinkProvider", bib.uri);
    const found = links.map(({ range, target }) => `${bib.getText(range)} ${target?.toString()}`);
    const file = vscode.Uri.joinPath(manuscript.folder, "papers", "doe.pdf").toString();
    expectEqual(found, ["10.1000/x https://doi.org/10.1000/x", `papers/doe.pdf ${file}`], "links");
    const { document } = await openManuscript({ "review.md": "See doi:10.1000/y.\n" });
    const [link] = await ask<vscode.DocumentLink[]>("executeLinkProvider", document.uri);
    expectEqual(link && document.getText(link.range), "doi:10.1000/y", "the link in prose");
  });

  test("the outline of a bibliography, and its entries among the workspace's symbols", async () => {
    const manuscript = await openAll();
    const bib = await openFile(manuscript, "own.bib");
    const outline = await ask<vscode.DocumentSymbol[]>("executeDocumentSymbolProvider", bib.uri);
    expectEqual(
      outline.map(({ name, detail }) => `${name} ${detail}`.trim()),
      ["@string (1)", "doe99 Doe 1999. On Examples", "kid Doe 1999"],
      "the outline",
    );
    const symbols = await ask<vscode.SymbolInformation[]>("executeWorkspaceSymbolProvider", "doe99");
    const here = symbols.filter(({ location }) => location.uri.path.startsWith(`${manuscript.folder.path}/`));
    expectEqual(here[0]?.name, "doe99 · Doe 1999. On Examples", "the workspace symbol");
  });

  test("lenses count citations, unsaved ones too, and show them", async () => {
    const manuscript = await openAll();
    const bib = await openFile(manuscript, "own.bib");
    const titles = async () => {
      const lenses = await ask<vscode.CodeLens[]>("executeCodeLensProvider", bib.uri, 10);
      return lenses.map(({ command }) => command?.title);
    };
    expectEqual(await titles(), ["cited 3 times in 2 files", "not cited"], "the lenses");
    const edit = new vscode.WorkspaceEdit();
    edit.insert(manuscript.document.uri, new vscode.Position(5, 0), "\nAgain @kid.\n");
    expectTrue(await vscode.workspace.applyEdit(edit), "a citation is added");
    expectEqual(await titles(), ["cited 3 times in 2 files", "cited once"], "the lenses after the edit");
    const [lens] = await ask<vscode.CodeLens[]>("executeCodeLensProvider", bib.uri, 1);
    expectEqual(lens?.command?.command, "biomanuscript.showCitations", "the lens's command");
    await vscode.commands.executeCommand(lens?.command?.command ?? "", ...(lens?.command?.arguments ?? []));
  });

  test("a .bib that another program writes anew counts, while it is open and not", async () => {
    const manuscript = await openAll();
    const { document, position, folder } = manuscript;
    const bib = await openFile(manuscript, "own.bib");
    const text = "@book{first,}\n@article{doe99, title = {Exported anew}}\n";
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, "own.bib"), new TextEncoder().encode(text));
    await textUntil(bib, (now) => now === text);
    const [entry] = await ask<vscode.Location[]>("executeDefinitionProvider", document.uri, position);
    expectEqual(entry?.range.start.line, 1, "the entry's line");
  });

  test("a .json file that no manuscript uses has no outline and no lens of ours", async () => {
    const { folder } = await openManuscript({ "review.md": "Text.\n", "list.json": '{"items": [{"id": "x"}]}\n' });
    const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, "list.json"));
    const lenses = await ask<vscode.CodeLens[]>("executeCodeLensProvider", document.uri);
    expectEqual(lenses.length, 0, "lenses");
    expectEqual(
      vscode.languages.getDiagnostics(document.uri).filter((it) => it.source === "BioManuscript"),
      [],
      "findings",
    );
  });
});
