/** What an import adds to a bibliography: which of the items are new there, under which keys, and the edit. */
import { identifiersOf, spelledIdentifier } from "../references/identifier-keys.ts";
import type { ImportItem } from "../references/import-items.ts";
import { findEntry } from "../syntax/bibliography.ts";
import { bibtexEntry } from "../syntax/bibtex-write.ts";
import { keyMaker } from "../syntax/entries.ts";
import { isManuscript } from "../syntax/manuscript.ts";
import type { Reference } from "../syntax/reference.ts";
import { citedKeyEdit, keyFault } from "../syntax/written-keys.ts";
import type { Document } from "../text/document.ts";
import { addReferences, bibliographiesToAddTo } from "./add-references.ts";
import { bibliographyDocuments } from "./bibliographies.ts";
import { entryWithIdentifier } from "./citations.ts";
import type { Edit } from "./edit.ts";
import { entryKeysIn, usersOf, useSpans } from "./keys.ts";
import type { Snapshot } from "./snapshot.ts";

/** What was found for an identifier. Reasons are sentences. */
export type LookedUp =
  | { readonly kind: "reference"; readonly reference: Reference }
  | { readonly kind: "missing"; readonly reason: string }
  | { readonly kind: "failed"; readonly reason: string };

/** What becomes of an item. */
export type Outcome =
  | { readonly kind: "added"; readonly key: string }
  /** The library has the work already; nothing is added. */
  | { readonly kind: "known"; readonly key: string }
  /** No service has it, a service failed, or the text is neither record nor identifier. */
  | { readonly kind: "missing" | "failed" | "unreadable"; readonly reason: string };

export interface Import {
  /** One for each item, in the items' order. */
  readonly outcomes: readonly Outcome[];
  readonly edit: Edit;
  /** The new entries alone in BibTeX, for a writer who chooses their place. */
  readonly entries: string;
}

export interface ImportInto {
  /** The manuscript or the bibliography in which the writer imports. */
  readonly document: Document;
  /** The bibliography that takes the entries, where the writer has chosen one. */
  readonly target?: Document | undefined;
  /** A key that the manuscript cites an item by until now, as `doi:10.1000/x`: it gives way to the entry's. */
  readonly citedAs?: string | undefined;
}

/** The key of the work in the library, where it has one with this identifier. */
export function knownKey(snapshot: Snapshot, document: Document, identifiers: readonly string[]): string | undefined {
  for (const bibliography of libraryOf(snapshot, document)) {
    const entry = entryWithIdentifier(bibliography, identifiers);
    if (entry) return entry.key;
  }
  return undefined;
}

/** The bibliographies in which a work must not stand twice: the manuscript's, or the document and those used together with it. */
function libraryOf(snapshot: Snapshot, document: Document): readonly Document[] {
  if (isManuscript(document)) return bibliographyDocuments(snapshot, document);
  const beside = usersOf(snapshot, document).flatMap((manuscript) => bibliographyDocuments(snapshot, manuscript));
  return [...new Set([document, ...beside])];
}

/** @param found by identifier, as `spelledIdentifier` spells it; one that is missing there is known to the library. */
export function planImport(
  snapshot: Snapshot,
  { document, target, citedAs }: ImportInto,
  items: readonly ImportItem[],
  found: ReadonlyMap<string, LookedUp>,
): Import {
  const library = libraryOf(snapshot, document);
  const taker = target ?? bibliographiesToAddTo(snapshot, document)[0];
  const keyFor = keyMaker(library.flatMap((it) => entryKeysIn(it).map(({ key }) => key)));
  const added: Reference[] = [];
  const addedKeys = new Map<string, string>();

  const take = (reference: Reference, hasOwnKey: boolean, asked: readonly string[]): Outcome => {
    const identifiers = [...identifiersOf(reference), ...asked];
    const again = identifiers.map((it) => addedKeys.get(it)).find((key) => key !== undefined);
    const known = again ?? knownKey(snapshot, document, identifiers) ?? sameEntry(library, reference, hasOwnKey);
    if (known !== undefined) return { kind: "known", key: known };
    const isHoldable = hasOwnKey && keyFault(taker ?? document, reference.id) === undefined;
    const key = keyFor(reference, isHoldable ? reference.id : undefined);
    for (const identifier of identifiers) addedKeys.set(identifier, key);
    added.push({ ...reference, id: key });
    return { kind: "added", key };
  };

  const outcomes = items.map((item): Outcome => {
    if (item.kind === "unreadable") return { kind: "unreadable", reason: item.reason };
    if (item.kind === "record") return take(item.reference, item.hasOwnKey, []);
    const spelled = spelledIdentifier(item.identifier);
    const looked = found.get(spelled);
    if (looked?.kind === "reference") return take(looked.reference, false, [spelled]);
    if (looked) return looked;
    const key = knownKey(snapshot, document, [spelled]);
    return key === undefined ? { kind: "failed", reason: "It was not looked up." } : { kind: "known", key };
  });
  const { create, edits } = addReferences(snapshot, document, added, taker);
  const cited = outcomes.map((it) => ("key" in it ? it.key : undefined)).find((key) => key !== undefined);
  return {
    outcomes,
    edit: { create, edits: [...edits, ...citationEdits(document, citedAs, cited)] },
    entries: added.map((reference) => bibtexEntry(reference)).join("\n\n"),
  };
}

/** The key of an entry that has the record's own key and its title: a record without identifiers, imported again. */
function sameEntry(library: readonly Document[], reference: Reference, hasOwnKey: boolean): string | undefined {
  const letters = (title = "") => title.toLowerCase().replace(/<[^>]*>|[^\p{L}\p{N}]+/gu, "");
  const isSame =
    hasOwnKey &&
    library.some((it) => {
      const title = letters(findEntry(it, reference.id)?.reference.title);
      return title !== "" && title === letters(reference.title);
    });
  return isSame ? reference.id : undefined;
}

function citationEdits(document: Document, citedAs: string | undefined, key: string | undefined): Edit["edits"] {
  if (citedAs === undefined || key === undefined || !isManuscript(document)) return [];
  return useSpans(document, citedAs).map((span) => ({ uri: document.uri, ...citedKeyEdit(document, span, key) }));
}
