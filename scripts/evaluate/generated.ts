/** What evaluations on generated text share: their options, and chance that is the same in every run with one `--seed`. */
import { createRandom } from "../bench/synthetic.ts";

/** The number behind an option of the command line. */
export function numberOption(name: string, fallback: number): number {
  const at = process.argv.indexOf(name);
  return at === -1 ? fallback : Number(process.argv[at + 1]);
}

/** From 0 to below 1. */
export const random = createRandom(numberOption("--seed", 1));

export function pick<Item>(items: readonly Item[]): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error("There is nothing to pick from.");
  return item;
}
