/** The requests behind Import References. */
import type { Connection } from "vscode-languageserver";
import { citationAt } from "../features/insert-citation.ts";
import type { ImportedItem, ImportReport, ImportRequests, Position, TextEdit } from "../protocol.ts";
import { authorYear } from "../references/author-year.ts";
import { spelledIdentifier } from "../references/identifier-keys.ts";
import { type ImportItem, importItems } from "../references/import-items.ts";
import { serviceAddresses, writtenAddresses } from "../references/import-services.ts";
import { referenceOfItem } from "../syntax/csl-item.ts";
import { isManuscript } from "../syntax/manuscript.ts";
import type { Document } from "../text/document.ts";
import { canonicalUri, fileNameOf } from "../text/uri.ts";
import { bibliographiesToAddTo } from "../workspace/add-references.ts";
import { knownKey, type Outcome, planImport } from "../workspace/import-references.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { type Answers, answerRequests } from "./answers.ts";
import { refusal } from "./commands.ts";
import { offsetAt, rangeOf, toEdits } from "./convert.ts";
import type { Host } from "./host.ts";
import { createLookUp } from "./identifier-look-up.ts";
import { keptAnswers } from "./kept-answers.ts";
import type { Session } from "./session.ts";
import { searchZotero, zoteroAddress } from "./zotero.ts";

type ImportHost = Pick<Host, "network" | "compiled">;

export function answerImports(connection: Connection, current: () => Promise<Session>, host: ImportHost): void {
  answerRequests(connection, current, importAnswers(host));
}

function importAnswers({ network, compiled }: ImportHost): Answers<ImportRequests> {
  const lookUp = createLookUp(network, keptAnswers(compiled, network.now));
  return {
    "biomanuscript/importTargets": async (session, { uri }) => {
      const { snapshot, document } = await subjectOf(session, uri);
      return bibliographiesToAddTo(snapshot, document).map((it) => ({ uri: it.uri, name: fileNameOf(it.uri) }));
    },
    "biomanuscript/importableItems": async (_, { text, fileName }) => {
      const items = importItems(text, fileName);
      const count = (kind: ImportItem["kind"]) => items.filter((item) => item.kind === kind).length;
      return { records: count("record"), identifiers: count("identifier") };
    },
    "biomanuscript/importReferences": async (session, { uri, text, fileName, target, citedAs, cite }, token) => {
      const items = importItems(text, fileName);
      const before = await subjectOf(session, uri);
      const { settings } = before.snapshot;
      const unknown = items.flatMap((item) => {
        const isKnown = (spelled: string) => knownKey(before.snapshot, before.document, [spelled]) !== undefined;
        return item.kind === "identifier" && !isKnown(spelledIdentifier(item.identifier)) ? [item.identifier] : [];
      });
      const addresses = { ...serviceAddresses, ...writtenAddresses(settings["import.services"]) };
      const options = { addresses, contact: settings["import.contact"].trim() };
      const found = unknown.length > 0 ? await lookUp.find(unknown, options, token) : new Map();
      // The writer may have gone on writing meanwhile.
      const { snapshot, document } = await subjectOf(session, uri);
      const taker = target === undefined ? undefined : takerOf(snapshot, document, target);
      const { outcomes, edit, entries } = planImport(snapshot, { document, target: taker, citedAs }, items, found);
      const citation = cite && citationOf(document, cite, outcomes);
      return {
        items: reported(text, items, outcomes),
        edits: toEdits(snapshot, edit),
        entries,
        ...(citation && { citation }),
      } satisfies ImportReport;
    },
    "biomanuscript/searchZotero": async (session, { query, limit }, token) => {
      const addresses = writtenAddresses(session.snapshot().settings["import.services"]);
      const found = await searchZotero(network, addresses.zotero ?? zoteroAddress, query, token);
      if (!found) return null;
      return found.slice(0, limit).map((item) => {
        const reference = referenceOfItem(item.id, item);
        const { title = "", "container-title": container = "" } = reference;
        const shown = { key: item.id, title, authorYear: authorYear(reference), container, elsewhere: "Zotero" };
        return { item: shown, record: JSON.stringify(item) };
      });
    },
  };
}

/** The manuscript or bibliography in which the writer imports. Every manuscript is read: a bibliography's users say what it stands beside. */
async function subjectOf(session: Session, uri: string): Promise<{ snapshot: Snapshot; document: Document }> {
  await session.readManuscripts();
  const { snapshot, document } = await session.ready(canonicalUri(uri));
  if (!document)
    throw refusal("Open a manuscript or a bibliography first: what is imported goes into its bibliography.");
  if (!isManuscript(document) && bibliographiesToAddTo(snapshot, document).length === 0)
    throw refusal(`Nothing can be added to ${fileNameOf(document.uri)}: import into a .bib, CSL or Hayagriva file.`);
  return { snapshot, document };
}

function takerOf(snapshot: Snapshot, document: Document, target: string): Document {
  const taker = bibliographiesToAddTo(snapshot, document).find(({ uri }) => uri === canonicalUri(target));
  if (!taker)
    throw refusal(`${fileNameOf(target)} is no bibliography of ${fileNameOf(document.uri)} that can be added to.`);
  return taker;
}

function citationOf(document: Document, place: Position, outcomes: readonly Outcome[]): TextEdit | undefined {
  const keys = [...new Set(outcomes.flatMap((it) => ("key" in it ? it.key : [])))];
  if (keys.length === 0 || !isManuscript(document)) return undefined;
  const { span, newText } = citationAt(document, offsetAt(document, place), keys);
  return { range: rangeOf(document, span), newText };
}

const longestText = 80;

function reported(text: string, items: readonly ImportItem[], outcomes: readonly Outcome[]): ImportedItem[] {
  return items.flatMap(({ span }, number) => {
    const { kind: state, ...rest } = outcomes[number] ?? { kind: "failed", reason: "It was not looked at." };
    const written = text.slice(span.start, span.end).replace(/\s+/g, " ");
    const shown = written.length > longestText ? `${written.slice(0, longestText - 1)}…` : written;
    return { text: shown, line: text.slice(0, span.start).split("\n").length, state, ...rest };
  });
}
