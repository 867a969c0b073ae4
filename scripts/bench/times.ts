/** How long searches take. */
import type { QueryKind } from "./queries.ts";

export type Row = Record<string, string | number>;

export function milliseconds(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

export function timesOf(
  name: string,
  kind: QueryKind,
  texts: readonly string[],
  search: (text: string) => number,
): Row {
  let found = 0;
  // The first queries warm the code and the cache of pages, as the first keystrokes do.
  for (const text of texts.slice(0, 100)) search(text);
  const once = texts.map((text) =>
    milliseconds(() => {
      if (search(text) > 0) found++;
    }),
  );
  // The fastest of three more tells what the search takes where the machine has other work between.
  const fastest = texts.map((text) => Math.min(...[1, 2, 3].map(() => milliseconds(() => search(text)))));
  const at = (times: readonly number[], share: number) =>
    Number((times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? 0).toFixed(3));
  return {
    search: name,
    kind,
    median: at(once, 0.5),
    p99: at(once, 0.99),
    "p99, fastest of 3": at(fastest, 0.99),
    found: `${Math.round((100 * found) / texts.length)} %`,
  };
}
