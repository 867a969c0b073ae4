/** How files are called in the host's folder of compiled files. */
import { bytesOf, checksumOf } from "../terms/store-bytes.ts";
import { fileNameOf } from "../text/uri.ts";

/** Compiled terminologies, and what is kept of bibliographies. */
export const compiledExtensions = ["bmt", "bmb"] as const;

/** A compiled file's name: that of its source, for people, and what tells sources of one name apart. */
export function compiledName(uri: string, extension: (typeof compiledExtensions)[number]): string {
  const words =
    fileNameOf(uri)
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const hash = checksumOf(bytesOf(uri)).toString(16).padStart(8, "0");
  return `${words.join("-").slice(0, 60)}-${hash}.${extension}`;
}
