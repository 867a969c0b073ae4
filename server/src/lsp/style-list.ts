/** Every citation style that can be had without the network: bundled, of the workspace, and of the machine's folders. */
import type { ListedStyle } from "../features/style-search.ts";
import { bundledStyles } from "../styles/bundled.ts";
import { titleIn } from "../styles/style-file.ts";
import { createDocument, type Document } from "../text/document.ts";
import { canonicalUri, fileNameOf } from "../text/uri.ts";
import { ownFiles } from "../workspace/bibliographies.ts";
import { type FoundStyle, independentStyle, isStyleName } from "../workspace/citation-style.ts";
import { filesMatching } from "../workspace/inclusion.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Host } from "./host.ts";

export interface StyleList {
  /** The bundled ones, the workspace's and those that were downloaded. What `all` has found is looked for anew afterwards. */
  readonly near: (snapshot: Snapshot) => Promise<readonly ListedStyle[]>;
  /** With those of the machine's folders, thousands; the first time takes seconds. */
  readonly all: (snapshot: Snapshot) => Promise<readonly ListedStyle[]>;
  /** What a style of the list prints with; rejects with the reason where its file can't be read. */
  readonly find: (snapshot: Snapshot, id: string) => Promise<Exclude<FoundStyle, { readonly state: "wanted" }>>;
  /** Files that were stored since they were last sought. */
  readonly forget: (uris: readonly string[]) => void;
}

type Placed = { readonly uri: string; readonly place: ListedStyle["place"] };

/** Files read at once. */
const atOnce = 64;

const styleNames = { test: isStyleName };

export function createStyleList(host: Pick<Host, "read" | "list">, downloaded: string | undefined): StyleList {
  const titles = new Map<string, Promise<string>>();
  /** Of styles that were looked at, so that walking the list leaves the snapshot as it is. */
  const documents = new Map<string, Document>();
  const unreadable = new Map<string, string>();
  let listed: Promise<readonly ListedStyle[]> | undefined;

  const titleOf = (uri: string, known: Document | undefined): Promise<string> => {
    if (known) return Promise.resolve(titleIn(known.text));
    const title = titles.get(uri) ?? host.read(uri).then(titleIn, () => "");
    titles.set(uri, title);
    return title;
  };

  const entriesOf = async (snapshot: Snapshot, files: readonly Placed[]): Promise<readonly ListedStyle[]> => {
    const styles: ListedStyle[] = [];
    for (let at = 0; at < files.length; at += atOnce) {
      const some = files.slice(at, at + atOnce).map(async ({ uri, place }): Promise<ListedStyle[]> => {
        const title = await titleOf(uri, snapshot.documents.get(uri));
        // Without a title it is no style, or can't be read.
        return title === "" ? [] : [{ id: uri, title, name: fileNameOf(uri).replace(/\.csl$/i, ""), place }];
      });
      styles.push(...(await Promise.all(some)).flat());
    }
    return styles.sort((a, b) => (a.title < b.title ? -1 : 1));
  };

  const near = async (snapshot: Snapshot): Promise<readonly ListedStyle[]> => {
    const workspace = filesMatching(snapshot, styleNames).map((uri): Placed => ({ uri, place: "workspace" }));
    const files = downloaded === undefined ? [] : await filesIn(host, downloaded);
    const own = files.map((uri): Placed => ({ uri, place: "downloaded" }));
    return [...bundledList, ...(await entriesOf(snapshot, workspace)), ...(await entriesOf(snapshot, own))];
  };

  const listAll = async (snapshot: Snapshot): Promise<readonly ListedStyle[]> => {
    const folders = [...ownFiles(snapshot, snapshot.settings.styleFolders), ...snapshot.environment.styleFolders];
    const others = [...new Set(folders)].filter((folder) => folder !== downloaded);
    const found = (await Promise.all(others.map((folder) => filesIn(host, folder)))).flat();
    // What stands in several folders of the machine is the same style.
    const seen = new Map([...found].reverse().map((uri) => [fileNameOf(uri), uri]));
    const machine = found.filter((uri) => seen.get(fileNameOf(uri)) === uri);
    const entries = await entriesOf(
      snapshot,
      machine.map((uri) => ({ uri, place: "this machine" })),
    );
    return [...(await near(snapshot)), ...entries];
  };

  const documentOf = async (snapshot: Snapshot, uri: string): Promise<Document> => {
    const known = snapshot.documents.get(uri) ?? documents.get(uri);
    if (known) return known;
    const document = createDocument(uri, await host.read(uri));
    if (!document) throw new Error("it is no .csl file");
    documents.set(uri, document);
    return document;
  };

  return {
    near: (snapshot) => {
      listed = undefined;
      return near(snapshot);
    },
    all: (snapshot) => {
      listed ??= listAll(snapshot);
      return listed;
    },
    find: async (snapshot, id) => {
      if (Object.hasOwn(bundledStyles, id)) return { state: "found", source: id, language: undefined };
      const document = await documentOf(snapshot, canonicalUri(id));
      const { settings, environment, folders } = snapshot;
      for (;;) {
        const files = { documents, unreadable, settings, environment, folders };
        const found = independentStyle(files, document, fileNameOf(document.uri));
        if (found.state !== "wanted") return found;
        await documentOf(snapshot, found.uri).then(
          (parent) => documents.set(found.uri, parent),
          (error: unknown) => unreadable.set(found.uri, String(error)),
        );
      }
    },
    forget: (uris) => {
      for (const uri of uris) {
        titles.delete(uri);
        documents.delete(uri);
      }
      unreadable.clear();
      listed = undefined;
    },
  };
}

const bundledList: readonly ListedStyle[] = Object.entries(bundledStyles).map(([name, title]) => {
  return { id: name, title, name, place: "bundled" };
});

async function filesIn(host: Pick<Host, "list">, folder: string): Promise<readonly string[]> {
  const files = await host.list(folder, ["csl"], false).catch(() => []);
  return files.map(canonicalUri);
}
