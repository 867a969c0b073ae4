#!/usr/bin/env node
// Makes server/data/references.json, the bundled reference set, from a file of verified CSL-JSON items.
//
// usage: node scripts/make-references.mjs VERIFIED.csl.json
// Facts, topics, notes and whether the author list is complete are kept as they stand; where each fact was seen is left out.
import { readFileSync, writeFileSync } from "node:fs";

const [source] = process.argv.slice(2);
if (!source) {
  console.error("usage: node scripts/make-references.mjs VERIFIED.csl.json");
  process.exit(2);
}
const leftOut = new Set(["evidence", "evidence-grade"]);
/** @type {{ custom?: Record<string, unknown> }[]} */
const verified = JSON.parse(readFileSync(source, "utf8"));
const references = verified.map((reference) => ({
  ...reference,
  custom: Object.fromEntries(Object.entries(reference.custom ?? {}).filter(([name]) => !leftOut.has(name))),
}));
// One reference a line: a correction shows as one line of a diff.
const lines = references.map((reference) => JSON.stringify(reference));
const target = new URL("../server/data/references.json", import.meta.url);
writeFileSync(target, `[\n${lines.join(",\n")}\n]\n`);
console.log(`${references.length} references`);
