/** The requests about bibliographies as files: links, outline, code lenses. Manuscripts have links and outlines too. */
import {
  type CodeLens,
  CodeLensRefreshRequest,
  type Connection,
  type DocumentSymbol,
  type InitializeParams,
  type DocumentLink as ProtocolLink,
  SymbolKind,
} from "vscode-languageserver";
import { type BibliographyOutline, outlineOfBibliography } from "../features/bibliography-outline.ts";
import { citationLenses, citationsOfEntry } from "../features/citation-lenses.ts";
import { linksIn } from "../features/document-links.ts";
import { type OutlinedKind, outlineOf } from "../features/outline.ts";
import { type CitationsCommand, showCitationsCommand } from "../protocol.ts";
import { isManuscript } from "../syntax/manuscript.ts";
import type { Document } from "../text/document.ts";
import { isBibliographyInUse, usedKeysIn } from "../workspace/keys.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { rangeOf, toLocation } from "./convert.ts";
import { documentAnswers } from "./document-answers.ts";
import { guarded } from "./guard.ts";
import type { Session } from "./session.ts";

/** What a lens remembers until it is looked at. */
interface LensData {
  readonly uri: string;
  readonly key: string;
}

/** What a link remembers until it is followed. */
interface LinkData {
  readonly uri: string;
  readonly start: number;
}

/** Up to here links are sent with their addresses, for clients that can't ask for them one by one. */
const mostResolvedLinks = 2_000;

export function answerBibliographies(connection: Connection, current: () => Promise<Session>): void {
  const { on } = documentAnswers(current);

  /** `null` for a document that is neither manuscript nor bibliography, such as any other JSON file. */
  const onEither = <Answer>(
    uri: string,
    ofManuscript: (snapshot: Snapshot, document: Document) => Answer,
    ofBibliography: (snapshot: Snapshot, document: Document) => Answer,
  ): Promise<Answer | null> =>
    on(uri, async (snapshot, document, session) => {
      if (isManuscript(document)) return ofManuscript(snapshot, document);
      const all = await session.readManuscripts();
      return isBibliographyInUse(all, document) ? ofBibliography(all, document) : null;
    });

  connection.onDocumentLinks(
    guarded(connection, current, "document links", ({ textDocument }) => {
      const links = (_: Snapshot, document: Document) => {
        const found = linksIn(document);
        const isLong = found.length > mostResolvedLinks;
        return found.map((link): ProtocolLink => {
          const data: LinkData = { uri: document.uri, start: link.span.start };
          return { range: rangeOf(document, link.span), ...(isLong ? { data } : { target: link.url }) };
        });
      };
      return onEither(textDocument.uri, links, links);
    }),
  );

  connection.onDocumentLinkResolve(
    guarded(connection, current, "document link", async (link) => {
      const { uri, start } = link.data as LinkData;
      const document = (await current()).snapshot().documents.get(uri);
      const found = document && linksIn(document).find(({ span }) => span.start === start);
      return found ? { ...link, target: found.url } : link;
    }),
  );

  connection.onDocumentSymbol(
    guarded(connection, current, "outline", ({ textDocument }) =>
      onEither(
        textDocument.uri,
        (snapshot, document) => outlineOf(snapshot, document).flatMap((it) => kindSymbols(document, it)),
        (_, document) => bibliographySymbols(document, outlineOfBibliography(document)),
      ),
    ),
  );

  connection.onCodeLens(
    guarded(connection, current, "code lenses", ({ textDocument }) =>
      onEither<CodeLens[]>(
        textDocument.uri,
        () => [],
        (snapshot, document) =>
          citationLenses(snapshot, document).map(({ key, span }) => {
            const data: LensData = { uri: document.uri, key };
            return { range: rangeOf(document, span), data };
          }),
      ),
    ),
  );

  connection.onCodeLensResolve(
    guarded(connection, current, "code lens", async (lens) => {
      const { uri, key } = lens.data as LensData;
      const snapshot = await (await current()).readManuscripts();
      const document = snapshot.documents.get(uri);
      const { title, locations } = document ? citationsOfEntry(snapshot, document, key) : { title: "", locations: [] };
      const places = locations.flatMap((it) => toLocation(snapshot, it));
      const shown: CitationsCommand = [uri, lens.range.start, places];
      // Without a command the title is shown as plain text.
      return { ...lens, command: { title, command: places.length > 0 ? showCitationsCommand : "", arguments: shown } };
    }),
  );
}

/**
 * Returns what is to be called after every change: asks the client to count anew once the citations of an open manuscript
 * are others than before.
 */
export function createLensRefresh(
  connection: Connection,
  current: () => Promise<Session>,
  { capabilities }: InitializeParams,
): () => void {
  if (!capabilities.workspace?.codeLens?.refreshSupport) return () => undefined;
  let before = "";
  return async () => {
    const now = JSON.stringify(
      (await current())
        .openDocuments()
        .filter(isManuscript)
        .map((it) => [it.uri, usedKeysIn(it).map(({ key }) => key)]),
    );
    if (now === before) return;
    before = now;
    connection
      .sendRequest(CodeLensRefreshRequest.type)
      .catch((error: unknown) => connection.console.error(`code lenses: ${String(error)}`));
  };
}

/**
 * A kind as a group over the concepts that are of it. Its range is that of its first concept, not of all: an editor that
 * keeps the heads of wide ranges in view would show it in place of the manuscript's own headings.
 */
function kindSymbols(document: Document, { kind, concepts }: OutlinedKind): DocumentSymbol[] {
  const children = concepts.map(({ term, span, count }): DocumentSymbol => {
    const range = rangeOf(document, span);
    return { name: term.label, detail: `${count}×`, kind: SymbolKind.Constant, range, selectionRange: range };
  });
  return group(`${kind.replace("-", " ")} (${children.length})`, SymbolKind.Class, children);
}

function bibliographySymbols(document: Document, { strings, entries }: BibliographyOutline): DocumentSymbol[] {
  const names = strings.map(({ key, span }): DocumentSymbol => {
    const range = rangeOf(document, span);
    return { name: key, kind: SymbolKind.String, range, selectionRange: range };
  });
  const works = entries.map(({ key, keySpan, span, detail }): DocumentSymbol => {
    const range = rangeOf(document, span);
    return { name: key, detail, kind: SymbolKind.Constant, range, selectionRange: rangeOf(document, keySpan) };
  });
  return [...group(`@string (${names.length})`, SymbolKind.Namespace, names), ...works];
}

function group(name: string, kind: SymbolKind, children: DocumentSymbol[]): DocumentSymbol[] {
  const [first] = children;
  return first ? [{ name, kind, range: first.range, selectionRange: first.range, children }] : [];
}
