/** Programs of the machine, as far as an export needs them. The browser has none. */

export interface Programs {
  /** The path of a program: the given one if it is there, else the first of this name on the PATH. */
  readonly find: (name: string, given?: string) => Promise<string | undefined>;
  /**
   * Runs a program with arguments that no shell reads, and resolves when it has ended. Rejects where it can't be started, and where the
   * signal aborts it; then it and all that it has started are ended.
   */
  readonly run: (path: string, given: readonly string[], options: RunOptions) => Promise<Ended>;
  /** Calls with the path of a new folder, which is removed when the promise settles. */
  readonly withTemporaryFolder: <Result>(use: (folder: string) => Promise<Result>) => Promise<Result>;
  /** A path from a folder; an absolute one stays as it is. */
  readonly resolve: (folder: string, path: string) => string;
  /** Stands between the folders of a search path. */
  readonly pathSeparator: string;
  readonly readFile: (path: string) => Promise<Uint8Array>;
  readonly writeFile: (path: string, text: string) => Promise<void>;
  /** Deletes a file or a folder with all that it holds, if it is there. */
  readonly remove: (path: string) => Promise<void>;
}

export interface RunOptions {
  /** The folder in which the program runs. */
  readonly folder?: string;
  /** What it reads from standard input. */
  readonly input?: string;
  readonly signal?: AbortSignal;
  /** Told of each piece of text that it writes to standard error, as it comes. */
  readonly onErrors?: (text: string) => void;
}

export interface Ended {
  /** `null` where a signal ended it. */
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
}

/** A program that was found, with the version that it says it has. */
export interface Tool {
  readonly path: string;
  /** Such as `2.17.1.1`; empty where what it says isn't understood. */
  readonly version: string;
}

/** `undefined` where there is none. Throws where a path was given and nothing there answers as the program would. */
export async function findTool(programs: Programs, name: string, given: string): Promise<Tool | undefined> {
  const path = await programs.find(name, given || undefined);
  if (path === undefined) {
    if (given) throw new Error(`There is no program at ${given}, where the settings say ${name} is.`);
    return undefined;
  }
  const { status, output } = await programs.run(path, ["--version"], {});
  if (status !== 0) throw new Error(`${path} does not tell its version, so it is not used.`);
  return { path, version: versionIn(output) };
}

/** The version in what a program says of itself: `pandoc 2.17.1.1`, `1.4.550`. */
export function versionIn(output: string): string {
  return /\d+(?:\.\d+)+/.exec(output.split("\n", 1)[0] ?? "")?.[0] ?? "";
}

/** Whether a version is another one or later; what isn't understood is taken for the latest. */
export function isAtLeast(version: string, least: string): boolean {
  if (version === "") return true;
  const [given, wanted] = [version, least].map((it) => it.split(".").map(Number));
  for (const [place, number] of (wanted ?? []).entries()) {
    const difference = (given?.[place] ?? 0) - number;
    if (difference !== 0) return difference > 0;
  }
  return true;
}
