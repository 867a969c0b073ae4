/** Files read through the client, which alone can reach them from a web worker or in a virtual workspace. */
import type { Connection } from "vscode-languageserver";
import type { ClientRequests, InitializationOptions } from "../protocol.ts";
import type { Host } from "./host.ts";

export function clientFiles(
  connection: Connection,
  options: InitializationOptions | undefined,
): Pick<Host, "read" | "list"> {
  const ask = <Method extends keyof ClientRequests & string>(
    method: Method,
    params: ClientRequests[Method]["params"],
  ) => {
    if (!options?.readsFiles) throw new Error("this editor does not read such files for the server");
    return connection.sendRequest<ClientRequests[Method]["result"]>(method, params);
  };
  return {
    read: async (uri) => (await ask("biomanuscript/readFile", { uri })).replace(/^\uFEFF/, ""),
    list: async (folder, extensions, recursive) => ask("biomanuscript/listFiles", { folder, extensions, recursive }),
  };
}
