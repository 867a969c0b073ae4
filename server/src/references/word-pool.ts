/** Distinct words by number, kept as code units and found by hash: no string is made for a word. */
import { CodeUnits, orderOf } from "./code-units.ts";
import type { PackedStrings } from "./packed-strings.ts";

export class WordPool {
  readonly #units = new CodeUnits();
  readonly #starts: number[] = [0];
  #table = new Int32Array(1024);

  get size(): number {
    return this.#starts.length - 1;
  }

  /** The number of the word at `start` to `end` of some code units. */
  numberOf(units: Uint16Array, start: number, end: number): number {
    let slot = hashOf(units, start, end) & (this.#table.length - 1);
    for (let there = this.#table[slot] ?? 0; there > 0; there = this.#table[slot] ?? 0) {
      if (this.#isWord(there - 1, units, start, end)) return there - 1;
      slot = (slot + 1) & (this.#table.length - 1);
    }
    const number = this.size;
    this.#units.append(units, start, end);
    this.#starts.push(this.#units.length);
    this.#table[slot] = number + 1;
    if (2 * this.size > this.#table.length) this.#rehash();
    return number;
  }

  #isWord(number: number, units: Uint16Array, start: number, end: number): boolean {
    const from = this.#starts[number] ?? 0;
    if ((this.#starts[number + 1] ?? 0) - from !== end - start) return false;
    const known = this.#units.units;
    for (let at = start; at < end; at++) if (units[at] !== known[from + at - start]) return false;
    return true;
  }

  #rehash(): void {
    this.#table = new Int32Array(4 * this.#table.length);
    for (let number = 0; number < this.size; number++) {
      const start = this.#starts[number] ?? 0;
      let slot = hashOf(this.#units.units, start, this.#starts[number + 1] ?? 0) & (this.#table.length - 1);
      while ((this.#table[slot] ?? 0) > 0) slot = (slot + 1) & (this.#table.length - 1);
      this.#table[slot] = number + 1;
    }
  }

  /** The numbers of the words in code-unit order, and the words in that order. */
  sorted(): { readonly order: Uint32Array; readonly words: PackedStrings } {
    const { units } = this.#units;
    const order = orderOf(units, Uint32Array.from(this.#starts));
    const words = new CodeUnits();
    words.reserve(this.#units.length);
    const starts = new Uint32Array(order.length + 1);
    for (const [place, number] of order.entries()) {
      words.append(units, this.#starts[number] ?? 0, this.#starts[number + 1] ?? 0);
      starts[place + 1] = words.length;
    }
    return { order, words: { text: words.text(), starts } };
  }
}

function hashOf(units: Uint16Array, start: number, end: number): number {
  let hash = end - start;
  for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + (units[at] ?? 0)) | 0;
  return Math.imul(hash, 0x9e3779b1) >>> 8;
}
