/** The list of retracted works that the writer has downloaded: one file in the extension's global storage. */
import { Uri, workspace } from "vscode";
import { writeWhole } from "./files.ts";
import { checksum } from "./terminologies.ts";

const name = "retraction-watch.csv";

function folderOf(globalStorage: Uri): Uri {
  return Uri.joinPath(globalStorage, "retractions");
}

/** `undefined` where none was downloaded, or the storage can't be read. */
export async function installedRetractions(globalStorage: Uri): Promise<Uri | undefined> {
  const file = Uri.joinPath(folderOf(globalStorage), name);
  return workspace.fs.stat(file).then(
    () => file,
    () => undefined,
  );
}

/**
 * Puts the list in the place of the one before, in one step.
 * @param check is given what was written, and throws where it is no such list
 * @throws where it can't be written, reads back otherwise or is no such list; the one before is then unchanged
 */
export async function storeRetractions(
  globalStorage: Uri,
  bytes: Uint8Array,
  check: (file: Uri) => Promise<void>,
): Promise<Uri> {
  const folder = folderOf(globalStorage);
  await writeWhole(folder, name, bytes, async (written) => {
    if ((await checksum(await workspace.fs.readFile(written))) !== (await checksum(bytes)))
      throw new Error(`${name} was written but reads back with another checksum; is the disk full or faulty?`);
    await check(written);
  });
  return Uri.joinPath(folder, name);
}
