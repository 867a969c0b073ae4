import * as vscode from "vscode";
import { expectEqual, expectParts, expectTrue, reasonOf } from "./expect.ts";
import { completionsIn, labelOf, openManuscript, positionOf, textOf } from "./manuscript.ts";

const ontology = `format-version: 1.2
data-version: suite/2024-01-31
ontology: suite

[Term]
id: SUITE:0000001
name: quillwort reservoir cell
def: "A cell that only this suite knows." []
synonym: "isoetid storage cell" EXACT []

[Term]
id: SUITE:0000002
name: quillwort gate cell
is_a: SUITE:0000001 ! quillwort reservoir cell
`;

interface Installed {
  readonly id: string;
  readonly version?: string;
  readonly terms: number;
}

function add(file: vscode.Uri): Thenable<Installed | undefined> {
  return vscode.commands.executeCommand("biomanuscript.addTerminology", { file: file.toString() });
}

function manage(action: string, id: string): Thenable<void> {
  return vscode.commands.executeCommand("biomanuscript.manageTerminologies", { action, id });
}

/** Writes the files beside a manuscript and returns the address of one of them. */
async function fileOf(name: string, text: string): Promise<vscode.Uri> {
  const { folder } = await openManuscript({ "review.md": "\n", [name]: text });
  return vscode.Uri.joinPath(folder, name);
}

async function offeredFor(typed: string): Promise<vscode.CompletionItem | undefined> {
  const items = await completionsIn(await openManuscript({ "review.md": `The ${typed}<|>\n` }));
  return items.find((item) => labelOf(item) === "quillwort reservoir cell");
}

async function definitionOf(term: string): Promise<vscode.Location> {
  const { document } = await openManuscript({ "review.md": `The ${term} open.\n` });
  const [place] = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
    "vscode.executeDefinitionProvider",
    document.uri,
    positionOf(document, term),
  );
  if (!place) throw new Error(`${term} has no definition.`);
  return "uri" in place ? place : new vscode.Location(place.targetUri, place.targetRange);
}

/** The folders of the storage that have files whose names begin so. */
async function storedFor(beginning: string, storage: vscode.Uri): Promise<string[]> {
  const folders = ["compiled", "terminologies"].map(async (folder) => {
    const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(storage, folder));
    return entries.some(([name]) => name.startsWith(beginning)) ? [folder] : [];
  });
  return (await Promise.all(folders)).flat();
}

suite("Terminologies", () => {
  let file: vscode.Uri;

  suiteSetup(async () => {
    file = await fileOf("suite.obo", ontology);
    const added = await add(file);
    expectEqual([added?.terms, added?.version], [2, "suite/2024-01-31"], "the terms and the release that were added");
  });

  suiteTeardown(() => manage("remove", file.toString()));

  test("an added ontology's terms complete with their definition, and by a synonym", async () => {
    const item = await offeredFor("quillwort reser");
    expectTrue(item !== undefined, "the label is not offered");
    expectParts(textOf(item.documentation), ["only this suite knows"], "the documentation");
    expectTrue((await offeredFor("isoetid stor")) !== undefined, "the synonym is not offered");
  });

  test("the definition of an added term is where its file has it", async () => {
    const { uri, range } = await definitionOf("quillwort gate cells");
    const source = await vscode.workspace.openTextDocument(uri);
    expectEqual(source.getText(range), "SUITE:0000002", "what stands there");
    expectParts(uri.path, ["terminologies/suite-obo-"], "the file");
  });

  test("a terminology is kept as it was added and compiled, and removed with both", async () => {
    const more = await fileOf("more.obo", ontology.replaceAll("SUITE", "MORE").replaceAll("quillwort", "clubmoss"));
    await add(more);
    const { uri } = await definitionOf("clubmoss gate cells");
    const storage = vscode.Uri.joinPath(uri, "../..");
    expectEqual(await storedFor("more-obo-", storage), ["compiled", "terminologies"], "what is kept");
    await manage("remove", more.toString());
    expectEqual(await storedFor("more-obo-", storage), [], "what is kept after it was removed");
  });

  test("a missing file is an error that names it, and changes nothing", async () => {
    const missing = vscode.Uri.joinPath(file, "../missing.obo");
    expectParts(await reasonOf(add(missing)), ["missing.obo", "Nothing was changed"], "the error");
    expectTrue((await offeredFor("quillwort reser")) !== undefined, "the other terminology is gone");
    expectParts(await reasonOf(manage("remove", missing.toString())), ["installed"], "what is installed");
  });

  test("a file without terms is an error that says why, and is not kept", async () => {
    const faulty = await fileOf("faulty.tsv", "colour\tsize\nred\t4\n");
    expectParts(await reasonOf(add(faulty)), ["faulty.tsv", "line 1", "Nothing was changed"], "the error");
    expectParts(await reasonOf(manage("remove", faulty.toString())), ["installed"], "what is installed");
    expectTrue((await offeredFor("quillwort reser")) !== undefined, "the other terminology is gone");
  });

  test("a terminology that is turned off is not offered until it is turned on again", async () => {
    await manage("turnOff", file.toString());
    expectTrue((await offeredFor("quillwort reser")) === undefined, "it is offered though it is off");
    await manage("turnOn", file.toString());
    expectTrue((await offeredFor("quillwort reser")) !== undefined, "it is not offered though it is on");
  });
});
