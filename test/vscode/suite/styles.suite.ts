import * as vscode from "vscode";
import { expectEqual, expectParts } from "./expect.ts";
import { codeOf, diagnosticsOf, hoversAt, openManuscript, textUntil } from "./manuscript.ts";

const style = (printed: string): string => `<style class="in-text"><info><title>Own</title></info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout><text value="${printed}"/></layout></bibliography></style>`;

async function hoverText(document: vscode.TextDocument, position: vscode.Position): Promise<string> {
  const hovers = await hoversAt(document, position);
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === "string" ? content : content.value))
    .join("\n");
}

function choose(given: Readonly<Record<string, string>>): Thenable<string | undefined> {
  return vscode.commands.executeCommand("biomanuscript.chooseCitationStyle", given);
}

suite("Citation styles", () => {
  test("Choose Citation Style writes the front matter, hovers print in it, and one undo takes it back", async () => {
    const before = "---\ntitle: Soil\n---\n\nNiches form [@brodt2016role].\n";
    const { document, folder } = await openManuscript({ "review.md": before });
    const cited = document.positionAt(before.indexOf("brodt"));
    expectEqual((await hoverText(document, cited)).includes("<sup>"), false, "nothing is raised");
    expectEqual(await choose({ id: "nature" }), "nature", "what was chosen");
    await textUntil(document, (text) => text === before.replace("title", "csl: nature.csl\ntitle"));
    await vscode.workspace.fs.stat(vscode.Uri.joinPath(folder, "nature.csl"));
    const now = document.positionAt(document.getText().indexOf("brodt"));
    expectParts(await hoverText(document, now), ["Brodt, P.", "(2016)"], "the hover in Nature's style");
    await vscode.commands.executeCommand("undo");
    await textUntil(document, (text) => text === before);
  });

  test("a style of the workspace is read again when it changes, and told where it is faulty", async () => {
    const text = "---\ncsl: own.csl\n---\n\nNiches form [@brodt2016role].\n";
    const { document, folder } = await openManuscript({ "review.md": text, "own.csl": style("printed by mine") });
    const cited = document.positionAt(text.indexOf("brodt"));
    expectParts(await hoverText(document, cited), ["printed by mine"], "the hover");
    const file = vscode.Uri.joinPath(folder, "own.csl");
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode("<style>\n<info>"));
    // While it is being written the file may be read empty, and that is told first.
    const isWhole = (it: vscode.Diagnostic) =>
      codeOf(it) === "missing-style" && it.message.includes("line 2, column 1");
    const problem = (await diagnosticsOf(document.uri, (all) => all.some(isWhole))).find(isWhole);
    expectParts(problem?.message ?? "", ["own.csl", "line 2, column 1"], "the problem");
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(style("printed anew")));
    await diagnosticsOf(document.uri, (all) => all.every((it) => codeOf(it) !== "missing-style"));
    expectParts(await hoverText(document, cited), ["printed anew"], "the hover after the change");
  });

  test("without a network a download says so, and nothing changes", async () => {
    const text = "Niches form [@brodt2016role].\n";
    const { document } = await openManuscript({ "review.md": text });
    const failing = Promise.resolve(choose({ download: "gut", repository: "http://127.0.0.1:1" }));
    const reason = await failing.then(String, (error: unknown) => (error instanceof Error ? error.message : ""));
    expectParts(reason, ["“gut” can't be downloaded", "Nothing was changed"], "the reason");
    expectEqual(document.getText(), text, "the manuscript");
  });
});
