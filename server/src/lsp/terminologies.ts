/** The terminologies in use: the bundled one, the project's glossary, ontology files of the settings, installed packs. */
import type { InstalledTerminology } from "../protocol.ts";
import type { PathwayModel } from "../terms/pathway.ts";
import type { SourceProblem } from "../terms/sources/source-file.ts";
import type { Terminology } from "../terms/store.ts";
import type { DamagedTerminology } from "../terms/store-bytes.ts";
import { createVocabulary, type TermSource, termSource, type Vocabulary } from "../terms/vocabulary.ts";
import { readVocabularyYaml } from "../terms/vocabulary-yaml.ts";
import type { Document } from "../text/document.ts";
import { canonicalUri, fileNameOf, resolvePath } from "../text/uri.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { messageOf } from "./compiled-terminologies.ts";
import type { Host } from "./host.ts";
import { createTerminologyFiles, type Observer, type TerminologyFile } from "./terminology-files.ts";

/** What of a snapshot the vocabulary depends on. */
type Depended = Pick<Snapshot, "documents" | "settings" | "folders">;

export interface Terminologies {
  /**
   * The vocabulary for a snapshot; the same object until one of its files changes. Glossaries are read first; ontologies
   * that must be compiled are left out until they are.
   */
  readonly vocabularyOf: (snapshot: Depended) => Promise<Vocabulary>;
  /** A file on disk is there, changed or gone. */
  readonly fileChanged: (uri: string, exists: boolean) => void;
  /** Replaces the installed packs; resolves to what was read of each, in order, once all are ready. */
  readonly install: (installed: readonly InstalledTerminology[]) => Promise<readonly TermSource[]>;
  /** Compiles anew what turned out damaged, and tells whether that can be done. */
  readonly repair: (damaged: DamagedTerminology) => boolean;
  /** Deletes compiled files that nothing names any more. */
  readonly sweep: () => Promise<void>;
}

export interface TerminologyOptions {
  readonly folders: readonly string[];
  readonly bundled: { readonly terminology: Terminology; readonly pathways: readonly PathwayModel[] };
  readonly installed: readonly InstalledTerminology[];
  /** Told, in a sentence, what a file of the settings or a pack has wrong. */
  readonly report: (message: string) => void;
  readonly observer: Observer;
}

/** Priorities: what is nearer to the writer goes first. */
const priority = { glossary: 0, bundled: 1, workspace: 2, installed: 3 };

function isGlossary(uri: string): boolean {
  return /\/\.biomanuscript\/[^/]+\.ya?ml$/.test(uri);
}

/** What is wrong in a glossary, line by line. */
export function glossaryFaults({ vocabulary }: Snapshot, { uri }: Document): readonly SourceProblem[] {
  return isGlossary(uri) ? (vocabulary.sources.find(({ file }) => file?.uri === uri)?.file?.problems ?? []) : [];
}

export async function createTerminologies(host: Host, options: TerminologyOptions): Promise<Terminologies> {
  const { folders, bundled, report, observer } = options;
  const own: TermSource = { name: "BioManuscript", priority: priority.bundled, terminology: bundled.terminology };
  const listed = await Promise.all(folders.map((folder) => glossariesOf(host, folder)));
  const glossaries = new Set(listed.flat());
  const glossaryOf = glossaryReader(host);
  const files = createTerminologyFiles(host, observer);
  const reported = new WeakSet<TermSource>();
  let inWorkspace: readonly TerminologyFile[] = [];
  let installed = options.installed.map(packFile);
  let last: { readonly sources: readonly TermSource[]; readonly vocabulary: Vocabulary } | undefined;

  const dropOthers = (): void => files.keepOnly(new Set([...inWorkspace, ...installed].map(({ uri }) => uri)));
  const current = async (file: TerminologyFile): Promise<TermSource | undefined> => {
    const source = await files.current(file);
    if (source && !reported.has(source)) reportProblems(source, report);
    if (source) reported.add(source);
    return source;
  };

  return {
    vocabularyOf: async (snapshot) => {
      const open = [...snapshot.documents.keys()].filter(isGlossary);
      inWorkspace = workspaceFiles(snapshot);
      dropOthers();
      const sources = await Promise.all([
        ...[...new Set([...glossaries, ...open])].map((uri) => glossaryOf.read(uri, snapshot.documents.get(uri))),
        ...[...inWorkspace, ...installed].map(current),
      ]);
      const all = [own, ...sources.flatMap((source) => source ?? [])];
      const isSame = last?.sources.length === all.length && last.sources.every((it, number) => it === all[number]);
      if (!last || !isSame) last = { sources: all, vocabulary: createVocabulary(all, bundled.pathways) };
      return last.vocabulary;
    },
    fileChanged: (uri, exists) => {
      files.changed(uri);
      if (!isGlossary(uri)) return;
      glossaryOf.changed(uri);
      if (exists) glossaries.add(uri);
      else glossaries.delete(uri);
    },
    install: async (next) => {
      installed = next.map(packFile);
      dropOthers();
      const sources = installed.map(async (file) => {
        const source = await files.ready(file);
        // Whoever installs it is told with the answer.
        reported.add(source);
        return source;
      });
      await files.sweep();
      return Promise.all(sources);
    },
    repair: files.repair,
    sweep: files.sweep,
  };
}

/** Glossaries are small, and compiled in memory at each edit. An open one's unsaved text counts. */
function glossaryReader(host: Host): {
  readonly read: (uri: string, open: Document | undefined) => Promise<TermSource>;
  readonly changed: (uri: string) => void;
} {
  const onDisk = new Map<string, Promise<TermSource>>();
  const ofDocument = new WeakMap<Document, TermSource>();
  const compiled = (uri: string, text: string): TermSource => {
    const { terms, problems } = readVocabularyYaml(text);
    return termSource(fileNameOf(uri), priority.glossary, terms, { uri, problems });
  };
  const fromDisk = (uri: string): Promise<TermSource> =>
    host.read(uri).then(
      (text) => compiled(uri, text),
      (error: unknown) => {
        const problems = [{ line: 1, message: messageOf(error) }];
        return termSource(fileNameOf(uri), priority.glossary, [], { uri, problems, unreadable: true });
      },
    );
  return {
    read: async (uri, open) => {
      if (!open) {
        const reading = onDisk.get(uri) ?? fromDisk(uri);
        onDisk.set(uri, reading);
        return reading;
      }
      const source = ofDocument.get(open) ?? compiled(uri, open.text);
      ofDocument.set(open, source);
      return source;
    },
    changed: (uri) => onDisk.delete(uri),
  };
}

/** A folder without glossaries has none; that it can't be listed means the same. */
async function glossariesOf(host: Host, folder: string): Promise<string[]> {
  const found = await host.list(`${folder}/.biomanuscript`, ["yaml", "yml"], false).catch(() => []);
  return found.map(canonicalUri);
}

function workspaceFiles({ settings, folders }: Depended): TerminologyFile[] {
  const roots = folders.length > 0 ? folders : ["file://"];
  const uris = settings.terminologies.flatMap((path) => roots.map((root) => resolvePath(root, path)));
  return uris.map((uri) => ({ uri, name: fileNameOf(uri), priority: priority.workspace }));
}

function packFile({ uri, name }: InstalledTerminology): TerminologyFile {
  return { uri: canonicalUri(uri), name, priority: priority.installed };
}

function reportProblems({ name, file }: TermSource, report: (message: string) => void): void {
  const [first, ...others] = file?.problems ?? [];
  if (!first) return;
  const more = others.length > 0 ? ` There are ${others.length} more faults; the rest was read.` : "";
  report(`${name}, line ${first.line}: ${first.message}${more}`);
}
