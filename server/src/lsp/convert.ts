/** The only place where offsets meet the protocol's positions, and plain descriptions its Markdown. */
import {
  type CodeAction,
  CodeActionKind,
  type CompletionItem,
  CompletionItemKind,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  InsertTextFormat,
  InsertTextMode,
  type MarkupContent,
  MarkupKind,
  type Position,
  type Location as ProtocolLocation,
  type Range,
  type WorkspaceEdit,
} from "vscode-languageserver";
import type { Finding } from "../checks/all.ts";
import type { Fix } from "../checks/check.ts";
import type { Block } from "../features/blocks.ts";
import type { Completion } from "../features/completion.ts";
import type { Description } from "../features/description.ts";
import type { Edits } from "../protocol.ts";
import { toMarkdown } from "../styles/formatter.ts";
import type { SourceProblem } from "../terms/sources/source-file.ts";
import { type Change, type Document, editedTextOf, type Span } from "../text/document.ts";
import { lastNotAfter } from "../text/sorted.ts";
import type { Edit } from "../workspace/edit.ts";
import type { Location } from "../workspace/occurrences.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

const lineStarts = new WeakMap<Document, Int32Array>();

/** The offset at which each line starts. */
function linesOf(document: Document): Int32Array {
  const known = lineStarts.get(document);
  if (known) return known;
  const starts = new Int32Array([0].concat(lineStartsIn(document.text)));
  lineStarts.set(document, starts);
  return starts;
}

function lineStartsIn(text: string): number[] {
  const starts: number[] = [];
  if (text.includes("\r")) for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
  else for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** Lets a new version of a document start from the lines of the one before: large files have hundreds of thousands. */
export function inheritLines(previous: Document, next: Document, { start, end, replaced }: Change): void {
  const lines = lineStarts.get(previous);
  const inserted = editedTextOf(next).slice(start, end);
  const around = editedTextOf(previous).slice(Math.max(0, start - 1), start + replaced + 1);
  // A carriage return may join a line feed across the edges of the change, or leave one.
  if (!lines || inserted.includes("\r") || around.includes("\r")) return;
  const added = lineStartsIn(inserted);
  const first = lastNotAfter(lines, start) + 1;
  const last = lastNotAfter(lines, start + replaced) + 1;
  const moved = lines.subarray(last);
  const starts = new Int32Array(first + added.length + moved.length);
  starts.set(lines.subarray(0, first));
  for (const [number, at] of added.entries()) starts[first + number] = start + at;
  for (let number = 0; number < moved.length; number++)
    starts[first + added.length + number] = (moved[number] ?? 0) + end - start - replaced;
  lineStarts.set(next, starts);
}

/** A position beyond its line's or the file's end is taken as that end. */
export function offsetAt(document: Document, { line, character }: Position): number {
  const lines = linesOf(document);
  const start = lines[line];
  if (start === undefined) return document.text.length;
  const end = lines[line + 1] ?? document.text.length;
  return Math.min(start + character, end);
}

export function positionAt(document: Document, offset: number): Position {
  const lines = linesOf(document);
  const line = lastNotAfter(lines, offset);
  return { line, character: offset - (lines[line] ?? 0) };
}

export function rangeOf(document: Document, { start, end }: Span): Range {
  return { start: positionAt(document, start), end: positionAt(document, end) };
}

/** No place where the file is no longer known. */
export function toLocation(snapshot: Snapshot, { uri, span }: Location): ProtocolLocation[] {
  const document = snapshot.documents.get(uri);
  return document ? [{ uri, range: rangeOf(document, span) }] : [];
}

/** The range of a span in a text that is no document of the workspace. */
export function rangeIn(text: string, { start, end }: Span): Range {
  const place = (offset: number): Position => {
    const lines = text.slice(0, offset).split("\n");
    return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  };
  return { start: place(start), end: place(end) };
}

const emptyRange: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** The client's own requests take edits in this form; files that are created have no text yet. */
export function toEdits(snapshot: Snapshot, { create, edits }: Edit): Edits {
  const changes: Record<string, { range: Range; newText: string }[]> = {};
  for (const { uri, span, newText } of edits) {
    const document = snapshot.documents.get(uri);
    const range = document ? rangeOf(document, span) : emptyRange;
    changes[uri] ??= [];
    changes[uri].push({ range, newText });
  }
  return { create, changes };
}

export function toWorkspaceEdit(snapshot: Snapshot, edit: Edit): WorkspaceEdit {
  const { create, changes } = toEdits(snapshot, edit);
  return {
    documentChanges: [
      ...create.map((uri) => ({ kind: "create" as const, uri, options: { ignoreIfExists: true } })),
      ...Object.entries(changes).map(([uri, edits]) => ({
        textDocument: { uri, version: null },
        edits: edits.map(({ range, newText }) => ({ range, newText })),
      })),
    ],
  };
}

const itemKinds: Readonly<Record<Completion["kind"], CompletionItemKind>> = {
  "cell-type": CompletionItemKind.Class,
  pathway: CompletionItemKind.Interface,
  molecule: CompletionItemKind.Field,
  process: CompletionItemKind.Event,
  disease: CompletionItemKind.Enum,
  therapy: CompletionItemKind.Unit,
  anatomy: CompletionItemKind.Module,
  method: CompletionItemKind.Method,
  organism: CompletionItemKind.Struct,
  reference: CompletionItemKind.Reference,
  "entry-type": CompletionItemKind.Class,
  field: CompletionItemKind.Property,
  string: CompletionItemKind.Constant,
  journal: CompletionItemKind.Text,
  value: CompletionItemKind.EnumMember,
};

const notTerms: ReadonlySet<Completion["kind"]> = new Set([
  "reference",
  "entry-type",
  "field",
  "string",
  "journal",
  "value",
]);

/**
 * `offset` is the cursor. Editors filter again by what was typed, so every item takes just that as its filter text: the
 * server has already chosen, by words that need not stand in the label.
 */
export function toCompletionItem(
  document: Document,
  offset: number,
  completion: Completion,
  rank: number,
  takesSnippets: boolean,
): CompletionItem {
  const { kind, label, detail, replace, insert, snippet, subject } = completion;
  const isSnippet = takesSnippets && snippet !== undefined;
  const labelDetails = notTerms.has(kind)
    ? { description: detail }
    : { ...(detail && { detail: ` (${detail})` }), description: kind.replace("-", " ") };
  return {
    label,
    labelDetails,
    kind: itemKinds[kind],
    sortText: String(rank).padStart(4, "0"),
    filterText: document.text.slice(replace.start, offset),
    textEdit: { range: rangeOf(document, replace), newText: isSnippet ? snippet : insert },
    ...(isSnippet && {
      insertTextFormat: InsertTextFormat.Snippet,
      insertTextMode: InsertTextMode.adjustIndentation,
    }),
    ...(subject && { data: subject }),
  };
}

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

export function toDiagnostic(snapshot: Snapshot, document: Document, finding: Finding): Diagnostic {
  const { span, code, level, message, related = [], link, unnecessary } = finding;
  const relatedInformation = related.flatMap(({ location: { uri, span: place }, message: about }) => {
    const other = snapshot.documents.get(uri);
    return other ? [{ location: { uri, range: rangeOf(other, place) }, message: about }] : [];
  });
  return {
    range: rangeOf(document, span),
    severity: severities[level],
    source: "BioManuscript",
    code,
    message,
    ...(link !== undefined && { codeDescription: { href: link } }),
    ...(relatedInformation.length > 0 && { relatedInformation }),
    ...(unnecessary && { tags: [DiagnosticTag.Unnecessary] }),
  };
}

/** A fault of a glossary covers its line. */
export function toGlossaryDiagnostic(document: Document, { line, message }: SourceProblem): Diagnostic {
  const start = offsetAt(document, { line: line - 1, character: 0 });
  const end = document.text.indexOf("\n", start);
  const range = rangeOf(document, { start, end: end === -1 ? document.text.length : end });
  return { range, severity: DiagnosticSeverity.Error, source: "BioManuscript", code: "glossary", message };
}

export function toCodeAction(snapshot: Snapshot, diagnostic: Diagnostic, { title, edit, preferred }: Fix): CodeAction {
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    isPreferred: preferred,
    edit: toWorkspaceEdit(snapshot, edit),
  };
}

/** Descriptions one below the other, a rule between them. */
export function toMarkup(descriptions: readonly Description[]): MarkupContent {
  return { kind: MarkupKind.Markdown, value: descriptions.map(toMarkdownText).join("\n\n---\n\n") };
}

export function toMarkdownText(description: Description): string {
  return description.map(blockOf).join("\n\n");
}

function blockOf(block: Block): string {
  if (block.kind === "paragraph") return toMarkdown(block.content, "commonmark");
  const items = block.items.map((item) => `- ${toMarkdown(item, "commonmark")}`);
  return [`*${block.heading}*`, "", ...items].join("\n");
}
