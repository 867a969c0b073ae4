/** Answers the server's requests for files that only the editor can reach, such as those of a virtual workspace. */
import { FileSystemError, FileType, Uri, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { ClientRequests } from "../../server/src/protocol.ts";

type Answers = {
  readonly [Method in keyof ClientRequests]: (
    params: ClientRequests[Method]["params"],
  ) => Promise<ClientRequests[Method]["result"]>;
};

/** @param compiled the folder of compiled terminologies, the only one in which the server may write */
export function answerFileRequests(client: BaseLanguageClient, compiled: Uri): void {
  const answers: Answers = {
    "biomanuscript/readFile": async ({ uri }) => new TextDecoder().decode(await workspace.fs.readFile(Uri.parse(uri))),
    "biomanuscript/readBytes": ({ uri }) => ifThere(workspace.fs.readFile(Uri.parse(uri))),
    "biomanuscript/stampOf": async ({ uri }) => {
      const found = await ifThere(workspace.fs.stat(Uri.parse(uri)));
      return found && { size: found.size, modified: found.mtime };
    },
    "biomanuscript/writeCompiled": async ({ name, bytes }) => {
      if (!/^[\w-]+\.bm[abt]$/.test(name)) throw new Error(`“${name}” is no name of a compiled file.`);
      if (bytes) await writeWhole(compiled, name, bytes);
      else await ifThere(workspace.fs.delete(Uri.joinPath(compiled, name)));
      return null;
    },
    "biomanuscript/listFiles": async ({ folder, extensions, recursive }) =>
      (await filesIn(Uri.parse(folder), new Set(extensions), recursive)).map((uri) => uri.toString()),
  };
  for (const [method, answer] of Object.entries(answers)) {
    client.onRequest(method, answer as (params: unknown) => Promise<unknown>);
  }
}

/**
 * Writes under a temporary name first, so that a file is there as a whole or not at all.
 * @param check is given what was written, and throws where that isn't what it should be
 */
export async function writeWhole(
  folder: Uri,
  name: string,
  bytes: Uint8Array,
  check: (temporary: Uri) => Promise<void> = async () => undefined,
): Promise<void> {
  await workspace.fs.createDirectory(folder);
  const temporary = Uri.joinPath(folder, `${crypto.randomUUID()}.tmp`);
  try {
    await workspace.fs.writeFile(temporary, bytes);
    await check(temporary);
    await workspace.fs.rename(temporary, Uri.joinPath(folder, name), { overwrite: true });
  } catch (error) {
    await workspace.fs.delete(temporary).then(undefined, () => undefined);
    throw error;
  }
}

/** `null` where there is no such file. */
export async function ifThere<Found>(seeking: Thenable<Found>): Promise<Found | null> {
  try {
    return await seeking;
  } catch (error) {
    if (error instanceof FileSystemError && error.code === "FileNotFound") return null;
    throw error;
  }
}

/** The editor's own search would leave out what the writer's settings hide. A folder that can't be read holds nothing. */
async function filesIn(folder: Uri, extensions: ReadonlySet<string>, recursive: boolean): Promise<Uri[]> {
  const entries = await Promise.resolve(workspace.fs.readDirectory(folder)).catch(() => []);
  const found = await Promise.all(
    entries.map(([name, type]) => {
      const uri = Uri.joinPath(folder, name);
      if (name.startsWith(".") || name === "node_modules") return [];
      if (type === FileType.Directory) return recursive ? filesIn(uri, extensions, true) : [];
      return extensions.has(name.slice(name.lastIndexOf(".") + 1)) ? [uri] : [];
    }),
  );
  return found.flat();
}
