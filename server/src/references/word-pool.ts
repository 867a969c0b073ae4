/** Distinct words by number, kept as code units and found by hash: no string is made for a word that is known. */
/** A growing run of code units. */
export class CodeUnits {
  units = new Uint16Array(1024);
  length = 0;

  push(unit: number): void {
    if (this.length === this.units.length) this.#grow(this.length + 1);
    this.units[this.length++] = unit;
  }

  /** Appends `start` to `end` of some code units; words are short, so one by one. */
  append(units: Uint16Array, start: number, end: number): void {
    if (this.length + end - start > this.units.length) this.#grow(this.length + end - start);
    for (let at = start; at < end; at++) this.units[this.length++] = units[at] ?? 0;
  }

  #grow(needed: number): void {
    const larger = new Uint16Array(Math.max(needed, 2 * this.units.length));
    larger.set(this.units);
    this.units = larger;
  }

  text(): string {
    let text = "";
    // Arguments of one call are limited.
    for (let at = 0; at < this.length; at += 8192)
      text += Reflect.apply(String.fromCharCode, undefined, this.units.subarray(at, Math.min(this.length, at + 8192)));
    return text;
  }
}

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
    for (let at = start; at < end; at++) if (units[at] !== this.#units.units[from + at - start]) return false;
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

  /** The words by number. */
  words(): string[] {
    const text = this.#units.text();
    return this.#starts.slice(0, -1).map((start, number) => text.slice(start, this.#starts[number + 1]));
  }
}

function hashOf(units: Uint16Array, start: number, end: number): number {
  let hash = end - start;
  for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + (units[at] ?? 0)) | 0;
  return Math.imul(hash, 0x9e3779b1) >>> 8;
}
