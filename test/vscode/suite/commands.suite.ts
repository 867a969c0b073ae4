import * as vscode from "vscode";
import { expectEqual, expectParts, expectTrue } from "./expect.ts";
import { openManuscript, textUntil } from "./manuscript.ts";

const own = "@article{peinado2017pre,\n  title = {Pre-metastatic niches},\n  year = {2017}\n}\n";

async function insertCitation(keys: readonly string[]): Promise<void> {
  await vscode.commands.executeCommand("biomanuscript.insertCitation", { keys });
}

async function bibliographyText(folder: vscode.Uri, wanted: (text: string) => boolean): Promise<string> {
  return textUntil(await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, "own.bib")), wanted);
}

suite("Commands", () => {
  test("Insert Citation writes Pandoc's syntax and adds the missing entry to the bibliography", async () => {
    const { document, folder } = await openManuscript({
      "review.md": "---\nbibliography: own.bib\n---\n\nNiches form <|>.\n",
      "own.bib": own,
    });
    await insertCitation(["peinado2017pre", "brodt2016role"]);
    expectParts(document.getText(), ["Niches form [@peinado2017pre; @brodt2016role]."], "the manuscript");
    const bibliography = await bibliographyText(folder, (text) => text.includes("brodt2016role"));
    expectParts(bibliography, ["@article{peinado2017pre", "Brodt"], "the bibliography");
  });

  test("Insert Citation writes LaTeX's syntax and adds the missing entry to the bibliography", async () => {
    const { document, folder } = await openManuscript({
      "review.tex": "\\begin{document}\nNiches form~<|>.\n\\bibliography{own}\n\\end{document}\n",
      "own.bib": own,
    });
    await insertCitation(["peinado2017pre", "brodt2016role"]);
    expectParts(document.getText(), ["Niches form~\\cite{peinado2017pre,brodt2016role}."], "the manuscript");
    await bibliographyText(folder, (text) => text.includes("brodt2016role"));
  });

  test("one undo takes an inserted citation back", async () => {
    const before = "---\nbibliography: own.bib\n---\n\nNiches form .\n";
    const { document } = await openManuscript({
      "review.md": before.replace("form ", "form <|>"),
      "own.bib": own,
    });
    await insertCitation(["peinado2017pre"]);
    await textUntil(document, (text) => text.includes("[@peinado2017pre]"));
    await vscode.commands.executeCommand("undo");
    await textUntil(document, (text) => text === before);
  });

  test("Insert Formatted Reference writes the reference in each style", async () => {
    const seen = new Set<string>();
    for (const style of ["vancouver", "apa", "harvard1"]) {
      const { document } = await openManuscript({ "review.md": "<|>\n" });
      await vscode.commands.executeCommand("biomanuscript.insertFormattedReference", { key: "brodt2016role", style });
      const text = await textUntil(document, (now) => now.trim() !== "");
      expectParts(text, ["Brodt", "2016"], style);
      seen.add(text);
    }
    expectEqual(seen.size, 3, "different renderings");
  });

  test("New Review Article makes a folder that opens ready to write in", async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    expectTrue(folder !== undefined, "no workspace folder");
    for (const [format, manuscript] of [
      ["markdown", "manuscript.md"],
      ["latex", "manuscript.tex"],
    ] as const) {
      const title = `Soil of the liver in ${format}`;
      await vscode.commands.executeCommand("biomanuscript.newReviewArticle", {
        format,
        title,
        author: "A. Writer",
        folder: folder.toString(),
      });
      const article = vscode.Uri.joinPath(folder, `soil-of-the-liver-in-${format}`);
      const text = (await vscode.workspace.openTextDocument(vscode.Uri.joinPath(article, manuscript))).getText();
      expectParts(text, [title, "A. Writer"], manuscript);
      await vscode.workspace.fs.stat(vscode.Uri.joinPath(article, "references.bib"));
    }
  });
});
