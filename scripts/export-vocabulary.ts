/** Prints the bundled vocabulary as JSON lines, for checks against ontology releases. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readVocabularyYaml } from "../server/src/terms/vocabulary-yaml.ts";

const folder = join(import.meta.dirname, "../server/data/vocabulary");

for (const file of readdirSync(folder).sort()) {
  const { terms, problems } = readVocabularyYaml(readFileSync(join(folder, file), "utf8"));
  for (const problem of problems) {
    process.exitCode = 1;
    process.stderr.write(`${file}:${problem.line}: ${problem.message}\n`);
  }
  for (const { id, label, kind, synonyms, abbreviations, xrefs, parents, definition } of terms) {
    const names = [...synonyms, ...abbreviations.map((text) => ({ text, scope: "exact" }))];
    process.stdout.write(`${JSON.stringify({ id, label, kind, synonyms: names, xrefs, parents, definition })}\n`);
  }
}
