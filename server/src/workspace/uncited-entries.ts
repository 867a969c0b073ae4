/** Which entries of a bibliography no manuscript cites, and no entry in use needs. */
import { identifierOfKey, identifiersOf } from "../references/identifier-keys.ts";
import { bibtexFileOf, isBibliography, readBibliography } from "../syntax/bibliography.ts";
import { keptByBlock } from "../syntax/bibtex-file.ts";
import { bibtexFieldsIn, namedByEntry, plainValue } from "../syntax/bibtex-places.ts";
import type { WrittenKey } from "../syntax/facts.ts";
import { readManuscript } from "../syntax/manuscript.ts";
import { readProjectFile } from "../syntax/project-file.ts";
import type { Document } from "../text/document.ts";
import { folderOf, resolvePath } from "../text/uri.ts";
import { projectFilesOf } from "./inclusion.ts";
import { entryKeysIn, manuscriptsOf, usedKeysIn, usersOf } from "./keys.ts";
import type { Snapshot } from "./snapshot.ts";

/**
 * The entries, `@xdata` with them, that no manuscript of the workspace cites, whatever its bibliographies; in file order. In use are also
 * what entries in use name (`crossref`, `xdata`, `related`, sets), what entries of other bibliographies name, entries cited by
 * another of their keys (`ids`) or by identifier, and all where a manuscript of the bibliography lists all. None where no manuscript uses the bibliography:
 * then nothing is known of its use.
 */
export function uncitedEntries(snapshot: Snapshot, bibliography: Document): readonly WrittenKey[] {
  const users = usersOf(snapshot, bibliography);
  const nocite = users.flatMap((user) => nociteOfProject(snapshot, user));
  const citesAll = users.some((it) => readManuscript(it).citesAll) || nocite.some(({ text }) => text.includes("@*"));
  if (users.length === 0 || citesAll) return [];
  const cited = new Set<string>();
  for (const document of [...snapshot.documents.values(), ...nocite])
    if (document !== bibliography) addKeys(cited, document);
  const keys = entryKeysIn(bibliography);
  const used = withNamed(bibliography, [
    ...keys.flatMap(({ key }) => (cited.has(folded(key)) ? [key] : [])),
    ...citedOtherwise(snapshot, bibliography, cited),
  ]);
  return keys.filter(({ key }) => !used.has(folded(key)));
}

/** BibTeX takes keys that differ in case alone for one. */
function folded(key: string): string {
  return key.toLowerCase();
}

function addKeys(cited: Set<string>, document: Document): void {
  if (isBibliography(document) && document.format !== "bibtex") return;
  for (const { key } of usedKeysIn(document)) cited.add(folded(key));
  // What looks like a reference to a figure may be a key.
  for (const { key } of readManuscript(document).crossReferences) cited.add(folded(key));
}

/** The texts of `nocite` in the files of the manuscript's project, as manuscripts. */
export function nociteOfProject(snapshot: Snapshot, manuscript: Document): readonly Document[] {
  if (manuscript.format !== "markdown") return [];
  return projectFilesOf(snapshot, manuscript)
    .flatMap((project) => [
      project,
      ...readProjectFile(project).metadataFiles.flatMap(
        (path) => snapshot.documents.get(resolvePath(folderOf(project.uri), path)) ?? [],
      ),
    ])
    .flatMap((file) =>
      readProjectFile(file).nocite.map((text): Document => ({ ...manuscript, uri: `${file.uri}#nocite`, text })),
    );
}

/** The keys of entries that are cited by `ids`, or by an identifier of theirs. */
function citedOtherwise(snapshot: Snapshot, bibliography: Document, cited: ReadonlySet<string>): readonly string[] {
  const identifiers = new Set(
    manuscriptsOf(snapshot).flatMap((it) => usedKeysIn(it).flatMap(({ key }) => identifierOfKey(key) ?? [])),
  );
  const byIdentifier =
    identifiers.size === 0
      ? []
      : readBibliography(bibliography).entries.filter(({ reference }) =>
          identifiersOf(reference).some((identifier) => identifiers.has(identifier)),
        );
  return [...byIdentifier.map(({ key }) => key), ...citedByIds(bibliography, cited)];
}

const mayHaveIds = keptByBlock((text) => /\bids\b/i.test(text));

function citedByIds(bibliography: Document, cited: ReadonlySet<string>): readonly string[] {
  const file = bibtexFileOf(bibliography);
  if (!file || !mayHaveIds(file).includes(true)) return [];
  const citing = new Set<number>();
  for (const { name, value, entry } of bibtexFieldsIn(file)) {
    const plain = name === "ids" ? plainValue(file.text, value) : undefined;
    const keys = plain ? file.text.slice(plain.start, plain.end).split(",") : [];
    if (keys.some((key) => cited.has(folded(key.trim())))) citing.add(entry.start);
  }
  return readBibliography(bibliography)
    .entries.filter(({ span }) => citing.has(span.start))
    .map(({ key }) => key);
}

/** The keys, folded, with those that their entries name, directly or through others. */
function withNamed(bibliography: Document, keys: readonly string[]): ReadonlySet<string> {
  const used = new Set(keys.map(folded));
  const file = bibtexFileOf(bibliography);
  const named = new Map<string, readonly string[]>();
  for (const [key, others] of file ? namedByEntry(file) : []) named.set(folded(key), others.map(folded));
  for (const key of used) for (const other of named.get(key) ?? []) used.add(other);
  return used;
}
