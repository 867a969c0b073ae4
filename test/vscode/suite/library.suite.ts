import * as vscode from "vscode";
import { expectEqual, expectParts } from "./expect.ts";
import { openManuscript, textUntil } from "./manuscript.ts";

function run(command: string, given?: unknown): Thenable<unknown> {
  return vscode.commands.executeCommand(`biomanuscript.${command}`, given);
}

/** The text of the active editor. */
function activeText(): string {
  return vscode.window.activeTextEditor?.document.getText() ?? "";
}

suite("library commands", () => {
  const named = "---\nbibliography: refs.bib\n---\n\n";
  const refs =
    "@article{cited, title = {Soil}, doi = {10.1000/soil}}\n\n% Not needed.\n@misc{unused, title = {Seed}}\n\n@misc{other,}\n";

  test("Remove Unused Entries removes entries with their comments, and one undo brings them back", async () => {
    const { folder } = await openManuscript({ "review.md": `${named}See [@cited].\n`, "refs.bib": refs });
    const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, "refs.bib"));
    await vscode.window.showTextDocument(document);
    await run("removeUnusedEntries", { keys: ["unused", "cited"] });
    await textUntil(
      document,
      (text) => text === "@article{cited, title = {Soil}, doi = {10.1000/soil}}\n\n@misc{other,}\n",
    );
    await vscode.commands.executeCommand("undo");
    await textUntil(document, (text) => text === refs);
  });

  test("Merge Duplicates keeps one entry of two files and rewrites the citations, in one undoable step", async () => {
    const twice = "@article{soil, title = {Soil}, doi = {10.1000/soil}, year = 2001, volume = 3}\n";
    const before = "---\nbibliography: [refs.bib, more.bib]\n---\n\nSee [@cited; @soil].\n";
    const { document } = await openManuscript({ "review.md": before, "refs.bib": refs, "more.bib": twice });
    await run("mergeDuplicates", { keys: ["cited", "soil"] });
    const after = await textUntil(document, (text) => text !== before);
    expectEqual(after.includes("[@soil].") || after.includes("[@cited]."), true, after);
    await vscode.commands.executeCommand("undo");
    await textUntil(document, (text) => text === before);
  });

  test("Extract Cited References writes the cited entries as they are to a new file, and opens it", async () => {
    const { folder } = await openManuscript({ "review.md": `${named}See [@cited].\n`, "refs.bib": refs });
    const file = vscode.Uri.joinPath(folder, "review-references.bib");
    await run("extractReferences", { target: "bibtex", file: file.toString() });
    expectEqual(vscode.window.activeTextEditor?.document.uri.path, file.path, "the active file");
    expectEqual(activeText(), "@article{cited, title = {Soil}, doi = {10.1000/soil}}\n", "the extract");
  });

  test("Convert Bibliography opens the bibliography in another format, unsaved", async () => {
    await openManuscript({ "refs.bib": refs });
    await run("convertBibliography", { target: "csl-json" });
    expectEqual(vscode.window.activeTextEditor?.document.isUntitled, true, "unsaved");
    expectParts(activeText(), ['"id": "cited"', '"title": "Seed"'], "CSL-JSON");
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });

  test("Replace Identifiers with Keys cites by key in one undoable step", async () => {
    const before = `${named}It spreads [@doi:10.1000/soil] and grows (doi:10.1000/soil); see [@doi:10.1000/gone].\n`;
    const { document } = await openManuscript({ "review.md": before, "refs.bib": refs });
    await run("replaceIdentifiers");
    await textUntil(
      document,
      (text) => text === `${named}It spreads [@cited] and grows [@cited]; see [@doi:10.1000/gone].\n`,
    );
    await vscode.commands.executeCommand("undo");
    await textUntil(document, (text) => text === before);
  });
});
