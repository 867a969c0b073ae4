/** Text as code units in typed arrays, which are read and put in order without a string for each word. */

/** A growing run of code units. */
export class CodeUnits {
  units: Uint16Array;
  length = 0;

  constructor(room = 1024) {
    this.units = new Uint16Array(room);
  }

  push(unit: number): void {
    if (this.length === this.units.length) this.reserve(1);
    this.units[this.length++] = unit;
  }

  /** Appends `start` to `end` of some code units; words are short, so one by one. */
  append(units: Uint16Array, start: number, end: number): void {
    this.reserve(end - start);
    let at = this.length;
    for (let from = start; from < end; from++) this.units[at++] = units[from] ?? 0;
    this.length = at;
  }

  appendText(text: string): void {
    this.reserve(text.length);
    for (let at = 0; at < text.length; at++) this.units[this.length++] = text.charCodeAt(at);
  }

  /** Makes room for so many more. */
  reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.units.length) return;
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

/** Runs that are this short are put in order by comparing their strings. */
const shortRun = 12;

/**
 * The numbers of strings in code-unit order, equal ones in the order of their numbers. String `n` is `starts[n]` to
 * `starts[n + 1] - 1` of `units`. Bentley and Sedgewick's multikey quicksort: no code unit that strings share is compared twice.
 */
export function orderOf(units: Uint16Array, starts: Uint32Array): Uint32Array {
  const { order, runs } = orderedByBeginnings(units, starts);
  const unitAt = (place: number, depth: number): number => {
    const number = order[place] ?? 0;
    const at = (starts[number] ?? 0) + depth;
    return at < (starts[number + 1] ?? 0) ? (units[at] ?? 0) : -1;
  };
  const swap = (one: number, other: number): void => {
    const number = order[one] ?? 0;
    order[one] = order[other] ?? 0;
    order[other] = number;
  };
  while (runs.length > 0) {
    const [depth, end, first] = [runs.pop() ?? 0, runs.pop() ?? 0, runs.pop() ?? 0];
    if (end - first <= shortRun) {
      sortShortRun(order.subarray(first, end), depth, units, starts);
      continue;
    }
    const pivot = middleOf(unitAt(first, depth), unitAt((first + end) >> 1, depth), unitAt(end - 1, depth));
    let [less, at, more] = [first, first, end];
    while (at < more) {
      const unit = unitAt(at, depth);
      if (unit < pivot) swap(less++, at++);
      else if (unit > pivot) swap(at, --more);
      else at++;
    }
    runs.push(first, less, depth, more, end, depth);
    if (pivot < 0) order.subarray(less, more).sort();
    else runs.push(less, more, depth + 1);
  }
  return order;
}

/**
 * The numbers in the order of their strings' first code units, as many as go into one number with the string's own, for
 * numbers are put in order without a comparison of ours; and first place, end and depth of the runs that have these in common.
 */
function orderedByBeginnings(
  units: Uint16Array,
  starts: Uint32Array,
): { readonly order: Uint32Array; readonly runs: number[] } {
  const size = starts.length - 1;
  const end = starts[size] ?? 0;
  let highest = 0;
  for (let at = 0; at < end; at++) highest = Math.max(highest, units[at] ?? 0);
  const numbers = 2 ** (32 - Math.clz32(size));
  // One more than the units, for 0 is a string's end.
  const base = highest + 2;
  const depth = Math.floor(Math.log(2 ** 53 / numbers) / Math.log(base));
  const packed = new Float64Array(size);
  for (let number = 0; number < size; number++) {
    const start = starts[number] ?? 0;
    const length = (starts[number + 1] ?? 0) - start;
    let beginning = 0;
    for (let at = 0; at < depth; at++) beginning = beginning * base + (at < length ? (units[start + at] ?? 0) + 1 : 0);
    packed[number] = beginning * numbers + number;
  }
  packed.sort();
  const order = packed.map((value) => value % numbers);
  const runs: number[] = [];
  for (let first = 0, place = 1; place <= size; place++) {
    const beginning = Math.floor((packed[first] ?? 0) / numbers);
    if (place < size && Math.floor((packed[place] ?? 0) / numbers) === beginning) continue;
    // Strings that have ended are equal, and in the order of their numbers.
    if (place > first + 1 && beginning % base !== 0) runs.push(first, place, depth);
    first = place;
  }
  return { order: Uint32Array.from(order), runs };
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

/** By insertion. */
function sortShortRun(order: Uint32Array, depth: number, units: Uint16Array, starts: Uint32Array): void {
  const isAfter = (one: number, other: number): boolean => {
    const end = starts[one + 1] ?? 0;
    const otherEnd = starts[other + 1] ?? 0;
    let at = (starts[one] ?? 0) + depth;
    let from = (starts[other] ?? 0) + depth;
    while (at < end && from < otherEnd && units[at] === units[from]) {
      at++;
      from++;
    }
    if (at === end || from === otherEnd) return at < end || (from === otherEnd && one > other);
    return (units[at] ?? 0) > (units[from] ?? 0);
  };
  for (let place = 1; place < order.length; place++) {
    const number = order[place] ?? 0;
    let at = place;
    for (; at > 0 && isAfter(order[at - 1] ?? 0, number); at--) order[at] = order[at - 1] ?? 0;
    order[at] = number;
  }
}
