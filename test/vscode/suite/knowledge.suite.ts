import * as vscode from "vscode";
import { expectParts, expectTrue } from "./expect.ts";
import { completionsIn, hoversAt, labelOf, openManuscript, positionOf, textOf, textUntil } from "./manuscript.ts";

suite("Knowledge", () => {
  test("“TREM2” completes to the macrophage state, with its definition", async () => {
    const items = await completionsIn(await openManuscript({ "review.md": "Scars hold TREM2<|>\n" }));
    const item = items.find((it) => labelOf(it) === "TREM2+ macrophage");
    expectTrue(item !== undefined, `offered are ${JSON.stringify(items.map(labelOf))}`);
    expectParts(textOf(item.documentation), ["Macrophage that displays", "CL:4047053"], "the documentation");
  });

  test("“HSC” offers both of its meanings", async () => {
    const labels = (await completionsIn(await openManuscript({ "review.md": "Quiescent HSC<|>\n" }))).map(labelOf);
    for (const meaning of ["hepatic stellate cell", "haematopoietic stem cell"]) {
      expectTrue(labels.includes(meaning), `${meaning} is not offered, but ${JSON.stringify(labels)}`);
    }
  });

  test("the HGF/c-MET hover lists ligand, receptor, adaptors and effectors", async () => {
    const { document } = await openManuscript({ "review.md": "The HGF/c-MET pathway drives growth.\n" });
    const [hover] = await hoversAt(document, positionOf(document, "c-MET", 2));
    const shown = hover?.contents.map(textOf).join("\n") ?? "";
    expectParts(shown, ["Ligand: HGF", "Receptor: MET", "Adaptors: GAB1", "Effectors: "], "the hover");
  });

  test("Insert Supporting Citation cites a reference of the term and adds it to the bibliography", async () => {
    const { document, folder } = await openManuscript({
      "review.md": "---\nbibliography: own.bib\n---\n\nHere Kupf<|>fer cells engulf.\n",
      "own.bib": "",
    });
    await vscode.commands.executeCommand("biomanuscript.insertSupportingCitation", { key: "matsumura2014kupffer" });
    expectParts(document.getText(), ["Here Kupffer cells [@matsumura2014kupffer] engulf."], "the manuscript");
    const bibliography = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, "own.bib"));
    await textUntil(bibliography, (text) => text.includes("@article{matsumura2014kupffer"));
  });
});
