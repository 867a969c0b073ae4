/** What the server needs of the place it runs in, and nothing else: files, its own assets, the environment, the style processor. */
import type { CreateFormatter } from "../styles/formatter.ts";

export interface Host {
  /** A file's text. Rejects with an `Error` whose message tells a writer why it can't be read. */
  readonly read: (uri: string) => Promise<string>;
  /** The URIs of a folder's files with one of the extensions; `recursive` takes in its folders, hidden ones left out. */
  readonly list: (folder: string, extensions: readonly string[], recursive: boolean) => Promise<readonly string[]>;
  /** A file of the extension's `dist` folder, as text. */
  readonly asset: (path: string) => Promise<string>;
  /** The environment variables of the process; empty where there is none. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Loads the citation style processor, which is a file of its own. */
  readonly loadStyles: () => Promise<CreateFormatter>;
}
