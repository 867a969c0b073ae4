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
  /** The same for facts that show the same, wherever their lines are. */
  readonly shows: string;
  /** Whether the document has been rendered with them. */
  isShown: boolean;
}

/** More documents are seldom previewed in turn. */
const mostKnown = 8;

/**
 * In milliseconds. VS Code renders what is typed within this time, most often with the new facts; to have it render at other
 * times makes it load the whole page anew.
 */
const patience = 600;

export function createPreview(client: BaseLanguageClient): Preview {
  const known = new Map<string, Known>();
  const asking = new Set<string>();
  const changedSince = new Set<string>();
  let waiting: ReturnType<typeof setTimeout> | undefined;

  const refresh = (): void => {
    if ([...known.values()].every(({ isShown }) => isShown)) return;
    // Those that are not rendered now have no preview.
    for (const it of known.values()) it.isShown = true;
    void commands.executeCommand("markdown.preview.refresh");
  };

  const keep = (uri: string, facts: RenderedManuscript | null): void => {
    const before = known.get(uri);
    const shows = shownOf(facts);
    known.set(uri, { facts, shows, isShown: before?.isShown === true && before.shows === shows });
    clearTimeout(waiting);
    waiting = setTimeout(refresh, before?.facts ? patience : 0);
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
      const found = known.get(uri);
      if (found) {
        found.isShown = true;
        return found.facts ?? undefined;
      }
      known.set(uri, { facts: null, shows: "", isShown: true });
      for (const oldest of known.keys()) if (known.size > mostKnown) known.delete(oldest);
      if (!asking.has(uri)) void request(uri);
      return undefined;
    },
    dispose: () => {
      clearTimeout(waiting);
      listener.dispose();
    },
  };
}

function shownOf(facts: RenderedManuscript | null): string {
  if (!facts) return "";
  const { citations, terms, definitions, ...rest } = facts;
  const explained = new Set(terms.map(({ text, definition }) => `${text}\n${definitions[definition]}`));
  return JSON.stringify({ ...rest, citations: citations.map(({ text, html }) => [text, html]), terms: [...explained] });
}

function isPreviewOpen(): boolean {
  return window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .some(({ input }) => input instanceof TabInputWebview && input.viewType.includes("markdown.preview"));
}
