/** Terminologies in the host's folder of compiled files: opened where they are as their sources are, else compiled. */
import { type FileToCompile, textChecksum } from "../terms/compile-file.ts";
import { openTerminology, type Terminology } from "../terms/store.ts";
import { type ByteSource, DamagedTerminology, sourceOfBytes } from "../terms/store-bytes.ts";
import { compiledName } from "./compiled-names.ts";
import type { CompilingHost } from "./host.ts";

const extension = "bmt";

export interface CompiledTerminologies {
  /** The terminology of a file, if the file is as it was compiled. One that was only touched counts as the same. */
  readonly openCurrent: (uri: string) => Promise<Terminology | undefined>;
  /**
   * Compiles a file and keeps the outcome where there is a folder for it.
   * @param run compiles what has been read
   * @throws with the reason where the file can't be read
   */
  readonly compile: (
    uri: string,
    name: string,
    run: (file: FileToCompile) => Promise<Uint8Array>,
  ) => Promise<Terminology>;
  /** The terminology that was opened from a file which turned out damaged. */
  readonly behind: (damaged: DamagedTerminology) => Terminology | undefined;
  /** Deletes compiled files that are not in use and of which there is no source any more. */
  readonly sweep: (inUse: readonly string[]) => Promise<void>;
}

/** @param log for whoever looks for the cause of a fault; the writer needn't know */
export function compiledTerminologies(host: CompilingHost, log: (message: string) => void): CompiledTerminologies {
  const { compiled } = host;
  const opened = new WeakMap<ByteSource, Terminology>();

  const open = async (uri: string): Promise<Terminology | undefined> => {
    const name = compiledName(uri, extension);
    try {
      const bytes = await compiled?.open(name);
      if (!bytes) return undefined;
      const terminology = openTerminology(bytes);
      if (terminology.source.address !== uri) return undefined;
      opened.set(bytes, terminology);
      return terminology;
    } catch (error) {
      log(`${name} is compiled anew: ${messageOf(error)}`);
      return undefined;
    }
  };

  const remove = async (name: string): Promise<void> => {
    try {
      const bytes = await compiled?.open(name);
      const address = bytes && addressIn(bytes);
      if (address === undefined || !(await host.stampOf(address))) await compiled?.remove(name);
    } catch (error) {
      log(`${name} can't be checked or deleted: ${messageOf(error)}`);
    }
  };

  return {
    openCurrent: async (uri) => {
      const stamp = await host.stampOf(uri).catch(() => undefined);
      const terminology = await open(uri);
      const read = terminology?.source.read;
      if (!stamp || !read) return undefined;
      if (read.size === stamp.size && read.modified === stamp.modified) return terminology;
      return textChecksum(await host.read(uri)) === read.checksum ? terminology : undefined;
    },
    compile: async (uri, name, run) => {
      // Before the text, so that a change in between makes the stamp too old and never too new.
      const stamp = await host.stampOf(uri).catch(() => undefined);
      const text = await host.read(uri);
      const bytes = await run({ name, address: uri, stamp: stamp ?? { size: 0, modified: 0 }, text });
      try {
        await compiled?.write(compiledName(uri, extension), bytes);
      } catch (error) {
        log(`${compiledName(uri, extension)} can't be kept: ${messageOf(error)}`);
        return openTerminology(sourceOfBytes(bytes));
      }
      return (await open(uri)) ?? openTerminology(sourceOfBytes(bytes));
    },
    behind: ({ file }) => opened.get(file),
    sweep: async (inUse) => {
      const kept = new Set(inUse.map((uri) => compiledName(uri, extension)));
      const names = (await compiled?.list().catch(() => [])) ?? [];
      for (const name of names) if (name.endsWith(extension) && !kept.has(name)) await remove(name);
    },
  };
}

/** What a compiled file was compiled from; `undefined` where it can't be told any more. */
function addressIn(bytes: ByteSource): string | undefined {
  try {
    return openTerminology(bytes).source.address;
  } catch (error) {
    if (error instanceof DamagedTerminology) return undefined;
    throw error;
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
