/** The Language Server Protocol's requests, each one line from position to answer. */
import { type CodeAction, CodeActionKind, type Connection, type InitializeParams } from "vscode-languageserver";
import { findingsOf } from "../checks/all.ts";
import { silencingFixes } from "../checks/silence.ts";
import { type CompletionSubject, completionsAt, describeCompletion } from "../features/completion.ts";
import { hoverAt } from "../features/hover.ts";
import { keyToImport } from "../features/key-to-import.ts";
import { type ImportReferences, type InitializationOptions, importReferencesCommand } from "../protocol.ts";
import { isManuscript } from "../syntax/manuscript.ts";
import { offsetAt, rangeOf, toCodeAction, toCompletionItem, toDiagnostic, toMarkup } from "./convert.ts";
import { documentAnswers } from "./document-answers.ts";
import { guarded } from "./guard.ts";
import type { Session } from "./session.ts";

export function answerFeatures(
  connection: Connection,
  current: () => Promise<Session>,
  { capabilities, initializationOptions }: InitializeParams,
): void {
  const { on } = documentAnswers(current);
  const importsReferences = (initializationOptions as InitializationOptions | undefined)?.importsReferences === true;
  const takesSnippets = capabilities.textDocument?.completion?.completionItem?.snippetSupport ?? false;

  connection.onCompletion(
    guarded(connection, current, "completion", ({ textDocument, position }) =>
      on(textDocument.uri, (snapshot, document) => {
        const offset = offsetAt(document, position);
        const found = completionsAt(snapshot, document, offset);
        const items = found.map((completion, rank) =>
          toCompletionItem(document, offset, completion, rank, takesSnippets),
        );
        return { isIncomplete: true, items };
      }),
    ),
  );

  connection.onCompletionResolve(
    guarded(connection, current, "completion details", async (item) => {
      if (item.data === undefined) return item;
      const session = await current();
      const subject = item.data as CompletionSubject;
      const manuscript = subject.kind === "reference" ? session.snapshot().documents.get(subject.uri) : undefined;
      const described = describeCompletion(session.snapshot(), subject, await session.style(manuscript));
      return described ? { ...item, documentation: toMarkup([described]) } : item;
    }),
  );

  connection.onHover(
    guarded(connection, current, "hover", ({ textDocument, position }) =>
      on(textDocument.uri, async (snapshot, document, session) => {
        // An entry's hover counts its citations in all manuscripts.
        const all = isManuscript(document) ? snapshot : await session.readManuscripts();
        const hover = hoverAt(all, document, offsetAt(document, position), await session.style(document));
        return hover ? { contents: toMarkup(hover.descriptions), range: rangeOf(document, hover.span) } : null;
      }),
    ),
  );

  connection.onCodeAction(
    guarded(connection, current, "code actions", ({ textDocument, range }) =>
      on(textDocument.uri, (snapshot, document) => {
        const start = offsetAt(document, range.start);
        const end = offsetAt(document, range.end);
        const imported = importsReferences ? keyToImport(snapshot, document, { start, end }) : undefined;
        const fixes = findingsOf(snapshot, document)
          .filter(({ span }) => span.start <= end && start <= span.end)
          .flatMap((finding) =>
            [...finding.fixes(), ...silencingFixes(document, finding.code, finding.span)].map((fix) =>
              toCodeAction(snapshot, toDiagnostic(snapshot, document, finding), fix),
            ),
          );
        return imported === undefined ? fixes : [...fixes, importAction(document.uri, imported)];
      }),
    ),
  );
}

/** Looks the work up over the network, so it is a command and no edit. */
function importAction(uri: string, key: string): CodeAction {
  const title = `Import “${key}” into the bibliography`;
  const given: ImportReferences = { uri, text: key, citedAs: key };
  return {
    title,
    kind: CodeActionKind.QuickFix,
    command: { title, command: importReferencesCommand, arguments: [given] },
  };
}
