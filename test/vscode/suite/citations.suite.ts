import * as vscode from "vscode";
import { expectEqual, expectTrue } from "./expect.ts";
import { longestWait, type Manuscript, openManuscript, positionOf, textUntil } from "./manuscript.ts";

function run(command: string, given?: unknown): Thenable<unknown> {
  return vscode.commands.executeCommand(`biomanuscript.${command}`, given);
}

const refs = `@article{doe, author = {Doe, Ann}, title = {Soil}, journal = {J Plain}, year = {2020}}
@article{roe, author = {Roe, Bob}, title = {Seed}, journal = {J Plain}, year = {2021}}
`;

function settings(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration("biomanuscript");
}

/** What stands behind the citations, once it is as wanted; hints come anew when the server says that they are others. */
async function hintsUntil({ document }: Manuscript, wanted: readonly string[]): Promise<readonly vscode.InlayHint[]> {
  const everything = new vscode.Range(0, 0, document.lineCount, 0);
  const end = performance.now() + longestWait;
  for (;;) {
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      "vscode.executeInlayHintProvider",
      document.uri,
      everything,
    );
    const labels = hints.map(({ label }) => (typeof label === "string" ? label : label.map((it) => it.value).join("")));
    if (JSON.stringify(labels) === JSON.stringify(wanted)) return hints;
    if (performance.now() > end) expectEqual(labels, wanted, "the hints");
  }
}

suite("citations as they print", () => {
  const text = "Seed [@roe, p. 4] and soil [@doe; @roe].\n";

  suiteTeardown(async () => {
    await settings().update("citationHints", undefined, vscode.ConfigurationTarget.Global);
    await settings().update("citationStyle", undefined, vscode.ConfigurationTarget.Global);
  });

  test("hints stand behind citations once they are asked for, and follow style and text", async () => {
    const manuscript = await openManuscript({ "review.md": text, "refs.bib": refs });
    await hintsUntil(manuscript, []);
    await run("toggleCitationHints");
    await hintsUntil(manuscript, ["(1)", "(1,2)"]);
    await settings().update("citationStyle", "apa", vscode.ConfigurationTarget.Global);
    await hintsUntil(manuscript, ["(Roe, 2021, p. 4)", "(Doe, 2020; Roe, 2021)"]);
    await manuscript.editor.edit((edit) => edit.insert(positionOf(manuscript.document, "roe, p."), "doe; @"));
    const [hint] = await hintsUntil(manuscript, ["(Doe, 2020; Roe, 2021, p. 4)", "(Doe, 2020; Roe, 2021)"]);
    expectTrue(hint !== undefined, "a hint");
    expectEqual(manuscript.document.offsetAt(hint.position), text.indexOf("]") + "doe; @".length + 1, "its place");
    await settings().update("citationStyle", undefined, vscode.ConfigurationTarget.Global);
    await run("toggleCitationHints");
    await hintsUntil(manuscript, []);
  });

  test("Insert/Update Bibliography writes the list, keeps it up to date, and one undo takes it back", async () => {
    const { document } = await openManuscript({ "review.md": text, "refs.bib": refs });
    await run("updateBibliography");
    const first = await textUntil(document, (now) => now !== text);
    expectTrue(first.includes("1\\. Roe B. Seed."), first);
    const { version } = document;
    await run("updateBibliography");
    expectEqual(document.version, version, "the version, nothing having changed");
    await vscode.commands.executeCommand("undo");
    await textUntil(document, (now) => now === text);
  });

  test("Insert Formatted Citation writes what would print at the cursor", async () => {
    const { document } = await openManuscript({ "review.md": "Seed [@roe] and <|>.\n", "refs.bib": refs });
    await run("insertFormattedCitation", { keys: ["doe"], format: "text" });
    await textUntil(document, (now) => now === "Seed [@roe] and (2).\n");
  });

  test("Copy as Formatted copies the citation at the cursor, or what is selected", async () => {
    const { editor, document } = await openManuscript({ "review.md": "Seed [@r<|>oe].\n", "refs.bib": refs });
    await run("copyAsFormatted", { format: "text" });
    expectEqual(await vscode.env.clipboard.readText(), "(1)", "the clipboard");
    editor.selection = new vscode.Selection(document.positionAt(0), document.positionAt(11));
    await run("copyAsFormatted", { format: "html" });
    expectEqual(await vscode.env.clipboard.readText(), "Seed (1)", "the clipboard");
  });
});
