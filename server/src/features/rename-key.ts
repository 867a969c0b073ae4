/** Rename of a citation key: its entries, the citations of it and the entries that name it, in every file where it means the same. */
import { findEntry } from "../syntax/bibliography.ts";
import { isManuscript } from "../syntax/manuscript.ts";
import { citedKeyEdit, entryKeyEdit, keyFault } from "../syntax/written-keys.ts";
import type { Document } from "../text/document.ts";
import { fileNameOf } from "../text/uri.ts";
import { type Edit, type FileEdit, textAfter } from "../workspace/edit.ts";
import { entryKeysIn, entrySpans, hasEntry, type KeyScope, scopeOf, usedKeysIn, useSpans } from "../workspace/keys.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

/** Why something can't be renamed, as a sentence for the writer. */
export interface Refusal {
  readonly refused: string;
}

/** Every byte that is no part of a renamed key stays as it was. */
export function renameKey(snapshot: Snapshot, document: Document, key: string, name: string): Edit | Refusal {
  if (name === key) return { create: [], edits: [] };
  const scope = scopeOf(snapshot, document, key);
  const refusal = bundledOnly(snapshot, scope, key) ?? fixedKey(scope, key) ?? nameTaken(scope, name);
  if (refusal) return refusal;
  const edits: FileEdit[] = [];
  for (const it of new Set([...scope.sources, ...scope.manuscripts])) {
    const own = editsIn(it, scope, key, name);
    if (own.length === 0) continue;
    const fault = keyFault(it, name) ?? misreading(it, own, key, name);
    if (fault) return { refused: `“${name}” can't be a citation key in ${fileNameOf(it.uri)}: ${fault}.` };
    edits.push(...own);
  }
  return { create: [], edits };
}

function bundledOnly({ bundled }: Snapshot, { declaring }: KeyScope, key: string): Refusal | undefined {
  if (declaring.length > 0 || !bundled.has(key)) return undefined;
  return { refused: `“${key}” is one of the bundled references and in no bibliography: there is no entry to rename.` };
}

/** A PMID that is the key, or a key made of author and year, is written nowhere as a key. */
function fixedKey({ declaring }: KeyScope, key: string): Refusal | undefined {
  const holder = declaring.find((it) => findEntry(it, key)?.hasFixedKey);
  return (
    holder && { refused: `“${key}” follows from its record in ${fileNameOf(holder.uri)}, which has no other key.` }
  );
}

function nameTaken({ sources, manuscripts }: KeyScope, name: string): Refusal | undefined {
  const holder = [...sources, ...manuscripts].find((it) => hasEntry(it, name));
  return holder && { refused: `“${name}” is already an entry of ${fileNameOf(holder.uri)}.` };
}

function editsIn(document: Document, { declaring, manuscripts }: KeyScope, key: string, name: string): FileEdit[] {
  const entries = declaring.includes(document) ? entrySpans(document, key) : [];
  const isConcerned = manuscripts.includes(document) || !isManuscript(document);
  const uses = isConcerned ? useSpans(document, key) : [];
  return [
    ...entries.map((span) => entryKeyEdit(document, span, name)),
    ...uses.map((span) => citedKeyEdit(document, span, name)),
  ].map((edit) => ({ uri: document.uri, ...edit }));
}

/** Why the edited text would be read with other keys than it should; `undefined` where it is read as it should. */
function misreading(document: Document, edits: readonly FileEdit[], key: string, name: string): string | undefined {
  const keysOf = (it: Document) => [...entryKeysIn(it), ...usedKeysIn(it)].map((written) => written.key);
  const wanted = keysOf(document).map((it) => (it === key ? name : it));
  const found = keysOf({ ...document, text: textAfter(document.text, edits) });
  const isSame = found.length === wanted.length && found.every((it, number) => it === wanted[number]);
  return isSame ? undefined : "it would not be read as one there";
}
