import * as vscode from "vscode";
import { expectEqual, expectParts, expectTrue } from "./expect.ts";
import { type Manuscript, openManuscript, positionOf, untilEvent } from "./manuscript.ts";

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

/** Skips the test where the machine has no Pandoc, as in a browser. */
async function withPandoc(test: Mocha.Context, exported: Thenable<ExportReport | undefined>) {
  try {
    return await exported;
  } catch (error) {
    if (error instanceof Error && /need Pandoc/.test(error.message)) return test.skip();
    throw error;
  }
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

  test("without Pandoc the reason is told", async () => {
    const manuscript = await openManuscript({ "review.typ": "Text\n" });
    const failure = await Promise.resolve(exporting(manuscript, { format: "jats", program: "quarto" })).then(
      () => "",
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    expectTrue(/Pandoc|Quarto/.test(failure), `the reason is “${failure}”`);
  });

  test("to Word by Pandoc, its warnings at their places", async function () {
    const text = review.replace("<|>", " and @nobody99").replace("own.bib", "[own.bib, gone.bib]");
    const manuscript = await openManuscript({ "review.md": text, "own.bib": own });
    const file = fileIn(manuscript, "review.docx");
    const report = await withPandoc(this, exporting(manuscript, { format: "docx", program: "pandoc", file }));
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

  test("cancelling ends Pandoc and leaves nothing behind", async function () {
    const endless = 'io.open("started", "w"):close()\nwhile true do end\n';
    const text = review.replace("bibliography: own.bib", "pandoc_args: [--lua-filter=endless.lua]");
    const manuscript = await openManuscript({ "review.md": text, "endless.lua": endless });
    const pattern = new vscode.RelativePattern(manuscript.folder, "started");
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const source = new vscode.CancellationTokenSource();
    try {
      let hasStarted = false;
      let hasEnded = false;
      const ended = new vscode.EventEmitter<void>();
      watcher.onDidCreate(() => {
        hasStarted = true;
        ended.fire();
      });
      const file = fileIn(manuscript, "review.docx");
      const exported = exporting(manuscript, { format: "docx", program: "pandoc", file, token: source.token });
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
      expectEqual(await withPandoc(this, exported), { findings: [] }, "the report");
      expectEqual(await namesIn(manuscript), ["endless.lua", "review.md", "started"], "the folder");
    } finally {
      watcher.dispose();
      source.dispose();
    }
  });
});
