import { readFileSync } from "node:fs";
import { previewed } from "./test/unit/preview/previewed.ts";
const f = "examples/liver-metastasis-review/";
const text = `--- review.md\n${readFileSync(f+"review.md","utf8")}\n--- references.bib\n${readFileSync(f+"references.bib","utf8")}`;
const {html, facts} = previewed(text, process.argv[2] ?? "vancouver");
console.log(html);
console.error(facts.citations.slice(0,5), facts.terms.length, facts.definitions.length, JSON.stringify(facts).length);
