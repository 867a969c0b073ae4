/** The built server over standard input, as any editor drives it. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import {
  type CodeAction,
  type CodeLens,
  type CompletionItem,
  type CompletionList,
  createProtocolConnection,
  type DocumentLink,
  type FileSystemWatcher,
  type FoldingRange,
  type Hover,
  type MarkupContent,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type RegistrationParams,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver-protocol/node";

const root = join(import.meta.dirname, "../..");
const home = mkdtempSync(join(tmpdir(), "biomanuscript-home-"));
const library = join(home, "Zotero", "all.bib");
const server = spawn(process.execPath, [join(root, "dist/node/server.cjs"), "--stdio"], {
  stdio: ["pipe", "pipe", "inherit"],
  env: { ...process.env, HOME: home },
});
const connection: ProtocolConnection = createProtocolConnection(
  new StreamMessageReader(server.stdout),
  new StreamMessageWriter(server.stdin),
);
let folder: string;

/** What the server asked the client to watch. */
const watchers: FileSystemWatcher[] = [];

/** Diagnostics as they are pushed, and those who wait for some. */
const published: PublishDiagnosticsParams[] = [];
const waiting = new Set<() => void>();

/** The first published diagnostics of a file, from now or before, that satisfy the condition. */
function diagnostics(
  file: string,
  satisfied: (codes: readonly unknown[]) => boolean,
): Promise<PublishDiagnosticsParams> {
  return new Promise((resolve) => {
    const look = (): void => {
      const found = published.findLast(({ uri }) => uri.endsWith(`/${file}`));
      if (!found || !satisfied(found.diagnostics.map(({ code }) => code))) return;
      waiting.delete(look);
      resolve(found);
    };
    waiting.add(look);
    look();
  });
}

async function open(file: string, languageId: string): Promise<{ uri: string; text: string }> {
  const text = await readFile(join(folder, file), "utf8");
  const uri = pathToFileURL(join(folder, file)).href;
  await connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId, version: 1, text } });
  return { uri, text };
}

/** The position `into` characters after the start of the first `needle`. */
function at(text: string, needle: string, into: number): { line: number; character: number } {
  const lines = text.slice(0, text.indexOf(needle) + into).split("\n");
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "biomanuscript-"));
  await cp(join(root, "examples/liver-metastasis-review"), folder, { recursive: true });
  connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
    published.push(params);
    for (const look of waiting) look();
  });
  connection.onRequest("client/registerCapability", ({ registrations }: RegistrationParams) => {
    for (const { registerOptions } of registrations) watchers.push(...(registerOptions?.watchers ?? []));
  });
  await mkdir(join(home, "Zotero"));
  await writeFile(library, "@article{mine2020, author = {Zzyzx, Li}, title = {Mine}, year = 2020}\n");
  connection.listen();
  const uri = pathToFileURL(folder).href;
  await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri: uri,
    workspaceFolders: [{ uri, name: "review" }],
    capabilities: {
      workspace: { didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true } },
    },
    initializationOptions: { settings: { library: ["~/Zotero/all.bib"] } },
  });
  await connection.sendNotification("initialized", {});
});

after(async () => {
  await connection.sendRequest("shutdown");
  await connection.sendNotification("exit");
  connection.dispose();
  await rm(folder, { recursive: true });
  await rm(home, { recursive: true });
});

test("a manuscript's faults are pushed to a client that can't pull", async () => {
  await open("review.md", "markdown");
  const { diagnostics: found } = await diagnostics("review.md", (codes) => codes.length > 0);
  assert.deepEqual(
    found.map(({ code }) => code),
    ["missing-bibliography", "bundled-only-citation", "unknown-citation"],
  );
});

test("terms complete in prose and explain themselves when they are looked at", async () => {
  const { uri } = await open("review.md", "markdown");
  await connection.sendNotification("textDocument/didChange", {
    textDocument: { uri, version: 2 },
    contentChanges: [{ text: "Activated stellate" }],
  });
  const { items } = await connection.sendRequest<CompletionList>("textDocument/completion", {
    textDocument: { uri },
    position: { line: 0, character: 18 },
  });
  const item = items.find(({ label }) => label === "activated hepatic stellate cell");
  assert.equal(item?.textEdit?.newText, "Activated hepatic stellate cell");
  const resolved = await connection.sendRequest<CompletionItem>("completionItem/resolve", item);
  assert.match((resolved.documentation as MarkupContent).value, /^\*\*activated hepatic stellate cell\*\* · cell type/);
});

test("hover covers exactly the term", async () => {
  const { uri, text } = await open("review.tex", "latex");
  const position = at(text, "Kupffer cells", 3);
  const hover = await connection.sendRequest<Hover | null>("textDocument/hover", { textDocument: { uri }, position });
  assert.ok(hover?.range);
  assert.match((hover.contents as MarkupContent).value, /^\*\*Kupffer cell\*\*/);
  assert.equal(hover.range.end.character - hover.range.start.character, "Kupffer cells".length);
});

test("the fix of a bundled-only key adds the entry, and the edited .bib settles it unsaved", async () => {
  const { uri } = await open("review.tex", "latex");
  const { diagnostics: found } = await diagnostics("review.tex", (codes) => codes.includes("bundled-only-citation"));
  const diagnostic = found.find(({ code }) => code === "bundled-only-citation");
  assert.ok(diagnostic);
  const [action] = await connection.sendRequest<CodeAction[]>("textDocument/codeAction", {
    textDocument: { uri },
    range: diagnostic.range,
    context: { diagnostics: [diagnostic] },
  });
  assert.equal(action?.title, "Add “brodt2016role” to references.bib");
  const change = action.edit?.documentChanges?.[0] as TextDocumentEdit;
  const bib = await open("references.bib", "bibtex");
  await connection.sendNotification("textDocument/didChange", {
    textDocument: { uri: bib.uri, version: 2 },
    contentChanges: change.edits.map((edit) =>
      "newText" in edit ? { range: edit.range, text: edit.newText } : { text: "" },
    ),
  });
  const settled = await diagnostics("review.tex", (codes) => !codes.includes("bundled-only-citation"));
  assert.ok(settled.diagnostics.some(({ code }) => code === "unknown-citation"));
});

test("a file changed on disk counts once the editor tells of it", async () => {
  await writeFile(join(folder, "methods.bib"), "@article{m1, title = {Methods}}\n");
  const uri = pathToFileURL(join(folder, "methods.bib")).href;
  await connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri, type: 1 }] });
  await diagnostics("review.tex", (codes) => !codes.includes("missing-bibliography"));
});

test("the writer's own library is offered with its file, watched where it lies, and read again when it changes", async () => {
  const { uri } = await open("review.md", "markdown");
  await connection.sendNotification("textDocument/didChange", {
    textDocument: { uri, version: 3 },
    contentChanges: [{ text: "See [@zzyzx" }],
  });
  const offered = async () => {
    const { items } = await connection.sendRequest<CompletionList>("textDocument/completion", {
      textDocument: { uri },
      position: { line: 0, character: 11 },
    });
    return items.map(({ label, labelDetails }) => `${label}: ${labelDetails?.description}`);
  };
  assert.deepEqual(await offered(), ["mine2020: Zzyzx 2020 · all.bib"]);
  const baseUri = pathToFileURL(join(home, "Zotero")).href;
  assert.ok(watchers.some(({ globPattern }) => isDeepStrictEqual(globPattern, { baseUri, pattern: "all.bib" })));
  await writeFile(library, "@article{new2021, author = {Zzyzx, Li}, title = {New}, year = 2021}\n");
  const changes = [{ uri: pathToFileURL(library).href, type: 2 }];
  await connection.sendNotification("workspace/didChangeWatchedFiles", { changes });
  assert.deepEqual(await offered(), ["new2021: Zzyzx 2021 · all.bib"]);
});

const project = {
  "keys.md": "---\nbibliography: keys.bib\n---\n\n[@doe99] and @doe99\n",
  "keys.tex": "\\addbibresource{keys.bib}\\cite{doe99}\n",
  "keys.bib": "@article{doe99,\n  title = {Example},\n  doi = {10.1000/x}\n}\n",
};

test("a key is renamed in every file, its entry has a lens and a link, and the file written anew counts", async () => {
  const changes = [];
  for (const [name, text] of Object.entries(project)) {
    await writeFile(join(folder, name), text);
    changes.push({ uri: pathToFileURL(join(folder, name)).href, type: 1 });
  }
  await connection.sendNotification("workspace/didChangeWatchedFiles", { changes });
  const bib = await open("keys.bib", "bibtex");
  const textDocument = { uri: bib.uri };
  const position = at(bib.text, "doe99", 0);
  const edit = await connection.sendRequest<WorkspaceEdit>("textDocument/rename", {
    textDocument,
    position,
    newName: "roe01",
  });
  const files = (edit.documentChanges as TextDocumentEdit[]).map(
    ({ textDocument: { uri }, edits }) => `${uri.split("/").at(-1)} ${edits.length}`,
  );
  assert.deepEqual(files.toSorted(), ["keys.bib 1", "keys.md 2", "keys.tex 1"]);
  await assert.rejects(
    connection.sendRequest("textDocument/rename", { textDocument, position, newName: "a b" }),
    /“a b” can't be a citation key in keys\.\w+: it holds a space\./,
  );
  const links = await connection.sendRequest<DocumentLink[]>("textDocument/documentLink", { textDocument });
  const range = { start: at(bib.text, "10.1000", 0), end: at(bib.text, "10.1000", 9) };
  assert.deepEqual(links, [{ range, target: "https://doi.org/10.1000/x" }]);
  assert.equal(await lensOf(bib.uri), "cited 3 times in 2 files");

  await connection.sendNotification("textDocument/didClose", { textDocument });
  await writeFile(join(folder, "keys.bib"), "@book{other,}\n@article{doe99, title = {Example}}\n");
  await connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: bib.uri, type: 2 }] });
  const { uri, text } = await open("keys.md", "markdown");
  const definition = await connection.sendRequest("textDocument/definition", {
    textDocument: { uri },
    position: at(text, "doe99", 5),
  });
  const entry = { start: { line: 1, character: 9 }, end: { line: 1, character: 14 } };
  assert.deepEqual(definition, [{ uri: bib.uri, range: entry }]);
});

/** What the only lens of a file says once it is looked at. */
async function lensOf(uri: string): Promise<string | undefined> {
  const lenses = await connection.sendRequest<CodeLens[]>("textDocument/codeLens", { textDocument: { uri } });
  assert.equal(lenses.length, 1);
  return (await connection.sendRequest<CodeLens>("codeLens/resolve", lenses[0])).command?.title;
}

test("a bibliography completes, folds, is formatted and sorted", async () => {
  await writeFile(join(folder, "layout.bib"), "@Book{b,\n Title={B}}\n@book{a,\n  title = {A},\n}\n");
  const bib = await open("layout.bib", "bibtex");
  const textDocument = { uri: bib.uri };
  const position = at(bib.text, "Title", 0);
  const { items } = await connection.sendRequest<CompletionList>("textDocument/completion", { textDocument, position });
  const author = items.find(({ label }) => label === "author");
  assert.equal(author?.labelDetails?.description, "required");
  const resolved = await connection.sendRequest<CompletionItem>("completionItem/resolve", author);
  assert.match((resolved.documentation as MarkupContent).value, /^Who wrote the work/);
  const folds = await connection.sendRequest<FoldingRange[]>("textDocument/foldingRange", { textDocument });
  assert.deepEqual(
    folds.map(({ startLine, endLine }) => `${startLine}-${endLine}`),
    ["0-1", "2-4"],
  );
  const options = { tabSize: 2, insertSpaces: true };
  const edits = await connection.sendRequest<TextEdit[]>("textDocument/formatting", { textDocument, options });
  const formatted = "@book{b,\n  title = {B},\n}\n\n@book{a,\n  title = {A},\n}\n";
  assert.equal(textAfter(bib.text, edits), formatted);
  const sorted = await connection.sendRequest<{ changes: Record<string, TextEdit[]> }>(
    "biomanuscript/sortBibliography",
    textDocument,
  );
  assert.equal(
    textAfter(bib.text, sorted.changes[bib.uri] ?? []),
    "@book{a,\n  title = {A},\n}\n@Book{b,\n Title={B}}\n",
  );
});

/** The text after edits that stand in file order. */
function textAfter(text: string, edits: readonly TextEdit[]): string {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const offset = ({ line, character }: Position) => (starts[line] ?? text.length) + character;
  return edits.reduceRight(
    (after, { range, newText }) => after.slice(0, offset(range.start)) + newText + after.slice(offset(range.end)),
    text,
  );
}

test("a request that can't be answered is an error with its reason, not an empty answer", async () => {
  await assert.rejects(
    connection.sendRequest("biomanuscript/describeTerm", { id: "BM:none" }),
    /No term has the identifier “BM:none”/,
  );
});

test("a manuscript that is not open keeps its entries; those nobody cites go, and what is cited is extracted", async () => {
  const sub = join(folder, "small");
  await mkdir(sub);
  await writeFile(join(sub, "one.md"), "[@cited1; @doi:10.1000/none]\n");
  await writeFile(join(sub, "refs.bib"), "@misc{cited1, title = {One}}\n\n@misc{unused1,}\n");
  const [uri, manuscript] = ["refs.bib", "one.md"].map((name) => pathToFileURL(join(sub, name)).href);
  await connection.sendNotification("workspace/didChangeWatchedFiles", {
    changes: [uri, manuscript].map((it) => ({ uri: it, type: 1 })),
  });
  const unused = await connection.sendRequest<{ uri: string; key: string }[]>("biomanuscript/unusedEntries", { uri });
  assert.deepEqual(unused, [{ uri, key: "unused1", authorYear: "", title: "" }]);
  const removal = await connection.sendRequest("biomanuscript/removeEntries", { entries: unused });
  const range = { start: { line: 1, character: 0 }, end: { line: 3, character: 0 } };
  assert.deepEqual(removal, { edits: { create: [], changes: { [uri ?? ""]: [{ range, newText: "" }] } }, left: [] });
  const extracted = await connection.sendRequest("biomanuscript/extractReferences", {
    uris: [manuscript],
    target: "bibtex",
  });
  const notes = ["“doi:10.1000/none” is cited, but in no bibliography."];
  assert.deepEqual(extracted, { text: "@misc{cited1, title = {One}}\n", references: 1, notes });
  const converted = await connection.sendRequest("biomanuscript/convertBibliography", { uri, target: "nbib" });
  assert.deepEqual((converted as { notes: readonly string[] }).notes, [
    "“cited1”: PubMed’s NBIB can’t say all of its key, type.",
    "“unused1”: PubMed’s NBIB can’t say all of its key, type.",
  ]);
  await assert.rejects(
    connection.sendRequest("biomanuscript/convertBibliography", { uri, target: "docx" }),
    /“docx” is no format/,
  );
});
