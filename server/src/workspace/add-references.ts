/** Adding references to a manuscript's bibliography. */

import { insertEntries } from "../syntax/bibtex-write.ts";
import { isManuscript } from "../syntax/manuscript.ts";
import type { Reference } from "../syntax/reference.ts";
import { createDocument, type Document } from "../text/document.ts";
import { folderOf, resolvePath } from "../text/uri.ts";
import { bibliographyDocuments } from "./bibliographies.ts";
import type { Edit, FileEdit } from "./edit.ts";
import type { Snapshot } from "./snapshot.ts";

const newFileName = "references.bib";

/**
 * The edit that adds these references to the first of the manuscript's bibliographies that can take them, or to the one given. Where
 * there is none, a new `references.bib` beside it takes them, and a Markdown manuscript's front matter names the new file.
 */
export function addReferences(
  snapshot: Snapshot,
  manuscript: Document,
  references: readonly Reference[],
  bibliography: Document | undefined = bibliographiesToAddTo(snapshot, manuscript)[0],
): Edit {
  const added = bibliography && entriesEdit(bibliography, references);
  if (references.length === 0 || added) return { create: [], edits: added ? [added] : [] };
  const created = createDocument(resolvePath(folderOf(manuscript.uri), newFileName), "");
  const edit = created && entriesEdit(created, references);
  if (!edit) return { create: [], edits: [] };
  const naming = manuscript.format === "markdown" ? [frontMatterEdit(manuscript)] : [];
  return { create: [edit.uri], edits: [...naming, edit] };
}

/** The bibliographies that entries can be added to: those of a manuscript in its order, or the document where it is one itself. */
export function bibliographiesToAddTo(snapshot: Snapshot, document: Document): readonly Document[] {
  const candidates = isManuscript(document) ? bibliographyDocuments(snapshot, document) : [document];
  return candidates.filter((it) => insertEntries(it, [anyReference]) !== undefined);
}

const anyReference: Reference = { id: "any", type: "document" };

function entriesEdit(bibliography: Document, references: readonly Reference[]): FileEdit | undefined {
  const insertion = insertEntries(bibliography, references);
  if (!insertion) return undefined;
  const { offset, newText } = insertion;
  return { uri: bibliography.uri, span: { start: offset, end: offset }, newText };
}

/** Adds `bibliography:` to the front matter, or front matter to a manuscript without any. */
function frontMatterEdit({ uri, text }: Document): FileEdit {
  const line = `bibliography: ${newFileName}\n`;
  const opened = /^---[ \t]*\r?\n/.exec(text)?.[0];
  const start = opened?.length ?? 0;
  return { uri, span: { start, end: start }, newText: opened ? line : `---\n${line}---\n\n` };
}
