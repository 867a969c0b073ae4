/** The request behind the preview. */
import type { Connection } from "vscode-languageserver";
import { previewOf } from "../features/preview.ts";
import type { PreviewRequests } from "../protocol.ts";
import { positionAt } from "./convert.ts";
import { documentAnswers } from "./document-answers.ts";
import { guarded } from "./guard.ts";
import type { Session } from "./session.ts";

type Request = PreviewRequests["biomanuscript/renderedManuscript"];

export function answerPreviews(connection: Connection, current: () => Promise<Session>): void {
  const { on } = documentAnswers(current);
  connection.onRequest(
    "biomanuscript/renderedManuscript",
    guarded(connection, current, "preview", ({ uri }: Request["params"]) =>
      on(uri, async (snapshot, document, session): Promise<Request["result"]> => {
        if (document.format !== "markdown") return null;
        const { citations, terms, ...rest } = previewOf(snapshot, document, await session.style());
        const placed = <Item extends { readonly span: { readonly start: number; readonly end: number } }>({
          span,
          ...item
        }: Item) => ({
          ...item,
          line: positionAt(document, span.start).line,
          text: document.text.slice(span.start, span.end),
        });
        return { ...rest, citations: citations.map(placed), terms: terms.map(placed) };
      }),
    ),
  );
}
