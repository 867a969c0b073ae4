/** The citation styles that the writer has downloaded: files in the extension's global storage. */
import { Uri } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { writeWhole } from "./files.ts";
import { ask } from "./requests.ts";

export function styleFolder(globalStorage: Uri): Uri {
  return Uri.joinPath(globalStorage, "styles");
}

/** Writes styles, by their names without `.csl`, and tells the server. */
export async function storeStyles(
  client: BaseLanguageClient,
  folder: Uri,
  files: readonly { readonly name: string; readonly text: string }[],
): Promise<readonly Uri[]> {
  const uris: Uri[] = [];
  for (const { name, text } of files) {
    await writeWhole(folder, `${name}.csl`, new TextEncoder().encode(text));
    uris.push(Uri.joinPath(folder, `${name}.csl`));
  }
  await ask(client, "biomanuscript/stylesStored", { uris: uris.map((uri) => uri.toString()) });
  return uris;
}
