/** The requests behind Choose Citation Style. */
import type { Connection } from "vscode-languageserver";
import { chooseStyle } from "../features/choose-style.ts";
import { previewReferences, printPreview, type StylePreview } from "../features/style-preview.ts";
import { type ListedStyle, searchStyles } from "../features/style-search.ts";
import type { StyleItem, StyleRequests } from "../protocol.ts";
import { readStyle } from "../styles/style-file.ts";
import { isManuscript } from "../syntax/manuscript.ts";
import type { Document } from "../text/document.ts";
import { canonicalUri, fileNameOf } from "../text/uri.ts";
import { citationStyleOf, languageOf, type StyleSource } from "../workspace/citation-style.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { type Answers, answerRequests } from "./answers.ts";
import { refusal } from "./commands.ts";
import { messageOf } from "./compiled-terminologies.ts";
import { toEdits } from "./convert.ts";
import type { Host } from "./host.ts";
import type { Session } from "./session.ts";
import { downloadStyle } from "./style-download.ts";
import { createStyleList, type StyleList } from "./style-list.ts";

type StyleHost = Pick<Host, "asset" | "read" | "list" | "network">;

/** @param downloaded the folder of the styles that the writer has downloaded */
export function answerStyleCommands(
  connection: Connection,
  current: () => Promise<Session>,
  host: StyleHost,
  downloaded: string | undefined,
): void {
  const folder = downloaded === undefined ? undefined : canonicalUri(downloaded);
  answerRequests(connection, current, styleAnswers(host, folder));
}

function styleAnswers(host: StyleHost, downloaded: string | undefined): Answers<StyleRequests> {
  const list = createStyleList(host, downloaded);
  const previews = previewCache();
  return {
    "biomanuscript/searchStyles": async (session, { uri, query, limit }) => {
      const { snapshot, document } = await manuscriptOf(session, uri);
      const { source } = citationStyleOf(snapshot, document);
      const used = typeof source === "string" ? source : source.uri;
      const near = query.trim() === "";
      const styles = near ? withUsed(await list.near(snapshot), source) : await list.all(snapshot);
      // So that what is typed next is answered at once.
      if (near) void list.all(snapshot);
      return searchStyles(styles, query, limit).map((style): StyleItem => ({ ...style, isInUse: style.id === used }));
    },
    "biomanuscript/previewStyle": async (session, { uri, id }) => {
      const { snapshot, document } = await manuscriptOf(session, uri);
      const references = previewReferences(snapshot, document);
      const language = languageOf(snapshot, document);
      const key = `${id} ${language} ${JSON.stringify(references)}`;
      return previews.get(key, async () => {
        const style = await usable(list, snapshot, id);
        return session.styles.printOnce({ ...style, language: language ?? style.language }, (formatter, printed) =>
          printPreview(formatter, printed, references),
        );
      });
    },
    "biomanuscript/chooseStyle": async (session, { uri, id }) => {
      const { snapshot, document } = await manuscriptOf(session, uri);
      const { source } = await usable(list, snapshot, id);
      const isBundled = typeof source === "string";
      const independent = isBundled
        ? { name: source, text: await host.asset(`styles/${source}.csl`) }
        : { name: nameOf(source.uri), text: source.text };
      const file = id === source ? undefined : canonicalUri(id);
      const style = { name: file === undefined ? id : nameOf(file), uri: file, independent };
      const { edit, copy, setting } = chooseStyle(snapshot, document, style);
      return { edits: toEdits(snapshot, edit), copy: copy ?? null, setting: setting ?? null };
    },
    "biomanuscript/downloadStyle": async (_, { name, repository }, token) => ({
      files: await downloadStyle(host.network, name, token, repository),
    }),
    "biomanuscript/stylesStored": async (session, { uris }) => {
      const stored = uris.map(canonicalUri);
      list.forget(stored);
      previews.clear();
      session.filesChanged(stored.map((uri) => ({ uri, exists: true })));
      return null;
    },
  };
}

/** The style in use comes first. */
function withUsed(styles: readonly ListedStyle[], source: StyleSource): readonly ListedStyle[] {
  const id = typeof source === "string" ? source : source.uri;
  const listed = styles.find((style) => style.id === id);
  const others = styles.filter((style) => style !== listed);
  if (listed || typeof source === "string") return [...(listed ? [listed] : []), ...others];
  return [{ id, title: readStyle(source).title, name: nameOf(id), place: "this machine" }, ...others];
}

function nameOf(uri: string): string {
  return fileNameOf(uri).replace(/\.csl$/i, "");
}

/** Rejects, with a sentence for the writer, where the style can't be printed with. */
async function usable(list: StyleList, snapshot: Snapshot, id: string) {
  const found = await list.find(snapshot, id).catch((error: unknown) => {
    throw refusal(`The citation style “${id}” can't be read: ${messageOf(error)}.`);
  });
  if (found.state === "faulty") throw refusal(found.message);
  return found;
}

async function manuscriptOf(session: Session, uri: string): Promise<{ snapshot: Snapshot; document: Document }> {
  const { snapshot, document } = await session.ready(canonicalUri(uri));
  if (!document || !isManuscript(document)) throw refusal("Open a manuscript first: its citation style is chosen.");
  return { snapshot, document };
}

/** The most previews that are kept. */
const mostPreviews = 500;

/** A list is walked up and down; what was printed stays printed. */
function previewCache() {
  const kept = new Map<string, StylePreview>();
  return {
    get: async (key: string, print: () => Promise<StylePreview>): Promise<StylePreview> => {
      const preview = kept.get(key) ?? (await print());
      for (const oldest of kept.keys()) if (kept.size >= mostPreviews) kept.delete(oldest);
      kept.set(key, preview);
      return preview;
    },
    clear: () => kept.clear(),
  };
}
