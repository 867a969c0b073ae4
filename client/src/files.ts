/** Answers the server's requests for files that only the editor can reach, such as those of a virtual workspace. */
import { RelativePattern, Uri, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { ClientRequests } from "../../server/src/protocol.ts";

type Answers = {
  readonly [Method in keyof ClientRequests]: (
    params: ClientRequests[Method]["params"],
  ) => Promise<ClientRequests[Method]["result"]>;
};

const answers: Answers = {
  "biomanuscript/readFile": async ({ uri }) => new TextDecoder().decode(await workspace.fs.readFile(Uri.parse(uri))),
  "biomanuscript/listFiles": async ({ folder, extensions, recursive }) => {
    const files = new RelativePattern(Uri.parse(folder), `${recursive ? "**/" : ""}*.{${extensions.join(",")}}`);
    return (await workspace.findFiles(files, "**/{node_modules,.*}/**")).map((uri) => uri.toString());
  },
};

export function answerFileRequests(client: BaseLanguageClient): void {
  for (const [method, answer] of Object.entries(answers)) {
    client.onRequest(method, answer as (params: unknown) => Promise<unknown>);
  }
}
