/**
 * Checks the readers and the index on whole ontologies; fails where one of them is wrong.
 *
 *   node --import tsx scripts/evaluate/term-index.ts ONTOLOGIES [QUERIES]
 *
 * Both formats of the Cell Ontology give the same terms; every approved gene symbol finds its gene first; every
 * previous symbol of several genes finds them all; random queries find what looking at every name finds.
 */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { readHgnc } from "../../server/src/terms/sources/hgnc.ts";
import { readObo } from "../../server/src/terms/sources/obo.ts";
import { readOboGraphs } from "../../server/src/terms/sources/obo-graphs.ts";
import { openTerminology } from "../../server/src/terms/store.ts";
import { sourceOfBytes } from "../../server/src/terms/store-bytes.ts";
import { compileTerminology } from "../../server/src/terms/store-compile.ts";
import { searchAll, searchTerms } from "../../server/src/terms/term-index.ts";
import { plainSearch } from "../../test/unit/terms/plain-search.ts";
import { readOntologies, readText } from "../bench/ontologies.ts";
import { makeQueries } from "../bench/queries.ts";

const [, , folder, queryCount = "20"] = process.argv;
if (!folder) throw new Error("Give the folder of the ontologies.");
const fileLike = (pattern: RegExp) => readText(join(folder, readdirSync(folder).find((it) => pattern.test(it)) ?? ""));

const obo = readObo(fileLike(/^cl-basic.*\.obo$/));
const graphs = readOboGraphs(fileLike(/^cl-basic.*\.json$/));
const byId = new Map(graphs.terms.map((term) => [term.id, term]));
assert.equal(obo.terms.length, graphs.terms.length);
for (const term of obo.terms) assert.deepEqual(byId.get(term.id), term);
console.log(`Cell Ontology: ${obo.terms.length} terms, the same from both formats`);

const genes = readHgnc(fileLike(/^hgnc-/)).terms;
const terms = readOntologies(folder);
const terminology = openTerminology(sourceOfBytes(compileTerminology(terms, { name: "ontologies" })));
const approved = genes.filter(({ obsolete }) => !obsolete);
const others = approved.filter(
  ({ id, label }) => searchTerms(terminology, { text: label, limit: 60 })[0]?.term.id !== id,
);
console.log(`Approved gene symbols: ${approved.length}; first found is another: ${others.length}`);
for (const { id, label } of others) {
  const [first] = searchTerms(terminology, { text: label, limit: 60 });
  console.log(`  ${label} (${id}): ${first?.name} (${first?.role} of ${first?.term.id})`);
}

const genesOfPrevious = new Map<string, Set<string>>();
for (const { id, synonyms } of approved) {
  // A symbol has no space; what has one is a previous name.
  for (const { text, type } of synonyms) {
    if (type === "previous" && !text.includes(" "))
      genesOfPrevious.set(text, (genesOfPrevious.get(text) ?? new Set()).add(id));
  }
}
const ambiguous = [...genesOfPrevious].filter(([, ids]) => ids.size > 1);
const incomplete = ambiguous.filter(([text, ids]) => {
  const found = new Set(searchTerms(terminology, { text, limit: 60 }).map(({ term }) => term.id));
  return [...ids].some((id) => !found.has(id));
});
console.log(`Previous symbols of several genes: ${ambiguous.length}; not all found: ${incomplete.length}`);

let compared = 0;
for (const [kind, texts] of makeQueries(terms, Number(queryCount))) {
  for (const [number, text] of texts.entries()) {
    const query = { text, limit: 60, boost: new Set(["CL:0000632", "GO:0008219"]), inOrder: number % 7 === 6 };
    const found = searchAll([{ terminology, priority: 0 }], query).map(({ term, name }) => `${term.id} ${name}`);
    assert.deepEqual(found, plainSearch([{ terms, priority: 0 }], query), `${kind}: ${text}`);
    compared++;
  }
}
console.log(`Random queries: ${compared}, all as when every name is looked at`);
assert.deepEqual([others.length, incomplete.length], [0, 0]);
