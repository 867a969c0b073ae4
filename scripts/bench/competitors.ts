/** Other ways to look names up in the same run: two libraries for search in memory, and a sorted array. */
import flexsearch from "flexsearch";
import MiniSearch from "minisearch";
import type { QueryKind } from "./queries.ts";

export interface Competitor {
  readonly name: string;
  readonly build: (names: readonly string[]) => (kind: QueryKind, query: string) => number;
}

const limit = 60;

export const competitors: readonly Competitor[] = [
  {
    name: "sorted array",
    build(names) {
      const sorted = names.map((name) => name.toLowerCase()).sort();
      return (_, query) => {
        const wanted = query.toLowerCase();
        let low = 0;
        let high = sorted.length;
        while (low < high) {
          const middle = (low + high) >> 1;
          if ((sorted[middle] ?? "") < wanted) low = middle + 1;
          else high = middle;
        }
        let found = 0;
        while (found < limit && sorted[low + found]?.startsWith(wanted)) found++;
        return found;
      };
    },
  },
  {
    name: "minisearch",
    build(names) {
      const index = new MiniSearch({ fields: ["name"] });
      index.addAll(names.map((name, id) => ({ id, name })));
      return (kind, query) =>
        index
          .search(query, { combineWith: "AND", prefix: kind !== "exact", fuzzy: kind === "near miss" ? 2 : false })
          .slice(0, limit).length;
    },
  },
  {
    name: "flexsearch",
    build(names) {
      const index = new flexsearch.Index({ tokenize: "forward" });
      for (const [id, name] of names.entries()) index.add(id, name);
      return (_, query) => index.search(query, { limit }).length;
    },
  },
];

/** What a competitor can answer at all. */
export function answers(competitor: string, kind: QueryKind): boolean {
  if (competitor === "sorted array") return kind === "exact" || kind === "prefix" || kind === "short prefix";
  return competitor === "minisearch" || kind !== "near miss";
}
