/** The requests behind the commands that work on whole bibliographies. */
import type { Connection } from "vscode-languageserver";
import { extractCited } from "../features/extract-references.ts";
import { mergeDuplicates } from "../features/merge-duplicates.ts";
import { findUnused, removeUnused } from "../features/remove-unused.ts";
import { replaceIdentifiers } from "../features/replace-identifiers.ts";
import type { DuplicateItem, LibraryRequests } from "../protocol.ts";
import { authorYear } from "../references/author-year.ts";
import { convertBibliography, type Loss, type TargetFormat, targetFormats, targetOf } from "../references/convert.ts";
import { isBibliography } from "../syntax/bibliography.ts";
import { isManuscript } from "../syntax/manuscript.ts";
import type { Document } from "../text/document.ts";
import { canonicalUri, fileNameOf } from "../text/uri.ts";
import { bibliographyDocuments, ownAmong } from "../workspace/bibliographies.ts";
import { mergeEdit, type WorkMerge } from "../workspace/merge-works.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { bibliographiesBeside } from "../workspace/works.ts";
import { type Answers, answerRequests } from "./answers.ts";
import { refusal } from "./commands.ts";
import { positionAt, toEdits } from "./convert.ts";
import type { Session } from "./session.ts";

const targetTitles: Readonly<Record<TargetFormat, string>> = {
  bibtex: "BibTeX",
  biblatex: "biblatex",
  "csl-json": "CSL-JSON",
  "csl-yaml": "CSL-YAML",
  ris: "RIS",
  nbib: "PubMed’s NBIB",
  hayagriva: "Hayagriva, for Typst",
};

const answers: Answers<LibraryRequests> = {
  "biomanuscript/unusedEntries": async (session, { uri }) => {
    const { snapshot, document } = await amongAll(session, uri);
    const found = document ? findUnused(snapshot, document) : { refused: "Open a bibliography or a manuscript first." };
    if ("refused" in found) throw refusal(found.refused);
    return found.map(({ bibliography, key, reference }) => ({
      uri: bibliography.uri,
      key,
      authorYear: reference ? authorYear(reference) : "",
      title: reference?.title ?? "",
    }));
  },
  "biomanuscript/removeEntries": async (session, { entries }) => {
    const snapshot = await session.readManuscripts();
    const { edit, left } = removeUnused(
      entries.flatMap(({ uri, key }) => {
        const bibliography = snapshot.documents.get(canonicalUri(uri));
        return bibliography ? [{ bibliography, key }] : [];
      }),
    );
    return { edits: toEdits(snapshot, edit), left };
  },
  "biomanuscript/mergeDuplicates": async (session, { uri, only }) => {
    const { snapshot, document } = await amongAll(session, uri);
    if (!document || (!isManuscript(document) && !isBibliography(document)))
      throw refusal("Open a bibliography or a manuscript first.");
    const bibliographies = isManuscript(document)
      ? ownAmong(snapshot, bibliographyDocuments(snapshot, document))
      : [...new Set([document, ...ownAmong(snapshot, bibliographiesBeside(snapshot, document))])];
    const { merges, left } = mergeDuplicates(snapshot, bibliographies);
    const isChosen = ({ kept }: WorkMerge) =>
      !only || only.some((it) => it.uri === kept.document.uri && it.key === kept.entry.key);
    return {
      edits: toEdits(snapshot, mergeEdit(snapshot, merges.filter(isChosen))),
      merges: merges.filter(isChosen).map(duplicateItem),
      left: left.map((group) => group.map(({ entry }) => entry.key)),
    };
  },
  "biomanuscript/bibliographyTargets": async () =>
    (Object.keys(targetTitles) as TargetFormat[]).map((id) => {
      return { id, title: targetTitles[id], extension: targetOf(id).extension };
    }),
  "biomanuscript/extractReferences": async (session, { uris, target }) => {
    const found = await Promise.all(uris.map((uri) => amongAll(session, uri)));
    const snapshot = await session.readManuscripts();
    const manuscripts = found.flatMap(({ document }) => (document && isManuscript(document) ? [document] : []));
    if (manuscripts.length === 0) throw refusal("Open a manuscript first: its references are extracted.");
    const format = knownTarget(target);
    const { text, copied, converted, losses, unknown, differing } = extractCited(snapshot, manuscripts, format);
    if (copied + converted === 0) throw refusal("Nothing is cited that any bibliography has.");
    const notes = [
      ...unknown.map((key) => `“${key}” is cited, but in no bibliography.`),
      ...differing.map((key) => `“${key}” means different works in these manuscripts. The first one’s was taken.`),
      ...lossNotes(losses, format),
    ];
    return { text, references: copied + converted, notes };
  },
  "biomanuscript/convertBibliography": async (session, { uri, target }) => {
    // One that isn't open is among the files of the workspace.
    const open = await session.ready(canonicalUri(uri));
    const document = open.document ?? (await amongAll(session, uri)).document;
    if (!document || !isBibliography(document)) throw refusal("Open a bibliography first.");
    const format = knownTarget(target);
    const { text, entries, problems, losses } = convertBibliography(document, format);
    const faults = problems.map(({ span, message }) => `Line ${positionAt(document, span.start).line + 1}: ${message}`);
    const [only] = faults;
    if (entries.length === 0) throw refusal(only ?? "This bibliography has no entries.");
    return { text, references: entries.length, notes: [...faults, ...lossNotes(losses, format)] };
  },
  "biomanuscript/replaceIdentifiers": async (session, { uri }) => {
    const { snapshot, document } = await session.ready(canonicalUri(uri));
    if (!document || !isManuscript(document)) throw refusal("Open a manuscript first: its identifiers are replaced.");
    const { edit, ...rest } = replaceIdentifiers(snapshot, document);
    return { edits: toEdits(snapshot, edit), ...rest };
  },
};

export function answerLibraryCommands(connection: Connection, current: () => Promise<Session>): void {
  answerRequests(connection, current, answers);
}

function duplicateItem({ kept, removed }: WorkMerge): DuplicateItem {
  return {
    uri: kept.document.uri,
    key: kept.entry.key,
    title: kept.entry.reference.title ?? "",
    removed: removed.map(({ document, entry }) =>
      document === kept.document ? entry.key : `${entry.key} (${fileNameOf(document.uri)})`,
    ),
  };
}

/** A document, once every manuscript and bibliography of the workspace has been read. */
async function amongAll(
  session: Session,
  uri: string,
): Promise<{ readonly snapshot: Snapshot; readonly document: Document | undefined }> {
  await session.ready(canonicalUri(uri));
  const snapshot = await session.readManuscripts();
  return { snapshot, document: snapshot.documents.get(canonicalUri(uri)) };
}

function knownTarget(id: string): TargetFormat {
  const target = targetFormats.find((it) => it === id);
  if (!target) throw refusal(`“${id}” is no format that bibliographies can be written in.`);
  return target;
}

/** What only the bundled references have, such as their topics, is no fact about a work and nobody's loss. */
function lossNotes(losses: readonly Loss[], target: TargetFormat): readonly string[] {
  return losses.flatMap(({ key, fields }) => {
    const lost = fields.filter((field) => !field.startsWith("custom."));
    const names = lost.map((field) => (field === "id" ? "its key" : field)).join(", ");
    return lost.length > 0 ? [`“${key}”: ${targetTitles[target]} can’t say all of ${names}.`] : [];
  });
}
