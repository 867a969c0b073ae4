/** Records and identifiers pasted or dropped into a manuscript: they go into its bibliography and are cited where they land. */
import {
  type CancellationToken,
  Disposable,
  DocumentDropEdit,
  type DocumentSelector,
  languages,
  Position,
  type TextDocument,
  Uri,
  type WorkspaceEdit,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { type ImportedText, readText } from "./commands/import-references.ts";
import { workspaceEditOf } from "./edits.ts";
import { type PasteEdit, registerPaste } from "./paste-api.ts";
import { ask } from "./requests.ts";

const manuscripts: DocumentSelector = [
  ...["markdown", "quarto", "rmd", "latex", "tex", "typst"].map((language) => ({ language })),
  { pattern: "**/*.{qmd,Rmd,rmd,typ}" },
];

/** Exports of single records. Of a .bib file the writer may want the path, and has it as in every other file. */
const recordFiles = /\.(?:ris|nbib|medline|enw)$/i;

/** More works than anyone cites in one place are a library. */
const mostCited = 20;

/** What is put in place of what is selected, and what else changes with it. */
interface Cited {
  readonly insertText: string;
  readonly additionalEdit: WorkspaceEdit;
}

export function registerCitationEdits(client: BaseLanguageClient): Disposable {
  return Disposable.from(registerDrops(client), registerPastes(client));
}

/** Only files: dropped text is most often the writer's own, moved. */
function registerDrops(client: BaseLanguageClient): Disposable {
  return languages.registerDocumentDropEditProvider(manuscripts, {
    provideDocumentDropEdits: async (document, position, transfer, token) => {
      const list = (await transfer.get("text/uri-list")?.asString()) ?? "";
      const uris = list.split(/\r?\n/).filter((uri) => uri !== "");
      const [file] = uris;
      if (file === undefined || uris.length > 1 || !recordFiles.test(file)) return undefined;
      const text = await readText(Uri.parse(file));
      const { records } = await ask(client, "biomanuscript/importableItems", text, token);
      if (records === 0 || records > mostCited) return undefined;
      const cited = await citedAt(client, document, position, text, token);
      return cited && Object.assign(new DocumentDropEdit(cited.insertText), cited);
    },
  });
}

/** Pasting stays what it is: VS Code offers to paste the citation instead, and only then is anything looked up. */
function registerPastes(client: BaseLanguageClient): Disposable {
  const pasted = new WeakMap<PasteEdit, (token: CancellationToken) => Promise<Cited | undefined>>();
  return registerPaste(manuscripts, "citation", (create) => ({
    async provideDocumentPasteEdits(document, ranges, transfer, _, token) {
      const text = (await transfer.get("text/plain")?.asString()) ?? "";
      const [range] = ranges;
      if (text.trim() === "" || !range || ranges.length > 1) return undefined;
      const { records, identifiers } = await ask(client, "biomanuscript/importableItems", { text }, token);
      const works = records || identifiers;
      // Prose that has an identifier somewhere is prose; "PMID: 12345" is two words.
      const isProse = records === 0 && text.trim().split(/\s+/).length > 2 * identifiers;
      if (works === 0 || works > mostCited || isProse) return undefined;
      const edit = create(text, "Paste as Citation", true);
      pasted.set(edit, (resolving) => citedAt(client, document, range.start, { text }, resolving));
      return [edit];
    },
    async resolveDocumentPasteEdit(edit, token) {
      const cited = await pasted.get(edit)?.(token);
      return Object.assign(edit, cited);
    },
  }));
}

/** `undefined` where nothing can be cited: then what is pasted or dropped stays what it is. */
async function citedAt(
  client: BaseLanguageClient,
  document: TextDocument,
  position: Position,
  imported: ImportedText,
  token: CancellationToken,
): Promise<Cited | undefined> {
  const uri = document.uri.toString();
  const cite = { line: position.line, character: position.character };
  const { edits, citation } = await ask(client, "biomanuscript/importReferences", { uri, ...imported, cite }, token);
  if (!citation) return undefined;
  const { range, newText } = citation;
  const { start, end } = range;
  const isHere =
    position.isEqual(new Position(start.line, start.character)) &&
    position.isEqual(new Position(end.line, end.character));
  // A citation that joins another at the place may begin before it.
  const changes = isHere ? edits.changes : { ...edits.changes, [uri]: [...(edits.changes[uri] ?? []), citation] };
  return { insertText: isHere ? newText : "", additionalEdit: workspaceEditOf({ ...edits, changes }, "Cite") };
}
