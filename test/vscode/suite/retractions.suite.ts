import * as vscode from "vscode";
import { expectEqual, expectParts, reasonOf } from "./expect.ts";
import { codeOf, diagnosticsOf, openManuscript } from "./manuscript.ts";

const heading = "OriginalPaperDOI,RetractionDate,RetractionDOI,RetractionNature";

/** Downloads a list from an address that holds it. */
function update(list: string): Thenable<number | undefined> {
  const address = `data:text/csv,${encodeURIComponent(list)}`;
  return vscode.commands.executeCommand("biomanuscript.updateRetractions", { address });
}

const entry = (key: string) => `@article{${key}, title = {Invented}, doi = {10.5555/${key}}}\n`;

suite("Retractions", () => {
  test("a downloaded list counts at once, in place of the one before; what can't be used changes nothing", async () => {
    const { document } = await openManuscript({
      "review.md": "Nothing was found [@first; @second].\n",
      "own.bib": entry("first") + entry("second"),
    });
    const findings = async () => {
      const found = await diagnosticsOf(document.uri, (all) => all.some((it) => codeOf(it) === "retracted-citation"));
      return found.map((it) => document.getText(it.range));
    };
    expectEqual(await update(`${heading}\n10.5555/first,1/2/2020,,Retraction\n`), 1, "the notices");
    expectEqual(await findings(), ["first"], "what is reported");
    expectParts(await reasonOf(update("no,list\n1,2\n")), ["line 1", "Nothing was changed"], "the reason");
    expectEqual(await findings(), ["first"], "what is reported after a list that is none");
    const unreachable = { address: "http://127.0.0.1:1/retractions.csv" };
    const offline = vscode.commands.executeCommand("biomanuscript.updateRetractions", unreachable);
    expectParts(await reasonOf(offline), ["127.0.0.1", "Nothing was changed"], "the reason without a network");
    await update(`${heading}\n10.5555/second,1/2/2020,,Expression of concern\n`);
    const moved = await diagnosticsOf(document.uri, (all) => all.some(({ message }) => message.includes("concern")));
    expectEqual(
      moved.map((it) => document.getText(it.range)),
      ["second"],
      "what is reported by the newer list",
    );
  });
});
