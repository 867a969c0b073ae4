/** The client's own requests, behind its commands. */
import { type Connection, ErrorCodes, ResponseError } from "vscode-languageserver";
import { sortBibliography } from "../features/bibliography-layout.ts";
import { describeMember, describeTerm } from "../features/description.ts";
import { insertCitation } from "../features/insert-citation.ts";
import { lookUpTerms } from "../features/look-up.ts";
import { supportingReferencesAt } from "../features/supporting-references.ts";
import type { ReferenceItem, Requests, SeparateRequests } from "../protocol.ts";
import { authorYear } from "../references/author-year.ts";
import { toLatex, toMarkdown, toTypst } from "../styles/formatter.ts";
import type { Document } from "../text/document.ts";
import { canonicalUri, fileNameOf } from "../text/uri.ts";
import { referenceOf } from "../workspace/citations.ts";
import { type FoundReference, searchManuscriptReferences } from "../workspace/reference-search.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { type Answers, answerRequests } from "./answers.ts";
import { offsetAt, positionAt, toEdits, toMarkdownText } from "./convert.ts";
import type { Session } from "./session.ts";

const answers: Answers<Omit<Requests, keyof SeparateRequests>> = {
  "biomanuscript/searchReferences": async (session, { uri, query, limit }) => {
    const { snapshot, document } = await manuscriptOf(session, uri);
    return searchManuscriptReferences(snapshot, document, query, limit).map(referenceItem);
  },
  "biomanuscript/insertCitation": async (session, { uri, position, keys }) => {
    const { snapshot, document } = await manuscriptOf(session, uri);
    return toEdits(snapshot, insertCitation(snapshot, document, offsetAt(document, position), keys));
  },
  "biomanuscript/supportingReferences": async (session, { uri, position }) => {
    const { snapshot, document } = await manuscriptOf(session, uri);
    const found = supportingReferencesAt(snapshot, document, offsetAt(document, position));
    if (!found) return null;
    const references = found.references.map((reference) => {
      const { layer, source } = referenceOf(snapshot, document, reference.id) ?? { layer: "bundled" };
      return referenceItem({ reference, layer, document: source?.document });
    });
    return { labels: found.labels, position: positionAt(document, found.offset), references };
  },
  "biomanuscript/sortBibliography": async (session, { uri }) => {
    const { snapshot, document } = await session.ready(canonicalUri(uri));
    if (document?.format !== "bibtex") throw refusal("Only .bib files can be sorted.");
    return toEdits(snapshot, sortBibliography(snapshot, document));
  },
  "biomanuscript/formatReference": async (session, { uri, key, style }) => {
    const { snapshot, document } = await manuscriptOf(session, uri);
    const cited = referenceOf(snapshot, document, key);
    if (!cited) throw refusal(`“${key}” is in no bibliography of this manuscript and not in the bundled references.`);
    const { formatter } = await session.style();
    const formatted = formatter.reference(cited.reference, style);
    if (document.format === "typst") return toTypst(formatted);
    return document.format === "latex" ? toLatex(formatted) : toMarkdown(formatted);
  },
  "biomanuscript/citationStyles": async (session) => (await session.style()).formatter.styles,
  "biomanuscript/searchTerms": async (session, { query, limit }) =>
    lookUpTerms(session.snapshot(), query, limit).map((found) => ({ ...found, kind: found.kind.replace("-", " ") })),
  "biomanuscript/setTerminologies": async (session, { terminologies }) =>
    (await session.installTerminologies(terminologies)).map(({ name, terminology, file }) => {
      const [unreadable] = file?.unreadable ? file.problems : [];
      if (unreadable) throw refusal(`${name} can't be read: ${unreadable.message}`);
      const { termCount, size, source } = terminology;
      const release = source.version === undefined ? {} : { release: source.version };
      return { name, terms: termCount, size, ...release, problems: file?.problems ?? [] };
    }),
  "biomanuscript/setRetractions": async (session, { uri }) => {
    const list = await session.installRetractions(uri ?? undefined);
    if (list?.unreadable !== undefined) throw refusal(`The list of retractions can't be read: ${list.unreadable}`);
    return { notices: list?.notices ?? 0, problems: list?.problems ?? [] };
  },
  "biomanuscript/describeTerm": async (session, { id }) => {
    const snapshot = session.snapshot();
    const term = snapshot.vocabulary.find(id);
    const described = term ? describeTerm(snapshot, term, await session.style()) : describeMember(snapshot, id);
    if (!described) throw refusal(`No term has the identifier “${id}”.`);
    return toMarkdownText(described);
  },
};

export function answerCommands(connection: Connection, current: () => Promise<Session>): void {
  answerRequests(connection, current, answers);
}

export async function manuscriptOf(session: Session, uri: string): Promise<{ snapshot: Snapshot; document: Document }> {
  const { snapshot, document } = await session.ready(canonicalUri(uri));
  if (!document) throw refusal("Open a Markdown, Quarto, R Markdown, LaTeX or Typst manuscript first.");
  return { snapshot, document };
}

/** An answer that tells the writer why the command can't do what was asked. */
export function refusal(message: string): ResponseError<void> {
  return new ResponseError(ErrorCodes.InvalidParams, message);
}

export function referenceItem({ reference, layer, document }: FoundReference): ReferenceItem {
  return {
    key: reference.id,
    title: reference.title ?? "",
    authorYear: authorYear(reference),
    container: reference["container-title"] ?? "",
    elsewhere: layer === "manuscript" ? "" : document ? fileNameOf(document.uri) : "bundled",
  };
}
