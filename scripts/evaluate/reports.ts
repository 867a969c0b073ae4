/** Which reports of the checks are looked at. */
import { allChecks } from "../../server/src/checks/all.ts";
import { settingsTable } from "../../server/src/workspace/settings.ts";

/** The settings in which checks that are off are hints. */
export function everyCheckOn(): unknown {
  const off = allChecks.filter(({ setting }) => settingsTable[setting].default === "off");
  return { check: Object.fromEntries(off.map(({ setting }) => [setting.slice("check.".length), "hint"])) };
}

/** The same sample for the same seed: a linear congruential generator orders the reports. */
export function sample<Item>(items: readonly Item[], size: number, seed: number): Item[] {
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state;
  };
  return items
    .map((item) => ({ item, order: next() }))
    .toSorted((a, b) => a.order - b.order)
    .slice(0, size)
    .map(({ item }) => item);
}
