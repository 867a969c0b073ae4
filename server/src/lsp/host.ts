/** What the server needs of the place it runs in, and nothing else: files, assets, environment variables, the network. */
import type { CancellationToken } from "vscode-languageserver";
import type { FileToCompile } from "../terms/compile-file.ts";
import type { FileStamp } from "../terms/store.ts";
import type { ByteSource } from "../terms/store-bytes.ts";

export interface Host {
  /** A file's text. Rejects with an `Error` whose message tells a writer why it can't be read. */
  readonly read: (uri: string) => Promise<string>;
  /** `undefined` where there is no such file; rejects where that can't be told. */
  readonly stampOf: (uri: string) => Promise<FileStamp | undefined>;
  /** The URIs of a folder's files with one of the extensions; `recursive` takes in its folders, hidden ones left out. */
  readonly list: (folder: string, extensions: readonly string[], recursive: boolean) => Promise<readonly string[]>;
  /** A file of the extension's `dist` folder, as text. */
  readonly asset: (path: string) => Promise<string>;
  /** A file of the extension's `dist` folder, as bytes. */
  readonly assetBytes: (path: string) => Promise<ByteSource>;
  /** The environment variables of the process; empty where there is none. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Compiles a terminology beside the server's own work. */
  readonly compile: (file: FileToCompile) => Compilation;
  /** Where compiled terminologies are kept, and what was found out about large bibliographies; `undefined` where the client has given no folder for them. */
  readonly compiled: CompiledFolder | undefined;
  /** Used only where the writer asks for what is not on the machine. */
  readonly network: Network;
}

export interface HttpRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent with POST; without one the request is a GET. */
  readonly body?: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
  /** The header of this name. */
  readonly retryAfter?: string;
}

/** The network, and the clock that its use depends on. Times are in milliseconds. */
export interface Network {
  /** Rejects, with the reason as a clause, where no answer comes within `longest`, or the token is cancelled. */
  readonly send: (request: HttpRequest, longest: number, token: CancellationToken) => Promise<HttpAnswer>;
  /** Resolves after a time, or as soon as the token is cancelled. */
  readonly wait: (milliseconds: number, token: CancellationToken) => Promise<void>;
  /** Since 1970. */
  readonly now: () => number;
}

/** What of a host compiling takes. */
export type CompilingHost = Pick<Host, "read" | "stampOf" | "compile" | "compiled">;

export interface Compilation {
  /** Rejects where the compiler failed or was cancelled. */
  readonly bytes: Promise<Uint8Array>;
  readonly cancel: () => void;
}

/** Compiled files by their names. Several servers may share one folder. */
export interface CompiledFolder {
  /** Empty where there is no folder yet. */
  readonly list: () => Promise<readonly string[]>;
  /** `undefined` where there is no such file. What was opened stays readable when the file is replaced or deleted. */
  readonly open: (name: string) => Promise<ByteSource | undefined>;
  /** The file is there as a whole or not at all. */
  readonly write: (name: string, bytes: Uint8Array) => Promise<void>;
  readonly remove: (name: string) => Promise<void>;
}
