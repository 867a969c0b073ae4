/** The entries of a bibliography that no manuscript needs. */
import { identifierOfKey, identifiersOf } from "../references/identifier-keys.ts";
import { entryAt, keyUsesIn, readBibliography } from "../syntax/bibliography.ts";
import type { BibliographyEntry } from "../syntax/facts.ts";
import { readManuscript } from "../syntax/manuscript.ts";
import { readProjectFile } from "../syntax/project-file.ts";
import type { Document } from "../text/document.ts";
import { fileNameOf } from "../text/uri.ts";
import { connectedManuscripts, filesMatching, projectFilesOf } from "./inclusion.ts";
import { usersOf } from "./keys.ts";
import type { Snapshot } from "./snapshot.ts";

/**
 * The entries that no manuscript cites and that no cited entry names, such as a `crossref`. None where that can't be told: where
 * no manuscript names the bibliography, none of its entries is cited, one asks for all of them (`\nocite{*}`), or a manuscript
 * of the workspace has not been read.
 */
export function unusedEntries(snapshot: Snapshot, bibliography: Document): readonly BibliographyEntry[] {
  const users = usersOf(snapshot, bibliography);
  const manuscripts = [...new Set(users.flatMap((user) => connectedManuscripts(snapshot, user)))];
  const isUnread = (uri: string) => !snapshot.documents.has(uri) && !snapshot.unreadable.has(uri);
  if (filesMatching(snapshot, manuscriptFiles).some(isUnread)) return [];
  if (!isNamed(snapshot, bibliography, manuscripts) || takesAll(snapshot, manuscripts)) return [];
  const { entries } = readBibliography(bibliography);
  const needed = neededKeys(bibliography, entries, citedKeys(manuscripts));
  return needed.size === 0 ? [] : entries.filter(({ key }) => !needed.has(key));
}

const manuscriptFiles = /\.(?:md|qmd|rmd|tex|typ)$/i;

/** Whether a manuscript or its project names the bibliography, and doesn't only find it beside it. */
function isNamed(snapshot: Snapshot, bibliography: Document, manuscripts: readonly Document[]): boolean {
  const stem = (path: string) => fileNameOf(path).replace(/\.bib$/i, "");
  const names = manuscripts.flatMap((manuscript) => [
    ...readManuscript(manuscript).bibliographies.map(({ path }) => path),
    ...projectFilesOf(snapshot, manuscript).flatMap((project) => readProjectFile(project).bibliographies),
  ]);
  return names.some((path) => stem(path) === stem(bibliography.uri));
}

/** Whether all entries are printed: `\nocite{*}`, `nocite: '@*'`, Typst's `bibliography(…, full: true)`. */
function takesAll(snapshot: Snapshot, manuscripts: readonly Document[]): boolean {
  const projects = manuscripts.flatMap((manuscript) => projectFilesOf(snapshot, manuscript));
  return [...manuscripts, ...new Set(projects)].some(({ text }) =>
    /\\nocite\s*\{\s*\*\s*\}|@\*|\bbibliography\([^)]*\bfull\s*:\s*true/.test(text),
  );
}

interface CitedKeys {
  readonly keys: ReadonlySet<string>;
  readonly identifiers: ReadonlySet<string>;
}

function citedKeys(manuscripts: readonly Document[]): CitedKeys {
  const keys = new Set(
    manuscripts.flatMap((manuscript) => {
      const { clusters, crossReferences } = readManuscript(manuscript);
      return [...clusters.flatMap(({ citations }) => citations), ...crossReferences].map(({ key }) => key);
    }),
  );
  return { keys, identifiers: new Set([...keys].flatMap((key) => identifierOfKey(key) ?? [])) };
}

/** The keys of cited entries, and of those that they name. */
function neededKeys(
  bibliography: Document,
  entries: readonly BibliographyEntry[],
  { keys, identifiers }: CitedKeys,
): ReadonlySet<string> {
  const isCited = ({ key, reference }: BibliographyEntry) =>
    keys.has(key) || (identifiers.size > 0 && identifiersOf(reference).some((it) => identifiers.has(it)));
  const needed = new Set(entries.filter(isCited).map(({ key }) => key));
  const named = new Map<string, string[]>();
  for (const { key, span } of keyUsesIn(bibliography)) {
    const from = entryAt(bibliography, span.start)?.key;
    if (from !== undefined) named.set(from, [...(named.get(from) ?? []), key]);
  }
  for (const key of needed) for (const other of named.get(key) ?? []) needed.add(other);
  return needed;
}
