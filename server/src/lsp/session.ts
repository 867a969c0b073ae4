/** The running server's state: the present Snapshot, and the reading of what it still lacks. */

import type { ReferenceStyle } from "../features/description.ts";
import type { InstalledTerminology } from "../protocol.ts";
import { type BundledRetraction, bundledNotice, createRetractionList } from "../references/retractions.ts";
import { inheritRewritten, knownBibtexFile } from "../syntax/bibliography.ts";
import { isManuscript } from "../syntax/manuscript.ts";
import { isManubotMetadata, isProjectFile } from "../syntax/project-file.ts";
import type { Reference } from "../syntax/reference.ts";
import type { PathwayModel } from "../terms/pathway.ts";
import { openTerminology } from "../terms/store.ts";
import type { DamagedTerminology } from "../terms/store-bytes.ts";
import type { TermSource } from "../terms/vocabulary.ts";
import { createDocument, type Document } from "../text/document.ts";
import { canonicalUri, folderOf } from "../text/uri.ts";
import { isBibliographyName, wantedFiles } from "../workspace/bibliographies.ts";
import { citationStyleOf, isStyleName, wantedStyles } from "../workspace/citation-style.ts";
import { manuscriptsOf } from "../workspace/keys.ts";
import { readSettings, type Settings } from "../workspace/settings.ts";
import { type Snapshot, withChanges, withFile, withoutFile } from "../workspace/snapshot.ts";
import { type CitationStyles, createCitationStyles } from "./citation-styles.ts";
import { readEnvironment } from "./environment.ts";
import type { Host } from "./host.ts";
import { keptBibliographies } from "./kept-bibliographies.ts";
import { createRetractionFiles, type ReadList } from "./retraction-files.ts";
import { createTerminologies } from "./terminologies.ts";
import type { Observer } from "./terminology-files.ts";

/** Manuscripts, and files that they may depend on; of YAML only the files of projects are kept. */
const followed = [
  "md",
  "qmd",
  "Rmd",
  "rmd",
  "tex",
  "typ",
  "bib",
  "ris",
  "nbib",
  "medline",
  "enw",
  "csl",
  "yml",
  "yaml",
];

export interface Session {
  readonly snapshot: () => Snapshot;
  readonly setSettings: (settings: Settings) => void;
  /** An open document or a new version of one. */
  readonly setOpen: (document: Document) => void;
  readonly close: (uri: string) => void;
  /** The files that are open in the editor. */
  readonly openDocuments: () => readonly Document[];
  /** Files changed on disk. The text of a file that is open in the editor stays the editor's. */
  readonly filesChanged: (changed: readonly { uri: string; exists: boolean }[]) => void;
  /** Resolves when all that questions about a file depend on has been read. */
  readonly ready: (uri: string) => Promise<{ snapshot: Snapshot; document: Document | undefined }>;
  /** Resolves when every manuscript and bibliography of the workspace has been read, and all others that they use. */
  readonly readManuscripts: () => Promise<Snapshot>;
  /** Replaces the installed terminology packs; resolves to what was read of each, once all are ready. */
  readonly installTerminologies: (installed: readonly InstalledTerminology[]) => Promise<readonly TermSource[]>;
  /** Replaces the installed list of retractions, `undefined` for none; resolves to what was read of it. */
  readonly installRetractions: (uri: string | undefined) => Promise<ReadList | undefined>;
  /** Puts terminologies that have become ready to use. */
  readonly takeTerminologies: () => Promise<void>;
  /** Takes a damaged terminology out of use until it has been compiled anew. False where that can't be done. */
  readonly repair: (damaged: DamagedTerminology) => Promise<boolean>;
  /** The text of a file that need not be a manuscript, as it is in the editor or on disk. */
  readonly textOf: (uri: string) => Promise<string>;
  /** The formatter with the citation style of a manuscript, or that of the settings; loaded on first use. */
  readonly style: (manuscript?: Document) => Promise<ReferenceStyle>;
  /** Every style that can be had, and what each prints. */
  readonly styles: CitationStyles;
}

export interface SessionOptions {
  readonly folders: readonly string[];
  readonly settings: unknown;
  readonly installed: readonly InstalledTerminology[];
  /** The URI of the installed list of retractions. */
  readonly retractions: string | undefined;
  /** The URI of the folder with the citation styles that the writer has downloaded. */
  readonly downloadedStyles: string | undefined;
  /** Called once with each file outside the workspace that an answer depends on. */
  readonly watch: (uri: string) => void;
  /** Told, in a sentence, what the writer should know of a file. */
  readonly report: (message: string) => void;
  /** Told of the compiling of terminologies. */
  readonly observer: Observer;
}

export async function createSession(host: Host, options: SessionOptions): Promise<Session> {
  const { folders, settings, installed, report, observer } = options;
  const [environment, terminology, pathways, references, retracted, ...listed] = await Promise.all([
    readEnvironment(host, folders),
    host.assetBytes("data/vocabulary.bmt").then(openTerminology),
    host.asset("data/pathways.json").then((text) => JSON.parse(text) as PathwayModel[]),
    host.asset("data/references.json").then((text) => JSON.parse(text) as Reference[]),
    host.asset("data/retractions.json").then((text) => JSON.parse(text) as BundledRetraction[]),
    ...folders.map((folder) => host.list(folder, followed, true)),
  ]);
  const bundledTerms = { terminology, pathways };
  const terminologies = await createTerminologies(host, {
    folders,
    bundled: bundledTerms,
    installed,
    report,
    observer,
  });
  const retractionFiles = createRetractionFiles(host, {
    bundled: createRetractionList(retracted.map(bundledNotice)),
    installed: options.retractions,
    report,
    watch: (uri) => watchOutside(uri),
  });
  const initial = { folders, settings: readSettings(settings), documents: new Map<string, Document>() };
  let snapshot: Snapshot = {
    ...initial,
    revision: 0,
    files: filesOf(listed.flat()),
    unreadable: new Map(),
    vocabulary: await terminologies.vocabularyOf(initial),
    bundled: new Map(references.map((reference) => [reference.id, reference])),
    retractions: [],
    environment: {
      ...environment,
      styleFolders: [...(options.downloadedStyles ? [options.downloadedStyles] : []), ...environment.styleFolders],
    },
  };
  const bibliographies = keptBibliographies(host, observer.log);
  bibliographies.sweep().catch((error: unknown) => observer.log(`kept bibliographies: ${String(error)}`));
  terminologies.sweep().catch((error: unknown) => observer.log(`compiled terminologies: ${String(error)}`));
  const open = new Set<string>();
  const listing = new Map<string, Promise<void>>();
  const reading = new Map<string, Promise<void>>();
  const watched = new Set<string>();
  /** Bibliographies that have changed on disk, as they were: most of one that is written anew is as before. */
  const replaced = new Map<string, Document>();
  const styles = createCitationStyles(host, () => snapshot.environment.styleFolders);
  /** The last snapshot in which every manuscript and bibliography had been read. */
  let complete: Snapshot | undefined;

  const update = (change: (snapshot: Snapshot) => Snapshot): void => {
    snapshot = change(snapshot);
  };

  const isInside = (uri: string): boolean => folders.some((root) => uri.startsWith(`${root}/`));

  const watchOutside = (uri: string): void => {
    if (!isInside(uri) && !watched.has(uri)) options.watch(uri);
    watched.add(uri);
  };

  const read = async (uri: string): Promise<void> => {
    watchOutside(uri);
    const file = await bibliographies
      .read(uri, async () => createDocument(uri, await host.read(uri)))
      .then(
        (document) => document ?? { reason: "its file name extension is not that of a bibliography" },
        (error: unknown) => ({ reason: error instanceof Error ? error.message : String(error) }),
      );
    const before = replaced.get(uri);
    replaced.delete(uri);
    if (before && !("reason" in file) && !knownBibtexFile(file)) inheritRewritten(before, file);
    if (!open.has(uri)) update((it) => withFile(it, uri, "reason" in file ? file : withCommands(it, file)));
    reading.delete(uri);
  };

  /** A manuscript outside the workspace folders brings the files beside it. */
  const listBeside = (uri: string): Promise<void> => {
    const folder = folderOf(uri);
    const known = listing.get(folder);
    if (isInside(uri) || known) return known ?? Promise.resolve();
    const listed = host.list(folder, followed, false).then(
      (files) => update((it) => withChanges(it, { files: [...it.files, ...filesOf(files)] })),
      () => undefined,
    );
    listing.set(folder, listed);
    return listed;
  };

  const readAll = async (uris: readonly string[]): Promise<void> => {
    for (const uri of uris) if (!reading.has(uri)) reading.set(uri, read(uri));
    await Promise.all(uris.map((uri) => reading.get(uri)));
  };

  const wantedBy = (manuscript: Document): readonly string[] => [
    ...wantedFiles(snapshot, manuscript),
    ...wantedStyles(snapshot, manuscript),
  ];

  const readManuscriptsAndBibliographies = async (): Promise<void> => {
    const isKnown = (uri: string) => snapshot.documents.has(uri) || snapshot.unreadable.has(uri);
    let wanted = snapshot.files.filter((uri) => (isManuscriptName(uri) || isBibliographyName(uri)) && !isKnown(uri));
    do {
      await readAll(wanted);
      wanted = [...new Set(manuscriptsOf(snapshot).flatMap(wantedBy))];
    } while (wanted.length > 0);
  };

  /** With the vocabulary and the retractions that its settings and documents ask for. */
  const withLists = async (): Promise<Snapshot> => {
    const vocabulary = await terminologies.vocabularyOf(snapshot);
    if (vocabulary !== snapshot.vocabulary) update((it) => withChanges(it, { vocabulary }));
    const retractions = await retractionFiles.listsFor(snapshot);
    if (retractions !== snapshot.retractions) update((it) => withChanges(it, { retractions }));
    return snapshot;
  };

  return {
    snapshot: () => snapshot,
    setSettings: (settings) =>
      update((it) => {
        const next = withChanges(it, { settings });
        const documents = new Map([...it.documents].map(([uri, document]) => [uri, withCommands(next, document)]));
        return { ...next, documents };
      }),
    setOpen: (document) => {
      open.add(document.uri);
      update((it) => withFile(it, document.uri, withCommands(it, document)));
    },
    close: (uri) => {
      open.delete(uri);
      update((it) => withoutFile(it, uri));
    },
    openDocuments: () => [...open].flatMap((uri) => snapshot.documents.get(uri) ?? []),
    filesChanged: (changed) => {
      for (const { uri, exists } of changed) {
        terminologies.fileChanged(uri, exists);
        retractionFiles.fileChanged(uri);
        const others = snapshot.files.filter((file) => file !== uri);
        // A library elsewhere is watched too, but is no file of the workspace.
        const isListed = exists && (isInside(uri) || listing.has(folderOf(uri)));
        update((it) => withChanges(it, { files: isListed ? [...others, ...filesOf([uri])] : others }));
        const before = snapshot.documents.get(uri);
        if (open.has(uri)) continue;
        if (!exists) replaced.delete(uri);
        else if (before?.format === "bibtex") replaced.set(uri, before);
        update((it) => withoutFile(it, uri));
      }
    },
    ready: async (uri) => {
      // Not before the first answer: it is what makes the index that is kept.
      bibliographies
        .keep((document) => snapshot.documents.get(document.uri) === document)
        .catch((error: unknown) => observer.log(`kept bibliographies: ${String(error)}`));
      await listBeside(uri);
      for (;;) {
        const document = snapshot.documents.get(uri);
        const wanted = document && isManuscript(document) ? wantedBy(document) : [];
        if (wanted.length === 0) return { snapshot: await withLists(), document };
        await readAll(wanted);
      }
    },
    readManuscripts: async () => {
      if (snapshot !== complete) await readManuscriptsAndBibliographies();
      complete = await withLists();
      return complete;
    },
    installTerminologies: async (installed) => {
      const sources = await terminologies.install(installed);
      await withLists();
      return sources;
    },
    installRetractions: async (uri) => {
      const list = await retractionFiles.install(uri);
      await withLists();
      observer.changed();
      return list;
    },
    takeTerminologies: async () => void (await withLists()),
    repair: async (damaged) => {
      const isRepaired = terminologies.repair(damaged);
      await withLists();
      return isRepaired;
    },
    textOf: async (uri) => snapshot.documents.get(uri)?.text ?? host.read(uri),
    style: async (manuscript) => {
      for (;;) {
        const wanted = wantedStyles(snapshot, manuscript);
        if (wanted.length > 0) {
          await readAll(wanted);
          continue;
        }
        const style = await styles.idOf(citationStyleOf(snapshot, manuscript));
        return { formatter: await styles.formatter(), style };
      }
    },
    styles,
  };
}

/** A LaTeX document that knows the citation commands of the settings. */
function withCommands({ settings }: Snapshot, document: Document): Document {
  const citationCommands = settings["latex.citationCommands"];
  const isSame = document.citationCommands === citationCommands || document.format !== "latex";
  return isSame ? document : { ...document, citationCommands };
}

function filesOf(uris: readonly string[]): string[] {
  return uris.map(canonicalUri).filter(isFollowed);
}

function isFollowed(uri: string): boolean {
  return [isManuscriptName, isBibliographyName, isStyleName, isProjectFile, isManubotMetadata].some((is) => is(uri));
}

function isManuscriptName(uri: string): boolean {
  return /\.(md|qmd|rmd|tex|typ)$/i.test(uri);
}
