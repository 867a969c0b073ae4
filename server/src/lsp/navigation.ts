/** The requests that lead from a symbol to its other places, and show where symbols are. */
import {
  type Connection,
  LSPErrorCodes,
  type Location as ProtocolLocation,
  ResponseError,
  SemanticTokensBuilder,
  SymbolKind,
} from "vscode-languageserver";
import { searchEntries } from "../features/bibliography-outline.ts";
import { type Definition, definitionsAt } from "../features/definition.ts";
import { searchConcepts } from "../features/outline.ts";
import { highlightsAt, referencesAt } from "../features/references.ts";
import { renameAt, renameRangeAt } from "../features/rename.ts";
import { semanticTokens } from "../features/semantic-tokens.ts";
import { termPageUri } from "../protocol.ts";
import { termKinds } from "../terms/model.ts";
import { declarationIn } from "../terms/vocabulary.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { offsetAt, positionAt, rangeIn, rangeOf, toLocation, toWorkspaceEdit } from "./convert.ts";
import { documentAnswers } from "./document-answers.ts";
import { guarded } from "./guard.ts";
import type { Session } from "./session.ts";

/** Token types in the protocol's legend, by kind: `cellType` and so on; `package.json` gives them names and colours. */
export const tokenTypes = termKinds.map((kind) => kind.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()));

const symbolLimit = 200;

export function answerNavigation(connection: Connection, current: () => Promise<Session>): void {
  const { on, onAll } = documentAnswers(current);

  connection.onDefinition(
    guarded(connection, current, "definition", ({ textDocument, position }) =>
      on(textDocument.uri, async (snapshot, document, session) => {
        const found = definitionsAt(snapshot, document, offsetAt(document, position));
        return (await Promise.all(found.map((it) => toDefinition(session, snapshot, it)))).flat();
      }),
    ),
  );

  connection.onReferences(
    guarded(connection, current, "references", ({ textDocument, position, context }) =>
      onAll(textDocument.uri, (snapshot, document) =>
        referencesAt(snapshot, document, offsetAt(document, position), context.includeDeclaration).flatMap((it) =>
          toLocation(snapshot, it),
        ),
      ),
    ),
  );

  connection.onDocumentHighlight(
    guarded(connection, current, "highlights", ({ textDocument, position }) =>
      on(textDocument.uri, (snapshot, document) =>
        highlightsAt(snapshot, document, offsetAt(document, position)).map((span) => ({
          range: rangeOf(document, span),
        })),
      ),
    ),
  );

  connection.onPrepareRename(
    guarded(connection, current, "rename", ({ textDocument, position }) =>
      on(textDocument.uri, (snapshot, document) => {
        const span = renameRangeAt(snapshot, document, offsetAt(document, position));
        return span ? rangeOf(document, span) : null;
      }),
    ),
  );

  connection.onRenameRequest(
    guarded(connection, current, "rename", ({ textDocument, position, newName }) =>
      onAll(textDocument.uri, (snapshot, document) => {
        const edit = renameAt(snapshot, document, offsetAt(document, position), newName);
        // Editors show a request's error as it is.
        if (edit && "refused" in edit) throw new ResponseError(LSPErrorCodes.RequestFailed, edit.refused);
        return edit ? toWorkspaceEdit(snapshot, edit) : null;
      }),
    ),
  );

  connection.onWorkspaceSymbol(
    guarded(connection, current, "workspace symbols", async ({ query }) => {
      const snapshot = await (await current()).readManuscripts();
      const concepts = searchConcepts(snapshot, query, symbolLimit).map(({ term, location }) => {
        return { name: term.label, kind: SymbolKind.Class, location };
      });
      const entries = searchEntries(snapshot, query, symbolLimit).map(({ name, location }) => {
        return { name, kind: SymbolKind.Constant, location };
      });
      return [...concepts, ...entries].flatMap((found) =>
        toLocation(snapshot, found.location).map((location) => ({ ...found, location })),
      );
    }),
  );

  connection.languages.semanticTokens.on(
    guarded(connection, current, "semantic tokens", async ({ textDocument }) => {
      const builder = new SemanticTokensBuilder();
      await on(textDocument.uri, (snapshot, document) => {
        for (const { span, kind } of semanticTokens(snapshot, document)) {
          const { line, character } = positionAt(document, span.start);
          builder.push(line, character, span.end - span.start, termKinds.indexOf(kind), 0);
        }
      });
      return builder.build();
    }),
  );
}

/** Only now is the file of a term read. Without it there is the term's page, a document that the client serves. */
async function toDefinition(session: Session, snapshot: Snapshot, definition: Definition): Promise<ProtocolLocation[]> {
  if (definition.kind === "entry") return toLocation(snapshot, definition.location);
  const { id, label } = definition;
  const text = definition.kind === "term" ? await session.textOf(definition.uri).catch(() => undefined) : undefined;
  if (definition.kind === "page" || text === undefined) {
    return [{ uri: termPageUri(id, label), range: rangeIn("", { start: 0, end: 0 }) }];
  }
  const start = declarationIn(text, id);
  return [{ uri: definition.uri, range: rangeIn(text, { start, end: start + id.length }) }];
}
