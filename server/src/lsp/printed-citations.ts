/** Citations as they print: hints behind them, and the requests of the commands that write them out. */
import { type Connection, type InitializeParams, type InlayHint, InlayHintRefreshRequest } from "vscode-languageserver";
import { updateBibliography } from "../features/bibliography-section.ts";
import { citationHints, describeHint } from "../features/citation-hints.ts";
import {
  formattedCitation,
  formattedSelection,
  isPrintedFormat,
  type PrintedFormat,
  printedAs,
} from "../features/formatted-citation.ts";
import type { PrintedRequests } from "../protocol.ts";
import { isManuscript } from "../syntax/manuscript.ts";
import type { Document } from "../text/document.ts";
import { type Answers, answerRequests } from "./answers.ts";
import { manuscriptOf, refusal } from "./commands.ts";
import { offsetAt, positionAt, toEdits, toMarkup } from "./convert.ts";
import { documentAnswers } from "./document-answers.ts";
import { guarded } from "./guard.ts";
import type { Session } from "./session.ts";

/** What a hint remembers until it is looked at. */
interface HintData {
  readonly uri: string;
}

const answers: Answers<PrintedRequests> = {
  "biomanuscript/updateBibliography": async (session, { uri }) => {
    const { snapshot, document } = await manuscriptOf(session, uri);
    if (!isManuscript(document)) throw refusal("Open a manuscript first: its bibliography is written.");
    const updated = updateBibliography(snapshot, document, await session.style(document));
    if ("refused" in updated) throw refusal(updated.refused);
    return { edits: toEdits(snapshot, updated.edit), references: updated.references };
  },
  "biomanuscript/formatCitation": async (session, { uri, position, keys, format }) => {
    const { snapshot, document } = await manuscriptOf(session, uri);
    const style = await session.style(document);
    const content = formattedCitation(snapshot, document, offsetAt(document, position), keys, style);
    if (content.length === 0) throw refusal("None of these references can be found.");
    return printedAs(content, formatOf(format));
  },
  "biomanuscript/formatSelection": async (session, { uri, range, format }) => {
    const { snapshot, document } = await manuscriptOf(session, uri);
    const selection = { start: offsetAt(document, range.start), end: offsetAt(document, range.end) };
    const content = formattedSelection(snapshot, document, selection, await session.style(document));
    if (!content)
      throw refusal(
        "There is no citation here that any bibliography has. Put the cursor into one, or select text that cites.",
      );
    return printedAs(content, formatOf(format));
  },
};

export function answerPrinted(connection: Connection, current: () => Promise<Session>): void {
  const { on } = documentAnswers(current);
  answerRequests(connection, current, answers);

  connection.languages.inlayHint.on(
    guarded(connection, current, "citation hints", ({ textDocument, range }) =>
      on(textDocument.uri, async (snapshot, document, session) => {
        if (!snapshot.settings.citationHints || !isManuscript(document)) return [];
        const shown = { start: offsetAt(document, range.start), end: offsetAt(document, range.end) };
        const data: HintData = { uri: document.uri };
        return citationHints(snapshot, document, shown, await session.style(document)).map(
          ({ offset, text }): InlayHint => ({
            position: positionAt(document, offset),
            label: text,
            paddingLeft: true,
            data,
          }),
        );
      }),
    ),
  );

  connection.languages.inlayHint.resolve(
    guarded(connection, current, "citation hint", async (hint) => {
      const session = await current();
      const snapshot = session.snapshot();
      const document = snapshot.documents.get((hint.data as HintData).uri);
      if (!document) return hint;
      const described = describeHint(
        snapshot,
        document,
        offsetAt(document, hint.position),
        await session.style(document),
      );
      return described ? { ...hint, tooltip: toMarkup([described]) } : hint;
    }),
  );
}

function formatOf(format: string): PrintedFormat {
  if (!isPrintedFormat(format)) throw refusal(`“${format}” is no format that citations can be written in.`);
  return format;
}

/**
 * Returns what is to be called after every change: asks the client for its hints anew once those of a manuscript are others
 * than before though its own text is the same. The hints of a text that was edited the client asks for by itself.
 */
export function createHintRefresh(
  connection: Connection,
  current: () => Promise<Session>,
  { capabilities }: InitializeParams,
): () => void {
  if (!capabilities.workspace?.inlayHint?.refreshSupport) return () => undefined;
  let before = new Map<Document, string>();
  let wereShown = false;
  const failed = (error: unknown): void => connection.console.error(`citation hints: ${String(error)}`);
  const compare = async (): Promise<void> => {
    const session = await current();
    const { settings } = session.snapshot();
    const now = settings.citationHints ? await hintsOf(session) : new Map<Document, string>();
    const isOld = [...now].some(([document, hints]) => (before.get(document) ?? hints) !== hints);
    const isToggled = wereShown !== settings.citationHints;
    before = now;
    wereShown = settings.citationHints;
    if (isOld || isToggled) await connection.sendRequest(InlayHintRefreshRequest.type);
  };
  return () => void compare().catch(failed);
}

/** The hints of each open manuscript as one text. */
async function hintsOf(session: Session): Promise<Map<Document, string>> {
  const hints = new Map<Document, string>();
  for (const { uri } of session.openDocuments().filter(isManuscript)) {
    const { snapshot, document } = await session.ready(uri);
    if (!document) continue;
    const style = await session.style(document);
    const all = citationHints(snapshot, document, { start: 0, end: document.text.length }, style);
    hints.set(document, all.map(({ text }) => text).join("\n"));
  }
  return hints;
}
