/** A file read by position, as the Node host reads it. */
import { fstatSync, openSync, readSync } from "node:fs";
import type { ByteSource } from "../../server/src/terms/store-bytes.ts";

export function openFile(path: string): ByteSource {
  const file = openSync(path, "r");
  return {
    size: fstatSync(file).size,
    read(offset, into) {
      for (let at = 0; at < into.length; ) {
        const count = readSync(file, into, at, into.length - at, offset + at);
        if (count === 0) throw new Error(`${path} ends at byte ${offset + at}.`);
        at += count;
      }
    },
  };
}
