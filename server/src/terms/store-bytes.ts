/** Bytes read by position, in checked pages, and bytes written in order: the ground that a compiled terminology stands on. */

// Both hosts have these; the language's own library doesn't name them.
declare class TextEncoder {
  encode(text: string): Uint8Array;
}
declare class TextDecoder {
  decode(bytes: Uint8Array): string;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const bytesOf = (text: string): Uint8Array => encoder.encode(text);
export const textOf = (bytes: Uint8Array): string => decoder.decode(bytes);

/** A file or a buffer. `read` fills the whole of `into` from an offset on, or throws. */
export interface ByteSource {
  readonly size: number;
  read(offset: number, into: Uint8Array): void;
}

export function sourceOfBytes(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: (offset, into) => into.set(bytes.subarray(offset, offset + into.length)) };
}

/** The file isn't what was compiled. Whoever opened it compiles it anew. */
export class DamagedTerminology extends Error {
  override readonly name = "DamagedTerminology";
  readonly file: ByteSource;

  constructor(message: string, file: ByteSource) {
    super(message);
    this.file = file;
  }
}

export const pageSize = 4096;

/** Pages kept in memory, 8 MB at most, however large the file. */
const keptPages = 2048;

/** A hash of bytes that changes with any of them. */
export function checksumOf(bytes: Uint8Array): number {
  let hash = bytes.length | 0;
  const whole = bytes.length >> 2;
  if (bytes.byteOffset % 4 === 0) {
    for (const word of new Uint32Array(bytes.buffer, bytes.byteOffset, whole)) hash = mix(hash ^ word);
  } else {
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    for (let at = 0; at < whole; at++) hash = mix(hash ^ view.getUint32(at * 4, true));
  }
  for (let at = whole * 4; at < bytes.length; at++) hash = mix(hash ^ (bytes[at] ?? 0));
  return hash >>> 0;
}

// Both steps can be undone, so that two inputs that differ in one word never meet.
function mix(hash: number): number {
  const product = Math.imul(hash, 0x9e3779b1);
  return product ^ (product >>> 15);
}

/** Reads by position through a small cache of pages; every page is checked when it is first read. */
export interface Pages {
  u32(offset: number): number;
  /** Bytes that stay as they are until the next call only. */
  bytes(offset: number, length: number): Uint8Array;
}

/** @param start where the first page begins in the source; offsets count from there. */
export function openPages(source: ByteSource, start: number, checksums: Uint32Array): Pages {
  const slots = Math.min(keptPages, checksums.length);
  const kept = new Uint8Array(slots * pageSize);
  const view = new DataView(kept.buffer);
  const pageIn = new Int32Array(slots).fill(-1);
  const checked = new Uint8Array(checksums.length);

  /** Where the byte at an offset is in `kept`, its page with it. */
  const place = (offset: number): number => {
    const page = Math.floor(offset / pageSize);
    const slot = page % slots;
    if (pageIn[slot] !== page) load(page, slot);
    return slot * pageSize + (offset % pageSize);
  };
  const load = (page: number, slot: number): void => {
    const from = start + page * pageSize;
    const bytes = kept.subarray(slot * pageSize, slot * pageSize + Math.min(pageSize, source.size - from));
    pageIn[slot] = -1;
    source.read(from, bytes);
    if (!checked[page] && checksumOf(bytes) !== checksums[page]) {
      throw new DamagedTerminology(
        `The compiled terminology is damaged in the ${pageSize} bytes from ${from} on.`,
        source,
      );
    }
    checked[page] = 1;
    pageIn[slot] = page;
  };

  return {
    u32: (offset) => view.getUint32(place(offset), true),
    bytes(offset, length) {
      const first = place(offset);
      const left = pageSize - (offset % pageSize);
      if (length <= left) return kept.subarray(first, first + length);
      const joined = new Uint8Array(length);
      joined.set(kept.subarray(first, first + left));
      for (let at = left; at < length; at += pageSize) {
        const next = place(offset + at);
        joined.set(kept.subarray(next, next + Math.min(pageSize, length - at)), at);
      }
      return joined;
    },
  };
}

/** A growing run of bytes. Offsets are from its start. */
export class ByteWriter {
  #bytes = new Uint8Array(256);
  #view = new DataView(this.#bytes.buffer);
  length = 0;

  #reserve(count: number): number {
    const offset = this.length;
    this.length += count;
    if (this.length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.length, this.#bytes.length * 2));
      larger.set(this.#bytes);
      this.#bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    return offset;
  }

  u32(value: number): void {
    const offset = this.#reserve(4);
    this.#view.setUint32(offset, value, true);
  }

  /** Seven bits a byte, the lowest first; all but the last have the eighth set. */
  varint(value: number): void {
    let rest = value;
    for (; rest > 127; rest >>>= 7) this.byte((rest & 127) | 128);
    this.byte(rest);
  }

  byte(value: number): void {
    const offset = this.#reserve(1);
    this.#bytes[offset] = value;
  }

  bytes(values: Uint8Array): void {
    const offset = this.#reserve(values.length);
    this.#bytes.set(values, offset);
  }

  align(step: number): void {
    this.#reserve((step - (this.length % step)) % step);
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.length);
  }
}

/** Reads varints one after another. */
export class ByteReader {
  at: number;
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  varint(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at++] ?? 0;
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  }
}
