/** The requests behind Export Manuscript. */
import type { Connection } from "vscode-languageserver";
import { exportSources } from "../features/export-sources.ts";
import { printOf } from "../features/preview.ts";
import type { ExportRequests } from "../protocol.ts";
import { isManuscript } from "../syntax/manuscript.ts";
import type { Document } from "../text/document.ts";
import { canonicalUri } from "../text/uri.ts";
import { citationStyleOf } from "../workspace/citation-style.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { type Answers, answerRequests } from "./answers.ts";
import { refusal } from "./commands.ts";
import { rangeOf } from "./convert.ts";
import { renderedManuscript } from "./preview.ts";
import type { Session } from "./session.ts";

const answers: Answers<ExportRequests> = {
  "biomanuscript/exportSources": async (session, { uri, format }) => {
    const { snapshot, document } = await manuscriptOf(session, uri);
    const { bibliographies, missing, citations, options } = exportSources(snapshot, document, format);
    const { formatter, style } = await session.style(document);
    // A style that is named but not to be found here is left to Pandoc, which may find it or tells that it can't.
    const isFound = citationStyleOf(snapshot, document).fault === undefined;
    return {
      syntax: document.format === "latex" || document.format === "typst" ? document.format : "markdown",
      bibliographies: bibliographies.map((it) => ({
        uri: it.document.uri,
        isNamed: it.isNamed,
        text: it.text ?? null,
      })),
      missing: missing.map(({ path, span }) => ({ path, range: rangeOf(document, span) })),
      style: isFound ? formatter.source(style) : null,
      arguments: options.arguments,
      pdfEngine: options.pdfEngine ?? null,
      citations: citations.map(({ key, span }) => ({ key, range: rangeOf(document, span) })),
    };
  },
  "biomanuscript/printedManuscript": async (session, { uri }) => {
    const { snapshot, document } = await manuscriptOf(session, uri);
    if (document.format !== "markdown") return null;
    return renderedManuscript(snapshot, document, await session.style(document), printOf);
  },
};

export function answerExports(connection: Connection, current: () => Promise<Session>): void {
  answerRequests(connection, current, answers);
}

async function manuscriptOf(session: Session, uri: string): Promise<{ snapshot: Snapshot; document: Document }> {
  const { snapshot, document } = await session.ready(canonicalUri(uri));
  if (!document || !isManuscript(document)) throw refusal("Open a manuscript first: it is exported.");
  return { snapshot, document };
}
