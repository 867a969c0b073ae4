/** Update Retractions: the Retraction Watch database, from where Crossref publishes it. */
import { type Uri, window } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { download, reasonOf } from "../download.ts";
import { ask } from "../requests.ts";
import { installedRetractions, storeRetractions } from "../retractions.ts";

export interface UpdateRetractions {
  /** Another place to download the same database from. */
  readonly address?: string;
}

/** In the repository that https://www.crossref.org/documentation/retrieve-metadata/retraction-watch/ names. */
const published = "https://gitlab.com/crossref/retraction-watch-data/-/raw/main/retraction_watch.csv";

/**
 * @returns how many notices are known now; `undefined` where the writer cancelled
 * @throws with the reason where nothing was installed; what was installed before is then unchanged
 */
export async function updateRetractions(
  client: BaseLanguageClient,
  globalStorage: Uri,
  { address = published }: UpdateRetractions = {},
): Promise<number | undefined> {
  const downloaded = await download("Retraction Watch", address);
  if (!downloaded) return undefined;
  const tell = async (uri: Uri | undefined) =>
    ask(client, "biomanuscript/setRetractions", { uri: uri?.toString() ?? null });
  try {
    const stored = await storeRetractions(globalStorage, downloaded.bytes, async (file) => {
      const { notices, problems } = await tell(file);
      const [first] = problems;
      if (notices > 0) return;
      throw new Error(`line ${first?.line ?? 1}: ${first?.message ?? "There is no notice."}`);
    });
    const { notices, problems } = await tell(stored);
    const [first] = problems;
    const faults = first ? ` ${problems.length} faults, the first in line ${first.line}: ${first.message}` : "";
    window.showInformationMessage(`Retraction Watch: ${notices.toLocaleString("en")} notices are known.${faults}`);
    return notices;
  } catch (error) {
    await tell(await installedRetractions(globalStorage)).then(undefined, () => undefined);
    throw new Error(`Retraction Watch from ${address} can't be used: ${reasonOf(error)}. Nothing was changed.`);
  }
}
