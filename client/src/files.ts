/** Answers the server's requests for files that only the editor can reach, such as those of a virtual workspace. */
import { FileType, Uri, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { ClientRequests } from "../../server/src/protocol.ts";

type Answers = {
  readonly [Method in keyof ClientRequests]: (
    params: ClientRequests[Method]["params"],
  ) => Promise<ClientRequests[Method]["result"]>;
};

const answers: Answers = {
  "biomanuscript/readFile": async ({ uri }) => new TextDecoder().decode(await workspace.fs.readFile(Uri.parse(uri))),
  "biomanuscript/listFiles": async ({ folder, extensions, recursive }) =>
    (await filesIn(Uri.parse(folder), new Set(extensions), recursive)).map((uri) => uri.toString()),
};

export function answerFileRequests(client: BaseLanguageClient): void {
  for (const [method, answer] of Object.entries(answers)) {
    client.onRequest(method, answer as (params: unknown) => Promise<unknown>);
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
