/** The requests that convert citations: from one syntax to another, and from what was pasted to keys. */
import type { Connection } from "vscode-languageserver";
import { type CitationSyntax, citationSyntaxes } from "../features/citation-markup.ts";
import { citationSyntaxOf } from "../features/citation-syntax.ts";
import { convertCitations, convertForeignCitations, syntaxNames } from "../features/convert-citations.ts";
import { citeLiterals, literalFindings } from "../features/literal-citations.ts";
import type { ConversionRequests, Range, ReferenceItem } from "../protocol.ts";
import { isManuscript, readManuscript } from "../syntax/manuscript.ts";
import type { Reference } from "../syntax/reference.ts";
import type { Document, Span } from "../text/document.ts";
import { referenceOf } from "../workspace/citations.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { type Answers, answerRequests } from "./answers.ts";
import { manuscriptOf, referenceItem, refusal } from "./commands.ts";
import { offsetAt, toEdits } from "./convert.ts";
import type { Session } from "./session.ts";

const answers: Answers<ConversionRequests> = {
  "biomanuscript/citationSyntaxes": async (session, params) => {
    const { snapshot, document, span } = await placeOf(session, params);
    const own = citationSyntaxOf(document).syntax;
    const isWithin = ({ start, end }: Span) => span.start <= start && end <= span.end;
    return {
      own: syntaxNames[own],
      citations: readManuscript(document).clusters.filter((cluster) => isWithin(cluster.span)).length,
      foreign: convertForeignCitations(snapshot, document, span).converted,
      targets: citationSyntaxes.filter((id) => id !== own).map((id) => ({ id, title: syntaxNames[id] })),
    };
  },
  "biomanuscript/convertCitations": async (session, params) => {
    const { snapshot, document, span } = await placeOf(session, params);
    const { edit, ...rest } =
      params.target === undefined
        ? convertForeignCitations(snapshot, document, span)
        : convertCitations(document, knownSyntax(params.target), span);
    return { edits: toEdits(snapshot, edit), ...rest };
  },
  "biomanuscript/pastedCitations": async (session, params) => {
    const { snapshot, document, span } = await placeOf(session, params);
    const { works, list } = literalFindings(snapshot, document, span);
    const items = works.map(({ name, places, listed, candidates }) => ({
      name,
      places,
      listed: listed?.text ?? "",
      candidates: candidates.map(({ reference, certainty }) => ({
        reference: itemOf(snapshot, document, reference),
        certainty,
      })),
    }));
    return { works: items, listed: list.length };
  },
  "biomanuscript/citePasted": async (session, params) => {
    const { snapshot, document, span } = await placeOf(session, params);
    const chosen = new Map(params.chosen.map(({ name, key }) => [name, key]));
    const findings = literalFindings(snapshot, document, span);
    const { edit, ...rest } = citeLiterals(snapshot, document, findings, chosen, params.removesList);
    return { edits: toEdits(snapshot, edit), ...rest };
  },
};

export function answerConversions(connection: Connection, current: () => Promise<Session>): void {
  answerRequests(connection, current, answers);
}

async function placeOf(
  session: Session,
  { uri, range }: { readonly uri: string; readonly range?: Range },
): Promise<{ readonly snapshot: Snapshot; readonly document: Document; readonly span: Span }> {
  const { snapshot, document } = await manuscriptOf(session, uri);
  if (!isManuscript(document)) throw refusal("Open a manuscript first: its citations are converted.");
  const span = range
    ? { start: offsetAt(document, range.start), end: offsetAt(document, range.end) }
    : { start: 0, end: document.text.length };
  return { snapshot, document, span };
}

function itemOf(snapshot: Snapshot, document: Document, reference: Reference): ReferenceItem {
  const { layer, source } = referenceOf(snapshot, document, reference.id) ?? { layer: "bundled" };
  return referenceItem({ reference, layer, document: source?.document });
}

function knownSyntax(id: string): CitationSyntax {
  const syntax = citationSyntaxes.find((it) => it === id);
  if (!syntax) throw refusal(`“${id}” is no syntax in which citations can be written.`);
  return syntax;
}
