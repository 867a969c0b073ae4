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

/** A hash of bytes that changes with any of them. Two run side by side, for each step waits for the one before. */
export function checksumOf(bytes: Uint8Array): number {
  const words = wordsIn(bytes);
  let [a, b] = [bytes.length | 0, 1];
  let at = 0;
  for (const end = words.length & ~7; at < end; at += 8) {
    a = mix(a ^ sumOfFour(words, at));
    b = mix(b ^ sumOfFour(words, at + 4));
  }
  let hash = mix(a) ^ b;
  for (; at < words.length; at++) hash = mix(hash ^ (words[at] ?? 0));
  for (let rest = words.length * 4; rest < bytes.length; rest++) hash = mix(hash ^ (bytes[rest] ?? 0));
  return hash >>> 0;
}

/** Four words as one, each times another odd number, so that it is another when one of them or their order changes. */
function sumOfFour(words: Uint32Array, at: number): number {
  const second = Math.imul(words[at + 1] ?? 0, 0x85ebca6b);
  const third = Math.imul(words[at + 2] ?? 0, 0xc2b2ae35);
  return (words[at] ?? 0) ^ second ^ third ^ Math.imul(words[at + 3] ?? 0, 0x27d4eb2f);
}

/** The whole words of bytes, from a copy where they are not aligned. */
function wordsIn(bytes: Uint8Array): Uint32Array {
  const { buffer, byteOffset } = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
  return new Uint32Array(buffer, byteOffset, bytes.length >> 2);
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
  /** Bytes at the start of a buffer of their own. */
  copy(offset: number, length: number): Uint8Array<ArrayBuffer>;
  /** Bytes of their own, read at once and past the cache; aligned in memory as they are in the pages. */
  run(offset: number, length: number): Uint8Array<ArrayBuffer>;
}

/** @param start where the first page begins in the source; offsets count from there. */
export function openPages(source: ByteSource, start: number, checksums: Uint32Array): Pages {
  // A page may be in either slot of a pair, so that two that are wanted together seldom drive each other out.
  const pairs = (Math.min(keptPages, checksums.length) + 1) >> 1;
  const kept = new Uint8Array(pairs * 2 * pageSize);
  const view = new DataView(kept.buffer);
  const pageIn = new Int32Array(pairs * 2).fill(-1);
  const usedLast = new Uint8Array(pairs);
  const checked = new Uint8Array(checksums.length);

  /** Where the byte at an offset is in `kept`, its page with it. */
  const place = (offset: number): number => {
    const page = Math.floor(offset / pageSize);
    const pair = page % pairs;
    let slot = pair * 2;
    if (pageIn[slot] !== page) {
      slot++;
      if (pageIn[slot] !== page) {
        slot = pair * 2 + (usedLast[pair] === 0 ? 1 : 0);
        load(page, slot);
      }
    }
    usedLast[pair] = slot & 1;
    return slot * pageSize + (offset % pageSize);
  };
  const load = (page: number, slot: number): void => {
    const from = start + page * pageSize;
    const bytes = kept.subarray(slot * pageSize, slot * pageSize + Math.min(pageSize, source.size - from));
    pageIn[slot] = -1;
    source.read(from, bytes);
    check(page, bytes);
    pageIn[slot] = page;
  };
  const check = (page: number, bytes: Uint8Array): void => {
    if (!checked[page] && checksumOf(bytes) !== checksums[page]) {
      const from = start + page * pageSize;
      throw new DamagedTerminology(
        `The compiled terminology is damaged in the ${pageSize} bytes from ${from} on.`,
        source,
      );
    }
    checked[page] = 1;
  };
  const copy = (offset: number, length: number): Uint8Array<ArrayBuffer> => {
    const copied = new Uint8Array(length);
    for (let at = 0; at < length; ) {
      const count = Math.min(pageSize - ((offset + at) % pageSize), length - at);
      const from = place(offset + at);
      copied.set(kept.subarray(from, from + count), at);
      at += count;
    }
    return copied;
  };

  return {
    u32: (offset) => view.getUint32(place(offset), true),
    bytes(offset, length) {
      if (length > pageSize - (offset % pageSize)) return copy(offset, length);
      const first = place(offset);
      return kept.subarray(first, first + length);
    },
    copy,
    run(offset, length) {
      const first = Math.floor(offset / pageSize);
      const from = first * pageSize;
      const end = Math.min(Math.ceil((offset + length) / pageSize) * pageSize, source.size - start);
      const bytes = new Uint8Array(end - from);
      source.read(start + from, bytes);
      for (let at = 0; at < bytes.length; at += pageSize) {
        check(first + at / pageSize, bytes.subarray(at, at + pageSize));
      }
      return bytes.subarray(offset - from, offset - from + length);
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
