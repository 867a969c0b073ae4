/** The part of VS Code's interface for pasting that is used: the types at hand are those of the oldest VS Code that is supported. */
import * as vscode from "vscode";
import {
  type CancellationToken,
  type DataTransfer,
  Disposable,
  type DocumentSelector,
  languages,
  type Range,
  type TextDocument,
  type WorkspaceEdit,
} from "vscode";

export interface PasteKind {
  readonly append: (...parts: string[]) => PasteKind;
}

export interface PasteEdit {
  insertText: string;
  additionalEdit?: WorkspaceEdit;
  yieldTo?: readonly PasteKind[];
}

export interface PasteProvider {
  provideDocumentPasteEdits(
    document: TextDocument,
    ranges: readonly Range[],
    transfer: DataTransfer,
    context: unknown,
    token: CancellationToken,
  ): Promise<PasteEdit[] | undefined>;
  resolveDocumentPasteEdit(edit: PasteEdit, token: CancellationToken): Promise<PasteEdit>;
}

/** Makes the edits of one kind. `isOffered`: plain text is pasted unless the writer chooses the edit. */
export type CreatePasteEdit = (insertText: string, title: string, isOffered: boolean) => PasteEdit;

interface Kinds {
  readonly Empty: PasteKind;
  readonly Text: PasteKind;
}

type Register = (
  selector: DocumentSelector,
  provider: PasteProvider,
  metadata: { readonly providedPasteEditKinds: readonly PasteKind[]; readonly pasteMimeTypes: readonly string[] },
) => Disposable;

/** Registers nothing where VS Code is older than 1.97, which brought pasting by extensions. */
export function registerPaste(
  selector: DocumentSelector,
  name: string,
  provider: (create: CreatePasteEdit) => PasteProvider,
): Disposable {
  const { registerDocumentPasteEditProvider: register } = languages as { registerDocumentPasteEditProvider?: Register };
  const { DocumentPasteEdit, DocumentDropOrPasteEditKind: kinds } = vscode as unknown as {
    DocumentPasteEdit?: new (insertText: string, title: string, kind: PasteKind) => PasteEdit;
    DocumentDropOrPasteEditKind?: Kinds;
  };
  if (!register || !DocumentPasteEdit || !kinds) return Disposable.from();
  const kind = kinds.Empty.append("biomanuscript", name);
  const create: CreatePasteEdit = (insertText, title, isOffered) => {
    const edit = new DocumentPasteEdit(insertText, title, kind);
    if (isOffered) edit.yieldTo = [kinds.Text];
    return edit;
  };
  return register(selector, provider(create), { providedPasteEditKinds: [kind], pasteMimeTypes: ["text/plain"] });
}
