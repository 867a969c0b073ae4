#!/usr/bin/env node
// Makes server/data/retractions.json, the bundled list of retracted works, from a file of records whose retraction was
// seen stated.
//
// usage: node scripts/make-retractions.mjs RETRACTED.json
// What was not seen stays out; where each retraction was seen stays in.
import { readFileSync, writeFileSync } from "node:fs";

const [source] = process.argv.slice(2);
if (!source) {
  console.error("usage: node scripts/make-retractions.mjs RETRACTED.json");
  process.exit(2);
}
/** @type {Record<string, string | number | string[] | null>[]} */
const seen = JSON.parse(readFileSync(source, "utf8"));
const records = seen.map((record) => ({
  title: record.title,
  author: record["first-author"] ?? undefined,
  year: record.year,
  DOI: record.DOI ?? undefined,
  "container-title": record["container-title"] ?? undefined,
  nature: "retraction",
  date: record["retraction-date"] ?? undefined,
  notice: record["retraction-notice-DOI"] ?? undefined,
  evidence: record.evidence,
}));
// One record a line: a correction shows as one line of a diff.
const lines = records.map((record) => JSON.stringify(record));
writeFileSync(new URL("../server/data/retractions.json", import.meta.url), `[\n${lines.join(",\n")}\n]\n`);
console.log(`${records.length} retracted works`);
