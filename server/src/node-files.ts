/** The disk as the Node host sees it: texts, listings, and compiled terminologies that are read by position. */
import { randomUUID } from "node:crypto";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { compiledExtensions } from "./lsp/compiled-names.ts";
import type { CompiledFolder, Host } from "./lsp/host.ts";
import { type ByteSource, DamagedTerminology } from "./terms/store-bytes.ts";

export const diskFiles: Pick<Host, "read" | "list" | "stampOf"> = {
  read: readText,
  list: listFiles,
  stampOf: async (uri) => {
    const found = await unlessMissing(stat(fileURLToPath(uri)));
    return found && { size: found.size, modified: found.mtimeMs };
  },
};

/** Leaves a byte order mark out. Files of many megabytes are read in half the time of reading them as text piece by piece. */
const utf8 = new TextDecoder();

async function readText(uri: string): Promise<string> {
  try {
    return utf8.decode(await readFile(fileURLToPath(uri)));
  } catch (error) {
    const reasons: Readonly<Record<string, string>> = {
      ENOENT: "there is no such file",
      EISDIR: "it is a folder",
      EACCES: "reading it is not permitted",
    };
    throw new Error(reasons[codeOf(error)] ?? String(error));
  }
}

async function listFiles(folder: string, extensions: readonly string[], recursive: boolean): Promise<string[]> {
  const wanted = new Set(extensions);
  const found: string[] = [];
  const queue = [fileURLToPath(folder)];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    // A folder that can't be read holds nothing that could be; its siblings still count.
    const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
      if (entry.isDirectory() && recursive) queue.push(join(path, entry.name));
      else if (wanted.has(entry.name.slice(entry.name.lastIndexOf(".") + 1))) {
        found.push(pathToFileURL(join(path, entry.name)).href);
      }
    }
  }
  return found;
}

/** Files that were given up half-written are left this long, in milliseconds: another server may be writing them. */
const longestWriting = 24 * 60 * 60 * 1000;

export function compiledFolder(folder: string): CompiledFolder {
  return {
    list: async () => {
      const names = (await unlessMissing(readdir(folder))) ?? [];
      for (const name of names.filter((it) => it.endsWith(".tmp"))) {
        const found = await unlessMissing(stat(join(folder, name)));
        if (found && Date.now() - found.mtimeMs > longestWriting) await rm(join(folder, name), { force: true });
      }
      return names.filter((name) => compiledExtensions.some((extension) => name.endsWith(`.${extension}`)));
    },
    open: (name) => unlessMissing((async () => openFile(join(folder, name)))()),
    write: async (name, bytes) => {
      await mkdir(folder, { recursive: true });
      const temporary = join(folder, `${randomUUID()}.tmp`);
      try {
        await writeFile(temporary, bytes);
        await rename(temporary, join(folder, name));
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
    },
    remove: (name) => rm(join(folder, name), { force: true }),
  };
}

/** A question may still be reading from a file that is no longer in use, so that none is closed while it can be reached. */
const abandoned = new FinalizationRegistry<number>(closeSync);

/** Opens a file that is read by position and stays on disk. */
export function openFile(path: string): ByteSource {
  const file = openSync(path, "r");
  const source: ByteSource = {
    size: fstatSync(file).size,
    read(offset, into) {
      for (let at = 0; at < into.length; ) {
        const count = readSync(file, into, at, into.length - at, offset + at);
        if (count === 0) throw new DamagedTerminology(`${path} ends at byte ${offset + at}.`, source);
        at += count;
      }
    },
  };
  abandoned.register(source, file);
  return source;
}

async function unlessMissing<Found>(seeking: Promise<Found>): Promise<Found | undefined> {
  try {
    return await seeking;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "";
}
