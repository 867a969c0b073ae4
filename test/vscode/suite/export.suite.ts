import * as vscode from "vscode";
import { expectEqual, expectParts, expectTrue, reasonOf } from "./expect.ts";
import { isWeb, type Manuscript, openManuscript, positionOf, untilEvent } from "./manuscript.ts";

interface ExportManuscript {
  readonly format: string;
  readonly program: string;
  readonly file?: string;
  readonly token?: vscode.CancellationToken;
}

interface ExportReport {
  readonly file?: string;
  readonly findings: readonly unknown[];
}

/** The little that is asked of Node here; a web worker has none of it. */
declare const process: { readonly platform: string; readonly env: Readonly<Record<string, string | undefined>> };

const own =
  "@article{doe20,\n  author = {Doe, Jane},\n  title = {An invented title},\n  journal = {Journal of Examples},\n  year = {2020},\n}\n";
const review =
  '---\ntitle: Niches\nbibliography: own.bib\n---\n\nNiches form [@doe20]<|>.\n\n<script>alert("no")</script>\n';

function exporting({ document }: Manuscript, given: ExportManuscript): Thenable<ExportReport | undefined> {
  return vscode.commands.executeCommand("biomanuscript.exportManuscript", { uri: document.uri.toString(), ...given });
}

function fileIn({ folder }: Manuscript, name: string): string {
  return vscode.Uri.joinPath(folder, name).toString();
}

async function namesIn({ folder }: Manuscript): Promise<string[]> {
  return (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name).sort();
}

async function bytesOf(report: ExportReport | undefined): Promise<Uint8Array> {
  expectTrue(report?.file !== undefined, `nothing was written: ${JSON.stringify(report)}`);
  return vscode.workspace.fs.readFile(vscode.Uri.parse(report.file));
}

/** Whether Pandoc is on the extension host's PATH; a web worker has none. */
async function hasPandoc(): Promise<boolean> {
  if (isWeb) return false;
  const [delimiter, name] = process.platform === "win32" ? [";", "pandoc.exe"] : [":", "pandoc"];
  const files = (process.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => vscode.Uri.joinPath(vscode.Uri.file(folder), name));
  const found = files.map((file) =>
    Promise.resolve(vscode.workspace.fs.stat(file)).then(
      () => true,
      () => false,
    ),
  );
  return (await Promise.all(found)).includes(true);
}

async function whatIsMissing(): Promise<string> {
  if (isWeb) return "Word, PDF and JATS need Pandoc or Quarto, which run only in the desktop VS Code.";
  if (await hasPandoc()) return "Quarto was not found, or can't export this.";
  return "Word, PDF and JATS need Pandoc: install it (pandoc.org), or name it in the setting biomanuscript.pandocPath.";
}

/** The export is refused with what the writer can do about it, and nothing is written. */
async function expectRefusal(manuscript: Manuscript, given: ExportManuscript): Promise<void> {
  const before = await namesIn(manuscript);
  expectEqual(await reasonOf(exporting(manuscript, given)), await whatIsMissing(), "the refusal");
  expectEqual(await namesIn(manuscript), before, "the folder");
}

suite("Export", () => {
  test("to HTML without another program, as the text stands in the editor", async () => {
    const manuscript = await openManuscript({ "review.md": review, "own.bib": own });
    await manuscript.editor.edit((edit) => edit.insert(manuscript.position, ", not saved"));
    const file = fileIn(manuscript, "page.html");
    const report = await exporting(manuscript, { format: "html", program: "biomanuscript", file });
    const page = new TextDecoder().decode(await bytesOf(report));
    expectParts(page, ["<title>Niches</title>", "not saved", "Doe J. An invented title", "&lt;script&gt;"], "the page");
    expectTrue(!page.includes("<script"), "a script is in the page");
    expectEqual(await namesIn(manuscript), ["own.bib", "page.html", "review.md"], "the folder");
  });

  test("by a program that is not there is refused", async () => {
    const manuscript = await openManuscript({ "review.typ": "Text\n" });
    const file = fileIn(manuscript, "review.xml");
    await expectRefusal(manuscript, { format: "jats", program: "quarto", file });
  });

  test("to Word by Pandoc, its warnings at their places, or without it refused", async () => {
    const text = review.replace("<|>", " and @nobody99").replace("own.bib", "[own.bib, gone.bib]");
    const manuscript = await openManuscript({ "review.md": text, "own.bib": own });
    const given: ExportManuscript = { format: "docx", program: "pandoc", file: fileIn(manuscript, "review.docx") };
    if (!(await hasPandoc())) return expectRefusal(manuscript, given);
    const report = await exporting(manuscript, given);
    expectEqual(new TextDecoder().decode((await bytesOf(report)).slice(0, 2)), "PK", "the beginning of the file");
    const { document } = manuscript;
    const findings = vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === "Pandoc");
    expectEqual(
      findings.map(({ message, range }) => `${document.getText(range)}: ${message}`),
      ["gone.bib: Exported without gone.bib, which can’t be read.", "nobody99: Citeproc: citation nobody99 not found"],
      "the findings",
    );
    expectEqual(findings[1]?.range.start, positionOf(document, "nobody99"), "the place");
  });

  test("cancelling ends Pandoc and leaves nothing behind, or without it is refused too", async () => {
    const endless = 'io.open("started", "w"):close()\nwhile true do end\n';
    const text = review.replace("bibliography: own.bib", "pandoc_args: [--lua-filter=endless.lua]");
    const manuscript = await openManuscript({ "review.md": text, "endless.lua": endless });
    const pattern = new vscode.RelativePattern(manuscript.folder, "started");
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const source = new vscode.CancellationTokenSource();
    const given: ExportManuscript = {
      format: "docx",
      program: "pandoc",
      file: fileIn(manuscript, "review.docx"),
      token: source.token,
    };
    try {
      if (!(await hasPandoc())) return await expectRefusal(manuscript, given);
      let hasStarted = false;
      let hasEnded = false;
      const ended = new vscode.EventEmitter<void>();
      watcher.onDidCreate(() => {
        hasStarted = true;
        ended.fire();
      });
      const exported = exporting(manuscript, given);
      const finish = () => {
        hasEnded = true;
        ended.fire();
      };
      exported.then(finish, finish);
      await untilEvent(
        ended.event,
        () => hasStarted || hasEnded || undefined,
        () => "Pandoc’s filter",
      );
      source.cancel();
      expectEqual(await exported, { findings: [] }, "the report");
      expectEqual(await namesIn(manuscript), ["endless.lua", "review.md", "started"], "the folder");
    } finally {
      watcher.dispose();
      source.dispose();
    }
  });
});
