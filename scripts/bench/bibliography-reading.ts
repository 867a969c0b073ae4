/** Reads the file given second with the reader of the name given first; prints what it takes of a fresh process as JSON. */
import { readFileSync } from "node:fs";
import { readers } from "./bibliography-readers.ts";

const [, , name = "", file = ""] = process.argv;
const reader = readers.find((each) => each.name === name);
if (!reader) throw new Error(`There is no reader "${name}".`);
const read = await reader.load();
const text = readFileSync(file, "utf8");
const start = performance.now();
const before = process.cpuUsage();
const entries = read(text);
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(before);
const peak = process.resourceUsage().maxRSS / 1000;
// Code that has run before, as in an editor that reads one library after another.
const again = Math.min(
  ...[1, 2].map(() => {
    const from = performance.now();
    read(`${text} `);
    return (performance.now() - from) / 1000;
  }),
);
console.log(JSON.stringify({ entries, seconds, cpu: (user + system) / 1e6, again, peak }));
