/** The terminologies in use: the bundled one, the project's glossary, ontology files of the settings, installed packs. */
import type { InstalledTerminology } from "../protocol.ts";
import type { PathwayModel } from "../terms/pathway.ts";
import type { SourceProblem } from "../terms/sources/source-file.ts";
import { readTerminologyFile } from "../terms/terminology-file.ts";
import { createVocabulary, type TermSource, type Vocabulary } from "../terms/vocabulary.ts";
import type { Document } from "../text/document.ts";
import { canonicalUri, fileNameOf, resolvePath } from "../text/uri.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Host } from "./host.ts";

/** What of a snapshot the vocabulary depends on. */
type Depended = Pick<Snapshot, "documents" | "settings" | "folders">;

export interface Terminologies {
  /** The vocabulary for a snapshot, once all its files have been read; the same object until one of them changes. */
  readonly vocabularyOf: (snapshot: Depended) => Promise<Vocabulary>;
  /** A file on disk is there, changed or gone. */
  readonly fileChanged: (uri: string, exists: boolean) => void;
  /** Replaces the installed packs; resolves to what was read of each, in order. */
  readonly install: (installed: readonly InstalledTerminology[]) => Promise<readonly TermSource[]>;
}

/** Priorities: what is nearer to the writer goes first. */
const priority = { glossary: 0, bundled: 1, workspace: 2, installed: 3 };

export function isGlossary(uri: string): boolean {
  return /\/\.biomanuscript\/[^/]+\.ya?ml$/.test(uri);
}

/** What is wrong in a glossary, line by line. */
export function glossaryFaults({ vocabulary }: Snapshot, { uri }: Document): readonly SourceProblem[] {
  return isGlossary(uri) ? (vocabulary.sources.find(({ file }) => file?.uri === uri)?.file?.problems ?? []) : [];
}

/** `report` is told, in a sentence, what a file of the settings or a pack has wrong. */
export async function createTerminologies(
  host: Host,
  folders: readonly string[],
  bundled: Pick<TermSource, "terms"> & { readonly pathways: readonly PathwayModel[] },
  report: (message: string) => void,
): Promise<Terminologies> {
  const own: TermSource = { name: "BioManuscript", priority: priority.bundled, terms: bundled.terms };
  const listed = await Promise.all(folders.map((folder) => glossariesOf(host, folder)));
  const glossaries = new Set(listed.flat());
  const read = new Map<string, Promise<TermSource>>();
  const ofDocument = new WeakMap<Document, TermSource>();
  let installed: readonly InstalledTerminology[] = [];
  let last: { readonly sources: readonly TermSource[]; readonly vocabulary: Vocabulary } | undefined;

  const fromDisk = (uri: string, name: string, rank: number, isReported: boolean): Promise<TermSource> => {
    const known = read.get(uri);
    if (known) return known;
    const reading = host.read(uri).then(
      (text) => sourceOf(uri, name, rank, text),
      (error: unknown): TermSource => {
        const problems = [{ line: 1, message: error instanceof Error ? error.message : String(error) }];
        return { name, priority: rank, terms: [], file: { uri, text: "", problems } };
      },
    );
    read.set(uri, reading);
    if (isReported) reading.then((source) => reportProblems(source, report));
    return reading;
  };

  /** An open glossary's unsaved text counts. */
  const glossary = async (uri: string, open: Document | undefined): Promise<TermSource> => {
    const known = open && ofDocument.get(open);
    if (!open || known) return known ?? fromDisk(uri, fileNameOf(uri), priority.glossary, false);
    const source = sourceOf(uri, fileNameOf(uri), priority.glossary, open.text);
    ofDocument.set(open, source);
    return source;
  };

  return {
    vocabularyOf: async (snapshot) => {
      const open = [...snapshot.documents.keys()].filter(isGlossary);
      const sources = await Promise.all([
        ...[...new Set([...glossaries, ...open])].map((uri) => glossary(uri, snapshot.documents.get(uri))),
        ...workspaceFiles(snapshot).map((uri) => fromDisk(uri, fileNameOf(uri), priority.workspace, true)),
        ...installed.map(({ uri, name }) => fromDisk(canonicalUri(uri), name, priority.installed, true)),
      ]);
      const all = [own, ...sources];
      const isSame = last?.sources.length === all.length && last.sources.every((it, number) => it === all[number]);
      if (!last || !isSame) last = { sources: all, vocabulary: createVocabulary(all, bundled.pathways) };
      return last.vocabulary;
    },
    fileChanged: (uri, exists) => {
      read.delete(uri);
      if (!isGlossary(uri)) return;
      if (exists) glossaries.add(uri);
      else glossaries.delete(uri);
    },
    install: async (next) => {
      // A pack's contents never change under its address; only one that could not be read is worth another try.
      for (const uri of next.map((it) => canonicalUri(it.uri))) {
        if ((await read.get(uri))?.terms.length === 0) read.delete(uri);
      }
      installed = next;
      return Promise.all(next.map(({ uri, name }) => fromDisk(canonicalUri(uri), name, priority.installed, false)));
    },
  };
}

/** A folder without glossaries has none; that it can't be listed means the same. */
async function glossariesOf(host: Host, folder: string): Promise<string[]> {
  const found = await host.list(`${folder}/.biomanuscript`, ["yaml", "yml"], false).catch(() => []);
  return found.map(canonicalUri);
}

function workspaceFiles({ settings, folders }: Depended): string[] {
  const roots = folders.length > 0 ? folders : ["file://"];
  return settings.terminologies.flatMap((path) => roots.map((root) => resolvePath(root, path)));
}

function sourceOf(uri: string, name: string, rank: number, text: string): TermSource {
  const { terms, problems } = readTerminologyFile(uri, text);
  return { name, priority: rank, terms, file: { uri, text, problems } };
}

function reportProblems({ name, file }: TermSource, report: (message: string) => void): void {
  const [first, ...others] = file?.problems ?? [];
  if (!first) return;
  const more = others.length > 0 ? ` There are ${others.length} more faults; the rest was read.` : "";
  report(`${name}, line ${first.line}: ${first.message}${more}`);
}
