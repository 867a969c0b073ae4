/** Compiles the text of a terminology file: what a host's worker does. */
import type { FileStamp, TerminologySource } from "./store.ts";
import { bytesOf, checksumOf } from "./store-bytes.ts";
import { compileTerminology } from "./store-compile.ts";
import { readTerminologyFile } from "./terminology-file.ts";

export interface FileToCompile {
  readonly name: string;
  /** Its URI, from whose extension its format follows. */
  readonly address: string;
  readonly stamp: FileStamp;
  readonly text: string;
}

/** The compiled terminology, with the file's faults and what tells whether the file has changed since. */
export function compileFile({ name, address, stamp, text }: FileToCompile): Uint8Array {
  const { terms, problems, version } = readTerminologyFile(address, text);
  const source: TerminologySource = { name, address, read: { ...stamp, checksum: textChecksum(text) }, problems };
  return compileTerminology(terms, version === undefined ? source : { ...source, version });
}

export function textChecksum(text: string): number {
  return checksumOf(bytesOf(text));
}
