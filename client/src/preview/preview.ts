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

/** More documents are seldom previewed in turn. */
const mostKnown = 8;

export function createPreview(client: BaseLanguageClient): Preview {
  const known = new Map<string, Known>();
  const asking = new Set<string>();
  const changedSince = new Set<string>();

  const keep = (uri: string, facts: RenderedManuscript | null): void => {
    const written = JSON.stringify(facts);
    const isNews = known.get(uri)?.written !== written;
    known.set(uri, { facts, written });
    for (const oldest of known.keys()) if (known.size > mostKnown) known.delete(oldest);
    if (isNews) void commands.executeCommand("markdown.preview.refresh");
  };

  const request = async (uri: string): Promise<void> => {
    asking.add(uri);
    do {
      changedSince.delete(uri);
      // What the server can't answer it has logged; the preview goes on showing what was known before.
      await ask(client, "biomanuscript/renderedManuscript", { uri }).then(
        (facts) => keep(uri, facts),
        () => undefined,
      );
    } while (changedSince.has(uri));
    asking.delete(uri);
  };

  const listener = client.onNotification(renderingChanged, () => {
    if (!isPreviewOpen()) known.clear();
    for (const uri of asking) changedSince.add(uri);
    for (const uri of known.keys()) if (!asking.has(uri)) void request(uri);
  });
  return {
    factsAt: (uri) => {
      if (!known.has(uri) && !asking.has(uri)) void request(uri);
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
