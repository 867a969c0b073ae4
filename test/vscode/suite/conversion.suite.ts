import * as vscode from "vscode";
import { openManuscript, textUntil } from "./manuscript.ts";

function run(command: string, given?: unknown): Thenable<unknown> {
  return vscode.commands.executeCommand(`biomanuscript.${command}`, given);
}

suite("conversion of citations", () => {
  const named = "---\nbibliography: refs.bib\n---\n\n";
  const refs = `@article{soil2001, author = {Doe, Ann and Roe, Bo and Poe, Cy}, title = {Soil in which tumour cells grow}, year = 2001}
@article{seed2002, author = {Roe, Bo}, title = {Seeds of metastasis in the liver and the lung}, year = 2002}
`;

  test("pasted numbers with their list become keys, and one undo brings all back", async () => {
    const before = `${named}Own [@seed2002]. <|>\n`;
    const { document, editor } = await openManuscript({ "review.md": before, "refs.bib": refs });
    const pasted = `It grows there [1, 2], as Doe et al. (2001) saw.

1. Doe A, Roe B, Poe C. Soil in which tumour cells grow. Field. 2001;3:4.
2. Roe B. Seeds of metastasis in the liver and the lung. Field. 2002;4:5.
`;
    const text = document.getText();
    const at = editor.selection.active;
    await editor.edit((edit) => edit.insert(at, pasted));
    const whole = document.getText();
    await run("replacePastedCitations", { isConfirmed: true });
    await textUntil(
      document,
      (now) =>
        now ===
        text.replace(
          "Own [@seed2002]. ",
          "Own [@seed2002]. It grows there [@soil2001; @seed2002], as @soil2001 saw.\n\n",
        ),
    );
    await vscode.commands.executeCommand("undo");
    await textUntil(document, (now) => now === whole);
  });

  test("citations pasted from LaTeX and Typst become the manuscript's own", async () => {
    const before = `${named}It grows~\\citep[see][p.~4]{soil2001,seed2002} and #cite(<seed2002>, form: "prose") saw it.\n`;
    const { document } = await openManuscript({ "review.md": before, "refs.bib": refs });
    await run("convertCitationSyntax", { target: "own" });
    await textUntil(
      document,
      (text) => text === `${named}It grows [see @soil2001; @seed2002, p. 4] and @seed2002 saw it.\n`,
    );
    await vscode.commands.executeCommand("undo");
    await textUntil(document, (text) => text === before);
  });

  test("the selection's own citations are written in another syntax", async () => {
    const { document, editor } = await openManuscript({ "review.md": "First [@a].\nThen [see @b, p. 4].\n" });
    editor.selection = new vscode.Selection(1, 0, 2, 0);
    await run("convertCitationSyntax", { target: "biblatex" });
    await textUntil(document, (text) => text === "First [@a].\nThen \\parencite[see][p.~4]{b}.\n");
  });
});
