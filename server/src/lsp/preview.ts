/** The request behind the preview. */
import type { Connection } from "vscode-languageserver";
import type { ReferenceStyle } from "../features/description.ts";
import { previewOf } from "../features/preview.ts";
import { type PreviewRequests, type RenderedManuscript, renderingChanged } from "../protocol.ts";
import type { Document, Span } from "../text/document.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { positionAt } from "./convert.ts";
import { documentAnswers } from "./document-answers.ts";
import { guarded } from "./guard.ts";
import type { Session } from "./session.ts";

type Request = PreviewRequests["biomanuscript/renderedManuscript"];

/** Returns what is to be called when anything has changed. */
export function answerPreviews(connection: Connection, current: () => Promise<Session>): () => void {
  const { on } = documentAnswers(current);
  let isAsked = false;
  connection.onRequest(
    "biomanuscript/renderedManuscript",
    guarded(connection, current, "preview", ({ uri }: Request["params"]) => {
      isAsked = true;
      return on(uri, async (snapshot, document, session): Promise<Request["result"]> => {
        return document.format === "markdown"
          ? renderedManuscript(snapshot, document, await session.style(document))
          : null;
      });
    }),
  );
  return () => {
    // A client that has gone needs no news.
    if (isAsked) connection.sendNotification(renderingChanged).catch(() => undefined);
  };
}

export function renderedManuscript(
  snapshot: Snapshot,
  document: Document,
  style: ReferenceStyle,
  render = previewOf,
): RenderedManuscript {
  const { citations, terms, ...rest } = render(snapshot, document, style);
  const placed = <Item extends { readonly span: Span }>({ span, ...item }: Item) => {
    return { ...item, line: positionAt(document, span.start).line, text: document.text.slice(span.start, span.end) };
  };
  return { ...rest, citations: citations.map(placed), terms: terms.map(placed) };
}
