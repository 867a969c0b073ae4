/** Export Manuscript: the manuscript as Word, PDF, HTML or JATS, by Quarto, Pandoc or ourselves. */
import {
  type CancellationToken,
  commands,
  Diagnostic,
  type DiagnosticCollection,
  DiagnosticSeverity,
  env,
  type OutputChannel,
  ProgressLocation,
  type QuickPickItem,
  QuickPickItemKind,
  Range,
  type TextDocument,
  Uri,
  window,
  workspace,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { ExportFormat, ExportSources } from "../../../server/src/protocol.ts";
import { formatInfo } from "../export/formats.ts";
import type { Exported, GivenBibliography, ManuscriptExport } from "../export/manuscript-export.ts";
import { type ExportFinding, exportFindings } from "../export/messages.ts";
import { manuscriptHtml } from "../export/own-html.ts";
import { exportWithPandoc } from "../export/pandoc.ts";
import { findTool, type Programs, type Tool } from "../export/programs.ts";
import { exportWithQuarto } from "../export/quarto.ts";
import { writeWhole } from "../files.ts";
import { ask } from "../requests.ts";
import { activeManuscript } from "./insert-citation.ts";

/** Without another program, `biomanuscript` writes HTML. */
export type ExportProgram = "pandoc" | "quarto" | "biomanuscript";

/** What a caller may say beforehand; the writer is asked for the rest. */
export interface ExportManuscript {
  /** The manuscript; the active editor's without it. */
  readonly uri?: string;
  readonly format?: ExportFormat;
  /** What makes the export; the first that can without it. */
  readonly program?: ExportProgram;
  /** The file that is written, and replaced if it is there. */
  readonly file?: string;
  /** Cancels the export, as its progress does. */
  readonly token?: CancellationToken;
}

export interface ExportReport {
  /** The file that was written; `undefined` where the export failed or was cancelled. */
  readonly file: string | undefined;
  readonly findings: readonly ExportFinding[];
}

/** What an export takes of the editor. */
export interface Exporter {
  readonly client: BaseLanguageClient;
  /** `undefined` in the browser, where no program can be run. */
  readonly programs: Programs | undefined;
  readonly channel: OutputChannel;
  readonly diagnostics: DiagnosticCollection;
}

/** One line of the list of formats. */
type Choice = ProgramChoice | { readonly format: "html"; readonly program: "biomanuscript" };

interface ProgramChoice {
  readonly format: ExportFormat;
  readonly program: "pandoc" | "quarto";
  readonly tool: Tool;
}

const programTitles: Readonly<Record<ExportProgram, string>> = {
  pandoc: "Pandoc",
  quarto: "Quarto",
  biomanuscript: "BioManuscript, without another program",
};

/** Resolves to `undefined` where the writer chooses nothing. */
export async function exportManuscript(
  exporter: Exporter,
  given: ExportManuscript = {},
): Promise<ExportReport | undefined> {
  const document = given.uri ? await workspace.openTextDocument(Uri.parse(given.uri)) : activeManuscript().document;
  const choices = [...(await programChoices(document, exporter.programs)), ...ownChoices(document)];
  const choice = await choose(choices, given, exporter.programs !== undefined);
  if (!choice) return undefined;
  const file = given.file === undefined ? await askForFile(document, choice) : Uri.parse(given.file);
  if (!file) return undefined;
  exporter.diagnostics.delete(document.uri);
  if (choice.program === "biomanuscript") return makeOwn(exporter, document, file);
  const title = `Exporting ${nameOf(document.uri)} to ${formatInfo[choice.format].title} with ${titleOf(choice)}`;
  return window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    async (_, token) => {
      const aborter = new AbortController();
      const listeners = [token, given.token].map((it) => {
        if (it?.isCancellationRequested) aborter.abort();
        return it?.onCancellationRequested(() => aborter.abort());
      });
      try {
        return await make(exporter, document, choice, file, aborter.signal);
      } finally {
        for (const listener of listeners) listener?.dispose();
      }
    },
  );
}

async function programChoices(document: TextDocument, programs: Programs | undefined): Promise<ProgramChoice[]> {
  if (!programs || document.uri.scheme !== "file") return [];
  const settings = workspace.getConfiguration("biomanuscript", document);
  const find = (name: ProgramChoice["program"]) => findTool(programs, name, settings.get<string>(`${name}Path`) ?? "");
  const isForQuarto = /\.qmd$/i.test(document.uri.path);
  const [quarto, pandoc] = await Promise.all([isForQuarto ? find("quarto") : undefined, find("pandoc")]);
  const formats = Object.keys(formatInfo) as ExportFormat[];
  return [
    ...(quarto ? formats.map((format): ProgramChoice => ({ format, program: "quarto", tool: quarto })) : []),
    ...(pandoc ? formats.map((format): ProgramChoice => ({ format, program: "pandoc", tool: pandoc })) : []),
  ];
}

/** Our own rendering is of Markdown. */
function ownChoices({ uri, languageId }: TextDocument): Choice[] {
  const isMarkdown = /^(?:markdown|quarto|rmd)$/.test(languageId) || /\.(?:md|qmd|rmd)$/i.test(uri.path);
  return isMarkdown ? [{ format: "html", program: "biomanuscript" }] : [];
}

async function choose(
  choices: readonly Choice[],
  { format, program }: ExportManuscript,
  canRunPrograms: boolean,
): Promise<Choice | undefined> {
  const matching = choices.filter(
    (it) => (format === undefined || it.format === format) && (program === undefined || it.program === program),
  );
  const [first] = matching;
  const others = whatIsMissing(choices, canRunPrograms);
  if (!first) throw new Error(others);
  if (format !== undefined) return first;
  interface Pick extends QuickPickItem {
    readonly choice?: Choice;
  }
  const items = matching.flatMap((choice, place): Pick[] => {
    const { title, extension } = formatInfo[choice.format];
    const item = { choice, label: title, description: `.${extension} · ${titleOf(choice)}` };
    const isFirst = matching[place - 1]?.program !== choice.program;
    return isFirst && place > 0 ? [{ label: "", kind: QuickPickItemKind.Separator }, item] : [item];
  });
  const placeHolder = choices.some((it) => it.program !== "biomanuscript") ? "Which format?" : others;
  return (await window.showQuickPick(items, { title: "Export Manuscript", placeHolder, matchOnDescription: true }))
    ?.choice;
}

/** Why there aren't more choices. */
function whatIsMissing(choices: readonly Choice[], canRunPrograms: boolean): string {
  if (!canRunPrograms) return "Word, PDF and JATS need Pandoc or Quarto, which run only in the desktop VS Code.";
  if (choices.some(({ program }) => program !== "biomanuscript")) return "Quarto was not found, or can't export this.";
  return "Word, PDF and JATS need Pandoc: install it (pandoc.org), or name it in the setting biomanuscript.pandocPath.";
}

function titleOf(choice: Choice): string {
  const title = programTitles[choice.program];
  return choice.program === "biomanuscript" ? title : `${title} ${choice.tool.version}`.trim();
}

async function askForFile({ uri }: TextDocument, { format }: Choice): Promise<Uri | undefined> {
  const { title, extension } = formatInfo[format];
  const name = nameOf(uri).replace(/\.\w+$/, "");
  const defaultUri = Uri.joinPath(uri, "..", `${name}.${extension}`);
  return window.showSaveDialog({ title: "Export Manuscript", defaultUri, filters: { [title]: [extension] } });
}

async function makeOwn({ client, channel }: Exporter, document: TextDocument, file: Uri): Promise<ExportReport> {
  const uri = document.uri.toString();
  const text = document.getText();
  const facts = await ask(client, "biomanuscript/printedManuscript", { uri });
  if (!facts) throw new Error("Without Pandoc, only Markdown can be exported.");
  const html = manuscriptHtml({ text, facts, uri, target: file.toString() });
  await writeWhole(Uri.joinPath(file, ".."), nameOf(file), new TextEncoder().encode(html));
  tell(channel, file, true, []);
  return { file: file.toString(), findings: [] };
}

async function make(
  exporter: Exporter,
  document: TextDocument,
  choice: ProgramChoice,
  file: Uri,
  signal: AbortSignal,
): Promise<ExportReport> {
  const { client, programs, channel } = exporter;
  if (!programs) throw new Error(whatIsMissing([], false));
  const text = document.getText();
  const sources = await ask(client, "biomanuscript/exportSources", {
    uri: document.uri.toString(),
    format: choice.format,
  });
  try {
    const { content, said } = await run(programs, document, text, choice, sources, signal);
    const findings = [
      ...(content ? withoutFindings(sources) : []),
      ...exportFindings(said, content !== undefined, { text, citations: sources.citations }),
    ];
    publish(exporter, document, choice, findings);
    channel.replace(`${titleOf(choice)}: ${nameOf(document.uri)} to ${file.path}\n\n${said || "No remarks."}`);
    if (content) await writeWhole(Uri.joinPath(file, ".."), nameOf(file), content);
    tell(channel, file, content !== undefined, findings);
    return { file: content && file.toString(), findings };
  } catch (error) {
    if (!signal.aborted) throw error;
    return { file: undefined, findings: [] };
  }
}

function run(
  programs: Programs,
  document: TextDocument,
  text: string,
  { program, tool, format }: ProgramChoice,
  sources: ExportSources,
  signal: AbortSignal,
): Promise<Exported> {
  const folder = Uri.joinPath(document.uri, "..").fsPath;
  const otherFolders = (workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath).filter((it) => it !== folder);
  const wanted: ManuscriptExport = {
    format,
    text,
    folder,
    otherFolders,
    sources,
    bibliographies: givenBibliographies(sources),
  };
  return program === "pandoc"
    ? exportWithPandoc(programs, tool, wanted, { signal })
    : exportWithQuarto(programs, tool, { ...wanted, name: nameOf(document.uri), mark: markOf() }, { signal });
}

function markOf(): string {
  return crypto.randomUUID().slice(0, 8);
}

function withoutFindings({ bibliographies, missing }: ExportSources): ExportFinding[] {
  if (bibliographies.length === 0) return [];
  return missing.map(({ path, range }) => ({
    severity: "warning",
    message: `Exported without ${path}, which can’t be read.`,
    range,
  }));
}

/** None where the program finds all of them by itself, as they are. */
function givenBibliographies({ bibliographies, missing }: ExportSources): GivenBibliography[] {
  const unsaved = new Map(
    workspace.textDocuments.filter(({ isDirty }) => isDirty).map((it) => [it.uri.toString(), it.getText()]),
  );
  const given = bibliographies.map(({ uri, text }): GivenBibliography & { readonly isChanged: boolean } => {
    const edited = unsaved.get(Uri.parse(uri).toString());
    if (text !== null) return { text, extension: "json", isChanged: true };
    if (edited === undefined) return { path: Uri.parse(uri).fsPath, isChanged: false };
    const extension = /\.(json|ya?ml)$/i.exec(uri)?.[1]?.toLowerCase();
    return { text: edited, extension: extension === "json" ? "json" : extension ? "yaml" : "bib", isChanged: true };
  });
  const areFound =
    missing.length === 0 && bibliographies.every(({ isNamed }) => isNamed) && !given.some(({ isChanged }) => isChanged);
  return areFound ? [] : given;
}

function publish(
  { diagnostics }: Exporter,
  { uri }: TextDocument,
  { program }: Choice,
  findings: readonly ExportFinding[],
): void {
  diagnostics.set(
    uri,
    findings.map(({ severity, message, range: { start, end } }) => {
      const found = new Diagnostic(
        new Range(start.line, start.character, end.line, end.character),
        message,
        severity === "error" ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
      );
      found.source = programTitles[program];
      return found;
    }),
  );
}

/** Says how it went; the messages stay until they are read, and the command has ended. */
function tell(channel: OutputChannel, file: Uri, succeeded: boolean, findings: readonly ExportFinding[]): void {
  const warnings = findings.length === 1 ? "There is one remark." : `There are ${findings.length} remarks.`;
  const details = { "Show Remarks": () => void channel.show() };
  const openings = {
    Open: () => void env.openExternal(file),
    "Show in Folder": () => void commands.executeCommand("revealFileInOS", file),
  };
  const offer = (message: string, actions: Readonly<Record<string, () => void>>, isError: boolean) => {
    const show = isError ? window.showErrorMessage : window.showInformationMessage;
    void show(message, ...Object.keys(actions)).then((chosen) => chosen && actions[chosen]?.());
  };
  if (!succeeded) {
    const first = findings.find(({ severity }) => severity === "error");
    const where = first ? ` Line ${first.range.start.line + 1}: ${first.message}` : "";
    offer(`The export failed.${where}`, details, true);
  } else if (findings.length > 0) {
    offer(`Exported to ${nameOf(file)}. ${warnings}`, { ...openings, ...details }, false);
  } else {
    offer(`Exported to ${nameOf(file)}.`, openings, false);
  }
}

function nameOf({ path }: Uri): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
