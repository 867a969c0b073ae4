/** The terminologies that the writer has installed: their files and an index of them, in the extension's global storage. */
import { Uri, window, workspace } from "vscode";
import { ifThere, writeWhole } from "./files.ts";

/** An entry of the index, `index.json` in the folder of the files. */
export interface Terminology {
  /** A known release's own name, or the URI of the file that it was read from. */
  readonly id: string;
  readonly name: string;
  /** The file's name in the folder. It holds part of the checksum, so that other contents never have the same name. */
  readonly file: string;
  /** Where it came from. */
  readonly address: string;
  /** Of the file as installed, in hexadecimal. */
  readonly sha256: string;
  /** What the file or its server says of its release, if anything. */
  readonly version?: string;
  /** When it was installed, in ISO 8601. */
  readonly installed: string;
  readonly enabled: boolean;
  /** How many terms the server read from it. */
  readonly terms: number;
  /** Bytes that it takes in the storage: the file, and what the server compiled it to. */
  readonly size?: number;
}

/** What is known of a file before it is installed. */
export interface Source extends Pick<Terminology, "id" | "name" | "address" | "version"> {
  /** The file's extension, which tells its format: `obo`, `json`, `tsv` and so on. */
  readonly extension: string;
}

/** The folder in which the server keeps what it has compiled; all of it can be compiled again. */
export function compiledFolder(globalStorage: Uri): Uri {
  return Uri.joinPath(globalStorage, "compiled");
}

/**
 * The folder of the installed terminologies. The files stay as they were added once they are compiled: Go to Definition
 * opens them, and what was compiled can be made anew from them without a network.
 */
export function terminologyFolder(globalStorage: Uri): Uri {
  return Uri.joinPath(globalStorage, "terminologies");
}

/**
 * The installed terminologies, in the order of their names. A damaged index is kept as `index.json.broken`, told to the
 * writer, and replaced by what can be read of it.
 */
export async function installedTerminologies(folder: Uri): Promise<readonly Terminology[]> {
  const bytes = await ifThere(workspace.fs.readFile(Uri.joinPath(folder, "index.json")));
  if (!bytes) return [];
  const entries = parseIndex(new TextDecoder().decode(bytes));
  const sound = entries?.filter(isTerminology) ?? [];
  if (entries?.length === sound.length) return sound;
  const broken = Uri.joinPath(folder, "index.json.broken");
  await workspace.fs.writeFile(broken, bytes);
  await saveTerminologies(folder, sound);
  window.showWarningMessage(
    `The list of installed terminologies is damaged: ${sound.length} can still be used. The damaged list is kept as ${broken.path}; run “BioManuscript: Add Terminology” to add what is missing.`,
  );
  return sound;
}

/** Replaces the index in one step. */
export async function saveTerminologies(folder: Uri, list: readonly Terminology[]): Promise<void> {
  const sorted = list.toSorted((a, b) => a.name.localeCompare(b.name, "en"));
  await writeWhole(folder, "index.json", new TextEncoder().encode(`${JSON.stringify(sorted, undefined, 2)}\n`));
}

/**
 * Writes a terminology's file into the folder and reads it back. It is installed only when an index that names it is
 * saved; what was installed before stays as it is.
 * @throws where the file can't be written, or reads back with another checksum
 */
export async function storeFile(folder: Uri, bytes: Uint8Array, source: Source): Promise<Terminology> {
  const { extension, ...known } = source;
  const sha256 = await checksum(bytes);
  const words = source.name.toLowerCase().match(/[a-z0-9]+/g) ?? ["terminology"];
  const file = `${words.join("-").slice(0, 60)}-${sha256.slice(0, 12)}.${extension}`;
  await writeWhole(folder, file, bytes, async (written) => {
    if ((await checksum(await workspace.fs.readFile(written))) === sha256) return;
    throw new Error(`${file} was written but reads back with another checksum; is the disk full or faulty?`);
  });
  return { ...known, file, sha256, installed: new Date().toISOString(), enabled: true, terms: 0 };
}

/** Deletes a terminology's file, unless one of the list has it. */
export async function discardFile(folder: Uri, { file }: Terminology, list: readonly Terminology[]): Promise<void> {
  if (list.some((other) => other.file === file)) return;
  await ifThere(workspace.fs.delete(Uri.joinPath(folder, file)));
}

/** What the server needs to know: the terminologies that are turned on. */
export function forServer(folder: Uri, list: readonly Terminology[]): { name: string; uri: string }[] {
  return list
    .filter(({ enabled }) => enabled)
    .map(({ name, file }) => ({ name, uri: Uri.joinPath(folder, file).toString() }));
}

/** SHA-256, in hexadecimal. */
export async function checksum(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new Uint8Array(bytes));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The entries as they stand in the index; `undefined` where it is no list. */
function parseIndex(text: string): readonly unknown[] | undefined {
  try {
    const content: unknown = JSON.parse(text);
    return Array.isArray(content) ? content : undefined;
  } catch {
    return undefined;
  }
}

function isTerminology(entry: unknown): entry is Terminology {
  if (typeof entry !== "object" || entry === null) return false;
  const { file, version, enabled, terms, size, ...rest } = entry as Partial<Record<keyof Terminology, unknown>>;
  return (
    [rest.id, rest.name, rest.address, rest.sha256, rest.installed].every((value) => typeof value === "string") &&
    // A name without a path: the file is never sought, nor deleted, anywhere else.
    typeof file === "string" &&
    /^[\w-]+\.\w+$/.test(file) &&
    (version === undefined || typeof version === "string") &&
    typeof enabled === "boolean" &&
    typeof terms === "number" &&
    (size === undefined || typeof size === "number")
  );
}
