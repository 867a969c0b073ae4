/** Search in what is sorted already. */
import type { Span } from "./document.ts";

/** The first of `count` numbers that is not before what is sought, where `isBefore` holds up to some number only. */
export function firstNotBefore(count: number, isBefore: (number: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The index of the last of sorted numbers that is not greater; -1 where all are. */
export function lastNotAfter(sorted: ArrayLike<number>, value: number): number {
  return firstNotBefore(sorted.length, (place) => (sorted[place] ?? 0) <= value) - 1;
}

/** The index of the first span that ends after an offset, of spans that stand in order and apart; their number where none does. */
export function firstEndingAfter(spans: readonly Span[], offset: number): number {
  return firstNotBefore(spans.length, (place) => (spans[place]?.end ?? 0) <= offset);
}
