/**
 * Terminology files while they are in use. One that isn't compiled yet is compiled beside everything else; until then
 * what was known of it before, if anything, answers.
 */
import type { FileToCompile } from "../terms/compile-file.ts";
import type { Terminology } from "../terms/store.ts";
import type { DamagedTerminology } from "../terms/store-bytes.ts";
import { type TermSource, termSource } from "../terms/vocabulary.ts";
import { type CompiledTerminologies, compiledTerminologies, messageOf } from "./compiled-terminologies.ts";
import type { Compilation, CompilingHost } from "./host.ts";

export interface TerminologyFile {
  readonly uri: string;
  /** What people call it. */
  readonly name: string;
  readonly priority: number;
}

export interface TerminologyFiles {
  /** What answers for a file now, once it is known whether it is compiled; `undefined` where nothing does yet. */
  readonly current: (file: TerminologyFile) => Promise<TermSource | undefined>;
  /** What answers for a file in the end: after it has been compiled, where it wasn't. */
  readonly ready: (file: TerminologyFile) => Promise<TermSource>;
  /** A file on disk has changed. What was read of it answers until the new contents are compiled. */
  readonly changed: (uri: string) => void;
  /** All other files are no longer in use; compiling them ends. */
  readonly keepOnly: (uris: ReadonlySet<string>) => void;
  /** Compiles anew what turned out damaged, and tells whether it was one of these files. */
  readonly repair: (damaged: DamagedTerminology) => boolean;
  /** Deletes compiled files that nothing names any more. */
  readonly sweep: () => Promise<void>;
}

export interface Observer {
  /** A file's contents were compiled, or could not be read, since `current` was answered without them. */
  readonly changed: () => void;
  /** For whoever looks for the cause of a fault; the writer needn't know. */
  readonly log: (message: string) => void;
  /** Shows that work has begun; what it resolves to is to be called when the work is done. Never rejects. */
  readonly begin: (title: string) => Promise<() => void>;
}

interface Followed {
  readonly file: TerminologyFile;
  source: TermSource | undefined;
  /** Resolves once `source` is there, or it is known that the file must be compiled. */
  readonly opened: Promise<unknown>;
  readonly ready: Promise<TermSource>;
  /** Whoever waits for it gets `instead`. */
  readonly cancel: (instead: TermSource | Promise<TermSource>) => void;
}

export function createTerminologyFiles(host: CompilingHost, observer: Observer): TerminologyFiles {
  const compiled = compiledTerminologies(host, observer.log);
  const followed = new Map<string, Followed>();
  let queue: Promise<unknown> = Promise.resolve();

  /** One file at a time is compiled: each takes a processor, and much memory. */
  const inTurn: InTurn = (work) => {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  };
  const start = (file: TerminologyFile, before: TermSource | undefined, isSound: boolean): Followed => {
    const made = follow({ host, compiled, observer, inTurn }, file, before, isSound);
    followed.set(file.uri, made);
    return made;
  };
  const again = (uri: string, isSound: boolean): void => {
    const known = followed.get(uri);
    known?.cancel(start(known.file, isSound ? known.source : undefined, isSound).ready);
  };
  const following = (file: TerminologyFile) => followed.get(file.uri) ?? start(file, undefined, true);

  return {
    current: async (file) => {
      const it = following(file);
      await it.opened;
      return it.source;
    },
    ready: (file) => {
      // One that could not be read is worth another try.
      if (followed.get(file.uri)?.source?.file?.unreadable) again(file.uri, true);
      return following(file).ready;
    },
    changed: (uri) => again(uri, true),
    keepOnly: (uris) => {
      for (const [uri, { file, cancel }] of followed) {
        if (uris.has(uri)) continue;
        cancel(unreadable(file, "it was taken out of use before it was ready"));
        followed.delete(uri);
      }
    },
    repair: (damaged) => {
      const terminology = compiled.behind(damaged);
      // Several questions may meet the same damage; after the first it is no longer in use.
      const found = [...followed.values()].find(({ source }) => source?.terminology === terminology);
      if (terminology && found) again(found.file.uri, false);
      return terminology !== undefined;
    },
    sweep: () => compiled.sweep([...followed.keys()]),
  };
}

type InTurn = <Result>(work: () => Promise<Result>) => Promise<Result>;

interface Following {
  readonly host: CompilingHost;
  readonly compiled: CompiledTerminologies;
  readonly observer: Observer;
  readonly inTurn: InTurn;
}

/**
 * @param before what answers until the file is read
 * @param isSound false where its compiled file is known to be damaged
 */
function follow(
  { host, compiled, observer, inTurn }: Following,
  file: TerminologyFile,
  before: TermSource | undefined,
  isSound: boolean,
): Followed {
  const { uri, name } = file;
  let isCancelled = false;
  let running: Compilation | undefined;
  let resolveInstead: Followed["cancel"] = () => undefined;
  const instead = new Promise<TermSource>((resolve) => {
    resolveInstead = resolve;
  });
  const keep = (source: TermSource): TermSource => {
    followed.source = source;
    return source;
  };
  const compileNow = async (): Promise<TermSource | undefined> => {
    if (isCancelled) return undefined;
    const run = async (toCompile: FileToCompile): Promise<Uint8Array> => {
      const end = await observer.begin(`Preparing ${name}…`);
      try {
        running = host.compile(toCompile);
        if (isCancelled) running.cancel();
        return await running.bytes;
      } finally {
        end();
      }
    };
    const made = await compiled.compile(uri, name, run).then(
      (terminology) => sourceOf(file, terminology),
      (error: unknown) => unreadable(file, messageOf(error)),
    );
    if (isCancelled) return undefined;
    keep(made);
    observer.changed();
    return made;
  };
  const opened = (isSound ? compiled.openCurrent(uri).catch(() => undefined) : Promise.resolve(undefined)).then(
    (terminology) => terminology && keep(sourceOf(file, terminology)),
  );
  const followed: Followed = {
    file,
    source: before,
    opened,
    // The turn ends before what is waited for instead, which may be next in turn.
    ready: opened.then(async (source) => source ?? (await inTurn(compileNow)) ?? instead),
    cancel: (source) => {
      isCancelled = true;
      running?.cancel();
      resolveInstead(source);
    },
  };
  return followed;
}

function sourceOf({ uri, name, priority }: TerminologyFile, terminology: Terminology): TermSource {
  return { name, priority, terminology, file: { uri, problems: terminology.source.problems ?? [] } };
}

function unreadable({ uri, name, priority }: TerminologyFile, message: string): TermSource {
  return termSource(name, priority, [], { uri, problems: [{ line: 1, message }], unreadable: true });
}
