import * as vscode from "vscode";
import { expectEqual, expectParts } from "./expect.ts";
import { openManuscript, textUntil } from "./manuscript.ts";

/** Plainly invented. */
const nbib = `PMID- 99999991
DP  - 2099 Jan 31
TI  - Quillwort niches of the pond.
FAU - Doe, Ann
JT  - Journal of Examples
PT  - Journal Article
`;

const own = "@book{own,\n  title = {Own},\n}\n";

interface ImportedItem {
  readonly state: string;
  readonly key?: string;
}

function importReferences(given: object): Thenable<readonly ImportedItem[] | undefined> {
  return vscode.commands.executeCommand("biomanuscript.importReferences", given);
}

suite("Import References", () => {
  test("a pasted NBIB record becomes an entry, and one undo takes it back", async () => {
    const { document } = await openManuscript({ "own.bib": own });
    const items = await importReferences({ text: nbib });
    expectEqual(
      items?.map(({ state, key }) => `${state} ${key}`),
      ["added doe2099quillwort"],
      "the items",
    );
    const text = await textUntil(document, (now) => now.includes("doe2099quillwort"));
    expectParts(text, [own, "title = {Quillwort niches of the pond}", "pmid = {99999991}"], "the bibliography");
    await vscode.commands.executeCommand("undo");
    await textUntil(document, (now) => now === own);
  });

  test("from a manuscript into its bibliography; a second time it is there already", async () => {
    const { folder } = await openManuscript({
      "review.md": "---\nbibliography: own.bib\n---\n\nText.\n",
      "own.bib": own,
    });
    await importReferences({ text: nbib });
    const bibliography = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, "own.bib"));
    const text = await textUntil(bibliography, (now) => now.includes("doe2099quillwort"));
    const again = await importReferences({ text: nbib });
    expectEqual(
      again?.map(({ state, key }) => `${state} ${key}`),
      ["known doe2099quillwort"],
      "the items",
    );
    expectEqual(bibliography.getText(), text, "the bibliography");
  });

  test("a file of records", async () => {
    const { document, folder } = await openManuscript({ "own.bib": own, "export.nbib": nbib });
    await importReferences({ file: vscode.Uri.joinPath(folder, "export.nbib").toString() });
    await textUntil(document, (now) => now.includes("doe2099quillwort"));
  });
});
