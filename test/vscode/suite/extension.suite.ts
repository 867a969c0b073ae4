import * as vscode from "vscode";
import { expectEqual } from "./expect.ts";

suite("Extension", () => {
  test("registers its commands", async () => {
    const commands = await vscode.commands.getCommands(true);
    const own = ["insertCitation", "insertFormattedReference", "lookUpTerm", "newReviewArticle"];
    const missing = own.filter((name) => !commands.includes(`biomanuscript.${name}`));
    expectEqual(missing, [], "commands that are not registered");
  });
});
