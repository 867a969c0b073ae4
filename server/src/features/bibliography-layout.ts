/** Formats and sorts a bibliography as the settings have it. */
import { bibtexFileOf } from "../syntax/bibliography.ts";
import { formatBibtex, type Replacement } from "../syntax/bibtex-format.ts";
import { sortBibtex } from "../syntax/bibtex-sort.ts";
import type { Document, Span } from "../text/document.ts";
import type { Edit } from "../workspace/edit.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

/** The changes to the entries that a range touches, fields indented by `indent`; of another format than BibTeX none. */
export function formatBibliography(
  { settings }: Snapshot,
  document: Document,
  range: Span,
  indent: string,
): readonly Replacement[] {
  const file = bibtexFileOf(document);
  const aligned = settings["bibliography.format.align"];
  const lowerCase = settings["bibliography.format.case"] === "lower";
  return file ? formatBibtex(file, { indent, aligned, lowerCase }, range) : [];
}

export function sortBibliography({ settings }: Snapshot, document: Document): Edit {
  const file = bibtexFileOf(document);
  const changes = file ? sortBibtex(file, settings["bibliography.sort"]) : [];
  return { create: [], edits: changes.map((change) => ({ uri: document.uri, ...change })) };
}
