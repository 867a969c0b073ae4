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

/** A file or a buffer. `read` gives exactly the bytes asked for, which stay as they are, or throws. */
export interface ByteSource {
  readonly size: number;
  read(offset: number, length: number): Uint8Array;
}

export function sourceOfBytes(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) };
}

/** The file isn't what was compiled. Whoever opened it compiles it anew. */
export class DamagedTerminology extends Error {
  override readonly name = "DamagedTerminology";
}

export const pageSize = 16384;

/** Pages kept in memory, 16 MB at most, however large the file. */
const keptPages = 1024;

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
  bytes(offset: number, length: number): Uint8Array;
}

/** @param start where the first page begins in the source; offsets count from there. */
export function openPages(source: ByteSource, start: number, checksums: Uint32Array): Pages {
  const kept: { number: number; bytes: Uint8Array; view: DataView }[] = [];
  const checked = new Uint8Array(checksums.length);

  const page = (number: number) => {
    const known = kept[number % keptPages];
    if (known?.number === number) return known;
    const offset = start + number * pageSize;
    const bytes = source.read(offset, Math.min(pageSize, source.size - offset));
    if (!checked[number] && checksumOf(bytes) !== checksums[number]) {
      throw new DamagedTerminology(`The compiled terminology is damaged at byte ${offset}.`);
    }
    checked[number] = 1;
    const read = { number, bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length) };
    kept[number % keptPages] = read;
    return read;
  };

  return {
    u32: (offset) => page(Math.floor(offset / pageSize)).view.getUint32(offset % pageSize, true),
    bytes(offset, length) {
      const first = page(Math.floor(offset / pageSize)).bytes;
      const from = offset % pageSize;
      if (from + length <= first.length) return first.subarray(from, from + length);
      const joined = new Uint8Array(length);
      for (let at = 0; at < length; ) {
        const { bytes } = page(Math.floor((offset + at) / pageSize));
        const part = bytes.subarray((offset + at) % pageSize, ((offset + at) % pageSize) + length - at);
        joined.set(part, at);
        at += part.length;
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
