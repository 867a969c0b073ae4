import * as vscode from "vscode";
import { expectEqual, expectParts, expectTrue } from "./expect.ts";
import {
  completionsIn,
  hoversAt,
  labelOf,
  openManuscript,
  positionOf,
  rowOf,
  textOf,
  textUntil,
} from "./manuscript.ts";

const review = "---\nbibliography: own.bib\n---\n\nSee [@zhou22].\n";
const strings = "@string{jex = {Journal of Examples}}\n\n";
const entry =
  "@Article{zhou22,\n  author={Zhou, Li}, Title = {Stellate Cells},\n  journal = jex, year = 2022\n}\n@book{abe01,\n  title = {B},\n}\n";

async function labelsIn(bib: string): Promise<string[]> {
  return (await completionsIn(await openManuscript({ "own.bib": bib }))).map(labelOf);
}

suite("Bibliographies", () => {
  test("an entry type comes with its required fields", async () => {
    const manuscript = await openManuscript({ "own.bib": "@artic<|>\n" });
    const item = (await completionsIn(manuscript)).find((it) => labelOf(it) === "article");
    expectTrue(item?.insertText instanceof vscode.SnippetString, "the type is a snippet");
    await manuscript.editor.insertSnippet(
      item.insertText,
      new vscode.Range(manuscript.position.translate(0, -"artic".length), manuscript.position),
    );
    const text = await textUntil(manuscript.document, (now) => now.includes("author"));
    expectTrue(/^@article\{key,\n\s+author = \{\},\n\s+title = \{\},\n/.test(text), `the entry is ${text}`);
  });

  test("fields, strings, journals, keys and closed lists", async () => {
    const manuscript = await openManuscript({ "own.bib": "@article{k,\n  author = {A},\n  <|>\n}\n" });
    const [first] = await completionsIn(manuscript);
    expectParts(first ? rowOf(first) : "", ["title", "required"], "the first field");
    expectTrue((await labelsIn(`${strings}@article{k, journal = je<|>}`)).includes("jex"), "the string");
    const journals = await labelsIn(`${entry}@article{k, journal = {cell bio<|>}}`);
    expectTrue(journals.includes("Nature Cell Biology"), `journals are ${journals.join(", ")}`);
    expectEqual(await labelsIn(`${entry}@inbook{k, crossref = {stellate<|>}}`), ["zhou22"], "the parent");
    expectTrue((await labelsIn("@misc{k, pubstate = {inp<|>}}")).includes("inpress"), "the states");
  });

  test("hovers over a key, a field and a string", async () => {
    const { document } = await openManuscript({ "own.bib": strings + entry, "review.md": review });
    await vscode.workspace.openTextDocument(vscode.Uri.joinPath(document.uri, "..", "review.md"));
    const shown = async (text: string) => {
      const hovers = await hoversAt(document, positionOf(document, text, 2));
      return hovers.flatMap(({ contents }) => contents.map(textOf)).join("\n");
    };
    expectParts(await shown("zhou22"), ["Stellate Cells", "cited once"], "the entry");
    expectParts(await shown("journal = jex"), ["journal", "name"], "the field");
    expectParts(await shown("jex, year"), ["Journal of Examples"], "the string");
  });

  test("Format Document lays out entries, and one undo takes it back", async () => {
    const { document } = await openManuscript({ "own.bib": strings + entry });
    await vscode.commands.executeCommand("editor.action.formatDocument");
    const formatted =
      "@article{zhou22,\n  author = {Zhou, Li},\n  title = {Stellate Cells},\n  journal = jex,\n  year = 2022,\n}\n\n@book{abe01,\n  title = {B},\n}\n";
    await textUntil(document, (text) => text.replace(/^ +|\t/gm, "  ") === strings + formatted);
    await vscode.commands.executeCommand("undo");
    await textUntil(document, (text) => text === strings + entry);
  });

  test("saving formats nothing unless that is asked for", async () => {
    const settings = vscode.workspace.getConfiguration("editor");
    await settings.update("formatOnSave", true, vscode.ConfigurationTarget.Workspace);
    try {
      const { document, editor } = await openManuscript({ "own.bib": entry });
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "\n"));
      expectTrue(await document.save(), "the file is saved");
      expectEqual(document.getText(), `\n${entry}`, "the text");
    } finally {
      await settings.update("formatOnSave", undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  test("a manuscript has no formatter of ours", async () => {
    const { document } = await openManuscript({ "review.tex": "\\section{A}\n" });
    const edits = await vscode.commands.executeCommand<vscode.TextEdit[] | undefined>(
      "vscode.executeFormatDocumentProvider",
      document.uri,
      { tabSize: 2, insertSpaces: true },
    );
    expectEqual(edits, undefined, "edits");
  });

  test("Sort Bibliography sorts by key, and one undo takes it back", async () => {
    const { document } = await openManuscript({ "own.bib": strings + entry });
    await vscode.commands.executeCommand("biomanuscript.sortBibliography");
    await textUntil(document, (text) => text.indexOf("@book{abe01") < text.indexOf("@Article{zhou22"));
    expectTrue(document.getText().startsWith(strings), "the strings stay first");
    await vscode.commands.executeCommand("undo");
    await textUntil(document, (text) => text === strings + entry);
  });

  test("entries fold", async () => {
    const { document } = await openManuscript({ "own.bib": strings + entry });
    const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      "vscode.executeFoldingRangeProvider",
      document.uri,
    );
    expectEqual(
      folds.map(({ start, end }) => `${start}-${end}`),
      ["2-5", "6-8"],
      "the folds",
    );
  });
});
