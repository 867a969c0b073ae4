/** Files read through the client, which alone can reach them from a web worker or in a virtual workspace. */
import type { Connection } from "vscode-languageserver";
import type { ClientRequests, InitializationOptions } from "../protocol.ts";
import { sourceOfBytes } from "../terms/store-bytes.ts";
import { fileNameOf } from "../text/uri.ts";
import { compiledExtensions } from "./compiled-names.ts";
import type { CompiledFolder, Host } from "./host.ts";

export interface ClientFiles extends Pick<Host, "read" | "list" | "stampOf"> {
  /** A file as bytes. Only a channel between workers carries them. */
  readonly readBytes: (uri: string) => Promise<Uint8Array | undefined>;
  /** The folder of compiled terminologies that the client has given, each read whole when it is opened. */
  readonly compiled: CompiledFolder | undefined;
}

export function clientFiles(connection: Connection, options: InitializationOptions | undefined): ClientFiles {
  const ask = async <Method extends keyof ClientRequests & string>(
    method: Method,
    params: ClientRequests[Method]["params"],
  ) => {
    if (!options?.readsFiles) throw new Error("this editor does not read such files for the server");
    return connection.sendRequest<ClientRequests[Method]["result"]>(method, params);
  };
  const readBytes = async (uri: string) => (await ask("biomanuscript/readBytes", { uri })) ?? undefined;
  const list: Host["list"] = (folder, extensions, recursive) =>
    ask("biomanuscript/listFiles", { folder, extensions, recursive });
  const folder = options?.readsFiles ? options.compiledTerminologies : undefined;
  return {
    read: async (uri) => (await ask("biomanuscript/readFile", { uri })).replace(/^\uFEFF/, ""),
    list,
    stampOf: async (uri) => (await ask("biomanuscript/stampOf", { uri })) ?? undefined,
    readBytes,
    compiled:
      folder === undefined
        ? undefined
        : {
            list: async () => (await list(folder, compiledExtensions, false)).map(fileNameOf),
            open: async (name) => {
              const bytes = await readBytes(`${folder}/${name}`);
              return bytes && sourceOfBytes(bytes);
            },
            write: async (name, bytes) => void (await ask("biomanuscript/writeCompiled", { name, bytes })),
            remove: async (name) => void (await ask("biomanuscript/writeCompiled", { name, bytes: null })),
          },
  };
}
