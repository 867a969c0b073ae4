/** Keeps VS Code's Markdown preview in step with what the server knows of the documents that it shows. */
import { commands, type Disposable, TabInputWebview, window } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { type RenderedManuscript, renderingChanged } from "../../../server/src/protocol.ts";
import { ask } from "../requests.ts";

export interface Preview extends Disposable {
  /** What is known of a document; asked for where nothing is, and shown once it is known. */
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

  const listener = client.onNotification(renderingChanged, () => {
    if (!isPreviewOpen()) known.clear();
    for (const uri of known.keys()) requestUpdate(uri);
  });
  return {
    factsAt: (uri) => {
      if (!known.has(uri)) requestUpdate(uri);
      return known.get(uri)?.facts ?? undefined;
    },
    dispose: () => listener.dispose(),
  };
}

function isPreviewOpen(): boolean {
  return window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .some(({ input }) => input instanceof TabInputWebview && input.viewType.includes("markdown.preview"));
}
