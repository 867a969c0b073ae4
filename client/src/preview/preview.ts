/** Keeps VS Code's Markdown preview in step with what the server knows of the documents that it shows. */
import { commands, Disposable, TabInputWebview, Uri, window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { RenderedManuscript } from "../../../server/src/protocol.ts";
import { ask } from "../requests.ts";

export interface Preview extends Disposable {
  /** What is known of a document, which is asked for again: each change of a shown document renders it anew. */
  readonly factsAt: (uri: string) => RenderedManuscript | undefined;
}

interface Known {
  readonly facts: RenderedManuscript | null;
  /** The same for the same facts. */
  readonly written: string;
}

export function createPreview(client: BaseLanguageClient): Preview {
  const known = new Map<string, Known>();
  const asking = new Set<string>();
  const askedAgain = new Set<string>();

  const update = async (uri: string): Promise<void> => {
    if (asking.has(uri)) {
      askedAgain.add(uri);
      return;
    }
    asking.add(uri);
    try {
      const facts = await ask(client, "biomanuscript/renderedManuscript", { uri });
      const written = JSON.stringify(facts);
      const isNews = known.get(uri)?.written !== written;
      known.set(uri, { facts, written });
      if (isNews) await commands.executeCommand("markdown.preview.refresh");
    } finally {
      asking.delete(uri);
      if (askedAgain.delete(uri)) requestUpdate(uri);
    }
  };

  /** What the server could not answer it has logged; the preview shows what was known before. */
  const requestUpdate = (uri: string): void => void update(uri).catch(() => undefined);

  /** What other files and the settings say may have changed. */
  const updateAll = (): void => {
    if (!isPreviewOpen()) known.clear();
    for (const uri of known.keys()) requestUpdate(uri);
  };

  const bibliographies = workspace.createFileSystemWatcher("**/*.{bib,json,yaml,yml,xml,ris,nbib,enw,csl}");
  const listeners = Disposable.from(
    bibliographies,
    bibliographies.onDidChange(updateAll),
    bibliographies.onDidCreate(updateAll),
    bibliographies.onDidDelete(updateAll),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (!known.has(document.uri.toString()) && document.uri.scheme !== "output") updateAll();
    }),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("biomanuscript")) updateAll();
    }),
  );
  return {
    factsAt: (uri) => {
      requestUpdate(uri);
      return known.get(uri)?.facts ?? undefined;
    },
    dispose: () => void listeners.dispose(),
  };
}

function isPreviewOpen(): boolean {
  return window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .some(({ input }) => input instanceof TabInputWebview && input.viewType.includes("markdown.preview"));
}
