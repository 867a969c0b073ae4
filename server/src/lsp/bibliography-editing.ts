/** The requests that lay out bibliographies: folding and formatting. */
import {
  type Connection,
  DocumentFormattingRequest,
  DocumentRangeFormattingRequest,
  FoldingRangeKind,
  type FormattingOptions,
  type InitializeParams,
  type FoldingRange as ProtocolFold,
  type ServerCapabilities,
  type TextEdit,
} from "vscode-languageserver";
import { formatBibliography } from "../features/bibliography-layout.ts";
import { foldsIn } from "../features/folding.ts";
import type { Document, Span } from "../text/document.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { offsetAt, positionAt, rangeOf } from "./convert.ts";
import { documentAnswers } from "./document-answers.ts";
import { guarded } from "./guard.ts";
import type { Session } from "./session.ts";

export function answerBibliographyEditing(connection: Connection, current: () => Promise<Session>): void {
  const { on } = documentAnswers(current);

  connection.onFoldingRanges(
    guarded(connection, current, "folding", ({ textDocument }) =>
      on(textDocument.uri, (_, document) => {
        const folds = foldsIn(document);
        return folds ? folds.flatMap(({ span, isComment }) => toFold(document, span, isComment)) : null;
      }),
    ),
  );

  connection.onDocumentFormatting(
    guarded(connection, current, "formatting", ({ textDocument, options }) =>
      on(textDocument.uri, (snapshot, document) =>
        textEdits(snapshot, document, { start: 0, end: document.text.length }, options),
      ),
    ),
  );

  connection.onDocumentRangeFormatting(
    guarded(connection, current, "formatting", ({ textDocument, range, options }) =>
      on(textDocument.uri, (snapshot, document) => {
        const span = { start: offsetAt(document, range.start), end: offsetAt(document, range.end) };
        return textEdits(snapshot, document, span, options);
      }),
    ),
  );
}

/**
 * Offers formatting for .bib files alone where the client lets us choose: an editor would otherwise ask with each
 * manuscript which of its formatters to use. Other clients are told at once.
 */
export function offerFormatting(
  connection: Connection,
  initialized: Promise<void>,
  { capabilities: { textDocument } }: InitializeParams,
): ServerCapabilities {
  if (!textDocument?.formatting?.dynamicRegistration || !textDocument.rangeFormatting?.dynamicRegistration)
    return { documentFormattingProvider: true, documentRangeFormattingProvider: true };
  const documentSelector = [{ language: "bibtex" }, { language: "biblatex" }, { pattern: "**/*.bib" }];
  initialized
    .then(() => connection.client.register(DocumentFormattingRequest.type, { documentSelector }))
    .then(() => connection.client.register(DocumentRangeFormattingRequest.type, { documentSelector }))
    .catch((error: unknown) => connection.console.error(`formatting: ${String(error)}`));
  return {};
}

function textEdits(
  snapshot: Snapshot,
  document: Document,
  range: Span,
  { insertSpaces, tabSize }: FormattingOptions,
): TextEdit[] | null {
  if (document.format !== "bibtex") return null;
  const indent = insertSpaces ? " ".repeat(tabSize) : "\t";
  return formatBibliography(snapshot, document, range, indent).map(({ span, newText }) => ({
    range: rangeOf(document, span),
    newText,
  }));
}

/** Nothing where all stands on one line. */
function toFold(document: Document, { start, end }: Span, isComment: boolean): ProtocolFold[] {
  const startLine = positionAt(document, start).line;
  const endLine = positionAt(document, end).line;
  if (endLine === startLine) return [];
  return [{ startLine, endLine, ...(isComment && { kind: FoldingRangeKind.Comment }) }];
}
