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

/** Pages kept in memory, 4 MB at most, however large the file. */
const keptPages = 1024;

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

/**
 * Reads by position through a small cache of pages; every page is checked when it is first read. A class, as are the
 * others that each open terminology has of its own, so that the code which ran for one is fast for the next.
 */
export class Pages {
  readonly #source: ByteSource;
  readonly #start: number;
  readonly #checksums: Uint32Array;
  readonly #checked: Uint8Array;
  // A page may be in either slot of a pair, so that two that are wanted together seldom drive each other out.
  readonly #pairs: number;
  readonly #kept: Uint8Array;
  readonly #view: DataView;
  readonly #pageIn: Int32Array;
  readonly #usedLast: Uint8Array;

  /** @param start where the first page begins in the source; offsets count from there. */
  constructor(source: ByteSource, start: number, checksums: Uint32Array) {
    this.#source = source;
    this.#start = start;
    this.#checksums = checksums;
    this.#checked = new Uint8Array(checksums.length);
    this.#pairs = (Math.min(keptPages, checksums.length) + 1) >> 1;
    this.#kept = new Uint8Array(this.#pairs * 2 * pageSize);
    this.#view = new DataView(this.#kept.buffer);
    this.#pageIn = new Int32Array(this.#pairs * 2).fill(-1);
    this.#usedLast = new Uint8Array(this.#pairs);
  }

  u32(offset: number): number {
    return this.#view.getUint32(this.#place(offset), true);
  }

  /** Bytes that stay as they are until the next call only. */
  bytes(offset: number, length: number): Uint8Array {
    if (length > pageSize - (offset % pageSize)) return this.#copy(offset, length);
    const first = this.#place(offset);
    return this.#kept.subarray(first, first + length);
  }

  /** Bytes of their own, read at once and past the cache; aligned in memory as they are in the pages. */
  run(offset: number, length: number): Uint8Array<ArrayBuffer> {
    const first = Math.floor(offset / pageSize);
    const from = first * pageSize;
    const end = Math.min(Math.ceil((offset + length) / pageSize) * pageSize, this.#source.size - this.#start);
    const bytes = new Uint8Array(end - from);
    this.#fill(first, bytes);
    return bytes.subarray(offset - from, offset - from + length);
  }

  /** Reads whole pages past the cache, as many as there is room for or are left, and gives their bytes. */
  pagesInto(first: number, room: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    const bytes = room.subarray(0, this.#source.size - this.#start - first * pageSize);
    this.#fill(first, bytes);
    return bytes;
  }

  #fill(first: number, bytes: Uint8Array): void {
    this.#source.read(this.#start + first * pageSize, bytes);
    for (let at = 0; at < bytes.length; at += pageSize) {
      this.#check(first + at / pageSize, bytes.subarray(at, at + pageSize));
    }
  }

  /** The words of a {@link run}. */
  words(offset: number, count: number): Uint32Array<ArrayBuffer> {
    const { buffer, byteOffset } = this.run(offset, count * 4);
    return new Uint32Array(buffer, byteOffset, count);
  }

  #copy(offset: number, length: number): Uint8Array {
    const copied = new Uint8Array(length);
    for (let at = 0; at < length; ) {
      const count = Math.min(pageSize - ((offset + at) % pageSize), length - at);
      const from = this.#place(offset + at);
      copied.set(this.#kept.subarray(from, from + count), at);
      at += count;
    }
    return copied;
  }

  /** Where the byte at an offset is in what is kept, its page with it. */
  #place(offset: number): number {
    const page = Math.floor(offset / pageSize);
    const pair = page % this.#pairs;
    let slot = pair * 2;
    if (this.#pageIn[slot] !== page) {
      slot++;
      if (this.#pageIn[slot] !== page) {
        slot = pair * 2 + (this.#usedLast[pair] === 0 ? 1 : 0);
        this.#load(page, slot);
      }
    }
    this.#usedLast[pair] = slot & 1;
    return slot * pageSize + (offset % pageSize);
  }

  #load(page: number, slot: number): void {
    const from = this.#start + page * pageSize;
    const at = slot * pageSize;
    const bytes = this.#kept.subarray(at, at + Math.min(pageSize, this.#source.size - from));
    this.#pageIn[slot] = -1;
    this.#source.read(from, bytes);
    this.#check(page, bytes);
    this.#pageIn[slot] = page;
  }

  #check(page: number, bytes: Uint8Array): void {
    if (this.#checked[page]) return;
    if (checksumOf(bytes) !== this.#checksums[page]) {
      const from = this.#start + page * pageSize;
      throw new DamagedTerminology(
        `The compiled terminology is damaged in the ${pageSize} bytes from ${from} on.`,
        this.#source,
      );
    }
    this.#checked[page] = 1;
  }
}

/** The most pages that are read ahead. */
const mostAhead = 4;

/**
 * Reads a part of the pages from its start to its end, leaving out some of it: a page at a time, and twice as many each
 * time that the reading goes on where it was. What is read so is seldom wanted again and stays out of the cache; what
 * was given stays as it is until the next call only, for its room is used again.
 */
export class ReadAhead {
  readonly #pages: Pages;
  readonly #end: number;
  #room: Uint8Array<ArrayBuffer> = new Uint8Array();
  #held: Uint8Array<ArrayBuffer> = this.#room;
  #from = 0;
  #ahead = 1;

  /** @param end after the part's last byte */
  constructor(pages: Pages, end: number) {
    this.#pages = pages;
    this.#end = end;
  }

  /** @param offset a multiple of four */
  words(offset: number, count: number): Uint32Array {
    const at = this.#placeOf(offset, count * 4);
    return new Uint32Array(this.#room.buffer, at, count);
  }

  /** @param offset a multiple of two */
  halves(offset: number, count: number): Uint16Array {
    const at = this.#placeOf(offset, count * 2);
    return new Uint16Array(this.#room.buffer, at, count);
  }

  /** Where bytes are in the buffer of those held. */
  #placeOf(offset: number, length: number): number {
    const heldTo = this.#from + this.#held.length;
    if (offset < this.#from || offset + length > heldTo) {
      const goesOn = offset >= this.#from && offset <= heldTo + pageSize;
      this.#ahead = goesOn ? Math.min(this.#ahead * 2, mostAhead) : 1;
      this.#from = offset - (offset % pageSize);
      const to = Math.max(offset + length, Math.min(this.#from + this.#ahead * pageSize, this.#end));
      const room = Math.ceil((to - this.#from) / pageSize) * pageSize;
      if (room > this.#room.length) this.#room = new Uint8Array(room);
      this.#held = this.#pages.pagesInto(this.#from / pageSize, this.#room.subarray(0, room));
    }
    return offset - this.#from;
  }
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
