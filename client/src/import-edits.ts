/** Records and identifiers pasted or dropped into a .bib file: they become entries where they land. */
import {
  type CancellationToken,
  type DataTransfer,
  Disposable,
  type DocumentDropEdit,
  type DocumentSelector,
  languages,
  type TextDocument,
  Uri,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { type ImportedText, readText } from "./commands/import-references.ts";
import { type PasteEdit, registerPaste } from "./paste-api.ts";
import { ask } from "./requests.ts";

const bibliographies: DocumentSelector = [{ language: "bibtex" }, { pattern: "**/*.bib" }];

/** Of files dropped, those whose records or identifiers are read; others stay what VS Code makes of them. */
const importedFiles = /\.(?:ris|nbib|medline|enw|bib|json|ya?ml|xml|txt)$/i;

export function registerImportEdits(client: BaseLanguageClient): Disposable {
  return Disposable.from(registerDrops(client), registerPastes(client));
}

function registerDrops(client: BaseLanguageClient): Disposable {
  return languages.registerDocumentDropEditProvider(bibliographies, {
    provideDocumentDropEdits: async (document, _, transfer, token): Promise<DocumentDropEdit | undefined> => {
      const texts = await droppedTexts(transfer);
      const entries: string[] = [];
      for (const text of texts) {
        const { records } = await ask(client, "biomanuscript/importableItems", text, token);
        if (records > 0) entries.push(await entriesOf(client, document, text, token));
      }
      const written = entries.filter((it) => it !== "").join("\n\n");
      return written === "" ? undefined : { insertText: `${written}\n` };
    },
  });
}

/** Only records: to look identifiers up takes the network, which a drop does not ask for. BibTeX itself is dropped as it is. */
async function droppedTexts(transfer: DataTransfer): Promise<readonly ImportedText[]> {
  const list = (await transfer.get("text/uri-list")?.asString()) ?? "";
  const files = list.split(/\r?\n/).filter((uri) => importedFiles.test(uri));
  if (files.length > 0) return Promise.all(files.map((uri) => readText(Uri.parse(uri))));
  const text = (await transfer.get("text/plain")?.asString()) ?? "";
  return text === "" || isBibtex(text) ? [] : [{ text }];
}

function isBibtex(text: string): boolean {
  return /^\s*@[a-z]+\s*[{(]/im.test(text);
}

/** The new entries of a text in BibTeX, with keys that are free in the file; empty where it has all of them already. */
async function entriesOf(
  client: BaseLanguageClient,
  document: TextDocument,
  { text, fileName }: ImportedText,
  token: CancellationToken,
): Promise<string> {
  const params = { uri: document.uri.toString(), text, ...(fileName !== undefined && { fileName }) };
  return (await ask(client, "biomanuscript/importReferences", params, token)).entries;
}

/**
 * Pasted records become entries at once. Pasted identifiers stay text: VS Code offers to paste their entries instead, and only then are
 * they looked up.
 */
function registerPastes(client: BaseLanguageClient): Disposable {
  const pasted = new WeakMap<PasteEdit, { readonly document: TextDocument; readonly text: string }>();
  return registerPaste(bibliographies, "entries", (create) => ({
    async provideDocumentPasteEdits(document, _, transfer, __, token) {
      const text = (await transfer.get("text/plain")?.asString()) ?? "";
      if (text.trim() === "" || isBibtex(text)) return undefined;
      const { records, identifiers } = await ask(client, "biomanuscript/importableItems", { text }, token);
      if (records > 0) {
        const entries = await entriesOf(client, document, { text }, token);
        return entries === "" ? undefined : [create(`${entries}\n`, "Paste as BibTeX Entries", false)];
      }
      if (identifiers === 0) return undefined;
      const edit = create(text, "Look Up and Paste as BibTeX Entries", true);
      pasted.set(edit, { document, text });
      return [edit];
    },
    async resolveDocumentPasteEdit(edit, token) {
      const of = pasted.get(edit);
      const entries = of ? await entriesOf(client, of.document, of, token) : "";
      if (entries !== "") edit.insertText = `${entries}\n`;
      return edit;
    },
  }));
}
