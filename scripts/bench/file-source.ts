/** A file read by position, as the Node host reads it. */
import { fstatSync, openSync, readSync } from "node:fs";
import type { ByteSource } from "../../server/src/terms/store-bytes.ts";

export function openFile(path: string): ByteSource {
  const file = openSync(path, "r");
  return {
    size: fstatSync(file).size,
    read(offset, length) {
      const bytes = new Uint8Array(length);
      for (let at = 0; at < length; ) {
        const count = readSync(file, bytes, at, length - at, offset + at);
        if (count === 0) throw new Error(`${path} ends at byte ${offset + at}.`);
        at += count;
      }
      return bytes;
    },
  };
}
